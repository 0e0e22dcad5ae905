import { later } from '../domain/deadline.ts';
import { isToEnter, unheardBelow } from '../domain/sending.ts';
import { entry } from './close-document.ts';
import type { DispatchState } from './dispatch-state.ts';
import { NeedsPerson, type Step, Waiting } from './saga.ts';
import { sentAcknowledgement } from './shipped.ts';

const LOOK_AGAIN_MS = 60_000;

/** Finds the order that the goods belong to, and waits until Amazon has our word on it: a notice before it would be refused. */
export const matchOrder: Step<DispatchState> = {
  name: 'match-order',
  async run({ dispatchId, purchaseOrderNumber }, world) {
    const order = await world.stores.purchaseOrders.find(purchaseOrderNumber);
    if (!order) {
      return new NeedsPerson({
        key: `dispatch-unknown-order:${dispatchId}`,
        kind: 'dispatch-unknown-order',
        subject: { dispatchId },
        summary: `goods left for order ${purchaseOrderNumber}, which we do not know: no ship notice can be made`,
        detail: { purchaseOrderNumber },
      });
    }
    if (!(await sentAcknowledgement(purchaseOrderNumber, world))) {
      return new Waiting(`our acknowledgement of ${purchaseOrderNumber}`, later(world.now(), LOOK_AGAIN_MS));
    }
    const answers = await world.stores.outbound.list({ purchaseOrderNumber, kind: 'acknowledgement' });
    const [toEnter] = unheardBelow('ship-notice', answers).filter(isToEnter);
    if (toEnter) return new Waiting(entry(toEnter), later(world.now(), LOOK_AGAIN_MS));
    return { vendorCode: order.vendorCode };
  },
};
