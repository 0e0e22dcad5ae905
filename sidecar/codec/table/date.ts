import { type CalendarDay, calendarDay } from '../../domain/calendar.ts';

/** Which of the two numbers of `08/12/2026` is the month. */
export type DateOrder = 'month-first' | 'day-first';

export type DateReading = { day: CalendarDay } | { problem: 'no-date' | 'ambiguous' };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2026-08-12`, `08/12/2026`, `12.08.2026`, `12-Aug-2026`, each with or without a time behind it. */
export function readDate(text: string, fileOrder: DateOrder | undefined): DateReading {
  const plain = text.trim().replace(/[T\s]+\d{1,2}:\d{2}.*$/, '');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const named = /^(\d{1,2})[-\s/.]([A-Za-z]{3})[A-Za-z]*[-\s/.,]+(\d{2}|\d{4})$/.exec(plain);
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1;
    return month === 0 ? { problem: 'no-date' } : dayOf(named[3], String(month), named[1]);
  }
  const numbers = numbersOf(plain);
  if (numbers === undefined) return { problem: 'no-date' };
  const [first, second, year] = numbers;
  // The same day either way, and points between the numbers are a day-first country.
  if (Number(first) === Number(second) || plain.includes('.')) return dayOf(year, second, first);
  const order = orderOf(plain) ?? fileOrder;
  if (order === undefined) return { problem: 'ambiguous' };
  return order === 'month-first' ? dayOf(year, first, second) : dayOf(year, second, first);
}

/** The order of a file: what the dates say of which only one reading is a date; undefined where they do not agree. */
export function dateOrderOf(texts: Iterable<string>): DateOrder | undefined {
  const found = new Set<DateOrder>();
  for (const text of texts) {
    const order = orderOf(text.trim());
    if (order !== undefined) found.add(order);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function orderOf(plain: string): DateOrder | undefined {
  const numbers = numbersOf(plain);
  if (numbers === undefined || plain.includes('.')) return undefined;
  const [first, second] = [Number(numbers[0]), Number(numbers[1])];
  if (first > 12 && second <= 12) return 'day-first';
  return second > 12 && first <= 12 ? 'month-first' : undefined;
}

function numbersOf(plain: string): [string, string, string] | undefined {
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})$/.exec(plain);
  return match ? [match[1] ?? '', match[3] ?? '', match[4] ?? ''] : undefined;
}

function dayOf(year = '', month = '', day = ''): DateReading {
  const century = year.length === 2 ? `20${year}` : year;
  const found = calendarDay(`${century}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return found === undefined ? { problem: 'no-date' } : { day: found };
}
