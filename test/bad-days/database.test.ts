import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, openDatabase } from '../../sidecar/adapters/database/database.ts';
import { databaseJournal } from '../../sidecar/adapters/database/journal.ts';
import { databaseStores } from '../../sidecar/adapters/database/stores.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import { freshDatabase } from '../setup/services.ts';
import { type Road, roadTo } from './house.ts';

describe('the database goes away in the middle of a transaction', () => {
  let place: Awaited<ReturnType<typeof freshDatabase>>;
  let road: Road;
  let database: DataSource;

  beforeAll(async () => {
    place = await freshDatabase();
    const url = new URL(place.url);
    road = await roadTo(Number(url.port));
    url.hostname = '127.0.0.1';
    url.port = String(road.port);
    database = await openDatabase({ url: url.href });
    await migrate(database);
  }, 120_000);
  afterAll(async () => {
    road?.open();
    await database?.destroy();
    await road?.close();
    await place?.remove();
  });

  test('half of it is rolled back, the failure says try again, and the same work then happens once', async () => {
    const journal = databaseJournal(database);
    const at = instant(new Date('2026-08-03T10:00:00Z'));
    await journal.open('purchase-order', '4KQ7TZ1M', { number: '4KQ7TZ1M' }, 'review', at);
    const run = await journal.claim(at, 60_000, 'sidecar');
    if (!run) throw new Error('nothing was due');
    const change = { ...run, step: 'hold', status: 'ready' as const };
    const entries = [{ at, step: 'review', event: 'done' as const, detail: '' }];

    // The row is changed and not committed when everybody is thrown out.
    const half = database.transaction(async (rows) => {
      await rows.query('UPDATE journal SET step = ? WHERE id = ?', ['hold', run.id]);
      road.cut();
      await rows.query('SELECT 1');
    });
    await expect(half).rejects.toThrow();
    await expect(journal.save(run, change, entries, 'sidecar', at, { keepLease: true })).rejects.toBeInstanceOf(
      Unreachable,
    );

    road.open();
    await expect
      .poll(async () => (await journal.find('purchase-order', '4KQ7TZ1M').catch(() => undefined))?.step)
      .toBe('review');
    await journal.save(run, change, entries, 'sidecar', at, { keepLease: true });
    expect((await journal.find('purchase-order', '4KQ7TZ1M'))?.step).toBe('hold');
    expect((await journal.entries('purchase-order', '4KQ7TZ1M')).map(({ event }) => event)).toEqual(['opened', 'done']);
  }, 60_000);

  test('a number that was drawn as it went away is never drawn again', async () => {
    const { sequences } = databaseStores(database);
    const before = await sequences.next('isa:NORTHGATEKW:AMAZON');
    road.cut();
    await expect(sequences.next('isa:NORTHGATEKW:AMAZON')).rejects.toBeInstanceOf(Unreachable);
    road.open();
    const after = await sequences.next('isa:NORTHGATEKW:AMAZON').catch(() => sequences.next('isa:NORTHGATEKW:AMAZON'));
    expect(after).toBeGreaterThan(before);
  });
});
