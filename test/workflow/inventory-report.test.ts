import { describe, expect, test } from 'vitest';
import { withFiles } from '../../sidecar/adapters/amazon/file-channel.ts';
import { amazonPartner } from '../../sidecar/adapters/amazon/partner.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { Refused, Unreachable } from '../../sidecar/ports/failures.ts';
import type { PartnerAnswer } from '../../sidecar/ports/partner.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder } from '../../sidecar/workflow/intake.ts';
import { INVENTORY_REPORT } from '../../sidecar/workflow/inventory-report.ts';
import { receiveFunctionalAcknowledgement } from '../../sidecar/workflow/partner-answers.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { watchInventory } from '../../sidecar/workflow/watch-inventory.ts';
import { watchSent } from '../../sidecar/workflow/watch-sent.ts';
import { fakeWorld, NORTHGATE, onePartner, orderOf } from '../fakes/world.ts';
import { withFault } from './faults.ts';
import { HOUR, MINUTE, runFor } from './runs.ts';

const ACCEPTED: PartnerAnswer = { status: 'accepted', problems: [] };

/** One account that tells its stock, whose real sender hands to a road that only notes what passes. */
function reportingHouse(inventory: object = { everyHours: 4 }, change: object = {}) {
  const fake = fakeWorld();
  let account = TradingPartner.parse({ ...NORTHGATE, inventory, ...change });
  const partners = { ...onePartner(account), find: () => account, all: () => [account] };
  const road = {
    passed: [] as string[],
    trouble: undefined as Error | undefined,
    answer: ACCEPTED,
  };
  let number = 0;
  const channel = {
    async make(content: object) {
      number += 1;
      return { raw: JSON.stringify(content), fileName: `${number}.edi`, controlNumber: number, functionalId: 'IB' };
    },
    async deliver({ key }: { key: string }) {
      if (road.trouble) throw road.trouble;
      road.passed.push(key);
      return key;
    },
    answer: async () => road.answer,
    shown: async () => undefined,
  };
  const { stores, clock, events } = fake;
  const channels = withFiles(() => channel, { stores });
  const partner = amazonPartner({ stores, partners, channels, clock: clock.now, events });
  const world = { ...fake, partners, partner };
  const running = engine(world, SAGAS, 'test');
  return {
    world,
    road,
    /** What happens in a house that runs: reports are begun by the minute. */
    async pass(milliseconds: number) {
      const end = clock.now().getTime() + milliseconds;
      for (;;) {
        await watchInventory(world);
        const left = end - clock.now().getTime();
        await runFor(Math.min(MINUTE, Math.max(0, left)), running, world);
        if (left <= 0) break;
      }
    },
    /** `id eaches` of each report that was made, the oldest first. */
    async reports() {
      const kept = await stores.outbound.list({ kind: 'inventory-report' });
      return kept.reverse().map(({ content }) => {
        const items = content.kind === 'inventory-report' ? content.document.items : [];
        return items.map(({ productId, available }) => `${productId.value} ${available}`).join(', ');
      });
    },
    async order(orderNumber: string, ...lines: string[]) {
      const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
      await receiveOrder(orderOf(orderNumber, ...lines), account, sighting, world);
    },
    set(next: object) {
      account = TradingPartner.parse({ ...account, ...next });
    },
    learn: (value: string, sku: string) => stores.itemReferences.learn('NGK7U', { kind: 'asin', value }, sku),
    open: async () => {
      const open = await stores.discrepancies.list({ state: 'open' });
      return open.map(({ kind }) => kind);
    },
    statuses: async () => {
      const runs = await world.journal.list({ saga: INVENTORY_REPORT });
      return runs.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ status }) => status);
    },
  };
}

describe('reports of stock leave by themselves', () => {
  test('not unless the account says how often', async () => {
    const house = reportingHouse({});
    await house.learn('B0NK000101', 'NK-0101');
    await house.pass(2 * HOUR);
    expect(house.road.passed).toEqual([]);
  });

  test('one in every so many hours, each with all products as they are then', async () => {
    const house = reportingHouse();
    await house.learn('B0NK000101', 'NK-0101');
    await house.learn('B0NK000103', 'NK-0103');
    await house.pass(MINUTE);
    expect(house.road.passed).toEqual(['inventory-report:NGK7U:2026-08-03T08:00:00.000Z']);
    const product = house.world.stockMaster.products.get('NK-0101');
    if (product) product.onHand = 70;
    await house.pass(6 * HOUR);
    expect(house.road.passed.slice(1)).toEqual([
      'inventory-report:NGK7U:2026-08-03T12:00:00.000Z',
      'inventory-report:NGK7U:2026-08-03T16:00:00.000Z',
    ]);
    expect(await house.reports()).toEqual([
      'B0NK000101 100, B0NK000103 4',
      'B0NK000101 70, B0NK000103 4',
      'B0NK000101 70, B0NK000103 4',
    ]);
    expect(await house.statuses()).toEqual(['done', 'done', 'done']);
  });

  test('after a night without power only the present one is sent', async () => {
    const house = reportingHouse({ everyHours: 1 });
    await house.learn('B0NK000101', 'NK-0101');
    await house.pass(MINUTE);
    house.world.clock.advance(9 * HOUR);
    await house.pass(MINUTE);
    expect(house.road.passed.map((key) => key.slice(-13, -8))).toEqual(['10:00', '19:00']);
  });

  test('of what Amazon has ordered as well, also when those orders are long past', async () => {
    const house = reportingHouse({ everyHours: 24 });
    await house.order('4KQ7TZ1M', '614141001019 24ea 11.75', 'NK-0103 1ea 4.2', '614141009999 1ea 1');
    await house.pass(24 * HOUR);
    for (let day = 0; day < 40; day++) {
      house.world.clock.advance(24 * HOUR);
      await house.pass(MINUTE);
    }
    const all = await house.reports();
    expect(all[0]).toBe('614141001019 76, NK-0103 3');
    expect(new Set(all).size).toBe(1);
    expect(all.length).toBeGreaterThan(40);
  });

  test('nothing is sent where there is nothing to tell of', async () => {
    const house = reportingHouse();
    await house.pass(HOUR);
    expect([house.road.passed, await house.statuses()]).toEqual([[], ['done']]);
  });

  test('an order that has come and is not held yet is waited for, or Amazon would hear of its own goods', async () => {
    const house = reportingHouse();
    await house.learn('B0NK000101', 'NK-0101');
    await house.order('4KQ7TZ1M', 'NK-0101 24ea 11.75');
    await house.pass(5 * MINUTE);
    expect(await house.reports()).toEqual(['B0NK000101 76']);
  });

  test('but not for longer than ten minutes', async () => {
    const house = reportingHouse();
    await house.learn('B0NK000101', 'NK-0101');
    house.world.stockMaster.reservations.place = async () => {
      throw new Unreachable('hold');
    };
    await house.order('4KQ7TZ1M', 'NK-0101 24ea 11.75');
    await house.pass(9 * MINUTE);
    expect(await house.reports()).toEqual([]);
    await house.pass(3 * MINUTE);
    expect(await house.reports()).toEqual(['B0NK000101 100']);
  });
});

describe('two houses, lost replies and stops', () => {
  test('two sidecars on one database send one report', async () => {
    const house = reportingHouse();
    await house.learn('B0NK000101', 'NK-0101');
    await Promise.all([watchInventory(house.world), watchInventory(house.world)]);
    const others = ['a', 'b'].map((owner) => engine(house.world, SAGAS, owner));
    await Promise.all(others.map((one) => one.runDue()));
    await Promise.all([watchInventory(house.world), ...others.map((one) => one.runDue())]);
    expect(house.road.passed).toHaveLength(1);
    expect(await house.world.stores.outbound.list({})).toHaveLength(1);
  });

  test.each(['before', 'after'] as const)(
    'a reply that is lost %s it landed makes no second document',
    async (when) => {
      const house = reportingHouse();
      await house.learn('B0NK000101', 'NK-0101');
      await watchInventory(house.world);
      const { world } = withFault(house.world, { at: 'partner.send', when, lasting: false });
      const seen = { ...house.world, ...world };
      await runFor(HOUR, engine(seen, SAGAS, 'test'), seen);
      expect(await house.world.stores.outbound.list({})).toHaveLength(1);
      expect(new Set(house.road.passed).size).toBe(1);
      expect(await house.statuses()).toEqual(['done']);
    },
  );

  test('while Amazon cannot be reached no later report is begun, so that none arrives behind its follower', async () => {
    const house = reportingHouse({ everyHours: 1 });
    await house.learn('B0NK000101', 'NK-0101');
    house.road.trouble = new Unreachable('deliver');
    await house.pass(5 * HOUR);
    expect(await house.world.stores.outbound.list({})).toHaveLength(1);
    expect(await house.open()).toEqual(['step-failing']);
    house.road.trouble = undefined;
    await house.pass(10 * MINUTE);
    expect(house.road.passed.map((key) => key.slice(-13, -8))).toEqual(['10:00', '15:00']);
    expect(await house.open()).toEqual([]);
  });

  test('one that Amazon’s door refuses is asked about once; when a person closes that, the next one goes', async () => {
    const house = reportingHouse({ everyHours: 1 });
    await house.learn('B0NK000101', 'NK-0101');
    house.road.trouble = new Refused('sp-api-refused', 'deliver');
    await house.pass(5 * HOUR);
    expect(await house.open()).toEqual(['step-stopped']);
    const [asked] = await house.world.stores.discrepancies.list({ state: 'open' });
    house.road.trouble = undefined;
    await desk(house.world).settle(asked?.id ?? '', { action: 'close', note: 'mapping put right' }, 'anna');
    await house.pass(HOUR - MINUTE);
    expect(house.road.passed.map((key) => key.slice(-13, -8))).toEqual(['15:00']);
    // Run again after all, it finds that a later one was sent.
    await desk(house.world).retry(INVENTORY_REPORT, 'NGK7U:2026-08-03T10:00:00.000Z', 'anna');
    await house.pass(MINUTE);
    expect(house.road.passed).toHaveLength(2); // of 15:00 and 16:00
    expect(house.road.passed.join()).not.toContain('T10:00');
    expect(new Set(await house.statuses())).toEqual(new Set(['done']));
  });
});

describe('what Amazon has heard is followed', () => {
  test('a product that is gone is told as 0 until Amazon has taken that, and then no more', async () => {
    const house = reportingHouse();
    await house.learn('B0NK000101', 'NK-0101');
    await house.learn('B0NK000103', 'NK-0103');
    await house.pass(MINUTE);
    house.world.stockMaster.products.delete('NK-0103');
    house.road.answer = { status: 'awaited', problems: [] };
    await house.pass(8 * HOUR);
    house.road.answer = ACCEPTED;
    await house.pass(4 * HOUR);
    expect(await house.reports()).toEqual([
      'B0NK000101 100, B0NK000103 4',
      'B0NK000101 100, B0NK000103 0',
      'B0NK000101 100, B0NK000103 0',
      'B0NK000101 100',
    ]);
  });

  test('a rejection is a discrepancy, and what was rejected was not told', async () => {
    const house = reportingHouse();
    await house.learn('B0NK000101', 'NK-0101');
    await house.learn('B0NK000103', 'NK-0103');
    house.road.answer = { status: 'rejected', problems: ['B0NK000103 is not yours'] };
    await house.pass(MINUTE);
    const [open] = await house.world.stores.discrepancies.list({ state: 'open' });
    expect(open).toMatchObject({
      kind: 'outbound-rejected',
      summary:
        'Amazon rejected our inventory-report inventory-report:NGK7U:2026-08-03T08:00:00.000Z: B0NK000103 is not yours',
    });
    house.road.answer = ACCEPTED;
    house.world.stockMaster.products.delete('NK-0103');
    await house.pass(4 * HOUR);
    expect((await house.reports()).slice(1)).toEqual(['B0NK000101 100']);
  });

  test('what lay in another warehouse is not told as 0 of this one', async () => {
    const house = reportingHouse({ everyHours: 4, warehouse: 'RENO' });
    await house.learn('B0NK000101', 'NK-0101');
    await house.learn('B0NK000103', 'NK-0103');
    await house.pass(MINUTE);
    house.world.stockMaster.products.delete('NK-0103');
    house.set({ inventory: { everyHours: 4, warehouse: 'BOISE' } });
    await house.pass(4 * HOUR);
    expect((await house.reports()).slice(1)).toEqual(['B0NK000101 100']);
  });

  test('a 997 closes it at once', async () => {
    const house = reportingHouse();
    await house.learn('B0NK000101', 'NK-0101');
    house.road.answer = { status: 'awaited', problems: [] };
    await house.pass(MINUTE);
    expect(await house.statuses()).toEqual(['waiting']);
    const counts = { announced: 1, received: 1, accepted: 1, transactions: [] };
    const heard = { functionalId: 'IB', groupControlNumber: '1', result: 'accepted' as const, ...counts };
    const account = house.world.partners.all()[0] ?? NORTHGATE;
    await receiveFunctionalAcknowledgement(heard, account, 'in-9', house.world);
    await house.pass(0);
    expect(await house.statuses()).toEqual(['done']);
  });

  test('where Amazon answers none of them a person is told once, and not by the hour', async () => {
    const house = reportingHouse({ everyHours: 1 });
    await house.learn('B0NK000101', 'NK-0101');
    house.road.answer = { status: 'awaited', problems: [] };
    await house.pass(30 * HOUR);
    expect(await house.open()).toEqual(['functional-acknowledgement-overdue']);
  });
});

describe('as a file that a person enters', () => {
  test('only the newest is asked for; the one before is let go', async () => {
    const house = reportingHouse({ everyHours: 4 }, { channels: { 'inventory-report': 'file' } });
    await house.learn('B0NK000101', 'NK-0101');
    await house.pass(HOUR);
    const [older] = await house.world.stores.outbound.list({});
    expect(older).toMatchObject({ channel: 'file', delivered: 'handed-over' });
    await house.pass(2 * HOUR);
    const [newest] = await house.world.stores.outbound.list({ delivered: 'handed-over' });
    expect(newest?.id).not.toBe(older?.id);
    expect((await desk(house.world).sayOfFile(older?.id ?? '', { said: 'entered' }, 'anna')).kind).toBe('not-to-enter');
    expect((await desk(house.world).sayOfFile(newest?.id ?? '', { said: 'entered' }, 'anna')).kind).toBe('noted');
    await house.pass(MINUTE);
    expect(await house.statuses()).toEqual(['done', 'done']);
    expect(await house.open()).toEqual([]);
  });

  test('one that nobody entered for a day rings not; a later one takes its place', async () => {
    const house = reportingHouse({ everyHours: 24 }, { channels: { 'inventory-report': 'file' } });
    await house.learn('B0NK000101', 'NK-0101');
    await house.pass(MINUTE);
    house.world.clock.advance(25 * HOUR);
    await watchSent(house.world);
    expect(await house.open()).toEqual([]);
    await house.pass(MINUTE);
    const files = await house.world.stores.outbound.list({});
    expect(files.map(({ delivered }) => delivered)).toEqual(['handed-over', 'failed']);
  });
});

describe('an account that is not live', () => {
  test.each(['never-send', 'shadow'])('%s: reports are made and kept, and none leaves', async (mode) => {
    const house = reportingHouse({ everyHours: 4 }, { mode });
    await house.learn('B0NK000101', 'NK-0101');
    await house.pass(8 * HOUR);
    expect(house.road.passed).toEqual([]);
    const kept = await house.world.stores.outbound.list({});
    expect(kept.map(({ delivered }) => delivered)).toEqual(['held-back', 'held-back', 'held-back']);
  });

  test('what was held back was not told, and needs no 0', async () => {
    const house = reportingHouse({ everyHours: 4 }, { mode: 'never-send' });
    await house.learn('B0NK000101', 'NK-0101');
    await house.learn('B0NK000103', 'NK-0103');
    await house.pass(MINUTE);
    house.world.stockMaster.products.delete('NK-0103');
    await house.pass(4 * HOUR);
    expect((await house.reports()).slice(1)).toEqual(['B0NK000101 100']);
  });

  test('a person sends the newest; an older one would be taken for the newest and stays', async () => {
    const house = reportingHouse({ everyHours: 4 }, { mode: 'never-send' });
    await house.learn('B0NK000101', 'NK-0101');
    await house.pass(5 * HOUR);
    const [newest, older] = await house.world.stores.outbound.list({});
    expect(await desk(house.world).release(older?.id ?? '', 'anna')).toEqual({ kind: 'overtaken' });
    expect((await desk(house.world).release(newest?.id ?? '', 'anna')).kind).toBe('sent');
    await house.pass(25 * HOUR);
    expect(house.road.passed).toEqual([newest?.key]);
    expect((await house.statuses()).slice(0, 2)).toEqual(['done', 'done']);
  });

  test('nor is an older one of a live account sent again', async () => {
    const house = reportingHouse({ everyHours: 4 });
    await house.learn('B0NK000101', 'NK-0101');
    await house.pass(5 * HOUR);
    const [newest, older] = await house.world.stores.outbound.list({});
    expect(await desk(house.world).resend(older?.id ?? '', 'anna')).toEqual({ kind: 'overtaken' });
    expect((await desk(house.world).resend(newest?.id ?? '', 'anna')).kind).toBe('sent');
  });
});
