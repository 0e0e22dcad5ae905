import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Config } from '../../sidecar/config.ts';
import { addDays, type CalendarDay, dayOf } from '../../sidecar/domain/calendar.ts';
import { importOrders } from '../../sidecar/entrypoints/cli/file-import.ts';
import { type Stage, setStage } from '../../sidecar/entrypoints/demo/stage.ts';
import { shipPart } from '../../sidecar/entrypoints/demo/warehouse.ts';
import { openHouse } from '../../sidecar/main.ts';
import { rowsOf } from '../codec/vendor-central-file/reading.ts';
import { paper } from '../entrypoints/paper.ts';

const NUMBER = '7HQ2NVPD';
const WAITS = 'to enter in Vendor Central';

let folder: string;
let stage: Stage;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-files-'));
  stage = await setStage({
    folder: join(folder, 'stage'),
    beginsHoursAgo: 0,
    port: 0,
    openHouse: (settings, options, clock) => {
      const [account] = settings.partners as object[];
      const road = 'file';
      const channels = { 'purchase-order': [road], acknowledgement: road, 'ship-notice': road, invoice: road };
      const partners = [{ ...account, channels }];
      const amazon = { files: { folder } };
      return openHouse(Config.parse({ ...settings, partners, amazon, items: [] }), options, clock);
    },
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(5_000);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An export as a person downloads it; of the second line the shop has less than is ordered. */
function exported(today: CalendarDay): string {
  const window = [addDays(today, 7), addDays(today, 11)].join(',');
  return [
    'PO,Vendor,Ship to location,ASIN,External Id,External Id Type,Model Number,Title,Window Type,Window Start,Window End,Quantity Requested,Unit Cost,Currency code',
    `${NUMBER},NGK7U,PHX7,B0NK000101,614141010011,UPC,K-1L,Kettle,Delivery,${window},24,21.40,USD`,
    `${NUMBER},NGK7U,PHX7,B0NK000102,614141010028,UPC,P-28,"Pan, 28 cm",Delivery,${window},60,11.75,USD`,
    '',
  ].join('\n');
}

async function enter(kind: string, word = 'Entered in Vendor Central'): Promise<void> {
  await page.goto(`${stage.house.url}/documents?way=to-enter`);
  await page.locator('.dense').getByRole('link', { name: kind }).click();
  await page.getByRole('button', { name: word }).click();
  await stage.settleDown();
}

const waiting = async () => {
  await page.goto(stage.house.url);
  return (await page.locator('.tally').innerText()).replace(/\s+/g, ' ');
};

test('an account with files alone goes from an exported order to one that is answered, shipped and billed', async () => {
  const { house } = stage;
  const csv = join(folder, 'orders.csv');
  writeFileSync(csv, exported(dayOf(stage.now())));
  const [stdout, stderr] = [paper(), paper()];
  const terminal = { stdout: stdout.stream, stderr: stderr.stream, stdin: process.stdin, isTerminal: false };
  expect(await importOrders(csv, { json: false }, house, 'anna', terminal as never)).toBe(0);
  await stage.settleDown();

  // The board: what a person must do, and by when.
  expect(await waiting()).toContain('1 file to enter in Vendor Central');
  const row = page.getByRole('row').filter({ hasText: NUMBER });
  expect(await row.innerText()).toContain(WAITS);
  expect(await row.innerText()).toContain('decided, to be entered');

  // The file: on the page, in the folder, as a download.
  await page.goto(`${house.url}/documents?way=to-enter`);
  await page.locator('.dense').getByRole('link', { name: 'Acknowledgement' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download/ }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.csv') && one.startsWith('NGK7U_'));
  expect((await download).suggestedFilename()).toBe(name);
  expect(readFileSync(join(folder, name), 'utf8')).toBe(saved);
  expect(rowsOf(saved)).toMatchObject([
    {
      ASIN: 'B0NK000101',
      Availability: 'AC - Accepted: In stock',
      'Accepted quantity': '24',
      'Our SKU': 'NK-KETTLE-1L',
    },
    { ASIN: 'B0NK000102', 'Accepted quantity': '36', 'Backordered quantity': '24', 'Our SKU': 'NK-PAN-28' },
  ]);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }

  // Goods may leave before it is entered; Amazon is told of them afterwards.
  shipPart(stage.shop, NUMBER, 'rest');
  await stage.settleDown();
  expect(await waiting()).toContain('1 file to enter');
  await enter('Acknowledgement');
  expect((await house.world.stores.purchaseOrders.find(NUMBER))?.progress).toBe('shipped');
  expect(await waiting()).toContain('2 files to enter');
  await enter('Ship notice');
  await enter('Invoice');
  expect(await waiting()).not.toContain('to enter in Vendor Central');

  const documents = await house.world.stores.outbound.list({ purchaseOrderNumber: NUMBER });
  expect(
    documents.map(({ kind, channel, delivered, acknowledged }) => [kind, channel, delivered, acknowledged]),
  ).toEqual(['invoice', 'ship-notice', 'acknowledgement'].map((kind) => [kind, 'file', 'delivered', 'accepted']));
  const dispatches = await house.world.stores.dispatches.list(NUMBER);
  const runs = await Promise.all([
    house.world.journal.find('purchase-order', NUMBER),
    ...dispatches.map(({ id }) => house.world.journal.find('dispatch', id)),
  ]);
  expect(runs.map((run) => run?.status)).toEqual(['done', 'done']);
  const said = await house.world.stores.audit.list({ subject: NUMBER });
  expect(said.map(({ action }) => action)).toEqual([
    'entered in Vendor Central: invoice',
    'entered in Vendor Central: ship-notice',
    'entered in Vendor Central: acknowledgement',
  ]);
  expect(await house.world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
  expect([...stage.shop.contradictions(), ...stage.shop.breaches]).toEqual([]);
});
