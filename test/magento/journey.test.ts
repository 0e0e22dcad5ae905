import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Config } from '../../sidecar/config.ts';
import { EDI_ACCOUNT, settings } from '../../sidecar/entrypoints/demo/cast.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { createShopTopics, openHouse } from '../../sidecar/main.ts';
import { type PrivateBroker, privateKafka } from '../setup/kafka/broker.ts';
import { type AmazonStandIn, startAmazon } from '../stand-ins/amazon/amazon.ts';
import type { BookedShipment } from '../stand-ins/amazon/books.ts';
import type { AmazonOrderLine } from '../stand-ins/amazon/order.ts';
import { type Admin, openAdmin } from './admin.ts';
import { magento } from './harness/suite.ts';
import { DISPATCH, type DispatchData, eventsOf, must, product, tellStock } from './outbox.ts';
import { configure, consumeSalability, reindexStock, setUpWorld } from './world.ts';

/*
 * A purchase order's whole life, with nothing replaced but Amazon: the sidecar as it runs, a real Magento, the person at
 * the Ship screen in a browser. The shop's events come by both roads: of the first shipment by REST, of the second by
 * Kafka, to a house that moves from the one to the other in between.
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
const clock = () => new Date();

/** A page of the admin, in developer mode and never seen before, is hundreds of files that Magento links one by one. */
const AT_THE_SCREEN = { timeout: 420_000 };

let folder: string;
let amazon: AmazonStandIn;
let wanted: Record<string, unknown>;
let house: House | undefined;
let broker: PrivateBroker;
let admin: Admin;

beforeAll(async () => {
  await setUpWorld();
  // Whoever was here before may have written what nobody holds.
  await magento.tryCli('amazon-vendor:reservations:reconcile', '--repair');
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
  amazon = await startAmazon({ clock, mailboxFolder, vendorCode: EDI_ACCOUNT });
  const merchant = settings({
    databaseFile: join(folder, 'vendor-bridge.sqlite'),
    mailboxFolder,
    port: 0,
    amazonUrl: amazon.url,
    tokenUrl: amazon.tokenUrl,
    credentials: amazon.credentials,
    magentoUrl: magento.url,
    magentoToken: await magento.token(...RIGHTS.map((right) => `VendorBridge_AmazonVendor::${right}`)),
  });
  const { mailbox } = merchant.amazon as { mailbox: object };
  wanted = {
    ...merchant,
    partners: (merchant.partners as { vendorCode: string }[]).filter(({ vendorCode }) => vendorCode === EDI_ACCOUNT),
    amazon: { mailbox },
    items: [],
  };
  house = await openHouse(Config.parse(wanted), { console: false, rounds: false }, clock);
  broker = await privateKafka();
  admin = await openAdmin();
});

afterAll(async () => {
  await admin?.close();
  await house?.close();
  await amazon?.close();
  await configure({ 'amazon_vendor/kafka/enabled': '0', 'amazon_vendor/kafka/brokers': '' });
  await broker?.remove();
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
    expect(await history()).toEqual(['reserved 36', 'reserved 40', 'ordered 0']);
    const [order] = await magento.sql(
      `SELECT o.grand_total, o.state, p.po_number FROM sales_order o JOIN sales_order_payment p ON p.parent_id = o.entity_id
        WHERE o.ext_order_id = ?`,
      [NUMBER],
    );
    expect(order).toEqual({ grand_total: 36 * 21.4 + 40 * 11.75, state: 'new', po_number: NUMBER });
    expect(await salable(PAN)).toBe(0);
  });

  test(
    'a first part is shipped on the Ship screen with a track: Amazon has its ship notice',
    AT_THE_SCREEN,
    async () => {
      await shipOnScreen({ [KETTLE.sku]: 24, [PAN.sku]: 18 }, { carrier: 'ups', number: '1Z999AA10123456784' });
      await settleDown();
      const [shipment, ...more] = amazon.books.shipments;
      expect(more).toEqual([]);
      expect(byLine(shipment)).toEqual({ 1: 24, 2: 18 });
      expect(JSON.stringify(shipment?.document)).toContain('1Z999AA10123456784');
      expect(await reservation()).toMatchObject({ status: 'ordered', lines: [{ open: 12 }, { open: 22 }] });
    },
  );

  test(
    'the house moves to Kafka, the rest follows by lorry, and the reservation is closed',
    AT_THE_SCREEN,
    async () => {
      await moveToKafka();
      await shipOnScreen(
        { [KETTLE.sku]: 12, [PAN.sku]: 22 },
        { carrier: 'custom', title: 'Old Dominion', number: '4471902001' },
      );
      await magento.cli('amazon-vendor:outbox:publish');
      const [, second] = await eventsOf<DispatchData>(DISPATCH, NUMBER);
      await until('both shipments are invoiced', async () => {
        await amazon.sweepMailbox();
        return amazon.books.orders[NUMBER]?.lines.every(
          ({ invoiced, effective }) => invoiced >= (effective?.accepted ?? 0),
        );
      });
      expect(second?.data.tracks).toEqual([{ carrier_code: 'custom', title: 'Old Dominion', number: '4471902001' }]);
      const [waiting] = await magento.sql(
        'SELECT COUNT(*) n FROM amazon_vendor_outbox_batch WHERE published_at IS NULL',
      );
      expect(waiting).toEqual({ n: 0 });
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
      const open = await house?.world.stores.discrepancies.list({ state: 'open', purchaseOrderNumber: NUMBER });
      expect(open?.map(({ kind, summary }) => `${kind}: ${summary}`)).toEqual([]);
    },
  );

  test('nothing lingers: the nightly clean-up takes every row of it, and reconcile finds nothing', async () => {
    const sums = await magento.sql<{ object: string; sum: number }>(
      `SELECT JSON_UNQUOTE(JSON_EXTRACT(metadata, '$.object_type')) object, SUM(quantity) sum
         FROM inventory_reservation WHERE sku IN (?) GROUP BY 1, JSON_EXTRACT(metadata, '$.object_increment_id')`,
      [GOODS.map(({ sku }) => sku)],
    );
    expect(sums.map(({ object, sum }) => `${object} ${sum}`).sort()).toEqual([
      'amazon_purchase_order 0',
      'amazon_purchase_order 0',
      'order 0',
    ]);
    await magento.php(
      '$objectManager->get(\\Magento\\InventoryReservations\\Cron\\CleanupReservations::class)->execute(); return null;',
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
    await house?.tick();
    await amazon.sweepMailbox();
  }
}

/** The same house, on the same database, opened again with a broker, and from now on going by itself. */
async function moveToKafka(): Promise<void> {
  await house?.close();
  house = undefined;
  const moved = Config.parse({
    ...wanted,
    kafka: { brokers: [broker.address], sessionTimeoutMs: 6_000 },
    pollers: { mailboxEverySeconds: 0.5, mailboxSettleSeconds: 0 },
  });
  await createShopTopics(moved);
  await configure({ 'amazon_vendor/kafka/enabled': '1', 'amazon_vendor/kafka/brokers': broker.address });
  house = await openHouse(moved, { console: false, rounds: true }, clock);
}

async function until(what: string, isSo: () => Promise<boolean | undefined>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`${what}: not within a minute`);
    await pause(200);
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
  // The buttons are there before the scripts that they call.
  await page.waitForFunction(() => {
    const screen = globalThis as unknown as {
      trackingControl?: { template?: unknown };
      submitShipment?: unknown;
      jQuery?(of: string): { data(name: string): unknown };
    };
    const isFormAwake = screen.jQuery?.('#edit_form').data('mageForm') !== undefined;
    return isFormAwake && screen.trackingControl?.template !== undefined && screen.submitShipment !== undefined;
  });
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

async function history(): Promise<string[]> {
  const rows = await magento.sql<{ event: string; quantity: number }>(
    `SELECT h.event, h.quantity FROM amazon_vendor_po_history h JOIN amazon_vendor_po p USING (po_id)
      WHERE p.purchase_order_number = ? ORDER BY h.history_id`,
    [NUMBER],
  );
  return rows.map(({ event, quantity }) => `${event} ${quantity}`);
}

async function salable({ sku }: Good): Promise<number> {
  const answer = (await must('POST', '/V1/amazon-vendor/stock-positions/query', { query: { skus: [sku] } })) as {
    items: { stock?: { salable_quantity: number } }[];
  };
  return answer.items[0]?.stock?.salable_quantity ?? Number.NaN;
}

/** What other tests left there is none of this house's business, by neither road. */
async function emptyOutbox(): Promise<void> {
  await magento.sql('UPDATE amazon_vendor_outbox_batch SET published_at = NOW() WHERE published_at IS NULL');
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
