import { type CalendarDay, calendarDay, type Instant, instant, type Window } from '../../domain/calendar.ts';
import { CodecError } from '../problem.ts';
import { ASK_AMAZON, at, type Warn } from './shape.ts';

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** The day as written, whatever its offset: Amazon's dates count where the goods are. */
export function parseDay(text: string, path: string): CalendarDay {
  const day = dayIn(text);
  if (day !== undefined) return day;
  throw dateInvalid(text, path);
}

/** Without a zone it is UTC, as the models' examples are. */
export function parseInstant(text: string, path: string): Instant {
  const trimmed = text.trim();
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(trimmed) || trimmed.length <= 10 ? trimmed : `${trimmed}Z`;
  const date = new Date(zoned);
  if (dayIn(trimmed) === undefined || Number.isNaN(date.getTime())) throw dateInvalid(text, path);
  return instant(date);
}

/**
 * `start--end` by the model; `08/25/2021 - 08/31/2021` in its own example. Ends the wrong way round
 * are exchanged, a single date is a window of one day.
 */
export function parseWindow(text: string, path: string, warn: Warn): Window {
  const days = text.split(/\s*--\s*|\s+-\s+/).map((part) => parseDay(part, path));
  const [first, second = first] = days;
  if (first === undefined || second === undefined || days.length > 2) throw dateInvalid(text, path);
  if (days.length === 1) warn('window-one-sided', `${path} is the single date '${text}'`, at(path));
  if (first <= second) return { from: first, to: second };
  warn('window-inverted', `${path} ends before it begins: '${text}'; its ends were exchanged`, at(path));
  return { from: second, to: first };
}

/** A calendar day where the format wants a moment. Always Z: other offsets were refused by the live service. */
export function dateTimeOf(day: CalendarDay): string {
  return `${day}T00:00:00Z`;
}

export function dateTime(moment: Date | Instant): string {
  return (typeof moment === 'string' ? moment : moment.toISOString()).replace('.000Z', 'Z');
}

function dayIn(text: string): CalendarDay | undefined {
  const trimmed = text.trim();
  const slashed = SLASHED.exec(trimmed);
  // Only windows of the North American service come with slashes, and those are month first.
  if (slashed) {
    return calendarDay(`${slashed[3]}-${String(slashed[1]).padStart(2, '0')}-${String(slashed[2]).padStart(2, '0')}`);
  }
  const written = DATE_TIME.exec(trimmed)?.[1];
  return written === undefined ? undefined : calendarDay(written);
}

function dateInvalid(text: string, path: string): CodecError {
  return new CodecError('date-invalid', `${path} is '${text}', which is no date`, at(path), ASK_AMAZON);
}
