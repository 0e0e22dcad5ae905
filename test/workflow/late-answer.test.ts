/*
 * A person settles a doubt after Amazon had to be answered without it: the line is held, decided and answered once
 * more. What was rejected stays so.
 */
import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { Resolution } from '../../sidecar/domain/discrepancy.ts';
import { OrderChange } from '../../sidecar/domain/order-change.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder, receiveOrderChange } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { sentAcknowledgement } from '../../sidecar/workflow/shipped.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { withFault } from './faults.ts';
import { heard } from './heard.ts';
import { HOUR, MINUTE, runFor } from './runs.ts';

const NUMBER = '4KQ7TZ1M';

function sighting(world: World) {
  return { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
}

async function receive(world: World, lines: string[], more: object = {}, partner = NORTHGATE): Promise<void> {
  await receiveOrder({ ...orderOf(NUMBER, ...lines), ...more }, partner, sighting(world), world);
}

/** An order whose limit has passed with nobody answering. NK-0101 was agreed at 11.75. */
async function unsettled(lines: string[], more: object = {}, partner = NORTHGATE): Promise<FakeWorld> {
  const world = fakeWorld(undefined, partner);
  Object.assign(world.stockMaster.products.get('NK-0101') ?? {}, { agreedCost: '11.75' });
  await receive(world, lines, more, partner);
  await runFor(30 * HOUR, engine(world, SAGAS, 'test'), world);
  return world;
}

async function settle(world: World, kind: string, resolution: Resolution, position?: number): Promise<void> {
  const open = await world.stores.discrepancies.list({ state: 'open' });
  const found = open.find((row) => row.kind === kind && (position ?? row.subject.position) === row.subject.position);
  expect((await desk(world).settle(found?.id ?? '', resolution, 'maria')).kind).toBe('settled');
}

const goOn = (world: FakeWorld, hours = 1) => runFor(hours * HOUR, engine(world, SAGAS, 'test'), world);
const held = (world: FakeWorld) => Object.fromEntries(world.stockMaster.books.held);
const resting = async (world: World) =>
  (await world.journal.list({})).filter(({ status }) => status !== 'done').map(({ key, step }) => `${key} ${step}`);

describe('a doubt that is settled after the limit', () => {
  test('a lower cost accepted: the backordered line is held, accepted at that cost, and Amazon hears it', async () => {
    const world = await unsettled(['NK-0101 24ea 11.00', 'NK-0103 2ea 4.2']);
    expect([heard(world), held(world)]).toEqual([['1: 0/24/0', '2: 2/0/0'], { '4KQ7TZ1M:2': 2 }]);
    await settle(world, 'price-below-agreed', { action: 'accept-cost' });
    await goOn(world);
    expect(heard(world, NUMBER, '1:late-1')).toEqual(['1: 24/0/0', '2: 2/0/0']);
    expect(held(world)).toEqual({ '4KQ7TZ1M:1': 24, '4KQ7TZ1M:2': 2 });
    expect((await sentAcknowledgement(NUMBER, world))?.lines[0]?.unitCost).toBe('11');
    expect((await world.stores.purchaseOrders.find(NUMBER))?.summary.acceptedEaches).toBe(26);
    expect(await resting(world)).toEqual([]);
  });

  test('the product named: it is held as far as it goes, and the rest stays backordered', async () => {
    const world = await unsettled(['NK-9999 10ea 4.2']);
    await settle(world, 'unknown-sku', { action: 'map-sku', sku: 'NK-0103' });
    await goOn(world);
    expect([heard(world, NUMBER, '1:late-1'), held(world)]).toEqual([['1: 4/6/0'], { '4KQ7TZ1M:1': 4 }]);
  });

  test('what was rejected at the limit stays rejected, and nothing is said', async () => {
    const world = await unsettled(['NK-0101 24ea 11.00', 'NK-0103 2ea 4.2'], { isBackOrderAllowed: false });
    expect(heard(world)).toEqual(['1: 0/0/24', '2: 2/0/0']);
    await settle(world, 'price-below-agreed', { action: 'accept-cost' });
    await goOn(world);
    expect([world.partner.heard.size, held(world)]).toEqual([1, { '4KQ7TZ1M:2': 2 }]);
    expect(await resting(world)).toEqual([]);
  });

  test('the line refused after all: Amazon hears the rejection', async () => {
    const world = await unsettled(['NK-0101 24ea 11.00']);
    await settle(world, 'price-below-agreed', { action: 'reject-line', reason: 'temporarily-unavailable' });
    await goOn(world);
    expect(heard(world, NUMBER, '1:late-1')).toEqual(['1: 0/0/24']);
  });

  test('several lines settled one after the other are said together', async () => {
    const world = await unsettled(['NK-0101 24ea 11.00', 'NK-9999 3ea 4.2']);
    await settle(world, 'price-below-agreed', { action: 'accept-cost' });
    await runFor(MINUTE, engine(world, SAGAS, 'test'), world);
    expect(world.partner.heard.size).toBe(1);
    await settle(world, 'unknown-sku', { action: 'map-sku', sku: 'NK-0103' });
    await goOn(world);
    expect([...world.partner.heard.keys()]).toEqual([
      'acknowledgement:4KQ7TZ1M:1',
      'acknowledgement:4KQ7TZ1M:1:late-1',
    ]);
    expect(heard(world, NUMBER, '1:late-1')).toEqual(['1: 24/0/0', '2: 3/0/0']);
  });

  test('whoever takes longer over the second line lets the first be said by itself', async () => {
    const world = await unsettled(['NK-0101 24ea 11.00', 'NK-9999 3ea 4.2']);
    await settle(world, 'price-below-agreed', { action: 'accept-cost' });
    await goOn(world);
    expect(heard(world, NUMBER, '1:late-1')).toEqual(['1: 24/0/0', '2: 0/3/0']);
    await settle(world, 'unknown-sku', { action: 'map-sku', sku: 'NK-0103' });
    await goOn(world);
    expect(heard(world, NUMBER, '1:late-2')).toEqual(['1: 24/0/0', '2: 3/0/0']);
    expect(await resting(world)).toEqual([]);
  });

  test('an answer that does not help is asked again, and nothing is said', async () => {
    const world = await unsettled(['NK-9999 10ea 4.2']);
    await settle(world, 'unknown-sku', { action: 'map-sku', sku: 'NK-8888' });
    await goOn(world);
    expect(world.partner.heard.size).toBe(1);
    expect((await world.stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind)).toEqual(['unknown-sku']);
  });
});

describe('of an order that Amazon changed', () => {
  test('a change of other lines leaves the question open; settled, the newest version is answered again', async () => {
    const world = await unsettled(['NK-0101 24ea 11.00', 'NK-0103 2ea 4.2']);
    await receive(world, ['NK-0101 24ea 11.00', 'NK-0103 1ea 4.2']);
    await goOn(world);
    expect(heard(world, NUMBER, 2)).toEqual(['1: 0/24/0', '2: 1/0/0']);
    await settle(world, 'price-below-agreed', { action: 'accept-cost' });
    await goOn(world);
    expect(heard(world, NUMBER, '2:late-1')).toEqual(['1: 24/0/0', '2: 1/0/0']);
  });

  test('a change that comes with the word of the person is answered with both at once', async () => {
    const world = await unsettled(['NK-0101 24ea 11.00', 'NK-0103 2ea 4.2']);
    await settle(world, 'price-below-agreed', { action: 'accept-cost' });
    await receive(world, ['NK-0101 24ea 11.00', 'NK-0103 1ea 4.2']);
    await goOn(world);
    expect(heard(world, NUMBER, 2)).toEqual(['1: 24/0/0', '2: 1/0/0']);
    expect(world.partner.heard.size).toBe(2);
    expect(await resting(world)).toEqual([]);
  });

  test('a lower cost of what was promised: the promise stands meanwhile, and is said again at the new cost', async () => {
    const world = await unsettled(['NK-0101 24ea 11.75']);
    await receive(world, ['NK-0101 30ea 11.00']);
    await goOn(world, 50);
    expect([heard(world, NUMBER, 2), held(world)]).toEqual([undefined, { '4KQ7TZ1M:1': 24 }]);
    const blocked = await world.stores.discrepancies.list({ state: 'open', kind: 'document-blocked' });
    expect(blocked.map(({ detail }) => detail.document)).toEqual(['acknowledgement:4KQ7TZ1M:2']);
    await settle(world, 'document-blocked', { action: 'send-anyway' });
    await settle(world, 'price-below-agreed', { action: 'accept-cost' });
    await goOn(world);
    expect([heard(world, NUMBER, 2), heard(world, NUMBER, '2:late-1')]).toEqual([['1: 24/6/0'], ['1: 30/0/0']]);
    expect((await sentAcknowledgement(NUMBER, world))?.lines[0]?.unitCost).toBe('11');
  });

  test('an account that takes an 865 hears it by 865, with the lines of that change', async () => {
    const partner = TradingPartner.parse({ ...NORTHGATE, policies: { changeAnswer: '865' } });
    const world = await unsettled(['NK-0101 24ea 11.75', 'NK-0103 2ea 4.2'], {}, partner);
    const line = {
      change: 'added',
      lineNumber: '3',
      position: 1,
      productIds: [{ kind: 'vendor-item', value: 'NK-9999' }],
    };
    const ordered = { amount: 3, unitOfMeasure: 'each' };
    const change = { number: NUMBER, purpose: 'change', sequence: '7', notes: [] };
    const added = [{ ...line, priceBasis: 'per-each', unitCost: '4.2', ordered }];
    await receiveOrderChange(OrderChange.parse({ ...change, lines: added }), partner, sighting(world), world);
    await goOn(world, 50);
    expect(heard(world, NUMBER, 2)).toEqual(['1: 24/0/0', '2: 2/0/0', '3: 0/3/0']);
    await settle(world, 'unknown-sku', { action: 'map-sku', sku: 'NK-0102' });
    await goOn(world);
    const said = world.partner.heard.get('acknowledgement:4KQ7TZ1M:2:late-1');
    expect(said).toMatchObject({
      change: { sequence: '7', lines: [{ change: 'added', lineNumber: '3', dispositions: [{ code: 'accepted' }] }] },
    });
  });

  test('a part rejected before stays rejected where a person backorders the line', async () => {
    const partner = TradingPartner.parse({ ...NORTHGATE, policies: { shortage: 'reject' } });
    const world = await unsettled(['NK-0103 10ea 4.2'], {}, partner);
    expect(heard(world)).toEqual(['1: 4/0/6']);
    Object.assign(world.stockMaster.products.get('NK-0103') ?? {}, { agreedCost: '4.2' });
    await receive(world, ['NK-0103 12ea 4.0'], {}, partner);
    await goOn(world, 1);
    await settle(world, 'price-below-agreed', { action: 'backorder-line' });
    await goOn(world);
    expect([heard(world, NUMBER, 2), held(world)]).toEqual([['1: 0/6/6'], {}]);
  });
});

test('whichever outside call is lost, it is held and said once', async () => {
  for (let at = 0; ; at += 1) {
    for (const when of ['before', 'after'] as const) {
      const world = await unsettled(['NK-0101 24ea 11.00', 'NK-0103 2ea 4.2']);
      await settle(world, 'price-below-agreed', { action: 'accept-cost' });
      const seen = withFault(world, { at, when, lasting: false });
      await runFor(3 * HOUR, engine(seen.world, SAGAS, 'test'), world);
      expect([held(world), heard(world, NUMBER, '1:late-1'), await resting(world)]).toEqual([
        { '4KQ7TZ1M:1': 24, '4KQ7TZ1M:2': 2 },
        ['1: 24/0/0', '2: 2/0/0'],
        [],
      ]);
      if (seen.calls.length <= at) return;
    }
  }
});
