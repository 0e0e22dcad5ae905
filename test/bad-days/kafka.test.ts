import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../../sidecar/main.ts';
import { later, sharedLog, soon } from '../adapters/kafka/log.ts';
import { CATALOGUE, orderFile, purchaseOrderNumber } from '../bench/order-file.ts';
import { movableClock } from '../fakes/clock.ts';
import { ediHouse } from '../fakes/edi-house.ts';
import { type PrivateBroker, privateKafka } from '../setup/kafka/broker.ts';
import { startMagento } from '../stand-ins/magento/magento.ts';
import { HOUR } from '../workflow/runs.ts';

let broker: PrivateBroker;
beforeAll(async () => {
  broker = await privateKafka();
}, 120_000);
afterAll(() => broker.remove());

test('Kafka is down from before the orders come until after their limit: they are answered, the alarm rings for the one that cannot be, and a dispatch is told once when it is back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-down-'));
  later(async () => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['download', 'upload']) mkdirSync(join(folder, name));
  const clock = movableClock('2026-08-03T10:00:00Z');
  const shop = await startMagento({ products: CATALOGUE, clock: clock.now });
  later(() => shop.close());
  const log = await sharedLog({ brokers: broker.address });
  const house = await openHouse(
    { ...ediHouse(folder, shop, { deadlinesEverySeconds: 0.1 }), kafka: log.connection },
    { console: false, rounds: true },
    clock.now,
  );
  later(() => house.close());
  const { stores } = house.world;
  const sent = (type: string) => readdirSync(join(folder, 'upload')).filter((name) => name.includes(`_${type}_`));
  const progress = async (serial: number) => (await stores.purchaseOrders.find(purchaseOrderNumber(serial)))?.progress;
  const alarms = async (kind: 'acknowledgement-at-risk' | 'acknowledgement-late') =>
    (await stores.discrepancies.list({ state: 'open', kind })).map(({ subject }) => subject.purchaseOrderNumber);

  // It runs and is read, then it is gone.
  await log.stock({ sku: 'NK-1000', sequence: 1, salable: 9 });
  await soon(async () => (await stores.stock.list({})).length).toBe(1);
  await broker.kill();

  writeFileSync(join(folder, 'download', '1.edi'), orderFile(1, 1));
  await soon(() => progress(1)).toBe('in-work');
  expect(sent('855')).toHaveLength(1);

  shop.failNext({ route: 'holdStock', when: 'before', kind: 500, times: Number.POSITIVE_INFINITY });
  writeFileSync(join(folder, 'download', '2.edi'), orderFile(2, 1));
  await soon(() => progress(2)).toBeDefined();
  const stuck = purchaseOrderNumber(2);
  const limit = new Date((await stores.purchaseOrders.find(stuck))?.acknowledgeBy ?? 0).getTime();
  clock.set(new Date(limit - HOUR));
  await soon(() => alarms('acknowledgement-at-risk')).toEqual([stuck]);
  clock.set(new Date(limit + HOUR));
  await soon(() => alarms('acknowledgement-late')).toEqual([stuck]);

  await broker.start();
  const [line] = (await stores.purchaseOrders.find(purchaseOrderNumber(1)))?.document.lines ?? [];
  const { sku, reserved } = shop.books().reservations[0]?.lines[0] ?? { sku: '', reserved: 0 };
  expect(line?.ordered.amount).toBe(reserved);
  const lines = [{ line_id: `${purchaseOrderNumber(1)}:1`, sku, quantity: reserved }];
  const dispatch = { order: purchaseOrderNumber(1), id: 'shipment-1', revision: 1, track: '1Z999AA10123456784', lines };
  // The shop says at least once.
  await log.dispatch(dispatch, dispatch);
  await soon(() => sent('856')).toHaveLength(1);
  await soon(() => sent('810')).toHaveLength(1);
  await log.stock({ sku: 'NK-1000', sequence: 2, salable: 8 });
  await soon(async () => (await stores.stock.list({})).map(({ salable }) => salable)).toEqual([8]);
  expect([sent('855').length, sent('856').length, sent('810').length]).toEqual([1, 1, 1]);
}, 180_000);
