import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { migrate, openDatabase } from '../../../sidecar/adapters/database/database.ts';
import { databaseJournal } from '../../../sidecar/adapters/database/journal.ts';
import { databaseStores } from '../../../sidecar/adapters/database/stores.ts';
import type { Journal } from '../../../sidecar/ports/journal.ts';
import type { Stores } from '../../../sidecar/ports/stores.ts';
import { inMemoryJournal } from '../../fakes/journal.ts';
import { inMemoryStores } from '../../fakes/stores.ts';
import { freshDatabase } from '../../setup/services.ts';

/** What a contract is tested on; empty at the start of each test. */
export interface Shelf {
  readonly stores: Stores;
  readonly journal: Journal;
}

export interface DatabaseShelf extends Shelf {
  readonly database: DataSource;
  /** For a second connection to the same data. */
  readonly url: string;
}

/** A sentence of a port must hold in the fakes that other tests trust, too. */
export function onEveryImplementation(tests: (shelf: Shelf) => void): void {
  describe('in memory', () => {
    let shelf: Shelf = { stores: inMemoryStores(), journal: inMemoryJournal() };
    beforeEach(() => {
      shelf = { stores: inMemoryStores(), journal: inMemoryJournal() };
    });
    tests({
      get stores() {
        return shelf.stores;
      },
      get journal() {
        return shelf.journal;
      },
    });
  });
  onEveryDatabase(tests);
}

export function onEveryDatabase(tests: (shelf: DatabaseShelf) => void): void {
  describe('on SQLite', () => tests(databaseShelf(sqliteUrl)));
  describe('on MySQL or MariaDB', () => tests(databaseShelf(freshDatabase)));
}

interface Place {
  url: string;
  remove(): Promise<void>;
}

export async function sqliteUrl(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-'));
  return {
    url: `sqlite:${join(folder, 'test.sqlite')}`,
    remove: () => rm(folder, { recursive: true }),
  };
}

function databaseShelf(makePlace: () => Promise<Place>): DatabaseShelf {
  let place: Place | undefined;
  let opened: { database: DataSource; stores: Stores; journal: Journal } | undefined;
  const present = () => {
    if (!opened || !place) throw new Error('the database is open only while tests run');
    return { ...opened, url: place.url };
  };

  beforeAll(async () => {
    place = await makePlace();
    const database = await openDatabase({ url: place.url });
    // What a power cut would leave is not tested here, and waiting for the disk is most of the time.
    if (place.url.startsWith('sqlite:')) await database.query('PRAGMA synchronous = OFF');
    await migrate(database);
    opened = { database, stores: databaseStores(database), journal: databaseJournal(database) };
  });
  beforeEach(async () => {
    const { database } = present();
    await database.transaction(async (rows) => {
      for (const { tableName } of database.entityMetadatas) {
        if (tableName !== 'audit_head') await rows.query(`DELETE FROM ${tableName}`);
      }
      await rows.query(`UPDATE audit_head SET sequence_number = 0, hash = ''`);
    });
  });
  afterAll(async () => {
    await opened?.database.destroy();
    await place?.remove();
  });

  return {
    get database() {
      return present().database;
    },
    get stores() {
      return present().stores;
    },
    get journal() {
      return present().journal;
    },
    get url() {
      return present().url;
    },
  };
}
