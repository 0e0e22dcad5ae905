import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, openDatabase } from '../../sidecar/adapters/database/database.ts';
import { databaseJournal } from '../../sidecar/adapters/database/journal.ts';
import { databaseStores } from '../../sidecar/adapters/database/stores.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import type { Reservations } from '../../sidecar/ports/stock-master.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { fakePartner } from '../fakes/partner.ts';
import { type PrivateDatabaseServer, privateMariaDb } from '../setup/mariadb.ts';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';
import { type BadDay, expectOneOfEach, expectTheAlarm, goOnFor, houseOn, ORDER, orderComes } from './house.ts';

let server: PrivateDatabaseServer | undefined;
let shop: RunningMagento;

beforeAll(async () => {
  server = await privateMariaDb();
  shop = await startMagento({ products: [{ sku: 'NK-0101', quantities: { default: 100 }, agreed_cost: '11.75' }] });
}, 120_000);
afterAll(async () => {
  await shop?.close();
  await server?.remove();
});

test('the database server is killed in the middle of an order and comes back: half a transaction is gone, and the order is held, promised and entered once', async ({
  skip,
}) => {
  if (!server) return skip('there is no mariadbd here to kill: apt-get install mariadb-server-core mariadb-client');
  const { world, database } = await houseOnServer(server);
  try {
    await orderComes(world);

    // The shop holds the eaches; then the server is gone before the journal hears of it, and in the middle of
    // a change that somebody else has not committed.
    const killing = withKiller(world, async () => {
      const half = database.transaction(async (rows) => {
        await rows.query("UPDATE purchase_order SET progress = 'stopped'");
        await server?.kill();
        await rows.query('SELECT 1');
      });
      await expect(half).rejects.toThrow();
    });
    await expect(engine(killing, SAGAS, 'one that loses its database').runDue()).rejects.toBeInstanceOf(Unreachable);
    expect(shop.books().reservations).toHaveLength(1);
    await expect(world.stores.purchaseOrders.find(ORDER)).rejects.toBeInstanceOf(Unreachable);

    await server.start();
    const stored = await world.stores.purchaseOrders.find(ORDER);
    expect(stored?.progress).toBe('received');
    expect((await world.journal.find('purchase-order', ORDER))?.step).toBe('hold');
    await goOnFor(1, world);
    expectOneOfEach(shop, world);
    expect(await world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
  } finally {
    await database.destroy();
  }
}, 120_000);

test('the database server stays away: nobody is told what is not kept, and the alarm rings when it is back', async ({
  skip,
}) => {
  if (!server) return skip('there is no mariadbd here to kill');
  const { world, database } = await houseOnServer(server);
  try {
    await orderComes(world);
    await server.kill();
    await expect(engine(world, SAGAS, 'sidecar').runDue()).rejects.toBeInstanceOf(Unreachable);
    expect(world.partner.heard.size).toBe(0);
    await server.start();
    await expectTheAlarm(world);
  } finally {
    await database.destroy();
  }
}, 120_000);

/** Kills it once, when the shop has held the eaches and we have not noted it. */
function withKiller(world: BadDay, kill: () => Promise<void>): BadDay {
  const { reservations } = world.stockMaster;
  const place: Reservations['place'] = async (request) => {
    const held = await reservations.place(request);
    await kill();
    return held;
  };
  return { ...world, stockMaster: { ...world.stockMaster, reservations: { ...reservations, place } } };
}

/** Its stores and its journal are in an empty database of the server. */
async function houseOnServer(on: PrivateDatabaseServer) {
  const { url } = await emptyDatabase(on);
  const database = await openDatabase({ url });
  await migrate(database);
  const stores = databaseStores(database);
  const usual = houseOn(shop);
  const partner = fakePartner(stores, usual.clock.now);
  const world: BadDay = { ...usual, stores, journal: databaseJournal(database), partner };
  return { world, database };
}

let databases = 0;

async function emptyDatabase({ url }: PrivateDatabaseServer): Promise<{ url: string }> {
  const name = `vendor_bridge_${++databases}`;
  const connection = await createConnection(url);
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.end();
  return { url: `${url}${name}` };
}
