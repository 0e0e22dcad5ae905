import { parse } from 'csv-parse/sync';

/** One column of a file that a person enters in Vendor Central. */
export interface FileColumn<Row> {
  head: string;
  /** A number stands as it is: digits, at most one minus and one point. Undefined: an empty cell. */
  cell(row: Row): string | number | undefined;
}

/** Spreadsheets take a file for the alphabet of the country that they stand in, unless it begins with this. */
const BYTE_ORDER_MARK = '\ufeff';

/** RFC 4180: commas, CRLF, quotation marks where a cell needs them. */
export function writeTable<Row>(columns: readonly FileColumn<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => safe(cell(row))))];
  return `${BYTE_ORDER_MARK}${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

/** What `writeTable` wrote: names and cells as they were before they were made safe. Undefined for any other text. */
export function readTable(text: string): { heads: string[]; rows: string[][] } | undefined {
  if (!text.startsWith(BYTE_ORDER_MARK)) return undefined;
  const [heads, ...rows] = parse(text, { bom: true, relax_column_count: true }) as string[][];
  return heads && { heads, rows: rows.map((cells) => cells.map(plain)) };
}

/** A spreadsheet runs what begins so, also with blanks before it and in the wide form of Japanese keyboards. */
const FORMULA = /^[\s'’]*[=+\-@＝＋－＠]|^['’]*[\t\r\n]/;

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** What Amazon or the shop wrote must not run in a spreadsheet of whoever opens the file: an apostrophe makes it text. */
function safe(cell: string | number | undefined): string {
  const text = String(cell ?? '');
  return FORMULA.test(text) && !DECIMAL.test(text) ? `'${text}` : text;
}

function plain(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
