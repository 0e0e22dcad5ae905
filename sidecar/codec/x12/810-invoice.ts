import type { CalendarDay } from '../../domain/calendar.ts';
import { invoiceInconsistencies } from '../../domain/document-consistency.ts';
import { type Adjustment, Invoice, type InvoiceLine, type PaymentTerms } from '../../domain/invoice.ts';
import { withCategories } from '../../domain/invoice-tax.ts';
import { type DecimalText, decimal, multiply, round } from '../../domain/money.ts';
import type { Party } from '../../domain/party.ts';
import type { Tax } from '../../domain/tax.ts';
import { CodecError } from '../problem.ts';
import { productIdPair, unitCodeOf, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  bad,
  checkLineTotals,
  defined,
  fitting,
  loopsOf,
  mandatoryDay,
  mandatoryDecimal,
  mandatorySegment,
  optionalCount,
  optionalDay,
  optionalDecimal,
  pairedValue,
  productIdAt,
  quantityAt,
  refuse,
  text,
  validated,
} from './elements.ts';
import { partyAt, partySegments, registrationSegments, taxRegistrationsAt } from './party-loop.ts';
import { element, elementName, mandatory, placeOf, type Segment } from './segment.ts';
import { parseLineTaxes, parseTax, taxReasonSegments, taxSegments, typeOf } from './tax-segments.ts';
import { type SegmentText, x12Date } from './write.ts';

/** BIG07, element 640: a credit memo. Amounts stay positive, the type says which way the money goes. */
const CREDIT = 'CR';
/** SAC02 of a tax, as which a TXI of no known kind is read, so that the total foots. */
const TAX = 'H850';

/** Reads one 810, from ST to SE. */
export function parseInvoice(transaction: readonly Segment[], context: ParseContext): Invoice {
  const big = mandatorySegment(transaction, 'BIG', '810');
  const purchaseOrderNumber = mandatory(big, 4);
  const invoicedOn = mandatoryDay(big, 1);
  const remitTo = party(transaction, 'RI', context);
  const lines = loopsOf(transaction, 'IT1').map((loop, index) => parseLine(loop, index, purchaseOrderNumber, context));
  const tds = mandatorySegment(transaction, 'TDS', '810');
  const taxes = parseHeaderTaxes(transaction, lines, context);
  const invoice = validated(
    Invoice,
    defined({
      number: mandatory(big, 2),
      kind: text(big, 7) === CREDIT ? 'credit-note' : 'invoice',
      invoicedOn,
      purchaseOrderNumber,
      orderedOn: optionalDay(big, 3),
      vendorCode: remitTo.idKind === 'assigned-by-buyer' ? remitTo.id : undefined,
      currency: mandatory(mandatorySegment(transaction, 'CUR', '810'), 2),
      billTo: party(transaction, 'BT', context),
      remitTo,
      shipTo: partyAt(transaction, 'ST', context),
      terms: parseTerms(mandatorySegment(transaction, 'ITD', '810'), invoicedOn),
      lines,
      adjustments: [...parseAdjustments(transaction, context), ...parseOtherTaxes(transaction, context)],
      taxes: taxes.length > 0 ? taxes : undefined,
      total: fromCents(tds, 1, context),
    }),
    big,
  );
  checkLineTotals(
    transaction,
    lines.length,
    lines.map(({ invoiced }) => invoiced.amount),
    context,
  );
  for (const { code, severity, message, fix } of invoiceInconsistencies(invoice)) {
    if (severity === 'block') throw new CodecError(code, message, placeOf(tds, 1), fix);
    context.warn(code, message, placeOf(tds, 1));
  }
  return invoice;
}

/**
 * Writes the body of an 810. The vendor code travels as the remit-to party's id, which is where Amazon
 * looks for whom to pay; the case pack (PO4) is not in Amazon's list and stays at home. Taxes, allowances
 * and charges come after TDS, as the summary area has them; a line says its share of the taxes as well.
 */
export function serialiseInvoice(invoice: Invoice, { codes }: { codes: X12CodeTables }): SegmentText[] {
  // A cent of somebody's rounding may be read; what we send foots exactly.
  refuse(
    invoiceInconsistencies(invoice).map((finding) => ({ ...finding, severity: 'block' })),
    { segment: 'TDS', element: 1 },
  );
  const { terms, remitTo, vendorCode } = invoice;
  const payee: Party =
    remitTo.id === undefined && vendorCode !== undefined
      ? { ...remitTo, id: vendorCode, idKind: 'assigned-by-buyer' }
      : remitTo;
  const number = fitting(invoice.purchaseOrderNumber, 22, { segment: 'BIG', element: 4 });
  const orderedOn = invoice.orderedOn === undefined ? '' : x12Date(invoice.orderedOn);
  const type = invoice.kind === 'credit-note' ? ['', '', CREDIT] : [];
  return [
    ['BIG', x12Date(invoice.invoicedOn), invoice.number, orderedOn, number, ...type],
    ['CUR', 'BT', invoice.currency],
    ...partySegments('BT', invoice.billTo, codes),
    ...registrationSegments(invoice.billTo),
    ...partySegments('RI', payee, codes),
    ...registrationSegments(payee),
    ...(invoice.shipTo === undefined ? [] : partySegments('ST', invoice.shipTo, codes)),
    ['ITD', '01', '3', terms.discountPercent ?? '', '', String(terms.discountDays ?? ''), '', String(terms.netDays)],
    ...invoice.lines.flatMap((line) => [
      lineSegment(line, codes),
      ...taxSegments(line.taxes),
      ...taxReasonSegments(line.taxes),
    ]),
    ['TDS', toCents(invoice.total, { segment: 'TDS', element: 1 })],
    ...taxSegments(invoice.taxes),
    ...invoice.adjustments.map(adjustmentSegment),
    [
      'CTT',
      String(invoice.lines.length),
      String(invoice.lines.reduce((sum, { invoiced }) => sum + invoiced.amount, 0)),
    ],
  ];
}

function party(transaction: readonly Segment[], entity: string, context: ParseContext): Party {
  mandatorySegment(transaction, 'N1', '810', entity);
  const taxRegistrations = taxRegistrationsAt(transaction, entity);
  return { ...partyAt(transaction, entity, context), ...(taxRegistrations.length > 0 ? { taxRegistrations } : {}) };
}

function parseTerms(itd: Segment, invoicedOn: CalendarDay): PaymentTerms {
  const due = optionalDay(itd, 6);
  // Some state the day instead of the days.
  const netDays = optionalCount(itd, 7) ?? (due && daysBetween(invoicedOn, due));
  if (netDays === undefined) throw bad(itd, 7, 'mandatory-element-missing', 'is empty: when is the invoice due?');
  return defined({ discountPercent: optionalDecimal(itd, 3), discountDays: optionalCount(itd, 5), netDays });
}

function parseLine(
  [it1, ...rest]: [Segment, ...Segment[]],
  index: number,
  purchaseOrderNumber: string,
  context: ParseContext,
): InvoiceLine {
  const number = element(it1, 1).trim();
  const taxes = parseLineTaxes(rest, context);
  return {
    position: /^0*[1-9]\d{0,8}$/.test(number) ? Number(number) : index + 1,
    purchaseOrderNumber: pairedValue(it1, 6, 'PO') ?? purchaseOrderNumber,
    productId: productIdAt(it1, 6, context),
    invoiced: quantityAt(it1, [2, 3], rest, context),
    unitCost: mandatoryDecimal(it1, 4),
    ...(taxes === undefined ? {} : { taxes }),
  };
}

function parseAdjustments(transaction: readonly Segment[], context: ParseContext): Adjustment[] {
  // N is 'no allowance or charge': text only. Those inside of a line count as well, as the total has them.
  const segments = transaction.filter((segment) => segment.tag === 'SAC' && text(segment, 1) !== 'N');
  return segments.map((sac) => {
    const indicator = mandatory(sac, 1);
    if (indicator !== 'A' && indicator !== 'C') {
      throw bad(sac, 1, 'unknown-adjustment', `is '${indicator}': A is an allowance, C a charge`);
    }
    mandatory(sac, 5);
    return defined({
      kind: indicator === 'A' ? 'allowance' : 'charge',
      code: text(sac, 2) ?? text(sac, 4) ?? '',
      amount: fromCents(sac, 5, context),
      description: text(sac, 15),
    });
  });
}

/** Behind TDS stands what all lines bear, and what an allowance or charge on the whole does. */
function parseHeaderTaxes(
  transaction: readonly Segment[],
  lines: readonly InvoiceLine[],
  context: ParseContext,
): Tax[] {
  const summary = transaction.slice(transaction.findIndex(({ tag }) => tag === 'TDS'));
  const taxes = summary.filter(({ tag }) => tag === 'TXI').flatMap((txi) => parseTax(txi, context) ?? []);
  return withCategories(taxes, lines).map((tax, index) => {
    // What no line explains keeps what the segment itself says.
    const stated = taxes[index];
    return stated?.category === 'exempt' && tax.category === 'zero-rated' ? stated : tax;
  });
}

/**
 * Taxes of no known kind, and those of an allowance or charge of a line, which no field of ours holds. Those of one on
 * the whole are taxes of the header, as every TXI behind TDS.
 */
function parseOtherTaxes(transaction: readonly Segment[], context: ParseContext): Adjustment[] {
  const summary = transaction.findIndex(({ tag }) => tag === 'TDS');
  let isInAllowance = false;
  const others = transaction.filter((segment, index) => {
    const { tag } = segment;
    if (tag === 'IT1' || tag === 'TDS') isInAllowance = false;
    else if (index < summary && (tag === 'SAC' || tag === 'SLN')) isInAllowance = true;
    if (tag !== 'TXI' || text(segment, 2) === undefined) return false;
    return isInAllowance || typeOf(segment) === undefined;
  });
  return others.map((txi) => {
    context.warn(
      'tax-read-as-charge',
      `${element(txi, 1)} tax of ${element(txi, 2)} is read as a charge`,
      placeOf(txi),
    );
    const rate = text(txi, 3);
    return {
      kind: 'charge',
      code: TAX,
      amount: mandatoryDecimal(txi, 2),
      description: [text(txi, 1), rate && `${rate} %`].filter(Boolean).join(' '),
    };
  });
}

function lineSegment(line: InvoiceLine, codes: X12CodeTables): SegmentText {
  const number = String(line.position);
  return [
    'IT1',
    number,
    String(line.invoiced.amount),
    unitCodeOf(line.invoiced, codes),
    fitting(line.unitCost, 17, { segment: 'IT1', element: 4 }, number),
    // Net: what remains after trade discounts, the only basis in Amazon's list.
    'NT',
    ...productIdPair(line.productId, codes),
    'PO',
    fitting(line.purchaseOrderNumber, 48, { segment: 'IT1', element: 9 }, number),
  ];
}

function adjustmentSegment({ kind, code, amount, description = '' }: Adjustment): SegmentText {
  const cents = toCents(amount, { segment: 'SAC', element: 5 });
  const note = fitting(description, 80, { segment: 'SAC', element: 15 });
  const indicator = kind === 'allowance' ? 'A' : 'C';
  return ['SAC', indicator, code, '', '', cents, '', '', '', '', '', '', '', '', '', note];
}

/** N2: two implied decimals, no point. A point all the same means that the sender wrote whole currency units. */
function fromCents(segment: Segment, number: number, context: ParseContext): DecimalText {
  const value = mandatoryDecimal(segment, number);
  if (!element(segment, number).includes('.')) return multiply(value, decimal('0.01') ?? value);
  context.warn(
    'implied-decimals-with-point',
    `${elementName(segment, number)} is '${element(segment, number)}': cents have no point, read as written`,
    placeOf(segment, number),
  );
  return value;
}

function toCents(amount: DecimalText, place: { segment: string; element: number }): string {
  if (round(amount, 2) === amount) return multiply(amount, 100);
  throw new CodecError(
    'amount-below-cent',
    `${amount} has parts of a cent, ${place.segment}0${place.element} counts cents`,
    place,
    'Round the amount to two decimals.',
  );
}

function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
