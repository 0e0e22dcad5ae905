import { type Instant, instant } from '../../domain/calendar.ts';
import { InventoryReport } from '../../domain/inventory-report.ts';
import { CodecError } from '../problem.ts';
import { productIdPair, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  bad,
  checkLineTotals,
  defined,
  fitting,
  loopsOf,
  mandatoryDay,
  mandatorySegment,
  optionalDecimal,
  productIdAt,
  quantityAt,
  text,
  validated,
} from './elements.ts';
import { partyAt, partySegments } from './party-loop.ts';
import { element, elementName, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date, x12Time } from './write.ts';

type Item = InventoryReport['items'][number];

/** QTY01, element 673: available for sale, and 'available'. On hand (17), on order (63) or on hold (QH) are no promise. */
const AVAILABLE = ['33', 'V2'];

/** Reads one 846, from ST to SE. */
export function parseInventoryReport(transaction: readonly Segment[], context: ParseContext): InventoryReport {
  const bia = mandatorySegment(transaction, 'BIA', '846');
  const vendor = partyAt(transaction, 'VN', context);
  const items = loopsOf(transaction, 'LIN').map((loop) => parseItem(loop, context));
  const report = validated(
    InventoryReport,
    defined({ reportId: mandatory(bia, 3), reportedAt: reportedAt(bia), vendorCode: vendor?.id, items }),
    bia,
  );
  checkLineTotals(transaction, items.length, undefined, context);
  return report;
}

/** Writes the body of an 846: eaches available to promise, net cost, and when there will be more. Times are UTC, whole minutes. */
export function serialiseInventoryReport(report: InventoryReport, { codes }: { codes: X12CodeTables }): SegmentText[] {
  const { reportId, vendorCode, items } = report;
  if (vendorCode === undefined) {
    throw new CodecError(
      'report-without-vendor-code',
      `Inventory report ${reportId} names no vendor`,
      { segment: 'N1', element: 4 },
      'Set the vendor code of the trading partner: the feed is refused without it.',
    );
  }
  const moment = new Date(report.reportedAt);
  const id = fitting(reportId, 30, { segment: 'BIA', element: 3 });
  return [
    ['BIA', '00', 'SI', id, x12Date(moment), x12Time(moment)],
    ...partySegments('VN', { id: vendorCode, idKind: 'assigned-by-buyer' }, codes),
    ...items.flatMap((item, index) => itemSegments(item, index + 1, codes)),
    ['CTT', String(items.length)],
  ];
}

function reportedAt(bia: Segment): Instant {
  const day = mandatoryDay(bia, 4);
  const time = element(bia, 5).trim();
  const match = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?/.exec(time);
  if (time !== '' && !match) throw bad(bia, 5, 'time-invalid', `is '${time}', which is no time written HHMM`);
  const [, hour = '00', minute = '00', second = '00'] = match ?? [];
  return instant(new Date(`${day}T${hour}:${minute}:${second}Z`));
}

function parseItem([lin, ...rest]: [Segment, ...Segment[]], context: ParseContext): Item {
  const ctp = rest.find((segment) => segment.tag === 'CTP' && text(segment, 2) === 'NET');
  const dtm = rest.find((segment) => segment.tag === 'DTM' && text(segment, 1) === '018');
  return defined({
    productId: productIdAt(lin, 2, context),
    available: availableEaches(lin, rest, context),
    unitCost: ctp && optionalDecimal(ctp, 3),
    availableOn: dtm && mandatoryDay(dtm, 2),
  });
}

/** An item without a quantity is not an item with none: read as 0 it would stop the orders for it. */
function availableEaches(lin: Segment, rest: readonly Segment[], context: ParseContext): number {
  const qty = rest.find((segment) => segment.tag === 'QTY' && AVAILABLE.includes(text(segment, 1) ?? ''));
  if (qty === undefined) {
    throw new CodecError(
      'quantity-missing',
      `LIN ${element(lin, 1)} has no QTY*33`,
      placeOf(lin),
      'Send the quantity available for sale of each item, 0 where there is none.',
    );
  }
  const { amount, unitOfMeasure } = quantityAt(qty, [2, 3], [], context);
  if (unitOfMeasure === 'each' || element(qty, 3).trim() === '') return amount;
  throw new CodecError(
    'quantity-not-in-eaches',
    `${elementName(qty, 3)} is '${element(qty, 3)}': stock is counted in eaches`,
    placeOf(qty, 3),
    'Send the quantity in EA.',
  );
}

function itemSegments(item: Item, number: number, codes: X12CodeTables): SegmentText[] {
  const { productId, available, unitCost, availableOn } = item;
  return [
    ['LIN', String(number), ...productIdPair(productId, codes)],
    ...(unitCost === undefined ? [] : [['CTP', '', 'NET', unitCost] as const]),
    ['QTY', '33', String(available), codes.written.units.each],
    ...(availableOn === undefined ? [] : [['DTM', '018', x12Date(availableOn)] as const]),
  ];
}
