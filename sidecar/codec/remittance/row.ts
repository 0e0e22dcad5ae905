import type { CalendarDay } from '../../domain/calendar.ts';
import type { DecimalText } from '../../domain/money.ts';
import type { DecimalMark } from '../table/amount.ts';
import { tableCells } from '../table/cells.ts';
import type { DateOrder } from '../table/date.ts';
import { cell } from '../table/read.ts';
import { COLUMN_NAME, type Column, type TableKind } from './columns.ts';
import type { Row } from './table.ts';

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

const cells = tableCells<TableKind, Column>(COLUMN_NAME);

export function rowReader(file: { dateOrder: DateOrder | undefined; decimalMark: DecimalMark | undefined }): RowReader {
  const amount = (row: Row, column: Column): DecimalText | undefined => {
    const mark = file.decimalMark ?? (hasNoCents(cell(row, 'currency')) ? '.' : undefined);
    return cells.amount(row, column, mark, 'amount');
  };
  return {
    paymentNumber: (row) => cells.number(row, 'paymentNumber'),
    reference: (row) => cells.number(row, 'reference'),
    amount(row, column) {
      const value = amount(row, column);
      if (value !== undefined) return value;
      throw cells.broken(row, column, 'amount-missing', 'is empty', 'Enter the amount as Vendor Central shows it.');
    },
    optionalAmount: amount,
    date: (row, column) => cells.date(row, column, file.dateOrder),
    currencyOf(rows) {
      let currency: string | undefined;
      for (const row of rows) {
        const own = cells.currency(row, 'currency');
        currency ??= own;
        if (own !== undefined && own !== currency) {
          const hint = 'Export each currency by itself; amounts of two currencies cannot be added up.';
          throw cells.broken(row, 'currency', 'currencies-mixed', `is ${own}, the payment is in ${currency}`, hint);
        }
      }
      return currency;
    },
    checkWidth: cells.checkWidth,
  };
}

/** Money without cents: its separators can only part thousands. */
function hasNoCents(currency: string): boolean {
  return /^(JPY|KRW|VND|CLP)$/i.test(currency);
}
