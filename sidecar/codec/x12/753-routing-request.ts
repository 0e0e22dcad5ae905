import { type RequestedLoad, RoutingRequest } from '../../domain/routing.ts';
import type { X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import { defined, find, mandatoryDay, mandatorySegment, text, validated } from './elements.ts';
import { partyAt, partySegments } from './party-loop.ts';
import {
  bgnSegment,
  loadSegments,
  loadsOf,
  ordersOf,
  pickUpOf,
  REQUESTED_TIME,
  referenceOf,
  referenceSegment,
  shipToOf,
} from './routing-loop.ts';
import { element, mandatory, type Segment } from './segment.ts';
import type { SegmentText } from './write.ts';

/** Element 365 in a PER: telephone and mail. */
const PHONE = 'TE';
const EMAIL = 'EM';

/** Reads one 753, from ST to SE: what the simulator does with our requests. */
export function parseRoutingRequest(transaction: readonly Segment[], context: ParseContext): RoutingRequest {
  const bgn = mandatorySegment(transaction, 'BGN', '753');
  mandatorySegment(transaction, 'N1', '753', 'SF');
  const { header, loads } = loadsOf(transaction, '753');
  return validated(
    RoutingRequest,
    defined({
      number: mandatory(bgn, 2),
      requestedOn: mandatoryDay(bgn, 3),
      contact: contactOf(find(header, 'PER')),
      shipFrom: partyAt(header, 'SF', context),
      loads: loads.map(
        (load): RequestedLoad =>
          defined({
            shipTo: shipToOf(load, header, context),
            billOfLading: referenceOf(load, 'bill-of-lading', context),
            ...pickUpOf(load, 'requested', context),
            orders: ordersOf(load),
          }),
      ),
    }),
    bgn,
  );
}

/** Writes the body of a 753. Only collect loads are asked for: who pays the freight decides who fetches. */
export function serialiseRoutingRequest(document: RoutingRequest, { codes }: { codes: X12CodeTables }): SegmentText[] {
  const { number, requestedOn, contact, shipFrom, loads } = document;
  const { billOfLading, requestedPickUp } = codes.written.routing;
  return [
    bgnSegment('00', number, requestedOn),
    ...(contact === undefined ? [] : [contactSegment(contact)]),
    ...partySegments('SF', shipFrom, codes),
    ...loads.flatMap((load, index): SegmentText[] => {
      const { date, orders } = loadSegments(load, [requestedPickUp, REQUESTED_TIME]);
      const shipTo = load.shipTo === undefined ? [] : partySegments('ST', load.shipTo, codes);
      return [
        ['LX', String(index + 1)],
        ...shipTo,
        ...referenceSegment(load.billOfLading, billOfLading),
        ...date,
        ...orders,
      ];
    }),
  ];
}

function contactOf(per: Segment | undefined): RoutingRequest['contact'] {
  if (per === undefined) return undefined;
  const numbered = (qualifier: string) => {
    const at = [3, 5, 7].find((number) => element(per, number).trim() === qualifier);
    return at === undefined ? undefined : text(per, at + 1);
  };
  const contact = defined({ name: text(per, 2), phone: numbered(PHONE), email: numbered(EMAIL) });
  return Object.keys(contact).length === 0 ? undefined : contact;
}

function contactSegment({ name = '', phone, email }: NonNullable<RoutingRequest['contact']>): SegmentText {
  return [
    'PER',
    'IC',
    name,
    ...(phone === undefined ? [] : [PHONE, phone]),
    ...(email === undefined ? [] : [EMAIL, email]),
  ];
}
