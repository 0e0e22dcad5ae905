import { calendarDay } from './calendar.ts';

/** What Amazon takes for a number of the carrier. */
export const SHORTEST_BILL_OF_LADING = 8;

/** Bills of lading that are dates or times tell nothing about the truck, and repeat within the day. */
export function looksLikeDate(text: string): boolean {
  const digits = text.trim().replace(/[-/.: T]/g, '');
  const day = (year: string, month: string, date: string) =>
    /^20\d\d$/.test(year) && calendarDay(`${year}-${month}-${date}`) !== undefined;
  if (!/^\d{6}$|^\d{8}$|^\d{10}$|^\d{12}$|^\d{14}$/.test(digits)) return false;
  const [a, b, c, d] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(4, 8)];
  if (digits.length === 6) return day(`20${a}`, b, c) || day(`20${c}`, a, b) || day(`20${c}`, b, a);
  const century = day(a + b, c, digits.slice(6, 8)) && isTime(digits.slice(8));
  return century || (digits.length === 8 && (day(d, a, b) || day(d, b, a)));
}

function isTime(text: string): boolean {
  return /^$|^([01]\d|2[0-3])([0-5]\d){0,2}$/.test(text);
}
