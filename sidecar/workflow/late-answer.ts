import { addHours, type Instant, instant } from '../domain/calendar.ts';
import { isInDoubt } from '../domain/change-decision.ts';
import { isLineDoubt } from '../domain/discrepancy.ts';
import type { SagaRun } from '../ports/journal.ts';
import { partnerOf } from './lookups.ts';
import { ORDER_CHANGE, orderChangeKey } from './order-change-key.ts';
import type { World } from './world.ts';

/** The first steps of a change, by name: whoever opens a run need not know the saga. */
export const FIRST_STEP = 'take-turn';
const UP_TO_THE_DECISION = ['take-turn', 'review-change', 'adjust-hold', 'decide-change'];

/** Whoever settles one line of an order mostly goes on with the next: Amazon hears of all of them at once. */
const MORE_TO_COME_MINUTES = 2;

/** Lines whose last answer was given in doubt, and what became of the doubt. */
export interface Unsettled {
  /** Places of the lines that people have settled since. */
  settled: number[];
  /** How many lines still wait for somebody. */
  open: number;
  /** Until when another word of the same person is waited for; undefined where no other line is in doubt. */
  moreUntil: Instant | undefined;
}

export async function unsettledLines(number: string, version: number, world: World): Promise<Unsettled> {
  const decision = await world.stores.purchaseOrders.decision(number, version);
  const doubtful = (decision?.lines ?? []).filter(isInDoubt);
  if (doubtful.length === 0) return { settled: [], open: 0, moreUntil: undefined };
  const asked = (await world.stores.discrepancies.list({ purchaseOrderNumber: number })).filter(isLineDoubt);
  const about = doubtful.map(({ position, doubt }) => {
    const own = asked.filter(({ subject }) => subject.position === position);
    const answers = own.filter(
      ({ kind, state, resolution }) =>
        state === 'settled' && resolution?.action !== 'close' && (doubt === undefined || kind === doubt),
    );
    return { position, isOpen: own.some(({ state }) => state === 'open'), answers };
  });
  const settled = about.filter(({ isOpen, answers }) => !isOpen && answers.length > 0);
  const open = about.filter(({ isOpen }) => isOpen).length;
  const last = settled
    .flatMap(({ answers }) => answers.map(({ settledAt }) => settledAt ?? ''))
    .sort()
    .at(-1) as Instant | undefined;
  return {
    settled: settled.map(({ position }) => position),
    open,
    moreUntil: last === undefined || open === 0 ? undefined : addHours(last, MORE_TO_COME_MINUTES / 60),
  };
}

/** The runs that answered a version once more, in their order. */
export async function lateRuns(number: string, version: number, world: Pick<World, 'journal'>): Promise<SagaRun[]> {
  const runs: SagaRun[] = [];
  for (;;) {
    const run = await world.journal.find(ORDER_CHANGE, orderChangeKey(number, version, runs.length + 1));
    if (!run) return runs;
    runs.push(run);
  }
}

/**
 * Opens a run that answers the newest version of an order once more, for lines that were answered in doubt. One that
 * has not decided yet takes the matter up itself, or finds at its end what came too late for it. Called before the
 * doubt is settled, and harmless without cause: a run that finds nothing to say rests.
 */
export async function openLateAnswer(number: string, world: World): Promise<void> {
  const order = await world.stores.purchaseOrders.find(number);
  if (!order) return;
  const { version, vendorCode, firstReceivedAt } = order;
  const decision = await world.stores.purchaseOrders.decision(number, version);
  if (!decision?.lines.some(isInDoubt)) return;
  const change = await world.journal.find(ORDER_CHANGE, orderChangeKey(number, version));
  const runs = await lateRuns(number, version, world);
  if (isDeciding(change) || isDeciding(runs.at(-1))) return;
  const versions = await world.stores.purchaseOrders.versions(number);
  const receivedAt = versions.find((one) => one.version === version)?.receivedAt ?? firstReceivedAt;
  const { acknowledgeChangeWithinHours } = partnerOf(vendorCode, world).policies;
  const late = runs.length + 1;
  const state = { number, vendorCode, version, late, answerBy: addHours(receivedAt, acknowledgeChangeWithinHours) };
  const at = instant(world.now());
  await world.journal.open(ORDER_CHANGE, orderChangeKey(number, version, late), state, FIRST_STEP, at);
}

function isDeciding(run: SagaRun | undefined): boolean {
  return run !== undefined && run.status !== 'done' && UP_TO_THE_DECISION.includes(run.step);
}

/** Somebody has settled a doubt: whoever waits to say so may go on. */
export async function wakeLateAnswers(number: string, version: number, why: string, world: World): Promise<void> {
  for (const { saga, key } of await lateRuns(number, version, world)) {
    await world.journal.wake(saga, key, instant(world.now()), why);
  }
}
