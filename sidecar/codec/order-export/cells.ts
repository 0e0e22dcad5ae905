import type { CalendarDay } from '../../domain/calendar.ts';
import type { DecimalText } from '../../domain/money.ts';
import type { DecimalMark } from '../table/amount.ts';
import { tableCells } from '../table/cells.ts';
import type { DateOrder } from '../table/date.ts';
import { cell } from '../table/read.ts';
import { COLUMN_NAME, type Column, type TableKind } from './columns.ts';
import type { Row } from './table.ts';

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

const cells = tableCells<TableKind, Column>(COLUMN_NAME);

export const brokenCell = cells.broken;

export function cellReader(file: {
  dateOrder: DateOrder | undefined;
  decimalMark: DecimalMark | undefined;
}): CellReader {
  return {
    number: (row) => cells.number(row, 'purchaseOrderNumber'),
    id: cells.id,
    cost: (row) => cells.amount(row, 'unitCost', file.decimalMark, 'number'),
    count(row, column) {
      const text = cell(row, column);
      // Whole numbers: a separator with three digits behind it can only part thousands.
      const value = cells.amount(row, column, /^\d{1,3}\.\d{3}$/.test(text) ? ',' : '.', 'number');
      if (value === undefined) return undefined;
      const count = Number(value);
      if (Number.isSafeInteger(count) && count >= 0) return count;
      const hint = 'Compare with Vendor Central: a quantity is a whole number, and 0 where Amazon took the line back.';
      throw brokenCell(row, column, 'quantity-invalid', `is '${text}'`, hint);
    },
    date: (row, column) => cells.date(row, column, file.dateOrder),
    currency: (row) => cells.currency(row, 'currency'),
    checkWidth: cells.checkWidth,
  };
}
