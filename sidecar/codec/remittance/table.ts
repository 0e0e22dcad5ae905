import { type ExportForm, readTables as readAnyTables, type Row as TableRow } from '../table/read.ts';
import { comparableName, firstLines } from '../table/records.ts';
import { type Column, headerOf, type TableKind } from './columns.ts';

export type Row = TableRow<TableKind, Column>;

const FORM: ExportForm<TableKind, Column> = {
  headerOf,
  headerLineOf: (text) => firstLines(text).find((line) => /payment\W{0,3}(number|no|id)/i.test(line)),
  // `Payments`, `Invoices`: one word that stands alone above a table.
  isTitle: (filled) =>
    filled.length === 1 &&
    /^(payments?|invoices?|remittances?)(details|summary)?$/.test(comparableName(filled[0] ?? '')),
  total: /^(grand)?total/,
  expected: new Set(['exchangerate', 'paymenttype', 'transactiontype', 'transactiondescription', 'description']),
  missing: () => ({
    code: 'remittance-table-missing',
    message: 'The file has no table with a column Payment Number',
    hint: 'Hand in the CSV export of Vendor Central (Payments, Remittances) as it was downloaded, or an X12 820.',
  }),
};

export function readTables(bytes: Uint8Array) {
  return readAnyTables(bytes, FORM);
}
