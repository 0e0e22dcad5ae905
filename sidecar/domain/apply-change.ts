import assert from 'node:assert/strict';
import type { Window } from './calendar.ts';
import { gtin14, type ProductId, purchaseOrderKey } from './identifiers.ts';
import { compare } from './money.ts';
import type { ChangedWindow, OrderChange, OrderChangeLine } from './order-change.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';
import type { Quantity } from './quantity.ts';

/** Why a change cannot be carried out by itself: what it says does not fit the order, or itself. A person decides. */
export interface ChangeProblem {
  kind:
    | 'line-unknown'
    | 'line-ambiguous'
    | 'line-product-differs'
    | 'line-already-there'
    | 'line-changed-twice'
    | 'line-incomplete'
    | 'quantity-contradicts-change'
    | 'unit-differs'
    | 'price-contradicts-change'
    | 'window-of-one-line'
    | 'window-inverted'
    | 'vendor-code-differs'
    | 'cancellation-in-part';
  /** Place of the line in the change, from 1; absent where it is about the header or the whole. */
  position?: number;
  message: string;
}

/**
 * The order as it stands after the change: whole, and of the same type that an 850 gives. Lines keep their
 * position, as answers, holds and dispatches hang on it; a line that was taken back stays with a quantity of 0,
 * and new ones follow behind the last. Applied twice it gives what it gave at first.
 */
export function applyChange(order: PurchaseOrder, change: OrderChange): PurchaseOrder | { problem: ChangeProblem } {
  assert(purchaseOrderKey(order.number) === purchaseOrderKey(change.number), 'a change is applied to its own order');
  if (change.vendorCode !== undefined && order.vendorCode !== undefined && change.vendorCode !== order.vendorCode) {
    return problem(
      'vendor-code-differs',
      `the change names vendor ${change.vendorCode}, the order ${order.vendorCode}`,
    );
  }
  if (change.purpose === 'cancellation') return cancelled(order, change);
  const headed = withHeader(order, change);
  if ('problem' in headed) return headed;
  const lines = [...order.lines];
  const touched = new Set<number>();
  for (const stated of change.lines) {
    const next = lineAfter(headed, stated, change, lines);
    if ('problem' in next) return next;
    if (touched.has(next.position)) {
      return problem('line-changed-twice', `the change speaks of line ${nameOf(stated)} twice`, stated);
    }
    touched.add(next.position);
    const index = lines.findIndex(({ position }) => position === next.position);
    if (index < 0) lines.push(next);
    else lines[index] = next;
  }
  const isWhole = change.purpose === 'replacement';
  const after = lines.map((line) => (isWhole && !touched.has(line.position) ? takenBack(line) : line));
  const cancel = change.lines.find((stated) => stated.change === 'cancelled');
  if (cancel !== undefined && after.some(({ ordered }) => ordered.amount > 0)) {
    return problem('cancellation-in-part', 'CF takes back a whole order, and stands on some of its lines only', cancel);
  }
  return { ...headed, lines: after };
}

function cancelled(order: PurchaseOrder, { lines }: OrderChange): PurchaseOrder | { problem: ChangeProblem } {
  const named = new Set<number>();
  for (const stated of lines) {
    const line = lineFor(stated, order.lines);
    if ('problem' in line) return line;
    named.add(line.position);
  }
  if (named.size > 0 && order.lines.some(({ position, ordered }) => ordered.amount > 0 && !named.has(position))) {
    return problem('cancellation-in-part', 'the change takes back the order, and names some of its lines only');
  }
  return { ...order, lines: order.lines.map(takenBack) };
}

/** What the change says of the header, over what the order said. Its day and number stay: limits are counted from them. */
function withHeader(order: PurchaseOrder, change: OrderChange): PurchaseOrder | { problem: ChangeProblem } {
  const { type, vendorCode, currency, shipTo, billTo, methodOfPayment, dealCode, isBackOrderAllowed } = change;
  const shipWindow = merged(order.shipWindow, change.shipWindow);
  const deliveryWindow = merged(order.deliveryWindow, change.deliveryWindow);
  for (const window of [shipWindow, deliveryWindow]) {
    if (window === undefined || window.from <= window.to) continue;
    return problem('window-inverted', `the window would end on ${window.to}, before it begins on ${window.from}`);
  }
  // A note of the change explains the change; the delivery by appointment of the order still holds.
  const notes =
    change.purpose === 'replacement' && change.notes.length > 0
      ? change.notes
      : [...order.notes, ...change.notes.filter((note) => !order.notes.includes(note))];
  return {
    ...order,
    ...(type === undefined ? {} : { type }),
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(currency === undefined ? {} : { currency }),
    ...(shipTo === undefined ? {} : { shipTo }),
    ...(billTo === undefined ? {} : { billTo }),
    ...(shipWindow === undefined ? {} : { shipWindow }),
    ...(deliveryWindow === undefined ? {} : { deliveryWindow }),
    ...(methodOfPayment === undefined ? {} : { methodOfPayment }),
    ...(dealCode === undefined ? {} : { dealCode }),
    ...(isBackOrderAllowed === undefined ? {} : { isBackOrderAllowed }),
    notes,
  };
}

/** An end that nobody named and the order has not is the other end: a window of one day. */
function merged(before: Window | undefined, stated: ChangedWindow | undefined): Window | undefined {
  const from = stated?.from ?? before?.from ?? stated?.to;
  const to = stated?.to ?? before?.to ?? stated?.from;
  return from === undefined || to === undefined ? before : { from, to };
}

function lineAfter(
  order: PurchaseOrder,
  stated: OrderChangeLine,
  { purpose }: OrderChange,
  lines: readonly PurchaseOrderLine[],
): PurchaseOrderLine | { problem: ChangeProblem } {
  const found = lineFor(stated, order.lines);
  const isNew = 'problem' in found && found.problem.kind !== 'line-ambiguous';
  if (
    windowDiffers(stated.shipWindow, order.shipWindow) ||
    windowDiffers(stated.deliveryWindow, order.deliveryWindow)
  ) {
    const message = `line ${nameOf(stated)} gets a window of its own, and an order has one for all its lines`;
    return problem('window-of-one-line', message, stated);
  }
  if (isNew && (stated.change === 'added' || (purpose === 'replacement' && !takesBack(stated)))) {
    return newLine(stated, Math.max(0, ...lines.map(({ position }) => position)) + 1);
  }
  if ('problem' in found) return found;
  if (takesBack(stated)) return takenBack(found);
  if (purpose === 'replacement') return asStated(found, stated, true);
  return stated.change === 'added' ? addedAgain(found, stated) : changedLine(found, stated);
}

function changedLine(line: PurchaseOrderLine, stated: OrderChangeLine): PurchaseOrderLine | { problem: ChangeProblem } {
  const name = nameOf(stated);
  switch (stated.change) {
    case 'price':
      return sameQuantity(line, stated) ? asStated(line, stated, false) : contradictsQuantity(line, stated);
    case 'quantity-decreased':
    case 'quantity-increased': {
      if (!samePrice(line, stated)) return contradictsPrice(line, stated);
      const before = line.ordered.amount;
      const after = stated.ordered?.amount ?? before;
      const isDecrease = stated.change === 'quantity-decreased';
      if (isDecrease ? after <= before : after >= before) return asStated(line, stated, false);
      const says = isDecrease ? 'decreases' : 'increases';
      const message = `the change ${says} line ${name} to ${after}, and ${before} are ordered`;
      return problem('quantity-contradicts-change', message, stated);
    }
    case 'price-and-quantity':
      return asStated(line, stated, false);
    case 'changed':
    case 'replaced':
      return asStated(line, stated, true);
    default:
      if (!sameQuantity(line, stated)) return contradictsQuantity(line, stated);
      return samePrice(line, stated) ? line : contradictsPrice(line, stated);
  }
}

/** The line with what is stated; what is not stays. The ids stay too: our answers return those of the order. */
function asStated(
  line: PurchaseOrderLine,
  stated: OrderChangeLine,
  mayChangeUnit: boolean,
): PurchaseOrderLine | { problem: ChangeProblem } {
  const { ordered, unitCost, priceBasis, listPrice } = stated;
  if (ordered !== undefined && !sameUnit(line.ordered, ordered) && !mayChangeUnit) {
    const message = `the change counts line ${nameOf(stated)} in another unit than the order`;
    return problem('unit-differs', message, stated);
  }
  return {
    ...line,
    ...(ordered === undefined ? {} : { ordered: counted(line.ordered, ordered) }),
    ...(unitCost === undefined ? {} : { unitCost }),
    ...(priceBasis === 'unstated' ? {} : { priceBasis }),
    ...(listPrice === undefined ? {} : { listPrice }),
  };
}

/** The line that a change speaks of: by its number, and where both name products, by those too. */
export function lineFor(
  stated: OrderChangeLine,
  lines: readonly PurchaseOrderLine[],
): PurchaseOrderLine | { problem: ChangeProblem } {
  const { lineNumber, productIds } = stated;
  const name = nameOf(stated);
  if (lineNumber === '' && productIds.length === 0) {
    return problem('line-unknown', `line ${stated.position} of the change names neither line nor product`, stated);
  }
  const numbered = lines.filter((line) => lineNumber === '' || plain(line.lineNumber) === plain(lineNumber));
  const fitting = numbered.filter(
    (line) =>
      productIds.length === 0 ||
      (lineNumber !== '' && line.productIds.length === 0) ||
      line.productIds.some((id) => productIds.some((other) => sameProduct(id, other))),
  );
  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return only;
  if (second !== undefined) return problem('line-ambiguous', `several lines of the order are line ${name}`, stated);
  return numbered.length > 0 && lineNumber !== ''
    ? problem('line-product-differs', `line ${name} of the order is another product`, stated)
    : problem('line-unknown', `the order has no line ${name}`, stated);
}

function newLine(stated: OrderChangeLine, position: number): PurchaseOrderLine | { problem: ChangeProblem } {
  const { lineNumber, productIds, ordered, unitCost, priceBasis, listPrice } = stated;
  if (ordered === undefined) {
    return problem('line-incomplete', `line ${nameOf(stated)} is new, and nobody says how many`, stated);
  }
  return {
    lineNumber,
    position,
    productIds,
    ordered,
    priceBasis,
    ...(unitCost === undefined ? {} : { unitCost }),
    ...(listPrice === undefined ? {} : { listPrice }),
  };
}

/** The same change once more finds its line added already. */
function addedAgain(line: PurchaseOrderLine, stated: OrderChangeLine): PurchaseOrderLine | { problem: ChangeProblem } {
  if (sameQuantity(line, stated) && samePrice(line, stated)) return line;
  return problem('line-already-there', `line ${nameOf(stated)} is to be added, and the order has it`, stated);
}

function takesBack({ change }: OrderChangeLine): boolean {
  return change === 'deleted' || change === 'cancelled';
}

function takenBack(line: PurchaseOrderLine): PurchaseOrderLine {
  return line.ordered.amount === 0 ? line : { ...line, ordered: { ...line.ordered, amount: 0 } };
}

/** In the unit of the change; one that names none counts as the order does. The case size stays where it is not restated. */
function counted(before: Quantity, after: Quantity): Quantity {
  if (!sameUnit(before, after)) return after;
  return { ...before, amount: after.amount, ...(after.eachesPerCase ? { eachesPerCase: after.eachesPerCase } : {}) };
}

function sameUnit(before: Quantity, after: Quantity): boolean {
  if (after.unitOfMeasure === 'other' && after.unitCode === undefined) return true;
  return before.unitOfMeasure === after.unitOfMeasure && before.unitCode === after.unitCode;
}

function sameQuantity({ ordered }: PurchaseOrderLine, stated: OrderChangeLine): boolean {
  if (stated.ordered === undefined) return true;
  return stated.ordered.amount === ordered.amount && sameUnit(ordered, stated.ordered);
}

function samePrice({ unitCost }: PurchaseOrderLine, stated: OrderChangeLine): boolean {
  if (stated.unitCost === undefined) return true;
  return unitCost !== undefined && compare(stated.unitCost, unitCost) === 0;
}

function sameProduct(one: ProductId, other: ProductId): boolean {
  if (one.kind === other.kind && one.value.trim() === other.value.trim()) return true;
  const barcode = gtin14(one.value);
  return barcode !== undefined && barcode === gtin14(other.value);
}

function windowDiffers(stated: ChangedWindow | undefined, ofOrder: Window | undefined): boolean {
  const differs = (end: 'from' | 'to') => stated?.[end] !== undefined && stated[end] !== ofOrder?.[end];
  return differs('from') || differs('to');
}

/** `001` and `1` are one line. */
function plain(lineNumber: string): string {
  return lineNumber.replace(/^0+(?=\d)/, '');
}

function nameOf({ lineNumber, productIds }: OrderChangeLine): string {
  return lineNumber || (productIds[0]?.value ?? '');
}

function contradictsQuantity(line: PurchaseOrderLine, stated: OrderChangeLine): { problem: ChangeProblem } {
  const message = `the change leaves the quantity of line ${nameOf(stated)}, and says ${stated.ordered?.amount} where ${line.ordered.amount} are ordered`;
  return problem('quantity-contradicts-change', message, stated);
}

function contradictsPrice(line: PurchaseOrderLine, stated: OrderChangeLine): { problem: ChangeProblem } {
  const message = `the change leaves the price of line ${nameOf(stated)}, and says ${stated.unitCost} where the order says ${line.unitCost ?? 'none'}`;
  return problem('price-contradicts-change', message, stated);
}

function problem(kind: ChangeProblem['kind'], message: string, line?: OrderChangeLine): { problem: ChangeProblem } {
  return { problem: { kind, message, ...(line === undefined ? {} : { position: line.position }) } };
}
