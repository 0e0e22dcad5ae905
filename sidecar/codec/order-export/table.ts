import { type ExportForm, readTables as readAnyTables, type Row as TableRow } from '../table/read.ts';
import { delimiterOf, firstLines } from '../table/records.ts';
import { type Column, headerOf, type TableKind } from './columns.ts';

export type Row = TableRow<TableKind, Column>;

/** The first line that is a header by one of the delimiters. */
export function headerLineOf(text: string): string | undefined {
  return firstLines(text).find((line) => {
    const cells = line.split(delimiterOf(line)).map((cell) => cell.replaceAll('"', ''));
    return headerOf(cells, 1) !== undefined;
  });
}

const FORM: ExportForm<TableKind, Column> = {
  headerOf,
  headerLineOf,
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
  missing: {
    code: 'order-table-missing',
    message: 'The file has no table with a column PO beside products or windows',
    hint: 'Hand in the CSV export of Vendor Central (Orders, Purchase orders, Export items) as it was downloaded.',
  },
};

export function readTables(bytes: Uint8Array) {
  return readAnyTables(bytes, FORM);
}
