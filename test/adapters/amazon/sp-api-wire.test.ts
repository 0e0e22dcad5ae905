import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { InventoryReport } from '../../../sidecar/domain/inventory-report.ts';
import { RoutingRequest } from '../../../sidecar/domain/routing.ts';
import type { OutboundTradingDocument } from '../../../sidecar/domain/trading-document.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import type { Stores } from '../../../sidecar/ports/stores.ts';
import * as sayable from '../../codec/sp-api/arbitraries.ts';
import { movableClock } from '../../fakes/clock.ts';
import { inMemoryStores } from '../../fakes/stores.ts';
import { onePartner } from '../../fakes/world.ts';
import { type AmazonStandIn, startAmazon } from '../../stand-ins/amazon/amazon.ts';
import { acknowledgement, invoice, listeningEvents, northgate, order, shipNotice } from './samples.ts';
import { breachesOf, recorder } from './wire.ts';

const clock = movableClock('2026-08-11T21:30:00Z');
let amazon: AmazonStandIn;
let wire: Awaited<ReturnType<typeof recorder>>;
let stores: Stores;

beforeAll(async () => {
  amazon = await startAmazon({ clock: clock.now });
  wire = await recorder(amazon.url);
});
afterAll(async () => {
  await wire.close();
  await amazon.close();
});
beforeEach(() => {
  stores = inMemoryStores();
  wire.sent.length = 0;
});
/** Whatever a test made us send, it holds to the models. */
afterEach(() => {
  const calls = wire.sent.filter(({ target }) => target !== '/auth/o2/token');
  expect(calls.map((one) => [one.target, breachesOf(one)]).filter(([, breaches]) => breaches?.length)).toEqual([]);
});

const account = TradingPartner.parse({
  ...northgate('sp-api'),
  channels: { ...northgate('sp-api').channels, 'inventory-report': 'sp-api' },
});

function connected() {
  const connections = AmazonConnections.parse({
    spApi: [
      {
        vendorCodes: ['NGK7U'],
        endpoint: wire.url,
        tokenUrl: `${wire.url}/auth/o2/token`,
        ...amazon.credentials,
        routingRequests: true,
      },
    ],
  });
  return connectAmazon(connections, { sequences: stores.sequences, clock: clock.now, warn: () => {} });
}

function partner() {
  const { channels } = connected();
  return amazonPartner({
    stores,
    partners: onePartner(account),
    channels,
    clock: clock.now,
    events: listeningEvents([]),
  });
}

const posted = () => wire.sent.filter(({ method, target }) => method === 'POST' && target !== '/auth/o2/token');
const paths = () => wire.sent.map(({ method, target }) => `${method} ${target.split('?')[0]}`);

const report = (): InventoryReport =>
  InventoryReport.parse({
    reportId: 'R1',
    reportedAt: '2026-08-11T21:00:00Z',
    warehouseId: 'NGKW',
    items: [
      { productId: { kind: 'sku', value: 'NK-0101' }, available: 12 },
      { productId: { kind: 'asin', value: 'B0NK000103' }, available: 0 },
    ],
  });

const load = RoutingRequest.parse({
  number: 'NGK7U-L1',
  requestedOn: '2026-08-11',
  shipFrom: northgate('sp-api').shipFrom,
  loads: [
    {
      shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
      pickUpOn: '2026-08-13',
      pickUpAt: '09:30',
      orders: [
        { purchaseOrderNumber: '4KQ7TZ1M', packaging: 'CTN', packages: 2, weight: { value: '12.5', unit: 'L' } },
        { purchaseOrderNumber: '5LR8UA2N', packaging: 'CTN', packages: 1, weight: { value: '4.25', unit: 'L' } },
      ],
    },
  ],
});

describe('what we send by SP-API holds to Amazon’s models byte for byte', () => {
  test('acknowledgement, ship notice, invoice and inventory: the bytes on the wire are those that we keep', async () => {
    await amazon.sendPurchaseOrder(order(), { via: 'sp-api' });
    const amazonNow = partner();
    const requests = [
      acknowledgement(),
      shipNotice('2026-08-11T21:20:00Z'),
      invoice(),
      { key: 'inventory:R1', vendorCode: 'NGK7U', content: { kind: 'inventory-report' as const, document: report() } },
    ];
    for (const request of requests) {
      const { documentId } = await amazonNow.send(request);
      const kept = await stores.outbound.find(documentId);
      expect(
        posted()
          .at(-1)
          ?.body.equals(Buffer.from(kept?.raw ?? '', 'utf8')),
      ).toBe(true);
      expect(await amazonNow.answer(documentId)).toMatchObject({ status: 'accepted' });
    }
    expect(paths().filter((path) => path.startsWith('POST /vendor'))).toEqual([
      'POST /vendor/orders/v1/acknowledgements',
      'POST /vendor/shipping/v1/shipmentConfirmations',
      'POST /vendor/payments/v1/invoices',
      'POST /vendor/directFulfillment/inventory/v1/warehouses/NGKW/items',
    ]);
    expect(amazon.books.problems).toEqual([]);
    expect(amazon.books.inventoryReports).toMatchObject([
      { reference: 'NGKW', items: [{ available: 12 }, { available: 0, ids: [{ qualifier: 'BP' }] }] },
    ]);
  });

  test('what is asked for: orders in windows and pages, the status, transactions, loads and labels', async () => {
    for (let index = 0; index < 130; index++) {
      await amazon.sendPurchaseOrder(order(`6MANY${String(index).padStart(3, '0')}`), { via: 'sp-api' });
    }
    const { feeds, collect } = connected();
    let seen = 0;
    for await (const _order of feeds[0]?.changedBetween(new Date('2026-07-20'), clock.now()) ?? []) seen++;
    expect(seen).toBeGreaterThanOrEqual(130);
    await partner().shown('NGK7U', '6MANY001');
    await collect.announce('NGK7U', load);
    expect(await collect.instructions('NGK7U', 'NGK7U-L1')).toMatchObject({
      loads: [{ amazonReferenceNumber: '7000000001', pickUpOn: '2026-08-13' }],
    });
    const { labels } = await collect.labels('NGK7U', 'NGK7U-L1');
    expect(labels.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(new Set(paths())).toEqual(
      new Set([
        'POST /auth/o2/token',
        'GET /vendor/orders/v1/purchaseOrders',
        'GET /vendor/orders/v1/purchaseOrdersStatus',
        'POST /vendor/shipping/v1/shipments',
        'GET /vendor/shipping/v1/shipments',
        'GET /vendor/shipping/v1/transportLabels',
      ]),
    );
  });

  test('the login is a form of four fields, each of them once, and carries no token', async () => {
    await partner().shown('NGK7U', '4KQ7TZ1M');
    const [login] = wire.sent;
    expect(login?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect([...new URLSearchParams(login?.body.toString()).keys()].sort()).toEqual([
      'client_id',
      'client_secret',
      'grant_type',
      'refresh_token',
    ]);
    expect(login?.headers['x-amz-access-token']).toBeUndefined();
  });

  const sends = async (content: OutboundTradingDocument, key: string) => {
    const road = connected().channels('NGK7U', 'sp-api');
    const message = await road?.make(content, account);
    const draft = { key, kind: content.kind, vendorCode: 'NGK7U', purchaseOrderNumber: undefined, content };
    if (!message) throw new Error('there is no way to Amazon');
    const { outbound } = inMemoryStores();
    const at = clock.now().toISOString() as Parameters<typeof outbound.prepare>[1];
    const document = await outbound.prepare({ ...draft, channel: 'sp-api', ...message }, at);
    await road?.deliver(document, false);
    expect(breachesOf(posted().at(-1) ?? { method: '', target: '/', headers: {}, body: Buffer.alloc(0) })).toEqual([]);
  };

  test.each<[string, fc.Arbitrary<OutboundTradingDocument>]>([
    ['acknowledgements', sayable.acknowledgement.map((document) => ({ kind: 'acknowledgement', document }))],
    [
      'ship notices',
      sayable.shipNotice.map((document) => ({
        kind: 'ship-notice',
        // The wire is what is looked at: goods of any date leave now.
        document: { ...document, shippedAt: clock.now().toISOString() as typeof document.shippedAt },
      })),
    ],
    ['invoices', sayable.invoice.map((document) => ({ kind: 'invoice', document }))],
  ])('%s of any shape', async (_what, documents) => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(documents, async (content) => {
        count += 1;
        await sends(content, `document:${count}`);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the judge of the wire sees what is wrong', () => {
  const good = {
    method: 'GET',
    target: '/vendor/orders/v1/purchaseOrdersStatus?purchaseOrderNumber=4KQ7TZ1M&sortOrder=DESC',
    headers: { 'x-amz-access-token': 'Atza|1', 'user-agent': 'VendorBridge/0.1 (Language=TypeScript)' },
    body: Buffer.alloc(0),
  };
  const submission = (text: string) => ({
    method: 'POST',
    target: '/vendor/payments/v1/invoices',
    headers: { ...good.headers, 'content-type': 'application/json' },
    body: Buffer.from(text),
  });

  test.each<[string, Parameters<typeof breachesOf>[0], RegExp]>([
    [
      'a path of the old guide',
      { ...good, target: '/vendor/transactions/v1/transactionStatus/1' },
      /no vendor operation/,
    ],
    ['a misspelt parameter', { ...good, target: `${good.target}&CreatedAfter=x` }, /CreatedAfter is not in the model/],
    ['a parameter twice', { ...good, target: `${good.target}&sortOrder=ASC` }, /sortOrder is there twice/],
    ['a word that is not in the list', { ...good, target: `${good.target.replace('DESC', 'UP')}` }, /sortOrder 'UP'/],
    [
      'a time with an offset',
      { ...good, target: '/vendor/orders/v1/purchaseOrders?createdAfter=2026-08-03T09:00:00%2B09:00' },
      /is not in Z/,
    ],
    ['a call without a token', { ...good, headers: { 'user-agent': 'A/1 (Language=x)' } }, /access-token is missing/],
    ['a caller without a name', { ...good, headers: { ...good.headers, 'user-agent': 'node' } }, /names no one/],
    ['a field that the model does not know', submission('{"invoices":[],"note":"x"}'), /additional properties/],
    ['a field twice', submission('{"invoices":[],"invoices":[]}'), /not what its reader would write/],
    ['a number that a reader rounds', submission('{"invoices":[],"a":1.10}'), /not what its reader would write/],
    ['bytes that are no UTF-8', { ...submission(''), body: Buffer.from([0x7b, 0xff, 0x7d]) }, /no UTF-8/],
  ])('%s', (_what, request, breach) => {
    expect(breachesOf(request).join('\n')).toMatch(breach);
  });

  test('and nothing in what is right', () => {
    expect(breachesOf(good)).toEqual([]);
    expect(breachesOf(submission('{"invoices":[]}'))).toEqual([]);
  });
});
