import assert from 'node:assert/strict';
import { cartonsNeeded, isPlanProblem, planShipNotice } from '../domain/ship-notice-plan.ts';
import type { DispatchState } from './dispatch-state.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import { NeedsPerson, type Step } from './saga.ts';
import { casePacks, sentAcknowledgement, shippedBefore, storedDispatch } from './shipped.ts';

export function shipNoticeKey(dispatchId: string): string {
  return `ship-notice:${dispatchId}`;
}

/** Lays out cartons and their SSCCs from what really left. The serials are kept by dispatch: planned twice, numbered once. */
export const planNotice: Step<DispatchState> = {
  name: 'plan-notice',
  async run({ dispatchId, purchaseOrderNumber, vendorCode, scac }, world) {
    assert(vendorCode !== undefined && scac !== undefined, 'plan-notice ran before its order and carrier were matched');
    const dispatch = await storedDispatch(dispatchId, world);
    const { document: order } = await storedOrder(purchaseOrderNumber, world);
    const acknowledgement = await sentAcknowledgement(purchaseOrderNumber, world);
    assert(acknowledgement, `order ${purchaseOrderNumber} has no acknowledgement`);
    const partner = partnerOf(vendorCode, world);
    const packs = await casePacks(purchaseOrderNumber, world);
    const count = cartonsNeeded({ dispatch, order, casePacks: packs });
    const serials = await world.stores.sequences.allocate(`sscc:${partner.gs1CompanyPrefix}`, dispatchId, count);
    const notice = planShipNotice({
      dispatch,
      order,
      acknowledgement,
      alreadyShipped: await shippedBefore(dispatch, world),
      partner,
      scac,
      serials,
      casePacks: packs,
    });
    if (!isPlanProblem(notice)) return { notice };
    return new NeedsPerson({
      key: `dispatch-exceeds-acknowledged:${dispatchId}`,
      kind: 'dispatch-exceeds-acknowledged',
      subject: { dispatchId, purchaseOrderNumber },
      summary: `dispatch ${dispatchId} of order ${purchaseOrderNumber} cannot be told to Amazon: ${notice.summary}`,
      detail: { ...notice },
    });
  },
};

/** Tells Amazon what is on its way. */
export const shipNotice: Step<DispatchState> = {
  name: 'ship-notice',
  pointOfNoReturn: true,
  async run({ dispatchId, purchaseOrderNumber, vendorCode, notice }, world) {
    assert(vendorCode !== undefined && notice, 'ship-notice ran before it was planned');
    const sent = await world.partner.send({
      key: shipNoticeKey(dispatchId),
      vendorCode,
      purchaseOrderNumber,
      content: { kind: 'ship-notice', document: notice },
    });
    return { noticeId: sent.documentId };
  },
};
