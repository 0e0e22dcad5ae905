import { CsvError, parse } from 'csv-parse/sync';
import { CodecError, type Warning } from '../problem.ts';
import { byteDecoder } from '../x12/decode.ts';

/** One line of cells, or several lines where a cell in quotes goes over them. */
export interface TextRecord {
  /** Of the file, from 1; where the record begins. */
  line: number;
  cells: string[];
}

/** UTF-8, UTF-16 or Latin-1, with what was odd about it. */
export function textOf(bytes: Uint8Array, warnings: Warning[]): string {
  const decoder = byteDecoder((code, message, offset) => warnings.push({ code, message, place: { offset } }));
  return decoder.write(bytes) + decoder.end();
}

/** The records of a table in text, without what spreadsheets put around a cell. Throws CodecError. */
export function textRecords(text: string, delimiter: string): TextRecord[] {
  try {
    const records: TextRecord[] = [];
    let next = 1;
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      on_record(cells: string[], { lines }) {
        // csv-parse counts to where a record ends, and one in quotes may go over several lines.
        records.push({ line: next, cells: cells.map(plainCell) });
        next = lines + 1;
        return undefined;
      },
    });
    return records;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const { lines } = cause as CsvError & { lines?: number };
    throw new CodecError(
      'table-unreadable',
      `The table breaks off: ${cause.message}`,
      { line: lines ?? 1 },
      'Look for a quotation mark without its twin near this line, or export the file again.',
      { cause },
    );
  }
}

const DELIMITERS = [',', ';', '\t'];

/** By a header, which holds no amounts whose commas could be counted. */
export function delimiterOf(header: string): string {
  const count = (sign: string) => header.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** The first lines of a text, to find a header among them. */
export function firstLines(text: string): string[] {
  return text.slice(0, 20_000).split(/\r\n|\r|\n/);
}

/** Names as they are compared: letters and digits only, in lower case. */
export function comparableName(head: string): string {
  return head
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** `="700012345"` keeps a spreadsheet from making a number of it. */
function plainCell(text: string): string {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  return /^="(.*)"$/s.exec(trimmed)?.[1]?.trim() ?? trimmed;
}
