import { toSubmitAcknowledgement } from '../../../codec/sp-api/acknowledgement.ts';
import { toSubmitInventoryUpdate } from '../../../codec/sp-api/inventory-report.ts';
import { toSubmitInvoices } from '../../../codec/sp-api/invoice.ts';
import { type OrderStatus, parseOrderStatus } from '../../../codec/sp-api/order-status.ts';
import type { Schemas } from '../../../codec/sp-api/shape.ts';
import { toSubmitShipmentConfirmations } from '../../../codec/sp-api/ship-notice.ts';
import { parseTransaction, transactionIdOf } from '../../../codec/sp-api/transaction.ts';
import type { Acknowledgement, DispositionCode } from '../../../domain/acknowledgement.ts';
import type { Clock } from '../../../domain/calendar.ts';
import type { OutboundTradingDocument } from '../../../domain/trading-document.ts';
import { Refused } from '../../../ports/failures.ts';
import type { OutboundDocument } from '../../../ports/stores.ts';
import type { AmazonChannel } from '../channel.ts';
import type { SpApi } from './client.ts';
import { understood } from './understood.ts';

/** Amazon's guide: what has not failed a quarter of an hour later was taken, whatever the status says. */
const PRESUMED_AFTER_MS = 15 * 60_000;

/** How far the clocks of Amazon and the house may differ. */
const CLOCK_SKEW_MS = 60_000;

/** In place of a transaction id where the reply was lost and Amazon shows what we said. */
const READ_BACK = 'read-back:';

/** Submissions by API for one account. */
export function spApiChannel(api: SpApi, vendorCode: string, clock: Clock): AmazonChannel {
  const statusOf = async (number: string): Promise<OrderStatus | undefined> => {
    // Newest first is the only order that every account may ask for.
    const query = { purchaseOrderNumber: number, sortOrder: 'DESC' as const };
    const doing = `read back the status of order ${number}`;
    const body = await api.getPurchaseOrdersStatus(query, doing);
    return understood(doing, () => parseOrderStatus(body, number));
  };

  return {
    async make(content) {
      const body = bodyOf(content, vendorCode, clock());
      return { raw: JSON.stringify(body), fileName: '', controlNumber: 0, functionalId: '' };
    },
    async deliver(document, isRepeat) {
      const { content } = document;
      if (isRepeat && content.kind === 'acknowledgement') {
        const number = content.document.purchaseOrderNumber;
        const status = await statusOf(number);
        if (status && shows(status, content.document, document)) return `${READ_BACK}${number}`;
      }
      const doing = `submit ${document.key}`;
      const body = await submit(api, document, doing);
      return understood(doing, () => transactionIdOf(body));
    },
    async answer(document) {
      if (document.reference.startsWith(READ_BACK)) return { status: 'accepted', problems: [] };
      const doing = `ask what became of ${document.key} (transaction ${document.reference})`;
      const body = await (document.kind === 'inventory-report'
        ? api.getDirectFulfilmentTransaction(document.reference, doing)
        : api.getTransaction(document.reference, doing));
      const { status, problems } = understood(doing, () => parseTransaction(body));
      if (status === 'success') return { status: 'accepted', problems };
      if (status === 'failure') {
        return { status: 'rejected', problems: problems.length > 0 ? problems : ['Amazon gave no reason'] };
      }
      return { status: isPresumed(document, clock()) ? 'presumed' : 'awaited', problems };
    },
    async shown(number) {
      const status = await statusOf(number);
      return status?.lines.map(({ confirmedAt: _confirmedAt, ...line }) => line);
    },
  };
}

function bodyOf(content: OutboundTradingDocument, vendorCode: string, now: Date): object {
  switch (content.kind) {
    case 'acknowledgement':
      return toSubmitAcknowledgement(content.document, { vendorCode, acknowledgedAt: now });
    case 'ship-notice':
      return toSubmitShipmentConfirmations(content.document, { vendorCode, confirmedAt: now });
    case 'invoice':
      return toSubmitInvoices(content.document, { vendorCode });
    case 'inventory-report':
      warehouseOf(content, vendorCode);
      return toSubmitInventoryUpdate(content.document, { vendorCode });
    case 'routing-request':
    case 'functional-acknowledgement':
    case 'interchange-acknowledgement':
      throw new Refused('channel-cannot-carry', `send a ${content.kind} by SP-API`, {
        hint: `SP-API has no ${content.kind} for vendors: set its channel to edi for ${vendorCode}.`,
      });
  }
}

/** The API takes stock of warehouses that ship to shoppers, and of no other. */
function warehouseOf(content: OutboundTradingDocument, vendorCode: string): string {
  const warehouseId = content.kind === 'inventory-report' ? content.document.warehouseId : undefined;
  if (warehouseId !== undefined) return warehouseId;
  throw new Refused('channel-cannot-carry', 'send an inventory-report by SP-API', {
    hint: `SP-API takes stock of direct-fulfilment warehouses only: name one, or set the channel to edi for ${vendorCode}.`,
  });
}

/** The kept bytes as they are: they were checked against the model when they were made. */
function submit(api: SpApi, { kind, raw, content, vendorCode }: OutboundDocument, doing: string): Promise<unknown> {
  const body: unknown = JSON.parse(raw);
  if (kind === 'inventory-report') {
    return api.submitInventoryUpdate(
      warehouseOf(content, vendorCode),
      body as Schemas['vendorDirectFulfillmentInventoryV1_SubmitInventoryUpdateRequest'],
      doing,
    );
  }
  if (kind === 'acknowledgement') {
    return api.submitAcknowledgement(body as Schemas['vendorOrders_SubmitAcknowledgementRequest'], doing);
  }
  if (kind === 'ship-notice') {
    return api.submitShipmentConfirmations(
      body as Schemas['vendorShipments_SubmitShipmentConfirmationsRequest'],
      doing,
    );
  }
  return api.submitInvoices(body as Schemas['vendorInvoices_SubmitInvoicesRequest'], doing);
}

/**
 * Whether Amazon's view is what this acknowledgement made of it: every line confirmed since it was
 * written, with our quantities. An older answer with equal quantities may carry other dates or costs,
 * and sending once more is harmless, so that every doubt says no.
 */
function shows(status: OrderStatus, { lines }: Acknowledgement, { preparedAt }: OutboundDocument): boolean {
  const since = new Date(preparedAt).getTime() - CLOCK_SKEW_MS;
  return lines.every(({ lineNumber, dispositions }) => {
    const [shown, ...others] = status.lines.filter((one) => one.lineNumber === lineNumber);
    if (!shown?.isConfirmed || shown.confirmedAt === undefined || others.length > 0) return false;
    const total = (code: DispositionCode) =>
      dispositions.reduce((sum, one) => sum + (one.code === code ? one.quantity.amount : 0), 0);
    return (
      new Date(shown.confirmedAt).getTime() >= since &&
      shown.accepted === total('accepted') + total('backordered') &&
      shown.rejected === total('rejected')
    );
  });
}

function isPresumed({ deliveredAt, preparedAt }: OutboundDocument, now: Date): boolean {
  return now.getTime() - new Date(deliveredAt ?? preparedAt).getTime() >= PRESUMED_AFTER_MS;
}
