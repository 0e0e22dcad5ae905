import { CodecError } from '../../codec/problem.ts';
import { comparableName, delimiterOf, firstLines, textOf, textRecords } from '../../codec/table/records.ts';
import { BadInput, complaintOf } from './failure.ts';
import { wholeFile } from './file-source.ts';
import type { Terminal } from './terminal.ts';

export interface ListRow<Column extends string> {
  line: number;
  cells: Record<Column, string>;
}

/**
 * A short list from a file: CSV or TSV with a header that names the columns in any order, or without one and in the
 * order given here. Empty lines and cells are allowed; what is missing is an empty text.
 */
export async function listFile<Column extends string>(
  path: string,
  columns: readonly Column[],
  terminal: Terminal,
): Promise<ListRow<Column>[]> {
  const text = textOf(await wholeFile(path, terminal), []);
  const [first = ''] = firstLines(text);
  const records = recordsOf(text, delimiterOf(first), path).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [head] = records;
  if (!head)
    throw new BadInput('file-empty', `${path} is empty`, path, `Write a line for each: ${columns.join(', ')}.`);
  const names = head.cells.map(comparableName);
  const known = columns.map(comparableName);
  const hasHeader = names.some((name) => known.includes(name));
  const places = columns.map((_column, index) => (hasHeader ? names.indexOf(known[index] ?? '') : index));
  return records.slice(hasHeader ? 1 : 0).map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.map((column, index) => [column, cells[places[index] ?? -1] ?? ''])) as Record<
      Column,
      string
    >,
  }));
}

function recordsOf(text: string, delimiter: string, path: string) {
  try {
    return textRecords(text, delimiter);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    const { code, message, place, hint } = complaintOf(error);
    throw new BadInput(code, message, `${path}, ${place}`, hint, { cause: error });
  }
}

/** One line of a list that cannot be used: nothing of the list is. */
export function badRow(path: string, line: number, message: string, hint: string): BadInput {
  return new BadInput('list-line-invalid', message, `${path}, line ${line}`, hint);
}
