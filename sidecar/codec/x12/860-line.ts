import type { CalendarDay } from '../../domain/calendar.ts';
import type { ChangedWindow, LineChange, OrderChangeLine } from '../../domain/order-change.ts';
import { CodecError } from '../problem.ts';
import { windowDays, windowOf } from './850-header.ts';
import { type LineElements, orderedOf, priceAt, productIdsOf, readCaseSize } from './850-line.ts';
import { windowSegments } from './850-purchase-order.ts';
import { lookUp, priceBasisOf, productIdPair, unitCodeOf, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import { bad, fitting, optionalCount } from './elements.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import type { SegmentText } from './write.ts';

/** POC. Its fourth element, what is left to receive, has no counterpart in a PO1. */
export const POC: LineElements = { amount: 3, unit: 5, price: 6, basis: 7, ids: 8 };

/** Changes that say nothing without a quantity, and those that say nothing without a price. */
const NEEDS_QUANTITY: ReadonlySet<LineChange> = new Set<LineChange>([
  'added',
  'quantity-decreased',
  'quantity-increased',
  'price-and-quantity',
]);
const NEEDS_PRICE: ReadonlySet<LineChange> = new Set<LineChange>(['price', 'price-and-quantity']);

/** A POC and what its loop says of pack, list price and dates. `position` is its place in the change, from 1. */
export function parseChangeLine(
  [poc, ...loop]: [Segment, ...Segment[]],
  position: number,
  context: ParseContext,
): OrderChangeLine {
  const change = lineChangeAt(poc, position, context);
  const left = optionalCount(poc, 4);
  const line: OrderChangeLine = {
    change,
    lineNumber: element(poc, 1).trim(),
    position,
    productIds: productIdsOf(poc, POC, position, context),
    priceBasis: priceBasisOf(element(poc, POC.basis), context.codes),
    ...(left === undefined ? {} : { left }),
  };
  if (NEEDS_QUANTITY.has(change) || element(poc, POC.amount).trim() !== '') {
    line.ordered = orderedOf(poc, POC, position, context);
  }
  const unitCost = priceAt(poc, POC.price, position, context);
  if (unitCost !== undefined) line.unitCost = unitCost;
  // Left out, it would pass for a change that leaves the price as it is.
  else if (NEEDS_PRICE.has(change) || element(poc, POC.price).trim() !== '') throw withoutPrice(poc);
  Object.assign(line, changedWindows(loop, context));
  for (const segment of loop) {
    if (segment.tag === 'PO4' && line.ordered) readCaseSize(line.ordered, segment, position, context);
    if (segment.tag === 'CTP' && element(segment, 2).trim() === 'LPR') {
      const listPrice = priceAt(segment, 3, position, context);
      if (listPrice !== undefined) line.listPrice = listPrice;
    }
  }
  return line;
}

export function changeLineSegments(line: OrderChangeLine, codes: X12CodeTables): SegmentText[] {
  const { change, lineNumber, ordered, left, unitCost = '', listPrice } = line;
  const segments: SegmentText[] = [
    [
      'POC',
      fitting(lineNumber, 20, { segment: 'POC', element: 1 }, lineNumber),
      codes.written.lineChanges[change],
      ordered === undefined ? '' : String(ordered.amount),
      left === undefined ? '' : String(left),
      ordered === undefined ? '' : unitCodeOf(ordered, codes),
      unitCost,
      codes.written.priceBases[line.priceBasis],
      ...line.productIds.flatMap((id) => productIdPair(id, codes)),
    ],
  ];
  if (ordered?.eachesPerCase !== undefined) segments.push(['PO4', String(ordered.eachesPerCase)]);
  if (listPrice !== undefined) segments.push(['CTP', '', 'LPR', listPrice]);
  return [...segments, ...windowSegments(line)];
}

/** POC02. Read wrongly, it ships what was taken back. */
export function lineChangeAt(poc: Segment, position: number, { codes }: ParseContext): LineChange {
  const code = mandatory(poc, 2).toUpperCase();
  const change = lookUp(codes.lineChanges, code);
  if (change !== undefined) return change;
  throw new CodecError(
    'unknown-line-change',
    `Line ${position}: POC02 is '${code}', which may add goods or take them back`,
    placeOf(poc, 2),
    'Add the code to the partner’s lineChanges, then process the document again.',
  );
}

/**
 * Unlike an order, a change may name one end of a window and leave the other as it is. A date that is none is
 * refused: left out, the order would keep its old window and nobody would know.
 */
export function changedWindows(
  segments: readonly Segment[],
  context: ParseContext,
): { deliveryWindow?: ChangedWindow; shipWindow?: ChangedWindow } {
  const days = windowDays(segments, context, (dtm) => {
    throw bad(dtm, 2, 'date-invalid', `is '${element(dtm, 2).trim()}', which is no day written CCYYMMDD`);
  });
  const window = (name: string, from?: CalendarDay, to?: CalendarDay, on?: CalendarDay): ChangedWindow | undefined => {
    if (from === undefined && to !== undefined) return { to };
    if (to === undefined && from !== undefined) return { from };
    return windowOf(name, from, to, on, context);
  };
  const deliveryWindow = window('delivery', days['delivery-from'], days['delivery-to'], days['delivery-on']);
  const shipWindow = window('ship', days['ship-from'], days['ship-to'], days['ship-on']);
  return { ...(deliveryWindow ? { deliveryWindow } : {}), ...(shipWindow ? { shipWindow } : {}) };
}

function withoutPrice(poc: Segment): CodecError {
  const price = element(poc, POC.price).trim();
  if (price === '') return bad(poc, POC.price, 'mandatory-element-missing', 'is empty, and the price is what changes');
  return bad(poc, POC.price, 'number-invalid', `is '${price}', which is no number`);
}
