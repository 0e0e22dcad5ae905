import { type ProductId, purchaseOrderKey } from './identifiers.ts';
import type { Quantity } from './quantity.ts';
import type { ShipNotice, ShippedItem } from './ship-notice.ts';

interface ProductQuantity {
  productId: ProductId;
  quantity: Quantity;
}

/** What the notices ship of one order, one entry per product and comparable unit. */
export function shippedOf(notices: readonly ShipNotice[], purchaseOrderNumber: string): ProductQuantity[] {
  const items: ShippedItem[] = notices
    .flatMap(({ orders }) => orders)
    .filter((order) => sameOrder(order.purchaseOrderNumber, purchaseOrderNumber))
    .flatMap((order) => [...order.pallets.flatMap(({ cartons }) => cartons), ...order.cartons])
    .flatMap((carton) => carton.items);
  const products = new Map(items.map(({ productId }) => [productKey(productId), productId]));
  return [...products.values()].flatMap((productId) => {
    const quantities = items.filter((item) => sameProduct(item.productId, productId)).map(({ shipped }) => shipped);
    const whole = total(quantities);
    return (whole ? [whole] : quantities).map((quantity) => ({ productId, quantity }));
  });
}

/** Sum in a common unit: the one they share, else eaches; undefined where cases of unknown size meet eaches, and for none. */
export function total(quantities: readonly Quantity[]): Quantity | undefined {
  const [first] = quantities;
  if (first === undefined) return undefined;
  // Cases whose size only some of the documents state are the same cases.
  const packs = new Set(quantities.flatMap(({ eachesPerCase }) => eachesPerCase ?? []));
  const isShared = quantities.every(
    ({ unitOfMeasure, unitCode }) => unitOfMeasure === first.unitOfMeasure && unitCode === first.unitCode,
  );
  if (isShared && packs.size <= 1) {
    const [eachesPerCase] = packs;
    const amount = quantities.reduce((whole, quantity) => whole + quantity.amount, 0);
    return { ...first, amount, ...(eachesPerCase === undefined ? {} : { eachesPerCase }) };
  }
  const counts = quantities.map(eachesIn);
  if (counts.includes(undefined)) return undefined;
  return { amount: counts.reduce<number>((amount, count) => amount + (count ?? 0), 0), unitOfMeasure: 'each' };
}

export function isAtMost(a: Quantity, b: Quantity): boolean {
  const [left, right] = [eachesIn(a), eachesIn(b)];
  if (left !== undefined && right !== undefined) return left <= right;
  return a.unitOfMeasure === b.unitOfMeasure && a.unitCode === b.unitCode && a.amount <= b.amount;
}

export function describe({ amount, unitOfMeasure, eachesPerCase, unitCode }: Quantity): string {
  if (unitOfMeasure === 'each') return `${amount} ea`;
  if (unitOfMeasure === 'case') return `${amount} cs${eachesPerCase === undefined ? '' : ` of ${eachesPerCase}`}`;
  return `${amount} ${unitCode ?? 'units'}`;
}

export function sameOrder(a: string, b: string): boolean {
  return purchaseOrderKey(a) === purchaseOrderKey(b);
}

export function sameProduct(a: ProductId, b: ProductId): boolean {
  return productKey(a) === productKey(b);
}

function eachesIn({ amount, unitOfMeasure, eachesPerCase }: Quantity): number | undefined {
  if (unitOfMeasure === 'each') return amount;
  return unitOfMeasure === 'case' && eachesPerCase !== undefined ? amount * eachesPerCase : undefined;
}

export function productKey({ kind, value }: ProductId): string {
  return `${kind}:${value}`;
}
