import type { AmazonOrder, AmazonOrderLine, AmazonParty } from './order.ts';

/** One thing Amazon may order. */
export type CatalogueItem = Pick<AmazonOrderLine, 'ids' | 'unit' | 'unitSize' | 'unitCost'>;

export interface OrderMaker {
  /** The next order, placed on the given day. */
  next(orderedOn: string): AmazonOrder;
}

/** Makes orders that look like a week of Amazon's; the same seed makes the same orders. */
export function orderMaker(
  seed: number,
  catalogue: readonly CatalogueItem[],
  shipTos: readonly AmazonParty[],
): OrderMaker {
  const random = mulberry32(seed);
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined)
      throw new Error('an order needs at least one item and one fulfilment centre to choose from');
    return value;
  };
  let serial = 0;
  return {
    next(orderedOn) {
      serial += 1;
      const wanted = new Set(Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(catalogue)));
      return {
        number: orderNumber(seed, serial),
        orderedOn,
        shipTo: pick(shipTos),
        deliveryWindow: { from: shift(orderedOn, 7), to: shift(orderedOn, 11) },
        lines: [...wanted].map((item) => ({
          ...item,
          quantity: (1 + Math.floor(random() * 12)) * (item.unit === 'CA' ? 1 : 6),
          isBackOrderAllowed: random() < 0.3,
        })),
      };
    },
  };
}

/** Eight capitals and digits, the first a digit as Amazon's are; distinct for distinct serials of a seed. */
function orderNumber(seed: number, serial: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  let value = (Math.imul(seed, 7919) >>> 8) * 10_000 + serial;
  let text = '';
  for (let index = 0; index < 7; index++) {
    text = alphabet.charAt(value % alphabet.length) + text;
    value = Math.floor(value / alphabet.length);
  }
  return `${1 + (serial % 9)}${text}`;
}

function shift(day: string, days: number): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** A small generator of uniform numbers below 1; good enough to look natural, the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
