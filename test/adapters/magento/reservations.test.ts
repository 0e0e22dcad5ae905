import { describe, expect, test } from 'vitest';
import { eaches } from '../../../sidecar/domain/quantity.ts';
import { money } from '../../domain/samples.ts';
import { failure, master, request, shop } from './shop.ts';

/** Eaches that Magento has open for the order, by line id. */
const open = (magento: Awaited<ReturnType<typeof shop>>) =>
  Object.fromEntries(
    magento.books().reservations.flatMap(({ lines }) => lines.map((line) => [line.line_id, line.open] as const)),
  );

describe('holding stock in Magento', () => {
  test('answers each line with what is held, why it is less, and what was seen', async () => {
    const magento = await shop({ buffer: 4 });
    const held = await master(magento).reservations.place(
      request([
        ['PAN-24', 120, 12],
        ['LID-24', 5],
        ['LID-24', 5],
      ]),
    );
    expect(held).toEqual([
      {
        position: 1,
        sku: 'PAN-24',
        requested: 120,
        held: 96,
        reason: 'insufficient_stock',
        salable: 100,
        buffer: 4,
        inPoolSources: 100,
      },
      { position: 2, sku: 'LID-24', requested: 5, held: 5, salable: 10, buffer: 4, inPoolSources: 10 },
      {
        position: 3,
        sku: 'LID-24',
        requested: 5,
        held: 1,
        reason: 'buffer_kept',
        salable: 5,
        buffer: 4,
        inPoolSources: 10,
      },
    ]);
    expect(open(magento)).toEqual({ '4KQ7TZ1M:1': 96, '4KQ7TZ1M:2': 5, '4KQ7TZ1M:3': 1 });
    expect([magento.breaches, magento.contradictions()]).toEqual([[], []]);
  });

  test('holds nothing of what Magento does not know, spells otherwise or keeps no stock of', async () => {
    const magento = await shop();
    const held = await master(magento).reservations.place(
      request([
        ['NO-SUCH', 1],
        ['pan-24', 1],
        ['SET-2', 1],
        ['GIFT', 1],
      ]),
    );
    expect(held.map(({ held: count, reason }) => [count, reason])).toEqual([
      [0, 'unknown_sku'],
      [0, 'sku_case_differs'],
      [0, 'composite_product'],
      [0, 'not_managed'],
    ]);
    expect(open(magento)).toEqual({});
  });

  test.each([
    ['partial', [96, 10]],
    ['whole-line', [0, 10]],
    ['whole-order', [0, 0]],
  ] as const)('in mode %s holds %j of 120 and 10', async (mode, expected) => {
    const magento = await shop();
    const held = await master(magento).reservations.place(
      request(
        [
          ['PAN-24', 120, 12],
          ['LID-24', 10],
        ],
        { mode },
      ),
    );
    expect(held.map(({ held: count }) => count)).toEqual(expected);
  });

  test('a lost answer and a repeat: held once, and the repeat says what is held', async () => {
    const magento = await shop();
    const { reservations } = master(magento);
    for (const kind of ['hang-up', 'truncated', 500, 'html'] as const) {
      const number = `4KQ7T${kind}`.replace(/[^A-Z0-9]/gi, '').toUpperCase();
      const asked = request([['PAN-24', 12, 12]], { purchaseOrderNumber: number, key: `${number}:1` });
      magento.failNext({ route: 'holdStock', when: 'after', kind });
      expect((await failure(reservations.place(asked))).retriable).toBe(true);
      expect(await reservations.place(asked)).toMatchObject([{ position: 1, held: 12 }]);
    }
    expect(Object.values(open(magento))).toEqual([12, 12, 12, 12]);
    expect(magento.contradictions()).toEqual([]);
  });

  test('an order number in other letters is the same order', async () => {
    const magento = await shop();
    const { reservations } = master(magento);
    await reservations.place(request([['LID-24', 2]], { purchaseOrderNumber: ' 4kq7tz1m ' }));
    expect(await reservations.held('4KQ7TZ1M')).toMatchObject([{ position: 1, sku: 'LID-24', held: 2 }]);
  });

  test('the same key with other lines is refused and holds nothing', async () => {
    const magento = await shop();
    const { reservations } = master(magento);
    await reservations.place(request([['LID-24', 2]]));
    expect(await failure(reservations.place(request([['LID-24', 3]])))).toMatchObject({
      code: 'key-reused',
      retriable: false,
    });
    expect(open(magento)).toEqual({ '4KQ7TZ1M:1': 2 });
  });

  test('a line that is held under another key is refused, in Magento’s words', async () => {
    const magento = await shop();
    const { reservations } = master(magento);
    await reservations.place(request([['LID-24', 2]]));
    const refused = await failure(reservations.place(request([['LID-24', 2]], { key: 'another' })));
    expect(refused).toMatchObject({
      code: 'magento-refused',
      retriable: false,
      hint: 'Line 4KQ7TZ1M:1 is in the ledger already.',
    });
  });

  test('an order of more than a thousand lines is held in parts, and its repeat holds nothing more', async () => {
    const magento = await shop({ products: [{ sku: 'PAN-24', quantities: { default: 1500 } }] });
    const { reservations } = master(magento);
    const asked = request(Array.from({ length: 1700 }, () => ['PAN-24', 1]));
    const held = await reservations.place(asked);
    expect(held.map(({ position }) => position)).toEqual(asked.lines.map(({ position }) => position));
    expect(held.filter(({ held: count }) => count === 1)).toHaveLength(1500);
    expect(await reservations.place(asked)).toEqual(held);
    expect(magento.books().products[0]?.quantities).toEqual({ default: 1500 });
    expect(Object.values(open(magento)).reduce((total, count) => total + count, 0)).toBe(1500);
    expect(await failure(reservations.place({ ...asked, mode: 'whole-order' }))).toMatchObject({
      code: 'magento-order-too-large',
    });
  });
});

describe('changing what is held', () => {
  test('down gives back, up takes what there is, and the answer is what is then held', async () => {
    const magento = await shop();
    const { reservations } = master(magento);
    await reservations.place(
      request([
        ['PAN-24', 48, 12],
        ['LID-24', 4],
      ]),
    );
    const held = await reservations.adjust('4KQ7TZ1M', '4KQ7TZ1M:2', [
      { position: 2, eaches: eaches(12) },
      { position: 1, eaches: eaches(24) },
    ]);
    expect(held).toMatchObject([
      { position: 2, requested: 12, held: 10, reason: 'insufficient_stock' },
      { position: 1, requested: 24, held: 24 },
    ]);
    expect(open(magento)).toEqual({ '4KQ7TZ1M:1': 24, '4KQ7TZ1M:2': 10 });
  });

  test('of an order that Magento does not know is refused', async () => {
    const { reservations } = master(await shop());
    const refused = await failure(reservations.adjust('4KQ7TZ1M', 'k', [{ position: 1, eaches: eaches(1) }]));
    expect(refused).toMatchObject({ code: 'magento-refused', hint: 'Purchase order 4KQ7TZ1M is not known.' });
  });
});

describe('giving back', () => {
  test('returns everything to the shop, once', async () => {
    const magento = await shop();
    const { reservations, catalogue } = master(magento);
    await reservations.place(
      request([
        ['PAN-24', 48, 12],
        ['LID-24', 4],
      ]),
    );
    for (const _ of ['first', 'repeat'])
      await reservations.release('4KQ7TZ1M', '4KQ7TZ1M:undo', 'it could not be acknowledged');
    expect(open(magento)).toEqual({ '4KQ7TZ1M:1': 0, '4KQ7TZ1M:2': 0 });
    expect((await catalogue.positions(['PAN-24'])).get('PAN-24')).toMatchObject({ salable: 100, amazonReserved: 0 });
    expect(magento.calls.at(-2)?.body).toMatchObject({
      release: { reason: 'undone', note: 'it could not be acknowledged' },
    });
  });

  test('keeps the ledger’s own word for the reason where it is one', async () => {
    const magento = await shop();
    const { reservations } = master(magento);
    await reservations.place(request([['LID-24', 4]]));
    await reservations.release('4KQ7TZ1M', 'k', 'amazon-cancelled');
    expect(magento.calls.at(-1)?.body).toEqual({ release: { idempotency_key: 'k', reason: 'amazon_cancelled' } });
  });

  test('is harmless where nothing was ever held', async () => {
    const { reservations } = master(await shop());
    await reservations.release('4KQ7TZ1M', 'k', 'undone');
    expect(await reservations.held('4KQ7TZ1M')).toEqual([]);
  });

  test('stops holds that are still on their way', async () => {
    const magento = await shop();
    const { reservations } = master(magento);
    await reservations.release('4KQ7TZ1M', 'undo', 'undone', ['4KQ7TZ1M:1:first', '4KQ7TZ1M:1:settled']);
    for (const key of ['4KQ7TZ1M:1:first', '4KQ7TZ1M:1:settled']) {
      const late = await failure(reservations.place(request([['LID-24', 4]], { key })));
      expect(late).toMatchObject({ code: 'magento-refused', retriable: false });
    }
    expect(open(magento)).toEqual({});
  });
});

test('entering the order makes one Magento order of what is held, however often it is asked', async () => {
  const magento = await shop();
  const { reservations, primaryWorkflow } = master(magento);
  await reservations.place(
    request([
      ['PAN-24', 24, 12],
      ['LID-24', 3],
    ]),
  );
  const lines = [
    { position: 1, sku: 'PAN-24', eaches: eaches(24), unitCost: money('11.75') },
    { position: 2, sku: 'LID-24', eaches: eaches(3), unitCost: money('5.12345') },
  ];
  magento.failNext({ route: 'createOrder', when: 'after', kind: 'hang-up' });
  await failure(primaryWorkflow.enterOrder('4KQ7TZ1M', lines));
  const first = await primaryWorkflow.enterOrder('4KQ7TZ1M', lines);
  const [order] = magento.books().orders;
  expect(first).toBe(order?.increment_id);
  expect(await primaryWorkflow.enterOrder('4KQ7TZ1M', lines.slice(0, 1))).toBe(first);
  expect(magento.books().orders).toHaveLength(1);
  expect(order?.items.map(({ sku, qty_ordered, price }) => [sku, qty_ordered, price])).toEqual([
    ['PAN-24', 24, '11.75'],
    ['LID-24', 3, '5.1235'],
  ]);
  expect(await reservations.held('4KQ7TZ1M')).toMatchObject([{ held: 24 }, { held: 3 }]);
  expect([magento.breaches, magento.contradictions()]).toEqual([[], []]);
});

test('a shop whose people make these orders gets none from us, and keeps what it holds', async () => {
  const magento = await shop({ orderConversion: 'manual' });
  const { reservations, primaryWorkflow } = master(magento);
  await reservations.place(request([['LID-24', 3]]));
  const line = { position: 1, sku: 'LID-24', eaches: eaches(3), unitCost: money('5') };
  expect(await primaryWorkflow.enterOrder('4KQ7TZ1M', [line])).toBeUndefined();
  expect(magento.books().orders).toEqual([]);
  expect(open(magento)).toEqual({ '4KQ7TZ1M:1': 3 });
});
