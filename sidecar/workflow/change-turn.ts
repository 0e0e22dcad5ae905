import { instant } from '../domain/calendar.ts';
import { later } from '../domain/deadline.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { SagaRun } from '../ports/journal.ts';
import { closeAcknowledgement } from './close-acknowledgement.ts';
import { lastAnswered } from './last-answered.ts';
import { FIRST_STEP, lateRuns, unsettledLines } from './late-answer.ts';
import { storedOrder } from './lookups.ts';
import { ORDER_CHANGE, orderChangeKey } from './order-change-key.ts';
import { OrderChangeState } from './order-change-state.ts';
import { nextRun, OrderState } from './order-state.ts';
import { purchaseOrderSaga, runnablePurchaseOrder } from './purchase-order.ts';
import { LOOK_AGAIN_MS as PEOPLE_LOOK_AGAIN_MS, personToSettle } from './review.ts';
import { type Step, Waiting } from './saga.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 60_000;

/**
 * One version after the other: a change is answered when the answer before it stands, since it says what of that
 * is to be different. Where the order itself was not answered yet there is no change: it is answered as it is now.
 */
export const takeTurn: Step<OrderChangeState> = {
  name: 'take-turn',
  async run({ number, version, late }, world) {
    const order = await storedOrder(number, world);
    if (order.version > version) return { restedBecause: 'overtaken' };
    const notYet = (what: string) => new Waiting(what, later(world.now(), LOOK_AGAIN_MS));
    for (let earlier = 1; earlier <= version; earlier++) {
      const isBefore = earlier < version;
      const run = earlier === 1 ? undefined : await world.journal.find(ORDER_CHANGE, orderChangeKey(number, earlier));
      const isDone = isBefore ? run?.status === 'done' : late === undefined || isAnswered(run);
      if (run && !isDone) return notYet(`the answer to version ${earlier}`);
      const again = await lateRuns(number, earlier, world);
      const earlierAgain = isBefore ? again : again.slice(0, (late ?? 1) - 1);
      // What waits for a person there has not looked at anything yet, and will find itself overtaken.
      if (earlierAgain.some((one) => !isAnswered(one) && one.step !== FIRST_STEP)) {
        return notYet(`the later answer to version ${earlier}`);
      }
    }
    const run = await world.journal.find(purchaseOrderSaga.name, purchaseOrderKey(number));
    if (!run) return notYet('the order itself');
    if (run.status === 'undone') return { restedBecause: 'order-undone' };
    const answered = await lastAnswered(number, version, world);
    if (answered === undefined) {
      if (run.status !== 'done') return notYet('the answer to the order');
      await beginAnew(run, number, world);
      return { restedBecause: 'order-begun-anew' };
    }
    if (late === undefined && answered >= version) return { restedBecause: 'answered-with-the-order' };
    // Only Amazon's word on the answer may still be missing.
    const isThrough = run.status === 'done' || run.step === closeAcknowledgement.name;
    if (!isThrough) return notYet('the order to be entered');
    const { shadow } = OrderState.parse(run.state);
    const turn = late === undefined ? { answered } : await lateTurn(number, version, world);
    return turn instanceof Waiting || shadow === undefined ? turn : { ...turn, shadow };
  },
};

/** Says once more what the version is answered with, by what people have settled since. */
async function lateTurn(
  number: string,
  version: number,
  world: World,
): Promise<Waiting | Pick<OrderChangeState, 'answered' | 'restedBecause' | 'changedSince' | 'change'>> {
  const { settled, open, moreUntil } = await unsettledLines(number, version, world);
  const now = world.now();
  if (settled.length === 0) {
    if (open === 0) return { restedBecause: 'nothing-settled' };
    return new Waiting(personToSettle(open), later(now, PEOPLE_LOOK_AGAIN_MS));
  }
  if (moreUntil !== undefined && instant(now) < moreUntil) return new Waiting(personToSettle(open), moreUntil);
  const run = version === 1 ? undefined : await world.journal.find(ORDER_CHANGE, orderChangeKey(number, version));
  const { answered: changedSince, change } = run ? OrderChangeState.parse(run.state) : {};
  return {
    answered: version,
    ...(changedSince === undefined ? {} : { changedSince }),
    ...(change === undefined ? {} : { change }),
  };
}

/** Only Amazon's word on the answer may still be missing. */
function isAnswered(run: SagaRun | undefined): boolean {
  return run?.status === 'done' || run?.step === 'close-change';
}

/** An order that Amazon took back whole before we answered, and took up again: nothing is held and nothing was said. */
async function beginAnew(run: SagaRun, number: string, world: World): Promise<void> {
  const state = nextRun(run.state, await storedOrder(number, world));
  const { firstStep } = runnablePurchaseOrder;
  const why = 'Amazon took the order up again';
  await world.journal.reopen(purchaseOrderSaga.name, run.key, state, firstStep, instant(world.now()), why);
}
