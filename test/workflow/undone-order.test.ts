import { afterEach, describe, expect, test } from 'vitest';
import { MagentoConnection } from '../../sidecar/adapters/magento/connection.ts';
import { magentoStockMaster } from '../../sidecar/adapters/magento/stock-master.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import type { HoldRequest } from '../../sidecar/ports/stock-master.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { type Engine, engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { startMagento } from '../stand-ins/magento/magento.ts';
import { withFault } from './faults.ts';
import { heard } from './heard.ts';
import { HOUR } from './runs.ts';

const NUMBER = '4KQ7TZ1M';
const LINES = ['NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85'];

async function receive(world: World, ...lines: string[]) {
  const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
  await receiveOrder(orderOf(NUMBER, ...lines), NORTHGATE, sighting, world);
}

/** The stock master holds, and its answer is lost for a day: the order is undone. */
async function undone(world: FakeWorld, lines = LINES) {
  const { world: broken } = withFault(world, { at: 'reservations.place', when: 'after', lasting: true });
  await receive(world, ...lines);
  await failForADay(engine(broken, SAGAS, 'test'), world);
  expect((await world.journal.find('purchase-order', NUMBER))?.status).toBe('undone');
}

/** Fails at the beginning and at the end of a day, which is longer than anybody tries. */
async function failForADay(running: Engine, world: FakeWorld) {
  await running.runDue();
  world.clock.advance(23 * HOUR);
  await running.runDue();
}

async function startAgain(world: FakeWorld) {
  const [asked] = await world.stores.discrepancies.list({ state: 'open', kind: 'order-undone' });
  const settled = await desk(world).settle(asked?.id ?? '', { action: 'retry' }, 'operator');
  expect(settled.kind).toBe('settled');
  await engine(world, SAGAS, 'test').runDue();
}

describe('an order that was undone', () => {
  test('keeps nothing from the shop, even where a hold was still on its way and lands after the undo', async () => {
    const world = fakeWorld();
    const late: HoldRequest[] = [];
    const { reservations } = world.stockMaster;
    const place = reservations.place.bind(reservations);
    const { world: broken } = withFault(world, { at: 'reservations.place', when: 'before', lasting: true });
    reservations.place = async (request) => {
      late.push(request);
      return place(request);
    };
    const lost = broken.stockMaster.reservations;
    const slow: World = {
      ...broken,
      stockMaster: {
        ...broken.stockMaster,
        reservations: {
          ...lost,
          release: lost.release.bind(lost),
          place: async (request) => {
            late.push(request);
            return lost.place(request);
          },
        },
      },
    };
    await receive(world, ...LINES);
    await failForADay(engine(slow, SAGAS, 'test'), world);
    expect((await world.journal.find('purchase-order', NUMBER))?.status).toBe('undone');
    expect(late.length).toBeGreaterThan(1);
    const [request] = late;
    if (request) await expect(place(request)).rejects.toMatchObject({ code: 'key-voided' });
    expect(world.stockMaster.books.held.size).toBe(0);
  });

  test('starts again when a person asks, is held once and acknowledged as held', async () => {
    const world = fakeWorld();
    await undone(world);
    await startAgain(world);
    expect(Object.fromEntries(world.stockMaster.books.held)).toEqual({ [`${NUMBER}:1`]: 24, [`${NUMBER}:2`]: 36 });
    expect(heard(world)).toEqual(['1: 24/0/0', '2: 3/0/0']);
    expect((await world.journal.find('purchase-order', NUMBER))?.status).toBe('done');
    expect(await world.stores.discrepancies.list({ state: 'open', kind: 'order-undone' })).toEqual([]);
  });

  test('takes what the shop has by then, whole cases of it, and no more', async () => {
    const world = fakeWorld();
    await undone(world);
    const [pan, pot] = ['NK-0101', 'NK-0102'].map((sku) => world.stockMaster.products.get(sku));
    if (pan) pan.onHand = 10;
    if (pot) pot.onHand = 35;
    await startAgain(world);
    expect(heard(world)).toEqual(['1: 10/14/0', '2: 2/1/0']);
    expect(Object.fromEntries(world.stockMaster.books.held)).toEqual({ [`${NUMBER}:1`]: 10, [`${NUMBER}:2`]: 24 });
  });

  test('starts again in the version that Amazon has sent since', async () => {
    const world = fakeWorld();
    await undone(world);
    await receive(world, 'NK-0101 12ea 11.75', 'NK-0102 3cs/12 5.85');
    await startAgain(world);
    expect(heard(world, NUMBER, 2)).toEqual(['1: 12/0/0', '2: 3/0/0']);
  });

  test('may be undone again, is asked about again, and starts a third time', async () => {
    const world = fakeWorld();
    await undone(world);
    const { world: broken } = withFault(world, { at: 'reservations.adjust', when: 'after', lasting: true });
    const [asked] = await world.stores.discrepancies.list({ state: 'open', kind: 'order-undone' });
    await desk(world).settle(asked?.id ?? '', { action: 'retry' }, 'operator');
    await failForADay(engine(broken, SAGAS, 'test'), world);
    expect(world.stockMaster.books.held.size).toBe(0);
    await startAgain(world);
    expect(heard(world)).toEqual(['1: 24/0/0', '2: 3/0/0']);
    expect(Object.fromEntries(world.stockMaster.books.held)).toEqual({ [`${NUMBER}:1`]: 24, [`${NUMBER}:2`]: 36 });
  });

  test('a line that a person gave another product since is not held as the old one', async () => {
    const world = fakeWorld();
    await undone(world);
    const id = { kind: 'vendor-item', value: 'NK-0101' } as const;
    await world.stores.itemReferences.learn('NGK7U', id, 'NK-0103');
    await startAgain(world);
    expect(heard(world)).toEqual(['1: 0/24/0', '2: 3/0/0']);
    expect(Object.fromEntries(world.stockMaster.books.held)).toEqual({ [`${NUMBER}:2`]: 36 });
    const [line] = (await world.stores.purchaseOrders.decision(NUMBER))?.lines ?? [];
    expect(line?.reasons.join()).toMatch(/held-before-as-another-sku/);
  });

  test('is started by the order’s own retry too, once, and its question is answered by that', async () => {
    const world = fakeWorld();
    await undone(world);
    expect(await desk(world).retry('purchase-order', NUMBER, 'operator')).toBe(true);
    expect(await desk(world).retry('purchase-order', NUMBER, 'operator')).toBe(false);
    await engine(world, SAGAS, 'test').runDue();
    expect(heard(world)).toEqual(['1: 24/0/0', '2: 3/0/0']);
    expect(await world.stores.discrepancies.list({ state: 'open', kind: 'order-undone' })).toEqual([]);
  });

  test('stays undone when the person closes the question', async () => {
    const world = fakeWorld();
    await undone(world);
    const [asked] = await world.stores.discrepancies.list({ state: 'open', kind: 'order-undone' });
    await desk(world).settle(asked?.id ?? '', { action: 'close', note: 'cancelled by phone' }, 'operator');
    await engine(world, SAGAS, 'test').runDue();
    expect((await world.journal.find('purchase-order', NUMBER))?.status).toBe('undone');
  });
});

describe('in Magento, whose ledger knows a line once and for ever', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function magentoWorld(holdMode: 'partial' | 'whole-line' | 'whole-order') {
    const magento = await startMagento({
      products: [
        { sku: 'NK-0101', quantities: { default: 100 } },
        { sku: 'NK-0102', case_pack: 12, quantities: { default: 40 } },
      ],
    });
    closing.push(magento.close);
    const partner = TradingPartner.parse({ ...NORTHGATE, policies: { ...NORTHGATE.policies, holdMode } });
    const world = fakeWorld([], partner);
    const credentials = { kind: 'bearer', token: magento.integration.token };
    const master = magentoStockMaster(MagentoConnection.parse({ baseUrl: magento.url, credentials }));
    for (const sku of ['NK-0101', 'NK-0102']) {
      await world.stores.itemReferences.learn('NGK7U', { kind: 'vendor-item', value: sku }, sku);
    }
    const real: FakeWorld = { ...world, stockMaster: { ...world.stockMaster, ...master } };
    return { magento, world: real };
  }
  const heldIn = async (world: World) =>
    (await world.stockMaster.reservations.held(NUMBER)).map(({ position, held }) => `${position}: ${held}`);

  test.each([
    ['partial', ['1: 24/0/0', '2: 2/1/0'], ['1: 24', '2: 24']],
    ['whole-line', ['1: 24/0/0', '2: 0/3/0'], ['1: 24', '2: 0']],
    ['whole-order', ['1: 0/24/0', '2: 0/3/0'], ['1: 0', '2: 0']],
  ] as const)(
    'an order held %s starts again under the same rule, and no more is held than was promised',
    async (mode, said, held) => {
      const { magento, world } = await magentoWorld(mode);
      await undone(world);
      expect(await heldIn(world)).toEqual(['1: 0', '2: 0']);
      magento.setOnHand('NK-0102', 'default', 30);
      await startAgain(world);
      expect(heard(world)).toEqual(said);
      const run = await world.journal.find('purchase-order', NUMBER);
      expect(run?.status, run?.awaiting).toBe('done');
      expect(await heldIn(world)).toEqual(held);
    },
  );
});
