import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';
import { HOUR } from '../workflow/runs.ts';
import { expectOneOfEach, expectTheAlarm, goOnFor, houseOn, ORDER, orderComes } from './house.ts';

let shop: RunningMagento;
beforeEach(async () => {
  shop = await startMagento({ products: [{ sku: 'NK-0101', quantities: { default: 100 }, agreed_cost: '11.75' }] });
});
afterEach(() => shop.close());

describe.each([
  { jump: 'three hours ahead', by: 3 * HOUR },
  { jump: 'three hours back', by: -3 * HOUR },
])('the clock jumps $jump', ({ by }) => {
  test('between two tries of a hold that had landed: held once, promised once, entered once', async () => {
    shop.failNext({ kind: 'hang-up', when: 'after', route: 'holdStock' });
    const world = houseOn(shop);
    await orderComes(world);
    await goOnFor(0, world);
    expect((await world.journal.find('purchase-order', ORDER))?.awaiting).toMatch(/another try/);
    world.clock.advance(by);
    // As long as it jumped back it rests; then it goes on by itself.
    await goOnFor(4, world);
    expectOneOfEach(shop, world);
  });

  test('while the order cannot be held: the deadline alarm rings at the limit that Amazon counts by', async () => {
    shop.failNext({ kind: 500, when: 'before', times: 10_000 });
    const world = houseOn(shop);
    await orderComes(world);
    await goOnFor(0, world);
    world.clock.advance(by);
    await expectTheAlarm(world);
  });
});

test('the clock jumps over the limit: the alarm says that it is late, and the order is still answered', async () => {
  shop.failNext({ kind: 500, when: 'before' });
  const world = houseOn(shop);
  await orderComes(world);
  await goOnFor(0, world);
  await expectTheAlarm(world);
  await goOnFor(1, world);
  expectOneOfEach(shop, world);
});
