import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { SagaChange } from '../../sidecar/ports/journal.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { type Engine, engine, runnable } from '../../sidecar/workflow/engine.ts';
import { NeedsPerson, PATIENT, type Saga, type Step, Waiting } from '../../sidecar/workflow/saga.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld } from '../fakes/world.ts';
import { HOUR, MINUTE } from './runs.ts';

const State = z.object({ done: z.array(z.string()) });
type State = z.infer<typeof State>;

/** A saga of two steps; what the first does is the test's. */
function errand(run: Step<State>['run']): Saga<State> {
  return {
    name: 'errand',
    State,
    steps: [
      { name: 'go', run },
      { name: 'return', run: async ({ done }) => ({ done: [...done, 'returned'] }) },
    ],
    subject: () => ({}),
    title: () => 'the errand',
    retry: PATIENT,
  };
}

function worker(world: World, saga: Saga<State>, owner = 'anna'): Engine {
  return engine(world, [runnable(saga)], owner);
}

async function open(world: World, key: string, state: unknown = { done: [] }, step = 'go', saga = 'errand') {
  await world.journal.open(saga, key, state, step, instant(world.now()));
}

const wakeAt = (world: World, milliseconds: number) => instant(new Date(world.now().getTime() + milliseconds));

async function openKinds(world: World) {
  return (await world.stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind);
}

async function statusOf(world: World, key: string, saga = 'errand') {
  return (await world.journal.find(saga, key))?.status;
}

describe('one journal that cannot be read', () => {
  const goes = errand(async ({ done }) => ({ done: [...done, 'gone'] }));
  const broken: [string, (world: World) => Promise<void>][] = [
    ['whose state is of another release', (world) => open(world, 'BROKEN', { done: 'everything' })],
    ['that stands at a step which this release does not have', (world) => open(world, 'BROKEN', { done: [] }, 'fly')],
    ['of a saga which this release does not have', (world) => open(world, 'BROKEN', { done: [] }, 'go', 'voyage')],
  ];
  test.each(broken)('%s is put aside and raised, and the others go on', async (_what, breakIt) => {
    const world = fakeWorld();
    await breakIt(world);
    await open(world, 'WHOLE');
    await worker(world, goes).runDue();
    expect(await statusOf(world, 'WHOLE')).toBe('done');
    expect((await world.journal.list({ status: ['held'] })).map(({ key }) => key)).toEqual(['BROKEN']);
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    expect(row).toMatchObject({ kind: 'step-stopped', detail: { key: 'BROKEN', code: 'journal-unreadable' } });
  });

  test('is run on by a release that can read it, when a person asks', async () => {
    const world = fakeWorld();
    await open(world, 'LATER', { done: [] }, 'go', 'voyage');
    await worker(world, goes).runDue();
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    await desk(world).settle(row?.id ?? '', { action: 'retry' }, 'operator');
    await worker(world, { ...goes, name: 'voyage' }).runDue();
    expect(await statusOf(world, 'LATER', 'voyage')).toBe('done');
  });
});

describe('a worker that lost its lease', () => {
  /** Anna is slow at the first step; Bert takes over as soon as her lease has ended. */
  async function takenOver(answer: (world: World) => Promise<Awaited<ReturnType<Step<State>['run']>>>) {
    const world = fakeWorld();
    const saves: { owner: string; change: SagaChange }[] = [];
    const { journal } = world;
    const watched: FakeWorld = {
      ...world,
      journal: {
        ...journal,
        async save(run, change, entries, owner, at, options) {
          await journal.save(run, change, entries, owner, at, options);
          saves.push({ owner, change });
        },
      },
    };
    await open(world, 'A');
    const quick = errand(async () => ({ done: ['by bert'] }));
    const slow = errand(async () => {
      world.clock.advance(2 * MINUTE);
      await worker(watched, quick, 'bert').runDue();
      return answer(watched);
    });
    expect(await worker(watched, slow, 'anna').runOne()).toBe(true);
    return { world, saves };
  }

  test('stops and writes nothing: what the other one wrote stands', async () => {
    const { world, saves } = await takenOver(async () => ({ done: ['by anna'] }));
    expect(saves.map(({ owner }) => owner)).toEqual(['bert', 'bert']);
    expect(await world.journal.find('errand', 'A')).toMatchObject({
      status: 'done',
      state: { done: ['by bert', 'returned'] },
    });
    expect((await world.journal.entries('errand', 'A')).map(({ step, event }) => `${step} ${event}`)).toEqual([
      'go opened',
      'go done',
      'return done',
      ' ended',
    ]);
  });

  test('neither waits nor retries in the name of the one who took over', async () => {
    const waits = await takenOver(async (world) => new Waiting('the 997', wakeAt(world, HOUR)));
    expect(await statusOf(waits.world, 'A')).toBe('done');
    const fails = await takenOver(async () => Promise.reject(new Error('broken in between')));
    expect(await statusOf(fails.world, 'A')).toBe('done');
    expect(await openKinds(fails.world)).toEqual([]);
    const asks = await takenOver(
      async () => new NeedsPerson({ key: 'k', kind: 'contract-violation', subject: {}, summary: 'who?', detail: {} }),
    );
    expect(await openKinds(asks.world)).toEqual([]);
  });
});

describe('a worker that is told to stop', () => {
  test('finishes the step under way and hands the order back at once: another goes on with the next step', async () => {
    const world = fakeWorld();
    await open(world, 'UNDER-WAY');
    await open(world, 'NOT-BEGUN');
    const stopping = new AbortController();
    const runs: string[] = [];
    const saga = errand(async ({ done }) => {
      runs.push('gone');
      stopping.abort();
      return { done: [...done, 'gone'] };
    });
    await engine(world, [runnable(saga)], 'anna', { stopping: stopping.signal }).runDue();
    expect(runs).toEqual(['gone']);
    expect(await world.journal.find('errand', 'UNDER-WAY')).toMatchObject({ step: 'return', status: 'ready' });
    expect(await world.journal.find('errand', 'NOT-BEGUN')).toMatchObject({ step: 'go', status: 'ready' });

    // The clock stands still: no lease has ended in between.
    const rest = errand(async ({ done }) => {
      runs.push('gone');
      return { done: [...done, 'gone'] };
    });
    await worker(world, rest, 'bert').runDue();
    expect(await world.journal.find('errand', 'UNDER-WAY')).toMatchObject({
      status: 'done',
      state: { done: ['gone', 'returned'] },
    });
    expect(await statusOf(world, 'NOT-BEGUN')).toBe('done');
    expect(runs).toEqual(['gone', 'gone']);
  });

  test('whose order waits for its lease otherwise: as long as the settings say', async () => {
    const world = fakeWorld();
    await open(world, 'A');
    const dead = engine(world, [runnable(errand(() => new Promise(() => {})))], 'anna', { leaseMs: 10_000 });
    void dead.runOne();
    await expect.poll(() => world.journal.claim(instant(world.now()), 10_000, 'nobody')).toBeUndefined();
    const quick = worker(
      world,
      errand(async ({ done }) => ({ done: [...done, 'gone'] })),
      'bert',
    );
    expect(await quick.runOne()).toBe(false);
    world.clock.advance(10_000);
    expect(await quick.runOne()).toBe(true);
  });
});

describe('a wake that comes while the saga runs', () => {
  test('before the step has looked is not lost: it does not go to sleep on old news', async () => {
    const world = fakeWorld();
    let looks = 0;
    const saga = errand(async ({ done }) => {
      looks += 1;
      if (looks > 1) return { done: [...done, 'saw the answer'] };
      await world.journal.wake('errand', 'A', instant(world.now()), 'the 997 came');
      return new Waiting('the 997', wakeAt(world, 24 * HOUR));
    });
    await open(world, 'A');
    await worker(world, saga).runDue();
    expect(looks).toBe(2);
    expect(await statusOf(world, 'A')).toBe('done');
  });

  test('at a step that then needs a person is not lost either', async () => {
    const world = fakeWorld();
    let looks = 0;
    const discrepancy = { key: 'k', kind: 'contract-violation', subject: {}, summary: 'who?', detail: {} } as const;
    const saga = errand(async ({ done }) => {
      looks += 1;
      if (looks > 1) return { done };
      await world.journal.wake('errand', 'A', instant(world.now()), 'the dispatch was changed');
      return new NeedsPerson(discrepancy);
    });
    await open(world, 'A');
    await worker(world, saga).runDue();
    expect(await statusOf(world, 'A')).toBe('done');
  });
});

test('an answer after which the step still needs a person is asked again, once for each answer', async () => {
  const world = fakeWorld();
  const saga = errand(
    async () =>
      new NeedsPerson({
        key: 'dispatch-unknown-order:S-1',
        kind: 'dispatch-unknown-order',
        subject: {},
        summary: 'which order?',
        detail: { saga: 'errand', key: 'A' },
      }),
  );
  const running = worker(world, saga);
  await open(world, 'A');
  for (const answers of [0, 1, 2]) {
    await running.runDue();
    const rows = await world.stores.discrepancies.list({});
    expect(rows).toHaveLength(answers + 1);
    expect(await openKinds(world)).toEqual(['dispatch-unknown-order']);
    const asked = rows.find(({ state }) => state === 'open');
    await desk(world).settle(asked?.id ?? '', { action: 'retry' }, 'operator');
  }
});

test('a step that stops again after a person had it run again is asked about again', async () => {
  const world = fakeWorld();
  const running = worker(
    world,
    errand(async () => Promise.reject(new Error('no such thing'))),
  );
  await open(world, 'A');
  for (let time = 1; time <= 3; time++) {
    await running.runDue();
    expect(await openKinds(world)).toEqual(['step-stopped']);
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    await desk(world).settle(row?.id ?? '', { action: 'retry' }, 'operator');
    world.clock.advance(HOUR);
  }
});
