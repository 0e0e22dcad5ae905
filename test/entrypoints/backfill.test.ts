import { beforeEach, expect, test } from 'vitest';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import type { OrderFeed } from '../../sidecar/ports/partner.ts';
import { type FakeWorld, fakeWorld } from '../fakes/world.ts';
import { runInHouse } from './command.ts';

let world: FakeWorld;
let asked: string[];
beforeEach(() => {
  world = fakeWorld();
  asked = [];
});

/** An order of Amazon's list. */
function listed(number: string, state: string) {
  const item = {
    itemSequenceNumber: '1',
    vendorProductIdentifier: 'NK-0101',
    orderedQuantity: { amount: 24, unitOfMeasure: 'Eaches', unitSize: 1 },
    netCost: { currencyCode: 'USD', amount: '11.75' },
    isBackOrderAllowed: true,
  };
  const orderDetails = {
    purchaseOrderDate: '2026-08-03T10:00:00Z',
    purchaseOrderStateChangedDate: '2026-08-03T10:00:00Z',
    sellingParty: { partyId: 'NGK7U' },
    shipToParty: { partyId: 'PHX7' },
    items: [item],
  };
  const order = { purchaseOrderNumber: number, purchaseOrderState: state, orderDetails };
  return { name: `getPurchaseOrders ${number}`, raw: new TextEncoder().encode(JSON.stringify(order)) };
}

const feed: OrderFeed = {
  vendorCode: 'NGK7U',
  async *changedBetween(from, to) {
    asked.push(`${from.toISOString()} ${to.toISOString()}`);
    yield listed('4KQ7TZ1M', 'New');
    yield listed('6BW2RN8D', 'Acknowledged');
    yield listed('2HBT8C5N', 'Closed');
  },
};

const run = (...words: string[]) => runInHouse({ world, orderFeeds: [feed] }, ['po', 'backfill', ...words]);

const outcomes = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { number: string; outcome: string })
    .map(({ number, outcome }) => `${number} ${outcome}`);

test('a dry run says what would be taken in, and takes in nothing', async () => {
  const { out, exit } = await run('--from', '2026-07-01', '--to', '2026-07-31', '--dry-run');
  expect([exit, asked]).toEqual([0, ['2026-07-01T00:00:00.000Z 2026-08-01T00:00:00.000Z']]);
  expect(out).toContain('1 new here, and Amazon waits for an answer: 4KQ7TZ1M');
  expect(out).toContain('Nothing was taken in: it was a dry run.');
  expect(await world.stores.purchaseOrders.list({})).toEqual([]);
});

test('what still wants an answer is taken in; what was answered before our time is named and no question', async () => {
  const { out } = await run('--from', '2026-07-01', '--json');
  expect(outcomes(out)).toEqual(['4KQ7TZ1M taken-in', '6BW2RN8D answered-elsewhere', '2HBT8C5N closed']);
  expect((await world.stores.purchaseOrders.list({})).map(({ document }) => document.number)).toEqual(['4KQ7TZ1M']);
  expect(await world.stores.discrepancies.list({})).toEqual([]);
  expect((await world.stores.audit.list({}))[0]).toMatchObject({ who: 'maria', action: 'backfill orders' });
  expect(outcomes((await run('--from', '2026-07-01', '--json')).out)[0]).toBe('4KQ7TZ1M known');
});

test('where Amazon breaks off half-way, what was taken in before that has a name all the same', async () => {
  const breaking: OrderFeed = {
    vendorCode: 'NGK7U',
    async *changedBetween() {
      yield listed('4KQ7TZ1M', 'New');
      throw new Unreachable('list purchase orders');
    },
  };
  const { exit } = await runInHouse({ world, orderFeeds: [breaking] }, ['po', 'backfill', '--from', '2026-07-01']);
  expect(exit).toBe(1);
  expect(await world.stores.audit.list({})).toMatchObject([
    { who: 'maria', action: 'backfill orders', detail: '2026-07-01 to 2026-08-03: 1 taken in' },
  ]);
});

test.each([
  [['--from', '2025-08-01'], 'Amazon shows orders of six months'],
  [['--from', 'spring'], "--from is 'spring'"],
  [['--from', '2026-08-02', '--to', '2026-08-01'], 'is before --from'],
  [['--from', '2027-01-01', '--to', '2027-01-31'], 'is yet to come'],
  [['--from', '2026-08-02', '--vendor-code', 'NOPE'], 'whose orders'],
])('%j is a slip of the command line', async (words, message) => {
  const { exit, err } = await run(...words);
  expect([exit, JSON.parse(err)]).toMatchObject([2, { code: 'usage', message: expect.stringContaining(message) }]);
  expect(asked).toEqual([]);
});
