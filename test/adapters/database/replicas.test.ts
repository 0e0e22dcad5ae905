import { afterEach, describe, expect, test } from 'vitest';
import type { AmazonChannel } from '../../../sidecar/adapters/amazon/channel.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { migrate, openDatabase } from '../../../sidecar/adapters/database/database.ts';
import { databaseStores } from '../../../sidecar/adapters/database/stores.ts';
import type { Stores } from '../../../sidecar/ports/stores.ts';
import { onePartner } from '../../fakes/world.ts';
import { freshDatabase } from '../../setup/services.ts';
import { acknowledgement, listeningEvents, northgate } from '../amazon/samples.ts';
import { at, outbound } from './documents.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** As many sidecars as wanted, each with connections of its own to one database. */
async function replicas(count: number): Promise<Stores[]> {
  const place = await freshDatabase();
  closing.push(place.remove);
  const databases = await Promise.all(Array.from({ length: count }, () => openDatabase({ url: place.url })));
  for (const database of databases) closing.push(async () => database.isInitialized && database.destroy());
  await Promise.all(databases.map(migrate));
  return databases.map(databaseStores);
}

describe('several sidecars with one MySQL or MariaDB', () => {
  test('that send one document at the same moment hand it over once, though it is picked up at once', async () => {
    const handedOver: string[] = [];
    const road: AmazonChannel = {
      // Each writes a message of its own; the first that is kept is the one.
      make: async () => ({ raw: `ISA ${Math.random()}`, fileName: 'a.edi', controlNumber: 1, functionalId: 'PR' }),
      async deliver({ raw, key }) {
        handedOver.push(`${key} ${raw}`);
        // Long enough for the others to come by.
        await new Promise((next) => setTimeout(next, 50));
        return 'a.edi';
      },
      answer: async () => ({ status: 'awaited', problems: [] }),
      shown: async () => undefined,
    };
    const heard: string[] = [];
    const senders = (await replicas(4)).map((stores) =>
      amazonPartner({
        stores,
        partners: onePartner(northgate('edi')),
        channels: () => road,
        clock: () => new Date('2026-08-03T23:02:00Z'),
        events: listeningEvents(heard),
      }),
    );
    for (let round = 1; round <= 5; round++) {
      const key = `acknowledgement:4KQ7TZ1M:${round}`;
      const sent = await Promise.all(senders.map((one) => one.send({ ...acknowledgement(), key })));
      expect(new Set(sent.map(({ documentId, reference }) => `${documentId} ${reference}`)).size).toBe(1);
      expect(handedOver.filter((one) => one.startsWith(`${key} `))).toHaveLength(1);
    }
  }, 60_000);

  test('a sidecar that dies over a document holds it no longer than its connection', async () => {
    const place = await freshDatabase();
    closing.push(place.remove);
    const [dying, other] = await Promise.all([openDatabase({ url: place.url }), openDatabase({ url: place.url })]);
    closing.push(() => other.destroy());
    await migrate(dying);
    const stores = databaseStores(dying);
    const { id } = await stores.outbound.prepare(outbound('key'), at('9:00'));
    let begun = false;
    const never = stores.outbound.alone(id, () => {
      begun = true;
      return new Promise<never>(() => {});
    });
    never.catch(() => {});
    await expect.poll(() => begun).toBe(true);
    const [row] = (await other.query('SELECT CONNECTION_ID() AS mine')) as { mine: number }[];
    const all = (await other.query('SHOW PROCESSLIST')) as { Id: number; db: string | null }[];
    const name = new URL(place.url).pathname.slice(1);
    for (const { Id, db } of all)
      if (db === name && Id !== row?.mine) await other.query(`KILL ${Number(Id)}`).catch(() => {});
    expect(await databaseStores(other).outbound.alone(id, async () => 'free')).toBe('free');
    await dying.destroy().catch(() => {});
  }, 60_000);
});
