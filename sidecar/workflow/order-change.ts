/*
 * What happens when Amazon changes an order that was answered: a run for each later version.
 *
 *   take-turn ▸ review-change ▸ adjust-hold ▸ decide-change ▸ acknowledge-change ▸ enter-change ▸ close-change
 *                                                             └ point of no return
 *
 * Runs of the same saga answer a version once more when a person settles what was in doubt at its limit: with nothing
 * changed but that, and under a key of their own.
 *
 * Promise on failure: nothing is taken back and nothing is given up. What Amazon takes away is given to the shop,
 * what it wants more of stays held until it is answered; what was rejected once is never accepted.
 */
import { acknowledgeChange, closeChange, enterChange } from './change-answer.ts';
import { decideOrderChange } from './change-decide.ts';
import { adjustHold } from './change-hold.ts';
import { reviewChange } from './change-review.ts';
import { takeTurn } from './change-turn.ts';
import { runnable } from './engine.ts';
import { ORDER_CHANGE } from './order-change-key.ts';
import { OrderChangeState } from './order-change-state.ts';
import { PATIENT, type Saga } from './saga.ts';

export const orderChangeSaga: Saga<OrderChangeState> = {
  name: ORDER_CHANGE,
  State: OrderChangeState,
  steps: [takeTurn, reviewChange, adjustHold, decideOrderChange, acknowledgeChange, enterChange, closeChange],
  subject: ({ number }) => ({ purchaseOrderNumber: number }),
  title: ({ number, version }) => `version ${version} of order ${number}`,
  retry: { ...PATIENT, giveUpAfterMs: Number.POSITIVE_INFINITY },
};

export const runnableOrderChange = runnable(orderChangeSaga);
