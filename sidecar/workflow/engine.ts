/*
 * Runs sagas from their journal. A saga is always in one of these states:
 *
 *   ready ──step done──▶ ready … ──last step──▶ done
 *     │ ├──step waits──▶ waiting ──wake() or its hour──▶ ready
 *     │ ├──world fails──▶ ready, later (delays double, each a little off the others)
 *     │ ├──too long, before the point of no return──▶ undoing ──▶ undone ──a person──▶ ready, from the first step
 *     │ ├──built on what changed meanwhile──▶ undoing ──▶ ready, from the first step
 *     │ └──too long after it, refused, or our mistake──▶ held ──a person──▶ ready
 *
 * Promise on failure: a process that dies anywhere leaves the run to whoever claims it when the
 * lease ends; the step that was under way runs again, and steps are written to bear that.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Instant, instant } from '../domain/calendar.ts';
import { later } from '../domain/deadline.ts';
import type { NewDiscrepancy } from '../domain/discrepancy.ts';
import { WorldFailure } from '../ports/failures.ts';
import { type JournalEntry, LeaseLost, type SagaChange, type SagaRun } from '../ports/journal.ts';
import { BY_ITSELF, raise, settleDiscrepancy } from './discrepancies.ts';
import { NeedsPerson, type Saga, StartOver, type Step, Waiting } from './saga.ts';
import type { World } from './world.ts';

/** A registered saga, its state type hidden behind its own parser. */
export interface RunnableSaga {
  name: string;
  firstStep: string;
  /** Runs the present step of a claimed run once and says what becomes of it. */
  advance(run: SagaRun, world: World): Promise<Advance>;
}

interface Advance {
  change: SagaChange;
  entries: JournalEntry[];
  /** True while the next step may run at once under the same lease. */
  goesOn: boolean;
  /** What a person has to hear of it. Before the change is kept, or a crash in between would leave it unheard. */
  tell?: () => Promise<void>;
}

export interface Engine {
  /** Claims one due saga and runs it until it waits, fails or ends. False when nothing was due. */
  runOne(): Promise<boolean>;
  /** Until nothing is due at the clock's present time, or we are told to stop. */
  runDue(): Promise<void>;
}

export interface EngineOptions {
  /** Longer than any step takes: a run that nobody saves for so long is somebody else's. */
  leaseMs?: number;
  /** Told to stop: the step under way is finished, and what follows is free for others at once. */
  stopping?: AbortSignal;
}

export function engine(
  world: World,
  sagas: readonly RunnableSaga[],
  owner: string,
  { leaseMs = 60_000, stopping }: EngineOptions = {},
): Engine {
  const byName = new Map(sagas.map((saga) => [saga.name, saga]));

  async function runOne(): Promise<boolean> {
    const run = await world.journal.claim(instant(world.now()), leaseMs, owner);
    if (!run) return false;
    const saga = byName.get(run.saga) ?? unknownSaga(run.saga);
    try {
      await runClaimed(run, saga);
    } catch (error) {
      // Somebody else carries on with it: whatever we did once more is harmless, what we would write is not.
      if (!(error instanceof LeaseLost)) throw error;
    }
    return true;
  }

  async function runClaimed(claimed: SagaRun, saga: RunnableSaga): Promise<void> {
    let run = claimed;
    for (;;) {
      const startedAt = world.now().getTime();
      const { change, entries, tell, ...advance } = await saga.advance(run, world);
      const goesOn = advance.goesOn && !stopping?.aborted;
      if (tell) {
        await proveLease(run);
        await tell();
      }
      await world.journal.save(run, change, entries, owner, instant(world.now()), { keepLease: goesOn });
      if (change.status !== 'undoing' && change.step !== run.step) {
        world.events.stepDone({
          saga: run.saga,
          key: run.key,
          step: run.step,
          milliseconds: world.now().getTime() - startedAt,
        });
      }
      if (change.status === 'done' || change.status === 'undone' || change.status === 'held') {
        world.events.sagaEnded({ saga: run.saga, key: run.key, outcome: change.status });
      }
      if (!goesOn) return;
      run = { ...run, ...change };
    }
  }

  /** Whoever lost a run has no say in it any more: its alarm would be about what another one has long done. */
  async function proveLease(run: SagaRun): Promise<void> {
    const status = run.status === 'undoing' ? 'undoing' : 'ready';
    await world.journal.save(run, { ...run, status }, [], owner, instant(world.now()), { keepLease: true });
  }

  return {
    runOne,
    async runDue() {
      while (!stopping?.aborted && (await runOne()));
    },
  };
}

/** Opened by a newer version, which was then taken back. */
function unknownSaga(name: string): RunnableSaga {
  return {
    name,
    firstStep: '',
    advance: (run, world) => stopUnreadable(run, `this version does not know a saga '${name}'`, world),
  };
}

/** Binds a saga's steps to the engine. */
export function runnable<State>(saga: Saga<State>): RunnableSaga {
  const first = saga.steps[0];
  assert(first, `saga ${saga.name} has no steps`);
  return {
    name: saga.name,
    firstStep: first.name,
    async advance(run, world) {
      const present = placeIn(saga, run);
      if ('unreadable' in present) return stopUnreadable(run, present.unreadable, world);
      const { state, index } = present;
      return run.status === 'undoing'
        ? undoStep(saga, state, run, index, world)
        : runStep(saga, state, run, index, world);
    },
  };
}

async function runStep<State>(
  saga: Saga<State>,
  state: State,
  run: SagaRun,
  index: number,
  world: World,
): Promise<Advance> {
  const step = saga.steps[index] as Step<State>;
  try {
    const result = await step.run(state, world);
    const now = instant(world.now());
    if (result instanceof Waiting) {
      const entries = run.awaiting === result.what ? [] : [entry(now, step.name, 'waiting', result.what)];
      return {
        change: { ...calm(run, now), status: 'waiting', wakeAt: result.until, awaiting: result.what },
        entries,
        goesOn: false,
      };
    }
    if (result instanceof NeedsPerson) {
      return {
        change: { ...calm(run, now), status: 'held', awaiting: 'a person' },
        entries: [entry(now, step.name, 'held', result.discrepancy.summary)],
        goesOn: false,
        tell: () => ask(world, result.discrepancy),
      };
    }
    if (result instanceof StartOver) {
      assert(
        !isPastReturn(saga, index),
        `${step.name} of ${saga.name} cannot be started over: the partner may have heard us`,
      );
      const entries = [entry(now, step.name, 'undone', result.why)];
      return { change: { ...calm(run, now), status: 'undoing' }, entries, goesOn: true };
    }
    await endFailing(saga, run, world);
    const next = saga.steps[index + 1];
    const entries = [entry(now, step.name, 'done', '')];
    if (!next) entries.push(entry(now, '', 'ended', 'done'));
    return {
      change: {
        ...calm(run, now),
        state: { ...state, ...result },
        step: next?.name ?? '',
        status: next ? 'ready' : 'done',
      },
      entries,
      goesOn: next !== undefined,
    };
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    return failed(saga, state, run, index, error, world);
  }
}

async function failed<State>(
  saga: Saga<State>,
  state: State,
  run: SagaRun,
  index: number,
  error: unknown,
  world: World,
): Promise<Advance> {
  const now = world.now();
  const attempts = run.attempts + 1;
  const failingSince = run.failingSince ?? instant(now);
  const { code, message, hint, retriable } = described(error);
  const patient = now.getTime() - new Date(failingSince).getTime() < saga.retry.giveUpAfterMs;
  const willRetry = retriable && patient;
  world.events.stepFailed({ saga: run.saga, key: run.key, step: run.step, attempts, code, message, willRetry });
  const entries = [entry(instant(now), run.step, 'failed', `${code}: ${message}`)];

  const telling = (kind: 'step-failing' | 'step-stopped') => async () => {
    await ask(world, trouble(saga, state, run, failingSince, kind, { code, message, hint, attempts }));
  };
  if (willRetry) {
    const wakeAt = later(now, delay(saga, run, attempts, error));
    return {
      change: { ...calm(run, instant(now)), attempts, failingSince, wakeAt, awaiting: `another try: ${message}` },
      entries,
      goesOn: false,
      ...(attempts === saga.retry.tellAfterAttempts ? { tell: telling('step-failing') } : {}),
    };
  }
  const undoable = retriable && !isPastReturn(saga, index);
  if (undoable) {
    // The step that failed is undone first: its effect may have landed although no answer came.
    return { change: { ...calm(run, instant(now)), status: 'undoing' }, entries, goesOn: true };
  }
  entries.push(entry(instant(now), run.step, 'held', 'a person must act'));
  return {
    change: { ...calm(run, instant(now)), status: 'held', attempts, failingSince, awaiting: 'a person' },
    entries,
    goesOn: false,
    tell: telling('step-stopped'),
  };
}

async function undoStep<State>(
  saga: Saga<State>,
  state: State,
  run: SagaRun,
  index: number,
  world: World,
): Promise<Advance> {
  const step = saga.steps[index] as Step<State>;
  try {
    await step.undo?.(state, world);
    const now = instant(world.now());
    const entries = step.undo ? [entry(now, step.name, 'undone', '')] : [];
    const before = saga.steps[index - 1];
    if (before) return { change: { ...calm(run, now), step: before.name, status: 'undoing' }, entries, goesOn: true };
    const anew = await saga.undone?.(state, world);
    if (anew !== undefined) {
      entries.push(entry(now, step.name, 'opened', 'from the first step'));
      return { change: { ...calm(run, now), state: anew, step: step.name }, entries, goesOn: true };
    }
    entries.push(entry(now, '', 'ended', 'undone'));
    return { change: { ...calm(run, now), step: '', status: 'undone' }, entries, goesOn: false };
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    const now = world.now();
    const attempts = run.attempts + 1;
    const failingSince = run.failingSince ?? instant(now);
    const { code, message, hint, retriable } = described(error);
    world.events.stepFailed({
      saga: run.saga,
      key: run.key,
      step: run.step,
      attempts,
      code,
      message,
      willRetry: retriable,
    });
    const mustTell = !retriable || attempts === saga.retry.tellAfterAttempts;
    const tell = async () => {
      await raise(world, trouble(saga, state, run, failingSince, 'step-failing', { code, message, hint, attempts }));
    };
    // Taking back is never given up: until then eaches are kept from the shop that nobody was promised.
    const wakeAt = later(now, delay(saga, run, attempts, error));
    return {
      change: {
        ...calm(run, instant(now)),
        status: 'undoing',
        attempts,
        failingSince,
        wakeAt,
        awaiting: `another try: ${message}`,
      },
      entries: [entry(instant(now), run.step, 'failed', `undo: ${code}: ${message}`)],
      goesOn: false,
      ...(mustTell ? { tell } : {}),
    };
  }
}

/** True where the partner may have heard us: in the step that says it, and in all behind it. */
function isPastReturn<State>(saga: Saga<State>, index: number): boolean {
  return saga.steps.slice(0, index + 1).some((step) => step.pointOfNoReturn);
}

/** The present change with nothing failing and nothing awaited. */
function calm(run: SagaRun, now: Instant): SagaChange {
  return {
    state: run.state,
    step: run.step,
    status: 'ready',
    attempts: 0,
    failingSince: undefined,
    wakeAt: now,
    awaiting: '',
  };
}

/** The kept state and step, where this version of the code can read them. */
function placeIn<State>(saga: Saga<State>, run: SagaRun): { state: State; index: number } | { unreadable: string } {
  const state = saga.State.safeParse(run.state);
  if (!state.success) return { unreadable: `its kept state cannot be read: ${state.error.message}` };
  const index = saga.steps.findIndex((step) => step.name === run.step);
  return index < 0
    ? { unreadable: `saga ${saga.name} has no step '${run.step}' in this version` }
    : { state: state.data, index };
}

/** One journal that cannot be read must not stop the others: it is put aside for a person. */
async function stopUnreadable(run: SagaRun, problem: string, world: World): Promise<Advance> {
  const now = instant(world.now());
  const discrepancy: NewDiscrepancy = {
    key: `step-stopped:${run.saga}:${run.key}:${run.step}:unreadable`,
    kind: 'step-stopped',
    subject: {},
    summary: `${run.saga} ${run.key} stands still: ${problem}`.slice(0, 500),
    detail: { saga: run.saga, key: run.key, step: run.step, code: 'journal-unreadable', message: problem },
  };
  return {
    change: { ...calm(run, now), status: 'held', awaiting: 'a person' },
    entries: [entry(now, run.step, 'held', problem)],
    goesOn: false,
    tell: () => ask(world, discrepancy),
  };
}

/**
 * A hundred orders that met the same outage must not all come back in the same second: each waits up to a
 * quarter less than the doubled delay, or up to a quarter more than it was asked to, by its own key.
 */
function delay<State>({ retry }: Saga<State>, { key }: SagaRun, attempts: number, error: unknown): number {
  const asked = error instanceof WorldFailure ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  const doubled = Math.min(retry.longestDelayMs, retry.firstDelayMs * 2 ** Math.min(attempts - 1, 20));
  const share = spread(`${key}:${attempts}`);
  return Math.round(Math.max(asked * (1 + share / 4), doubled * (1 - share / 4)));
}

/** From 0 up to 1, the same for the same text: a run that is looked at again waits as long. */
function spread(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

function described(error: unknown): { code: string; message: string; hint: string; retriable: boolean } {
  if (error instanceof WorldFailure) {
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return {
      code: error.code,
      message: `could not ${error.doing}${cause}`,
      hint: error.hint,
      retriable: error.retriable,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'our-mistake',
    message,
    hint: 'Report it with this journal; then run the step again.',
    retriable: false,
  };
}

/** A settled discrepancy stays settled: an answer that did not help is asked again, or nobody would know that it waits. */
async function ask(world: World, discrepancy: NewDiscrepancy): Promise<void> {
  for (let time = 1; ; time++) {
    const key = time === 1 ? discrepancy.key : `${discrepancy.key}:${time}`;
    if ((await raise(world, { ...discrepancy, key })).state === 'open') return;
  }
}

function trouble<State>(
  saga: Saga<State>,
  state: State,
  run: SagaRun,
  failingSince: Instant,
  kind: 'step-failing' | 'step-stopped',
  detail: { code: string; message: string; hint: string; attempts: number },
): NewDiscrepancy {
  const goesOn = kind === 'step-failing' ? 'we keep trying' : 'it waits for you';
  return {
    key: troubleKey(run, failingSince, kind),
    kind,
    subject: saga.subject(state),
    summary: `${saga.title(state)}: ${detail.message}; ${goesOn}`,
    detail: { saga: run.saga, key: run.key, step: run.step, failingSince, ...detail },
  };
}

function troubleKey(run: SagaRun, failingSince: Instant, kind: string): string {
  return `${kind}:${run.saga}:${run.key}:${run.step}:${failingSince}`;
}

/** What failed for a while and works again needs nobody any more. */
async function endFailing<State>(saga: Saga<State>, run: SagaRun, world: World): Promise<void> {
  if (run.failingSince === undefined || run.attempts < saga.retry.tellAfterAttempts) return;
  const open = await world.stores.discrepancies.list({ state: 'open', kind: 'step-failing' });
  const mine = open.find(
    ({ key }) => run.failingSince !== undefined && key === troubleKey(run, run.failingSince, 'step-failing'),
  );
  if (mine) await settleDiscrepancy(mine, { action: 'close', note: 'it works again' }, BY_ITSELF, world);
}

function entry(at: Instant, step: string, event: JournalEntry['event'], detail: string): JournalEntry {
  return { at, step, event, detail };
}
