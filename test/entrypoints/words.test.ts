import { describe, expect, test } from 'vitest';
import { type CalendarDay, endOfDay } from '../../sidecar/domain/calendar.ts';
import { decimal, ZERO } from '../../sidecar/domain/money.ts';
import { fieldText } from '../../sidecar/entrypoints/http/parts/versions.ts';
import { currencyOf } from '../../sidecar/entrypoints/views/currency.ts';
import { deedText } from '../../sidecar/entrypoints/words/audit.ts';
import { decidedText, eachesText, moneyText, quantityText } from '../../sidecar/entrypoints/words/quantities.ts';
import { endOfDayText, spanText, windowText } from '../../sidecar/entrypoints/words/times.ts';
import { NORTHGATE } from '../fakes/world.ts';

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

describe('the audit log is read as sentences', () => {
  const deed = (action: string, detail: string, subject = '4KQ7TZ1M') => deedText({ action, detail, subject });

  test('an answer says what was answered, and keeps what the hash was made over', () => {
    expect(deed('settle unknown-sku: map-sku', '{"action":"map-sku","sku":"PAN-28"}')).toEqual({
      did: 'Settled: Unknown SKU',
      how: 'mapped to SKU PAN-28',
      href: '/orders/4KQ7TZ1M',
      kept: 'settle unknown-sku: map-sku {"action":"map-sku","sku":"PAN-28"}',
    });
  });

  test('a retry says which step, from wherever it was', () => {
    expect(deed('retry purchase-order', 'hold')).toMatchObject({
      did: 'Let the order go on',
      how: 'tried again to hold the stock in the shop',
      href: '/orders/4KQ7TZ1M',
    });
    expect(deed('retry purchase-order', 'from the start')).toMatchObject({ how: 'from the start' });
  });

  test('what an older release wrote is shown as it is', () => {
    expect(deed('settle something-else: x', 'why')).toEqual({ did: 'settle something-else: x', how: 'why' });
    expect(deed('user added', 'maria')).toEqual({ did: 'user added', how: 'maria' });
  });
});

describe('money never goes without its currency', () => {
  const euro = { ...NORTHGATE, vendorCode: 'NGK7E', currency: 'EUR' };
  const partners = (...all: (typeof NORTHGATE)[]) => ({
    find: (code: string) => all.find(({ vendorCode }) => vendorCode === code),
    findByInterchange: () => undefined,
    all: () => all,
  });

  test('the document’s own, else the account’s, else the one that all accounts share', () => {
    expect(currencyOf({ currency: 'CAD', vendorCode: 'NGK7U' }, partners(NORTHGATE))).toBe('CAD');
    expect(currencyOf({ vendorCode: 'NGK7E' }, partners(NORTHGATE, euro))).toBe('EUR');
    expect(currencyOf({}, partners(NORTHGATE))).toBe('USD');
  });

  test('between two currencies it is never guessed', () => {
    expect(currencyOf({}, partners(NORTHGATE, euro))).toBeUndefined();
  });
});
