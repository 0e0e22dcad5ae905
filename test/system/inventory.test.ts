/*
 * The house as main.ts builds it, twice on one database, beside a shop and an Amazon that speak the
 * real protocols: what leaves by itself, by each road.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Config } from '../../sidecar/config.ts';
import { EDI_ACCOUNT, PRODUCTS, SP_API_ACCOUNT, settings } from '../../sidecar/entrypoints/demo/cast.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { openHouse } from '../../sidecar/main.ts';
import { type MovableClock, movableClock } from '../fakes/clock.ts';
import { type AmazonStandIn, startAmazon } from '../stand-ins/amazon/amazon.ts';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';
import { HOUR, MINUTE } from '../workflow/runs.ts';

let folder: string;
let clock: MovableClock;
let shop: RunningMagento;
let byEdi: AmazonStandIn;
let byApi: AmazonStandIn;
let houses: House[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inventory-'));
  for (const name of ['download', 'upload']) mkdirSync(join(folder, name));
  clock = movableClock('2026-08-03T10:00:00Z');
  shop = await startMagento({ products: PRODUCTS, clock: clock.now });
  byEdi = await startAmazon({ clock: clock.now, mailboxFolder: folder, vendorCode: EDI_ACCOUNT });
  byApi = await startAmazon({ clock: clock.now, vendorCode: SP_API_ACCOUNT });
  houses = [];
});
afterEach(async () => {
  for (const house of houses) await house.close();
  for (const world of [shop, byEdi, byApi]) await world.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<House> {
  const raw = Config.parse(
    settings({
      databaseFile: join(folder, 'vendor-bridge.sqlite'),
      mailboxFolder: folder,
      port: 0,
      amazonUrl: byApi.url,
      tokenUrl: byApi.tokenUrl,
      credentials: byApi.credentials,
      magentoUrl: shop.url,
      magentoToken: shop.integration.token,
    }),
  );
  const ofBoth = { everyHours: 4, bufferEaches: 10 };
  const partners = raw.partners.map((account) =>
    account.vendorCode === EDI_ACCOUNT
      ? { ...account, inventory: { ...account.inventory, ...ofBoth } }
      : {
          ...account,
          channels: { ...account.channels, 'inventory-report': 'sp-api' as const },
          inventory: { ...account.inventory, ...ofBoth, sharePercent: 50, warehouse: 'NGKW' },
        },
  );
  const items = [
    ...raw.items,
    { vendorCode: EDI_ACCOUNT, productId: { kind: 'upc' as const, value: '614141010011' }, sku: 'NK-KETTLE-1L' },
    { vendorCode: EDI_ACCOUNT, productId: { kind: 'upc' as const, value: '614141010028' }, sku: 'NK-PAN-28' },
  ];
  const house = await openHouse({ ...raw, partners, items }, { console: false, rounds: false }, clock.now);
  houses.push(house);
  return house;
}

async function tickAll() {
  for (let round = 0; round < 3; round++) {
    for (const house of houses) await house.tick();
    await byEdi.sweepMailbox();
    clock.advance(MINUTE);
  }
}

const told = (amazon: AmazonStandIn) =>
  amazon.books.inventoryReports.map(({ items }) => items.map(({ ids, available }) => `${ids[0]?.value} ${available}`));

test('two houses on one database tell each Amazon once every four hours, and every report is answered', async () => {
  for (let count = 0; count < 2; count++) await open();
  await tickAll();
  expect(told(byEdi)).toEqual([['614141010011 230', '614141010028 30']]);
  expect(told(byApi)).toEqual([
    ['B0NK000106 40', 'B0NK000101 115', 'B0NK000104 145', 'B0NK000102 15', 'B0NK000105 295', 'B0NK000103 55'],
  ]);
  clock.advance(2 * HOUR);
  await tickAll();
  expect([told(byEdi).length, told(byApi).length]).toEqual([2, 2]);
  const sent = await houses[0]?.world.stores.outbound.list({ kind: 'inventory-report' });
  expect(sent?.map(({ vendorCode, acknowledged }) => `${vendorCode} ${acknowledged}`).sort()).toEqual([
    'NGK7P accepted',
    'NGK7P accepted',
    'NGK7U accepted',
    'NGK7U accepted',
  ]);
  expect([...byEdi.books.problems, ...byApi.books.problems, ...shop.breaches]).toEqual([]);
  expect(await houses[0]?.world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
});
