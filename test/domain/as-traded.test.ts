import { describe, expect, test } from 'vitest';
import { asTraded } from '../../sidecar/domain/as-traded.ts';
import { type CalendarDay, endOfDay, type Instant } from '../../sidecar/domain/calendar.ts';
import { acknowledgeBy } from '../../sidecar/domain/deadline.ts';
import { decide } from '../../sidecar/domain/decision.ts';
import { bindingWindow } from '../../sidecar/domain/purchase-order.ts';
import { eaches } from '../../sidecar/domain/quantity.ts';
import { Policies, TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { NORTHGATE, orderOf } from '../fakes/world.ts';

const account = (trade: object) => TradingPartner.parse({ ...NORTHGATE, trade });
const order = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75');
const [line] = order.lines;
const withIds = {
  ...order,
  lines: [{ ...line, productIds: [...(line?.productIds ?? []), { kind: 'upc' as const, value: '614141001019' }] }],
} as typeof order;

describe('an order as its account means it', () => {
  test('is as it came where the account says nothing', () => {
    expect(asTraded(withIds, NORTHGATE)).toEqual(withIds);
  });

  test('puts the product id first that the account answers with, and loses none', () => {
    const ids = asTraded(withIds, account({ answerProductIds: ['asin', 'upc'] })).lines[0]?.productIds;
    expect(ids?.map(({ kind }) => kind)).toEqual(['upc', 'vendor-item']);
  });

  test('is answered with that id', () => {
    const traded = asTraded(withIds, account({ answerProductIds: ['upc'] }));
    const clear = {
      verdict: 'clear' as const,
      position: 1,
      lineNumber: '1',
      ordered: { amount: 24, unitOfMeasure: 'each' as const },
      sku: 'NK-0101',
      wanted: eaches(24),
      casePack: 1,
      unitCost: '11.75' as never,
      reasons: [],
    };
    const { acknowledgement } = decide(traded, [clear], [], NORTHGATE.policies);
    expect(acknowledgement.lines[0]?.productId).toEqual({ kind: 'upc', value: '614141001019' });
  });

  test('takes the account’s unit and price basis only where Amazon stated none', () => {
    const bare = {
      ...order,
      lines: [{ ...line, ordered: { amount: 3, unitOfMeasure: 'other' as const }, priceBasis: 'unstated' as const }],
    } as typeof order;
    const terms = account({ unstatedUnit: 'case', unstatedPriceBasis: 'per-unit-of-measure' });
    expect(asTraded(bare, terms).lines[0]).toMatchObject({
      ordered: { amount: 3, unitOfMeasure: 'case' },
      priceBasis: 'per-unit-of-measure',
    });
    expect(asTraded(order, terms).lines[0]).toMatchObject({ ordered: line?.ordered, priceBasis: 'per-each' });
  });

  test.each([
    ['collect', undefined, '2026-08-12'],
    ['prepaid', undefined, '2026-08-14'],
    [undefined, undefined, '2026-08-14'],
    ['collect', 'PP', '2026-08-14'],
    ['prepaid', 'CC', '2026-08-12'],
  ])('%s account, order that says %s: the window ends %s', (freightTerms, methodOfPayment, ends) => {
    const both = {
      ...order,
      ...(methodOfPayment === undefined ? {} : { methodOfPayment }),
      shipWindow: { from: '2026-08-08' as CalendarDay, to: '2026-08-12' as CalendarDay },
    };
    expect(bindingWindow(asTraded(both, account(freightTerms === undefined ? {} : { freightTerms })))?.to).toBe(ends);
  });
});

describe('the time for an answer', () => {
  const policies = Policies.parse({});
  const limit = (day: string, at: string, calendar: object) =>
    acknowledgeBy(day as CalendarDay, at as Instant, policies, calendar);
  const peak = { holidays: ['12-25', '2026-11-23'], acknowledgeWithinHours: 48 };

  test('is 48 hours for what Amazon issues on a listed day, of every year or of one', () => {
    expect(limit('2026-12-25', '2026-12-25T08:00:00.000Z', peak)).toBe('2026-12-27T08:00:00.000Z');
    expect(limit('2027-12-25', '2027-12-25T08:00:00.000Z', peak)).toBe('2027-12-27T08:00:00.000Z');
    expect(limit('2026-11-23', '2026-11-23T08:00:00.000Z', peak)).toBe('2026-11-25T08:00:00.000Z');
    expect(limit('2027-11-23', '2027-11-23T08:00:00.000Z', peak)).toBe('2027-11-24T08:00:00.000Z');
  });

  test('is never shorter on a holiday than on another day', () => {
    expect(limit('2026-12-25', '2026-12-25T08:00:00.000Z', { ...peak, acknowledgeWithinHours: 12 })).toBe(
      '2026-12-26T08:00:00.000Z',
    );
  });

  test('begins at the latest when the day of issue ends where Amazon is', () => {
    const calendar = { timeZone: 'America/Los_Angeles' };
    expect(limit('2026-08-03', '2026-08-09T00:00:00.000Z', calendar)).toBe('2026-08-05T07:00:00.000Z');
    expect(endOfDay('2026-11-01' as CalendarDay, 'America/Los_Angeles')).toBe('2026-11-02T08:00:00.000Z');
  });

  test('cannot be set by a zone or a day that there is not', () => {
    const calendar = { timeZone: 'America/Seattle', holidays: ['13-40', '2026-02-30'] };
    const read = TradingPartner.safeParse({ ...NORTHGATE, calendar });
    expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'calendar.timeZone',
      'calendar.holidays.0',
      'calendar.holidays.1',
    ]);
  });
});
