import { CodecError, type Warning } from '../problem.ts';
import { comparableName, delimiterOf, firstLines, textOf, textRecords } from '../text-table.ts';
import { type Header, headerOf, type InvoiceColumn, type PaymentColumn } from './columns.ts';

export interface Row {
  /** Of the file, from 1. */
  line: number;
  header: Header;
  cells: readonly string[];
}

export interface Tables {
  headers: Header[];
  rows: Row[];
  warnings: Warning[];
}

/** Every row of the tables of a file, wherever in it they begin and however its columns are ordered. Throws CodecError. */
export function readTables(bytes: Uint8Array): Tables {
  const warnings: Warning[] = [];
  const text = textOf(bytes, warnings);
  const headers: Header[] = [];
  const rows: Row[] = [];
  let header: Header | undefined;
  for (const { line, cells } of textRecords(text, delimiterOfTable(text))) {
    if (cells.every((cell) => cell === '')) continue;
    const found = headerOf(cells, line);
    if (found) {
      header = found;
      headers.push(found);
      warnOfUnread(found, warnings);
    } else if (header === undefined || isTitle(cells)) {
      // A title, or the name of the report and who drew it: nothing of it is a row.
    } else if (/^(grand)?total/.test(comparableName(cells.find((cell) => cell !== '') ?? ''))) {
      warnings.push({ code: 'total-row-skipped', message: `Line ${line} is a total, not a row.`, place: { line } });
    } else {
      rows.push({ line, header, cells });
    }
  }
  if (headers.length > 0) return { headers, rows, warnings };
  throw new CodecError(
    'remittance-table-missing',
    'The file has no table with a column Payment Number',
    { line: 1 },
    'Hand in the CSV export of Vendor Central (Payments, Remittances) as it was downloaded, or an X12 820.',
  );
}

/** The cell of a column, without what spreadsheets put around it; empty where the file has no such column. */
export function cell({ cells, header }: Row, column: PaymentColumn | InvoiceColumn): string {
  const place = header.at.get(column);
  return place === undefined ? '' : (cells[place] ?? '');
}

/** By the header, which holds no amounts whose commas could be counted. */
function delimiterOfTable(text: string): string {
  return delimiterOf(firstLines(text).find((line) => /payment\W{0,3}(number|no|id)/i.test(line)) ?? '');
}

/** `Payments`, `Invoices`: one word that stands alone above a table. */
function isTitle(cells: readonly string[]): boolean {
  const filled = cells.filter((text) => text !== '');
  return (
    filled.length === 1 &&
    /^(payments?|invoices?|remittances?)(details|summary)?$/.test(comparableName(filled[0] ?? ''))
  );
}

/** Amazon's own columns that we keep and do not need. */
const EXPECTED = new Set(['exchangerate', 'paymenttype', 'transactiontype', 'transactiondescription', 'description']);

function warnOfUnread({ names, at, line }: Header, warnings: Warning[]): void {
  const read = new Set(at.values());
  names.forEach((name, place) => {
    if (name === '' || read.has(place) || EXPECTED.has(comparableName(name))) return;
    const message = `Column '${name}' is not known; it was kept and not read.`;
    warnings.push({ code: 'column-unknown', message, place: { line, column: name } });
  });
}
