import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiscrepancyKind } from '../../sidecar/domain/discrepancy.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { openHouse } from '../../sidecar/main.ts';
import { CATALOGUE, orderFile, purchaseOrderNumber } from '../bench/order-file.ts';
import { type MovableClock, movableClock } from '../fakes/clock.ts';
import { ediHouse } from '../fakes/edi-house.ts';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';
import { HOUR } from '../workflow/runs.ts';

const NUMBERS = [1, 2].map(purchaseOrderNumber);
const FILLER = 'somebody-elses.bin';

let folder: string;
let outbox: string;
let isMounted: boolean;
let clock: MovableClock;
let shop: RunningMagento;
let house: House;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'full-mailbox-'));
  outbox = join(folder, 'upload');
  for (const path of [join(folder, 'download'), outbox]) mkdirSync(path);
  isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', outbox]).status === 0;
  clock = movableClock('2026-08-03T10:00:00Z');
  shop = await startMagento({ products: CATALOGUE, clock: clock.now });
  house = await openHouse(
    ediHouse(folder, shop, { deadlinesEverySeconds: 0.1 }),
    { console: false, rounds: true },
    clock.now,
  );
});
afterEach(async () => {
  await house?.close();
  await shop?.close();
  if (isMounted) spawnSync('umount', [outbox]);
  rmSync(folder, { recursive: true, force: true });
});

test('the disk of the mailbox is full from before the order comes until after its limit: the alarm rings, nothing half leaves, and the answer goes once there is room', async ({
  skip,
}) => {
  if (!isMounted) return skip('only root may mount a disk that is small enough to be full');
  fillUp();
  for (const serial of [1, 2]) writeFileSync(join(folder, 'download', `${serial}.edi`), orderFile(serial, 20));
  // Both are read, kept and held, the one behind the other too; only the answers cannot be put down.
  await expect.poll(progress, PATIENTLY).toEqual(['held', 'held']);
  expect(visible()).toEqual([FILLER]);

  const [order] = await orders();
  const limit = new Date(order?.acknowledgeBy ?? 0).getTime();
  clock.set(new Date(limit - HOUR));
  await expect.poll(() => alarms('acknowledgement-at-risk'), PATIENTLY).toEqual(NUMBERS);
  clock.set(new Date(limit + HOUR));
  await expect.poll(() => alarms('acknowledgement-late'), PATIENTLY).toEqual(NUMBERS);
  expect(visible()).toEqual([FILLER]);

  rmSync(join(outbox, FILLER));
  clock.advance(HOUR / 4);
  await expect.poll(answers, PATIENTLY).toHaveLength(2);
  await expect.poll(() => readdirSync(join(folder, 'download')), PATIENTLY).toEqual([]);
  await expect.poll(() => readdirSync(outbox), PATIENTLY).toEqual(visible());
  for (const name of visible()) {
    expect(readFileSync(join(outbox, name), 'utf8'), name).toMatch(/^ISA\*.*~IEA\*1\*\d{9}~\s*$/s);
  }
  await expect.poll(() => shop.books().orders.length, PATIENTLY).toBe(2);
  expect(shop.books().reservations).toHaveLength(2);
  expect([...shop.contradictions(), ...shop.breaches]).toEqual([]);
}, 120_000);

/** What a transfer program would take: not what is being tried just now. */
function visible(): string[] {
  return readdirSync(outbox).filter((name) => !name.startsWith('.'));
}

const PATIENTLY = { timeout: 60_000, interval: 100 };

async function orders() {
  return Promise.all(NUMBERS.map((number) => house.world.stores.purchaseOrders.find(number)));
}

async function progress(): Promise<(string | undefined)[]> {
  return (await orders()).map((order) => order?.progress);
}

async function alarms(kind: DiscrepancyKind): Promise<(string | undefined)[]> {
  const open = await house.world.stores.discrepancies.list({ state: 'open', kind });
  return open.map(({ subject }) => subject.purchaseOrderNumber).sort();
}

/** After 20 hours of trying an order waits for a person, who has made room and says so. */
async function answers(): Promise<string[]> {
  const { stores } = house.world;
  for (const { id } of await stores.discrepancies.list({ state: 'open', kind: 'step-stopped' })) {
    await house.desk.settle(id, { action: 'retry' }, 'operator');
  }
  return readdirSync(outbox).filter((name) => name.includes('_855_'));
}

/** To the last byte. */
function fillUp(): void {
  const { bavail, bsize } = statfsSync(outbox);
  writeFileSync(join(outbox, FILLER), Buffer.alloc(bavail * bsize));
  expect(statfsSync(outbox).bavail).toBe(0);
}
