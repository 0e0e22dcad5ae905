import type { CalendarDay } from '../../domain/calendar.ts';
import type { ChangedWindow } from '../../domain/order-change.ts';
import type { PurchaseOrder, PurchaseOrderLine } from '../../domain/purchase-order.ts';
import { CodecError } from '../problem.ts';
import { type OrderFacts, readHeader, warnIfUnknown } from './850-header.ts';
import { parseLine } from './850-line.ts';
import { defaultCodeTables, productIdPair, unitCodeOf, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import { partySegments } from './party-loop.ts';
import { element, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date } from './write.ts';

/**
 * Reads one 850, from ST to SE. Pure: no clock, no catalogue, no defaults of our own. Liberal in order and in
 * what a person can settle later, strict in what would ship the wrong number: units, quantities, cancellations.
 * The document is built as `PurchaseOrder` says and not parsed by it again: on 100,000 lines that costs more
 * than everything else together. A property test holds the two together.
 */
export function parsePurchaseOrder(transaction: readonly Segment[], context: ParseContext): PurchaseOrder {
  const firstLine = transaction.findIndex(({ tag }) => tag === 'PO1');
  const header = firstLine < 0 ? transaction : transaction.slice(0, firstLine);
  const beg = header.find(({ tag }) => tag === 'BEG');
  if (beg === undefined) throw missing('BEG', transaction[0]);
  if (firstLine < 0) throw missing('PO1', beg);
  const order: PurchaseOrder = {
    ...readHeader(beg, header, context),
    lines: parseLines(transaction, firstLine, context),
  };
  checkSummary(order, transaction, context);
  return order;
}

/** The body of one 850, as Amazon writes it: what the simulator sends. */
export function serialisePurchaseOrder(order: PurchaseOrder, codes: X12CodeTables = defaultCodeTables): SegmentText[] {
  const segments: SegmentText[] = [
    ['BEG', '00', codes.written.orderTypes[order.type], order.number, '', x12Date(order.orderedOn)],
  ];
  segments.push(...factSegments(order, codes));
  for (const line of order.lines) segments.push(...lineSegments(line, codes));
  const total = order.lines.reduce((amount, line) => amount + line.ordered.amount, 0);
  segments.push(['CTT', String(order.lines.length), String(total)]);
  return segments;
}

/** What an 850 and an 860 say alike between their first segment and their lines. */
export function factSegments(
  order: OrderFacts & Parameters<typeof windowSegments>[0],
  codes: X12CodeTables,
): SegmentText[] {
  const { vendorCode, currency, dealCode, methodOfPayment, isBackOrderAllowed } = order;
  const segments: SegmentText[] = [];
  if (currency !== undefined) segments.push(['CUR', 'BY', currency]);
  if (vendorCode !== undefined) segments.push(['REF', 'CR', vendorCode]);
  if (dealCode !== undefined) segments.push(['REF', 'PD', dealCode]);
  if (methodOfPayment !== undefined) segments.push(['FOB', methodOfPayment]);
  if (isBackOrderAllowed !== undefined) segments.push(['CSH', isBackOrderAllowed ? 'Y' : 'N']);
  segments.push(...windowSegments(order));
  if (order.notes.length > 0) segments.push(['N9', 'ZZ', '01']);
  for (const note of order.notes) segments.push(['MSG', note]);
  if (order.shipTo) segments.push(...partySegments('ST', order.shipTo, codes));
  if (order.billTo) segments.push(...partySegments('BT', order.billTo, codes));
  return segments;
}

export function windowSegments({
  deliveryWindow,
  shipWindow,
}: {
  deliveryWindow?: ChangedWindow | undefined;
  shipWindow?: ChangedWindow | undefined;
}): SegmentText[] {
  const ends: readonly (readonly [qualifier: string, day: CalendarDay | undefined])[] = [
    ['064', deliveryWindow?.from],
    ['063', deliveryWindow?.to],
    ['037', shipWindow?.from],
    ['038', shipWindow?.to],
  ];
  return ends.flatMap(([qualifier, day]) => (day === undefined ? [] : [['DTM', qualifier, x12Date(day)] as const]));
}

function lineSegments(line: PurchaseOrderLine, codes: X12CodeTables): SegmentText[] {
  const { ordered, unitCost = '', listPrice } = line;
  const segments: SegmentText[] = [
    [
      'PO1',
      line.lineNumber,
      String(ordered.amount),
      unitCodeOf(ordered, codes),
      unitCost,
      codes.written.priceBases[line.priceBasis],
      ...line.productIds.flatMap((id) => productIdPair(id, codes)),
    ],
  ];
  if (ordered.eachesPerCase !== undefined) segments.push(['PO4', String(ordered.eachesPerCase)]);
  if (listPrice !== undefined) segments.push(['CTP', '', 'LPR', listPrice]);
  return segments;
}

function parseLines(transaction: readonly Segment[], firstLine: number, context: ParseContext): PurchaseOrder['lines'] {
  const lines: PurchaseOrder['lines'] = [];
  let po1: Segment | undefined;
  let loop: Segment[] = [];
  for (let index = firstLine; index < transaction.length; index++) {
    const segment = transaction[index] as Segment;
    switch (segment.tag) {
      case 'PO1':
        if (po1) lines.push(parseLine(po1, loop, lines.length + 1, context));
        po1 = segment;
        if (loop.length > 0) loop = [];
        break;
      case 'PO4':
      case 'CTP':
        loop.push(segment);
        break;
      default:
        warnIfUnknown(segment, context);
    }
  }
  if (po1) lines.push(parseLine(po1, loop, lines.length + 1, context));
  return lines;
}

/** CTT is the sender's own count. An order that differs from it is kept, and shown: Amazon's is not lost for it. */
function checkSummary(order: PurchaseOrder, transaction: readonly Segment[], context: ParseContext): void {
  const ctt = transaction.findLast(({ tag }) => tag === 'CTT');
  if (ctt === undefined) {
    context.warn('total-missing', 'CTT is missing: the number of lines cannot be verified', { segment: 'CTT' });
    return;
  }
  const stated = element(ctt, 1).trim();
  if (stated !== '' && Number(stated) !== order.lines.length) {
    const message = `CTT01 says '${stated}' lines, ${order.lines.length} were received`;
    context.warn('line-count-differs', message, placeOf(ctt, 1));
  }
  const hash = element(ctt, 2).trim();
  const total = order.lines.reduce((sum, line) => sum + line.ordered.amount, 0);
  if (hash !== '' && Number(hash) !== total) {
    const message = `CTT02 says '${hash}', the quantities of the lines come to ${total}`;
    context.warn('quantity-total-differs', message, placeOf(ctt, 2));
  }
}

function missing(tag: string, near: Segment | undefined): CodecError {
  return new CodecError(
    'mandatory-segment-missing',
    `850 has no ${tag} segment`,
    { ...(near ? placeOf(near) : {}), segment: tag },
    `Ask the sender to send ${tag}; the rest of the interchange was processed.`,
  );
}
