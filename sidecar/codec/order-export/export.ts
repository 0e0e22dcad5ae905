import type { CalendarDay, Window } from '../../domain/calendar.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import type { Party } from '../../domain/party.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import { CodecError, type Warning } from '../problem.ts';
import { type DecimalMark, decimalMarkOf } from '../table/amount.ts';
import { type DateOrder, dateOrderOf } from '../table/date.ts';
import { cell } from '../table/read.ts';
import { comparableName } from '../table/records.ts';
import { brokenCell, type CellReader, cellReader } from './cells.ts';
import { COLUMN_NAME, COLUMN_SETTING, type Column, type Header, type OwnColumnNames } from './columns.ts';
import { readLine } from './line.ts';
import { type Row, readTables } from './table.ts';

/** What a person or the account says where the file does not decide by itself. */
export interface OrderExportOptions {
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
  /** Names of columns beside those that are known. */
  columnNames?: OwnColumnNames | undefined;
  /** The day of an order of which the file says none. */
  receivedOn: CalendarDay;
}

/** One order of the export, or why it could not be read. */
export type ReadOrder =
  | {
      kind: 'order';
      document: PurchaseOrder;
      warnings: Warning[];
      /** Closed or taken back in Vendor Central: there is nothing to answer any more. */
      isClosed: boolean;
    }
  | { kind: 'refused'; purchaseOrderNumber: string; error: CodecError };

export interface ReadOrderExport {
  orders: ReadOrder[];
  /** About the file, not about one order. */
  warnings: Warning[];
}

/**
 * Reads an export of purchase orders from Vendor Central: what is ordered, and, in the same file or not, the table
 * of the orders with their windows. A row that cannot be read refuses its order, all of it and no other: half an
 * order would be answered as if it were whole. Throws CodecError where the file as a whole cannot be read.
 */
export function readOrderExport(bytes: Uint8Array, options: OrderExportOptions): ReadOrderExport {
  const { headers, rows, warnings } = readTables(bytes, options.columnNames);
  checkColumns(headers);
  const read = cellReader({
    dateOrder: dateOrderOf(valuesOf(rows, DATES)) ?? options.dateOrder,
    decimalMark: decimalMarkOf(valuesOf(rows, ['unitCost'])) ?? options.decimalMark,
  });
  const orders: ReadOrder[] = [];
  const byNumber = new Map<string, { number: string; rows: Row[] }>();
  for (const row of rows) {
    const number = numberIn(row, read, orders);
    if (number === undefined) continue;
    const order = byNumber.get(purchaseOrderKey(number)) ?? { number, rows: [] };
    order.rows.push(row);
    byNumber.set(purchaseOrderKey(number), order);
  }
  for (const order of byNumber.values()) {
    try {
      orders.push(readOrder(order.number, order.rows, read, options.receivedOn));
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      orders.push({ kind: 'refused', purchaseOrderNumber: order.number, error });
    }
  }
  return { orders, warnings };
}

const DATES: readonly Column[] = ['orderedOn', 'windowStart', 'windowEnd'];

function checkColumns(headers: readonly Header[]): void {
  const items = headers.find(({ kind }) => kind === 'items');
  const [first] = headers;
  if (!items) {
    throw new CodecError(
      'order-items-missing',
      'The file lists orders and not what is ordered on them',
      { line: first?.line ?? 1 },
      'Export the items as well (Orders, Purchase orders, Export items): by themselves or in the same file.',
    );
  }
  for (const { kind, at, line, names } of headers) {
    if (kind !== 'items' || at.has('quantityOrdered')) continue;
    const column = COLUMN_NAME.quantityOrdered;
    throw new CodecError(
      'column-missing',
      `The table of items has no column ${column}; it has ${names.filter((name) => name !== '').join(', ')}`,
      { line, column },
      `Export the items with all their columns, or write the name that it has there into the settings of the account: ${COLUMN_SETTING}.quantityOrdered.`,
    );
  }
}

function* valuesOf(rows: readonly Row[], columns: readonly Column[]): Generator<string> {
  for (const row of rows) for (const column of columns) yield cell(row, column);
}

/** A row without an order refuses itself: whichever order it belongs to, the others are whole. */
function numberIn(row: Row, read: CellReader, orders: ReadOrder[]): string | undefined {
  try {
    return read.number(row);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    orders.push({ kind: 'refused', purchaseOrderNumber: '', error });
    return undefined;
  }
}

function readOrder(number: string, rows: readonly Row[], read: CellReader, receivedOn: CalendarDay): ReadOrder {
  const warnings: Warning[] = [];
  for (const row of rows) read.checkWidth(row);
  const items = rows.filter(({ header }) => header.kind === 'items');
  const [first] = rows;
  if (!items[0] || !first) {
    const hint = 'Export the items of this order as well, or leave the order out.';
    const place = { line: first?.line ?? 1 };
    throw new CodecError('order-items-missing', `Nothing in the file says what is ordered on ${number}`, place, hint);
  }
  if (!/^[A-Z0-9]{8}$/i.test(number)) {
    const message = `'${number}' is not eight letters and digits.`;
    warnings.push({ code: 'purchase-order-number-unusual', message, place: { line: first.line } });
  }
  const orderedOn = same(rows, 'orderedOn', (row) => read.date(row, 'orderedOn'));
  if (orderedOn === undefined) {
    const message = `Nothing says when ${number} was ordered; it was taken for ordered on the day it came.`;
    warnings.push({ code: 'order-date-missing', message, place: { line: first.line } });
  }
  const vendorCode = same(rows, 'vendorCode', (row) => vendorCodeIn(cell(row, 'vendorCode')));
  const currency = same(rows, 'currency', (row) => read.currency(row));
  const shipTo = same(rows, 'shipTo', (row) => shipToIn(cell(row, 'shipTo')));
  const payment = same(rows, 'freightTerms', (row) => methodOfPayment(cell(row, 'freightTerms')));
  const document: PurchaseOrder = {
    number,
    type: 'regular',
    orderedOn: orderedOn ?? receivedOn,
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(currency === undefined ? {} : { currency }),
    ...(shipTo === undefined ? {} : { shipTo }),
    ...windowOf(rows, read, payment, warnings),
    ...(payment === undefined ? {} : { methodOfPayment: payment }),
    notes: [],
    lines: items.map((row, index) => readLine(row, index + 1, read, warnings)),
  };
  const isClosed = rows.some((row) => CLOSED.test(cell(row, 'orderStatus')));
  const answered = items.filter((row) => (read.count(row, 'quantityConfirmed') ?? 0) > 0);
  if (answered[0]) {
    const message = `Vendor Central shows ${answered.length} of ${items.length} lines of ${number} as answered already.`;
    const place = { line: answered[0].line, column: COLUMN_NAME.quantityConfirmed };
    warnings.push({ code: 'order-answered-elsewhere', message, place });
  }
  return { kind: 'order', document, warnings, isClosed };
}

const CLOSED = /clos|cancel|geschlossen|abgeschlossen|storniert|clôtur|annul|chius|cerrad/i;

/** What all rows of an order that say it say alike; refused where they do not. */
function same<Value>(rows: readonly Row[], column: Column, read: (row: Row) => Value | undefined): Value | undefined {
  let found: { value: Value; text: string } | undefined;
  for (const row of rows) {
    const value = read(row);
    if (value === undefined) continue;
    const text = JSON.stringify(value);
    if (found !== undefined && found.text !== text) {
      const hint = 'An order has one; compare with Vendor Central, and correct the row or export again.';
      throw brokenCell(
        row,
        column,
        'order-rows-differ',
        `is '${cell(row, column)}', other rows of the order say other`,
        hint,
      );
    }
    found = { value, text };
  }
  return found?.value;
}

/** `NGK7U` or `NGK7U - Northgate Kitchenware`. */
function vendorCodeIn(text: string): string | undefined {
  return /^[A-Z0-9]{4,6}(?=\s*-|\s*$)/i.exec(text)?.[0]?.toUpperCase();
}

/** `PHX7` or `PHX7 - Goodyear, AZ`. */
function shipToIn(text: string): Party | undefined {
  if (text === '') return undefined;
  const [, id = '', name = ''] = /^([A-Z0-9]{3,5})(?:\s*[-–:,(]\s*(.*?)\)?)?$/i.exec(text) ?? [];
  if (id === '') return { name: text };
  return { id: id.toUpperCase(), idKind: 'assigned-by-buyer', ...(name === '' ? {} : { name }) };
}

/** By the code of X12 element 146, as the other roads say it. */
function methodOfPayment(text: string): string | undefined {
  const name = comparableName(text);
  if (/collect|unfrei|portdû|portodovuto|porteadebid/.test(name)) return 'CC';
  return /prepaid|freihaus|frankiert|portpayé|portofranco|portespagad/.test(name) ? 'PP' : undefined;
}

const SHIP = /ship|pick|handoff|collect|abhol|versand|enlèv|expédi|ritir|spedizion|recog|envío/;
const DELIVERY = /deliver|arriv|liefer|anlief|livrais|conseg|entreg/;

/** Which of the two windows it is says its type, else who pays the freight, else the name of its column. */
function windowOf(
  rows: readonly Row[],
  read: CellReader,
  payment: string | undefined,
  warnings: Warning[],
): Pick<PurchaseOrder, 'shipWindow' | 'deliveryWindow'> {
  const start = same(rows, 'windowStart', (row) => read.date(row, 'windowStart'));
  const end = same(rows, 'windowEnd', (row) => read.date(row, 'windowEnd'));
  const [from, to] = [start ?? end, end ?? start];
  const line = rows[0]?.line ?? 1;
  const place = { line, column: COLUMN_NAME.windowStart };
  if (from === undefined || to === undefined) {
    warnings.push({ code: 'window-missing', message: 'The order names no window.', place });
    return {};
  }
  if (start === undefined || end === undefined) {
    const message = 'Only one end of the window is given; it was read as that single day.';
    warnings.push({ code: 'window-one-sided', message, place });
  }
  if (from > to) {
    const message = `The window ends on ${to}, before it begins on ${from}; its ends were exchanged.`;
    warnings.push({ code: 'window-inverted', message, place });
  }
  const window: Window = from > to ? { from: to, to: from } : { from, to };
  const type = comparableName(rows.map((row) => cell(row, 'windowType')).find((text) => text !== '') ?? '');
  const headers = rows.map(({ header }) => comparableName(header.names[header.at.get('windowStart') ?? -1] ?? ''));
  if (DELIVERY.test(type)) return { deliveryWindow: window };
  if (SHIP.test(type)) return { shipWindow: window };
  if (payment !== undefined) return payment === 'CC' ? { shipWindow: window } : { deliveryWindow: window };
  if (headers.some((name) => name.startsWith('shipwindow'))) return { shipWindow: window };
  if (!headers.some((name) => name.startsWith('deliverywindow'))) {
    const message = 'Nothing says whether the window is for shipping or for delivery; it was read as for delivery.';
    warnings.push({ code: 'window-type-missing', message, place: { line, column: COLUMN_NAME.windowType } });
  }
  return { deliveryWindow: window };
}
