import type { CalendarDay } from '../../domain/calendar.ts';
import { remittanceInconsistencies } from '../../domain/document-consistency.ts';
import { compare, type DecimalText, negate, subtract, sum, ZERO } from '../../domain/money.ts';
import type { Remittance, RemittanceLine } from '../../domain/remittance.ts';
import { CodecError, type Warning } from '../problem.ts';
import { type DecimalMark, decimalMarkOf } from '../table/amount.ts';
import { type DateOrder, dateOrderOf } from '../table/date.ts';
import { cell } from '../table/read.ts';
import { COLUMN_NAME, type Column, type Header } from './columns.ts';
import { type RowReader, rowReader } from './row.ts';
import { type Row, readTables } from './table.ts';

/** What a person or the account says where the file does not decide by itself. */
export interface ExportOptions {
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
}

/** One payment of the export, or why it could not be read. */
export type ReadPayment =
  | { kind: 'remittance'; document: Remittance; warnings: Warning[]; others: KeptColumns[] }
  | { kind: 'refused'; paymentNumber: string; error: CodecError };

/** What stands in the columns that no document has a place for: Transaction Description, and what Amazon adds. */
export interface KeptColumns {
  line: number;
  columns: Record<string, string>;
}

export interface ReadExport {
  payments: ReadPayment[];
  /** About the file, not about one payment. */
  warnings: Warning[];
}

/**
 * Reads the remittance export of Vendor Central: a table of payments and a table of what they settle,
 * either of which may be missing or come first. A row that cannot be read refuses its payment, all of
 * it and no other: half a payment would look like a short one. Throws CodecError where the file as a
 * whole cannot be read.
 */
export function readRemittanceExport(bytes: Uint8Array, options: ExportOptions = {}): ReadExport {
  const { headers, rows, warnings } = readTables(bytes);
  for (const header of headers) checkColumns(header);
  const reader = rowReader({
    dateOrder: dateOrderOf(valuesOf(rows, ['paidOn', 'invoicedOn'])) ?? options.dateOrder,
    decimalMark: decimalMarkOf(valuesOf(rows, AMOUNTS)) ?? options.decimalMark,
  });
  const byPayment = new Map<string, Row[]>();
  for (const row of rows) {
    // Whose row it is nobody knows, so that no payment can be said to be whole.
    const number = reader.paymentNumber(row);
    byPayment.set(number, [...(byPayment.get(number) ?? []), row]);
  }
  const isListed = headers.some(({ kind }) => kind === 'payments');
  if (!isListed) {
    const message = 'The file has no table of payments: each total is the sum of its rows.';
    warnings.push({ code: 'payments-table-missing', message, place: {} });
  }
  const payments = [...byPayment].map(([number, own]): ReadPayment => {
    try {
      return readPayment(number, own, isListed, reader);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      return { kind: 'refused', paymentNumber: number, error };
    }
  });
  return { payments, warnings };
}

const AMOUNTS: readonly Column[] = [
  'total',
  'totalInPaymentCurrency',
  'invoiceAmount',
  'withholding',
  'discountTaken',
  'amountPaid',
  'remaining',
];

const NEEDED: Readonly<Record<Header['kind'], readonly Column[]>> = {
  payments: ['paymentNumber', 'total'],
  invoices: ['paymentNumber', 'reference', 'amountPaid'],
};

function checkColumns({ kind, line, at, names }: Header): void {
  const missing = NEEDED[kind].find((column) => !at.has(column));
  if (missing === undefined) return;
  const column = COLUMN_NAME[missing];
  throw new CodecError(
    'column-missing',
    `The table of ${kind} has no column ${column}; it has ${names.filter((name) => name !== '').join(', ')}`,
    { line, column },
    `Export the remittance with all its columns, or name the column ${column} in the header.`,
  );
}

function* valuesOf(rows: readonly Row[], columns: readonly Column[]): Generator<string> {
  for (const row of rows) for (const column of columns) yield cell(row, column);
}

function readPayment(paymentNumber: string, rows: readonly Row[], isListed: boolean, reader: RowReader): ReadPayment {
  const warnings: Warning[] = [];
  for (const row of rows) reader.checkWidth(row);
  const [head, ...again] = rows.filter(({ header }) => header.kind === 'payments');
  if (again[0]) throw paidTwice(paymentNumber, again[0]);
  if (head) refuseVoided(paymentNumber, head);
  const invoiceRows = rows.filter(({ header }) => header.kind === 'invoices');
  const lines = invoiceRows.map((row, index) => readLine(row, index + 1, reader, warnings));
  const paid = sum(lines.map(({ amountPaid }) => amountPaid));
  if (isListed && !head) {
    const message = `Payment ${paymentNumber} is not in the table of payments: its total is the sum of its rows.`;
    warnings.push({ code: 'payment-not-listed', message, place: { line: invoiceRows[0]?.line ?? 1 } });
  }
  const total = head ? reader.amount(head, 'total') : paid;
  const paidOn = head && reader.date(head, 'paidOn');
  const currency = reader.currencyOf(rows);
  const document: Remittance = {
    paymentNumber,
    ...(paidOn ? { paidOn } : {}),
    ...(currency === undefined ? {} : { currency }),
    total,
    lines,
  };
  const place = { line: (head ?? invoiceRows[0])?.line ?? 1 };
  for (const { code, message } of remittanceInconsistencies(document)) warnings.push({ code, message, place });
  return { kind: 'remittance', document, warnings, others: rows.map(othersOf) };
}

function readLine(row: Row, position: number, reader: RowReader, warnings: Warning[]): RemittanceLine {
  const { line } = row;
  const amountPaid = reader.amount(row, 'amountPaid');
  const invoiceAmount = reader.optionalAmount(row, 'invoiceAmount');
  const discountTaken = reader.optionalAmount(row, 'discountTaken');
  const withheld = reader.optionalAmount(row, 'withholding') ?? ZERO;
  const remaining = reader.optionalAmount(row, 'remaining');
  const invoicedOn: CalendarDay | undefined = reader.date(row, 'invoicedOn');
  const originalReference = cell(row, 'originalReference');
  const details = cell(row, 'details');
  if (invoiceAmount !== undefined && remaining !== undefined) {
    const open = [discountTaken ?? ZERO, withheld, amountPaid].reduce<DecimalText>(subtract, invoiceAmount);
    if (compare(open, remaining) !== 0) {
      const message = `Line ${line}: the remaining amount is ${remaining}, by the other columns it is ${open}.`;
      warnings.push({ code: 'row-does-not-foot', message, place: { line, column: COLUMN_NAME.remaining } });
    }
  }
  return {
    position,
    reference: reader.reference(row),
    amountPaid,
    ...(invoiceAmount === undefined ? {} : { invoiceAmount }),
    ...(discountTaken === undefined ? {} : { discountTaken }),
    // Free text, of which only the form of Amazon's own order numbers says that it is one.
    ...(/^[A-Z0-9]{8}$/i.test(details) ? { purchaseOrderNumber: details } : {}),
    ...(originalReference === '' ? {} : { originalReference }),
    ...(invoicedOn ? { invoicedOn } : {}),
    adjustments: compare(withheld, ZERO) === 0 ? [] : [{ amount: negate(withheld), reasonCode: 'withholding' }],
  };
}

/** One payment in two currencies is two payments under one number, which nothing here can keep apart. */
function paidTwice(number: string, { line }: Row): CodecError {
  return new CodecError(
    'payment-listed-twice',
    `Payment ${number} stands in the table of payments twice, again on line ${line}`,
    { line, column: COLUMN_NAME.paymentNumber },
    'Export this payment by itself; one that was made in two currencies has to be booked by hand.',
  );
}

/** Money that came back after all: to book it as paid would close invoices that are open. */
function refuseVoided(number: string, row: Row): void {
  const [status, reason] = [cell(row, 'status'), cell(row, 'voidedReason')];
  if (!/void|cancel|revers|reject/i.test(status) && reason === '') return;
  throw new CodecError(
    'payment-voided',
    `Payment ${number} was voided: ${[status, reason].filter(Boolean).join(', ')}`,
    { line: row.line, column: COLUMN_NAME.status },
    'Expect its invoices in a later payment; if this one was imported before, take its booking back by hand.',
  );
}

function othersOf({ line, header, cells }: Row): KeptColumns {
  const read = new Set(header.at.values());
  const columns: Record<string, string> = {};
  cells.forEach((text, place) => {
    const name = header.names[place];
    if (name !== undefined && name !== '' && text !== '' && !read.has(place)) columns[name] = text;
  });
  return { line, columns };
}
