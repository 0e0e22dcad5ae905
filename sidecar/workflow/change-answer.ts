import { isDeepStrictEqual } from 'node:util';
import { acknowledgementKey } from './acknowledge.ts';
import { closeAnswer } from './close-acknowledgement.ts';
import { enterAccepted } from './enter-order.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { OrderChangeState } from './order-change-state.ts';
import type { Step } from './saga.ts';
import { sentAcknowledgement } from './shipped.ts';

/** Tells Amazon what the change comes to. What would say the same again is not sent. */
export const acknowledgeChange: Step<OrderChangeState> = {
  name: 'acknowledge-change',
  pointOfNoReturn: true,
  async run({ number, version, vendorCode, answered, acknowledgement, accepted = [] }, world) {
    if (answered === undefined) return {};
    const { progress, summary } = await storedOrder(number, world);
    const acceptedEaches = accepted.reduce((total, { eaches }) => total + eaches, 0);
    const isOver = acceptedEaches === 0 && summary.shippedEaches === 0 && !acknowledgement;
    const takenUp = progress === 'closed' && acceptedEaches > 0;
    const takenUpAs = summary.orderReference === undefined ? 'acknowledged' : 'in-work';
    const next = isOver ? 'closed' : takenUp ? takenUpAs : progress;
    const said = await sentAcknowledgement(number, world, answered);
    if (!acknowledgement || isDeepStrictEqual(acknowledgement, said)) {
      await world.stores.purchaseOrders.mark(number, next, { openDoubts: 0, acceptedEaches });
      return {};
    }
    const sent = await world.partner.send({
      key: acknowledgementKey(number, version),
      vendorCode,
      purchaseOrderNumber: number,
      content: { kind: 'acknowledgement', document: acknowledgement },
    });
    await world.stores.purchaseOrders.mark(number, next, { openDoubts: 0, acceptedEaches });
    return { acknowledgementId: sent.documentId };
  },
};

/** An order of which nothing was accepted so far may have something now. One that is in the shop is changed there by the hold. */
export const enterChange: Step<OrderChangeState> = {
  name: 'enter-change',
  async run({ number, vendorCode, answered, accepted = [] }, world) {
    const { summary } = await storedOrder(number, world);
    const isEntered = summary.orderReference !== undefined;
    const { enterOrders } = partnerOf(vendorCode, world).policies;
    if (answered === undefined || isEntered || accepted.length === 0 || enterOrders === 'never') return {};
    await enterAccepted(number, accepted, world);
    return {};
  },
};

export const closeChange: Step<OrderChangeState> = {
  name: 'close-change',
  run: closeAnswer,
};
