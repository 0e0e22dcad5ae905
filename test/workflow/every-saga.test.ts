/*
 * What every saga passes, over every step of it: each outside call is lost once, before and after it
 * landed, and every step runs twice; forwards, and backwards wherever a step can be undone. The books
 * at the end are those of the undisturbed run. Sagas and steps are taken from the sagas themselves: a
 * new one without a journey, and a step that its journey does not reach, fail here.
 */
import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { dispatchSaga } from '../../sidecar/workflow/dispatch.ts';
import { engine, type RunnableSaga, runnable } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder, receiveRemittance } from '../../sidecar/workflow/intake.ts';
import { inventoryReportSaga } from '../../sidecar/workflow/inventory-report.ts';
import { noticeCorrectionSaga } from '../../sidecar/workflow/notice-correction.ts';
import { orderChangeSaga } from '../../sidecar/workflow/order-change.ts';
import { purchaseOrderSaga } from '../../sidecar/workflow/purchase-order.ts';
import { remittanceSaga } from '../../sidecar/workflow/remittance.ts';
import type { Saga, Step } from '../../sidecar/workflow/saga.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { beginReport } from '../../sidecar/workflow/watch-inventory.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { everyStepTwice, failingAfter, perStep, undoneTwice, withFault } from './faults.ts';
import { HOUR, runFor } from './runs.ts';

interface Journey {
  saga: string;
  /** The saga itself with its steps changed: how a test gets between them. */
  changed(change: Change): RunnableSaga;
  steps: readonly string[];
  /** Steps that are taken back when a later one, still before the point of no return, is given up. */
  undoable: readonly string[];
  /** Everything that comes before the saga under test. */
  prepare(world: FakeWorld): Promise<void>;
  /** Opens it. */
  begin(world: World): Promise<void>;
  /** What a person does when all has come to rest; the saga then goes on. */
  answer(world: World): Promise<void>;
}

type Change = <State>(saga: Saga<State>) => Saga<State>;

const sighting = (world: World) => ({ channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) });

function dispatched(id: string, shipped: number, revision = 1) {
  return Dispatch.parse({
    id,
    purchaseOrderNumber: '4KQ7TZ1M',
    orderReference: '100000001',
    sourceCode: 'reno',
    dispatchedAt: '2026-08-11T14:20:00Z',
    revision,
    lines: [{ position: 1, sku: 'NK-0101', shipped }],
    tracks: [{ carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' }],
  });
}

/** Two lines that are clear, and one that a person has to name: it is held later, under a key of its own. */
async function receiveTheOrder(world: World) {
  const order = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85', 'NK-9999 3ea 4.2');
  await receiveOrder(order, NORTHGATE, sighting(world), world);
}

/** Less of one line, more of another, and a new one that a person has to name. */
async function receiveTheChange(world: World) {
  const lines = ['NK-0101 12ea 11.75', 'NK-0102 3cs/12 5.85', 'NK-9999 4ea 4.2', 'NK-9998 5ea 11.75'];
  await receiveOrder(orderOf('4KQ7TZ1M', ...lines), NORTHGATE, sighting(world), world);
}

async function nameTheProduct(world: World) {
  const [doubt] = await world.stores.discrepancies.list({ state: 'open', kind: 'unknown-sku' });
  if (doubt) await desk(world).settle(doubt.id, { action: 'map-sku', sku: 'NK-0103' }, 'operator');
}

/** The goods leave on 11 August; whoever tells of it before tells it of that moment. */
async function acknowledgeTheOrderAndPack(world: FakeWorld) {
  await acknowledgeTheOrder(world);
  world.clock.set(new Date('2026-08-11T15:00:00Z'));
}

async function dispatchPart(world: World) {
  const occurredAt = world.now().toISOString();
  await receiveMasterEvent(
    { kind: 'dispatch-recorded', eventId: 'e1', occurredAt, dispatch: dispatched('000000011', 18) },
    world,
  );
}

/** Fewer left than Amazon was told. */
async function reviseTheDispatch(world: World) {
  const occurredAt = world.now().toISOString();
  const dispatch = dispatched('000000011', 12, 2);
  await receiveMasterEvent({ kind: 'dispatch-recorded', eventId: 'e2', occurredAt, dispatch }, world);
}

async function correctTheNotice(world: World) {
  const [asked] = await world.stores.discrepancies.list({ state: 'open', kind: 'dispatch-changed-after-notice' });
  if (asked) await desk(world).settle(asked.id, { action: 'correct-notice' }, 'operator');
}

async function payTheInvoice(world: World) {
  const [invoice] = await world.stores.invoices.list({});
  const reference = invoice?.invoice.number ?? 'none';
  const paid = { position: 1, reference, amountPaid: '211.5', invoiceAmount: '211.5', adjustments: [] };
  const claimed = { position: 2, reference: `${reference}SC`, amountPaid: '-41', adjustments: [] };
  const remittance = Remittance.parse({ paymentNumber: '700012345', total: '170.5', lines: [paid, claimed] });
  await receiveRemittance(remittance, 'NGK7U', 'in-2', world);
}

async function acknowledgeTheOrder(world: FakeWorld) {
  await receiveTheOrder(world);
  await engine(world, SAGAS, 'test').runDue();
  await nameTheProduct(world);
  await engine(world, SAGAS, 'test').runDue();
}

async function reportTheStock(world: World) {
  await beginReport('NGK7U', instant(world.now()), world);
}

const nobody = async () => {};

const JOURNEYS: Journey[] = [
  journey(purchaseOrderSaga, { prepare: nobody, begin: receiveTheOrder, answer: nameTheProduct }),
  journey(orderChangeSaga, { prepare: acknowledgeTheOrder, begin: receiveTheChange, answer: nameTheProduct }),
  journey(dispatchSaga, { prepare: acknowledgeTheOrderAndPack, begin: dispatchPart, answer: nobody }),
  journey(noticeCorrectionSaga, {
    async prepare(world) {
      await acknowledgeTheOrderAndPack(world);
      await dispatchPart(world);
      await engine(world, SAGAS, 'test').runDue();
    },
    begin: reviseTheDispatch,
    answer: correctTheNotice,
  }),
  journey(remittanceSaga, {
    async prepare(world) {
      await acknowledgeTheOrder(world);
      await dispatchPart(world);
      await engine(world, SAGAS, 'test').runDue();
    },
    begin: payTheInvoice,
    answer: nobody,
  }),
  journey(inventoryReportSaga, { prepare: acknowledgeTheOrder, begin: reportTheStock, answer: nobody }),
];

function journey<State>(saga: Saga<State>, acts: Pick<Journey, 'prepare' | 'begin' | 'answer'>): Journey {
  const isPointOfNoReturn = ({ pointOfNoReturn }: Step<State>) => pointOfNoReturn === true;
  // A saga that never gives up is never taken back; no step of it may then pretend to be.
  const givesUp = Number.isFinite(saga.retry.giveUpAfterMs);
  const last = saga.steps.findIndex(isPointOfNoReturn);
  const before = givesUp ? saga.steps.slice(0, last < 0 ? undefined : last) : [];
  return {
    saga: saga.name,
    changed: (change) => runnable(change(saga)),
    steps: saga.steps.map(({ name }) => name),
    undoable: before.map(({ name }) => name),
    ...acts,
  };
}

async function prepared(journey: Journey): Promise<FakeWorld> {
  const world = fakeWorld();
  await journey.prepare(world);
  await journey.begin(world);
  return world;
}

/** Lets the saga under test run to its end in a world of its own, a person answering in between. */
async function play(journey: Journey, world: FakeWorld, seen: World = world, saga?: RunnableSaga): Promise<void> {
  const sagas = SAGAS.map((known) => (saga && known.name === journey.saga ? saga : known));
  const running = engine(seen, sagas, 'test');
  await runFor(HOUR, running, world);
  await journey.answer(world);
  await runFor(HOUR, running, world);
}

/** What the world holds when all has come to rest, without the words of the journal and without ids and hours. */
async function books(world: FakeWorld) {
  const invoices = await world.stores.invoices.list({});
  const remittances = await world.stores.remittances.list({});
  const heard = [...world.partner.heard].sort(([a], [b]) => (a < b ? -1 : 1));
  const open = await world.stores.discrepancies.list({ state: 'open' });
  const runs = await world.journal.list({});
  return {
    held: Object.fromEntries(world.stockMaster.books.held),
    orders: Object.fromEntries(world.stockMaster.books.orders),
    heard,
    invoices: invoices.map(({ invoice, paid, state }) => ({
      number: invoice.number,
      total: invoice.total,
      paid,
      state,
    })),
    matches: remittances.map(({ matches }) => matches),
    discrepancies: open.map(({ key }) => key).sort(),
    progress: (await world.stores.purchaseOrders.list({})).map(({ progress, summary }) => ({ progress, summary })),
    runs: runs.map(({ saga, key, status }) => `${saga} ${key} ${status}`).sort(),
  };
}

test('every saga that the engine runs has a journey here', () => {
  expect(JOURNEYS.map(({ saga }) => saga)).toEqual(SAGAS.map(({ name }) => name));
});

describe.each(JOURNEYS)('$saga', (journey) => {
  test('the journey takes every step, and makes every step call somebody outside', async () => {
    const world = await prepared(journey);
    const { world: watched, calls, at } = withFault(world, undefined);
    await play(journey, world, watched, journey.changed(perStep(at)));
    expect([...new Set(calls.map(({ step }) => step))].filter((step) => step !== '')).toEqual(journey.steps);
    expect((await world.journal.list({ saga: journey.saga })).map(({ status }) => status)).toEqual(['done']);
  });

  test('every step runs twice and the books are those of one run', async () => {
    const once = await prepared(journey);
    await play(journey, once);
    const twice = await prepared(journey);
    await play(journey, twice, twice, journey.changed(everyStepTwice));
    expect(await books(twice)).toEqual(await books(once));
  });

  test('each outside call is lost once, before and after it landed: nothing is lost and nothing doubled', async () => {
    const calm = await prepared(journey);
    const { world: watched, calls, at } = withFault(calm, undefined);
    await play(journey, calm, watched, journey.changed(perStep(at)));
    const expected = await books(calm);
    for (const index of calls.keys()) {
      for (const when of ['before', 'after'] as const) {
        const world = await prepared(journey);
        await play(journey, world, withFault(world, { at: index, when, lasting: false }).world);
        const { step, name } = calls[index] ?? { step: '', name: '' };
        expect(await books(world), `${step}: ${name} (call ${index}) lost ${when} it landed`).toEqual(expected);
      }
    }
  });

  test('no step behind the point of no return, or of a saga that never gives up, can be undone', () => {
    const undos: string[] = [];
    journey.changed((saga) => {
      undos.push(...saga.steps.filter(({ undo }) => undo !== undefined).map(({ name }) => name));
      return saga;
    });
    expect(undos.filter((name) => !journey.undoable.includes(name))).toEqual([]);
  });

  test.each(journey.undoable)(
    '%s is given up after all it did: everything is taken back, however often',
    async (step) => {
      const givenUp = async (fault?: { at: number; when: 'before' | 'after' }, twice: Change = (saga) => saga) => {
        const world = await prepared(journey);
        const seen = withFault(world, fault && { ...fault, lasting: false });
        const saga = journey.changed((known) => perStep(seen.at)(failingAfter(step)(twice(known))));
        const running = engine(
          seen.world,
          SAGAS.map((known) => (known.name === journey.saga ? saga : known)),
          'test',
        );
        await runFor(HOUR, running, world);
        await journey.answer(world);
        await runFor(30 * HOUR, running, world);
        const open = await world.stores.discrepancies.list({ state: 'open', kind: 'order-undone' });
        return {
          calls: seen.calls,
          end: {
            held: Object.fromEntries(world.stockMaster.books.held),
            heard: world.partner.heard.size,
            runs: (await world.journal.list({ saga: journey.saga })).map(({ status }) => status),
            undone: open.length,
          },
        };
      };
      const { calls, end } = await givenUp();
      expect(end).toEqual({ held: {}, heard: 0, runs: ['undone'], undone: 1 });
      expect((await givenUp(undefined, undoneTwice)).end).toEqual(end);
      const first = calls.findIndex((call) => call.step.startsWith('undo '));
      const undoing = [...calls.keys()].slice(first < 0 ? calls.length - 2 : first);
      for (const at of undoing) {
        for (const when of ['before', 'after'] as const) {
          expect((await givenUp({ at, when })).end, `${calls[at]?.name} lost ${when} it landed`).toEqual(end);
        }
      }
    },
  );
});
