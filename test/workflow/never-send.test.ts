import { describe, expect, test } from 'vitest';
import { desk } from '../../sidecar/workflow/desk.ts';
import { watchDeadlines } from '../../sidecar/workflow/watch.ts';
import { documents, type ModeHouse, modeHouse, NUMBER } from './modes.ts';
import { HOUR } from './runs.ts';

const NEVER = { mode: 'never-send' };
const order = (house: ModeHouse) => house.world.stores.purchaseOrders.find(NUMBER);
const run = (house: ModeHouse, saga: string, key: string) => house.world.journal.find(saga, key);
const idOf = async (house: ModeHouse, kind: string) =>
  (await house.world.stores.outbound.list({})).find((row) => row.kind === kind)?.id ?? '';

async function shippedUnsent(change: object = NEVER): Promise<ModeHouse> {
  const house = modeHouse(change);
  await house.order('NK-0101 24ea 11.75');
  await house.dispatch(24);
  await house.pass(48 * HOUR);
  return house;
}

describe('an account that never sends', () => {
  test('makes, checks and keeps every document, and not one leaves', async () => {
    const house = await shippedUnsent();
    expect(house.left).toEqual([]);
    expect(await documents(house)).toEqual([
      'acknowledgement held-back never-send',
      'ship-notice held-back never-send',
      'invoice held-back never-send',
    ]);
    const checks = await house.world.stores.checks.list(NUMBER);
    expect(checks.map(({ key }) => key.split(':')[0]).sort()).toEqual(['acknowledgement', 'invoice', 'ship-notice']);
  });

  test('holds and enters the order in the shop as in life, and does not call it acknowledged', async () => {
    const house = modeHouse(NEVER);
    await house.order('NK-0101 24ea 11.75');
    expect([...house.world.stockMaster.books.held.values()]).toEqual([24]);
    expect(house.world.stockMaster.books.orders.size).toBe(1);
    expect((await order(house))?.progress).toBe('held-back');
  });

  test('waits for a person and for nobody’s answer', async () => {
    const house = await shippedUnsent();
    const waiting = [await run(house, 'purchase-order', NUMBER), await run(house, 'dispatch', '000000011')];
    expect(waiting.map((one) => one?.status)).toEqual(['waiting', 'waiting']);
    expect(waiting[0]?.awaiting).toBe('a person to send our acknowledgement, which is held back');
    const open = await house.world.stores.discrepancies.list({ state: 'open' });
    expect(open.map(({ kind }) => kind)).not.toContain('functional-acknowledgement-overdue');
  });

  test('still rings before the limit: Amazon has heard nothing', async () => {
    const house = modeHouse(NEVER);
    await house.order('NK-0101 24ea 11.75');
    await house.pass(21 * HOUR);
    await watchDeadlines(house.world);
    const open = await house.world.stores.discrepancies.list({ state: 'open' });
    expect(open.map(({ kind }) => kind)).toContain('acknowledgement-at-risk');
  });

  test('names the version of the settings that each document was made under', async () => {
    const house = modeHouse(NEVER);
    await house.order('NK-0101 24ea 11.75');
    expect((await house.world.stores.outbound.list({}))[0]?.partnerVersion).toBe(3);
    expect((await house.world.stores.purchaseOrders.decision(NUMBER))?.partnerVersion).toBe(3);
  });
});

describe('a person sends what is held back', () => {
  test('one after the other: the answer, the notice, the invoice, and the work goes on to its end', async () => {
    const house = await shippedUnsent();
    for (const kind of ['acknowledgement', 'ship-notice', 'invoice']) {
      expect((await desk(house.world).release(await idOf(house, kind), 'anna')).kind).toBe('sent');
    }
    await house.pass(HOUR);
    expect(house.left.map((key) => key.split(':')[0])).toEqual(['acknowledgement', 'ship-notice', 'invoice']);
    const runs = [await run(house, 'purchase-order', NUMBER), await run(house, 'dispatch', '000000011')];
    expect(runs.map((one) => one?.status)).toEqual(['done', 'done']);
    const audit = await house.world.stores.audit.list({ subject: NUMBER });
    expect(audit.map(({ who, action }) => `${who}: ${action}`)).toContain('anna: send now: acknowledgement');
  });

  test('an answer that was sent makes its order one that is in work', async () => {
    const house = modeHouse(NEVER);
    await house.order('NK-0101 24ea 11.75');
    await desk(house.world).release(await idOf(house, 'acknowledgement'), 'anna');
    await house.pass(HOUR);
    expect((await order(house))?.progress).toBe('in-work');
  });

  test('not before Amazon has heard what it rests on', async () => {
    const house = await shippedUnsent();
    const refused = await desk(house.world).release(await idOf(house, 'invoice'), 'anna');
    expect(refused.kind === 'rests-on' && refused.documents.map(({ kind }) => kind)).toEqual([
      'acknowledgement',
      'ship-notice',
    ]);
    expect(house.left).toEqual([]);
  });

  test('not twice', async () => {
    const house = modeHouse(NEVER);
    await house.order('NK-0101 24ea 11.75');
    const id = await idOf(house, 'acknowledgement');
    await desk(house.world).release(id, 'anna');
    expect((await desk(house.world).release(id, 'anna')).kind).toBe('not-held-back');
    expect(house.left).toHaveLength(1);
  });

  test('not an answer that a later one has taken the place of', async () => {
    const house = modeHouse(NEVER);
    await house.order('NK-0101 24ea 11.75');
    const first = await idOf(house, 'acknowledgement');
    await house.order('NK-0101 12ea 11.75');
    await house.pass(HOUR);
    expect(await documents(house)).toHaveLength(2);
    expect((await desk(house.world).release(first, 'anna')).kind).toBe('overtaken');
  });
});

describe('an account that goes live', () => {
  test('sends what comes next, and nothing that rests on what Amazon has not heard', async () => {
    const house = modeHouse(NEVER);
    await house.order('NK-0101 24ea 11.75');
    house.set({});
    await house.dispatch(24);
    await house.pass(HOUR);
    expect(house.left).toEqual([]);
    expect(await documents(house)).toContain('invoice held-back never-send');
  });

  test('of invoices alone stays silent while the acknowledgement is held back', async () => {
    const house = await shippedUnsent({ modes: { acknowledgement: 'never-send' } });
    expect(house.left).toEqual([]);
  });
});

describe('the brake', () => {
  test('stops what is on its way and could not be delivered: a person decides, and nothing is called never sent', async () => {
    const house = modeHouse({});
    house.isDown(true);
    await house.order('NK-0101 24ea 11.75');
    house.set(NEVER);
    house.isDown(false);
    await house.pass(HOUR);
    expect(house.left).toEqual([]);
    expect(await documents(house)).toEqual(['acknowledgement pending live']);
    const [stopped] = await house.world.stores.discrepancies.list({ state: 'open', kind: 'step-stopped' });
    expect(stopped?.detail.code).toBe('sending-stopped');
  });
});
