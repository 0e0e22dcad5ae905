import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { spApiChannel } from '../../../sidecar/adapters/amazon/sp-api/channel.ts';
import type { SpApi } from '../../../sidecar/adapters/amazon/sp-api/client.ts';
import { parsePurchaseOrder } from '../../../sidecar/codec/sp-api/purchase-order.ts';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { InventoryReport } from '../../../sidecar/domain/inventory-report.ts';
import { Unreachable } from '../../../sidecar/ports/failures.ts';
import type { Partner } from '../../../sidecar/ports/partner.ts';
import type { Stores } from '../../../sidecar/ports/stores.ts';
import { movableClock } from '../../fakes/clock.ts';
import { inMemoryStores } from '../../fakes/stores.ts';
import { onePartner } from '../../fakes/world.ts';
import { type AmazonOptions, type AmazonStandIn, startAmazon } from '../../stand-ins/amazon/amazon.ts';
import type { QuirkName } from '../../stand-ins/amazon/quirks.ts';
import { acknowledgement, invoice, listeningEvents, northgate, order, shipNotice } from './samples.ts';

const START = '2026-08-03T23:02:00Z';
const clock = movableClock(START);
let amazon: AmazonStandIn;
let stores: Stores;
let heard: string[];
let warned: string[];

async function start(options: Partial<AmazonOptions> = {}): Promise<void> {
  amazon = await startAmazon({ clock: clock.now, ...options });
}

beforeEach(() => {
  clock.set(new Date(START));
  stores = inMemoryStores();
  heard = [];
  warned = [];
});

afterEach(() => amazon.close());

function connected() {
  const connections = AmazonConnections.parse({
    spApi: [{ vendorCodes: ['NGK7U'], endpoint: amazon.url, tokenUrl: amazon.tokenUrl, ...amazon.credentials }],
  });
  return connectAmazon(connections, {
    sequences: stores.sequences,
    clock: clock.now,
    warn: (code) => warned.push(code),
  });
}

function partner(): Partner {
  const parts = { stores, partners: onePartner(northgate('sp-api')), clock: clock.now, events: listeningEvents(heard) };
  return amazonPartner({ ...parts, channels: connected().channels });
}

/** Nothing has arrived, says Amazon. */
const none = { amount: 0, unitOfMeasure: 'each' };

const refusals = () => amazon.books.problems.filter(({ severity }) => severity === 'refused');

describe('an acknowledgement by API', () => {
  test('holds to the model, is booked, answered and shown', async () => {
    await start();
    await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
    const sent = await partner().send(acknowledgement());
    expect(sent.channel).toBe('sp-api');
    expect(amazon.books.problems).toEqual([]);
    expect(amazon.books.acknowledgements).toMatchObject([{ outcome: 'booked', purchaseOrder: '4KQ7TZ1M' }]);
    expect(await partner().answer(sent.documentId)).toEqual({ status: 'accepted', problems: [] });
    expect(await partner().shown('NGK7U', '4KQ7TZ1M')).toEqual([
      { lineNumber: '1', isConfirmed: true, accepted: 24, rejected: 0, received: none },
      { lineNumber: '2', isConfirmed: true, accepted: 0, rejected: 10, received: none },
    ]);
    expect(heard).toEqual(['documentSent acknowledgement', 'documentAnswered acknowledgement accepted']);
    // Asked once more, the answer is the kept one.
    expect(await partner().answer(sent.documentId)).toEqual({ status: 'accepted', problems: [] });
    expect(heard).toHaveLength(2);
  });

  test('the reply is lost after it landed: Amazon is asked what it shows, and hears nothing twice', async () => {
    await start();
    await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
    amazon.faults.failNext({ operation: 'submitAcknowledgement', when: 'after', status: 'hang-up' });
    await expect(partner().send(acknowledgement())).rejects.toThrow(Unreachable);
    clock.advance(60_000);
    const sent = await partner().send(acknowledgement());
    expect(sent.reference).toBe('read-back:4KQ7TZ1M');
    expect(amazon.books.acknowledgements).toHaveLength(1);
    expect(await partner().answer(sent.documentId)).toEqual({ status: 'accepted', problems: [] });
  });

  test('the reply is lost before it landed: it is sent, in the same words', async () => {
    await start();
    await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
    amazon.faults.failNext({ operation: 'submitAcknowledgement', when: 'before', status: 503 });
    await expect(partner().send(acknowledgement())).rejects.toThrow(Unreachable);
    clock.advance(60_000);
    await partner().send(acknowledgement('2026-08-20'));
    expect(amazon.books.acknowledgements).toMatchObject([{ outcome: 'booked' }]);
    const kept = await stores.outbound.findByKey('acknowledgement:4KQ7TZ1M:1');
    expect(kept?.raw).toContain('2026-08-12');
    expect(kept?.raw).not.toContain('2026-08-20');
  });

  test('an older answer with the same quantities is not taken for this one: its dates may differ', async () => {
    await start();
    await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
    await partner().send(acknowledgement());
    clock.advance(3_600_000);
    const second = { ...acknowledgement('2026-08-13'), key: 'acknowledgement:4KQ7TZ1M:2' };
    amazon.faults.failNext({ operation: 'submitAcknowledgement', when: 'before', status: 'hang-up' });
    await expect(partner().send(second)).rejects.toThrow(Unreachable);
    expect((await partner().send(second)).reference).not.toContain('read-back');
    expect(amazon.books.acknowledgements).toHaveLength(2);
  });

  test('Amazon refuses it later: rejected, in its own words', async () => {
    await start();
    await amazon.sendPurchaseOrder({ ...order(), lines: order().lines.slice(0, 1) }, { via: 'sp-api' });
    const { documentId } = await partner().send(acknowledgement());
    const answer = await partner().answer(documentId);
    expect(answer.status).toBe('rejected');
    expect(answer.problems.join()).toMatch(/Line 2 is not in the order/);
    expect((await stores.outbound.find(documentId))?.acknowledged).toBe('rejected');
  });

  test('Q25: even where Amazon gives no details', async () => {
    await start({ quirks: ['Q25'] });
    const { documentId } = await partner().send(acknowledgement());
    expect(await partner().answer(documentId)).toEqual({
      status: 'rejected',
      problems: ['NotAvailable: Error details are not available.'],
    });
  });

  test('Q22: Processing for ever is awaited for a quarter of an hour, then presumed', async () => {
    await start({ quirks: ['Q22'] });
    await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
    const { documentId } = await partner().send(acknowledgement());
    expect(await partner().answer(documentId)).toEqual({ status: 'awaited', problems: [] });
    clock.advance(14 * 60_000);
    expect((await partner().answer(documentId)).status).toBe('awaited');
    clock.advance(60_000);
    expect((await partner().answer(documentId)).status).toBe('presumed');
    expect((await stores.outbound.find(documentId))?.acknowledged).toBe('presumed');
    amazon.quirks.delete('Q22');
    expect((await partner().answer(documentId)).status).toBe('accepted');
  });

  test.each<[QuirkName, string, { received?: object }, { received?: object }]>([
    ['Q2', 'only newest first may be asked for', { received: none }, { received: none }],
    ['Q12', 'receipts are missing', {}, { received: none }],
    ['Q20', 'a rejected line shows as accepted, quantity 0', { received: none }, { received: none }],
  ])('%s: %s, and the order is read back all the same', async (quirk, _what, first, second) => {
    await start({ quirks: [quirk] });
    await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
    await partner().send(acknowledgement());
    expect(await partner().shown('NGK7U', '4KQ7TZ1M')).toEqual([
      { lineNumber: '1', isConfirmed: true, accepted: 24, rejected: 0, ...first },
      { lineNumber: '2', isConfirmed: true, accepted: 0, rejected: 10, ...second },
    ]);
  });

  test('Q9: an order that the status does not show is shown by nothing', async () => {
    await start({ quirks: ['Q9'] });
    expect(await partner().shown('NGK7U', '4KQ7TZ1M')).toBeUndefined();
  });
});

test('the whole of an order by API: acknowledged, shipped, billed, each lost once after it landed and booked once', async () => {
  await start({ quirks: ['Q23'] });
  await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
  await partner().send(acknowledgement());
  clock.set(new Date('2026-08-11T21:30:00Z'));
  const notice = shipNotice('2026-08-11T21:20:00Z');
  for (const [request, operation] of [
    [notice, 'submitShipmentConfirmations'],
    [invoice(), 'submitInvoices'],
  ] as const) {
    amazon.faults.failNext({ operation, when: 'after', status: 'hang-up' });
    await expect(partner().send(request)).rejects.toThrow(Unreachable);
    clock.advance(60_000);
    await partner().send(request);
  }
  expect(refusals()).toEqual([]);
  const { shipments, invoices, orders } = amazon.books;
  expect(shipments).toMatchObject([{ id: 'NGK7U260811001', repeats: 1 }]);
  expect(invoices).toMatchObject([{ number: 'INV-260812-01', repeats: 1 }]);
  expect(orders['4KQ7TZ1M']?.lines[0]).toMatchObject({ shipped: 18, invoiced: 18 });

  // Q23: an invoice stays Processing; what has not failed in a quarter of an hour is presumed taken.
  const billed = await stores.outbound.findByKey(invoice().key);
  clock.advance(15 * 60_000);
  expect(await partner().answer(billed?.id ?? '')).toEqual({ status: 'presumed', problems: [] });
});

test('a submission taken without an id may have landed: it is sent again, with the same identifiers', async () => {
  await start();
  const api = { submitInvoices: async () => ({ errors: [{ code: 'Odd', message: 'no id' }] }) } as unknown as SpApi;
  const channel = spApiChannel(api, 'NGK7U', clock.now);
  const message = await channel.make(invoice().content, northgate('sp-api'));
  const draft = {
    ...invoice(),
    ...message,
    purchaseOrderNumber: '4KQ7TZ1M',
    kind: 'invoice',
    channel: 'sp-api',
  } as const;
  const document = await stores.outbound.prepare(draft, instant(clock.now()));
  await expect(channel.deliver(document, false)).rejects.toThrow(Unreachable);
});

test('429 reaches the workflow as "not now", with the seconds to wait', async () => {
  await start({ rateLimit: { perSecond: 0.1, burst: 1 } });
  await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
  const amazonNow = partner();
  await amazonNow.send(acknowledgement());
  const again = amazonNow.send({ ...acknowledgement(), key: 'acknowledgement:4KQ7TZ1M:2' });
  await expect(again).rejects.toMatchObject({ name: 'Unreachable', retryAfterSeconds: 10 });
});

test('an access token that ended is renewed without anybody noticing', async () => {
  await start();
  await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
  const amazonNow = partner();
  await amazonNow.shown('NGK7U', '4KQ7TZ1M');
  clock.advance(2 * 3_600_000);
  expect(await amazonNow.shown('NGK7U', '4KQ7TZ1M')).toHaveLength(2);
});

test('an inventory report has no way by API, and says which setting to change', async () => {
  await start();
  const channels = { ...northgate('sp-api').channels, 'inventory-report': 'sp-api' as const };
  const account = { ...northgate('sp-api'), channels };
  const parts = { stores, partners: onePartner(account), clock: clock.now, events: listeningEvents(heard) };
  const document = InventoryReport.parse({
    reportId: 'R1',
    reportedAt: START,
    items: [{ productId: { kind: 'sku', value: 'NK-0101' }, available: 3 }],
  });
  const request = { key: 'r', vendorCode: 'NGK7U', content: { kind: 'inventory-report' as const, document } };
  await expect(amazonPartner({ ...parts, channels: connected().channels }).send(request)).rejects.toMatchObject({
    code: 'channel-cannot-carry',
  });
});

describe('the order feed', () => {
  async function numbers(from: string, to: string): Promise<string[]> {
    const [feed] = connected().feeds;
    const found: string[] = [];
    for await (const { name, raw } of feed?.changedBetween(new Date(from), new Date(to)) ?? []) {
      const document = parsePurchaseOrder(JSON.parse(new TextDecoder().decode(raw)), () => {});
      expect(name).toBe(`getPurchaseOrders ${document.number}`);
      found.push(document.number);
    }
    return found.sort();
  }

  async function place(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      await amazon.sendPurchaseOrder(order(`4KQ7TZ${String(index).padStart(3, '0')}`), { via: 'sp-api' });
    }
  }

  test('brings every order of a window of weeks once, in pieces that Amazon allows', async () => {
    await start();
    await place(1);
    clock.advance(10 * 86_400_000);
    await amazon.sendPurchaseOrder(order('5LR8UA2N'), { via: 'sp-api' });
    expect(await numbers('2026-07-20T00:00:00Z', '2026-08-20T00:00:00Z')).toEqual(['4KQ7TZ000', '5LR8UA2N']);
    expect(refusals()).toEqual([]);
    expect(warned).toEqual([]);
  });

  test('brings an order again when Amazon has changed it', async () => {
    await start();
    await place(1);
    clock.advance(3 * 86_400_000);
    await amazon.changePurchaseOrder('4KQ7TZ000', { lines: [{ number: '1', quantity: 12 }] });
    const from = new Date(clock.now().getTime() - 3_600_000).toISOString();
    expect(await numbers(from, clock.now().toISOString())).toEqual(['4KQ7TZ000']);
  });

  test('finds an order that was listed late, within the overlap', async () => {
    await start();
    await place(1);
    expect(await numbers('2026-08-03T23:10:00Z', '2026-08-03T23:20:00Z')).toEqual(['4KQ7TZ000']);
  });

  test.each<[QuirkName, string]>([
    ['Q3', 'orders in any sequence'],
    ['Q4', 'whole days'],
    ['Q8', 'empty pages with a token'],
  ])('%s: %s', async (quirk) => {
    await start({ quirks: [quirk] });
    await place(230);
    expect(await numbers('2026-08-03T00:00:00Z', '2026-08-04T00:00:00Z')).toHaveLength(230);
  });

  test('Q5: the window of changes is ignored: everything is handed on, and said', async () => {
    await start({ quirks: ['Q5'] });
    await place(3);
    clock.advance(30 * 86_400_000);
    expect(await numbers('2026-09-01T00:00:00Z', '2026-09-02T00:00:00Z')).toHaveLength(3);
    expect(warned).toEqual(['order-outside-window']);
  });

  test('Amazon fails on a page: what came before is kept, the failure may be tried again', async () => {
    await start();
    await place(1);
    amazon.faults.failNext({ operation: 'getPurchaseOrders', when: 'after', status: 'hang-up' });
    await expect(numbers('2026-08-03T00:00:00Z', '2026-08-04T00:00:00Z')).rejects.toThrow(Unreachable);
    expect(await numbers('2026-08-03T00:00:00Z', '2026-08-04T00:00:00Z')).toEqual(['4KQ7TZ000']);
  });
});
