import { addHours, type CalendarDay, endOfDay, type Instant, instant, isHoliday } from './calendar.ts';
import type { Policies, TradingPartner } from './trading-partner.ts';

/**
 * Amazon's clock runs from the issue of the order, of which an 850 tells only the day. We take the
 * earlier of "when we saw it" and "the end of that day", so that a backlog shows late at once.
 */
export function acknowledgeBy(
  orderedOn: CalendarDay,
  receivedAt: Instant,
  policies: Policies,
  calendar: Partial<TradingPartner['calendar']> = {},
): Instant {
  const endOfOrderDay = endOfDay(orderedOn, calendar.timeZone ?? 'UTC');
  return addHours(earlier(receivedAt, endOfOrderDay), acknowledgeWithinHours(orderedOn, policies, calendar));
}

/** Amazon gives more time for what it issued on some days; never less than on any other. */
export function acknowledgeWithinHours(
  orderedOn: CalendarDay,
  policies: Policies,
  calendar: Partial<TradingPartner['calendar']>,
): number {
  const { holidays = [], acknowledgeWithinHours: onHolidays = 0 } = calendar;
  const usual = policies.acknowledgeWithinHours;
  return isHoliday(orderedOn, holidays) ? Math.max(usual, onHolidays) : usual;
}

/** Until when a line may wait for a person before it is backordered. */
export function settleDoubtsBy(limit: Instant, policies: Policies): Instant {
  return addHours(limit, -policies.settleDoubtsUntilHoursBeforeLimit);
}

/** How near a limit is: what the order board sorts and colours by. */
export type Urgency = 'late' | 'at-risk' | 'due-today' | 'later';

export function urgency(limit: Instant, now: Date): Urgency {
  const minutes = minutesLeft(limit, now);
  if (minutes < 0) return 'late';
  if (minutes <= 4 * 60) return 'at-risk';
  return minutes <= 24 * 60 ? 'due-today' : 'later';
}

/** Negative when the limit has passed. */
export function minutesLeft(limit: Instant, now: Date): number {
  return Math.floor((new Date(limit).getTime() - now.getTime()) / 60_000);
}

export function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

export function later(moment: Date, milliseconds: number): Instant {
  return instant(new Date(moment.getTime() + milliseconds));
}
