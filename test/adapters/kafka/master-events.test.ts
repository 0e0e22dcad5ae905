import { describe, expect, test } from 'vitest';
import { Unreachable } from '../../../sidecar/ports/failures.ts';
import type { MasterEvent } from '../../../sidecar/ports/stock-master.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { configOf, dispatchRecorded, into, sharedLog, soon, stockChanged, stockIn, withSharedBroker } from './log.ts';

withSharedBroker();

describe('events of the shop through Kafka', () => {
  test('a change of stock and a dispatch take effect, and the log knows that they are read', async () => {
    const log = await sharedLog();
    const world = fakeWorld();
    await log.stock({ sku: 'NK-0101', sequence: 1, salable: 60 });
    await log.dispatch({ order: '4KQ7TZ1M', id: 'shipment-7', revision: 1, track: '1Z1' });
    const sidecar = log.sidecar(into(world));
    await soon(() => stockIn(world)).toEqual(['NK-0101 60 (1)']);
    await soon(async () => (await world.journal.find('dispatch', 'shipment-7'))?.status).toBe('ready');
    expect(sidecar.health()).toEqual({ ok: true, detail: 'runs' });
    await soon(async () => sum(await sidecar.lag())).toBe(0);
    expect((await sidecar.lag()).map(({ topic }) => topic)).toContain('magento.stock.v1');
  });

  test('what comes twice or late changes nothing: each dispatch once, stock as its newest event says', async () => {
    const log = await sharedLog();
    const world = fakeWorld();
    const seen: string[] = [];
    world.events = {
      ...world.events,
      dispatchRecorded: ({ dispatchId, outcome }) => void seen.push(`${dispatchId} ${outcome}`),
    };
    const first = dispatchRecorded({ order: '4KQ7TZ1M', id: 'shipment-7', revision: 1, track: '1Z1' });
    const second = dispatchRecorded({ order: '4KQ7TZ1M', id: 'shipment-7', revision: 2, track: '1Z2' });
    await log.write('magento.dispatch.v1', first, first, second, first, second);
    const newest = stockChanged({ sku: 'NK-0101', sequence: 9, salable: 3 });
    const older = stockChanged({ sku: 'NK-0101', sequence: 8, salable: 70 });
    await log.write('magento.stock.v1', newest, older, newest);
    const sidecar = log.sidecar(into(world));
    await soon(async () => sum(await sidecar.lag())).toBe(0);
    expect(await stockIn(world)).toEqual(['NK-0101 3 (9)']);
    expect(seen).toEqual(['shipment-7 new', 'shipment-7 revised']);
    expect((await world.stores.dispatches.find('shipment-7'))?.tracks[0]?.number).toBe('1Z2');
  });

  test('an event that was read from the outbox before has no second effect when it comes through Kafka', async () => {
    const log = await sharedLog();
    const world = fakeWorld();
    const { key, value } = dispatchRecorded({ order: '4KQ7TZ1M', id: 'shipment-7', revision: 1, track: '1Z1' });
    await world.stores.inbox.first('magento', JSON.parse(value).event_id, world.clock.now().toISOString() as never);
    await log.write('magento.dispatch.v1', { key, value });
    const sidecar = log.sidecar(into(world));
    await soon(async () => sum(await sidecar.lag())).toBe(0);
    expect(await world.stores.dispatches.find('shipment-7')).toBeUndefined();
  });

  test('events of one SKU and of one order are taken in the order in which they happened', async () => {
    const log = await sharedLog();
    const taken = new Map<string, Set<number>>();
    const skus = Array.from({ length: 12 }, (_, index) => `NK-${index}`);
    for (let sequence = 1; sequence <= 40; sequence++) {
      await log.stock(...skus.map((sku) => ({ sku, sequence, salable: sequence })));
    }
    const take = async (events: readonly MasterEvent[]) => {
      for (const event of events) {
        if (event.kind !== 'stock-changed') continue;
        const { sku } = event.position;
        // One that comes again keeps its place: a repeat is no disorder.
        taken.set(sku, (taken.get(sku) ?? new Set()).add(event.sequence));
        await Promise.resolve();
      }
    };
    log.sidecar(take);
    await soon(() => sum([...taken.values()].map(({ size }) => ({ events: size })))).toBe(480);
    const inOrder = Array.from({ length: 40 }, (_, index) => index + 1);
    for (const sku of skus) expect([...(taken.get(sku) ?? [])]).toEqual(inOrder);
  });
});

describe('an event that nobody can read', () => {
  test('is laid aside with the reason, shown to a person, and blocks nothing behind it', async () => {
    const log = await sharedLog();
    const world = fakeWorld();
    const partition = 2;
    const sound = (sku: string, sequence: number) => ({ ...stockChanged({ sku, sequence, salable: 5 }), partition });
    await log.write(
      'magento.stock.v1',
      sound('NK-1', 1),
      { key: 'NK-2', value: '{"event_id": ', partition },
      { key: 'NK-3', value: sound('NK-3', 1).value.replace('"version":1', '"version":2'), partition },
      { key: 'NK-OTHER', value: sound('NK-4', 1).value, partition },
      sound('NK-5', 1),
    );
    log.sidecar(into(world));
    await soon(() => stockIn(world)).toEqual(['NK-1 5 (1)', 'NK-5 5 (1)']);
    const letters = await log.deadLetters.list();
    expect(letters.map(({ place, key }) => [place, key])).toEqual([
      ['magento.stock.v1/2/1', 'NK-2'],
      ['magento.stock.v1/2/2', 'NK-3'],
      ['magento.stock.v1/2/3', 'NK-OTHER'],
    ]);
    expect(letters[0]?.raw).toBe('{"event_id": ');
    expect(letters[1]?.reason).toContain('version');
    expect(letters[2]?.reason).toBe("its Kafka key is 'NK-OTHER', not 'NK-4'");
    const raised = await world.stores.discrepancies.list({ kind: 'contract-violation' });
    expect(raised.map(({ summary }) => /at (magento\S+)\)/.exec(summary)?.[1]).sort()).toEqual(
      letters.map(({ place }) => place),
    );
    expect(log.warnings.filter(([code]) => code === 'kafka-dead-letter')).toHaveLength(3);
  });

  test('takes effect when it is replayed to a sidecar that can read it', async () => {
    const log = await sharedLog();
    const world = fakeWorld();
    const { key, value } = stockChanged({ sku: 'NK-1', sequence: 1, salable: 5 });
    await log.write('magento.stock.v1', { key, value, partition: 4 });
    const stumbles = async (events: readonly MasterEvent[]) => {
      if (events.some(({ kind }) => kind === 'stock-changed')) throw new TypeError('this release has a bug');
      await into(world)(events);
    };
    const old = log.sidecar(stumbles);
    await soon(async () => (await world.stores.discrepancies.list({})).map(({ summary }) => summary)).toEqual([
      expect.stringContaining('this release has a bug'),
    ]);
    await old.stop();
    log.sidecar(into(world));
    expect(await log.deadLetters.replay('magento.stock.v1/4/99')).toBe(false);
    expect(await log.deadLetters.replay('magento.stock.v1/4/0')).toBe(true);
    await soon(() => stockIn(world)).toEqual(['NK-1 5 (1)']);
  });
});

describe('several sidecars', () => {
  test('share the work; when one ends, the other takes all', async () => {
    const log = await sharedLog();
    const taken: string[][] = [[], []];
    const takeAs = (index: number) => async (events: readonly MasterEvent[]) => {
      for (const event of events) if (event.kind === 'stock-changed') taken[index]?.push(event.position.sku);
    };
    const [one, two] = [log.sidecar(takeAs(0)), log.sidecar(takeAs(1))];
    // A group that is still forming gives all to whoever came first: wait until each has had its share.
    let round = 0;
    await soon(async () => {
      round++;
      await log.stock(...skusOf(round).map((sku) => ({ sku, sequence: 1, salable: 1 })));
      return taken.every((skus) => skus.length > 0);
    }).toBe(true);
    const all = () => [...new Set(taken.flat())].sort();
    const written = () =>
      Array.from({ length: round }, (_, index) => skusOf(index + 1))
        .flat()
        .sort();
    await soon(all).toEqual(written());
    await one.stop();
    const before = taken[0]?.length;
    round++;
    await log.stock(...skusOf(round).map((sku) => ({ sku, sequence: 1, salable: 1 })));
    await soon(all).toEqual(written());
    expect(taken[0]).toHaveLength(before ?? -1);
    expect(two.health().ok).toBe(true);
  });
});

describe('the database is away', () => {
  test('the events wait, the health says why, and nothing is laid aside', async () => {
    const log = await sharedLog();
    const world = fakeWorld();
    let away = true;
    let asked = 0;
    const sidecar = log.sidecar(async (events) => {
      asked++;
      if (away) throw new Unreachable('use the database');
      await into(world)(events);
    });
    await log.stock({ sku: 'NK-1', sequence: 1, salable: 5 });
    await soon(() => asked).toBeGreaterThan(3);
    expect(sidecar.health()).toEqual({ ok: false, detail: expect.stringContaining('use the database') });
    expect(sum(await sidecar.lag())).toBe(1);
    away = false;
    await soon(() => stockIn(world)).toEqual(['NK-1 5 (1)']);
    await soon(() => sidecar.health().ok).toBe(true);
    expect(await log.deadLetters.list()).toEqual([]);
  });

  test('what a sidecar could not keep before it ended is taken by the next one', async () => {
    const log = await sharedLog();
    const world = fakeWorld();
    let asked = 0;
    const first = log.sidecar(async () => {
      asked++;
      throw new Unreachable('use the database');
    });
    await log.stock({ sku: 'NK-1', sequence: 1, salable: 5 });
    await soon(() => asked).toBeGreaterThan(0);
    await first.stop();
    expect(first.health()).toEqual({ ok: false, detail: 'stopped' });
    log.sidecar(into(world));
    await soon(() => stockIn(world)).toEqual(['NK-1 5 (1)']);
  });
});

describe('topics', () => {
  test('are made as the contract says, once, and dead letters are kept for a quarter of a year', async () => {
    const log = await sharedLog();
    expect(await configOf(log, 'magento.stock.v1')).toMatchObject({ 'cleanup.policy': 'compact', partitions: '6' });
    expect(await configOf(log, 'magento.dispatch.v1')).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': String(720 * 3_600_000),
      partitions: '6',
    });
    expect(await configOf(log, 'vendor-bridge.dead-letter.v1')).toMatchObject({
      'retention.ms': String(90 * 24 * 3_600_000),
      partitions: '1',
    });
    expect(await log.createTopics()).toEqual([]);
  });

  test('that are missing are waited for, and the health says so', async () => {
    const log = await sharedLog({}, { topics: false });
    const world = fakeWorld();
    const sidecar = log.sidecar(into(world));
    await soon(() => sidecar.health().detail).toContain('does not host this topic');
    expect(await log.createTopics()).toHaveLength(4);
    await log.stock({ sku: 'NK-1', sequence: 1, salable: 5 });
    await soon(() => stockIn(world)).toEqual(['NK-1 5 (1)']);
    expect(log.warnings.map(([code]) => code)).toContain('kafka-consumer-rebuilt');
  });

  test('that are missing are made at start where the settings say so', async () => {
    const log = await sharedLog({ createTopics: true }, { topics: false });
    const sidecar = log.sidecar(into(fakeWorld()));
    await soon(() => sidecar.health().ok).toBe(true);
    expect(await log.createTopics()).toEqual([]);
  });
});

function skusOf(round: number): string[] {
  return Array.from({ length: 30 }, (_, index) => `NK-${round}-${index}`);
}

function sum(parts: readonly { events: number }[]): number {
  return parts.reduce((so, { events }) => so + events, 0);
}
