import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import OAuth from 'oauth-1.0a';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_INTEGRATION } from './magento/auth.ts';
import { type MagentoOptions, type RunningMagento, startMagento } from './magento/magento.ts';
import type { HoldAnswer, Mode, OutboxItem } from './magento/wire.ts';

const running: RunningMagento[] = [];

afterEach(async () => {
  for (const magento of running.splice(0)) {
    expect(magento.breaches, 'every message fits the contract').toEqual([]);
    await magento.close();
  }
});

async function start(options: MagentoOptions): Promise<RunningMagento> {
  const magento = await startMagento(options);
  running.push(magento);
  return magento;
}

interface Said<T = Record<string, unknown>> {
  status: number;
  body: T;
}

async function call<T = Record<string, unknown>>(
  magento: RunningMagento,
  method: string,
  path: string,
  body?: unknown,
  authorization = `Bearer ${magento.integration.token}`,
): Promise<Said<T>> {
  const response = await fetch(`${magento.url}/rest/V1/amazon-vendor${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

interface HoldSeed {
  key?: string;
  number: string;
  mode?: Mode;
  lines: { sku: string; requested: number; casePack?: number }[];
}

function hold(magento: RunningMagento, { number, key = `${number}-hold`, mode = 'partial', lines }: HoldSeed) {
  return call<HoldAnswer>(magento, 'POST', '/reservations', {
    reservation: {
      idempotency_key: key,
      purchase_order_number: number,
      mode,
      lines: lines.map(({ sku, requested, casePack = 1 }, index) => {
        return {
          line_id: `${number}:${index + 1}`,
          line_number: String(index + 1),
          sku,
          requested,
          case_pack: casePack,
        };
      }),
    },
  });
}

async function toOrder(magento: RunningMagento, number: string, lines: { quantity: number }[]): Promise<string> {
  const { body } = await call<{ order_increment_id: string }>(magento, 'POST', `/reservations/${number}/order`, {
    order: {
      idempotency_key: `${number}-order`,
      lines: lines.map(({ quantity }, index) => ({ line_id: `${number}:${index + 1}`, quantity, unit_cost: '4.2' })),
    },
  });
  return body.order_increment_id;
}

interface DispatchEvent {
  sequence: number;
  data: { dispatch_id: string; revision: number; lines: { quantity: number }[]; tracks: { number: string }[] };
}

function dispatches(magento: RunningMagento): DispatchEvent[] {
  return eventsOf(magento, 'magento.dispatch.v1').map((text) => JSON.parse(text) as DispatchEvent);
}

function eventsOf(magento: RunningMagento, topic: OutboxItem['topic']): string[] {
  return magento
    .books()
    .outbox.filter((item) => item.topic === topic)
    .map(({ payload }) => payload);
}

function tryRetail(magento: RunningMagento, sku: string, quantity: number): boolean {
  try {
    magento.placeRetailOrder(sku, quantity);
    return true;
  } catch (refusal) {
    expect(String(refusal)).toContain('The requested qty is not available');
    return false;
  }
}

describe('no each is promised twice', () => {
  test('thirty purchase orders and as many shoppers want the same fifty: fifty are promised, none twice', async () => {
    const magento = await start({ products: [{ sku: 'LAST', quantities: { default: 50 } }] });
    let bought = 0;
    const holds = Array.from({ length: 30 }, (_, index) => {
      if (index % 3 === 0 && tryRetail(magento, 'LAST', 1)) bought += 1;
      const answer = hold(magento, { number: `PO${index}`, lines: [{ sku: 'LAST', requested: 3 }] });
      return answer.then((said) => {
        if (tryRetail(magento, 'LAST', 1)) bought += 1;
        return said.body.lines[0]?.granted ?? 0;
      });
    });
    const held = (await Promise.all(holds)).reduce((total, granted) => total + granted, 0);
    expect(bought + held).toBe(50);
    expect(bought).toBeGreaterThan(0);
    expect(magento.contradictions()).toEqual([]);
  });

  test('whatever is held, changed, sold, shipped and given back, the books agree and every message fits the contract', async () => {
    const sku = fc.constantFrom('A', 'B');
    const number = fc.constantFrom('PO1', 'PO2', 'PO3');
    const quantity = fc.integer({ min: 1, max: 40 });
    const mode = fc.constantFrom<Mode>('partial', 'whole_line', 'whole_order');
    const act = fc.oneof(
      fc.record({ act: fc.constant('hold' as const), number, sku, quantity, mode, casePack: fc.constantFrom(1, 6) }),
      fc.record({ act: fc.constant('adjust' as const), number, quantity: fc.integer({ min: 0, max: 40 }), mode }),
      fc.record({ act: fc.constant('release' as const), number, quantity }),
      fc.record({ act: fc.constant('order' as const), number }),
      fc.record({ act: fc.constant('ship' as const), number, quantity, tracked: fc.boolean() }),
      fc.record({ act: fc.constant('dispatch' as const), number, quantity }),
      fc.record({ act: fc.constant('cancel' as const), number }),
      fc.record({ act: fc.constant('shopper' as const), sku, quantity }),
      fc.record({ act: fc.constant('deliver' as const), sku, quantity }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const magento = await startMagento({
          products: [
            { sku: 'A', case_pack: 6, buffer: 3, quantities: { default: 40 } },
            { sku: 'B', quantities: { default: 25 } },
          ],
        });
        const onHand = { A: 40, B: 25 };
        for (const [index, one] of acts.entries()) {
          const key = `k${index}`;
          const known = magento
            .books()
            .reservations.find((entry) => 'number' in one && entry.purchase_order_number === one.number);
          const line = known?.lines[0];
          if (one.act === 'hold') {
            await call(magento, 'POST', '/reservations', {
              reservation: {
                idempotency_key: key,
                purchase_order_number: one.number,
                mode: one.mode,
                lines: [
                  {
                    line_id: `${one.number}:${index}`,
                    line_number: '',
                    sku: one.sku,
                    requested: one.quantity,
                    case_pack: one.casePack,
                  },
                ],
              },
            });
          } else if (one.act === 'shopper') {
            tryRetail(magento, one.sku, one.quantity);
          } else if (one.act === 'deliver') {
            const product = magento.books().products.find((candidate) => candidate.sku === one.sku);
            onHand[one.sku === 'A' ? 'A' : 'B'] = (product?.quantities.default ?? 0) + one.quantity;
            magento.setOnHand(one.sku, 'default', onHand[one.sku === 'A' ? 'A' : 'B']);
          } else if (known && line) {
            const path = `/reservations/${one.number}`;
            if (one.act === 'adjust') {
              const lines = [{ line_id: line.line_id, requested: one.quantity }];
              await call(magento, 'POST', `${path}/adjust`, {
                adjustment: { idempotency_key: key, mode: one.mode, lines },
              });
            } else if (one.act === 'release') {
              const lines = [{ line_id: line.line_id, quantity: one.quantity }];
              await call(magento, 'POST', `${path}/release`, {
                release: { idempotency_key: key, reason: 'corrected', lines },
              });
            } else if (one.act === 'order') {
              const lines = known.lines.filter(({ open }) => open > 0);
              const named = lines.map(({ line_id, open }) => ({ line_id, quantity: open, unit_cost: '1' }));
              if (named.length > 0)
                await call(magento, 'POST', `${path}/order`, { order: { idempotency_key: key, lines: named } });
            } else if (one.act === 'dispatch') {
              const lines = [{ line_id: line.line_id, quantity: one.quantity }];
              const dispatch = {
                idempotency_key: key,
                purchase_order_number: one.number,
                source_code: 'default',
                lines,
              };
              await call(magento, 'POST', '/dispatches', { dispatch });
            } else if (one.act === 'cancel' && known.order_increment_id !== undefined) {
              magento.cancelOrder(known.order_increment_id);
            } else if (one.act === 'ship' && known.order_increment_id !== undefined && line.open > 0) {
              const quantity = Math.min(one.quantity, line.open);
              const tracks = one.tracked ? [{ number: `T${index}` }] : [];
              magento.shipOrder(known.order_increment_id, [{ sku: line.sku, quantity }], { tracks });
            }
          }
          expect(magento.contradictions()).toEqual([]);
        }
        expect(magento.breaches).toEqual([]);
        expect(magento.calls.every(({ status }) => status !== undefined && status < 500)).toBe(true);
        await magento.close();
      }),
      { numRuns: 60 },
    );
  });

  test('one call sent ten times at once holds once and is answered ten times alike', async () => {
    const magento = await start({ products: [{ sku: 'CUP', quantities: { default: 100 } }] });
    const order = { number: '4D8ZT6LP', lines: [{ sku: 'CUP', requested: 7 }] };
    const said = await Promise.all(Array.from({ length: 10 }, () => hold(magento, order)));
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(magento.books().reservation_rows).toHaveLength(1);
    expect(magento.books().reservation_rows[0]?.quantity).toBe(-7);
  });

  test('goods lost after they were promised show as a contradiction, and the promise as it stands', async () => {
    const magento = await start({ products: [{ sku: 'CUP', quantities: { default: 10 } }] });
    await hold(magento, { number: 'PO1', lines: [{ sku: 'CUP', requested: 8 }] });
    magento.setOnHand('CUP', 'default', 5);
    expect(magento.contradictions()).toEqual(['3 more CUP promised than on hand']);
    const { body } = await call<{ items: { stock: unknown }[] }>(magento, 'POST', '/stock-positions/query', {
      query: { skus: ['CUP'] },
    });
    expect(body.items[0]?.stock).toMatchObject({ salable_quantity: -3, available_to_promise: 0, amazon_reserved: 8 });
  });
});

describe('what is held stays whole', () => {
  const cases = [
    { what: 'ordered in cases of 12, 100 there', requested: 120, casePack: 12, onHand: 100, granted: 96 },
    { what: 'ordered singly, 100 there', requested: 120, casePack: 1, onHand: 100, granted: 100 },
    { what: 'less than one case there', requested: 12, casePack: 12, onHand: 11, granted: 0 },
    { what: 'exactly the cases there', requested: 24, casePack: 12, onHand: 24, granted: 24 },
  ];
  for (const { what, requested, casePack, onHand, granted } of cases) {
    test(`${what}: ${granted} held of ${requested}`, async () => {
      const magento = await start({ products: [{ sku: 'CUP', quantities: { default: onHand } }] });
      const { body } = await hold(magento, { number: 'PO1', lines: [{ sku: 'CUP', requested, casePack }] });
      expect(body.lines[0]?.granted).toBe(granted);
    });
  }

  test('the buffer stays for the shop, unless purchase orders may use it', async () => {
    const products = [{ sku: 'CUP', quantities: { default: 10 } }];
    const order = { number: 'PO1', lines: [{ sku: 'CUP', requested: 10 }] };
    const kept = await hold(await start({ products, buffer: 4 }), order);
    const used = await hold(await start({ products, buffer: 4, purchaseOrdersMayUseBuffer: true }), order);
    expect([kept.body.lines[0]?.granted, used.body.lines[0]?.granted]).toEqual([6, 10]);
  });

  test('every reservation row is of one line and short enough for Magento, and a closed line leaves a sum of zero', async () => {
    const magento = await start({ products: [{ sku: 'CUP', quantities: { default: 50 } }] });
    const number = 'P'.repeat(32);
    await hold(magento, {
      number,
      lines: [
        { sku: 'CUP', requested: 10 },
        { sku: 'CUP', requested: 5 },
      ],
    });
    await call(magento, 'POST', `/reservations/${number}/release`, {
      release: { idempotency_key: 'r', reason: 'amazon_cancelled', lines: [{ line_id: `${number}:1` }] },
    });
    const sums = new Map<string, number>();
    for (const { metadata, quantity } of magento.books().reservation_rows) {
      expect(JSON.stringify(metadata).length).toBeLessThan(255);
      sums.set(metadata.object_id, (sums.get(metadata.object_id) ?? 0) + quantity);
    }
    expect([...sums]).toEqual([
      [`amzpo:${number}:1`, 0],
      [`amzpo:${number}:2`, -5],
    ]);
  });
});

describe('goods leave', () => {
  async function ordered(): Promise<{ magento: RunningMagento; order: string }> {
    const magento = await start({ products: [{ sku: 'WOK', quantities: { default: 40 } }] });
    await hold(magento, { number: '4D8ZT6LP', lines: [{ sku: 'WOK', requested: 30 }] });
    return { magento, order: await toOrder(magento, '4D8ZT6LP', [{ quantity: 30 }]) };
  }

  test('two part shipments are two dispatches, and nothing is held any more', async () => {
    const { magento, order } = await ordered();
    magento.shipOrder(order, [{ sku: 'WOK', quantity: 18 }], { tracks: [{ number: 'T1' }, { number: 'T2' }] });
    magento.shipOrder(order, undefined, { tracks: [{ number: 'T3' }] });
    const said = dispatches(magento);
    expect(said.map(({ data }) => [data.dispatch_id, data.revision, data.lines[0]?.quantity])).toEqual([
      ['shipment-1', 1, 18],
      ['shipment-2', 1, 12],
    ]);
    expect(said.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(magento.books().products[0]?.quantities.default).toBe(10);
    expect(magento.books().reservations[0]).toMatchObject({ status: 'closed' });
    expect(magento.contradictions()).toEqual([]);
  });

  test('a number that comes late makes exactly one dispatch', async () => {
    const { magento, order } = await ordered();
    const shipment = magento.shipOrder(order);
    expect(dispatches(magento)).toEqual([]);
    magento.addTrack(shipment.entity_id, { number: '' });
    expect(dispatches(magento)).toEqual([]);
    magento.addTrack(shipment.entity_id, { number: 'T1' });
    expect(dispatches(magento).map(({ data }) => data.revision)).toEqual([1]);
  });

  test('a changed, an added and a removed track raise the revision; saving the same does not', async () => {
    const { magento, order } = await ordered();
    const { entity_id: id, tracks } = magento.shipOrder(order, undefined, { tracks: [{ number: 'T1' }] });
    const first = tracks[0]?.track_id ?? 0;
    magento.changeTrack(id, first, { number: 'T1-right' });
    magento.changeTrack(id, first, { number: 'T1-right' });
    const second = magento.addTrack(id, { carrier_code: 'ups', number: 'T2' });
    magento.removeTrack(id, second.track_id);
    magento.removeTrack(id, first);
    const said = dispatches(magento).map(({ data }) => [data.revision, data.tracks.map(({ number }) => number).join()]);
    expect(said).toEqual([
      [1, 'T1'],
      [2, 'T1-right'],
      [3, 'T1-right,T2'],
      [4, 'T1-right'],
      [5, ''],
    ]);
  });

  test("a shopper's parcel is no dispatch to Amazon", async () => {
    const { magento } = await ordered();
    const order = magento.placeRetailOrder('WOK', 2);
    magento.shipOrder(order.increment_id, undefined, { tracks: [{ number: 'T9' }] });
    expect(dispatches(magento)).toEqual([]);
    expect(magento.contradictions()).toEqual([]);
  });

  test('the Cancel button gives the rest back to the shop', async () => {
    const { magento, order } = await ordered();
    magento.shipOrder(order, [{ sku: 'WOK', quantity: 10 }]);
    magento.cancelOrder(order);
    const [entry] = magento.books().reservations;
    expect(entry?.lines[0]).toMatchObject({ shipped: 10, released: 20, open: 0 });
    expect(tryRetail(magento, 'WOK', 30)).toBe(true);
    expect(magento.contradictions()).toEqual([]);
  });

  test('a source that has too little ships nothing', async () => {
    const { magento, order } = await ordered();
    magento.setOnHand('WOK', 'default', 5);
    expect(() => magento.shipOrder(order)).toThrow('Not all of your products are available');
    expect(magento.books().shipments).toEqual([]);
  });
});

describe('the outbox', () => {
  test('tells each change of a SKU once, in order, and ends where the position stands', async () => {
    const clock = { at: Date.parse('2026-08-03T23:02:00.000Z') };
    const magento = await start({
      products: [{ sku: 'CUP', quantities: { default: 30 } }],
      clock: () => new Date(clock.at),
    });
    clock.at += 60_000;
    magento.setOnHand('CUP', 'default', 40);
    magento.setOnHand('CUP', 'default', 40);
    await hold(magento, { number: 'PO1', lines: [{ sku: 'CUP', requested: 12 }] });
    magento.placeRetailOrder('CUP', 5);
    const told = eventsOf(magento, 'magento.stock.v1').map((text) => JSON.parse(text));
    expect(told.map(({ sequence, data }) => [sequence, data.salable_quantity, data.amazon_reserved])).toEqual([
      [1, 30, 0],
      [2, 40, 0],
      [3, 28, 12],
      [4, 23, 12],
    ]);
    expect(told[1].occurred_at).toBe('2026-08-03T23:03:00.000Z');
    expect(told[3].data.available_to_promise).toBe(23);
  });

  test('is read in pages, from where the reader left off', async () => {
    const products = Array.from({ length: 7 }, (_, index) => ({ sku: `S${index}`, quantities: { default: 1 } }));
    const magento = await start({ products });
    const keys: string[] = [];
    let after = '0';
    for (let more = true; more; ) {
      const { body } = await call<{ items: OutboxItem[]; cursor: string; has_more: boolean }>(
        magento,
        'GET',
        `/outbox?after=${after}&limit=3`,
      );
      keys.push(...body.items.map(({ key }) => key));
      after = body.cursor;
      more = body.has_more;
    }
    expect(keys).toEqual(products.map(({ sku }) => sku));
    await call(magento, 'POST', '/outbox/acknowledge', { cursor: after });
    const rest = await call<{ items: unknown[] }>(magento, 'GET', '/outbox');
    const replay = await call<{ items: unknown[] }>(magento, 'GET', '/outbox?after=0');
    expect([rest.body.items.length, replay.body.items.length]).toEqual([0, 7]);
  });
});

describe('who may call', () => {
  const key = { consumer: DEFAULT_INTEGRATION.consumerKey, token: DEFAULT_INTEGRATION.token };

  function signed(
    magento: RunningMagento,
    path: string,
    algorithm: 'sha256' | 'sha1',
    secret = DEFAULT_INTEGRATION.consumerSecret,
  ) {
    const oauth = new OAuth({
      consumer: { key: key.consumer, secret },
      signature_method: algorithm === 'sha256' ? 'HMAC-SHA256' : 'HMAC-SHA1',
      hash_function: (base, signingKey) => createHmac(algorithm, signingKey).update(base).digest('base64'),
    });
    const request = { url: `${magento.url}/rest/V1/amazon-vendor${path}`, method: 'GET' };
    return oauth.toHeader(oauth.authorize(request, { key: key.token, secret: DEFAULT_INTEGRATION.tokenSecret }))
      .Authorization;
  }

  // oauth-1.0a signs the names of a query as it finds them: written with %5B they would be encoded twice.
  const PATH = '/reservations?searchCriteria[page_size]=10&searchCriteria[current_page]=1';

  test('OAuth 1.0a with HMAC-SHA256 is let in, query and all', async () => {
    const magento = await start({});
    expect((await call(magento, 'GET', PATH, undefined, signed(magento, PATH, 'sha256'))).status).toBe(200);
  });

  test('HMAC-SHA1 is refused in Magento words', async () => {
    const magento = await start({});
    const said = await call(magento, 'GET', '/status', undefined, signed(magento, '/status', 'sha1'));
    expect(said).toEqual({
      status: 400,
      body: { message: 'Signature method %1 is not supported', parameters: ['HMAC-SHA1'] },
    });
  });

  test('a wrong secret and a nonce used twice are refused', async () => {
    const magento = await start({});
    const wrong = signed(magento, '/status', 'sha256', 'not-the-secret');
    expect((await call(magento, 'GET', '/status', undefined, wrong)).status).toBe(401);
    const once = signed(magento, '/status', 'sha256');
    const said = [
      await call(magento, 'GET', '/status', undefined, once),
      await call(magento, 'GET', '/status', undefined, once),
    ];
    expect(said.map(({ status }) => status)).toEqual([200, 401]);
  });

  test('a token without the permission is told which one it lacks, with 401', async () => {
    const reader = { ...DEFAULT_INTEGRATION, resources: ['VendorBridge_AmazonVendor::reservation_view'] };
    const magento = await start({ integrations: [reader], products: [{ sku: 'CUP', quantities: { default: 5 } }] });
    expect((await call(magento, 'GET', '/reservations')).status).toBe(200);
    expect(await hold(magento, { number: 'PO1', lines: [{ sku: 'CUP', requested: 1 }] })).toEqual({
      status: 401,
      body: {
        message: "The consumer isn't authorized to access %resources.",
        parameters: { resources: 'VendorBridge_AmazonVendor::reservation_hold' },
      },
    });
    expect(magento.books().reservation_rows).toEqual([]);
  });
});

describe('a Magento in trouble', () => {
  const order = { number: 'PO1', lines: [{ sku: 'CUP', requested: 5 }] };
  const heldIn = (magento: RunningMagento) => magento.books().reservations[0]?.lines[0]?.open ?? 0;

  for (const kind of [500, 401, 429, 'hang-up', 'html', 'truncated'] as const) {
    test(`${kind}: before, nothing has happened; after, it has; a repeat with the key holds five once`, async () => {
      const magento = await start({ products: [{ sku: 'CUP', quantities: { default: 50 } }] });
      magento.failNext({ route: 'holdStock', when: 'before', kind });
      await expect(orNoAnswer(hold(magento, order))).resolves.not.toBe(200);
      expect(heldIn(magento)).toBe(0);
      magento.failNext({ route: 'holdStock', when: 'after', kind });
      await expect(orNoAnswer(hold(magento, order))).resolves.not.toBe(200);
      expect(heldIn(magento)).toBe(5);
      expect((await hold(magento, order)).body.lines[0]?.granted).toBe(5);
      expect(heldIn(magento)).toBe(5);
    });
  }

  test('a fault waits for its route and lasts as often as told', async () => {
    const magento = await start({});
    magento.failNext({ route: 'getStatus', when: 'before', kind: 500, times: 2 });
    const said = [await call(magento, 'GET', '/outbox')];
    for (let time = 0; time < 3; time++) said.push(await call(magento, 'GET', '/status'));
    expect(said.map(({ status }) => status)).toEqual([200, 500, 500, 200]);
  });
});

/** The status, or why there was none that could be read. */
async function orNoAnswer(said: Promise<Said<unknown>>): Promise<unknown> {
  try {
    return (await said).status;
  } catch (failure) {
    return failure instanceof Error ? failure.name : 'no answer';
  }
}
