import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Config } from '../../../sidecar/config.ts';
import { openHouse } from '../../../sidecar/main.ts';
import { later, sharedLog, soon, withSharedBroker } from './log.ts';

withSharedBroker();

test('a house with Kafka in its settings reads the shop’s events from there, and says how far behind it is', async () => {
  const log = await sharedLog();
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-'));
  later(() => rm(folder, { recursive: true }));
  const config = Config.parse({
    databaseUrl: `sqlite:${join(folder, 'house.sqlite')}`,
    logLevel: 'silent',
    http: { port: 0 },
    kafka: log.connection,
  });
  const house = await openHouse(config, { console: true, rounds: true });
  later(() => house.close());
  await log.stock({ sku: 'NK-0101', sequence: 2, salable: 60 }, { sku: 'NK-0101', sequence: 1, salable: 70 });
  await log.dispatch({ order: '4KQ7TZ1M', id: 'shipment-7', revision: 1, track: '1Z1' });
  await log.write('magento.stock.v1', { key: 'NK-0102', value: 'not JSON', partition: 1 });

  const { stores } = house.world;
  await soon(async () => (await stores.stock.list({})).map(({ sku, salable }) => [sku, salable])).toEqual([
    ['NK-0101', 60],
  ]);
  await soon(async () => (await stores.dispatches.list('4KQ7TZ1M')).map(({ id }) => id)).toEqual(['shipment-7']);
  await soon(async () => (await stores.discrepancies.list({ kind: 'contract-violation' })).length).toBe(1);
  expect((await house.deadLetters?.list())?.map(({ place }) => place)).toEqual(['magento.stock.v1/1/0']);

  await soon(async () => (await fetch(`${house.url}/readyz`)).json()).toMatchObject({
    checks: expect.arrayContaining([{ name: 'kafka', ok: true, detail: 'runs' }]),
  });
  const figures = async () => (await fetch(`${house.url}/metrics`)).text();
  await soon(figures).toMatch(/vendor_bridge_events_unread\{topic="magento\.stock\.v1",partition="1"\} 0/);
});
