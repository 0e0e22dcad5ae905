import { type DecimalText, decimal, ZERO } from '../domain/money.ts';
import { eaches } from '../domain/quantity.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import type { Step } from './saga.ts';
import type { World } from './world.ts';

/** Puts what was accepted into the merchant's own order flow, so that the warehouse picks and ships it as any other order. */
export const enterOrder: Step<OrderState> = {
  name: 'enter-order',
  async run(state, world) {
    const accepted = state.accepted ?? [];
    // Nothing is held for a shadow that only looks: the shop's people enter the order that they hold for.
    if (state.shadow === 'look') return {};
    if (accepted.length === 0 || partnerOf(state.vendorCode, world).policies.enterOrders === 'never') return {};
    const orderReference = await enterAccepted(state.number, accepted, world);
    return orderReference === undefined ? { orderByHand: true } : { orderReference };
  },
};

/** Answers the master's order reference; undefined where the master leaves these orders to its people. */
export async function enterAccepted(
  number: string,
  accepted: NonNullable<OrderState['accepted']>,
  world: World,
): Promise<string | undefined> {
  const orderReference = await world.stockMaster.primaryWorkflow.enterOrder(
    number,
    accepted.map((line) => ({
      position: line.position,
      sku: line.sku,
      eaches: eaches(line.eaches),
      unitCost: (decimal(line.unitCost) ?? ZERO) as DecimalText,
    })),
  );
  if (orderReference === undefined) return undefined;
  // In the shop, and still unsaid to Amazon: the clock of the answer goes on.
  const { progress } = await storedOrder(number, world);
  const isUnsaid = progress === 'held-back' || progress === 'to-enter';
  await world.stores.purchaseOrders.mark(number, isUnsaid ? progress : 'in-work', { orderReference });
  world.events.orderEntered({ purchaseOrderNumber: number, orderReference });
  return orderReference;
}
