import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { desk } from '../../sidecar/workflow/desk.ts';
import type { Fault } from '../stand-ins/magento/faults.ts';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';
import { expectOneOfEach, expectTheAlarm, goOnFor, houseOn, ORDER, orderComes, type Road, roadTo } from './house.ts';

let shop: RunningMagento;
let road: Road | undefined;

beforeEach(async () => {
  shop = await startMagento({ products: [{ sku: 'NK-0101', quantities: { default: 100 }, agreed_cost: '11.75' }] });
});
afterEach(async () => {
  await road?.close();
  road = undefined;
  await shop.close();
});

const PASSING: Fault['kind'][] = [429, 500, 'html', 'hang-up', 'truncated'];
const cases = PASSING.flatMap((kind) => (['before', 'after'] as const).map((when) => ({ kind, when })));

describe('Magento fails for a while, whether it had done what was asked or not', () => {
  test.each(cases)('$kind, $when it landed: held once, promised once, entered once', async ({ kind, when }) => {
    for (const route of ['holdStock', 'createOrder'] as const) shop.failNext({ kind, when, times: 2, route });
    const world = houseOn(shop);
    await orderComes(world);
    await goOnFor(1, world);
    expectOneOfEach(shop, world);
    expect(await world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
  });

  test.each(PASSING)('%s until the limit: the deadline alarm rings all the same', async (kind) => {
    shop.failNext({ kind, when: 'before', times: 10_000 });
    const world = houseOn(shop);
    await orderComes(world);
    await goOnFor(1, world);
    expect(world.partner.heard.size).toBe(0);
    await expectTheAlarm(world);
  });
});

test('401 is a mistake in the set-up: asked once, told to a person, and the alarm rings; once put right it goes on', async () => {
  shop.failNext({ kind: 401, when: 'before', times: 1 });
  const world = houseOn(shop);
  await orderComes(world);
  await goOnFor(1, world);
  expect(shop.calls).toHaveLength(1);
  const [stopped] = await world.stores.discrepancies.list({ state: 'open', kind: 'step-stopped' });
  expect(stopped?.detail).toMatchObject({ code: 'magento-unauthorised' });
  expect(world.partner.heard.size).toBe(0);
  if (stopped) await desk(world).settle(stopped.id, { action: 'retry' }, 'operator');
  await goOnFor(1, world);
  expectOneOfEach(shop, world);
});

test('401 until the limit: the deadline alarm rings', async () => {
  shop.failNext({ kind: 401, when: 'before', times: 10_000 });
  const world = houseOn(shop);
  await orderComes(world);
  await goOnFor(1, world);
  await expectTheAlarm(world);
});

describe('a half-open connection: the road to Magento goes silent and nobody hangs up', () => {
  test('every call ends by its own time, is made again, and nothing is held twice', async () => {
    road = await roadTo(Number(new URL(shop.url).port));
    const world = houseOn(shop, { baseUrl: `http://127.0.0.1:${road.port}`, timeoutMs: 300 });
    await orderComes(world);
    road.goSilent();
    await goOnFor(0.002, world);
    expect(road.swallowed()).toBeGreaterThan(0);
    expect((await world.journal.find('purchase-order', ORDER))?.awaiting).toMatch(/another try/);
    road.open();
    await goOnFor(1, world);
    expectOneOfEach(shop, world);
  });

  test('until the limit: the deadline alarm rings', async () => {
    road = await roadTo(Number(new URL(shop.url).port));
    const world = houseOn(shop, { baseUrl: `http://127.0.0.1:${road.port}`, timeoutMs: 300 });
    await orderComes(world);
    road.goSilent();
    await goOnFor(0.002, world);
    await expectTheAlarm(world);
  });
});
