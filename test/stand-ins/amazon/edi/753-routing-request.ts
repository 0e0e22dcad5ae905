import type { World } from '../world.ts';
import { compact } from './850-purchase-order.ts';
import type { Reading } from './reading.ts';
import { at, type Segment, type Transaction } from './x12.ts';

/** What the vendor asks Amazon to fetch: X12 753. */
export interface RoutingRequestDocument {
  number: string;
  /** Segments of the request that come back in the instructions. */
  shipFrom: string[][];
  loads: { shipTo: string[][]; billOfLading?: string; readyOn: string; orders: string[][] }[];
}

export function readRoutingRequest({ segments }: Transaction): Reading<RoutingRequestDocument> {
  const bgn = segments.find(({ tag }) => tag === 'BGN');
  const first = segments.findIndex(({ tag }) => tag === 'LX');
  const document: RoutingRequestDocument = {
    number: at(bgn, 2),
    shipFrom: party(segments.slice(0, first), 'SF'),
    loads: [],
  };
  for (const segment of segments.slice(Math.max(first, 0))) {
    if (segment.tag === 'LX') document.loads.push({ shipTo: [], readyOn: '', orders: [] });
    const load = document.loads.at(-1);
    if (!load) continue;
    if (segment.tag === 'N1' && at(segment, 1) === 'ST') load.shipTo = [textOf(segment)];
    if (segment.tag === 'L11' && at(segment, 2) === 'BM') load.billOfLading = at(segment, 1);
    if (segment.tag === 'G62') load.readyOn = at(segment, 2);
    if (segment.tag === 'OID') load.orders.push(textOf(segment));
  }
  return { document, faults: [] };
}

/** Amazon's answer: a carrier, a reference of digits and the day, for each load. X12 754. */
export function routingInstructionsBody(world: World, { number, shipFrom, loads }: RoutingRequestDocument): string[][] {
  return [
    ['BGN', '11', number, compact(world.now().toISOString())],
    ...shipFrom,
    ...loads.flatMap((load, index) => [
      ['LX', String(index + 1)],
      ['L11', String(34_567_890_000 + world.next('amazon-reference')), '2I'],
      ...(load.billOfLading === undefined ? [] : [['L11', load.billOfLading, 'BM']]),
      ['BLR', 'ODFL'],
      ...load.orders,
      ['G62', '69', load.readyOn],
      ...load.shipTo,
    ]),
  ];
}

function party(segments: readonly Segment[], role: string): string[][] {
  const n1 = segments.find((segment) => segment.tag === 'N1' && at(segment, 1) === role);
  return n1 ? [textOf(n1)] : [];
}

function textOf({ tag, elements }: Segment): string[] {
  return [tag, ...elements];
}
