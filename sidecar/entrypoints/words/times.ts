import type { CalendarDay, Instant, Window } from '../../domain/calendar.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

export function dayText(day: CalendarDay): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

/** `10 – 14 Aug 2026`: what both days share is said once. */
export function windowText({ from, to }: Window): string {
  if (from === to) return dayText(to);
  const [first, last] = [dayText(from).split(' '), dayText(to).split(' ')];
  const differs = first[2] !== last[2] ? 3 : first[1] !== last[1] ? 2 : 1;
  return `${first.slice(0, differs).join(' ')} – ${last.join(' ')}`;
}

export function instantText(moment: Instant): string {
  const date = new Date(moment);
  return `${DAY.format(date)}, ${CLOCK.format(date)} UTC`;
}

/** `3 h 12 min`, `2 d 4 h`: the two largest units, as nobody plans by the minute two days ahead. */
export function spanText(minutes: number): string {
  const total = Math.abs(minutes);
  const [days, hours, rest] = [Math.floor(total / 1440), Math.floor((total % 1440) / 60), total % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

export function leftText(limit: Instant, now: Date): string {
  const minutes = (new Date(limit).getTime() - now.getTime()) / 60_000;
  // Whole minutes that have passed: two hours and a second late is two hours late.
  return minutes < 0 ? `${spanText(Math.floor(-minutes))} late` : spanText(Math.floor(minutes));
}

/** `end of 11 Aug 2026 (GMT-7)`: a midnight said as the end of the day that people have in mind. */
export function endOfDayText(midnight: Instant, zone: string): string {
  const before = new Date(new Date(midnight).getTime() - 1);
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone });
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(before)
    .find(({ type }) => type === 'timeZoneName');
  return `end of ${day.format(before)} (${name?.value ?? zone})`;
}
