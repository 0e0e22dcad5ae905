import { access } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { migrate, openDatabase, pendingMigrations } from '../../../sidecar/adapters/database/database.ts';
import { newId } from '../../../sidecar/adapters/database/ids.ts';
import { sessionOf } from '../../../sidecar/adapters/database/session.ts';
import { databaseStores } from '../../../sidecar/adapters/database/stores.ts';
import { onEveryDatabase, sqliteUrl } from './databases.ts';
import { at, atOnce, invoice, tally } from './documents.ts';

const ALL = [
  'FirstTables0000000000001',
  'ChecksBeforeSending0000000000002',
  'PartnerVersions0000000000003',
  'HowGoodsTravel0000000000004',
  'WhatAmazonShows0000000000005',
  'ReceiptsAndResends0000000000006',
  'RoutingInstructions0000000000007',
  'NewestOfAKind0000000000008',
];

describe('opening a database', () => {
  test('tables are not made until they are asked for, and then once', async () => {
    const { url, remove } = await sqliteUrl();
    const database = await openDatabase({ url });
    expect(await pendingMigrations(database)).toEqual(ALL);
    expect(await migrate(database)).toEqual(ALL);
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await migrate(database)).toEqual([]);
    await database.destroy();
    await remove();
  });

  test('what was kept is there when the file is opened again', async () => {
    const { url, remove } = await sqliteUrl();
    const first = await openDatabase({ url });
    await migrate(first);
    await databaseStores(first).inbox.setCursor('magento', '17');
    await first.destroy();
    const second = await openDatabase({ url });
    expect(await migrate(second)).toEqual([]);
    expect(await databaseStores(second).inbox.cursor('magento')).toBe('17');
    await second.destroy();
    await remove();
  });

  test('a file is written ahead and synced at every commit, and foreign keys hold', async () => {
    const { url, remove } = await sqliteUrl();
    const database = await openDatabase({ url });
    expect(await database.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await database.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await database.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    await database.destroy();
    await remove();
  });

  test('a database in memory leaves no file', async () => {
    const database = await openDatabase({ url: 'sqlite::memory:' });
    expect(await migrate(database)).toEqual(ALL);
    await database.destroy();
    await expect(access(':memory:')).rejects.toThrow();
  });

  for (const url of ['', 'postgres://localhost/x', 'sqlite:', 'mysql:', '/var/lib/x.sqlite']) {
    test(`'${url}' is refused, with what to write instead`, async () => {
      await expect(openDatabase({ url })).rejects.toMatchObject({
        code: 'database-url-invalid',
        hint: expect.stringContaining('mysql://'),
      });
    });
  }

  test('a server that is away may come back: the failure says try again, and not the password', async () => {
    const opening = openDatabase({ url: 'mysql://vb:secret@127.0.0.1:1/vb' });
    const failure = await opening.catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unreachable', retriable: true });
    expect(String(failure)).not.toContain('secret');
  });
});

describe('one database for everybody', () => {
  onEveryDatabase((shelf) => {
    test('a second migration does nothing, and four at once on a migrated database neither', async () => {
      expect(await migrate(shelf.database)).toEqual([]);
      expect(await atOnce(4, () => migrate(shelf.database))).toEqual([[], [], [], []]);
      expect(await pendingMigrations(shelf.database)).toEqual([]);
    });

    test('fifty transactions at once each keep all or nothing', async () => {
      const session = sessionOf(shelf.database);
      const ended = await atOnce(50, (index) =>
        session
          .transaction(async (rows) => {
            await rows.query(`INSERT INTO inbox (source, event_id, seen_at) VALUES ('a', '${index}', '')`);
            await Promise.resolve();
            await rows.query(`INSERT INTO inbox (source, event_id, seen_at) VALUES ('b', '${index}', '')`);
            if (index % 5 === 0) throw new Error('undo this');
            return 'kept';
          })
          .catch((error: Error) => error.message),
      );
      expect(tally(ended)).toEqual({ kept: 40, 'undo this': 10 });
      const halves: { source: string; n: number }[] = await shelf.database.query(
        'SELECT source, COUNT(*) AS n FROM inbox GROUP BY source ORDER BY source',
      );
      expect(halves.map(({ source, n }) => [source, Number(n)])).toEqual([
        ['a', 40],
        ['b', 40],
      ]);
    });

    test('a statement that comes in between is not rolled back with a stranger’s transaction', async () => {
      const session = sessionOf(shelf.database);
      const undone = session.transaction(async (rows) => {
        await rows.query(`INSERT INTO inbox (source, event_id, seen_at) VALUES ('a', '1', '')`);
        throw new Error('undo this');
      });
      const first = shelf.stores.inbox.first('b', '1', at('9:00'));
      await expect(undone).rejects.toThrow('undo this');
      expect(await first).toBe(true);
      expect(await shelf.stores.inbox.first('b', '1', at('9:00'))).toBe(false);
      expect(await shelf.stores.inbox.first('a', '1', at('9:00'))).toBe(true);
    });

    test('two processes that count with one sequence meet and lose nothing', async () => {
      const second = await openDatabase({ url: shelf.url });
      const counters = [shelf.stores.sequences, databaseStores(second).sequences] as const;
      const numbers = await Promise.all(counters.map((sequences) => atOnce(25, () => sequences.next('isa'))));
      expect(new Set(numbers.flat()).size).toBe(50);
      await second.destroy();
    });

    test('a missing table is a failure that says what to run', async () => {
      await shelf.database.query('ALTER TABLE inbox RENAME TO inbox_away');
      try {
        await expect(shelf.stores.inbox.first('a', '1', at('9:00'))).rejects.toMatchObject({
          code: 'database-refused',
          retriable: false,
          hint: expect.stringContaining('migrate'),
        });
      } finally {
        await shelf.database.query('ALTER TABLE inbox_away RENAME TO inbox');
      }
    });

    test('keys and texts keep their case, their accents and every sign', async () => {
      for (const number of ['Ä-1', 'A-1']) {
        await shelf.stores.invoices.keep({ ...invoice(number), remitTo: { name: 'Küche 🍳 “Ω”' } }, number, at('9:00'));
      }
      expect((await shelf.stores.invoices.find('ä-1'))?.invoice.remitTo.name).toBe('Küche 🍳 “Ω”');
      expect(await shelf.stores.invoices.list({})).toHaveLength(2);
    });
  });
});

test('ids sort as they were made', () => {
  const made = Array.from({ length: 500 }, () => newId(at('9:00'))).concat(newId(at('9:01')));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(501);
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
