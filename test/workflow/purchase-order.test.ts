import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { watchDeadlines } from '../../sidecar/workflow/watch.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { withFault } from './faults.ts';
import { heard } from './heard.ts';
import { HOUR, runFor } from './runs.ts';

async function receive(world: World, order: PurchaseOrder) {
  return receiveOrder(order, NORTHGATE, { channel: 'edi', inboundId: 'in-1', at: instant(world.now()) }, world);
}

describe('a purchase order', () => {
  test('is held before it is acknowledged, and acknowledged as held', async () => {
    const world = fakeWorld();
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85', 'NK-0103 10ea 4.2'));
    await engine(world, SAGAS, 'test').runDue();
    expect(Object.fromEntries(world.stockMaster.books.held)).toEqual({
      '4KQ7TZ1M:1': 24,
      '4KQ7TZ1M:2': 36,
      '4KQ7TZ1M:3': 4,
    });
    expect(heard(world)).toEqual(['1: 24/0/0', '2: 3/0/0', '3: 4/6/0']);
    expect((await world.journal.find('purchase-order', '4KQ7TZ1M'))?.status).toBe('done');
    expect(world.stockMaster.books.orders.get('4KQ7TZ1M')?.lines).toEqual([
      { position: 1, sku: 'NK-0101', eaches: 24, unitCost: '11.75' },
      { position: 2, sku: 'NK-0102', eaches: 36, unitCost: '5.85' },
      { position: 3, sku: 'NK-0103', eaches: 4, unitCost: '4.2' },
    ]);
    expect((await world.stores.purchaseOrders.decision('4KQ7TZ1M'))?.lines.map(({ rule }) => rule)).toEqual([
      'held-in-full',
      'held-in-full',
      'held-in-part-rest-backordered',
    ]);
  });

  test('goes on where the shop’s people enter it by hand: nothing waits for them', async () => {
    const world = fakeWorld();
    world.stockMaster.primaryWorkflow.enterOrder = async () => undefined;
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75'));
    await engine(world, SAGAS, 'test').runDue();
    const run = await world.journal.find('purchase-order', '4KQ7TZ1M');
    expect(run).toMatchObject({ status: 'done', state: { orderByHand: true } });
    const { progress, summary } = (await world.stores.purchaseOrders.find('4KQ7TZ1M')) ?? {};
    expect([progress, summary?.orderReference]).toEqual(['acknowledged', undefined]);
  });

  test.each([
    ['divides', '70.2', '5.85', undefined],
    ['does not divide', '70', '5.8333', /70 for a case of 12 is no exact cost of an each: .* carries 5\.8333/],
  ])('priced per case is entered at the cost of an each where it %s', async (_how, perCase, perEach, said) => {
    const world = fakeWorld();
    const order = orderOf('4KQ7TZ1M', `NK-0102 3cs/12 ${perCase}`);
    const lines = order.lines.map((line) => ({ ...line, priceBasis: 'per-unit-of-measure' as const }));
    await receive(world, { ...order, lines });
    await engine(world, SAGAS, 'test').runDue();
    expect(world.stockMaster.books.orders.get('4KQ7TZ1M')?.lines).toEqual([
      { position: 1, sku: 'NK-0102', eaches: 36, unitCost: perEach },
    ]);
    // Amazon hears the cost as it said it.
    expect(world.partner.heard.get('acknowledgement:4KQ7TZ1M:1')?.document).toMatchObject({
      lines: [{ unitCost: perCase, priceBasis: 'per-unit-of-measure' }],
    });
    const reasons = (await world.stores.purchaseOrders.decision('4KQ7TZ1M'))?.lines[0]?.reasons.join('; ') ?? '';
    if (said) expect(reasons).toMatch(said);
    else expect(reasons).not.toMatch(/exact/);
  });

  test('that comes twice is one order with two sightings', async () => {
    const world = fakeWorld();
    expect(await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75'))).toBe('new');
    await engine(world, SAGAS, 'test').runDue();
    expect(await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75'))).toBe('known');
    await engine(world, SAGAS, 'test').runDue();
    expect(world.stockMaster.books.placements).toBe(1);
    expect(world.partner.heard.size).toBe(1);
    expect(await world.stores.purchaseOrders.sightings('4KQ7TZ1M')).toHaveLength(2);
  });

  test('changed by Amazon after our word is kept as a version, answered anew, and a person is told', async () => {
    const world = fakeWorld();
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75'));
    await engine(world, SAGAS, 'test').runDue();
    expect(await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 12ea 11.75'))).toBe('changed');
    await engine(world, SAGAS, 'test').runDue();
    expect(world.stockMaster.books.held.get('4KQ7TZ1M:1')).toBe(12);
    const open = await world.stores.discrepancies.list({ state: 'open' });
    expect(open.map(({ kind, summary }) => [kind, summary])).toEqual([
      ['order-changed', 'Amazon changed order 4KQ7TZ1M (version 2): lines[0].ordered.amount'],
    ]);
  });

  test('with all quantities 0 was taken back: nothing is held and nothing is answered', async () => {
    const world = fakeWorld();
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 0ea 11.75'));
    await engine(world, SAGAS, 'test').runDue();
    expect(world.partner.heard.size).toBe(0);
    expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.progress).toBe('closed');
  });
});

describe('a doubt holds its line, the rest goes on, and a person settles it', () => {
  const doubts = [
    {
      line: 'NK-9999 10ea 4.2',
      kind: 'unknown-sku',
      answer: { action: 'map-sku', sku: 'NK-0103' },
      heardLine: '2: 4/6/0',
    },
    {
      line: 'NK-0101 2cs 11.75',
      kind: 'case-pack-unknown',
      answer: { action: 'set-case-pack', eachesPerCase: 6 },
      heardLine: '2: 2/0/0',
    },
    {
      line: 'NK-0102 2cs/10 5.85',
      kind: 'case-pack-differs',
      answer: { action: 'set-case-pack', eachesPerCase: 10 },
      heardLine: '2: 2/0/0',
    },
    {
      line: 'NK-0103 3ea',
      kind: 'price-missing',
      answer: { action: 'accept-cost', unitCost: '4.20' },
      heardLine: '2: 3/0/0',
    },
    {
      line: 'NK-9999 10ea 4.2',
      kind: 'unknown-sku',
      answer: { action: 'reject-line', reason: 'invalid-product-identifier' },
      heardLine: '2: 0/0/10',
    },
    { line: 'NK-9999 10ea 4.2', kind: 'unknown-sku', answer: { action: 'backorder-line' }, heardLine: '2: 0/10/0' },
  ] as const;
  test.each(doubts)('$kind, answered with $answer.action', async ({ line, kind, answer, heardLine }) => {
    const world = fakeWorld();
    const running = engine(world, SAGAS, 'test');
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', line));
    await running.runDue();
    expect(world.stockMaster.books.held.get('4KQ7TZ1M:1')).toBe(24);
    expect(world.partner.heard.size).toBe(0);
    const [doubt] = await world.stores.discrepancies.list({ state: 'open' });
    expect(doubt?.kind).toBe(kind);
    const settled = await desk(world).settle(doubt?.id ?? '', answer, 'operator');
    expect(settled.kind).toBe('settled');
    await running.runDue();
    expect(heard(world)).toEqual(['1: 24/0/0', heardLine]);
    expect(await world.stores.audit.list({})).toHaveLength(1);
  });

  test('an answer that does not help is asked again', async () => {
    const world = fakeWorld();
    const running = engine(world, SAGAS, 'test');
    await receive(world, orderOf('4KQ7TZ1M', 'NK-9999 10ea 4.2'));
    await running.runDue();
    const [doubt] = await world.stores.discrepancies.list({ state: 'open' });
    await desk(world).settle(doubt?.id ?? '', { action: 'map-sku', sku: 'NK-8888' }, 'operator');
    await running.runDue();
    expect((await world.stores.discrepancies.list({ state: 'open' })).map((row) => row.kind)).toEqual(['unknown-sku']);
  });

  test('that nobody settles is backordered two hours before the limit, and the order is answered in time', async () => {
    const world = fakeWorld();
    const running = engine(world, SAGAS, 'test');
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-9999 10ea 4.2'));
    await runFor(21.9 * HOUR, running, world);
    expect(world.partner.heard.size).toBe(0);
    await runFor(0.2 * HOUR, running, world);
    expect(heard(world)).toEqual(['1: 24/0/0', '2: 0/10/0']);
  });

  test('that nobody settles is rejected at the limit where Amazon takes no backorder, and the order is answered in time', async () => {
    const world = fakeWorld();
    const running = engine(world, SAGAS, 'test');
    const order = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-9999 10ea 4.2');
    await receive(world, { ...order, isBackOrderAllowed: false });
    await runFor(21.9 * HOUR, running, world);
    expect(world.partner.heard.size).toBe(0);
    await runFor(0.2 * HOUR, running, world);
    expect(heard(world)).toEqual(['1: 24/0/0', '2: 0/0/10']);
    expect(world.partner.heard.get('acknowledgement:4KQ7TZ1M:1')?.document).toMatchObject({
      lines: [{}, { dispositions: [{ code: 'rejected', reason: 'temporarily-unavailable' }] }],
    });
    const kinds = (await world.stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind);
    expect(kinds).toEqual(['unknown-sku']);
  });

  test('leaves the clear lines as they were held, whatever the shop says of them meanwhile', async () => {
    const world = fakeWorld();
    const running = engine(world, SAGAS, 'test');
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0102 3cs 5.85', 'NK-9999 4ea 4.2'));
    await running.runDue();
    const pot = world.stockMaster.products.get('NK-0102');
    if (pot) pot.casePack = 10;
    const [doubt] = await world.stores.discrepancies.list({ state: 'open' });
    await desk(world).settle(doubt?.id ?? '', { action: 'map-sku', sku: 'NK-0103' }, 'operator');
    await running.runDue();
    expect(heard(world)).toEqual(['1: 3/0/0', '2: 4/0/0']);
    expect(world.stockMaster.books.orders.get('4KQ7TZ1M')?.lines).toMatchObject([{ eaches: 36 }, { eaches: 4 }]);
    expect(await world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
  });

  test('the wrong kind of answer is refused and says which are right', async () => {
    const world = fakeWorld();
    await receive(world, orderOf('4KQ7TZ1M', 'NK-9999 10ea 4.2'));
    await engine(world, SAGAS, 'test').runDue();
    const [doubt] = await world.stores.discrepancies.list({ state: 'open' });
    expect(
      await desk(world).settle(doubt?.id ?? '', { action: 'set-unit', unitOfMeasure: 'each' }, 'operator'),
    ).toEqual({
      kind: 'not-an-answer',
      allowed: ['map-sku', 'backorder-line', 'reject-line'],
    });
  });
});

describe('when the world fails for long', () => {
  const order = () => orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75');

  test('Magento lands the reservation but never answers: it is released again, and a person is told', async () => {
    const world = fakeWorld();
    const { world: broken } = withFault(world, { at: 'reservations.place', when: 'after', lasting: true });
    const running = engine({ ...broken, journal: world.journal }, SAGAS, 'test');
    await receive(world, order());
    await runFor(23 * HOUR, running, world);
    expect(world.stockMaster.books.held.size).toBe(0);
    expect(world.partner.heard.size).toBe(0);
    expect((await world.journal.find('purchase-order', '4KQ7TZ1M'))?.status).toBe('undone');
    const kinds = (await world.stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['order-undone', 'step-failing']);
  });

  test('Amazon never answers the acknowledgement: the eaches stay held and a person decides', async () => {
    const world = fakeWorld();
    const { world: broken } = withFault(world, { at: 'partner.send', when: 'after', lasting: true });
    const running = engine(broken, SAGAS, 'test');
    await receive(world, order());
    await runFor(23 * HOUR, running, world);
    expect(Object.fromEntries(world.stockMaster.books.held)).toEqual({ '4KQ7TZ1M:1': 24 });
    expect(world.partner.heard.size).toBe(1);
    expect((await world.journal.find('purchase-order', '4KQ7TZ1M'))?.status).toBe('held');
  });

  test('the alarm rings before the limit and at it, whatever the order is stuck on', async () => {
    const world = fakeWorld();
    await receive(world, order());
    world.clock.advance(21 * HOUR);
    await watchDeadlines(world);
    world.clock.advance(4 * HOUR);
    await watchDeadlines(world);
    const kinds = (await world.stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind);
    expect(kinds).toEqual(['acknowledgement-at-risk', 'acknowledgement-late']);
  });

  test('nothing comes back on what we sent: the 997 is a discrepancy after a day, the order goes on', async () => {
    const world = fakeWorld();
    world.partner.answers = () => ({ status: 'awaited', problems: [] });
    const running = engine(world, SAGAS, 'test');
    await receive(world, order());
    await runFor(25 * HOUR, running, world);
    expect((await world.stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind)).toEqual([
      'functional-acknowledgement-overdue',
    ]);
    expect((await world.journal.find('purchase-order', '4KQ7TZ1M'))?.status).toBe('done');
  });

  test('Amazon shows backordered units as accepted, and pads line numbers: no discrepancy', async () => {
    const world = fakeWorld();
    world.partner.shownLines = [{ lineNumber: '001', accepted: 10, rejected: 0 }];
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0103 10ea 4.2'));
    await engine(world, SAGAS, 'test').runDue();
    expect(heard(world)).toEqual(['1: 4/6/0']);
    expect(await world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
  });

  test('Amazon shows a backorder as lost: a discrepancy', async () => {
    const world = fakeWorld();
    world.partner.shownLines = [{ lineNumber: '1', accepted: 4, rejected: 6 }];
    await receive(world, orderOf('4KQ7TZ1M', 'NK-0103 10ea 4.2'));
    await engine(world, SAGAS, 'test').runDue();
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    expect(row?.detail).toEqual({ differing: [{ line: '1', acknowledged: 10, shown: 4 }] });
  });

  test('two lines under one number are compared with what Amazon shows of both', async () => {
    const world = fakeWorld();
    const order = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85');
    world.partner.shownLines = [
      { lineNumber: '1', accepted: 3, rejected: 0 },
      { lineNumber: '1', accepted: 24, rejected: 0 },
    ];
    await receive(world, { ...order, lines: order.lines.map((line) => ({ ...line, lineNumber: '1' })) });
    await engine(world, SAGAS, 'test').runDue();
    expect(await world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
  });

  test('Amazon shows another quantity than we acknowledged: a discrepancy', async () => {
    const world = fakeWorld();
    world.partner.shownLines = [{ lineNumber: '1', accepted: 20, rejected: 0 }];
    await receive(world, order());
    await engine(world, SAGAS, 'test').runDue();
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    expect(row?.detail).toEqual({ differing: [{ line: '1', acknowledged: 24, shown: 20 }] });
  });
});
