import type { Party } from '../../domain/party.ts';
import type { RoutedOrder } from '../../domain/routing.ts';
import { lookUp } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  bad,
  defined,
  fitting,
  loopsOf,
  mandatorySegment,
  optionalCount,
  optionalDay,
  optionalDecimal,
  text,
} from './elements.ts';
import { partyAt } from './party-loop.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date } from './write.ts';

/** What stands before the first LX, and the loads: each from its LX to the next. */
export function loadsOf(
  transaction: readonly Segment[],
  documentType: string,
): { header: readonly Segment[]; loads: [Segment, ...Segment[]][] } {
  mandatorySegment(transaction, 'LX', documentType);
  const first = transaction.findIndex(({ tag }) => tag === 'LX');
  return { header: transaction.slice(0, first), loads: loopsOf(transaction.slice(first), 'LX') };
}

/** Some name the fulfilment centre once before all loads. */
export function shipToOf(
  load: readonly Segment[],
  header: readonly Segment[],
  context: ParseContext,
): Party | undefined {
  return partyAt(load, 'ST', context) ?? partyAt(header, 'ST', context);
}

/** The first L11 of the load whose qualifier means `meaning`. */
export function referenceOf(
  load: readonly Segment[],
  meaning: 'amazon-reference' | 'bill-of-lading',
  { codes }: ParseContext,
): string | undefined {
  const l11 = load.find(
    (segment) =>
      segment.tag === 'L11' && lookUp(codes.routingReferences, element(segment, 2).trim().toUpperCase()) === meaning,
  );
  return text(l11, 1);
}

/** G62 of the load: the day that is asked for, or that is fixed; the hour where one is named. Other days it may name are not used. */
export function pickUpOf(load: readonly Segment[], meaning: 'requested' | 'scheduled', { codes, warn }: ParseContext) {
  const dates = load.filter(({ tag }) => tag === 'G62');
  const g62 = dates.find((date) => lookUp(codes.pickUpDates, element(date, 1).trim()) === meaning);
  if (g62 !== undefined) return defined({ pickUpOn: optionalDay(g62, 2), pickUpAt: timeAt(g62, 4) });
  const [other] = dates;
  if (other !== undefined) {
    const message = `G6201 is '${element(other, 1).trim()}', no ${meaning} day of fetching; it was left out`;
    warn('unknown-date-qualifier', message, placeOf(other, 1));
  }
  return {};
}

export function ordersOf(load: readonly Segment[]): RoutedOrder[] {
  return load.filter(({ tag }) => tag === 'OID').map(parseOrder);
}

export function loadSegments(
  {
    orders,
    pickUpOn,
    pickUpAt,
  }: { orders: readonly RoutedOrder[]; pickUpOn?: string | undefined; pickUpAt?: string | undefined },
  /** G6201, and element 176 of an hour. */
  [dateQualifier, timeQualifier]: readonly [string, string],
): { date: SegmentText[]; orders: SegmentText[] } {
  const time = pickUpAt === undefined ? [] : [timeQualifier, pickUpAt.replace(':', '')];
  const day = pickUpOn === undefined ? '' : pickUpOn.replaceAll('-', '');
  return {
    date: day === '' ? [] : [['G62', dateQualifier, day, ...time]],
    orders: orders.map(orderSegment),
  };
}

/** Element 176: the hour that is asked for, and the one that is fixed. */
export const REQUESTED_TIME = 'Y';
export const SCHEDULED_TIME = 'U';

export function referenceSegment(value: string | undefined, qualifier: string): SegmentText[] {
  return value === undefined ? [] : [['L11', fitting(value, 50, { segment: 'L11', element: 1 }), qualifier]];
}

export function bgnSegment(
  purpose: string,
  number: string,
  day: Parameters<typeof x12Date>[0] | undefined,
): SegmentText {
  const date = day === undefined ? '' : x12Date(day);
  return ['BGN', purpose, fitting(number, 50, { segment: 'BGN', element: 2 }), date];
}

function parseOrder(oid: Segment): RoutedOrder {
  return defined({
    purchaseOrderNumber: mandatory(oid, 2),
    reference: text(oid, 1),
    packaging: text(oid, 4),
    packages: optionalCount(oid, 5),
    weight: measureAt(oid, 6),
    volume: measureAt(oid, 8),
  });
}

/** Unit and value; one without the other measures nothing. */
function measureAt(oid: Segment, number: number): RoutedOrder['weight'] {
  const unit = text(oid, number);
  const value = optionalDecimal(oid, number + 1);
  return unit === undefined || value === undefined ? undefined : { value, unit };
}

function orderSegment({
  purchaseOrderNumber,
  reference = '',
  packaging = '',
  packages,
  weight,
  volume,
}: RoutedOrder): SegmentText {
  return [
    'OID',
    reference,
    fitting(purchaseOrderNumber, 22, { segment: 'OID', element: 2 }),
    '',
    packaging,
    packages === undefined ? '' : String(packages),
    weight?.unit ?? '',
    weight?.value ?? '',
    volume?.unit ?? '',
    volume?.value ?? '',
  ];
}

function timeAt(g62: Segment, number: number): string | undefined {
  const time = text(g62, number);
  if (time === undefined) return undefined;
  const match = /^([01]\d|2[0-3])([0-5]\d)/.exec(time);
  if (!match) throw bad(g62, number, 'time-invalid', `is '${time}', which is no time written HHMM`);
  return `${match[1]}:${match[2]}`;
}
