import type { CalendarDay } from '../../domain/calendar.ts';
import type { DecimalText } from '../../domain/money.ts';
import { CodecError } from '../problem.ts';
import { type DecimalMark, readAmount } from './amount.ts';
import { COLUMN_NAME, type InvoiceColumn, type PaymentColumn } from './columns.ts';
import { type DateOrder, readDate } from './date.ts';
import { cell, type Row } from './table.ts';

type Column = PaymentColumn | InvoiceColumn;

/** Reads the cells of a row by what the whole file has decided. Throws CodecError with line and column. */
export interface RowReader {
  paymentNumber(row: Row): string;
  reference(row: Row): string;
  amount(row: Row, column: Column): DecimalText;
  optionalAmount(row: Row, column: Column): DecimalText | undefined;
  date(row: Row, column: Column): CalendarDay | undefined;
  currencyOf(rows: readonly Row[]): string | undefined;
  checkWidth(row: Row): void;
}

export function rowReader(file: { dateOrder: DateOrder | undefined; decimalMark: DecimalMark | undefined }): RowReader {
  const amount = (row: Row, column: Column): DecimalText | undefined => {
    const text = cell(row, column);
    if (text === '') return undefined;
    const reading = readAmount(text, file.decimalMark ?? (hasNoCents(cell(row, 'currency')) ? '.' : undefined));
    if ('value' in reading) return reading.value;
    if (reading.problem === 'ambiguous') {
      const hint = 'Say whether the file has decimal points or commas: --decimals point or --decimals comma.';
      throw broken(row, column, 'amount-ambiguous', `is '${text}', a thousand or one and a bit`, hint);
    }
    const hint = 'Correct the amount, or export the file again without opening it in a spreadsheet.';
    throw broken(row, column, 'amount-unreadable', `is '${text}', which is no amount`, hint);
  };
  return {
    paymentNumber: (row) => numberIn(row, 'paymentNumber'),
    reference: (row) => numberIn(row, 'reference'),
    amount(row, column) {
      const value = amount(row, column);
      if (value !== undefined) return value;
      throw broken(row, column, 'amount-missing', 'is empty', 'Enter the amount as Vendor Central shows it.');
    },
    optionalAmount: amount,
    date(row, column) {
      const text = cell(row, column);
      if (text === '') return undefined;
      const reading = readDate(text, file.dateOrder);
      if ('day' in reading) return reading.day;
      if (reading.problem === 'ambiguous') {
        const hint = 'Say whether the month or the day comes first: --dates month-first or --dates day-first.';
        throw broken(row, column, 'date-ambiguous', `is '${text}', one of two days`, hint);
      }
      const hint = 'Write the date as 2026-08-12, or export the file again without opening it in a spreadsheet.';
      throw broken(row, column, 'date-unreadable', `is '${text}', which is no date`, hint);
    },
    currencyOf(rows) {
      const stated = rows.filter((row) => cell(row, 'currency') !== '');
      const currency = stated[0] && cell(stated[0], 'currency').toUpperCase();
      for (const row of stated) {
        const own = cell(row, 'currency').toUpperCase();
        if (!/^[A-Z]{3}$/.test(own)) {
          const hint = 'Write the currency by its three letters.';
          throw broken(row, 'currency', 'currency-unreadable', `is '${own}'`, hint);
        }
        if (own !== currency) {
          const hint = 'Export each currency by itself; amounts of two currencies cannot be added up.';
          throw broken(row, 'currency', 'currencies-mixed', `is ${own}, the payment is in ${currency}`, hint);
        }
      }
      return currency;
    },
    checkWidth(row) {
      const { cells, header, line } = row;
      const beyond = cells.slice(header.names.length).filter((text) => text !== '');
      if (beyond.length === 0) return;
      throw new CodecError(
        'column-count-differs',
        `Line ${line} has ${cells.length} cells, the header ${header.names.length}`,
        { line, column: `${header.names.length + 1}` },
        'Look for an amount with a thousands separator that has lost its quotation marks.',
      );
    },
  };
}

function numberIn(row: Row, column: 'paymentNumber' | 'reference'): string {
  const text = cell(row, column);
  if (text === '') {
    const hint = 'Enter the number as Vendor Central shows it, or remove the row if it is none.';
    throw broken(row, column, 'number-missing', 'is empty', hint);
  }
  if (/^\d([.,]\d+)?E\+\d+$/i.test(text)) {
    const hint = 'A spreadsheet has cut the number short: export the file again and import it unopened.';
    throw broken(row, column, 'number-damaged', `is '${text}'`, hint);
  }
  return text;
}

/** Money without cents: its separators can only part thousands. */
function hasNoCents(currency: string): boolean {
  return /^(JPY|KRW|VND|CLP)$/i.test(currency);
}

function broken({ line }: Row, column: Column, code: string, what: string, hint: string): CodecError {
  const name = COLUMN_NAME[column];
  return new CodecError(code, `Line ${line}: ${name} ${what}`, { line, column: name }, hint);
}
