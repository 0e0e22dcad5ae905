import { z } from 'zod';

/** A day at the place where it counts, without a zone: `2026-08-14`. X12 DTM02 CCYYMMDD, invoice and order dates. */
export type CalendarDay = string & { readonly __day: true };

/** A moment in UTC with milliseconds: `2026-08-03T23:02:00.000Z`. */
export type Instant = string & { readonly __instant: true };

/** The only source of time in the house: tests and the demo hand in their own. */
export type Clock = () => Date;

/** `2026-02-30` is no day, although JavaScript would make one of it. */
export function calendarDay(text: string): CalendarDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? (text as CalendarDay) : undefined;
}

export const CalendarDaySchema = z.string().transform((text, context): CalendarDay => {
  const day = calendarDay(text);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: `'${text}' is not a calendar day` });
  return z.NEVER;
});

export function instant(date: Date): Instant {
  return date.toISOString() as Instant;
}

/** As we write it ourselves: nothing to work out. */
const OWN_FORM = z.regexes.datetime({ precision: 3 });
const ZONED = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/** Needs its zone: without one the same text is another moment on a server elsewhere. */
export function parseInstant(text: string): Instant | undefined {
  if (OWN_FORM.test(text)) return text as Instant;
  const date = new Date(text);
  const isMoment = !Number.isNaN(date.getTime()) && ZONED.test(text) && calendarDay(text.slice(0, 10)) !== undefined;
  return isMoment ? instant(date) : undefined;
}

export const InstantSchema = z.string().transform((text, context): Instant => {
  const moment = parseInstant(text);
  if (moment !== undefined) return moment;
  context.addIssue({ code: 'custom', message: noInstant(text) });
  return z.NEVER;
});

export function noInstant(text: string): string {
  return `'${text}' is not an instant with its zone`;
}

/** The calendar day in UTC; partner-local days come from their own documents. */
export function dayOf(moment: Date | Instant): CalendarDay {
  return (typeof moment === 'string' ? moment : moment.toISOString()).slice(0, 10) as CalendarDay;
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10) as CalendarDay;
}

export function addHours(moment: Date | Instant, hours: number): Instant {
  return instant(new Date(new Date(moment).getTime() + hours * 3_600_000));
}

/** IANA name of a time zone: `America/Los_Angeles`. */
export const TimeZone = z.string().refine(isTimeZone, { error: ({ input }) => `'${input}' is no time zone (IANA)` });

/** `12-25` every year, `2026-11-23` once. */
export const Holiday = z
  .string()
  .refine((text) => calendarDay(/^\d\d-\d\d$/.test(text) ? `2024-${text}` : text) !== undefined, {
    error: ({ input }) => `'${input}' is neither a day (2026-11-23) nor a month and a day (12-25)`,
  });

export function isHoliday(day: CalendarDay, holidays: readonly string[]): boolean {
  return holidays.includes(day) || holidays.includes(day.slice(5));
}

/** The midnight that ends a day at a place, zone rules of that day included. */
export function endOfDay(day: CalendarDay, zone: string): Instant {
  const wanted = new Date(`${addDays(day, 1)}T00:00:00Z`).getTime();
  // The offset is asked at the answer itself: once is wrong in the hours around a change of the clocks.
  let at = wanted;
  for (let round = 0; round < 2; round++) at = wanted - offsetMs(new Date(at), zone);
  return instant(new Date(at));
}

/** The calendar day that a moment falls on at a place. */
export function dayAt(moment: Date | Instant, zone: string): CalendarDay {
  const at = new Date(moment);
  return dayOf(new Date(at.getTime() + offsetMs(at, zone)));
}

function offsetMs(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((item) => item.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** First and last day, both included; equal on a single-day window. X12 DTM 064/063 or 037/038, SP-API shipWindow/deliveryWindow. */
export const Window = z.object({ from: CalendarDaySchema, to: CalendarDaySchema });
export type Window = z.infer<typeof Window>;
