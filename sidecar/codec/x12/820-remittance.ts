import { remittanceInconsistencies } from '../../domain/document-consistency.ts';
import { Remittance, type RemittanceAdjustment, type RemittanceLine } from '../../domain/remittance.ts';
import { lookUp, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  defined,
  find,
  fitting,
  mandatoryDay,
  mandatoryDecimal,
  mandatorySegment,
  optionalDay,
  optionalDecimal,
  text,
  validated,
} from './elements.ts';
import { partyAt } from './party-loop.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date } from './write.ts';

/**
 * Reads one 820, from ST to SE. That the payment differs from what it settles, or settles nothing, is
 * a warning: the money has moved, and refusing the message would only hide that from finance.
 */
export function parseRemittance(transaction: readonly Segment[], context: ParseContext): Remittance {
  const bpr = mandatorySegment(transaction, 'BPR', '820');
  const trn = mandatorySegment(transaction, 'TRN', '820');
  const { header, lines } = split(transaction, context);
  const payee = partyAt(header, 'PE', context);
  const remittance = validated(
    Remittance,
    defined({
      paymentNumber: mandatory(trn, 2),
      createdOn: dateOf(header, 'created', context),
      paidOn: optionalDay(bpr, 16) ?? dateOf(header, 'paid', context),
      currency: text(find(header, 'CUR'), 2),
      vendorCode: payee?.idKind === 'assigned-by-buyer' ? payee.id : undefined,
      total: mandatoryDecimal(bpr, 2),
      lines,
    }),
    bpr,
  );
  if (text(bpr, 3) === 'D') {
    context.warn('payment-is-a-debit', 'BPR03 is D: the money goes from us to Amazon', placeOf(bpr, 3));
  }
  for (const { code, message } of remittanceInconsistencies(remittance)) context.warn(code, message, placeOf(bpr, 2));
  return remittance;
}

/** Writes the body of an 820 as Amazon sends it, without bank details: the simulator pays nobody. */
export function serialiseRemittance(remittance: Remittance, { codes }: { codes: X12CodeTables }): SegmentText[] {
  const { paidOn, createdOn, currency, vendorCode } = remittance;
  const bank = Array.from({ length: 10 }, () => '');
  return [
    ['BPR', 'I', remittance.total, 'C', 'ACH', 'CTX', ...bank, paidOn === undefined ? '' : x12Date(paidOn)],
    ['TRN', '1', fitting(remittance.paymentNumber, 30, { segment: 'TRN', element: 2 })],
    ...(currency === undefined ? [] : [['CUR', 'PR', currency] as const]),
    ...(createdOn === undefined ? [] : [['DTM', '097', x12Date(createdOn)] as const]),
    ...(vendorCode === undefined
      ? []
      : [['N1', 'PE', '', codes.written.partyIds['assigned-by-buyer'], vendorCode] as const]),
    ...(remittance.lines.length === 0 ? [] : [['ENT', '1'] as const, ...remittance.lines.flatMap(lineSegments)]),
  ];
}

/**
 * Head and lines. An ADX behind an RMR explains that line; one that stands alone (before any RMR of
 * its ENT) takes money by itself, and so becomes a line.
 */
function split(transaction: readonly Segment[], context: ParseContext): { header: Segment[]; lines: RemittanceLine[] } {
  const header: Segment[] = [];
  const loops: [Segment, ...Segment[]][] = [];
  let open: [Segment, ...Segment[]] | undefined;
  let inHeader = true;
  for (const segment of transaction) {
    const alone = segment.tag === 'ADX' && open?.[0].tag !== 'RMR';
    if (segment.tag === 'ENT') {
      open = undefined;
      inHeader = false;
    } else if (segment.tag === 'RMR' || alone) {
      open = [segment];
      loops.push(open);
      inHeader = false;
    } else if (open) open.push(segment);
    else if (inHeader) header.push(segment);
  }
  const lines = loops.map((loop, index) =>
    loop[0].tag === 'RMR' ? parseLine(loop, index + 1, context) : parseLoneAdjustment(loop, index + 1, context),
  );
  return { header, lines };
}

function parseLine([rmr, ...rest]: [Segment, ...Segment[]], position: number, context: ParseContext): RemittanceLine {
  const inline = optionalDecimal(rmr, 8);
  // A deduction may sit in the RMR itself (07 why, 08 how much) as well as in an ADX behind it.
  const own = inline === undefined ? [] : [defined({ amount: inline, reasonCode: text(rmr, 7) })];
  return defined({
    position,
    reference: mandatory(rmr, 2),
    amountPaid: mandatoryDecimal(rmr, 4),
    invoiceAmount: optionalDecimal(rmr, 5),
    discountTaken: optionalDecimal(rmr, 6),
    ...facts(rest, context),
    adjustments: [...own, ...rest.filter(({ tag }) => tag === 'ADX').map(parseAdjustment)],
  });
}

function parseLoneAdjustment(
  [adx, ...rest]: [Segment, ...Segment[]],
  position: number,
  context: ParseContext,
): RemittanceLine {
  const adjustment = parseAdjustment(adx);
  context.warn(
    'adjustment-without-invoice',
    `${adjustment.amount} is adjusted without an invoice: read as a line of its own`,
    placeOf(adx),
  );
  return defined({
    position,
    reference: adjustment.reference ?? `ADX ${adjustment.reasonCode ?? position}`,
    amountPaid: adjustment.amount,
    ...facts(rest, context),
    adjustments: [adjustment],
  });
}

function parseAdjustment(adx: Segment): RemittanceAdjustment {
  return defined({ amount: mandatoryDecimal(adx, 1), reasonCode: text(adx, 2), reference: text(adx, 4) });
}

/** REF and DTM behind an RMR or an ADX. */
function facts(segments: readonly Segment[], context: ParseContext) {
  const reference = (meaning: 'purchase-order' | 'invoice') =>
    segments.find(
      (segment) =>
        segment.tag === 'REF' && lookUp(context.codes.remittanceReferences, element(segment, 1).trim()) === meaning,
    );
  return {
    purchaseOrderNumber: text(reference('purchase-order'), 2),
    originalReference: text(reference('invoice'), 2),
    invoicedOn: dateOf(segments, 'invoiced', context),
  };
}

function dateOf(segments: readonly Segment[], meaning: 'created' | 'invoiced' | 'paid', { codes }: ParseContext) {
  const dtm = segments.find(
    (segment) => segment.tag === 'DTM' && lookUp(codes.remittanceDates, element(segment, 1).trim()) === meaning,
  );
  return dtm && mandatoryDay(dtm, 2);
}

function lineSegments(line: RemittanceLine): SegmentText[] {
  const { purchaseOrderNumber, originalReference, invoicedOn } = line;
  const reference = fitting(line.reference, 30, { segment: 'RMR', element: 2 }, String(line.position));
  return [
    ['RMR', 'IV', reference, '', line.amountPaid, line.invoiceAmount ?? '', line.discountTaken ?? ''],
    ...(purchaseOrderNumber === undefined ? [] : [['REF', 'PO', purchaseOrderNumber] as const]),
    ...(originalReference === undefined ? [] : [['REF', 'OI', originalReference] as const]),
    ...(invoicedOn === undefined ? [] : [['DTM', '003', x12Date(invoicedOn)] as const]),
    ...line.adjustments.map(adjustmentSegment),
  ];
}

function adjustmentSegment({ amount, reasonCode = '', reference }: RemittanceAdjustment): SegmentText {
  return ['ADX', amount, reasonCode, ...(reference === undefined ? [] : ['OI', reference])];
}
