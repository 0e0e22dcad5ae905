import { type Instant, instant } from '../../domain/calendar.ts';
import { shipNoticeInconsistencies } from '../../domain/document-consistency.ts';
import { type Sscc, sscc } from '../../domain/identifiers.ts';
import {
  type Carton,
  cartonsOf,
  type Pallet,
  ShipNotice,
  type ShippedItem,
  type ShippedOrder,
} from '../../domain/ship-notice.ts';
import { CodecError } from '../problem.ts';
import { lookUp, productIdPair, unitCodeOf, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  bad,
  defined,
  find,
  fitting,
  mandatoryDay,
  mandatoryDecimal,
  mandatorySegment,
  optionalCount,
  optionalDay,
  productIdAt,
  quantityAt,
  refuse,
  text,
  validated,
} from './elements.ts';
import { type HierarchyNode, hierarchyOf } from './hierarchy.ts';
import { partyAt, partySegments } from './party-loop.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date, x12Time } from './write.ts';

/*
 * One 856 as we write it (BSN05 0001, shipment > order > packaging > item):
 *
 *   HL S  the truck: weight, carrier, bill of lading, dates, from, to
 *     HL O  one purchase order
 *       HL T  a pallet, where there are pallets
 *         HL P  a carton
 *           HL I  one product in it
 *
 * A carton that Amazon cannot find under its code is received without contents and billed as a
 * shortage, so codes and counts are refused rather than guessed; the ids of the HL segments, which
 * real vendors get wrong, carry nothing that their order does not.
 */

export interface ShipNoticeWriting {
  codes: X12CodeTables;
  /** BSN03/04. */
  issuedAt: Date;
  /** 20 with the application identifier 00 in front, as GS1-128 users send it; 18 for those whose labels Amazon then refuses to print. */
  ssccDigits?: 18 | 20;
  /** REF01 of the Amazon Reference Number; Amazon's guides disagree. */
  amazonReferenceQualifier?: string;
}

/** REF01: Buyer's Shipment Mark, where one of Amazon's guides puts its reference number. */
const AMAZON_REFERENCE = 'BX';

/** TD301, element 40: a trailer that is ours alone, and one on which goods of others stand too. */
const TRAILER = 'TL';
const TRAILER_IN_PART = 'LT';

/** TD504, element 91. LT and M tell a shared truck from a whole one, which Amazon's modes do not. */
const TRANSPORT: Readonly<Record<string, Pick<ShipNotice, 'transport' | 'shipmentType'>>> = {
  M: { transport: 'road', shipmentType: 'truckload' },
  J: { transport: 'road', shipmentType: 'truckload' },
  LT: { transport: 'road', shipmentType: 'less-than-truckload' },
  A: { transport: 'air', shipmentType: 'less-than-truckload' },
  S: { transport: 'ocean', shipmentType: 'less-than-truckload' },
  U: { transport: 'parcel', shipmentType: 'small-parcel' },
};

/** DTM04, element 623, as hours ahead of UTC. `ET` and its like do not say whether it is summer. */
const TIME_CODES: Readonly<Record<string, number>> = {
  UT: 0,
  GM: 0,
  ES: -5,
  ED: -4,
  CS: -6,
  CD: -5,
  MS: -7,
  MD: -6,
  PS: -8,
  PD: -7,
};

/** Reads one 856, from ST to SE, in release 004010 or 005010. */
export function parseShipNotice(transaction: readonly Segment[], context: ParseContext): ShipNotice {
  const bsn = mandatorySegment(transaction, 'BSN', '856');
  const { shipment, header } = hierarchyOf(transaction, context);
  // Dates and references that stand before the first HL are about the shipment too.
  const own = [...header, ...shipment.segments];
  const orders = shipment.children.map((node) => parseOrder(node, context));
  const draft = defined({
    shipmentId: mandatory(bsn, 2),
    purpose: purposeOf(bsn),
    vendorCode: partyAt(own, 'VN', context)?.id ?? text(find(own, 'REF', 'IA'), 2),
    shippedAt: shippedAt(own, context),
    estimatedDeliveryOn: mandatoryDay(mandatorySegment(own, 'DTM', '856', '017'), 2),
    shipFrom: party(own, 'SF', context),
    shipTo: party(own, 'ST', context),
    ...carriage(own, orders, context),
    billOfLading: text(find(own, 'REF', 'BM'), 2),
    carrierReference: text(find(own, 'REF', 'CN'), 2),
    trailerNumber: trailerNumber(find(own, 'TD3')),
    amazonReferenceNumber: text(find(own, 'REF', AMAZON_REFERENCE), 2),
    weight: weight(own),
    orders,
  });
  const notice = validated(ShipNotice, draft, bsn);
  checkPackageCounts(notice, own);
  refuseRepeatedCodes(transaction);
  return notice;
}

/**
 * Writes the body of an 856. The vendor code stays at home: Amazon knows the vendor by the order, and
 * its list has no place for it. Times are UTC and say so; parts of a minute are not sent.
 */
export function serialiseShipNotice(notice: ShipNotice, writing: ShipNoticeWriting): SegmentText[] {
  refuse(shipNoticeInconsistencies(notice), { segment: 'HL' });
  requireShipFromAddress(notice);
  const pen = new HierarchyPen();
  const shipment = pen.level('S', undefined, shipmentSegments(notice, writing));
  for (const order of notice.orders) {
    const number = fitting(order.purchaseOrderNumber, 22, { segment: 'PRF', element: 1 });
    const prf: SegmentText = ['PRF', number, ...(order.orderedOn ? ['', '', x12Date(order.orderedOn)] : [])];
    const orderId = pen.level('O', shipment, [prf]);
    for (const pallet of order.pallets) {
      const palletId = pen.level('T', orderId, [['MAN', 'GM', ssccText(pallet.sscc, writing)]]);
      for (const carton of pallet.cartons) writeCarton(pen, palletId, carton, writing);
    }
    for (const carton of order.cartons) writeCarton(pen, orderId, carton, writing);
  }
  const purpose = notice.purpose === 'replace' ? '05' : '00';
  return [
    ['BSN', purpose, notice.shipmentId, x12Date(writing.issuedAt), x12Time(writing.issuedAt), '0001'],
    ...pen.segments,
    ['CTT', String(pen.levels)],
  ];
}

function purposeOf(bsn: Segment): ShipNotice['purpose'] {
  const code = mandatory(bsn, 1);
  if (code === '00' || code === '05') return code === '05' ? 'replace' : 'original';
  throw bad(bsn, 1, 'unknown-purpose', `is '${code}': 00 announces a shipment, 05 replaces its notice`);
}

function shippedAt(own: readonly Segment[], context: ParseContext): Instant {
  const dtm = mandatorySegment(own, 'DTM', '856', '011');
  const day = mandatoryDay(dtm, 2);
  const time = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?/.exec(element(dtm, 3).trim());
  if (!time && text(dtm, 3) !== undefined)
    throw bad(dtm, 3, 'time-invalid', `is '${element(dtm, 3)}', which is no time written HHMM`);
  if (!time) context.warn('shipping-time-missing', 'DTM*011 has no time: read as midnight', placeOf(dtm, 3));
  const zone = text(dtm, 4);
  const ahead = zone === undefined ? 0 : lookUp(TIME_CODES, zone);
  if (ahead === undefined) {
    context.warn('time-zone-unclear', `DTM04 is '${zone}': the time is read as UTC`, placeOf(dtm, 4));
  }
  const [, hour = '00', minute = '00', second = '00'] = time ?? [];
  const moment = new Date(`${day}T${hour}:${minute}:${second}Z`);
  return instant(new Date(moment.getTime() - (ahead ?? 0) * 3_600_000));
}

function party(own: readonly Segment[], entity: string, context: ParseContext): ShipNotice['shipTo'] {
  mandatorySegment(own, 'N1', '856', entity);
  return partyAt(own, entity, context) ?? {};
}

function carriage(own: readonly Segment[], orders: readonly ShippedOrder[], context: ParseContext) {
  const td5 = mandatorySegment(own, 'TD5', '856');
  const stated = mandatory(td5, 3).toUpperCase();
  const code = /^([A-Z]{2,4})\b/.exec(stated)?.[1] ?? stated;
  if (code !== stated) {
    context.warn('carrier-code-described', `TD503 is '${stated}': read as ${code}`, placeOf(td5, 3));
  }
  const mode = text(td5, 4);
  const known = mode === undefined ? undefined : lookUp(TRANSPORT, modeOf(mode.toUpperCase(), own));
  if (known) return { carrierScac: code, ...known };
  if (mode !== undefined) throw bad(td5, 4, 'unknown-transport-mode', `is '${mode}'`);
  // Parcels are the ones that carry their own tracking numbers; what stands on a pallet goes by truck.
  const isParcel = orders.some((order) => order.cartons.some(({ trackingNumber }) => trackingNumber !== undefined));
  const guess = TRANSPORT[isParcel ? 'U' : 'LT'];
  context.warn('transport-mode-missing', `TD504 is empty: read as ${guess?.shipmentType}`, placeOf(td5, 4));
  return { carrierScac: code, ...guess };
}

/** Amazon has one code for all trucks; one that is ours alone names its trailer (TD3), save where that says LT. */
function modeOf(code: string, own: readonly Segment[]): string {
  const td3 = own.find(({ tag }) => tag === 'TD3');
  const isShared = td3 === undefined || text(td3, 1)?.toUpperCase() === TRAILER_IN_PART;
  return (code === 'M' || code === 'J') && isShared ? 'LT' : code;
}

/** TD302 is the owner's part of the number, TD303 the rest. */
function trailerNumber(td3: Segment | undefined): string | undefined {
  const number = td3 && text(td3, 3);
  return number === undefined ? undefined : `${text(td3, 2) ?? ''}${number}`;
}

function weight(own: readonly Segment[]): ShipNotice['weight'] {
  const td1 = own.find((segment) => segment.tag === 'TD1' && text(segment, 7) !== undefined);
  if (td1 === undefined) return undefined;
  const unit = mandatory(td1, 8).toUpperCase();
  if (unit !== 'LB' && unit !== 'KG') throw bad(td1, 8, 'unknown-weight-unit', `is '${unit}': LB or KG is expected`);
  return { value: mandatoryDecimal(td1, 7), unit: unit === 'KG' ? 'kg' : 'lb' };
}

/** TD1 counts packages; one lost on the way is a carton without contents at the dock. */
function checkPackageCounts(notice: ShipNotice, own: readonly Segment[]): void {
  const counts = { CTN: cartonsOf(notice).length, PLT: notice.orders.flatMap(({ pallets }) => pallets).length };
  for (const [packaging, count] of Object.entries(counts)) {
    // Often with two digits of material behind it: CTN25 is corrugated board.
    const td1 = own.find((segment) => segment.tag === 'TD1' && text(segment, 1)?.startsWith(packaging));
    const stated = td1 && optionalCount(td1, 2);
    if (td1 && stated !== undefined && stated !== count) {
      throw bad(td1, 2, 'package-count-differs', `says ${stated} ${packaging}, the notice has ${count}`);
    }
  }
}

function refuseRepeatedCodes(transaction: readonly Segment[]): void {
  const seen = new Map<string, Segment>();
  for (const segment of transaction) {
    const mark = marking([segment], 'GM');
    const code = mark && sscc(mark.value);
    if (mark === undefined || code === undefined) continue;
    const first = seen.get(code);
    if (first !== undefined) {
      throw new CodecError(
        'sscc-repeated',
        `SSCC ${code} stands on two packages: here and in segment ${first.position}`,
        placeOf(segment, mark.element),
        'Give each carton and pallet its own SSCC and print the label again.',
      );
    }
    seen.set(code, segment);
  }
}

function parseOrder({ segments, children }: HierarchyNode, context: ParseContext): ShippedOrder {
  const prf = mandatorySegment(segments, 'PRF', '856');
  return defined({
    purchaseOrderNumber: mandatory(prf, 1),
    orderedOn: optionalDay(prf, 4),
    pallets: children.filter(({ level }) => level === 'T').map((node) => parsePallet(node, context)),
    cartons: children.filter(({ level }) => level === 'P').map((node) => parseCarton(node, context)),
  });
}

function parsePallet({ segments, children }: HierarchyNode, context: ParseContext): Pallet {
  return { sscc: ssccOf(segments), cartons: children.map((node) => parseCarton(node, context)) };
}

function parseCarton({ segments, children }: HierarchyNode, context: ParseContext): Carton {
  return defined({
    sscc: ssccOf(segments),
    trackingNumber: marking(segments, 'CP')?.value ?? text(find(segments, 'REF', 'CN'), 2),
    items: children.map((node) => parseItem(node, context)),
  });
}

function parseItem({ segments }: HierarchyNode, context: ParseContext): ShippedItem {
  const lin = mandatorySegment(segments, 'LIN', '856');
  const sn1 = mandatorySegment(segments, 'SN1', '856');
  const expiry = find(segments, 'DTM', '036');
  return defined({
    lineNumber: element(lin, 1).trim(),
    productId: productIdAt(lin, 2, context),
    shipped: quantityAt(sn1, [2, 3], segments, context),
    expiresOn: expiry && mandatoryDay(expiry, 2),
    lot: text(find(segments, 'REF', 'LT'), 2),
  });
}

function ssccOf(segments: readonly Segment[]): Sscc {
  const [hl] = segments;
  const mark = marking(segments, 'GM');
  if (mark === undefined) {
    throw new CodecError(
      'sscc-missing',
      `HL ${hl ? element(hl, 1) : ''} is a package without MAN*GM`,
      hl ? placeOf(hl) : {},
      'Give each carton and pallet its SSCC: what Amazon cannot scan it receives without contents.',
    );
  }
  const code = sscc(mark.value);
  if (code !== undefined) return code;
  throw new CodecError(
    'sscc-invalid',
    `MAN${mark.element === 2 ? '02' : '05'} is '${mark.value}': not 18 digits (20 with 00 in front) that end in their check digit`,
    placeOf(mark.segment, mark.element),
    'Correct the code where labels are made: the label and the message must name the same SSCC.',
  );
}

/** MAN names a package in its first pair or in its second (04/05); 03 ends a range and is not for us. */
function marking(segments: readonly Segment[], qualifier: string) {
  for (const segment of segments.filter(({ tag }) => tag === 'MAN')) {
    for (const number of [1, 4]) {
      const value = text(segment, number + 1);
      if (text(segment, number) === qualifier && value !== undefined) return { value, segment, element: number + 1 };
    }
  }
  return undefined;
}

/** Hands out HL ids in document order, as HL01 and HL02 want them. */
class HierarchyPen {
  readonly segments: SegmentText[] = [];
  levels = 0;

  level(code: string, parent: number | undefined, content: readonly SegmentText[]): number {
    this.levels += 1;
    this.segments.push(['HL', String(this.levels), parent === undefined ? '' : String(parent), code], ...content);
    return this.levels;
  }
}

function shipmentSegments(notice: ShipNotice, { codes, amazonReferenceQualifier }: ShipNoticeWriting): SegmentText[] {
  const { weight, shippedAt: leftAt } = notice;
  const pallets = notice.orders.flatMap((order) => order.pallets).length;
  const gross = weight
    ? ['', '', '', 'G', fitting(weight.value, 10, { segment: 'TD1', element: 7 }), weight.unit.toUpperCase()]
    : [];
  const reference = (qualifier: string, value: string | undefined): SegmentText[] =>
    value === undefined ? [] : [['REF', qualifier, fitting(value, 50, { segment: 'REF', element: 2 })]];
  return [
    ['TD1', 'CTN', String(cartonsOf(notice).length), ...gross],
    ...(pallets > 0 ? [['TD1', 'PLT', String(pallets)] as const] : []),
    ['TD5', '', '2', notice.carrierScac, transportCode(notice)],
    ...trailerSegment(notice),
    ...reference('BM', notice.billOfLading),
    ...reference('CN', notice.carrierReference),
    ...reference(amazonReferenceQualifier ?? AMAZON_REFERENCE, notice.amazonReferenceNumber),
    ['DTM', '011', x12Date(new Date(leftAt)), x12Time(new Date(leftAt)), 'UT'],
    ['DTM', '017', x12Date(notice.estimatedDeliveryOn)],
    ...partySegments('SF', notice.shipFrom, codes),
    ...partySegments('ST', notice.shipTo, codes),
  ];
}

/** TD504 as Amazon lists it: small parcels are parcels however they travel, and a truck is a truck however full. */
function transportCode({ transport, shipmentType }: ShipNotice): 'U' | 'A' | 'S' | 'M' {
  if (shipmentType === 'small-parcel' || transport === 'parcel') return 'U';
  if (transport === 'air') return 'A';
  return transport === 'ocean' ? 'S' : 'M';
}

function trailerSegment(notice: ShipNotice): SegmentText[] {
  const { shipmentType, trailerNumber: number } = notice;
  if (transportCode(notice) !== 'M') return [];
  const code = shipmentType === 'truckload' ? TRAILER : TRAILER_IN_PART;
  if (number !== undefined) return [['TD3', code, '', fitting(number, 10, { segment: 'TD3', element: 3 })]];
  return code === TRAILER ? [['TD3', code]] : [];
}

function writeCarton(pen: HierarchyPen, parent: number, carton: Carton, writing: ShipNoticeWriting): void {
  const { trackingNumber } = carton;
  const code = ssccText(carton.sscc, writing);
  const content: SegmentText[] =
    trackingNumber === undefined
      ? [['MAN', 'GM', code]]
      : [
          ['REF', 'CN', fitting(trackingNumber, 50, { segment: 'REF', element: 2 })],
          ['MAN', 'GM', code, '', 'CP', fitting(trackingNumber, 48, { segment: 'MAN', element: 5 })],
        ];
  const cartonId = pen.level('P', parent, content);
  for (const item of carton.items) pen.level('I', cartonId, itemSegments(item, writing.codes));
}

function itemSegments(item: ShippedItem, codes: X12CodeTables): SegmentText[] {
  const { lineNumber, productId, shipped, expiresOn, lot } = item;
  return [
    // LIN01 is optional in the standard and unused in Amazon's list: it carries the order line back to us.
    ['LIN', fitting(lineNumber, 20, { segment: 'LIN', element: 1 }, lineNumber), ...productIdPair(productId, codes)],
    ['SN1', '', String(shipped.amount), unitCodeOf(shipped, codes)],
    ...(shipped.eachesPerCase === undefined ? [] : [['PO4', String(shipped.eachesPerCase)] as const]),
    ...(lot === undefined
      ? []
      : [['REF', 'LT', fitting(lot, 50, { segment: 'REF', element: 2 }, lineNumber)] as const]),
    ...(expiresOn === undefined ? [] : [['DTM', '036', x12Date(expiresOn)] as const]),
  ];
}

function ssccText(code: Sscc, { ssccDigits = 20 }: ShipNoticeWriting): string {
  return ssccDigits === 20 ? `00${code}` : code;
}

function requireShipFromAddress({ shipFrom }: ShipNotice): void {
  if (shipFrom.address?.postalCode && shipFrom.address.countryCode) return;
  throw new CodecError(
    'ship-from-address-missing',
    'The ship-from party has no postal code and country',
    { segment: 'N4', element: 3 },
    'Fill in the address of the warehouse in the partner settings: Amazon refuses a notice without it.',
  );
}
