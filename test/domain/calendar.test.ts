import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addHours, calendarDay, dayOf, InstantSchema } from '../../sidecar/domain/calendar.ts';
import { acknowledgeBy, earlier, minutesLeft, settleDoubtsBy, urgency } from '../../sidecar/domain/deadline.ts';
import { Policies } from '../../sidecar/domain/trading-partner.ts';
import { at, day } from './samples.ts';

const policies = Policies.parse({});
const anyDay = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }).map(dayOf);

describe('calendar days', () => {
  test.each(['2026-02-30', '2026-13-01', '2025-02-29', '2026-2-3', '20260203', '2026-02-03T00:00:00Z', ''])(
    '%j is no day',
    (text) => expect(calendarDay(text)).toBeUndefined(),
  );

  test('29 February is a day in a leap year', () => expect(calendarDay('2028-02-29')).toBe('2028-02-29'));

  test('every day is read as itself, and days added can be taken off again', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (start, count) => {
        expect(calendarDay(start)).toBe(start);
        const end = addDays(start, count);
        expect(addDays(end, -count)).toBe(start);
        expect((Date.parse(end) - Date.parse(start)) / 86_400_000).toBe(count);
      }),
    );
  });

  test('a night on which clocks change has no other length', () => {
    expect(addDays(day('2026-10-31'), 1)).toBe('2026-11-01');
    expect(addHours(at('2026-11-01T05:30:00Z'), 24)).toBe('2026-11-02T05:30:00.000Z');
  });
});

describe('instants', () => {
  test('are kept in UTC, whatever zone they came with', () => {
    expect(InstantSchema.parse('2026-08-03T23:02:00+09:00')).toBe('2026-08-03T14:02:00.000Z');
    expect(InstantSchema.parse('2026-08-03T23:02:00.5Z')).toBe('2026-08-03T23:02:00.500Z');
  });

  test.each([
    '2026-08-03T23:02:00',
    '2026',
    'Aug 3 2026',
    '08/03/2026',
    '2026-02-30T00:00:00Z',
    '2026-02-30T00:00:00.000Z',
    '2026-08-03T25:00:00Z',
    '',
  ])('%j is refused: it would mean another moment on another server, or none', (text) =>
    expect(InstantSchema.safeParse(text).success).toBe(false),
  );
});

describe('the clock of an acknowledgement', () => {
  test('runs from when we saw the order, on the day it was issued', () => {
    expect(acknowledgeBy(day('2026-08-03'), at('2026-08-03T23:59:59Z'), policies)).toBe('2026-08-04T23:59:59.000Z');
  });

  test('runs from the end of that day where the order came later: a backlog shows late at once', () => {
    expect(acknowledgeBy(day('2026-08-03'), at('2026-08-04T00:00:00Z'), policies)).toBe('2026-08-05T00:00:00.000Z');
    expect(acknowledgeBy(day('2026-08-03'), at('2026-08-09T12:00:00Z'), policies)).toBe('2026-08-05T00:00:00.000Z');
  });

  test('runs from when we saw it where the order bears a day to come', () => {
    expect(acknowledgeBy(day('2026-08-04'), at('2026-08-03T22:00:00Z'), policies)).toBe('2026-08-04T22:00:00.000Z');
  });

  test('has 48 hours where the account says so', () => {
    const holidays = Policies.parse({ acknowledgeWithinHours: 48 });
    expect(acknowledgeBy(day('2026-12-25'), at('2026-12-25T08:00:00Z'), holidays)).toBe('2026-12-27T08:00:00.000Z');
  });

  test('never runs longer than promised from either beginning', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -48, max: 240 }), (orderedOn, hours) => {
        const received = addHours(at(`${orderedOn}T00:00:00Z`), hours);
        const limit = Date.parse(acknowledgeBy(orderedOn, received, policies));
        expect(limit).toBeLessThanOrEqual(Date.parse(addHours(received, 24)));
        expect(limit).toBeLessThanOrEqual(Date.parse(`${addDays(orderedOn, 2)}T00:00:00Z`));
      }),
    );
  });

  test('leaves doubts to people until two hours before', () => {
    expect(settleDoubtsBy(at('2026-08-05T00:00:00Z'), policies)).toBe('2026-08-04T22:00:00.000Z');
  });

  test.each([
    ['2026-08-04T00:00:00.001Z', 'late'],
    ['2026-08-04T00:00:00.000Z', 'at-risk'],
    ['2026-08-03T20:00:00.000Z', 'at-risk'],
    ['2026-08-03T19:59:00.000Z', 'due-today'],
    ['2026-08-03T00:00:00.000Z', 'due-today'],
    ['2026-08-02T23:59:00.000Z', 'later'],
  ])('due at midnight and now %s: %s', (now, expected) => {
    expect(urgency(at('2026-08-04T00:00:00Z'), new Date(now))).toBe(expected);
  });

  test('counts a minute that has begun as gone', () => {
    expect(minutesLeft(at('2026-08-04T00:00:00Z'), new Date('2026-08-03T23:58:30Z'))).toBe(1);
    expect(minutesLeft(at('2026-08-04T00:00:00Z'), new Date('2026-08-04T00:00:01Z'))).toBe(-1);
    expect(earlier(at('2026-08-04T00:00:00Z'), at('2026-08-03T23:59:59Z'))).toBe('2026-08-03T23:59:59.000Z');
  });
});
