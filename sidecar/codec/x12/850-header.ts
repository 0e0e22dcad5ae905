import type { CalendarDay, Window } from '../../domain/calendar.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import { CodecError } from '../problem.ts';
import { lookUp, type WindowDate } from './codes.ts';
import type { ParseContext } from './context.ts';
import { partyAt } from './party-loop.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import { sixDigitDay, x12Day } from './values.ts';

export type OrderHeader = Omit<PurchaseOrder, 'lines'>;

/** What an order and a change of it both say in their headers. */
export type OrderFacts = Omit<OrderHeader, 'number' | 'type' | 'orderedOn' | 'shipWindow' | 'deliveryWindow'>;

/** BEG01. Read as a new order, a cancellation would be shipped. */
const CANCELS = new Set(['01', '03']);

/** Segments of an 850 or 860 that carry nothing the house uses. */
const UNUSED = new Set(
  `ST SE N2 N3 N4 PER TAX AMT SAC ITD DIS INC LDT LIN SI PID MEA PWK PKG TD1 TD3 TD4 TD5 MAN PCT CTB TXI
   CTP PAM CUR REF FOB CSH DTM N1 N9 MSG PO1 PO4 CTT BEG LE LM LQ NX2 G61 ADV IT8 QTY PO3 SLN FA1 FA2 SPI CB1`.split(
    /\s+/,
  ),
);

/** What stands before the first PO1. `beg` is one of `header`. */
export function readHeader(beg: Segment, header: readonly Segment[], context: ParseContext): OrderHeader {
  const order: OrderHeader = {
    number: numberOf(beg, context),
    type: typeOf(beg, context),
    orderedOn: dayOfOrder(beg, context),
    notes: [],
  };
  readFacts(order, header, context);
  if (order.vendorCode === undefined) {
    context.warn('vendor-code-missing', 'REF*CR is missing: the vendor code is the connection’s', { segment: 'REF' });
  }
  readWindows(order, header, context);
  return order;
}

export function warnIfUnknown(segment: Segment, context: ParseContext, documentType = '850'): void {
  if (UNUSED.has(segment.tag)) return;
  const message = `${segment.tag} is not known in an ${documentType} and was skipped`;
  context.warn('segment-unknown', message, placeOf(segment));
}

export function readFacts(
  order: OrderFacts,
  header: readonly Segment[],
  context: ParseContext,
  documentType = '850',
): void {
  let hasParties = false;
  for (const segment of header) {
    const first = element(segment, 1).trim();
    const second = element(segment, 2).trim();
    switch (segment.tag) {
      case 'REF':
        if (first === 'CR' && second !== '') readVendorCode(order, segment, second, context);
        else if (first === 'PD' && second !== '') order.dealCode = second;
        break;
      case 'CUR':
        if (/^[A-Z]{3}$/i.test(second)) order.currency = second.toUpperCase();
        else context.warn('currency-unreadable', `CUR02 is '${second}', no currency code`, placeOf(segment, 2));
        break;
      case 'FOB':
        if (first !== '') order.methodOfPayment = first;
        break;
      case 'CSH':
        if (first === 'Y' || first === 'N') order.isBackOrderAllowed = first === 'Y';
        else context.warn('back-order-code-unknown', `CSH01 is '${first}', neither Y nor N`, placeOf(segment, 1));
        break;
      case 'MSG':
        if (first !== '') order.notes.push(first);
        break;
      case 'N1':
        hasParties = true;
        break;
      default:
        warnIfUnknown(segment, context, documentType);
    }
  }
  if (hasParties) {
    const shipTo = partyAt(header, 'ST', context);
    const billTo = partyAt(header, 'BT', context);
    if (shipTo) order.shipTo = shipTo;
    if (billTo) order.billTo = billTo;
  }
}

function readVendorCode(order: OrderFacts, ref: Segment, code: string, context: ParseContext): void {
  if (order.vendorCode === undefined) order.vendorCode = code;
  else if (order.vendorCode !== code) {
    const message = `A second vendor code, ${code}; ${order.vendorCode} was kept`;
    context.warn('vendor-code-repeated', message, placeOf(ref, 2));
  }
}

function numberOf(beg: Segment, context: ParseContext): string {
  const purpose = element(beg, 1).trim();
  if (CANCELS.has(purpose)) {
    throw new CodecError(
      'order-purpose-unsupported',
      `BEG01 is '${purpose}': this 850 takes an order back`,
      placeOf(beg, 1),
      'Cancel the order by hand; its number is in BEG03.',
    );
  }
  if (purpose !== '00') {
    context.warn('order-purpose-unusual', `BEG01 is '${purpose}', read as an original order`, placeOf(beg, 1));
  }
  const number = mandatory(beg, 3);
  if (!/^[A-Z0-9]{8}$/.test(number)) {
    const message = `Purchase order '${number}' is not eight letters and digits; kept as received`;
    context.warn('purchase-order-number-unusual', message, placeOf(beg, 3));
  }
  return number;
}

function typeOf(beg: Segment, { codes, warn }: ParseContext): PurchaseOrder['type'] {
  const code = element(beg, 2).trim().toUpperCase();
  const type = lookUp(codes.orderTypes, code);
  if (type !== undefined) return type;
  warn('order-type-unknown', `BEG02 is '${code}', read as a regular order`, placeOf(beg, 2));
  return 'regular';
}

function dayOfOrder(beg: Segment, context: ParseContext): CalendarDay {
  mandatory(beg, 5);
  const day = dayAt(beg, 5, context);
  if (day !== undefined) return day;
  throw new CodecError(
    'date-invalid',
    `BEG05 is '${element(beg, 5).trim()}', which is no day written CCYYMMDD`,
    placeOf(beg, 5),
    'Ask the sender to correct the order date and send the order again.',
  );
}

function dayAt(segment: Segment, number: number, context: ParseContext): CalendarDay | undefined {
  const text = element(segment, number);
  const day = x12Day(text);
  if (day !== undefined) return day;
  const short = sixDigitDay(text);
  if (short === undefined) return undefined;
  context.warn('date-without-century', `'${text}' was read as ${short}`, placeOf(segment, number));
  return short;
}

/** Prepaid orders name a delivery window, collect ones a pick-up window; some name both and the freight term decides. */
function readWindows(order: OrderHeader, header: readonly Segment[], context: ParseContext): void {
  const days = windowDays(header, context, (dtm) => {
    context.warn('date-unreadable', `DTM02 is '${element(dtm, 2)}', no day; it was left out`, placeOf(dtm, 2));
  });
  const delivery = windowOf('delivery', days['delivery-from'], days['delivery-to'], days['delivery-on'], context);
  const ship = windowOf('ship', days['ship-from'], days['ship-to'], days['ship-on'], context);
  if (delivery) order.deliveryWindow = delivery;
  if (ship) order.shipWindow = ship;
  if (!delivery && !ship)
    context.warn('window-missing', 'The order names no delivery or ship window', { segment: 'DTM' });
}

/** The ends of windows that DTMs name, the first of each. */
export function windowDays(
  segments: readonly Segment[],
  context: ParseContext,
  unreadable: (dtm: Segment) => void,
): Partial<Record<WindowDate, CalendarDay>> {
  const days: Partial<Record<WindowDate, CalendarDay>> = {};
  for (const dtm of segments) {
    if (dtm.tag !== 'DTM') continue;
    const kind = lookUp(context.codes.windowDates, element(dtm, 1).trim());
    if (kind === undefined) continue;
    const day = dayAt(dtm, 2, context);
    if (day === undefined) unreadable(dtm);
    else days[kind] ??= day;
  }
  return days;
}

export function windowOf(
  name: string,
  from: CalendarDay | undefined,
  to: CalendarDay | undefined,
  on: CalendarDay | undefined,
  context: ParseContext,
): Window | undefined {
  const place = { segment: 'DTM' };
  if (from !== undefined && to !== undefined) {
    if (from <= to) return { from, to };
    context.warn('window-inverted', `The ${name} window ends on ${to}, before it begins on ${from}; swapped`, place);
    return { from: to, to: from };
  }
  const single = from ?? to;
  if (single !== undefined) {
    context.warn('window-one-sided', `The ${name} window names ${single} only; read as that single day`, place);
    return { from: single, to: single };
  }
  return on === undefined ? undefined : { from: on, to: on };
}
