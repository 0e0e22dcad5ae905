import { instant } from '../domain/calendar.ts';
import { decide, eachCost } from '../domain/decision.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import { changedMeanwhile } from './review.ts';
import { StartOver, type Step } from './saga.ts';

/** Turns what is held into the answer, and keeps why. Nothing leaves the house here. */
export const decideOrder: Step<OrderState> = {
  name: 'decide',
  async run(state, world) {
    const { document: order, version } = await storedOrder(state.number, world);
    if (version !== state.version) {
      return new StartOver(changedMeanwhile(version));
    }
    const reviewed = state.reviewed ?? [];
    const held = [...(state.held ?? []), ...(state.heldLater ?? [])];
    const { lines, acknowledgement } = decide(order, reviewed, held, partnerOf(state.vendorCode, world).policies);
    await world.stores.purchaseOrders.keepDecision(state.number, version, instant(world.now()), lines);
    const accepted = lines.flatMap(({ position, sku, accepted: eaches }) => {
      const line = reviewed.find((candidate) => candidate.position === position);
      return eaches > 0 && sku !== undefined && line?.verdict === 'clear'
        ? [{ position, sku, eaches, unitCost: eachCost(order, line).cost }]
        : [];
    });
    await world.stores.purchaseOrders.mark(state.number, 'held', {
      openDoubts: 0,
      acceptedEaches: accepted.reduce((total, { eaches }) => total + eaches, 0),
    });
    // Nothing to answer where Amazon took every line back.
    return acknowledgement.lines.length > 0 ? { acknowledgement, accepted } : { accepted };
  },
};
