/*
 * Events of the shop over a bad road, ten thousand times. Every run takes other histories; a failure
 * names its seed, and VENDOR_BRIDGE_HISTORY_SEED=<seed> tells that one history again.
 */
import { randomInt } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, openDatabase } from '../../sidecar/adapters/database/database.ts';
import { databaseStores } from '../../sidecar/adapters/database/stores.ts';
import { fakePartner } from '../fakes/partner.ts';
import { type FakeWorld, fakeWorld } from '../fakes/world.ts';
import { history, seeded } from './history.ts';
import { retell } from './retold.ts';

const given = process.env.VENDOR_BRIDGE_HISTORY_SEED;
const first = given === undefined ? randomInt(2 ** 30) : Number(given);
const many = (count: number) => (given === undefined ? count : 1);

/** Answers how many histories were told with how many crashes. */
async function tell(
  count: number,
  toTheEnd: boolean,
  worldOf: () => Promise<FakeWorld>,
): Promise<{ crashes: number; told: number }> {
  let crashes = 0;
  let told = 0;
  for (let seed = first; seed < first + count; seed++) {
    const ending = await retell(seed, await worldOf(), toTheEnd);
    crashes += ending.crashes;
    told += ending.told;
    expect(ending.disagreements, `VENDOR_BRIDGE_HISTORY_SEED=${seed}`).toEqual([]);
  }
  return { crashes, told };
}

test('ten thousand histories, repeated, delayed and out of order: house and shop agree after each', async () => {
  const { crashes } = await tell(many(10_000), false, async () => fakeWorld());
  if (given === undefined) expect(crashes).toBeGreaterThan(1_000);
}, 120_000);

test('five hundred of them to the end: a notice and an invoice for each dispatch, and no wrong track unheard', async () => {
  await tell(many(500), true, async () => fakeWorld());
}, 120_000);

describe('on a real database', () => {
  let database: DataSource | undefined;
  beforeAll(async () => {
    database = await openDatabase({ url: 'sqlite::memory:' });
    await migrate(database);
  });
  afterAll(() => database?.destroy());

  test('a thousand of them', async () => {
    await tell(many(1_000), false, async () => {
      if (!database) throw new Error('the database is open only while tests run');
      for (const { tableName } of database.entityMetadatas) {
        if (tableName !== 'audit_head') await database.query(`DELETE FROM ${tableName}`);
      }
      const world = fakeWorld();
      const stores = databaseStores(database);
      return { ...world, stores, partner: fakePartner(stores, world.clock.now) };
    });
  }, 120_000);
});

test('a seed tells the same history every time', () => {
  expect(history(seeded(first))).toEqual(history(seeded(first)));
  expect(history(seeded(first))).not.toEqual(history(seeded(first + 1)));
});

test('a house that believed the last to arrive would be found out', async () => {
  const gullible = async (seed: number) => {
    const world = fakeWorld();
    let arrived = 0;
    const { apply } = world.stores.stock;
    world.stores.stock.apply = (rows) => apply(rows.map((row) => ({ ...row, sequence: ++arrived })));
    return retell(seed, world, false);
  };
  const endings = await Promise.all(Array.from({ length: 50 }, (_, index) => gullible(first + index)));
  expect(endings.some(({ disagreements }) => disagreements.length > 0)).toBe(true);
});
