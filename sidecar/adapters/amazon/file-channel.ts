import { serialiseAcknowledgementFile } from '../../codec/vendor-central-file/acknowledgement.ts';
import { serialiseInventoryReportFile } from '../../codec/vendor-central-file/inventory-report.ts';
import { serialiseInvoiceFile } from '../../codec/vendor-central-file/invoice.ts';
import type { ProductLookup } from '../../codec/vendor-central-file/product.ts';
import { serialiseShipNoticeFile } from '../../codec/vendor-central-file/ship-notice.ts';
import { type ProductId, purchaseOrderKey } from '../../domain/identifiers.ts';
import { productIdKey } from '../../domain/inventory-plan.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import type { OutboundTradingDocument } from '../../domain/trading-document.ts';
import { Refused } from '../../ports/failures.ts';
import type { Stores } from '../../ports/stores.ts';
import type { AmazonChannel, AmazonChannels } from './channel.ts';
import { documentFileName } from './file-name.ts';
import { folderMailbox } from './mailbox.ts';

export interface FileChannelParts {
  stores: Pick<Stores, 'purchaseOrders' | 'itemReferences' | 'sequences'>;
  /** A folder that the files are put into as well, where people share one. */
  folder?: string | undefined;
}

/** Adds the road that needs no connection, for every account. */
export function withFiles(channels: AmazonChannels, parts: FileChannelParts): AmazonChannels {
  return (vendorCode, channel) => (channel === 'file' ? fileChannel(parts, vendorCode) : channels(vendorCode, channel));
}

/**
 * Tables that a person enters in Vendor Central. Whoever enters one is also its receipt and its answer
 * (workflow/enter-file.ts): nothing here asks Amazon for anything.
 */
function fileChannel({ stores, folder }: FileChannelParts, vendorCode: string): AmazonChannel {
  // Nothing is ever taken from it.
  const outbox = folder === undefined ? undefined : folderMailbox({ inbox: folder, outbox: folder });
  return {
    async make(content) {
      const raw = await tableOf(content, vendorCode, stores);
      // Drawn last: a document that cannot be said leaves no gap.
      const number = await stores.sequences.next(`file:${vendorCode}`);
      const fileName = documentFileName(vendorCode, content.kind, content, `${String(number).padStart(6, '0')}.csv`);
      return { raw, controlNumber: 0, functionalId: '', fileName };
    },
    async deliver({ fileName: name, raw }) {
      await outbox?.put(name, Buffer.from(raw));
      return name;
    },
    async receipt({ delivered, acknowledgedAt }) {
      if (delivered !== 'delivered') return { state: 'awaited' };
      return { state: 'received', evidence: `a person said so at ${acknowledgedAt}` };
    },
    async answer({ acknowledged, problems }) {
      return { status: acknowledged, problems };
    },
    async shown() {
      return undefined;
    },
  };
}

async function tableOf(
  content: OutboundTradingDocument,
  vendorCode: string,
  stores: FileChannelParts['stores'],
): Promise<string> {
  switch (content.kind) {
    case 'acknowledgement': {
      const { document, change } = content;
      const number = document.purchaseOrderNumber;
      const order = (await stores.purchaseOrders.find(number))?.document;
      const products = await productsOf([number], vendorCode, stores);
      return serialiseAcknowledgementFile(document, { products, change, shipTo: order?.shipTo?.id });
    }
    case 'ship-notice': {
      const numbers = content.document.orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber);
      return serialiseShipNoticeFile(content.document, await productsOf(numbers, vendorCode, stores));
    }
    case 'invoice': {
      const { purchaseOrderNumber, lines } = content.document;
      const numbers = [purchaseOrderNumber, ...lines.map((line) => line.purchaseOrderNumber)];
      return serialiseInvoiceFile(content.document, await productsOf(numbers, vendorCode, stores));
    }
    case 'inventory-report': {
      const references = await stores.itemReferences.list(vendorCode);
      const skuOf = new Map(references.map(({ productId, sku }) => [productIdKey(productId), sku]));
      const asins = references.filter(({ productId }) => productId.kind === 'asin');
      const asinOf = new Map(asins.map(({ productId, sku }) => [sku, productId.value]));
      return serialiseInventoryReportFile(content.document, (productId) => {
        const sku = skuOf.get(productIdKey(productId));
        return { sku, asin: sku === undefined ? undefined : asinOf.get(sku) };
      });
    }
    case 'routing-request':
    case 'functional-acknowledgement':
    case 'interchange-acknowledgement':
      throw new Refused('channel-cannot-carry', `make a file of a ${content.kind}`, {
        hint: `Vendor Central has no table for a ${content.kind}: set its channel to edi for ${vendorCode}.`,
      });
  }
}

/** ASIN and our SKU of what some orders name, by the orders and by how their lines were decided. */
async function productsOf(
  numbers: readonly string[],
  vendorCode: string,
  { purchaseOrders, itemReferences }: FileChannelParts['stores'],
): Promise<ProductLookup> {
  const known = new Map<string, { order: PurchaseOrder; skus: ReadonlyMap<number, string> }>();
  for (const number of new Set(numbers)) {
    const order = (await purchaseOrders.find(number))?.document;
    if (!order) continue;
    const decided = new Map((await purchaseOrders.decision(number))?.lines.map(({ position, sku }) => [position, sku]));
    const skus = new Map<number, string>();
    for (const { position, productIds } of order.lines) {
      const sku = decided.get(position) ?? (await itemReferences.find(vendorCode, productIds))?.sku;
      if (sku !== undefined) skus.set(position, sku);
    }
    known.set(purchaseOrderKey(number), { order, skus });
  }
  return (number, productId, lineNumber) => {
    const { order, skus } = known.get(purchaseOrderKey(number)) ?? {};
    const line = order && lineOf(order, productId, lineNumber);
    if (!line) return undefined;
    return { asin: line.productIds.find(({ kind }) => kind === 'asin')?.value, sku: skus?.get(line.position) };
  };
}

/** Amazon's line numbers may repeat or be empty: the id decides, the number only between lines of one product. */
function lineOf({ lines }: PurchaseOrder, { kind, value }: ProductId, lineNumber: string | undefined) {
  const same = lines.filter(({ productIds }) => productIds.some((id) => id.kind === kind && id.value === value));
  return same.find((line) => line.lineNumber === lineNumber) ?? same[0];
}
