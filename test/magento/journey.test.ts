import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Config } from '../../sidecar/config.ts';
import { EDI_ACCOUNT, settings } from '../../sidecar/entrypoints/demo/cast.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { openHouse } from '../../sidecar/main.ts';
import { type AmazonStandIn, startAmazon } from '../stand-ins/amazon/amazon.ts';
import type { BookedShipment } from '../stand-ins/amazon/books.ts';
import type { AmazonOrderLine } from '../stand-ins/amazon/order.ts';
import { type Admin, openAdmin } from './admin.ts';
import { magento } from './harness/suite.ts';
import { must, product, tellStock } from './outbox.ts';
import { consumeSalability, reindexStock, setUpWorld } from './world.ts';

/*
 * A purchase order's whole life, with nothing replaced but Amazon: the sidecar as it runs, a real Magento, and the person
 * at the Ship screen in a browser.
 */
const RUN = Date.now().toString(36).toUpperCase().slice(-6);
const NUMBER = `J${RUN}`;
const SERIAL = Number(String(Date.now()).slice(-5));

/** What the sidecar's integration may do, and no more. */
const RIGHTS = [
  'status_view',
  'stock_view',
  'reservation_view',
  'reservation_hold',
  'order_create',
  'dispatch_record',
  'outbox_read',
];

interface Good {
  sku: string;
  upc: string;
  cost: string;
  onHand: number;
  casePack: number;
}
const good = (name: string, at: number, cost: string, onHand: number, casePack: number): Good => ({
  sku: `NK-${RUN}-${name}`,
  upc: withCheckDigit(`614141${String((SERIAL + at) % 100_000).padStart(5, '0')}`),
  cost,
  onHand,
  casePack,
});
const KETTLE = good('KETTLE', 0, '21.40', 60, 12);
const PAN = good('PAN', 1, '11.75', 40, 6);
const GOODS = [KETTLE, PAN];

let folder: string;
let amazon: AmazonStandIn;
let house: House;
let admin: Admin;

beforeAll(async () => {
  await setUpWorld();
  for (const { sku, upc, cost, onHand, casePack } of GOODS) {
    await product(
      sku,
      { 'vb-east': onHand },
      {
        amazon_vendor_case_pack: casePack,
        amazon_vendor_agreed_cost: Number(cost),
        amazon_vendor_barcode: Number(upc),
      },
    );
  }
  await reindexStock();
  await tellStock();
  await emptyOutbox();

  folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-journey-'));
  const mailboxFolder = join(folder, 'mailbox');
  const clock = () => new Date();
  amazon = await startAmazon({ clock, mailboxFolder, vendorCode: EDI_ACCOUNT });
  const wanted = settings({
    databaseFile: join(folder, 'vendor-bridge.sqlite'),
    mailboxFolder,
    port: 0,
    amazonUrl: amazon.url,
    tokenUrl: amazon.tokenUrl,
    credentials: amazon.credentials,
    magentoUrl: magento.url,
    magentoToken: await magento.token(...RIGHTS.map((right) => `VendorBridge_AmazonVendor::${right}`)),
  });
  const partners = (wanted.partners as { vendorCode: string }[]).filter(({ vendorCode }) => vendorCode === EDI_ACCOUNT);
  const { mailbox } = wanted.amazon as { mailbox: object };
  house = await openHouse(
    Config.parse({ ...wanted, partners, amazon: { mailbox }, items: [] }),
    { console: false, rounds: false },
    clock,
  );
  admin = await openAdmin();
});

afterAll(async () => {
  await admin?.close();
  await house?.close();
  await amazon?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('a purchase order, from Amazon to the lorry and back', () => {
  test('comes by EDI, is held in Magento, acknowledged, and stands among its orders', async () => {
    const now = Date.now();
    const day = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
    await amazon.sendPurchaseOrder(
      {
        number: NUMBER,
        shipTo: {
          id: 'PHX7',
          name: 'AMAZON.COM PHX7',
          addressLines: ['1 COMMERCE WAY'],
          city: 'PHOENIX',
          stateOrRegion: 'AZ',
          postalCode: '85043',
          countryCode: 'US',
        },
        deliveryWindow: { from: day(5), to: day(9) },
        pricedPer: 'each',
        lines: [
          { ...eaches(KETTLE, 3), unit: 'CA', unitSize: KETTLE.casePack },
          // More than there is.
          { ...eaches(PAN, 48), isBackOrderAllowed: true },
        ],
      },
      { via: 'edi' },
    );
    await settleDown();

    const promises = amazon.books.orders[NUMBER]?.lines.map(({ effective }) => effective);
    expect(promises).toMatchObject([
      { accepted: 3, backordered: 0 },
      { accepted: 40, backordered: 8 },
    ]);
    expect(await reservation()).toMatchObject({ status: 'ordered', lines: [{ open: 36 }, { open: 40 }] });
    const [order] = await magento.sql(
      `SELECT o.grand_total, o.state, p.po_number FROM sales_order o JOIN sales_order_payment p ON p.parent_id = o.entity_id
        WHERE o.ext_order_id = ?`,
      [NUMBER],
    );
    expect(order).toEqual({ grand_total: 36 * 21.4 + 40 * 11.75, state: 'new', po_number: NUMBER });
    expect(await salable(PAN)).toBe(0);
  });

  test('a first part is shipped on the Ship screen with a track: Amazon has its ship notice', async () => {
    await shipOnScreen({ [KETTLE.sku]: 24, [PAN.sku]: 18 }, { carrier: 'ups', number: '1Z999AA10123456784' });
    await settleDown();
    const [shipment, ...more] = amazon.books.shipments;
    expect(more).toEqual([]);
    expect(byLine(shipment)).toEqual({ 1: 24, 2: 18 });
    expect(JSON.stringify(shipment?.document)).toContain('1Z999AA10123456784');
    expect(await reservation()).toMatchObject({ status: 'ordered', lines: [{ open: 12 }, { open: 22 }] });
  });

  test('the rest follows by lorry, and the reservation is closed', async () => {
    await shipOnScreen(
      { [KETTLE.sku]: 12, [PAN.sku]: 22 },
      { carrier: 'custom', title: 'Old Dominion', number: '4471902001' },
    );
    await settleDown();
    expect(amazon.books.shipments.map(byLine)).toEqual([
      { 1: 24, 2: 18 },
      { 1: 12, 2: 22 },
    ]);
    expect(await reservation()).toMatchObject({
      status: 'closed',
      lines: [
        { reserved: 36, shipped: 36, open: 0 },
        { reserved: 40, shipped: 40, open: 0 },
      ],
    });
    expect(amazon.books.problems).toEqual([]);
    expect(amazon.books.orders[NUMBER]?.lines.map(({ shipped, invoiced }) => [shipped, invoiced])).toEqual([
      [36, 36],
      [40, 40],
    ]);
    const open = await house.world.stores.discrepancies.list({ state: 'open', purchaseOrderNumber: NUMBER });
    expect(open.map(({ kind, summary }) => `${kind}: ${summary}`)).toEqual([]);
  });

  test('nothing lingers: the nightly clean-up takes every row of it, and reconcile finds nothing', async () => {
    await magento.php(
      'return $objectManager->get(\\Magento\\InventoryReservationsApi\\Model\\CleanupReservationsInterface::class)->execute();',
    );
    const rows = await magento.sql('SELECT * FROM inventory_reservation WHERE sku IN (?)', [
      GOODS.map(({ sku }) => sku),
    ]);
    expect(rows).toEqual([]);
    const mirror = await magento.sql(
      "SELECT * FROM inventory_source_item WHERE source_code = 'amazon_vendor' AND sku IN (?)",
      [GOODS.map(({ sku }) => sku)],
    );
    expect(mirror).toEqual([]);
    expect(await magento.cli('amazon-vendor:reservations:reconcile')).toContain('agree');
    expect((await magento.tryCli('inventory:reservation:list-inconsistencies', '-r')).stdout).not.toContain('NK-');
    await consumeSalability();
    expect([await salable(KETTLE), await salable(PAN)]).toEqual([24, 0]);
  });
});

/** Lets the shop tell, the house work and Amazon answer, until nothing more happens. */
async function settleDown(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await house.tick();
    await amazon.sweepMailbox();
  }
}

/** As a person does it: Ship on the order, quantities per source, a track, Submit. */
async function shipOnScreen(
  quantities: Record<string, number>,
  track: { carrier: string; title?: string; number: string },
): Promise<void> {
  const { page } = admin;
  const [order] = await magento.sql<{ entity_id: number }>('SELECT entity_id FROM sales_order WHERE ext_order_id = ?', [
    NUMBER,
  ]);
  await admin.open(`sales/order/view/order_id/${order?.entity_id}`);
  await page.click('#order_ship');
  for (const [sku, quantity] of Object.entries(quantities)) {
    const row = page.locator('tr.data-row', { hasText: sku }).first();
    await row.locator('input[name$="[qtyToDeduct]"]').fill(String(quantity));
  }
  await page.click('button:has-text("Proceed to Shipment")');
  await page.click('button[title="Add Tracking Number"]');
  await page.selectOption('#trackingC1', track.carrier);
  if (track.title !== undefined) await page.fill('#trackingT1', track.title);
  await page.fill('#trackingN1', track.number);
  await page.click('button[title="Submit Shipment"]');
  await page.waitForSelector('.message-success');
}

/** Eaches by line of the purchase order; a posting is a carton. */
function byLine(shipment: BookedShipment | undefined): Record<string, number> {
  const eachesOf: Record<string, number> = {};
  for (const { line, eaches } of shipment?.postings ?? []) eachesOf[line] = (eachesOf[line] ?? 0) + eaches;
  return eachesOf;
}

const reservation = () => must('GET', `/V1/amazon-vendor/reservations/${NUMBER}`);

async function salable({ sku }: Good): Promise<number> {
  const answer = (await must('POST', '/V1/amazon-vendor/stock-positions/query', { query: { skus: [sku] } })) as {
    items: { stock?: { salable_quantity: number } }[];
  };
  return answer.items[0]?.stock?.salable_quantity ?? Number.NaN;
}

/** What other tests left there is none of this house's business. */
async function emptyOutbox(): Promise<void> {
  for (;;) {
    const { items, cursor } = (await must('GET', '/V1/amazon-vendor/outbox?limit=1000')) as {
      items: unknown[];
      cursor: string;
    };
    if (items.length === 0) return;
    await must('POST', '/V1/amazon-vendor/outbox/acknowledge', { cursor });
  }
}

function eaches({ upc, cost }: Good, quantity: number): AmazonOrderLine {
  return { ids: [{ qualifier: 'UP', value: upc }], quantity, unit: 'EA', unitCost: cost };
}

/** GS1's check digit of a UPC. */
function withCheckDigit(eleven: string): string {
  const sum = [...eleven].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return eleven + String((10 - (sum % 10)) % 10);
}
