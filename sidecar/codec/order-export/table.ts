import { type ExportForm, readTables as readAnyTables, type Row as TableRow } from '../table/read.ts';
import { delimiterOf, firstLines } from '../table/records.ts';
import {
  COLUMN_SETTING,
  type Column,
  type HeaderReader,
  headerReader,
  lackedBy,
  type OwnColumnNames,
  type TableKind,
} from './columns.ts';

export type Row = TableRow<TableKind, Column>;

/** The first line that is a header by one of the delimiters. */
export function headerLineOf(text: string, headerOf: HeaderReader): string | undefined {
  return firstLines(text).find((line) => headerOf(cellsOf(line), 1) !== undefined);
}

/** The first line of enough cells to be the header of something, were its names known. */
export function unknownHeaderOf(text: string): string[] | undefined {
  return firstLines(text)
    .map((line) => cellsOf(line).map((cell) => cell.trim()))
    .find((cells) => cells.filter((cell) => /\p{L}/u.test(cell)).length >= FEWEST_COLUMNS);
}

/** A number, a product, how many, and one more: fewer may be a list of anything. */
const FEWEST_COLUMNS = 4;

function cellsOf(line: string): string[] {
  return line.split(delimiterOf(line)).map((cell) => cell.replaceAll('"', ''));
}

const FORM: Omit<ExportForm<TableKind, Column>, 'headerOf' | 'headerLineOf' | 'missing'> = {
  isTitle: (filled) => filled.length === 1,
  total: /^(grand)?total|^gesamt|^summe/,
  expected: new Set(
    [
      'title',
      'titel',
      'titre',
      'titolo',
      'título',
      'producttitle',
      'productgroup',
      'listprice',
      'discount',
      'condition',
    ]
      .concat(['expecteddate', 'expectedhandoffdate', 'expectedshipdate', 'quantityreceived', 'quantityoutstanding'])
      .concat(['previouslyconfirmedquantity', 'totalcost', 'totalcases', 'totalunits', 'isbackorder', 'backordered'])
      .concat(['paymentmethod', 'itempackagequantity', 'receivedquantity', 'submittedtotalcost']),
  ),
};

export function readTables(bytes: Uint8Array, own: OwnColumnNames = {}) {
  const headerOf = headerReader(own);
  return readAnyTables(bytes, {
    ...FORM,
    headerOf,
    headerLineOf: (text) => headerLineOf(text, headerOf),
    missing: (text) => missing(text, own),
  });
}

function missing(text: string, own: OwnColumnNames) {
  const code = 'order-table-missing';
  const asDownloaded =
    'Hand in the CSV export of Vendor Central (Orders, Purchase orders, Export items) as it was downloaded.';
  const names = unknownHeaderOf(text);
  if (!names) {
    const message = 'The file has no table with a column PO beside products or windows';
    return { code, message, hint: asDownloaded };
  }
  const { words, settings } = lackedBy(names, own);
  const places = settings.map((column) => `${COLUMN_SETTING}.${column}`).join(' or ');
  return {
    code,
    message: `No table of purchase orders is known in the file: ${words}; its columns are ${names.join(', ')}`,
    hint: `${asDownloaded} Where Vendor Central calls a column otherwise, write that name into the settings of the account: ${places}.`,
  };
}
