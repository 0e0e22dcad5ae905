import { CodecError, type Warning } from '../problem.ts';
import { comparableName, delimiterOf, firstLines, textOf, textRecords } from '../text-table.ts';
import { type Column, type Header, headerOf } from './columns.ts';

export interface Row {
  /** Of the file, from 1. */
  line: number;
  header: Header;
  cells: readonly string[];
}

/** Every row of the tables of a file, wherever in it they begin and however its columns are ordered. Throws CodecError. */
export function readTables(bytes: Uint8Array): { headers: Header[]; rows: Row[]; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const text = textOf(bytes, warnings);
  const headers: Header[] = [];
  const rows: Row[] = [];
  let header: Header | undefined;
  for (const { line, cells } of textRecords(text, delimiterOf(headerLineOf(text) ?? ''))) {
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length === 0) continue;
    const found = headerOf(cells, line);
    if (found) {
      header = found;
      headers.push(found);
      warnOfUnread(found, warnings);
    } else if (header === undefined || filled.length === 1) {
      // The name of the report, who drew it, a title above the second table: nothing of it is a row.
    } else if (/^(grand)?total|^gesamt|^summe/.test(comparableName(filled[0] ?? ''))) {
      warnings.push({ code: 'total-row-skipped', message: `Line ${line} is a total, not a row.`, place: { line } });
    } else {
      rows.push({ line, header, cells });
    }
  }
  if (headers.length > 0) return { headers, rows, warnings };
  throw new CodecError(
    'order-table-missing',
    'The file has no table with a column PO beside products or windows',
    { line: 1 },
    'Hand in the CSV export of Vendor Central (Orders, Purchase orders, Export items) as it was downloaded.',
  );
}

/** The first line that is a header by one of the delimiters. */
export function headerLineOf(text: string): string | undefined {
  return firstLines(text).find((line) => {
    const cells = line.split(delimiterOf(line)).map((cell) => cell.replaceAll('"', ''));
    return headerOf(cells, 1) !== undefined;
  });
}

/** The cell of a column; empty where the file has no such column. */
export function cell({ cells, header }: Row, column: Column): string {
  const place = header.at.get(column);
  return place === undefined ? '' : (cells[place] ?? '');
}

/** Amazon's own columns that we keep and do not need. */
const EXPECTED: ReadonlySet<string> = new Set(
  ['title', 'titel', 'titre', 'titolo', 'título', 'producttitle', 'productgroup', 'listprice', 'discount', 'condition']
    .concat(['expecteddate', 'expectedhandoffdate', 'expectedshipdate', 'quantityreceived', 'quantityoutstanding'])
    .concat(['previouslyconfirmedquantity', 'totalcost', 'totalcases', 'totalunits', 'isbackorder', 'backordered'])
    .concat(['paymentmethod', 'itempackagequantity', 'receivedquantity', 'submittedtotalcost']),
);

function warnOfUnread({ names, at, line }: Header, warnings: Warning[]): void {
  const read = new Set(at.values());
  names.forEach((name, place) => {
    if (name === '' || read.has(place) || EXPECTED.has(comparableName(name))) return;
    const message = `Column '${name}' is not known; it was kept and not read.`;
    warnings.push({ code: 'column-unknown', message, place: { line, column: name } });
  });
}
