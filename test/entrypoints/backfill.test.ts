import { Readable } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from '../../sidecar/entrypoints/cli/cli.ts';
import type { CliDeps } from '../../sidecar/entrypoints/cli/deps.ts';
import type { OrderFeed } from '../../sidecar/ports/partner.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { type FakeWorld, fakeWorld } from '../fakes/world.ts';
import { paper } from './paper.ts';

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

async function run(...words: string[]) {
  const [stdout, stderr] = [paper(), paper()];
  const terminal = { stdout: stdout.stream, stderr: stderr.stream, stdin: Readable.from([]) };
  const unused = () => Promise.reject(new Error('not asked for'));
  const open = { world, desk: desk(world), url: '', tick: unused, replayInbound: unused, close: async () => {} };
  const deps: Partial<CliDeps> = { terminal, user: 'maria', openHouse: async () => ({ ...open, orderFeeds: [feed] }) };
  return { exit: await runCli(['po', 'backfill', ...words], deps as CliDeps), out: stdout.text(), err: stderr.text() };
}

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

test.each([
  [['--from', '2025-08-01'], 'Amazon shows orders of six months'],
  [['--from', 'spring'], "--from is 'spring'"],
  [['--from', '2026-08-02', '--to', '2026-08-01'], 'is before --from'],
  [['--from', '2026-08-02', '--vendor-code', 'NOPE'], 'whose orders'],
])('%j is a slip of the command line', async (words, message) => {
  const { exit, err } = await run(...words);
  expect([exit, JSON.parse(err)]).toMatchObject([2, { code: 'usage', message: expect.stringContaining(message) }]);
  expect(asked).toEqual([]);
});
