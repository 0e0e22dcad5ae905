import type { CalendarDay } from '../../domain/calendar.ts';
import type { DecimalText } from '../../domain/money.ts';
import { CodecError } from '../problem.ts';
import { type DecimalMark, readAmount } from './amount.ts';
import { type DateOrder, readDate } from './date.ts';
import { cell, type Row } from './read.ts';

/** The cells of a row, read by what the whole file has decided. Each throws CodecError with line and column. */
export interface TableCells<TableRow, Column> {
  /** Undefined where the cell is empty. `noun` is what the cell should hold, in a word. */
  amount(row: TableRow, column: Column, mark: DecimalMark | undefined, noun: string): DecimalText | undefined;
  date(row: TableRow, column: Column, order: DateOrder | undefined): CalendarDay | undefined;
  /** A number as it stands; refused where a spreadsheet has cut it short. */
  id(row: TableRow, column: Column): string | undefined;
  /** The same, of a column that must not be empty. */
  number(row: TableRow, column: Column): string;
  /** Its three letters. */
  currency(row: TableRow, column: Column): string | undefined;
  checkWidth(row: TableRow): void;
  broken(row: TableRow, column: Column, code: string, what: string, hint: string): CodecError;
}

/** `nameOf` is what a person calls a column. */
export function tableCells<Kind extends string, Column extends string>(
  nameOf: Readonly<Record<Column, string>>,
): TableCells<Row<Kind, Column>, Column> {
  type TableRow = Row<Kind, Column>;
  const broken = ({ line }: TableRow, column: Column, code: string, what: string, hint: string) =>
    new CodecError(code, `Line ${line}: ${nameOf[column]} ${what}`, { line, column: nameOf[column] }, hint);
  const id = (row: TableRow, column: Column): string | undefined => {
    const text = cell(row, column);
    if (/^\d([.,]\d+)?E\+\d+$/i.test(text)) {
      const hint = 'A spreadsheet has cut the number short: export the file again and import it unopened.';
      throw broken(row, column, 'number-damaged', `is '${text}'`, hint);
    }
    return text === '' ? undefined : text;
  };
  return {
    broken,
    id,
    number(row, column) {
      const number = id(row, column);
      if (number !== undefined) return number;
      const hint = 'Enter the number as Vendor Central shows it, or remove the row if it is none.';
      throw broken(row, column, 'number-missing', 'is empty', hint);
    },
    amount(row, column, mark, noun) {
      const text = cell(row, column);
      if (text === '') return undefined;
      const reading = readAmount(text, mark);
      if ('value' in reading) return reading.value;
      if (reading.problem === 'ambiguous') {
        const hint = 'Say whether the file has decimal points or commas: --decimals point or --decimals comma.';
        throw broken(row, column, 'amount-ambiguous', `is '${text}', a thousand or one and a bit`, hint);
      }
      const hint = `Correct the ${noun}, or export the file again without opening it in a spreadsheet.`;
      throw broken(row, column, 'amount-unreadable', `is '${text}', which is no ${noun}`, hint);
    },
    date(row, column, order) {
      const text = cell(row, column);
      if (text === '') return undefined;
      const reading = readDate(text, order);
      if ('day' in reading) return reading.day;
      if (reading.problem === 'ambiguous') {
        const hint = 'Say whether the month or the day comes first: --dates month-first or --dates day-first.';
        throw broken(row, column, 'date-ambiguous', `is '${text}', one of two days`, hint);
      }
      const hint = 'Write the date as 2026-08-12, or export the file again without opening it in a spreadsheet.';
      throw broken(row, column, 'date-unreadable', `is '${text}', which is no date`, hint);
    },
    currency(row, column) {
      const text = cell(row, column).toUpperCase();
      if (text === '') return undefined;
      if (/^[A-Z]{3}$/.test(text)) return text;
      throw broken(row, column, 'currency-unreadable', `is '${text}'`, 'Write the currency by its three letters.');
    },
    checkWidth({ cells, header, line }) {
      if (cells.slice(header.names.length).every((text) => text === '')) return;
      throw new CodecError(
        'column-count-differs',
        `Line ${line} has ${cells.length} cells, the header ${header.names.length}`,
        { line, column: `${header.names.length + 1}` },
        'Look for an amount or a title with a separator that has lost its quotation marks.',
      );
    },
  };
}
