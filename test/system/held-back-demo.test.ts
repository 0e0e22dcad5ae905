import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Config } from '../../sidecar/config.ts';
import {
  BY_API,
  firstOrders,
  IN_CASES,
  SHORT_OF_STOCK,
  UNKNOWN_PRODUCT,
} from '../../sidecar/entrypoints/demo/orders.ts';
import { type Stage, setStage } from '../../sidecar/entrypoints/demo/stage.ts';
import { shipPart } from '../../sidecar/entrypoints/demo/warehouse.ts';
import { openHouse } from '../../sidecar/main.ts';

const ORDERS = [IN_CASES, SHORT_OF_STOCK, UNKNOWN_PRODUCT, BY_API];

let folder: string;
let stage: Stage | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-held-back-'));
});
afterEach(async () => {
  await stage?.close();
  stage = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** The demo's shop, warehouse and two Amazons, and accounts that are set otherwise. */
async function open(change: object): Promise<Stage> {
  stage = await setStage({
    folder,
    beginsHoursAgo: 24 * 5,
    port: 0,
    openHouse: (settings, options, clock) => {
      const partners = (settings.partners as object[]).map((partner) => ({ ...partner, ...change }));
      return openHouse(Config.parse({ ...settings, partners }), options, clock);
    },
  });
  return stage;
}

/** The orders come, a person answers the doubts, and the warehouse ships in two parts. */
async function playWithoutAmazonHearing(on: Stage): Promise<void> {
  const { edi, api } = firstOrders(on.now());
  on.pass(1);
  for (const order of edi) await on.amazonByEdi.sendPurchaseOrder(order, { via: 'edi' });
  for (const order of api) await on.amazonByApi.sendPurchaseOrder(order, { via: 'sp-api' });
  await on.settleDown();
  await settle(on, 'unknown-sku', { action: 'map-sku', sku: 'NK-PEELER' });
  await on.settleDown();
  for (const part of ['first', 'rest'] as const) {
    on.pass(24);
    for (const number of ORDERS) shipPart(on.shop, number, part);
    await on.settleDown();
    await settle(on, 'carrier-unmapped', { action: 'map-carrier', scac: 'CSCD' });
    await on.settleDown();
  }
}

async function settle({ house }: Stage, kind: 'unknown-sku' | 'carrier-unmapped', answer: object): Promise<void> {
  for (const { id } of await house.world.stores.discrepancies.list({ state: 'open', kind })) {
    await house.desk.settle(id, answer as Parameters<typeof house.desk.settle>[1], 'anna');
  }
}

/** All that both Amazons have from us, by file, by call and by their own books. */
function heard({ amazonByEdi, amazonByApi }: Stage) {
  const books = [amazonByEdi.books, amazonByApi.books];
  return {
    files: readdirSync(join(folder, 'mailbox', 'upload')).length,
    acknowledged: books
      .flatMap(({ orders }) => Object.values(orders))
      .flatMap(({ lines }) => lines)
      .filter(({ effective }) => effective !== undefined).length,
    submissions: books.flatMap(({ transactions }) => Object.values(transactions)).length,
    shipments: books.flatMap(({ shipments }) => shipments).length,
    invoices: books.flatMap(({ invoices }) => invoices).length,
    functionalAcknowledgements: books.flatMap(({ functionalAcknowledgements }) => functionalAcknowledgements.received)
      .length,
  };
}

const NOTHING = { files: 0, acknowledged: 0, submissions: 0, shipments: 0, invoices: 0, functionalAcknowledgements: 0 };

describe.each([
  ['never-send', { mode: 'never-send' }],
  ['shadow', { mode: 'shadow', shadowStock: 'hold' }],
] as const)('the story of the demo with accounts set to %s', (mode, change) => {
  test('makes every document by both roads, and not one byte leaves', async () => {
    const on = await open(change);
    await playWithoutAmazonHearing(on);
    expect(heard(on)).toEqual(NOTHING);

    const made = await on.house.world.stores.outbound.list({});
    expect(made.filter((row) => row.delivered !== 'held-back' || row.mode !== mode)).toEqual([]);
    for (const number of ORDERS) {
      const kinds = made.filter((row) => row.purchaseOrderNumber === number).map(({ kind }) => kind);
      expect(kinds.sort(), number).toEqual(['acknowledgement', 'invoice', 'invoice', 'ship-notice', 'ship-notice']);
    }
    expect(made.filter(({ kind }) => kind === 'functional-acknowledgement').length).toBeGreaterThan(0);
    expect(made.every(({ raw }) => raw !== '')).toBe(true);
    expect([...on.shop.contradictions(), ...on.shop.breaches]).toEqual([]);

    const figures = await (await fetch(`${on.house.url}/metrics`)).text();
    for (const [kind, count] of [
      ['acknowledgement', 4],
      ['ship-notice', 8],
      ['invoice', 8],
    ] as const) {
      expect(figures).toContain(`vendor_bridge_documents_held_back{kind="${kind}",mode="${mode}"} ${count}\n`);
      expect(figures).toContain(`vendor_bridge_documents_held_back_total{kind="${kind}",mode="${mode}"} ${count}\n`);
    }
    expect(figures).not.toContain('vendor_bridge_documents_sent_total{');
    const page = await (await fetch(`${on.house.url}/documents?way=held-back`)).text();
    expect(page).toContain(mode === 'shadow' ? 'shadow, never sent' : 'held back, never sent');
    const orderPage = await (await fetch(`${on.house.url}/orders/${IN_CASES}`)).text();
    expect(orderPage).toContain('never sent');
  });
});

test('what was held back leaves when a person sends it, and Amazon has no complaint', async () => {
  const on = await open({ mode: 'never-send' });
  await playWithoutAmazonHearing(on);
  const made = await on.house.world.stores.outbound.list({ purchaseOrderNumber: IN_CASES });
  for (const { id } of made.reverse()) {
    expect((await on.house.desk.release(id, 'anna')).kind).toBe('sent');
    await on.settleDown();
  }
  expect(heard(on)).toMatchObject({ shipments: 2, invoices: 2, functionalAcknowledgements: 0 });
  expect(on.amazonByEdi.books.problems).toEqual([]);
  expect(await on.house.world.stores.outbound.list({ purchaseOrderNumber: IN_CASES, delivered: 'held-back' })).toEqual(
    [],
  );
});

test('in the console a person confirms, sends once, and not without confirming', async () => {
  const on = await open({ mode: 'never-send' });
  const { edi } = firstOrders(on.now());
  on.pass(1);
  for (const order of edi) await on.amazonByEdi.sendPurchaseOrder(order, { via: 'edi' });
  await on.settleDown();
  const [row] = await on.house.world.stores.outbound.list({ purchaseOrderNumber: IN_CASES });
  const path = `${on.house.url}/documents/out/${row?.id}`;
  const page = await fetch(path);
  const text = await page.text();
  expect(text).toContain('Held back, never sent');
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const send = (fields: Record<string, string>) =>
    fetch(`${path}/release`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: on.house.url, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ token, ...fields }),
    });
  expect((await send({})).status).toBe(422);
  expect(heard(on)).toEqual(NOTHING);
  expect((await send({ confirm: 'yes' })).status).toBe(303);
  expect(heard(on).files).toBe(1);
  expect((await send({ confirm: 'yes' })).status).toBe(409);
  const kept = await on.house.world.stores.outbound.find(row?.id ?? '');
  expect(kept?.delivered).toBe('delivered');
  expect(await (await fetch(`${on.house.url}/shadow`)).text()).toContain('No account is in shadow');
});
