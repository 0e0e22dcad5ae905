import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { telemetry } from '../../sidecar/adapters/events.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { acknowledgement } from '../adapters/amazon/samples.ts';
import { fakeWorld, orderOf } from '../fakes/world.ts';

const server = createServer((request, response) => {
  if (request.url === '/hang-up') request.socket.destroy();
  else response.writeHead(request.url === '/refused' ? 422 : 200).end('{}');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function open() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { told: telemetry({ logLevel: 'debug', destination }), lines };
}

describe('figures', () => {
  test('time every call to a partner by its outcome, and no call to anybody else', async () => {
    const { told } = open();
    const { stop } = told.watchRequests(new Map([[shop, 'magento']]));
    await (await fetch(`${shop}/orders`)).text();
    await (await fetch(`${shop}/refused`)).text();
    await fetch(`${shop}/hang-up`).catch(() => {});
    await (await fetch(`${shop.replace('127.0.0.1', 'localhost')}/orders`)).text();
    stop();
    await (await fetch(`${shop}/orders`)).text();
    const text = await told.metrics();
    const counts = [...text.matchAll(/^vendor_bridge_request_duration_seconds_count\{(.*)\} (\d+)$/gm)];
    expect(counts.map(([, labels, count]) => `${labels} ${count}`).sort()).toEqual([
      'partner="magento",outcome="2xx" 1',
      'partner="magento",outcome="4xx" 1',
      'partner="magento",outcome="failed" 1',
    ]);
  });

  test('tell a step that is tried again from one that stops', async () => {
    const { told } = open();
    const failed = { saga: 'purchase-order', key: '4KQ7TZ1M', step: 'hold', attempts: 1, code: 'x', message: 'away' };
    told.events.stepFailed({ ...failed, willRetry: true });
    told.events.stepFailed({ ...failed, willRetry: false });
    const text = await told.metrics();
    expect(text).toContain('vendor_bridge_step_retries_total{saga="purchase-order",step="hold"} 1');
    expect(text).toContain('vendor_bridge_step_failures_total{saga="purchase-order",step="hold",code="x"} 2');
  });

  test('count events that were laid aside, and nothing else that is odd', async () => {
    const { told } = open();
    told.warn('kafka-client', 'the broker is away');
    told.warn('kafka-dead-letter', 'magento.stock.v1/0/17: it is not JSON');
    expect(await told.metrics()).toContain('vendor_bridge_dead_letters_total 1');
  });

  test('say what the health page says', async () => {
    const { told } = open();
    told.watchReadiness(async () => ({
      checks: [
        { name: 'database', ok: true },
        { name: 'mailbox', ok: false },
      ],
    }));
    const text = await told.metrics();
    expect(text).toContain('vendor_bridge_ready{check="database"} 1');
    expect(text).toContain('vendor_bridge_ready{check="mailbox"} 0');
  });
});

describe('figures of the books', () => {
  /** What a scrape says of one figure without labels; undefined where it says nothing. */
  async function figure(told: ReturnType<typeof telemetry>, name: string): Promise<number | undefined> {
    const value = new RegExp(`^${name} (.+)$`, 'm').exec(await told.metrics())?.[1];
    return value === undefined ? undefined : Number(value);
  }
  const LIMIT = 'vendor_bridge_minutes_to_acknowledgement_limit';
  const DRIFT = 'vendor_bridge_stock_drift_eaches';

  test('an acknowledgement that nobody owes is no limit of zero minutes', async () => {
    const { told } = open();
    const { stores, journal, now } = fakeWorld();
    told.watch(stores, journal, now);
    expect(await figure(told, LIMIT)).toBeUndefined();
    const sighting = { channel: 'edi' as const, inboundId: 'I1', at: instant(now()) };
    const inTwoHours = instant(new Date(now().getTime() + 7_200_000));
    await stores.purchaseOrders.keep(orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75'), 'NGK7U', inTwoHours, sighting);
    expect(await figure(told, LIMIT)).toBe(120);
    await stores.purchaseOrders.mark('4KQ7TZ1M', 'acknowledged');
    expect(await figure(told, LIMIT)).toBeUndefined();
  });

  test('a document that has left awaits its answer, whether its receipt has come, is due or never came', async () => {
    const { told } = open();
    const { stores, journal, now } = fakeWorld();
    told.watch(stores, journal, now);
    const kept = ['delivered', 'handed-over', 'failed', 'pending', 'held-back', 'answered', 'to enter'] as const;
    for (const name of kept) {
      const { id } = await stores.outbound.prepare(
        {
          ...acknowledgement(),
          key: name,
          kind: 'acknowledgement',
          purchaseOrderNumber: '4KQ7TZ1M',
          channel: name === 'to enter' ? 'file' : 'edi',
          raw: '',
          fileName: `${name}.edi`,
          controlNumber: 1,
          functionalId: 'PR',
          mode: name === 'held-back' ? 'never-send' : 'live',
        },
        instant(now()),
      );
      if (name === 'delivered' || name === 'answered') await stores.outbound.markDelivered(id, name, instant(now()));
      if (['handed-over', 'failed', 'to enter'].includes(name))
        await stores.outbound.markHandedOver(id, name, instant(now()));
      if (name === 'failed') await stores.outbound.markFailed(id);
      if (name === 'answered') await stores.outbound.recordAnswer(id, 'accepted', [], instant(now()));
    }
    const text = await told.metrics();
    // What a person has yet to enter is no matter of Amazon's: it has a figure of its own.
    expect(text).toContain('vendor_bridge_documents_awaiting_answer{kind="acknowledgement"} 3');
    expect(text).toContain('vendor_bridge_files_to_enter{kind="acknowledgement"} 1');
  });

  test('an inventory report is counted, and its products by what became of them', async () => {
    const { told } = open();
    told.events.inventoryReported({ vendorCode: 'NGK7U', documentId: 'D9', inStock: 41, outOfStock: 2, leftOut: 1 });
    const text = await told.metrics();
    expect(text).toContain('vendor_bridge_inventory_reports_total{vendor_code="NGK7U"} 1');
    expect(text).toContain('vendor_bridge_inventory_items{vendor_code="NGK7U",told="in-stock"} 41');
    expect(text).toContain('vendor_bridge_inventory_items{vendor_code="NGK7U",told="none"} 2');
    expect(text).toContain('vendor_bridge_inventory_items{vendor_code="NGK7U",told="left-out"} 1');
  });

  test('drift is what the shop holds beyond our promises, once every order is decided', async () => {
    const { told } = open();
    const { stores, journal, now } = fakeWorld();
    told.watch(stores, journal, now);
    const at = instant(now());
    const held = (amazonReserved: number, sequence: number) =>
      stores.stock.apply([
        { sku: 'NK-0101', sequence, salable: 50, inPoolSources: 100, amazonReserved, buffer: 0, changedAt: at },
      ]);
    expect(await figure(told, DRIFT)).toBeUndefined();
    await held(24, 1);
    expect(await figure(told, DRIFT)).toBe(24);
    const sighting = { channel: 'edi' as const, inboundId: 'I1', at };
    await stores.purchaseOrders.keep(orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75'), 'NGK7U', at, sighting);
    expect(await figure(told, DRIFT)).toBeUndefined();
    await stores.purchaseOrders.mark('4KQ7TZ1M', 'part-shipped', { acceptedEaches: 24, shippedEaches: 4 });
    expect(await figure(told, DRIFT)).toBe(4);
    await held(20, 2);
    expect(await figure(told, DRIFT)).toBe(0);
  });
});

describe('the log', () => {
  test('names order and document, one line an event', () => {
    const { told, lines } = open();
    told.events.documentSent({
      kind: 'acknowledgement',
      documentId: 'D17',
      purchaseOrderNumber: '4KQ7TZ1M',
      channel: 'edi',
      reference: '855-000000017.edi',
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'document sent',
      documentId: 'D17',
      purchaseOrderNumber: '4KQ7TZ1M',
    });
  });

  test('keeps every secret to itself', () => {
    const { told, lines } = open();
    const secrets = {
      token: 'geheim',
      tokenSecret: 'geheim',
      consumerSecret: 'geheim',
      clientSecret: 'geheim',
      refreshToken: 'geheim',
      password: 'geheim',
      authorization: 'geheim',
      databaseUrl: 'mysql://user:geheim@host/name',
    };
    told.log.info('settings', { ...secrets, magento: secrets });
    expect(lines.join('')).toContain('[Redacted]');
    expect(lines.join('')).not.toContain('geheim');
  });
});
