import type { BookedLine, BookedOrder } from '../books.ts';
import type { Count, DocumentId } from '../documents.ts';
import { big } from '../numbers.ts';

/** Every id that the document gives must be one the order gave, byte for byte: `0614…` and `614…` are two products. */
export function isSameProduct(line: BookedLine, ids: readonly DocumentId[]): boolean {
  return (
    ids.length > 0 &&
    ids.every((id) => givenIds(line).some((own) => own.qualifier === id.qualifier && own.value === id.value))
  );
}

function givenIds(line: BookedLine): DocumentId[] {
  const vendor = line.ids.find(({ qualifier }) => qualifier !== 'BP');
  return vendor ? [...line.ids, { qualifier: 'vendor', value: vendor.value }] : line.ids;
}

/** Lines of that product, the one with the given number first. */
export function linesOf(order: BookedOrder, ids: readonly DocumentId[], lineNumber?: string): BookedLine[] {
  const lines = order.lines.filter((line) => isSameProduct(line, ids));
  return [
    ...lines.filter(({ number }) => number === lineNumber),
    ...lines.filter(({ number }) => number !== lineNumber),
  ];
}

export function say(ids: readonly DocumentId[]): string {
  return ids.map(({ qualifier, value }) => `${qualifier} ${value}`).join(', ') || 'no product id';
}

/** A case whose size Amazon did not state counts as one of itself: both sides then count cases. */
export function eachesPerUnit(line: BookedLine): number {
  return line.unit === 'CA' ? (line.unitSize ?? 1) : 1;
}

/** Undefined where the document counts in a unit, or in cases of a size, that the order does not know. */
export function eachesOf(line: BookedLine, count: Count): number | undefined {
  if (count.unit === 'EA') return count.amount;
  if (count.unit !== 'CA' || line.unit !== 'CA') return undefined;
  if (count.unitSize !== undefined && line.unitSize !== undefined && count.unitSize !== line.unitSize) return undefined;
  return count.amount * eachesPerUnit(line);
}

/** What the vendor still owes on the line, in eaches: accepted and backordered both ship. */
export function promisedEaches(line: BookedLine): number {
  return ((line.effective?.accepted ?? 0) + (line.effective?.backordered ?? 0)) * eachesPerUnit(line);
}

/** Cost of one each where the order prices `per`; decimal text, exact unless a case does not divide evenly. */
export function costPerEach(order: BookedOrder, line: BookedLine, unitCost: string) {
  return order.header.pricedPer === 'unit' ? big(unitCost).div(eachesPerUnit(line)) : big(unitCost);
}

/**
 * Whether two prices agree. On a line in cases the standards leave open whether a price is for the
 * each or the case, so either reading of `stated` may meet the reference.
 */
export function comparePrice(order: BookedOrder, line: BookedLine, stated: string, reference: string): -1 | 0 | 1 {
  const expected = costPerEach(order, line, reference);
  const readings = [big(stated), big(stated).div(eachesPerUnit(line))];
  if (readings.some((reading) => reading.minus(expected).abs().lt('0.00000001'))) return 0;
  return readings.some((reading) => reading.lt(expected)) ? -1 : 1;
}

/** Spreads eaches over lines of the same product, each up to its room; what is left over has none. */
export function spread(lines: readonly BookedLine[], eaches: number, room: (line: BookedLine) => number) {
  let left = eaches;
  const parts: { line: BookedLine; eaches: number }[] = [];
  for (const line of lines) {
    const part = Math.min(left, Math.max(0, room(line)));
    if (part > 0) parts.push({ line, eaches: part });
    left -= part;
  }
  return { parts, left };
}
