import { checkAcknowledgement } from '../domain/acknowledgement-check.ts';
import { instant } from '../domain/calendar.ts';
import { acknowledgeWithinHours } from '../domain/deadline.ts';
import { decide, eachCost } from '../domain/decision.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import { acknowledgementKey } from './acknowledge.ts';
import { type Leaving, mayLeave } from './document-check.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import { changedMeanwhile } from './review.ts';
import { StartOver, type Step } from './saga.ts';

/** Turns what is held into the answer, keeps why, and looks it over as Amazon will. Nothing leaves the house here. */
export const decideOrder: Step<OrderState> = {
  name: 'decide',
  async run(state, world) {
    const { document: order, version, firstReceivedAt } = await storedOrder(state.number, world);
    if (version !== state.version) {
      return new StartOver(changedMeanwhile(version));
    }
    const reviewed = state.reviewed ?? [];
    const held = [...(state.held ?? []), ...(state.heldLater ?? [])];
    const { policies, calendar } = partnerOf(state.vendorCode, world);
    const { lines, acknowledgement } = decide(order, reviewed, held, policies);
    await world.stores.purchaseOrders.keepDecision(
      state.number,
      version,
      instant(world.now()),
      lines,
      world.partners.versionOf?.(state.vendorCode),
    );
    const accepted = lines.flatMap(({ position, sku, accepted: eaches }) => {
      const line = reviewed.find((candidate) => candidate.position === position);
      return eaches > 0 && sku !== undefined && line?.verdict === 'clear'
        ? [{ position, sku, eaches, unitCost: eachCost(order, line).cost }]
        : [];
    });
    const figures = { openDoubts: 0, acceptedEaches: accepted.reduce((total, { eaches }) => total + eaches, 0) };
    await world.stores.purchaseOrders.mark(state.number, 'held', figures);
    // Nothing to answer where Amazon took every line back.
    if (acknowledgement.lines.length === 0) return { accepted };
    const findings = checkAcknowledgement(acknowledgement, order, {
      receivedAt: firstReceivedAt,
      sentAt: instant(world.now()),
      acknowledgeWithinHours: acknowledgeWithinHours(order.orderedOn, policies, calendar),
    });
    const stopped = await mayLeave(leaving(state), findings, world);
    if (!stopped) return { acknowledgement, accepted };
    await world.stores.purchaseOrders.mark(state.number, 'waiting-for-a-person', figures);
    return stopped;
  },
};

function leaving({ number, version, acknowledgeBy }: OrderState): Leaving {
  return {
    key: acknowledgementKey(number, version),
    name: `the acknowledgement of order ${number}`,
    purchaseOrderNumber: number,
    saga: 'purchase-order',
    sagaKey: purchaseOrderKey(number),
    dueBy: acknowledgeBy,
  };
}
