import type { Clock } from '../../sidecar/domain/calendar.ts';

export interface MovableClock {
  now: Clock;
  advance(milliseconds: number): void;
  set(to: Date): void;
}

/** A clock that stands still until it is told to move. */
export function movableClock(start = '2026-08-03T10:00:00Z'): MovableClock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    advance(milliseconds) {
      time += milliseconds;
    },
    set(to) {
      time = to.getTime();
    },
  };
}
