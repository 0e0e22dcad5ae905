import { CodecError, type Warning } from '../problem.ts';
import { comparableName, delimiterOf, textOf, textRecords } from './records.ts';

/** The head of one table of an export. */
export interface Header<Kind extends string, Column extends string> {
  kind: Kind;
  /** Of the file, from 1. */
  line: number;
  /** Place of each column that is read, from 0. */
  at: ReadonlyMap<Column, number>;
  /** As written, by place. */
  names: readonly string[];
}

export interface Row<Kind extends string, Column extends string> {
  /** Of the file, from 1. */
  line: number;
  header: Header<Kind, Column>;
  cells: readonly string[];
}

/** What one export of Vendor Central looks like. */
export interface ExportForm<Kind extends string, Column extends string> {
  /** Undefined for a row that is no header. */
  headerOf(cells: readonly string[], line: number): Header<Kind, Column> | undefined;
  /** The line of a text whose delimiter counts: a header holds no amounts whose commas could be taken for one. */
  headerLineOf(text: string): string | undefined;
  /** Whether a row of these cells stands above or between tables. */
  isTitle(filled: readonly string[]): boolean;
  /** Begins a row of sums; compared as `comparableName` has it. */
  total: RegExp;
  /** Columns of Amazon's own that are kept and not needed; compared likewise. */
  expected: ReadonlySet<string>;
  /** For a file that has no such table. */
  missing(text: string): { code: string; message: string; hint: string };
}

/** Every row of the tables of a file, wherever in it they begin and however its columns are ordered. Throws CodecError. */
export function readTables<Kind extends string, Column extends string>(
  bytes: Uint8Array,
  form: ExportForm<Kind, Column>,
): { headers: Header<Kind, Column>[]; rows: Row<Kind, Column>[]; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const text = textOf(bytes, warnings);
  const headers: Header<Kind, Column>[] = [];
  const rows: Row<Kind, Column>[] = [];
  let header: Header<Kind, Column> | undefined;
  for (const { line, cells } of textRecords(text, delimiterOf(form.headerLineOf(text) ?? ''))) {
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length === 0) continue;
    const found = form.headerOf(cells, line);
    if (found) {
      header = found;
      headers.push(found);
      warnOfUnread(found, form.expected, warnings);
    } else if (header === undefined || form.isTitle(filled)) {
      // The name of the report, who drew it, a title above the second table: nothing of it is a row.
    } else if (form.total.test(comparableName(filled[0] ?? ''))) {
      warnings.push({ code: 'total-row-skipped', message: `Line ${line} is a total, not a row.`, place: { line } });
    } else {
      rows.push({ line, header, cells });
    }
  }
  if (headers.length > 0) return { headers, rows, warnings };
  const { code, message, hint } = form.missing(text);
  throw new CodecError(code, message, { line: 1 }, hint);
}

/** The cell of a column; empty where the file has no such column. */
export function cell<Kind extends string, Column extends string>(
  { cells, header }: Row<Kind, Column>,
  column: Column,
): string {
  const place = header.at.get(column);
  return place === undefined ? '' : (cells[place] ?? '');
}

function warnOfUnread<Kind extends string, Column extends string>(
  { names, at, line }: Header<Kind, Column>,
  expected: ReadonlySet<string>,
  warnings: Warning[],
): void {
  const read = new Set(at.values());
  names.forEach((name, place) => {
    if (name === '' || read.has(place) || expected.has(comparableName(name))) return;
    const message = `Column '${name}' is not known; it was kept and not read.`;
    warnings.push({ code: 'column-unknown', message, place: { line, column: name } });
  });
}
