/*
 * What happens to a purchase order, and what if not.
 *
 *   review ▸ hold ▸ settle ▸ hold-settled ▸ decide ▸ acknowledge ▸ enter-order ▸ close-acknowledgement
 *                                                    └ point of no return: Amazon may have heard us
 *
 * Promise on failure: until `acknowledge`, whatever was held is given back and nobody outside heard
 * anything; a person may then let it start again from its first step. An order that Amazon changes until
 * then starts again by itself; later changes have a saga of their own. From there the eaches stay held
 * and a person decides.
 */
import { purchaseOrderKey } from '../domain/identifiers.ts';
import { acknowledge } from './acknowledge.ts';
import { closeAcknowledgement } from './close-acknowledgement.ts';
import { decideOrder } from './decide.ts';
import { raise } from './discrepancies.ts';
import { runnable } from './engine.ts';
import { enterOrder } from './enter-order.ts';
import { hold, holdSettled } from './hold.ts';
import { storedOrder } from './lookups.ts';
import { nextRun, OrderState } from './order-state.ts';
import { review, settle } from './review.ts';
import { PATIENT, type Saga } from './saga.ts';

export const purchaseOrderSaga: Saga<OrderState> = {
  name: 'purchase-order',
  State: OrderState,
  steps: [review, hold, settle, holdSettled, decideOrder, acknowledge, enterOrder, closeAcknowledgement],
  subject: ({ number }) => ({ purchaseOrderNumber: number }),
  title: ({ number }) => `order ${number}`,
  retry: PATIENT,
  async undone(state, world) {
    const { number, attempt = 1 } = state;
    const order = await storedOrder(number, world);
    if (order.version !== state.version) return nextRun(state, order);
    await world.stores.purchaseOrders.mark(number, 'stopped');
    await raise(world, {
      key: `order-undone:${purchaseOrderKey(number)}:${attempt}`,
      kind: 'order-undone',
      subject: { purchaseOrderNumber: number },
      summary: `order ${number} could not be held for too long: nothing is held and Amazon has no answer`,
      detail: { attempt },
    });
    return undefined;
  },
};

export const runnablePurchaseOrder = runnable(purchaseOrderSaga);
