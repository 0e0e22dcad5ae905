/*
 * What happens when goods leave: each dispatch has its own ship notice, or stands in that of its truck, and its own
 * invoice.
 *
 *   match-order ▸ match-carrier ▸ plan-notice ▸ join-truck ▸ gather-truck ▸ ship-notice ▸ make-invoice ▸ invoice ▸ close-documents
 *                                                                          └ point of no return
 *
 * Promise on failure: the goods are on their way whatever we do, so nothing is ever taken back;
 * what cannot be told to Amazon waits, with a clock, for a person. What the shop changes before Amazon
 * has heard of it is laid out anew; later changes have a saga of their own.
 */
import { closeDispatchDocuments } from './close-dispatch-documents.ts';
import { DispatchState } from './dispatch-state.ts';
import { runnable } from './engine.ts';
import { gatherTruck, joinTruck } from './gather-truck.ts';
import { invoice, makeInvoice } from './invoice.ts';
import { matchCarrier } from './match-carrier.ts';
import { matchOrder } from './match-order.ts';
import { PATIENT, type Saga } from './saga.ts';
import { planNotice, shipNotice } from './ship-notice.ts';

export const dispatchSaga: Saga<DispatchState> = {
  name: 'dispatch',
  State: DispatchState,
  steps: [
    matchOrder,
    matchCarrier,
    planNotice,
    joinTruck,
    gatherTruck,
    shipNotice,
    makeInvoice,
    invoice,
    closeDispatchDocuments,
  ],
  subject: ({ dispatchId, purchaseOrderNumber }) => ({ dispatchId, purchaseOrderNumber }),
  title: ({ dispatchId, purchaseOrderNumber }) => `dispatch ${dispatchId} of order ${purchaseOrderNumber}`,
  // There is nothing to undo before the point of no return, and a lost ship notice is a chargeback: never give up.
  retry: { ...PATIENT, giveUpAfterMs: Number.POSITIVE_INFINITY },
  // Begun anew where the shop or Amazon has changed what was laid out.
  undone: async ({ dispatchId, purchaseOrderNumber }) => ({ dispatchId, purchaseOrderNumber }),
};

export const runnableDispatch = runnable(dispatchSaga);
