/*
 * Two tests that every saga passes: each outside call is lost once, before and after it landed, and
 * every step runs twice. The books at the end are those of the undisturbed run.
 */
import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { dispatchSaga } from '../../sidecar/workflow/dispatch.ts';
import { type Engine, engine, type RunnableSaga, runnable } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder, receiveRemittance } from '../../sidecar/workflow/intake.ts';
import { purchaseOrderSaga } from '../../sidecar/workflow/purchase-order.ts';
import { remittanceSaga } from '../../sidecar/workflow/remittance.ts';
import type { Saga } from '../../sidecar/workflow/saga.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { everyStepTwice, withFault } from './faults.ts';
import { HOUR, runFor } from './runs.ts';

interface Journey {
  saga: string;
  twice: RunnableSaga;
  steps: readonly string[];
  /** Everything that comes before the saga under test. */
  prepare(world: FakeWorld, calm: Engine): Promise<void>;
  /** Opens it. */
  begin(world: World): Promise<void>;
}

const sighting = (world: World) => ({ channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) });

function dispatched(id: string, shipped: number) {
  return Dispatch.parse({
    id,
    purchaseOrderNumber: '4KQ7TZ1M',
    orderReference: '100000001',
    sourceCode: 'reno',
    dispatchedAt: '2026-08-11T14:20:00Z',
    revision: 1,
    lines: [{ position: 1, sku: 'NK-0101', shipped }],
    tracks: [{ carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' }],
  });
}

async function receiveTheOrder(world: World) {
  await receiveOrder(
    orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85'),
    NORTHGATE,
    sighting(world),
    world,
  );
}

async function dispatchPart(world: World) {
  const occurredAt = world.now().toISOString();
  await receiveMasterEvent(
    { kind: 'dispatch-recorded', eventId: 'e1', occurredAt, dispatch: dispatched('000000011', 18) },
    world,
  );
}

const JOURNEYS: Journey[] = [
  journey(purchaseOrderSaga, async () => {}, receiveTheOrder),
  journey(
    dispatchSaga,
    async (world, calm) => {
      await receiveTheOrder(world);
      await calm.runDue();
    },
    dispatchPart,
  ),
  journey(
    remittanceSaga,
    async (world, calm) => {
      await receiveTheOrder(world);
      await calm.runDue();
      await dispatchPart(world);
      await calm.runDue();
    },
    async (world) => {
      const [invoice] = await world.stores.invoices.list({});
      const remittance = Remittance.parse({
        paymentNumber: '700012345',
        total: '170.5',
        lines: [
          {
            position: 1,
            reference: invoice?.invoice.number ?? 'none',
            amountPaid: '211.5',
            invoiceAmount: '211.5',
            adjustments: [],
          },
          { position: 2, reference: `${invoice?.invoice.number}SC`, amountPaid: '-41', adjustments: [] },
        ],
      });
      await receiveRemittance(remittance, 'NGK7U', 'in-2', world);
    },
  ),
];

function journey<State>(saga: Saga<State>, prepare: Journey['prepare'], begin: Journey['begin']): Journey {
  return {
    saga: saga.name,
    twice: runnable(everyStepTwice(saga)),
    steps: saga.steps.map(({ name }) => name),
    prepare,
    begin,
  };
}

async function prepared(journey: Journey): Promise<FakeWorld> {
  const world = fakeWorld();
  await journey.prepare(world, engine(world, SAGAS, 'test'));
  await journey.begin(world);
  return world;
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

describe.each(JOURNEYS)('$saga', (journey) => {
  test('every step runs twice and the books are those of one run', async () => {
    const once = await prepared(journey);
    await engine(once, SAGAS, 'test').runDue();
    const twice = await prepared(journey);
    await engine(
      twice,
      SAGAS.map((saga) => (saga.name === journey.saga ? journey.twice : saga)),
      'test',
    ).runDue();
    expect(await books(twice)).toEqual(await books(once));
    const done = (await twice.journal.list({ saga: journey.saga })).map(({ key }) => key);
    const entries = (await Promise.all(done.map((key) => twice.journal.entries(journey.saga, key)))).flat();
    expect(journey.steps.filter((step) => !entries.some((row) => row.step === step && row.event === 'done'))).toEqual(
      [],
    );
  });

  test('each outside call is lost once, before and after it landed: nothing is lost and nothing doubled', async () => {
    const calm = await prepared(journey);
    const { world: watched, calls } = withFault(calm, undefined);
    await engine(watched, SAGAS, 'test').runDue();
    const expected = await books(calm);
    expect(calls.length).toBeGreaterThan(3);
    for (const at of calls.keys()) {
      for (const when of ['before', 'after'] as const) {
        const world = await prepared(journey);
        const faulty = withFault(world, { at, when, lasting: false });
        await runFor(2 * HOUR, engine(faulty.world, SAGAS, 'test'), world);
        expect(await books(world), `${calls[at]} (call ${at}) lost ${when} it landed`).toEqual(expected);
      }
    }
  });
});
