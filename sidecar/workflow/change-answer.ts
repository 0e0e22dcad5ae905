import { isDeepStrictEqual } from 'node:util';
import type { Acknowledgement } from '../domain/acknowledgement.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import { acknowledgementKey } from './acknowledge.ts';
import { closeAnswer } from './close-acknowledgement.ts';
import { enterAccepted } from './enter-order.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { OrderChangeState } from './order-change-state.ts';
import type { Step } from './saga.ts';
import { lastAcknowledgement } from './shipped.ts';
import type { World } from './world.ts';

/** Tells Amazon what the change comes to. What would say the same again is not sent. */
export const acknowledgeChange: Step<OrderChangeState> = {
  name: 'acknowledge-change',
  pointOfNoReturn: true,
  async run(state, world) {
    const { number, version, late, vendorCode, answered, acknowledgement, changeAnswer, accepted = [], shadow } = state;
    if (answered === undefined) return {};
    const { progress, summary } = await storedOrder(number, world);
    const acceptedEaches = accepted.reduce((total, { eaches }) => total + eaches, 0);
    const isOver = acceptedEaches === 0 && summary.shippedEaches === 0 && !acknowledgement;
    const takenUp = progress === 'closed' && acceptedEaches > 0;
    const takenUpAs = summary.orderReference === undefined ? 'acknowledged' : 'in-work';
    const next = isOver ? 'closed' : takenUp ? takenUpAs : progress;
    const content = await toSay(state, world);
    if (content === undefined) {
      await world.stores.purchaseOrders.mark(number, next, { openDoubts: 0, acceptedEaches });
      return {};
    }
    const sent = await world.partner.send({
      key: acknowledgement ? acknowledgementKey(number, version, late) : takenBackKey(number, version),
      vendorCode,
      purchaseOrderNumber: number,
      content: { ...content, ...(changeAnswer === undefined ? {} : { change: changeAnswer }) },
      isShadow: shadow !== undefined,
    });
    const marked = takenUp && sent.isToEnter ? 'to-enter' : next;
    await world.stores.purchaseOrders.mark(number, marked, { openDoubts: 0, acceptedEaches });
    return { acknowledgementId: sent.documentId };
  },
};

/** What was held back Amazon has not heard: the same again is worth saying. */
async function toSay(
  { number, late, answered, acknowledgement, changeAnswer, isToSay }: OrderChangeState,
  world: World,
): Promise<{ kind: 'acknowledgement'; document: Acknowledgement } | undefined> {
  // All was taken back: only an 865 has words for that.
  const document = acknowledgement ?? changeAnswer;
  if (document === undefined) return undefined;
  if (late !== undefined && !isToSay) return undefined;
  if (isToSay || !acknowledgement) return { kind: 'acknowledgement', document };
  const said = await lastAcknowledgement(number, world, answered);
  const isSame = !said?.isHeldBack && isDeepStrictEqual(acknowledgement, said?.document);
  return isSame ? undefined : { kind: 'acknowledgement', document };
}

/** Not among the acknowledgements: what Amazon orders again is measured by what was promised before. */
function takenBackKey(number: string, version: number): string {
  return `taken-back:${purchaseOrderKey(number)}:${version}`;
}

/** An order of which nothing was accepted so far may have something now. One that is in the shop is changed there by the hold. */
export const enterChange: Step<OrderChangeState> = {
  name: 'enter-change',
  async run({ number, vendorCode, answered, accepted = [], shadow }, world) {
    if (shadow === 'look') return {};
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
