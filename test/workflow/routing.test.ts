/*
 * Amazon is asked who fetches a load (753): no answer rings once, an answer (754) closes that, and one that comes after
 * the ship notice is compared with what Amazon was told.
 */
import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { RoutingInstructions, RoutingRequest } from '../../sidecar/domain/routing.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { receiveRoutingInstructions, requestRouting } from '../../sidecar/workflow/routing.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { watchRouting } from '../../sidecar/workflow/watch-routing.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { HOUR, runFor } from './runs.ts';

const LEFT = new Date('2026-08-11T14:20:00Z');
const ORDERS = ['4KQ7TZ1M', '6BW2RN8D'];

async function house(policies: object = {}): Promise<FakeWorld> {
  const partner = TradingPartner.parse({ ...NORTHGATE, policies });
  const world = fakeWorld(undefined, partner);
  for (const number of ORDERS) {
    const sighting = { channel: 'edi' as const, inboundId: `in-${number}`, at: instant(world.now()) };
    await receiveOrder(orderOf(number, 'NK-0101 24ea 11.75'), partner, sighting, world);
  }
  await engine(world, SAGAS, 'test').runDue();
  return world;
}

const part = (purchaseOrderNumber: string) => ({ purchaseOrderNumber, packaging: 'CTN', packages: 5 });

function asked(world: FakeWorld, number = 'NGKRR1', orders = ['4KQ7TZ1M']): Promise<string> {
  const loads = [{ pickUpOn: '2026-08-11', orders: orders.map(part) }];
  const request = { number, requestedOn: '2026-08-07', shipFrom: NORTHGATE.shipFrom, loads };
  return requestRouting(RoutingRequest.parse(request), 'NGK7U', world);
}

async function routed(world: FakeWorld, load: object = {}, inboundId = 'in-754', number = 'NGKRR1'): Promise<void> {
  const loads = [{ amazonReferenceNumber: '34567890123', carrierScac: 'ODFL', orders: [part('4KQ7TZ1M')], ...load }];
  await receiveRoutingInstructions(RoutingInstructions.parse({ number, loads }), inboundId, world);
  await engine(world, SAGAS, 'test').runDue();
}

/** The shop ships with a carrier that is known as ODFL. */
async function leaves(world: FakeWorld): Promise<void> {
  world.clock.set(LEFT);
  const dispatch = Dispatch.parse({
    id: 'shipment-1',
    purchaseOrderNumber: '4KQ7TZ1M',
    sourceCode: 'reno',
    dispatchedAt: LEFT.toISOString(),
    revision: 1,
    lines: [{ position: 1, sku: 'NK-0101', shipped: 24 }],
    tracks: [{ carrierCode: 'custom', title: 'Old Dominion', number: '1234567890' }],
  });
  const event = { kind: 'dispatch-recorded' as const, eventId: 'e1', occurredAt: LEFT.toISOString(), dispatch };
  await receiveMasterEvent(event, world);
  await engine(world, SAGAS, 'test').runDue();
}

const open = (world: FakeWorld) => world.stores.discrepancies.list({ state: 'open' });
const kinds = async (world: FakeWorld) => (await open(world)).map(({ kind }) => kind);

function told(world: FakeWorld): string[] {
  return [...world.partner.heard.values()].flatMap((content) =>
    content.kind === 'ship-notice'
      ? [`${content.document.purpose} ${content.document.carrierScac} ${content.document.amazonReferenceNumber}`]
      : [],
  );
}

describe('a request to fetch a load', () => {
  test('that Amazon does not answer in time rings once, by the day the load is ready, and closes when the 754 comes', async () => {
    const world = await house();
    const documentId = await asked(world);
    world.clock.advance(23.9 * HOUR);
    await watchRouting(world);
    expect(await open(world)).toEqual([]);
    world.clock.advance(0.2 * HOUR);
    await watchRouting(world);
    await watchRouting(world);
    const [row, ...others] = await open(world);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      kind: 'routing-overdue',
      subject: { outboundId: documentId, purchaseOrderNumber: '4KQ7TZ1M' },
      dueBy: '2026-08-11T00:00:00.000Z',
    });
    expect(row?.summary).toBe(
      'Amazon was asked to fetch order 4KQ7TZ1M (request NGKRR1) and has sent no instructions (754) within 24 hours',
    );
    await routed(world);
    await watchRouting(world);
    expect(await open(world)).toEqual([]);
    expect((await world.stores.discrepancies.find(row?.id ?? ''))?.resolution).toEqual({
      action: 'close',
      note: 'the load is routed',
    });
  });

  test('sent again by a person, it is waited for anew', async () => {
    const world = await house({ routingInstructionsWithinHours: 6 });
    await asked(world);
    world.clock.advance(7 * HOUR);
    await watchRouting(world);
    const [row] = await open(world);
    expect((await desk(world).settle(row?.id ?? '', { action: 'resend' }, 'maria')).kind).toBe('settled');
    await watchRouting(world);
    expect(await open(world)).toEqual([]);
    world.clock.advance(7 * HOUR);
    await watchRouting(world);
    expect(await kinds(world)).toEqual(['routing-overdue']);
  });

  test('of two orders of which one was routed rings for the other', async () => {
    const world = await house();
    await asked(world, 'NGKRR1', ORDERS);
    await routed(world);
    world.clock.advance(25 * HOUR);
    await watchRouting(world);
    expect((await open(world)).map(({ detail }) => detail.orders)).toEqual([['6BW2RN8D']]);
  });

  test('is over where somebody has entered the ARN, or a later request was answered', async () => {
    const world = await house();
    await asked(world);
    world.clock.advance(25 * HOUR);
    await watchRouting(world);
    const arn = { amazonReferenceNumber: '34567890123' };
    await desk(world).sayCarriage({ kind: 'order', id: '4KQ7TZ1M' }, arn, 'maria');
    await watchRouting(world);
    expect(await open(world)).toEqual([]);
    await asked(world, 'NGKRR2', ['6BW2RN8D']);
    await asked(world, 'NGKRR3', ['6BW2RN8D']);
    world.clock.advance(HOUR);
    await routed(world, { orders: [part('6BW2RN8D')] }, 'in-2', 'NGKRR3');
    world.clock.advance(25 * HOUR);
    await watchRouting(world);
    expect(await open(world)).toEqual([]);
  });

  test('rings although another one is of an account that is not configured any more', async () => {
    const world = await house();
    await asked(world);
    world.clock.advance(HOUR);
    const gone = await asked(world, 'NGKRR2', ['6BW2RN8D']);
    const { list } = world.stores.outbound;
    world.stores.outbound.list = async (filter) =>
      (await list(filter)).map((row) => (row.id === gone ? { ...row, vendorCode: 'GONE1' } : row));
    world.partners = { ...world.partners, find: (code) => (code === 'GONE1' ? undefined : NORTHGATE) };
    world.clock.advance(25 * HOUR);
    await expect(watchRouting(world)).rejects.toThrow('GONE1 is not configured');
    expect((await open(world)).map(({ detail }) => detail.number)).toEqual(['NGKRR1']);
  });

  test('that Amazon rejected has a question of its own', async () => {
    const world = await house();
    const documentId = await asked(world);
    await world.stores.outbound.recordAnswer(documentId, 'rejected', [], instant(world.now()));
    world.clock.advance(25 * HOUR);
    await watchRouting(world);
    expect(await kinds(world)).not.toContain('routing-overdue');
  });
});

describe('instructions that come after the ship notice', () => {
  test('with an ARN that Amazon was not told: a person has the notice replaced', async () => {
    const world = await house();
    await leaves(world);
    await routed(world);
    const [row] = await open(world);
    expect(row?.summary).toBe(
      'dispatch shipment-1 of order 4KQ7TZ1M was routed by Amazon (754) after its ship notice had left, which can be corrected: the notice of shipment NGK7U-SHIPMENT-1 is replaced',
    );
    await desk(world).settle(row?.id ?? '', { action: 'correct-notice' }, 'maria');
    await engine(world, SAGAS, 'test').runDue();
    expect(told(world)).toEqual(['original ODFL undefined', 'replace ODFL 34567890123']);
    expect(await open(world)).toEqual([]);
    // The same file once more, and the same words in another file: nothing new.
    await routed(world);
    await routed(world, {}, 'in-755');
    await runFor(HOUR, engine(world, SAGAS, 'test'), world);
    expect([told(world).length, await open(world)]).toEqual([2, []]);
  });

  test('an ARN is told unasked where the account says so; another carrier never, as only a person knows who came', async () => {
    const world = await house({ correctNotices: 'auto' });
    await leaves(world);
    await routed(world);
    expect(told(world)).toEqual(['original ODFL undefined', 'replace ODFL 34567890123']);
    world.clock.advance(HOUR);
    await routed(world, { carrierScac: 'SAIA' }, 'in-2');
    expect([told(world).length, await kinds(world)]).toEqual([2, ['dispatch-changed-after-notice']]);
  });

  test('for another day than the goods left on: a person hears so, and no notice can say it', async () => {
    const world = await house();
    await routed(world);
    await leaves(world);
    expect(told(world)).toEqual(['original ODFL 34567890123']);
    world.clock.advance(HOUR);
    await routed(world, { pickUpOn: '2026-08-11' }, 'in-2');
    expect(await open(world)).toEqual([]);
    await routed(world, { pickUpOn: '2026-08-13' }, 'in-3');
    const [row] = await open(world);
    expect(row?.summary).toMatch(
      /cannot be corrected by a notice: Amazon's carrier comes on 2026-08-13, and the goods left at 2026-08-11T14:20/,
    );
    await desk(world).settle(row?.id ?? '', { action: 'close', note: 'the old truck came' }, 'maria');
    await runFor(HOUR, engine(world, SAGAS, 'test'), world);
    expect([told(world).length, await open(world)]).toEqual([1, []]);
    expect((await world.journal.list({})).every(({ status }) => status === 'done')).toBe(true);
  });

  test('before it: the notice that waits for its ARN goes on at once', async () => {
    const collect = TradingPartner.parse({ ...NORTHGATE, trade: { freightTerms: 'collect' } });
    const world = { ...(await house()) };
    world.partners = { ...world.partners, find: () => collect, all: () => [collect] };
    await leaves(world);
    expect([told(world), await kinds(world)]).toEqual([[], ['document-blocked']]);
    await routed(world);
    expect(told(world)).toEqual(['original ODFL 34567890123']);
  });
});
