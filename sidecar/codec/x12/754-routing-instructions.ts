import { type InstructedLoad, RoutingInstructions } from '../../domain/routing.ts';
import { lookUp, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import { defined, find, mandatorySegment, optionalDay, text, validated } from './elements.ts';
import { partyAt, partySegments } from './party-loop.ts';
import {
  bgnSegment,
  loadSegments,
  loadsOf,
  ordersOf,
  pickUpOf,
  referenceOf,
  referenceSegment,
  SCHEDULED_TIME,
  shipToOf,
} from './routing-loop.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import type { SegmentText } from './write.ts';

/** Reads one 754, from ST to SE: who fetches what when, and the reference that the ship notice has to quote. */
export function parseRoutingInstructions(transaction: readonly Segment[], context: ParseContext): RoutingInstructions {
  const bgn = mandatorySegment(transaction, 'BGN', '754');
  const { header, loads } = loadsOf(transaction, '754');
  return validated(
    RoutingInstructions,
    defined({
      number: mandatory(bgn, 2),
      instructedOn: optionalDay(bgn, 3),
      shipFrom: partyAt(header, 'SF', context),
      loads: loads.map(
        (load): InstructedLoad =>
          defined({
            shipTo: shipToOf(load, header, context),
            billOfLading: referenceOf(load, 'bill-of-lading', context),
            amazonReferenceNumber: amazonReferenceOf(load, context),
            carrierScac: text(find(load, 'BLR'), 1),
            ...pickUpOf(load, 'scheduled', context),
            orders: ordersOf(load),
          }),
      ),
    }),
    bgn,
  );
}

/** The body of a 754, as Amazon writes it: what the simulator answers. */
export function serialiseRoutingInstructions(
  document: RoutingInstructions,
  { codes }: { codes: X12CodeTables },
): SegmentText[] {
  const { number, instructedOn, shipFrom, loads } = document;
  const { amazonReference, billOfLading, scheduledPickUp } = codes.written.routing;
  return [
    bgnSegment('11', number, instructedOn),
    ...(shipFrom === undefined ? [] : partySegments('SF', shipFrom, codes)),
    ...loads.flatMap((load, index): SegmentText[] => {
      const { date, orders } = loadSegments(load, [scheduledPickUp, SCHEDULED_TIME]);
      return [
        ['LX', String(index + 1)],
        ...referenceSegment(load.amazonReferenceNumber, amazonReference),
        ...referenceSegment(load.billOfLading, billOfLading),
        ...(load.carrierScac === undefined ? [] : [['BLR', load.carrierScac] as const]),
        ...orders,
        ...date,
        ...(load.shipTo === undefined ? [] : partySegments('ST', load.shipTo, codes)),
      ];
    }),
  ];
}

/**
 * By the account's qualifier, else the only reference of digits alone, which is said: a ship notice that quotes a
 * wrong number is not matched to its load. Two such references are a doubt, and none is taken.
 */
function amazonReferenceOf(load: readonly Segment[], context: ParseContext): string | undefined {
  const known = referenceOf(load, 'amazon-reference', context);
  if (known !== undefined) return known;
  const numbers = load.filter(
    (segment) =>
      segment.tag === 'L11' &&
      /^\d+$/.test(element(segment, 1).trim()) &&
      lookUp(context.codes.routingReferences, element(segment, 2).trim().toUpperCase()) === undefined,
  );
  const [only, second] = numbers;
  const lx = load[0];
  if (only === undefined || second !== undefined) {
    const message = 'No reference of this load is Amazon’s for certain (ARN); the ship notice needs it';
    context.warn('amazon-reference-missing', message, lx === undefined ? { segment: 'L11' } : placeOf(lx));
    return undefined;
  }
  const number = element(only, 1).trim();
  const message = `L1102 '${element(only, 2).trim()}' is not mapped; ${number} is the only number and was taken for Amazon’s (ARN)`;
  context.warn('amazon-reference-presumed', message, placeOf(only, 2));
  return number;
}
