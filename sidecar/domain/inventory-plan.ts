import { z } from 'zod';
import { gtin14, ProductId, type ProductIdKind } from './identifiers.ts';
import type { InventoryRules } from './inventory-rules.ts';
import { EachesSchema, eaches } from './quantity.ts';

/** What the stock master says of one SKU now, in eaches. */
export interface StockFigures {
  /** False for composite products, and where stock is not managed: nothing could be held. */
  isStocked: boolean;
  availableToPromise: number;
  /** Live salable quantity for the shop. */
  salable: number;
  /** What the master keeps back from Amazon by itself. */
  buffer: number;
}

/** Names by which Amazon knows one product of this account. */
export interface KnownProduct {
  productIds: ProductId[];
  /** Undefined where no product of ours is known by them. */
  sku: string | undefined;
  /** Undefined where the master does not know the SKU. */
  stock: StockFigures | undefined;
}

/** What Amazon may have heard before. */
export interface ToldItem {
  productId: ProductId;
  available: number;
}

export const PlannedItem = z.object({
  productId: ProductId,
  /** Undefined for what is told as 0 because nobody knows it any more. */
  sku: z.string().optional(),
  available: EachesSchema,
  /** How the figure came about. */
  why: z.string(),
});
export type PlannedItem = z.infer<typeof PlannedItem>;

/** Known to Amazon, and nothing is said of it. */
export const LeftOut = z.object({
  productIds: z.array(ProductId),
  sku: z.string().optional(),
  why: z.string(),
});
export type LeftOut = z.infer<typeof LeftOut>;

export interface InventoryPlan {
  items: PlannedItem[];
  leftOut: LeftOut[];
}

export type PlanRules = Pick<InventoryRules, 'bufferEaches' | 'sharePercent' | 'mostEaches' | 'stoppedSkus'> & {
  /** The best first; what is not named stands behind, in an order of ours. */
  answerProductIds: readonly ProductIdKind[];
};

/** Amazon's own name first. The code of a case is none: its product is twelve of the one that is counted. */
const USUAL_ORDER: readonly ProductIdKind[] = [
  'asin',
  'upc',
  'ean',
  'gtin',
  'isbn',
  'vendor-item',
  'vendor-part',
  'sku',
];

/**
 * What Amazon is told of each product, in full: one line for each SKU, so that no stock is told twice. What was told
 * before and is not ours to promise any more is told as 0: left out, Amazon would go on ordering it. Of two in `known`
 * that claim one name the first has it.
 */
export function planInventory(
  known: readonly KnownProduct[],
  told: readonly ToldItem[],
  rules: PlanRules,
): InventoryPlan {
  const toldBefore = new Set(told.map(({ productId }) => productIdKey(productId)));
  const items = new Map<string, PlannedItem>();
  /** By every name of a product, the kind of the name that it is told under. */
  const toldAs = new Map<string, ProductIdKind>();
  const leftOut: LeftOut[] = known.flatMap((product) => {
    const why = whyLeftOut(product);
    return why === undefined ? [] : [{ productIds: product.productIds, sku: product.sku, why }];
  });
  for (const { sku, productIds, stock } of bySku(known)) {
    const productId = nameFor(productIds, toldBefore, rules.answerProductIds);
    if (productId === undefined) {
      leftOut.push({ productIds, sku, why: 'only the code of its case is known' });
      continue;
    }
    items.set(productIdKey(productId), { productId, sku, ...reportable(sku, stock, rules) });
    for (const one of productIds) toldAs.set(productIdKey(one), productId.kind);
  }
  const reasons = new Map(leftOut.flatMap(({ productIds, why }) => productIds.map((one) => [productIdKey(one), why])));
  for (const { productId, available } of told) {
    const key = productIdKey(productId);
    const kind = toldAs.get(key);
    // Told under a name of another kind it may be the same item of Amazon's, and 0 for one name would take back what
    // the other says. Two names of one kind are two items.
    if (available === 0 || items.has(key) || (kind !== undefined && kind !== productId.kind)) continue;
    const why =
      reasons.get(key) ?? (kind === undefined ? 'not known any more' : 'its stock is told under another name');
    items.set(key, { productId, available: eaches(0), why: `${why}: told as 0` });
  }
  return {
    items: [...items.values()].sort((a, b) => compare(placeOf(a), placeOf(b))),
    leftOut: leftOut.filter(({ productIds }) => !productIds.some((one) => items.has(productIdKey(one)))),
  };
}

/** UPC-12, EAN-13 and GTIN-14 of one item are one name. */
export function productIdKey({ kind, value }: ProductId): string {
  const gtin = kind === 'upc' || kind === 'ean' || kind === 'gtin' ? gtin14(value) : undefined;
  return gtin === undefined ? `${kind}:${value}` : `gtin:${gtin}`;
}

/** Never more than the shop could sell itself: its pool may count what its website does not sell from. */
function reportable(sku: string, stock: StockFigures, rules: PlanRules): Pick<PlannedItem, 'available' | 'why'> {
  const { bufferEaches, sharePercent, mostEaches, stoppedSkus } = rules;
  if (stoppedSkus.includes(sku)) return { available: eaches(0), why: 'stopped by the settings' };
  const salable = stock.salable - stock.buffer;
  const promisable = atLeastNone(Math.min(stock.availableToPromise, salable));
  const afterBuffer = atLeastNone(promisable - bufferEaches);
  const shared = Math.floor((afterBuffer * sharePercent) / 100);
  const available = eaches(Math.min(shared, mostEaches ?? shared));
  const why = [
    `${promisable} to promise`,
    salable < stock.availableToPromise && 'no more is salable in the shop',
    bufferEaches > 0 && `${bufferEaches} kept back`,
    sharePercent < 100 && `${sharePercent} % of the rest`,
    available < shared && `at most ${mostEaches}`,
  ];
  return { available, why: why.filter(Boolean).join(', ') };
}

function whyLeftOut({ sku, stock }: KnownProduct): string | undefined {
  if (sku === undefined) return 'no product of ours is known by it';
  if (stock === undefined) return `the shop knows no SKU ${sku}`;
  return stock.isStocked ? undefined : `${sku} is not a product that stock is kept of`;
}

interface StockedProduct {
  sku: string;
  productIds: ProductId[];
  stock: StockFigures;
}

/** All names of one SKU together: its stock is one, under however many names it was ordered. */
function bySku(known: readonly KnownProduct[]): StockedProduct[] {
  const products = new Map<string, StockedProduct>();
  const taken = new Set<string>();
  for (const product of known) {
    const { sku, stock, productIds } = product;
    if (sku === undefined || stock === undefined || whyLeftOut(product) !== undefined) continue;
    const same = products.get(sku) ?? { sku, productIds: [], stock };
    for (const one of productIds.filter((id) => !taken.has(productIdKey(id)))) {
      taken.add(productIdKey(one));
      same.productIds.push(one);
    }
    products.set(sku, same);
  }
  return [...products.values()].filter(({ productIds }) => productIds.length > 0);
}

/** The best kind; of two names of that kind the one that Amazon heard last time, so that a figure does not wander. */
function nameFor(
  productIds: readonly ProductId[],
  toldBefore: ReadonlySet<string>,
  preferred: readonly ProductIdKind[],
): ProductId | undefined {
  const order = [...preferred, ...USUAL_ORDER].filter((kind) => kind !== 'case-code');
  const kind = order.find((one) => productIds.some((id) => id.kind === one));
  const candidates = productIds.filter((id) => id.kind === kind).sort((a, b) => compare(a.value, b.value));
  return candidates.find((id) => toldBefore.has(productIdKey(id))) ?? candidates[0];
}

function placeOf({ sku, productId }: PlannedItem): string {
  return `${sku ?? '~'} ${productIdKey(productId)}`;
}

function atLeastNone(count: number): number {
  return Math.max(0, Math.floor(count));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
