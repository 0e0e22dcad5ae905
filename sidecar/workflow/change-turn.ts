import { instant } from '../domain/calendar.ts';
import { later } from '../domain/deadline.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { SagaRun } from '../ports/journal.ts';
import { closeAcknowledgement } from './close-acknowledgement.ts';
import { lastAnswered } from './last-answered.ts';
import { storedOrder } from './lookups.ts';
import type { OrderChangeState } from './order-change-state.ts';
import { nextRun, OrderState } from './order-state.ts';
import { purchaseOrderSaga, runnablePurchaseOrder } from './purchase-order.ts';
import { type Step, Waiting } from './saga.ts';
import type { World } from './world.ts';

export const ORDER_CHANGE = 'order-change';

const LOOK_AGAIN_MS = 60_000;

export function orderChangeKey(number: string, version: number): string {
  return `${purchaseOrderKey(number)}:${version}`;
}

/**
 * One version after the other: a change is answered when the answer before it stands, since it says what of that
 * is to be different. Where the order itself was not answered yet there is no change: it is answered as it is now.
 */
export const takeTurn: Step<OrderChangeState> = {
  name: 'take-turn',
  async run({ number, version }, world) {
    const order = await storedOrder(number, world);
    if (order.version > version) return { restedBecause: 'overtaken' };
    const notYet = (what: string) => new Waiting(what, later(world.now(), LOOK_AGAIN_MS));
    for (let earlier = 2; earlier < version; earlier++) {
      const run = await world.journal.find(ORDER_CHANGE, orderChangeKey(number, earlier));
      if (run && run.status !== 'done') return notYet(`the answer to version ${earlier}`);
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
    if (answered >= version) return { restedBecause: 'answered-with-the-order' };
    // Only Amazon's word on the answer may still be missing.
    const isThrough = run.status === 'done' || run.step === closeAcknowledgement.name;
    if (!isThrough) return notYet('the order to be entered');
    const { shadow } = OrderState.parse(run.state);
    return shadow === undefined ? { answered } : { answered, shadow };
  },
};

/** An order that Amazon took back whole before we answered, and took up again: nothing is held and nothing was said. */
async function beginAnew(run: SagaRun, number: string, world: World): Promise<void> {
  const state = nextRun(run.state, await storedOrder(number, world));
  const { firstStep } = runnablePurchaseOrder;
  const why = 'Amazon took the order up again';
  await world.journal.reopen(purchaseOrderSaga.name, run.key, state, firstStep, instant(world.now()), why);
}
