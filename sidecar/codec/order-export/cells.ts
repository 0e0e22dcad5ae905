import type { CalendarDay } from '../../domain/calendar.ts';
import type { DecimalText } from '../../domain/money.ts';
import { CodecError } from '../problem.ts';
import { type DecimalMark, readAmount } from '../remittance/amount.ts';
import { type DateOrder, readDate } from '../remittance/date.ts';
import { COLUMN_NAME, type Column } from './columns.ts';
import { cell, type Row } from './table.ts';

/** Reads the cells of a row by what the whole file has decided. Throws CodecError with line and column. */
export interface CellReader {
  number(row: Row): string;
  /** An id as it stands; refused where a spreadsheet has cut it short. */
  id(row: Row, column: Column): string | undefined;
  cost(row: Row): DecimalText | undefined;
  count(row: Row, column: Column): number | undefined;
  date(row: Row, column: Column): CalendarDay | undefined;
  currency(row: Row): string | undefined;
  checkWidth(row: Row): void;
}

export function cellReader(file: {
  dateOrder: DateOrder | undefined;
  decimalMark: DecimalMark | undefined;
}): CellReader {
  const amount = (row: Row, column: Column, mark: DecimalMark | undefined): DecimalText | undefined => {
    const text = cell(row, column);
    if (text === '') return undefined;
    const reading = readAmount(text, mark);
    if ('value' in reading) return reading.value;
    if (reading.problem === 'ambiguous') {
      const hint = 'Say whether the file has decimal points or commas: --decimals point or --decimals comma.';
      throw brokenCell(row, column, 'amount-ambiguous', `is '${text}', a thousand or one and a bit`, hint);
    }
    const hint = 'Correct it, or export the file again without opening it in a spreadsheet.';
    throw brokenCell(row, column, 'amount-unreadable', `is '${text}', which is no number`, hint);
  };
  const id = (row: Row, column: Column): string | undefined => {
    const text = cell(row, column);
    if (/^\d([.,]\d+)?E\+\d+$/i.test(text)) {
      const hint = 'A spreadsheet has cut the number short: export the file again and import it unopened.';
      throw brokenCell(row, column, 'number-damaged', `is '${text}'`, hint);
    }
    return text === '' ? undefined : text;
  };
  return {
    number(row) {
      const number = id(row, 'purchaseOrderNumber');
      if (number !== undefined) return number;
      const hint = 'Enter the number as Vendor Central shows it, or remove the row if it is none.';
      throw brokenCell(row, 'purchaseOrderNumber', 'number-missing', 'is empty', hint);
    },
    id,
    cost: (row) => amount(row, 'unitCost', file.decimalMark),
    count(row, column) {
      const text = cell(row, column);
      // Whole numbers: a separator with three digits behind it can only part thousands.
      const value = amount(row, column, /^\d{1,3}\.\d{3}$/.test(text) ? ',' : '.');
      if (value === undefined) return undefined;
      const count = Number(value);
      if (Number.isSafeInteger(count) && count >= 0) return count;
      const hint = 'Compare with Vendor Central: a quantity is a whole number, and 0 where Amazon took the line back.';
      throw brokenCell(row, column, 'quantity-invalid', `is '${text}'`, hint);
    },
    date(row, column) {
      const text = cell(row, column);
      if (text === '') return undefined;
      const reading = readDate(text, file.dateOrder);
      if ('day' in reading) return reading.day;
      if (reading.problem === 'ambiguous') {
        const hint = 'Say whether the month or the day comes first: --dates month-first or --dates day-first.';
        throw brokenCell(row, column, 'date-ambiguous', `is '${text}', one of two days`, hint);
      }
      const hint = 'Write the date as 2026-08-12, or export the file again without opening it in a spreadsheet.';
      throw brokenCell(row, column, 'date-unreadable', `is '${text}', which is no date`, hint);
    },
    currency(row) {
      const text = cell(row, 'currency').toUpperCase();
      if (text === '') return undefined;
      if (/^[A-Z]{3}$/.test(text)) return text;
      const hint = 'Write the currency by its three letters.';
      throw brokenCell(row, 'currency', 'currency-unreadable', `is '${text}'`, hint);
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

export function brokenCell({ line }: Row, column: Column, code: string, what: string, hint: string): CodecError {
  const name = COLUMN_NAME[column];
  return new CodecError(code, `Line ${line}: ${name} ${what}`, { line, column: name }, hint);
}
