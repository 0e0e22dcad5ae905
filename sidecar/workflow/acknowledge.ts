import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { OrderState } from './order-state.ts';
import type { Step } from './saga.ts';

/** `late`: the version was answered before, and a person has settled a doubt since; counted from 1. */
export function acknowledgementKey(number: string, version: number, late?: number): string {
  return `acknowledgement:${purchaseOrderKey(number)}:${version}${late === undefined ? '' : `:late-${late}`}`;
}

/** Gives Amazon our word. What it says is what the master holds; from here it may be heard. */
export const acknowledge: Step<OrderState> = {
  name: 'acknowledge',
  pointOfNoReturn: true,
  async run(state, world) {
    const document = state.acknowledgement;
    // An order that Amazon took back whole before we answered has nothing to answer.
    if (!document) {
      await world.stores.purchaseOrders.mark(state.number, 'closed');
      return {};
    }
    const sent = await world.partner.send({
      key: acknowledgementKey(state.number, state.version),
      vendorCode: state.vendorCode,
      purchaseOrderNumber: state.number,
      content: { kind: 'acknowledgement', document },
      isShadow: state.shadow !== undefined,
    });
    const unheard = sent.isHeldBack ? 'held-back' : sent.isToEnter ? 'to-enter' : undefined;
    await world.stores.purchaseOrders.mark(state.number, unheard ?? 'acknowledged');
    return { acknowledgementId: sent.documentId };
  },
};
