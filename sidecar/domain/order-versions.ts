import assert from 'node:assert/strict';
import { compare } from './money.ts';
import { differences, type PurchaseOrder, type PurchaseOrderChange, type PurchaseOrderLine } from './purchase-order.ts';
import { type Quantity, toEaches } from './quantity.ts';
import type { Channel } from './trading-partner.ts';

/** By which road an order was seen; `file` is an import by hand. */
export type SeenBy = Channel | 'file';

/** A version that we know, and every road on which it was seen, in that sequence. */
export interface KnownVersion {
  version: number;
  document: PurchaseOrder;
  seenBy: readonly SeenBy[];
}

/** What one more sight of a known order means. */
export type Sighted =
  /** `completed`: the newest version as this road tells it, where only files had told it, which tell less. */
  | { outcome: 'known'; version: number; completed?: PurchaseOrder }
  /** The next version, its lines at the places that they had. */
  | { outcome: 'changed'; document: PurchaseOrder; changes: PurchaseOrderChange[] }
  /** Another road tells it otherwise than the one that counts: shown to a person, and not followed. */
  | { outcome: 'differs'; version: number; changes: PurchaseOrderChange[] };

/**
 * One order may come by 850, by SP-API and as a file. On the road that told a version every field counts: changed
 * and changed back is a third version. On another road only what both can say is compared, and a copy of an
 * older version that comes late is that version still. A file carries less than an order, so that nothing follows
 * from what it leaves out. `master` is the road that is believed when two disagree.
 */
export function sightAgain(
  known: readonly KnownVersion[],
  order: PurchaseOrder,
  by: SeenBy,
  master: SeenBy | undefined,
): Sighted {
  const newest = known.at(-1);
  assert(newest, `${order.number} has no version to compare with`);
  const told = { ...order, number: newest.document.number };
  const document = by === 'file' ? withWhatFileSays(newest.document, told) : alignLines(newest.document, told);
  if (by !== 'file' && tellerOf(newest) === by) {
    const changes = differences(newest.document, document);
    if (changes.length === 0) return { outcome: 'known', version: newest.version };
    return follow(changes);
  }
  const lastSeen = known.findLastIndex(({ seenBy }) => seenBy.includes(by));
  // What this road said last may still be all that it knows.
  const same = known
    .slice(Math.max(lastSeen, 0))
    .findLast((version) => differencesByRoad(version.document, order, by).length === 0);
  if (!same) return follow(differencesByRoad(newest.document, order, by));
  const isCompleted = same === newest && by !== 'file' && tellerOf(newest) === 'file';
  return { outcome: 'known', version: same.version, ...(isCompleted ? { completed: document } : {}) };

  function follow(changes: PurchaseOrderChange[]): Sighted {
    const masterSaw = known.some(({ seenBy }) => master !== undefined && seenBy.includes(master));
    const counts = by === master || !masterSaw;
    return counts
      ? { outcome: 'changed', document, changes }
      : { outcome: 'differs', version: newest?.version ?? 1, changes };
  }
}

/** Whose words a version is in. A file's only until another road tells the same. */
function tellerOf({ seenBy }: KnownVersion): SeenBy {
  return seenBy.find((road) => road !== 'file') ?? 'file';
}

/** The order as it is known, with what a file says otherwise: ids, line numbers and notes that it cannot tell stay. */
function withWhatFileSays(before: PurchaseOrder, file: PurchaseOrder): PurchaseOrder {
  const { named } = aligned(before, file);
  const lines = new Map(before.lines.map((line) => [line.position, line]));
  for (const line of named) {
    const known = lines.get(line.position);
    lines.set(line.position, known === undefined ? line : lineAsFileSays(known, line));
  }
  const { currency, shipTo, shipWindow, deliveryWindow } = file;
  const isElsewhere = shipTo?.id !== undefined && shipTo.id !== before.shipTo?.id;
  return {
    ...before,
    ...(currency === undefined ? {} : { currency }),
    ...(isElsewhere ? { shipTo } : {}),
    ...(shipWindow === undefined ? {} : { shipWindow }),
    ...(deliveryWindow === undefined ? {} : { deliveryWindow }),
    lines: [...lines.values()].sort((a, b) => a.position - b.position),
  };
}

function lineAsFileSays(before: PurchaseOrderLine, { ordered, unitCost }: PurchaseOrderLine): PurchaseOrderLine {
  const isSameUnit = before.ordered.unitOfMeasure === ordered.unitOfMeasure;
  const counted = isSameUnit ? { ...before.ordered, amount: ordered.amount } : ordered;
  return {
    ...before,
    ordered: isSameQuantity(before.ordered, ordered) ? before.ordered : counted,
    ...(unitCost === undefined ? {} : { unitCost }),
  };
}

/**
 * Puts every line where the version before had it: what is held and decided is known by that place. A new
 * product goes behind the last; a line that is not named any more was taken back and stays, with quantity 0.
 */
export function alignLines(before: PurchaseOrder, after: PurchaseOrder): PurchaseOrder {
  const { named, unnamed } = aligned(before, after);
  const takenBack = unnamed.map((line) => ({ ...line, ordered: { ...line.ordered, amount: 0 } }));
  return { ...after, lines: [...named, ...takenBack].sort((a, b) => a.position - b.position) };
}

/** The lines of `after` at their places, and the lines of `before` that it does not name. */
function aligned(before: PurchaseOrder, after: PurchaseOrder) {
  const free = new Set(before.lines);
  const take = (line: PurchaseOrderLine, fits: (candidate: PurchaseOrderLine) => boolean) => {
    const found = [...free].find((candidate) => sharesProduct(candidate, line) && fits(candidate));
    if (found) free.delete(found);
    return found?.position;
  };
  const places = new Map<PurchaseOrderLine, number>();
  const place = (fits: (line: PurchaseOrderLine) => (candidate: PurchaseOrderLine) => boolean) => {
    for (const line of after.lines) {
      if (places.has(line)) continue;
      const position = take(line, fits(line));
      if (position !== undefined) places.set(line, position);
    }
  };
  // The surest first, or a line would take the place of a better fitting one behind it.
  place(
    (line) => (candidate) => sameNumber(candidate.lineNumber, line.lineNumber) && candidate.position === line.position,
  );
  place((line) => (candidate) => sameNumber(candidate.lineNumber, line.lineNumber));
  place(() => () => true);

  let last = Math.max(0, ...before.lines.map(({ position }) => position));
  const named = after.lines.map((line) => {
    const position = places.get(line) ?? ++last;
    return { ...line, position };
  });
  return { named, unnamed: [...free] };
}

/** What two roads may say of one order and say differently: products, quantities, costs, windows and where it goes. */
function differencesByRoad(before: PurchaseOrder, order: PurchaseOrder, by: SeenBy): PurchaseOrderChange[] {
  const after = by === 'file' ? withWhatFileSays(before, order) : alignLines(before, order);
  const told = (field: string, one: string | undefined, other: string | undefined): PurchaseOrderChange[] =>
    one === undefined || other === undefined || one === other ? [] : [{ field, before: one, after: other }];
  return [
    ...told('currency', before.currency, after.currency),
    ...told('shipTo.id', before.shipTo?.id, after.shipTo?.id),
    ...windowsTold('shipWindow'),
    ...windowsTold('deliveryWindow'),
    ...after.lines.flatMap((line, index) => lineTold(before.lines[index], line, `lines[${index}]`)),
  ];

  function windowsTold(field: 'shipWindow' | 'deliveryWindow'): PurchaseOrderChange[] {
    return [
      ...told(`${field}.from`, before[field]?.from, after[field]?.from),
      ...told(`${field}.to`, before[field]?.to, after[field]?.to),
    ];
  }
}

function lineTold(
  before: PurchaseOrderLine | undefined,
  after: PurchaseOrderLine,
  field: string,
): PurchaseOrderChange[] {
  if (!before) return [{ field, before: undefined, after }];
  const changes: PurchaseOrderChange[] = [];
  const [one, other] = [before.ordered, after.ordered];
  const isSame = isSameQuantity(one, other);
  if (!isSame && one.amount !== other.amount)
    changes.push({ field: `${field}.ordered.amount`, before: one.amount, after: other.amount });
  if (!isSame && one.unitOfMeasure !== other.unitOfMeasure)
    changes.push({ field: `${field}.ordered.unitOfMeasure`, before: one.unitOfMeasure, after: other.unitOfMeasure });
  const [cost, newCost] = [before.unitCost, after.unitCost];
  if (cost !== undefined && newCost !== undefined && compare(cost, newCost) !== 0)
    changes.push({ field: `${field}.unitCost`, before: cost, after: newCost });
  return changes;
}

/** Three cases of twelve are 36 eaches: a file counts in eaches what an 850 orders in cases. */
function isSameQuantity(one: Quantity, other: Quantity): boolean {
  if (one.unitOfMeasure === other.unitOfMeasure) return one.amount === other.amount;
  const [counted, alsoCounted] = [toEaches(one), toEaches(other)];
  return typeof counted === 'number' && counted === alsoCounted;
}

function sharesProduct(one: PurchaseOrderLine, other: PurchaseOrderLine): boolean {
  if (one.productIds.length === 0 && other.productIds.length === 0) return true;
  return one.productIds.some(({ value }) =>
    other.productIds.some((id) => comparableId(id.value) === comparableId(value)),
  );
}

/** A UPC is an EAN without its leading zero. */
function comparableId(value: string): string {
  return value
    .trim()
    .toUpperCase()
    .replace(/^0+(?=\d{11,13}$)/, '');
}

function sameNumber(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.trim().replace(/^0+(?=\d)/, ''));
  return a !== '' && a === b;
}
