import assert from 'node:assert/strict';
import type { Acknowledgement } from './acknowledgement.ts';
import { acceptedAmount, answeredLines } from './answered-lines.ts';
import { addDays, dayOf, type Instant } from './calendar.ts';
import type { Carriage } from './carriage.ts';
import { type TransportMethod, transportOf, usualMethod } from './carrier.ts';
import { earlier } from './deadline.ts';
import { answerId } from './decision.ts';
import type { Dispatch } from './dispatch.ts';
import { documentNumber } from './document-number.ts';
import { makeSscc } from './identifiers.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';
import { type Eaches, eaches, inUnitOf } from './quantity.ts';
import type { Carton, Pallet, ShipNotice } from './ship-notice.ts';
import type { TradingPartner } from './trading-partner.ts';

export interface ShipNoticeInput {
  dispatch: Dispatch;
  order: PurchaseOrder;
  acknowledgement: Acknowledgement;
  /** Eaches by position that earlier dispatches of this order took. */
  alreadyShipped: ReadonlyMap<number, number>;
  partner: TradingPartner;
  /** Of the carrier of `dispatch.tracks`. */
  scac: string;
  /** How that carrier moves them; as it usually does where nobody said. */
  method?: TransportMethod;
  /** What a person said of how the goods travel: comes before what follows from the dispatch. */
  carriage?: Carriage;
  now?: Instant;
  /** One SSCC serial per carton, as many as `cartonsNeeded`. */
  serials: readonly number[];
  /** One SSCC serial per pallet, as many as `palletsNeeded`; none where cartons are loose. */
  palletSerials?: readonly number[];
  /** Where the one made of the dispatch's id was used before. */
  shipmentId?: string;
  /** Eaches per case by position, as decided when the order was answered; 1 for a line in eaches. */
  casePacks: ReadonlyMap<number, number>;
}

/** Why no notice can be made: each would be a chargeback if it left all the same. */
export interface PlanProblem {
  problem:
    | 'line-unknown'
    | 'case-pack-unknown'
    | 'part-case'
    | 'exceeds-acknowledged'
    | 'nothing-shipped'
    | 'no-track-number'
    | 'ship-to-unknown';
  /** What is wrong, for a person; ends a sentence. */
  summary: string;
  /** PurchaseOrderLine.position, where it is about one line. */
  position?: number;
  sku?: string;
  /** Eaches of this dispatch, of our answer, of the dispatches before. */
  shipped?: number;
  acknowledged?: number;
  alreadyShipped?: number;
}

/**
 * What one dispatch is to Amazon: cartons, a line ordered in cases one carton a case, a line ordered
 * in eaches one carton; loose, or pallet after pallet, of which the last may be in part. A dispatch that Amazon would charge back is a problem instead.
 */
export function planShipNotice(input: ShipNoticeInput): ShipNotice | PlanProblem {
  const { dispatch, order, partner, scac, carriage = {}, method = usualMethod(scac) } = input;
  const lines = shippedLines(input);
  const problem = lines.map((line) => lineProblem(line, input)).find((found) => found !== undefined);
  if (problem) return problem;
  if (lines.length === 0) return { problem: 'nothing-shipped', summary: 'no line of the dispatch has a quantity' };
  const tracks = trackNumbers(dispatch);
  const reference = carriage.carrierReference ?? tracks[0];
  if (reference === undefined) return { problem: 'no-track-number', summary: 'the dispatch has no track number' };
  if (order.shipTo === undefined) {
    return { problem: 'ship-to-unknown', summary: 'the purchase order names no fulfilment centre' };
  }
  const isParcel = method === 'small-parcel';
  const billOfLading = carriage.billOfLading ?? ownBillOfLading(partner.vendorCode, dispatch.id);
  return {
    shipmentId: input.shipmentId ?? shipmentIdOf(partner.vendorCode, dispatch.id),
    purpose: 'original',
    vendorCode: partner.vendorCode,
    // What the master has recorded has left. Where its clock runs ahead of ours, Amazon would refuse a time to come.
    shippedAt: earlier(dispatch.dispatchedAt, input.now ?? dispatch.dispatchedAt),
    estimatedDeliveryOn: addDays(dayOf(dispatch.dispatchedAt), partner.policies.transitDays),
    shipFrom: partner.shipFrom,
    shipTo: order.shipTo,
    carrierScac: scac,
    ...transportOf(method),
    // Europe asks for one on parcels too.
    ...(isParcel && partner.region !== 'eu' ? {} : { billOfLading }),
    carrierReference: reference,
    ...(carriage.trailerNumber === undefined || isParcel || transportOf(method).transport !== 'road'
      ? {}
      : { trailerNumber: carriage.trailerNumber }),
    ...(carriage.amazonReferenceNumber === undefined ? {} : { amazonReferenceNumber: carriage.amazonReferenceNumber }),
    orders: [
      {
        purchaseOrderNumber: order.number,
        orderedOn: order.orderedOn,
        ...stacked(pack(lines, input, isParcel ? tracks : []), input),
      },
    ],
  };
}

/** How many SSCC serials the notice for this dispatch takes. */
export function cartonsNeeded(input: Pick<ShipNoticeInput, 'dispatch' | 'order' | 'casePacks'>): number {
  return shippedLines(input).reduce((total, line) => total + cartonsOfLine(line).length, 0);
}

/** How many SSCC serials for pallets it takes on top. */
export function palletsNeeded(
  input: Pick<ShipNoticeInput, 'dispatch' | 'order' | 'casePacks' | 'partner' | 'scac' | 'method' | 'carriage'>,
): number {
  const perPallet = cartonsPerPallet(input);
  return perPallet === undefined ? 0 : Math.ceil(cartonsNeeded(input) / perPallet);
}

/** The same dispatch always has the same; a later part of it has one of its own. */
export function shipmentIdOf(vendorCode: string, dispatchId: string, part = ''): string {
  return documentNumber(`${vendorCode}-`, `${dispatchId}${part}`, 30);
}

export function isPlanProblem(plan: ShipNotice | PlanProblem): plan is PlanProblem {
  return 'problem' in plan;
}

interface ShippedLine {
  position: number;
  sku: string;
  shipped: Eaches;
  /** Undefined where the order has no such line. */
  ordered: PurchaseOrderLine | undefined;
  /** Undefined where the line is in cases and nobody stated their size. */
  casePack: number | undefined;
}

/** A warehouse may book one order line in several steps of one dispatch: they go out as one. */
function shippedLines({ dispatch, order, casePacks }: Pick<ShipNoticeInput, 'dispatch' | 'order' | 'casePacks'>) {
  const lines = new Map<number, ShippedLine>();
  for (const { position, sku, shipped } of dispatch.lines) {
    const ordered = order.lines.find((line) => line.position === position);
    const stated = casePacks.get(position) ?? ordered?.ordered.eachesPerCase;
    lines.set(position, {
      position,
      sku,
      shipped: eaches(shipped + (lines.get(position)?.shipped ?? 0)),
      ordered,
      casePack: ordered?.ordered.unitOfMeasure === 'each' ? 1 : stated,
    });
  }
  return [...lines.values()].filter(({ shipped }) => shipped > 0);
}

function lineProblem(line: ShippedLine, input: ShipNoticeInput): PlanProblem | undefined {
  const { position, sku, shipped, ordered, casePack } = line;
  if (!ordered) {
    const summary = `${sku} left for line ${position}, which the purchase order does not have`;
    return { problem: 'line-unknown', summary, position, sku };
  }
  if (casePack === undefined) {
    const summary = `line ${position} is ordered in cases, and nobody stated how many eaches of ${sku} a case holds`;
    return { problem: 'case-pack-unknown', summary, position, sku };
  }
  const answer = answeredLines(input.order, input.acknowledgement).get(position);
  const acknowledged = acceptedAmount(answer) * casePack;
  const alreadyShipped = input.alreadyShipped.get(position) ?? 0;
  if (alreadyShipped + shipped > acknowledged) {
    const before = alreadyShipped > 0 ? ` after ${alreadyShipped} before` : '';
    const summary = `${shipped} eaches of ${sku} left${before}, but ${acknowledged} were acknowledged`;
    return { problem: 'exceeds-acknowledged', summary, position, sku, shipped, acknowledged, alreadyShipped };
  }
  if (shipped % casePack === 0) return undefined;
  const summary = `${shipped} eaches of ${sku} left, which are not whole cases of ${casePack}`;
  return { problem: 'part-case', summary, position, sku, shipped };
}

/** Eaches in each carton of a line. A unit that a person explained as eaches has a case pack of 1, as eaches have. */
function cartonsOfLine({ ordered, shipped, casePack = 1 }: ShippedLine): Eaches[] {
  const oneCarton =
    ordered?.ordered.unitOfMeasure === 'each' || (ordered?.ordered.unitOfMeasure === 'other' && casePack === 1);
  if (oneCarton) return [shipped];
  return Array.from({ length: Math.ceil(shipped / casePack) }, () => eaches(casePack));
}

function pack(
  lines: readonly ShippedLine[],
  { partner, serials }: ShipNoticeInput,
  tracks: readonly string[],
): Carton[] {
  const contents = lines.flatMap((line) => cartonsOfLine(line).map((count) => ({ line, count })));
  assert(serials.length === contents.length, `${contents.length} cartons need as many serials, not ${serials.length}`);
  return contents.map(({ line: { ordered, casePack = 1 }, count }, index) => {
    assert(ordered, 'a line without an order line is a problem, found before');
    const serial = serials[index];
    assert(serial !== undefined, `no serial for carton ${index + 1}`);
    // One number for several cartons is one label of the carrier for all of them; the last stands for the rest.
    const trackingNumber = tracks[index] ?? tracks.at(-1);
    return {
      sscc: makeSscc(partner.gs1CompanyPrefix, serial),
      ...(trackingNumber === undefined ? {} : { trackingNumber }),
      items: [
        {
          lineNumber: ordered.lineNumber,
          productId: answerId(ordered.productIds),
          shipped: inUnitOf(ordered.ordered, count, casePack),
        },
      ],
    };
  });
}

/** Parcels are carried one by one. */
function cartonsPerPallet({
  partner,
  scac,
  carriage = {},
  method = usualMethod(scac),
}: Pick<ShipNoticeInput, 'partner' | 'scac' | 'method' | 'carriage'>): number | undefined {
  const stated = carriage.cartonsPerPallet ?? partner.policies.cartonsPerPallet ?? 0;
  return stated === 0 || method === 'small-parcel' ? undefined : stated;
}

/** Pallets are filled in the order of the cartons: the labels tell the warehouse which carton stands where. */
function stacked(cartons: Carton[], input: ShipNoticeInput): { pallets: Pallet[]; cartons: Carton[] } {
  const perPallet = cartonsPerPallet(input);
  if (perPallet === undefined) return { pallets: [], cartons };
  const { partner, palletSerials = [] } = input;
  const count = Math.ceil(cartons.length / perPallet);
  assert(palletSerials.length === count, `${count} pallets need as many serials, not ${palletSerials.length}`);
  const pallets = palletSerials.map((serial, index) => ({
    sscc: makeSscc(partner.gs1CompanyPrefix, serial),
    cartons: cartons.slice(index * perPallet, (index + 1) * perPallet),
  }));
  return { pallets, cartons: [] };
}

function trackNumbers(dispatch: Dispatch): string[] {
  return [...new Set(dispatch.tracks.map(({ number }) => number.trim()))].filter((number) => number !== '');
}

/**
 * At least 8 characters, not a date, never used twice: the vendor code, the first letter of the
 * master's kind of dispatch, since `shipment-12` and `dispatch-12` are two, and its running number;
 * all of the id where it has another form.
 */
function ownBillOfLading(vendorCode: string, dispatchId: string): string {
  const [, kind, number] = /^([a-z]*)-?(\d{1,20})$/i.exec(dispatchId) ?? [];
  if (kind === undefined || number === undefined)
    return documentNumber(`${vendorCode}BL`, dispatchId.padStart(8, '0'), 30);
  return `${vendorCode}${(kind[0] ?? 'B').toUpperCase()}${number.padStart(9, '0')}`;
}
