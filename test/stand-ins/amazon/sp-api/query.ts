import { daysBetween } from '../world.ts';
import { badRequest, type Reply } from './reply.ts';

export class QueryRefused extends Error {
  readonly reply: Reply;
  constructor(parameter: string, problem: string) {
    super(`${parameter} ${problem}`);
    this.reply = badRequest(`Request has an invalid parameter: ${parameter} ${problem}`, parameter);
  }
}

const LONGEST_WINDOW_DAYS = 7;
/** Only Z, or no zone at all, which Amazon takes as Z; an offset is refused (Q39). */
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z?)?$/;

export interface Span {
  from: number;
  to: number;
}

/** The window of a pair of parameters; undefined when neither is there. Open ends reach to now, or back 7 days. */
export function span(
  query: URLSearchParams,
  after: string,
  before: string,
  now: Date,
  wholeDays: boolean,
): Span | undefined {
  const start = time(query, after);
  const end = time(query, before);
  if (start === undefined && end === undefined) return undefined;
  const to = end ?? Math.max(now.getTime(), start ?? 0);
  const from = start ?? to - LONGEST_WINDOW_DAYS * 86_400_000;
  if (daysBetween(new Date(from), new Date(to)) > LONGEST_WINDOW_DAYS)
    throw new QueryRefused(after, 'and its end span more than 7 days.');
  if (!wholeDays) return { from, to };
  return { from: Math.floor(from / 86_400_000) * 86_400_000, to: Math.ceil((to + 1) / 86_400_000) * 86_400_000 };
}

export function isWithin(instant: string | undefined, window: Span | undefined): boolean {
  if (!window) return true;
  const at = instant === undefined ? Number.NaN : new Date(instant).getTime();
  return window.from <= at && at <= window.to;
}

export function limitOf(query: URLSearchParams, most: number): number {
  const text = query.get('limit');
  if (text === null) return most;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= most) return limit;
  throw new QueryRefused('limit', `must be from 1 to ${most}.`);
}

export function choice(query: URLSearchParams, name: string, values: readonly string[]): string | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (values.includes(value)) return value;
  throw new QueryRefused(name, `must be one of ${values.join(', ')}.`);
}

function time(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const at = TIME.test(text)
    ? new Date(text.length > 10 && !text.endsWith('Z') ? `${text}Z` : text).getTime()
    : Number.NaN;
  if (Number.isNaN(at)) throw new QueryRefused(name, `'${text}' must be an ISO-8601 date/time in UTC.`);
  return at;
}
