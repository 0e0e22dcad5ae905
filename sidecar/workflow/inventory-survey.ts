import { addHours, type Instant, instant } from '../domain/calendar.ts';
import type { ProductId } from '../domain/identifiers.ts';
import {
  type InventoryPlan,
  type KnownProduct,
  planInventory,
  productIdKey,
  type ToldItem,
} from '../domain/inventory-plan.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { partnerOf } from './lookups.ts';
import type { World } from './world.ts';

/** What one report hands on to the next, so that not every order is read each time. */
export interface Memory {
  /** Names by which Amazon has ordered, those of one product together. */
  known: ProductId[][];
  /** Orders that came until then are in it. */
  ordersReadTo?: Instant | undefined;
}

/** A change may bring a product into an order that is known long since. */
const LOOK_BACK_HOURS = 30 * 24;
/** Reports that Amazon never answers are not read for ever. */
const MOST_REPORTS = 10;

/**
 * Looks what there is to tell: every product that Amazon has ordered from the account or that was mapped for it, with
 * what may be promised of it now by the stock master's own word. Sends nothing.
 */
export async function surveyInventory(
  vendorCode: string,
  memory: Memory,
  world: World,
): Promise<Memory & { plan: InventoryPlan }> {
  const { inventory, trade } = partnerOf(vendorCode, world);
  const ordersReadTo = instant(world.now());
  const ordered = await orderedNames(vendorCode, memory, world);
  const products = await productsOf(vendorCode, ordered, world);
  const told = await toldBefore(vendorCode, inventory.warehouse, world);
  const plan = planInventory(products, told, { ...inventory, answerProductIds: trade.answerProductIds });
  return { known: ordered, ordersReadTo, plan };
}

async function orderedNames(vendorCode: string, memory: Memory, world: World): Promise<ProductId[][]> {
  const { known, ordersReadTo } = memory;
  const since = ordersReadTo && addHours(ordersReadTo, -LOOK_BACK_HOURS);
  const orders = await world.stores.purchaseOrders.list({
    vendorCode,
    ...(since === undefined ? {} : { receivedSince: since }),
  });
  const names = new Map<string, ProductId[]>();
  for (const ids of [
    ...known,
    ...orders.flatMap(({ document }) => document.lines.map(({ productIds }) => productIds)),
  ]) {
    if (ids.length > 0) names.set(ids.map(productIdKey).sort().join('|'), ids);
  }
  return [...names.values()];
}

/** What a person or the settings said first, then the master's own barcodes: as the lines of an order are read. */
async function productsOf(vendorCode: string, ordered: readonly ProductId[][], world: World): Promise<KnownProduct[]> {
  const { catalogue } = world.stockMaster;
  const mapped = await world.stores.itemReferences.list(vendorCode);
  const skuOf = new Map(mapped.map(({ productId, sku }) => [productIdKey(productId), sku]));
  const learnt = ordered.map((ids) => ids.map((id) => skuOf.get(productIdKey(id))).find((sku) => sku !== undefined));
  const asked = ordered.filter((_, index) => learnt[index] === undefined);
  const found = asked.length === 0 ? [] : await catalogue.findByProductIds(asked);
  const byBarcode = new Map(asked.map((ids, index) => [ids, found[index]]));
  const named = [
    ...mapped.map(({ productId, sku }) => ({ productIds: [productId], sku })),
    ...ordered.map((productIds, index) => ({ productIds, sku: learnt[index] ?? byBarcode.get(productIds) })),
  ];
  const skus = [...new Set(named.flatMap(({ sku }) => (sku === undefined ? [] : [sku])))];
  const positions = await catalogue.positions(skus);
  return named.map(({ productIds, sku }): KnownProduct => {
    return { productIds, sku, stock: sku === undefined ? undefined : positions.get(sku) };
  });
}

/**
 * What Amazon may have in its books: all that was told since the last report that it took, that one included. What
 * never left, or what it refused, it does not have.
 */
async function toldBefore(vendorCode: string, warehouse: string | undefined, world: World): Promise<ToldItem[]> {
  const sent = await world.stores.outbound.list({ vendorCode, kind: 'inventory-report', limit: MOST_REPORTS });
  const told = new Map<string, ToldItem>();
  for (const document of sent) {
    if (document.content.kind !== 'inventory-report' || !mayBeHeard(document)) continue;
    const { items, warehouseId } = document.content.document;
    if (warehouseId !== warehouse) continue;
    for (const { productId, available } of items) {
      const key = productIdKey(productId);
      // A 0 that nobody has confirmed takes nothing back yet.
      const before = told.get(key)?.available ?? 0;
      told.set(key, { productId, available: Math.max(before, available) });
    }
    if (document.acknowledged !== 'awaited') break;
  }
  return [...told.values()];
}

function mayBeHeard({ delivered, acknowledged }: OutboundDocument): boolean {
  return delivered !== 'held-back' && acknowledged !== 'rejected';
}
