import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { cartonsOf, type ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, onePartner, orderOf } from '../fakes/world.ts';
import { MINUTE, runFor } from './runs.ts';

const ODFL = { carrierCode: 'custom', title: 'Old Dominion', number: '1234567890' };
const UPS = { carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' };
const LEFT = new Date('2026-08-11T14:20:00Z');

/** An account with some policies, that has two orders of 24 eaches each acknowledged. */
async function house(changes: Record<string, unknown> = {}, order: Partial<PurchaseOrder> = {}): Promise<FakeWorld> {
  const { policies, ...rest } = changes;
  const partner = TradingPartner.parse({
    ...NORTHGATE,
    ...rest,
    policies: { ...NORTHGATE.policies, ...(policies as object) },
  });
  const world = { ...fakeWorld(undefined, partner), partners: onePartner(partner) };
  for (const number of ['4KQ7TZ1M', '6BW2RN8D']) {
    const document = { ...orderOf(number, 'NK-0101 24ea 11.75', 'NK-0102 1cs/12 5.85'), ...order };
    const sighting = { channel: 'edi' as const, inboundId: `in-${number}`, at: instant(world.now()) };
    await receiveOrder(document, partner, sighting, world);
  }
  await engine(world, SAGAS, 'test').runDue();
  world.clock.set(LEFT);
  return world;
}

interface Leaves {
  id: string;
  order?: string;
  eaches?: number;
  cases?: number;
  tracks?: (typeof ODFL)[];
  revision?: number;
}

async function leaves(
  world: FakeWorld,
  { id, order = '4KQ7TZ1M', eaches = 0, cases = 0, tracks = [ODFL], revision = 1 }: Leaves,
) {
  const lines = [
    { position: 1, sku: 'NK-0101', shipped: eaches },
    { position: 2, sku: 'NK-0102', shipped: cases * 12 },
  ];
  const dispatch = Dispatch.parse({
    id,
    purchaseOrderNumber: order,
    sourceCode: 'reno',
    dispatchedAt: LEFT.toISOString(),
    revision,
    lines: lines.filter(({ shipped }) => shipped > 0 || revision > 1),
    tracks,
  });
  const occurredAt = world.now().toISOString();
  await receiveMasterEvent({ kind: 'dispatch-recorded', eventId: `${id}-${revision}`, occurredAt, dispatch }, world);
  await engine(world, SAGAS, 'test').runDue();
}

const wait = (world: FakeWorld, minutes: number) => runFor(minutes * MINUTE, engine(world, SAGAS, 'test'), world);
const open = (world: FakeWorld) => world.stores.discrepancies.list({ state: 'open' });

function told(world: FakeWorld): [key: string, notice: ShipNotice][] {
  return [...world.partner.heard].flatMap(([key, content]) =>
    content.kind === 'ship-notice' ? [[key, content.document] as [string, ShipNotice]] : [],
  );
}

function eachesIn(notice: ShipNotice): number {
  return cartonsOf(notice)
    .flatMap(({ items }) => items)
    .reduce((sum, { shipped }) => sum + shipped.amount * (shipped.unitOfMeasure === 'case' ? 12 : 1), 0);
}

describe('dispatches of one truck', () => {
  test('that come within the wait are one notice, and each has its own invoice', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    expect(told(world)).toEqual([]);
    world.clock.advance(5 * MINUTE);
    await leaves(world, { id: 'shipment-2', eaches: 14, cases: 1 });
    await leaves(world, { id: 'shipment-3', order: '6BW2RN8D', eaches: 24 });
    await wait(world, 30);
    const [[key, notice] = ['', undefined], ...others] = told(world);
    expect(others).toEqual([]);
    expect(key).toBe('ship-notice:shipment-1');
    expect(notice).toMatchObject({ shipmentId: 'NGK7U-SHIPMENT-1', billOfLading: 'NGK7US000000001' });
    expect(notice?.orders.map((order) => [order.purchaseOrderNumber, order.cartons.length])).toEqual([
      ['4KQ7TZ1M', 3],
      ['6BW2RN8D', 1],
    ]);
    expect(notice && eachesIn(notice)).toBe(60);
    expect(new Set(notice && cartonsOf(notice).map(({ sscc }) => sscc)).size).toBe(4);
    expect((await world.stores.invoices.list({})).length).toBe(3);
    expect(await open(world)).toEqual([]);
    const runs = await world.journal.list({ saga: 'dispatch' });
    expect(runs.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  });

  test('that come after it had left have a notice of their own, under a bill of lading of their own', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await wait(world, 25);
    await leaves(world, { id: 'shipment-2', eaches: 14 });
    await wait(world, 25);
    expect(told(world).map(([key, { shipmentId }]) => [key, shipmentId])).toEqual([
      ['ship-notice:shipment-1', 'NGK7U-SHIPMENT-1'],
      ['ship-notice:shipment-2', 'NGK7U-SHIPMENT-2'],
    ]);
    expect(await open(world)).toEqual([]);
  });

  test('with another number of the carrier, to another centre or in parcels are other shipments', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 4 });
    await leaves(world, { id: 'shipment-2', eaches: 4, tracks: [{ ...ODFL, number: '999' }] });
    await leaves(world, { id: 'shipment-3', eaches: 4, tracks: [UPS] });
    expect(told(world).map(([key]) => key)).toEqual(['ship-notice:shipment-3']);
    await wait(world, 25);
    expect(told(world)).toHaveLength(3);
  });

  test('that a person puts under one bill of lading go together whatever their track says', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    for (const id of ['4KQ7TZ1M', '6BW2RN8D']) {
      await desk(world).sayCarriage({ kind: 'order', id }, { billOfLading: 'NGK7UTRUCK7' }, 'operator');
    }
    await leaves(world, { id: 'shipment-1', eaches: 4 });
    await leaves(world, { id: 'shipment-2', order: '6BW2RN8D', eaches: 4, tracks: [{ ...ODFL, number: '999888' }] });
    await wait(world, 25);
    expect(told(world).map(([, { orders, billOfLading }]) => [orders.length, billOfLading])).toEqual([
      [2, 'NGK7UTRUCK7'],
    ]);
  });

  test('one that is changed meanwhile is told as it is in the end', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await leaves(world, { id: 'shipment-2', eaches: 14 });
    await leaves(world, { id: 'shipment-2', eaches: 11, revision: 2 });
    await wait(world, 30);
    expect(told(world).map(([, notice]) => eachesIn(notice))).toEqual([21]);
    expect(await open(world)).toEqual([]);
  });

  test('without a wait each dispatch is told at once, by itself', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await leaves(world, { id: 'shipment-2', eaches: 14 });
    expect(told(world).map(([key]) => key)).toEqual(['ship-notice:shipment-1', 'ship-notice:shipment-2']);
  });
});

describe('a truck that a person waits no longer for', () => {
  const tell = (world: FakeWorld, id: string) => desk(world).tellTruck(id, 'maria');
  const run = (world: FakeWorld) => engine(world, SAGAS, 'test').runDue();

  test('is told at once, with all that stands on it, whichever of its dispatches was named', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await leaves(world, { id: 'shipment-2', order: '6BW2RN8D', eaches: 24 });
    expect(told(world)).toEqual([]);
    expect(await tell(world, 'shipment-2')).toMatchObject({ kind: 'going', load: { id: 'shipment-1' } });
    await run(world);
    expect(told(world).map(([key, { orders }]) => [key, orders.length])).toEqual([['ship-notice:shipment-1', 2]]);
    expect((await world.stores.invoices.list({})).length).toBe(2);
    expect((await world.stores.audit.list({ subject: 'shipment-2' }))[0]).toMatchObject({
      who: 'maria',
      action: 'tell of a truck now',
      detail: 'with shipment-1, shipment-2',
    });
    expect(await open(world)).toEqual([]);
  });

  test('takes nobody on any more: what comes next begins another one', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await tell(world, 'shipment-1');
    await leaves(world, { id: 'shipment-2', eaches: 14 });
    expect(told(world).map(([key]) => key)).toEqual(['ship-notice:shipment-1']);
    await wait(world, 25);
    expect(told(world).map(([key]) => key)).toEqual(['ship-notice:shipment-1', 'ship-notice:shipment-2']);
  });

  test('is one word however often it is said', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    expect((await tell(world, 'shipment-1')).kind).toBe('going');
    expect((await tell(world, 'shipment-1')).kind).toBe('going');
    await run(world);
    expect((await tell(world, 'shipment-1')).kind).toBe('told');
    expect(told(world)).toHaveLength(1);
  });

  test('wakes what a crash left asleep: the door was shut, and nobody was told', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await world.stores.truckLoads.close('shipment-1');
    await run(world);
    expect(told(world)).toEqual([]);
    await tell(world, 'shipment-1');
    await run(world);
    expect(told(world)).toHaveLength(1);
  });

  test('that there is not, or that nobody waits for, is said', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    expect(await tell(world, 'shipment-1')).toEqual({ kind: 'not-waiting' });
    expect(await tell(world, 'shipment-9')).toEqual({ kind: 'not-found' });
  });
});

describe('the number of a trailer', () => {
  test('that a person gave is in the notice of its truck, whichever dispatch it was said of', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await leaves(world, { id: 'shipment-2', eaches: 14 });
    await desk(world).sayCarriage({ kind: 'dispatch', id: 'shipment-2' }, { trailerNumber: '53117' }, 'operator');
    await wait(world, 25);
    expect(told(world).map(([, { trailerNumber }]) => trailerNumber)).toEqual(['53117']);
  });

  test('is nothing to parcels, nor to what flies', async () => {
    const world = await house();
    await desk(world).sayCarriage({ kind: 'order', id: '4KQ7TZ1M' }, { trailerNumber: '53117' }, 'operator');
    await leaves(world, { id: 'shipment-1', eaches: 10, tracks: [UPS] });
    await desk(world).sayCarriage(
      { kind: 'order', id: '4KQ7TZ1M' },
      { trailerNumber: '53117', method: 'air' },
      'operator',
    );
    await leaves(world, { id: 'shipment-2', eaches: 10 });
    expect(told(world).map(([, { trailerNumber }]) => trailerNumber)).toEqual([undefined, undefined]);
  });

  test('said after the notice has left replaces it, where the account corrects by itself', async () => {
    const world = await house({ policies: { correctNotices: 'auto' } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await desk(world).sayCarriage({ kind: 'dispatch', id: 'shipment-1' }, { trailerNumber: '53117' }, 'operator');
    await wait(world, 5);
    expect(told(world).map(([, { purpose, trailerNumber }]) => [purpose, trailerNumber])).toEqual([
      ['original', undefined],
      ['replace', '53117'],
    ]);
  });
});

describe('small parcels', () => {
  const tracks = [UPS, { ...UPS, number: '1Z999AA10123456793' }];

  test('each have a notice of their own, with their tracking number', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 10, cases: 1, tracks });
    expect(told(world).map(([key, { shipmentId, carrierReference }]) => [key, shipmentId, carrierReference])).toEqual([
      ['ship-notice:shipment-1', 'NGK7U-SHIPMENT-1', tracks[0]?.number],
      ['ship-notice:shipment-1:parcel:2', 'NGK7U-SHIPMENT-1-P2', tracks[1]?.number],
    ]);
    expect(told(world).map(([, notice]) => cartonsOf(notice).map(({ trackingNumber }) => trackingNumber))).toEqual(
      tracks.map(({ number }) => [number]),
    );
    expect(await open(world)).toEqual([]);
    expect((await world.stores.checks.find('ship-notice:shipment-1'))?.findings).toEqual([]);
  });

  test('share one where the account wants it so', async () => {
    const world = await house({ policies: { parcelNotices: 'together' } });
    await leaves(world, { id: 'shipment-1', eaches: 10, cases: 1, tracks });
    expect(told(world)).toHaveLength(1);
    const { findings = [] } = (await world.stores.checks.find('ship-notice:shipment-1')) ?? {};
    expect(findings.map(({ code }) => code)).toEqual(['parcels-share-a-notice']);
  });

  test('in Europe all carry the bill of lading of their dispatch, which is nobody else’s', async () => {
    const world = await house({ region: 'eu' });
    await leaves(world, { id: 'shipment-1', eaches: 10, cases: 1, tracks });
    expect(told(world).map(([, { billOfLading }]) => billOfLading)).toEqual(['NGK7US000000001', 'NGK7US000000001']);
    expect(await open(world)).toEqual([]);
  });
});

describe('pallets', () => {
  test('are filled carton by carton, the last in part, each under an SSCC of its own', async () => {
    const world = await house({ policies: { cartonsPerPallet: 2 } });
    await leaves(world, { id: 'shipment-1', eaches: 24, cases: 1 });
    await desk(world).sayCarriage({ kind: 'order', id: '6BW2RN8D' }, { cartonsPerPallet: 1 }, 'operator');
    await leaves(world, { id: 'shipment-2', order: '6BW2RN8D', eaches: 24, cases: 1 });
    expect(
      told(world).map(([, { orders }]) =>
        orders.flatMap(({ pallets }) => pallets.map(({ cartons }) => cartons.length)),
      ),
    ).toEqual([[2], [1, 1]]);
    const codes = told(world).flatMap(([, notice]) => [
      ...notice.orders.flatMap(({ pallets }) => pallets.map(({ sscc }) => sscc)),
      ...cartonsOf(notice).map(({ sscc }) => sscc),
    ]);
    expect(new Set(codes).size).toBe(7);
    expect(await open(world)).toEqual([]);
  });
});

describe('numbers that another system has used', () => {
  test('are passed over, and those of our own are still stopped', async () => {
    const world = await house();
    const used = [1, 2].map((serial) => ({ kind: 'sscc' as const, value: makeSscc('0614141', serial) }));
    const shipment = { kind: 'shipment-id' as const, value: 'NGK7U:NGK7U-SHIPMENT-1' };
    const now = instant(world.now());
    await world.stores.usedNumbers.claim([...used, shipment], 'import:last-year.csv', now, now);
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    const [[, notice] = ['', undefined]] = told(world);
    expect(notice?.shipmentId).toBe('NGK7U-SHIPMENT-1-2');
    expect(notice && cartonsOf(notice).map(({ sscc }) => sscc)).toEqual([makeSscc('0614141', 3)]);
  });

  test('may come again when a year is over', async () => {
    const world = await house();
    const long = instant(new Date('2025-08-01T00:00:00Z'));
    const first = { kind: 'sscc' as const, value: makeSscc('0614141', 1) };
    await world.stores.usedNumbers.claim([first], 'import:old.csv', long, long);
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    expect(told(world).flatMap(([, notice]) => cartonsOf(notice).map(({ sscc }) => sscc))).toEqual([first.value]);
  });
});

describe('freight that Amazon pays', () => {
  const COLLECT = { trade: { freightTerms: 'collect' } };

  test('waits for its ARN, says what that prevents, and leaves when a person has entered it', async () => {
    const world = await house(COLLECT);
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    const [asked, ...others] = await open(world);
    expect(others).toEqual([]);
    expect(asked?.detail.findings).toMatchObject([
      { code: 'amazon-reference-missing', prevents: expect.stringMatching(/^ASN accuracy chargeback/) },
    ]);
    expect(told(world)).toEqual([]);
    const said = await desk(world).sayCarriage(
      { kind: 'dispatch', id: 'shipment-1' },
      { amazonReferenceNumber: '34567890123' },
      'operator',
    );
    expect(said).toEqual({ kind: 'said', waiting: ['shipment-1'], told: [] });
    await engine(world, SAGAS, 'test').runDue();
    expect(told(world).map(([, { amazonReferenceNumber }]) => amazonReferenceNumber)).toEqual(['34567890123']);
    expect(await open(world)).toEqual([]);
    const [entry] = await world.stores.audit.list({ subject: 'shipment-1' });
    expect(entry).toMatchObject({ who: 'operator', action: 'say how dispatch travels' });
  });

  test('needs none where the order is prepaid, whatever the account says', async () => {
    const world = await house(COLLECT, { methodOfPayment: 'PP' });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    expect(told(world)).toHaveLength(1);
  });

  test('an ARN known before the goods leave is in the notice at once', async () => {
    const world = await house(COLLECT);
    await desk(world).sayCarriage({ kind: 'order', id: '4kq7tz1m' }, { amazonReferenceNumber: '777888' }, 'operator');
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    expect(told(world).map(([, { amazonReferenceNumber }]) => amazonReferenceNumber)).toEqual(['777888']);
  });

  test('what is said of an order that nobody knows is not kept', async () => {
    const world = await house(COLLECT);
    const said = await desk(world).sayCarriage({ kind: 'order', id: 'NOPE' }, { amazonReferenceNumber: '1234' }, 'me');
    expect(said).toEqual({ kind: 'not-found' });
    expect(await world.stores.carriages.list()).toEqual([]);
  });
});

describe('the carrier', () => {
  const van = { carrierCode: 'custom', title: 'Our own van', number: 'V-1001' };

  test('that nobody knows is the account’s default, where it has one', async () => {
    const world = await house({ policies: { defaultCarrier: { scac: 'RBTW', method: 'truckload' } } });
    await leaves(world, { id: 'shipment-1', eaches: 10, tracks: [van] });
    expect(told(world).map(([, notice]) => [notice.carrierScac, notice.shipmentType])).toEqual([['RBTW', 'truckload']]);
  });

  test('is the one of the map by title, by pattern or for all titles, with its method', async () => {
    const world = await house();
    const { carriers } = world.stores;
    await carriers.learn({ carrier: 'custom', title: '', scac: 'AAAA' });
    await carriers.learn({ carrier: 'custom', title: 'our own*', scac: 'BBBB', method: 'air' });
    await leaves(world, { id: 'shipment-1', eaches: 10, tracks: [van] });
    await leaves(world, { id: 'shipment-2', eaches: 10, tracks: [{ ...van, title: 'Blue Lines' }] });
    expect(told(world).map(([, notice]) => [notice.carrierScac, notice.transport])).toEqual([
      ['BBBB', 'air'],
      ['AAAA', 'road'],
    ]);
  });

  test('that a person names for one dispatch comes before all else', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 10, tracks: [van] });
    expect((await open(world)).map(({ kind }) => kind)).toEqual(['carrier-unmapped']);
    await desk(world).sayCarriage({ kind: 'dispatch', id: 'shipment-1' }, { scac: 'EXLA' }, 'operator');
    await engine(world, SAGAS, 'test').runDue();
    expect(told(world).map(([, { carrierScac }]) => carrierScac)).toEqual(['EXLA']);
  });
});

describe('Amazon moves the order to another centre while its truck is waited for', () => {
  async function moved(): Promise<FakeWorld> {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20 } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    const order = await world.stores.purchaseOrders.find('4KQ7TZ1M');
    if (!order) throw new Error('the order is kept');
    const elsewhere = { ...order.document, shipTo: { id: 'ONT8', idKind: 'assigned-by-buyer' as const } };
    const sighting = { channel: 'edi' as const, inboundId: 'in-9', at: instant(world.now()) };
    await receiveOrder(elsewhere, NORTHGATE, sighting, world);
    await wait(world, 25);
    return world;
  }

  test('no notice leaves before a person knows where the truck went', async () => {
    const world = await moved();
    const asked = (await open(world)).find(({ kind }) => kind === 'document-blocked');
    expect(asked?.detail.findings).toMatchObject([{ code: 'ship-to-differs' }]);
    expect(told(world)).toEqual([]);
  });

  test('tried again, it is told for the centre of now', async () => {
    const world = await moved();
    const asked = (await open(world)).find(({ kind }) => kind === 'document-blocked');
    await desk(world).settle(asked?.id ?? '', { action: 'retry' }, 'operator');
    await wait(world, 25);
    expect(told(world).map(([, { shipTo }]) => shipTo.id)).toEqual(['ONT8']);
  });

  test('sent all the same, it is told for the centre of then', async () => {
    const world = await moved();
    const asked = (await open(world)).find(({ kind }) => kind === 'document-blocked');
    await desk(world).settle(asked?.id ?? '', { action: 'send-anyway' }, 'operator');
    await wait(world, 25);
    expect(told(world).map(([, { shipTo }]) => shipTo.id)).toEqual(['PHX7']);
  });
});

describe('a dispatch is changed after its notice', () => {
  const asked = async (world: FakeWorld) =>
    (await open(world)).filter(({ kind }) => kind === 'dispatch-changed-after-notice');
  const answer = async (world: FakeWorld, action: 'correct-notice' | 'close') => {
    const [one] = await asked(world);
    const resolution = action === 'close' ? { action, note: 'told by phone' } : { action };
    await desk(world).settle(one?.id ?? '', resolution, 'operator');
    await engine(world, SAGAS, 'test').runDue();
  };

  test('to less: a person has the notice replaced, under its own id, with less', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 20, cases: 1 });
    await leaves(world, { id: 'shipment-1', eaches: 18, cases: 0, revision: 2 });
    expect((await asked(world)).map(({ summary }) => summary)).toEqual([
      expect.stringMatching(
        /can be corrected: the notice of shipment NGK7U-SHIPMENT-1 is replaced, carton \d{18} fall/,
      ),
    ]);
    expect(told(world)).toHaveLength(1);
    await answer(world, 'correct-notice');
    const [[, before] = ['', undefined], [key, after] = ['', undefined]] = told(world);
    expect(key).toBe('ship-notice:shipment-1:replace:2');
    expect(after).toMatchObject({ purpose: 'replace', shipmentId: before?.shipmentId });
    expect(after && eachesIn(after)).toBe(18);
    // What stays in its carton keeps its label.
    expect(after && cartonsOf(after).map(({ sscc }) => sscc)).toEqual(
      before &&
        cartonsOf(before)
          .slice(0, 1)
          .map(({ sscc }) => sscc),
    );
    expect(await open(world)).toEqual([]);
    expect((await world.journal.find('notice-correction', 'shipment-1:2'))?.status).toBe('done');
  });

  test('to more: what left besides has a notice of its own, and the first one stays', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    await leaves(world, { id: 'shipment-1', eaches: 24, revision: 2 });
    await answer(world, 'correct-notice');
    expect(told(world).map(([key, notice]) => [key, notice.purpose, notice.shipmentId, eachesIn(notice)])).toEqual([
      ['ship-notice:shipment-1', 'original', 'NGK7U-SHIPMENT-1', 20],
      ['ship-notice:shipment-1:added:2', 'original', 'NGK7U-SHIPMENT-1-R2', 4],
    ]);
    const codes = told(world).flatMap(([, notice]) => cartonsOf(notice).map(({ sscc }) => sscc));
    expect(new Set(codes).size).toBe(codes.length);
    expect(await open(world)).toEqual([]);
  });

  test('and then again: the second change starts from what Amazon has by then', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    await leaves(world, { id: 'shipment-1', eaches: 24, revision: 2 });
    await answer(world, 'correct-notice');
    await leaves(world, { id: 'shipment-1', eaches: 18, revision: 3 });
    await answer(world, 'correct-notice');
    // Nothing can be taken back as a whole, so the added notice stands for a person.
    expect((await asked(world)).map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/nothing is left of shipment NGK7U-SHIPMENT-1-R2/),
    ]);
  });

  test('to more than was promised: a person has it in words, and Amazon hears nothing', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    await leaves(world, { id: 'shipment-1', eaches: 30, revision: 2 });
    expect((await asked(world)).map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/cannot be corrected by a notice: 30 eaches of NK-0101 left, but 24 were acknowledged$/),
    ]);
    await answer(world, 'correct-notice');
    expect(told(world)).toHaveLength(1);
    expect(await asked(world)).toHaveLength(1);
    await answer(world, 'close');
    expect(await open(world)).toEqual([]);
    expect((await world.journal.find('notice-correction', 'shipment-1:2'))?.status).toBe('done');
  });

  test('to another PRO number: unasked, where the account says so', async () => {
    const world = await house({ policies: { correctNotices: 'auto' } });
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    await leaves(world, { id: 'shipment-1', eaches: 20, tracks: [{ ...ODFL, number: '555666777' }], revision: 2 });
    expect(told(world).map(([key, { carrierReference }]) => [key, carrierReference])).toEqual([
      ['ship-notice:shipment-1', '1234567890'],
      ['ship-notice:shipment-1:replace:2', '555666777'],
    ]);
    expect(await open(world)).toEqual([]);
  });

  test('in nothing that Amazon was told: nobody is asked', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    await leaves(world, { id: 'shipment-1', eaches: 20, revision: 2 });
    expect(await open(world)).toEqual([]);
    expect(told(world)).toHaveLength(1);
  });

  test.each([
    ['more than a week ago', 8 * 24 * 60, {}, /left more than 7 days ago/],
    ['to arrive yesterday', 4 * 24 * 60, {}, /was to arrive on 2026-08-14: Amazon has received it by now/],
  ])('%s: too late to replace', async (_when, minutes, changes, words) => {
    const world = await house({ policies: { correctNotices: 'auto' }, ...changes });
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    world.clock.advance(minutes * MINUTE);
    await leaves(world, { id: 'shipment-1', eaches: 18, revision: 2 });
    expect((await asked(world)).map(({ summary }) => summary)).toEqual([expect.stringMatching(words)]);
    expect(told(world)).toHaveLength(1);
  });

  test('and the account has moved to the other road: a notice is replaced by the road it came only', async () => {
    const world = await house({ policies: { correctNotices: 'auto' } });
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    const moved = TradingPartner.parse({ ...NORTHGATE, channels: { 'ship-notice': 'sp-api' } });
    const later = { ...world, partners: onePartner(moved) };
    await leaves(later, { id: 'shipment-1', eaches: 18, revision: 2 });
    expect((await asked(world)).map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/was told by edi, and ship notices leave by sp-api now/),
    ]);
  });

  test('of a truck with others: only its own cartons change', async () => {
    const world = await house({ policies: { truckNoticeWaitMinutes: 20, correctNotices: 'auto' } });
    await leaves(world, { id: 'shipment-1', eaches: 10 });
    await leaves(world, { id: 'shipment-2', order: '6BW2RN8D', eaches: 24 });
    await wait(world, 25);
    await leaves(world, { id: 'shipment-2', order: '6BW2RN8D', eaches: 20, revision: 2 });
    await wait(world, 25);
    const [, [key, notice] = ['', undefined]] = told(world);
    expect(key).toBe('ship-notice:shipment-1:replace:shipment-2:2');
    expect(
      notice?.orders.map(({ cartons }) => cartons.flatMap(({ items }) => items.map(({ shipped }) => shipped.amount))),
    ).toEqual([[10], [20]]);
    expect(await open(world)).toEqual([]);
  });

  const ofFirst = { id: 'shipment-1', eaches: 9, revision: 2 };
  const ofSecond = { id: 'shipment-2', order: '6BW2RN8D', eaches: 20, revision: 2 };
  test.each([
    ['the first and then the second', [ofFirst, ofSecond], [34, 33, 29]],
    ['the second and then the first', [ofSecond, ofFirst], [34, 30, 29]],
  ])(
    'of a truck with others, %s: Amazon hears each change, from what it has by then',
    async (_which, changes, heard) => {
      const world = await house({ policies: { truckNoticeWaitMinutes: 20, correctNotices: 'auto' } });
      await leaves(world, { id: 'shipment-1', eaches: 10 });
      await leaves(world, { id: 'shipment-2', order: '6BW2RN8D', eaches: 24 });
      await wait(world, 25);
      for (const change of changes) {
        await leaves(world, change);
        await wait(world, 25);
      }
      expect(told(world).map(([, notice]) => eachesIn(notice))).toEqual(heard);
      expect(await open(world)).toEqual([]);
    },
  );

  test('and said otherwise twice before a person answers: one question stays, and its answer is told', async () => {
    const world = await house();
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    for (const amazonReferenceNumber of ['34567890123', '34567890124']) {
      await desk(world).sayCarriage({ kind: 'dispatch', id: 'shipment-1' }, { amazonReferenceNumber }, 'operator');
      await wait(world, 5);
    }
    expect(await asked(world)).toHaveLength(1);
    await answer(world, 'correct-notice');
    expect(told(world).map(([, { amazonReferenceNumber }]) => amazonReferenceNumber)).toEqual([
      undefined,
      '34567890124',
    ]);
    expect(await open(world)).toEqual([]);
  });

  test('an ARN that comes after the notice is told by a replacement', async () => {
    const world = await house({ policies: { correctNotices: 'auto' } });
    await leaves(world, { id: 'shipment-1', eaches: 20 });
    const said = { amazonReferenceNumber: '34567890123' };
    expect(await desk(world).sayCarriage({ kind: 'order', id: '4KQ7TZ1M' }, said, 'operator')).toMatchObject({
      told: ['shipment-1'],
    });
    await engine(world, SAGAS, 'test').runDue();
    expect(told(world).map(([, { purpose, amazonReferenceNumber }]) => [purpose, amazonReferenceNumber])).toEqual([
      ['original', undefined],
      ['replace', '34567890123'],
    ]);
  });
});
