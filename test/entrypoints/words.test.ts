import { describe, expect, test } from 'vitest';
import type { CalendarDay } from '../../sidecar/domain/calendar.ts';
import { decimal, ZERO } from '../../sidecar/domain/money.ts';
import { fieldText } from '../../sidecar/entrypoints/http/parts/versions.ts';
import { decidedText, eachesText, moneyText, quantityText } from '../../sidecar/entrypoints/words/quantities.ts';
import { endOfDay, endOfDayText, spanText, windowText } from '../../sidecar/entrypoints/words/times.ts';

const day = (text: string) => text as CalendarDay;

describe('quantities are said in eaches and in cases', () => {
  test.each([
    [eachesText(36, 12), '36 ea · 3 cs of 12'],
    [eachesText(40, 12), '40 ea · 3 cs of 12 + 4 ea'],
    [eachesText(1236), '1,236 ea'],
    [eachesText(7, 12), '7 ea'],
    [quantityText({ amount: 10, unitOfMeasure: 'case', eachesPerCase: 12 }), '120 ea · 10 cs of 12'],
    [quantityText({ amount: 10, unitOfMeasure: 'case' }), '10 cs of ?'],
    [quantityText({ amount: 10, unitOfMeasure: 'case' }, 6), '60 ea · 10 cs of 6'],
    [quantityText({ amount: 4, unitOfMeasure: 'other', unitCode: 'PL' }), '4 PL'],
  ])('%s', (said, expected) => expect(said).toBe(expected));

  test('a line that no stock was asked for is said in the unit it was ordered in', () => {
    const line = {
      position: 1,
      lineNumber: '1',
      ordered: { amount: 10, unitOfMeasure: 'case' as const },
      held: 0,
      accepted: 0,
      backordered: 10,
      rejected: 0,
      rule: 'unsettled-backordered-at-the-limit' as const,
      reasons: [],
    };
    expect(decidedText(line, line.backordered)).toBe('10 cs of ?');
  });
});

describe('money goes with its currency, to the cent', () => {
  test.each([
    ['1234567.5', '1,234,567.50 USD'],
    ['-47', '−47.00 USD'],
    ['0.005', '0.01 USD'],
  ])('%s', (amount, expected) => expect(moneyText(decimal(amount) ?? ZERO, 'USD')).toBe(expected));
});

describe('times are said as people plan by them', () => {
  test.each([
    [12, '12 min'],
    [192, '3 h 12 min'],
    [-240, '4 h'],
    [3120, '2 d 4 h'],
  ])('%d minutes', (minutes, expected) => expect(spanText(minutes)).toBe(expected));

  test.each([
    ['2026-08-10', '2026-08-14', '10 – 14 Aug 2026'],
    ['2026-08-30', '2026-09-02', '30 Aug – 2 Sept 2026'],
    ['2026-12-30', '2027-01-02', '30 Dec 2026 – 2 Jan 2027'],
    ['2026-08-12', '2026-08-12', '12 Aug 2026'],
  ])('window %s to %s', (from, to, expected) => expect(windowText({ from: day(from), to: day(to) })).toBe(expected));

  test.each([
    ['2026-08-14', 'America/Phoenix', '2026-08-15T07:00:00.000Z'],
    ['2026-03-29', 'Europe/London', '2026-03-29T23:00:00.000Z'],
    ['2026-10-24', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-08-14', 'UTC', '2026-08-15T00:00:00.000Z'],
  ])('the end of %s in %s, the change of the clocks included', (text, zone, expected) => {
    expect(endOfDay(day(text), zone)).toBe(expected);
  });

  test('a midnight is named by the day it ends', () => {
    expect(endOfDayText(endOfDay(day('2026-08-14'), 'America/Phoenix'), 'America/Phoenix')).toBe(
      'end of 14 Aug 2026 (GMT-7)',
    );
  });
});

test('what Amazon changed is named as people count', () => {
  expect(fieldText('lines[2].ordered.amount')).toBe('line 3, ordered amount');
  expect(fieldText('deliveryWindow.to')).toBe('delivery window to');
});
