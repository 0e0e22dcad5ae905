import { type CalendarDay, calendarDay } from '../../domain/calendar.ts';
import { type DecimalText, decimal } from '../../domain/money.ts';

const CCYYMMDD = /^(\d{4})(\d{2})(\d{2})$/;

/** A DT element: `20260814`. Undefined for `00000000`, `20260230` and whatever else is no day. */
export function x12Day(text: string): CalendarDay | undefined {
  const known = days.get(text);
  if (known !== undefined) return known;
  const match = CCYYMMDD.exec(text.trim());
  const day = match ? calendarDay(`${match[1]}-${match[2]}-${match[3]}`) : undefined;
  if (day !== undefined && days.size < 1000) days.set(text, day);
  return day;
}

/** A file has thousands of dates and a few dozen days; checking one against the calendar costs a Date. */
const days = new Map<string, CalendarDay>();

/** The six-digit day of versions before 004010 and of senders who never left them; 80 and above is 19xx. */
export function sixDigitDay(text: string): CalendarDay | undefined {
  const match = /^(\d{2})(\d{4})$/.exec(text.trim());
  return match ? x12Day(`${Number(match[1]) >= 80 ? '19' : '20'}${match[1]}${match[2]}`) : undefined;
}

/** Plain digits that need no arithmetic to be canonical: what nearly every price looks like. */
const CANONICAL = /^(?:0|[1-9]\d{0,15})(?:\.\d{0,8}[1-9])?$/;

/** An R element: explicit point, no thousands separator. Undefined for anything that is no number. */
export function x12Decimal(text: string): DecimalText | undefined {
  return CANONICAL.test(text) ? (text as DecimalText) : decimal(text);
}
