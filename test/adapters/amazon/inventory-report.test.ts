import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { type Channel, TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import { sweepMailbox } from '../../../sidecar/entrypoints/pollers/mailbox.ts';
import { engine } from '../../../sidecar/workflow/engine.ts';
import { INVENTORY_REPORT } from '../../../sidecar/workflow/inventory-report.ts';
import { SAGAS } from '../../../sidecar/workflow/sagas.ts';
import { watchInventory } from '../../../sidecar/workflow/watch-inventory.ts';
import { fakeWorld, onePartner } from '../../fakes/world.ts';
import { type AmazonStandIn, startAmazon } from '../../stand-ins/amazon/amazon.ts';
import { HOUR, MINUTE, runFor } from '../../workflow/runs.ts';
import { northgate } from './samples.ts';

let root: string;
let amazon: AmazonStandIn;
let fake: ReturnType<typeof fakeWorld>;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'inventory-report-'));
  fake = fakeWorld();
  amazon = await startAmazon({ clock: fake.now, mailboxFolder: root });
});
afterEach(async () => {
  await amazon.close();
  await rm(root, { recursive: true, force: true });
});

/** A house that reports every four hours over real roads to the stand-in. */
async function house(road: Channel, inventory: object = {}) {
  const account = TradingPartner.parse({
    ...northgate('edi'),
    channels: { 'inventory-report': road },
    inventory: { everyHours: 4, ...inventory },
  });
  const connections = AmazonConnections.parse({
    mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') },
    spApi: [{ vendorCodes: ['NGK7U'], endpoint: amazon.url, tokenUrl: amazon.tokenUrl, ...amazon.credentials }],
  });
  const { stores, events, now } = fake;
  const { channels, mailboxes } = connectAmazon(connections, { sequences: stores.sequences, clock: now, warn() {} });
  const partners = onePartner(account);
  const world = {
    ...fake,
    partners,
    partner: amazonPartner({ stores, partners, channels, clock: now, events }),
  };
  await stores.itemReferences.learn('NGK7U', { kind: 'asin', value: 'B0NK000101' }, 'NK-0101');
  await stores.itemReferences.learn('NGK7U', { kind: 'vendor-item', value: 'NK-0103' }, 'NK-0103');
  const running = engine(world, SAGAS, 'test');
  return {
    world,
    async pass(milliseconds: number) {
      await watchInventory(world);
      await runFor(milliseconds, running, world);
      await amazon.sweepMailbox();
      for (const { mailbox } of mailboxes) await sweepMailbox(mailbox, { settleAfterMs: 0 }, world);
      await runFor(MINUTE, running, world);
    },
  };
}

const told = () =>
  amazon.books.inventoryReports.map(({ items }) => items.map(({ ids, available }) => `${ids[0]?.value} ${available}`));
const problems = () => amazon.books.problems.map(({ code }) => code);
async function end({ stores, journal }: Pick<typeof fake, 'stores' | 'journal'>) {
  const [document] = await stores.outbound.list({ kind: 'inventory-report' });
  const runs = await journal.list({ saga: INVENTORY_REPORT });
  return { answered: document?.acknowledged, runs: runs.map(({ status }) => status) };
}

describe('by EDI', () => {
  test('an 846 every four hours, each answered by a 997; a product that is gone is 0', async () => {
    const { world, pass } = await house('edi');
    await pass(MINUTE);
    expect(await end(world)).toEqual({ answered: 'accepted', runs: ['done'] });
    fake.stockMaster.products.delete('NK-0103');
    await pass(4 * HOUR);
    await pass(MINUTE);
    expect(told()).toEqual([
      ['B0NK000101 100', 'NK-0103 4'],
      ['B0NK000101 100', 'NK-0103 0'],
    ]);
    expect(amazon.books.inventoryReports.map(({ reference }) => reference)).toEqual([
      'NGK7U-20260803080000',
      'NGK7U-20260803120000',
    ]);
    expect(problems()).toEqual([]);
  });

  test('a 997 that refuses it is a discrepancy, and the next one goes all the same', async () => {
    const { world, pass } = await house('edi');
    await watchInventory(world);
    await runFor(MINUTE, engine(world, SAGAS, 'test'), world);
    await amazon.sweepMailbox({ refuse: ['846'] });
    await pass(MINUTE);
    expect(await end(world)).toEqual({ answered: 'rejected', runs: ['done'] });
    expect(await world.stores.discrepancies.list({ state: 'open' })).toMatchObject([{ kind: 'outbound-rejected' }]);
    await pass(4 * HOUR);
    await pass(MINUTE);
    expect(told()).toEqual([['B0NK000101 100', 'NK-0103 4']]);
  });
});

describe('by SP-API', () => {
  const warehouse = 'NGKW';

  test('an update of the direct-fulfilment warehouse, which its transaction says was taken', async () => {
    const { world, pass } = await house('sp-api', { warehouse });
    await pass(2 * MINUTE);
    expect(await end(world)).toEqual({ answered: 'accepted', runs: ['done'] });
    expect(amazon.books.inventoryReports).toMatchObject([{ reference: warehouse }]);
    expect(told()).toEqual([['B0NK000101 100', 'NK-0103 4']]);
    expect(problems()).toEqual([]);
    expect(await readdir(join(root, 'upload'))).toEqual([]);
  });

  test.each(['before', 'after'] as const)(
    'a reply that is lost %s it landed: the same figures, one document',
    async (when) => {
      amazon.faults.failNext({ operation: 'submitInventoryUpdate', when, status: 'hang-up' });
      const { world, pass } = await house('sp-api', { warehouse });
      await pass(5 * MINUTE);
      expect(await end(world)).toEqual({ answered: 'accepted', runs: ['done'] });
      expect(await world.stores.outbound.list({})).toHaveLength(1);
      expect(new Set(told().map(String)).size).toBe(1);
      expect(told()).toHaveLength(when === 'before' ? 1 : 2); // a level, not a movement: twice said is once true
    },
  );

  test('a transaction that fails is a discrepancy in Amazon’s words', async () => {
    amazon.failNextTransaction({
      operation: 'submitInventoryUpdate',
      code: 'INVALID_ITEM',
      message: 'B0NK000101 is closed',
    });
    const { world, pass } = await house('sp-api', { warehouse });
    await pass(2 * MINUTE);
    expect(await end(world)).toEqual({ answered: 'rejected', runs: ['done'] });
    expect(await world.stores.discrepancies.list({ state: 'open' })).toMatchObject([
      { kind: 'outbound-rejected', detail: { problems: [expect.stringContaining('B0NK000101 is closed')] } },
    ]);
  });

  test('without a warehouse it stops once and says what is missing', async () => {
    const { world, pass } = await house('sp-api');
    await pass(8 * HOUR);
    const open = await world.stores.discrepancies.list({ state: 'open' });
    expect(open).toMatchObject([{ kind: 'step-stopped', detail: { code: 'channel-cannot-carry' } }]);
    expect(told()).toEqual([]);
  });
});
