import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';

const NUMBER = '4KQ7TZ1M';
const UPS = { carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' };

/** Acknowledged: 24 eaches of NK-0101 on line 1, three cases of twelve of NK-0102 on line 2. */
async function acknowledged(change: Partial<PurchaseOrder> = {}): Promise<FakeWorld> {
  const world = fakeWorld();
  const order = { ...orderOf(NUMBER, 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85'), ...change };
  const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
  await receiveOrder(order, NORTHGATE, sighting, world);
  await engine(world, SAGAS, 'test').runDue();
  return world;
}

type Shipped = [position: number, sku: string, shipped: number];

async function leaves(world: FakeWorld, lines: Shipped[], tracks = [UPS], revision = 1) {
  const dispatch = Dispatch.parse({
    id: '000000011',
    purchaseOrderNumber: NUMBER,
    sourceCode: 'reno',
    dispatchedAt: '2026-08-11T14:20:00Z',
    revision,
    lines: lines.map(([position, sku, shipped]) => ({ position, sku, shipped })),
    tracks,
  });
  const occurredAt = world.now().toISOString();
  await receiveMasterEvent({ kind: 'dispatch-recorded', eventId: `e-${revision}`, occurredAt, dispatch }, world);
  await engine(world, SAGAS, 'test').runDue();
}

const open = (world: FakeWorld) => world.stores.discrepancies.list({ state: 'open' });
const notice = (world: FakeWorld) => world.partner.heard.get('ship-notice:000000011');

describe('a dispatch that Amazon cannot be told of names what is wrong with it', () => {
  const unnumbered = [{ ...UPS, number: ' ' }];
  const cases: [string, Partial<PurchaseOrder>, Shipped[], (typeof UPS)[], string, RegExp][] = [
    [
      'more left than was promised',
      {},
      [[1, 'NK-0101', 25]],
      [UPS],
      'dispatch-exceeds-acknowledged exceeds-acknowledged',
      /is more than Amazon was promised: 25 eaches of NK-0101 left, but 24 were acknowledged$/,
    ],
    [
      'something left that was never ordered',
      {},
      [[7, 'NK-0103', 1]],
      [UPS],
      'dispatch-exceeds-acknowledged line-unknown',
      /is more than Amazon was promised: NK-0103 left for line 7/,
    ],
    [
      'a part of a case left',
      {},
      [[2, 'NK-0102', 13]],
      [UPS],
      'dispatch-not-tellable part-case',
      /cannot be told to Amazon: 13 eaches of NK-0102 left, which are not whole cases of 12$/,
    ],
    [
      'nothing left at all',
      {},
      [[1, 'NK-0101', 0]],
      [UPS],
      'dispatch-not-tellable nothing-shipped',
      /cannot be told to Amazon: no line of the dispatch has a quantity$/,
    ],
    [
      'the track has no number',
      {},
      [[1, 'NK-0101', 24]],
      unnumbered,
      'dispatch-not-tellable no-track-number',
      /cannot be told to Amazon: the dispatch has no track number$/,
    ],
    [
      'the order names no fulfilment centre',
      { shipTo: undefined },
      [[1, 'NK-0101', 24]],
      [UPS],
      'dispatch-not-tellable ship-to-unknown',
      /cannot be told to Amazon: the purchase order names no fulfilment centre$/,
    ],
  ];
  test.each(cases)('%s', async (_what, change, lines, tracks, expected, summary) => {
    const world = await acknowledged(change);
    await leaves(world, lines, tracks);
    const [row, ...others] = await open(world);
    expect(others).toEqual([]);
    expect(`${row?.kind} ${row?.detail.problem}`).toBe(expected);
    expect(row?.summary).toMatch(summary);
    expect(notice(world)).toBeUndefined();
    expect((await world.journal.find('dispatch', '000000011'))?.status).toBe('held');
  });

  test('and is told by itself once the warehouse has put it right', async () => {
    const world = await acknowledged();
    await leaves(world, [[1, 'NK-0101', 24]], unnumbered);
    await leaves(world, [[1, 'NK-0101', 24]], [UPS], 2);
    expect(notice(world)).toBeDefined();
  });

  test('and is asked about again where a person has it tried once more and nothing has changed', async () => {
    const world = await acknowledged();
    await leaves(world, [[1, 'NK-0101', 25]]);
    const [row] = await open(world);
    await desk(world).settle(row?.id ?? '', { action: 'retry' }, 'operator');
    await engine(world, SAGAS, 'test').runDue();
    expect((await open(world)).map(({ kind }) => kind)).toEqual(['dispatch-exceeds-acknowledged']);
  });
});
