import { closeDocument } from './close-document.ts';
import type { DispatchState } from './dispatch-state.ts';
import { type Step, Waiting } from './saga.ts';

/** Waits until Amazon has taken the ship notice and the invoice, or a person has what it did not. */
export const closeDispatchDocuments: Step<DispatchState> = {
  name: 'close-documents',
  async run({ dispatchId, purchaseOrderNumber, noticeId, moreNoticeIds = [], invoiceId, invoice }, world) {
    const subject = { dispatchId, purchaseOrderNumber };
    const notice = noticeId === undefined ? 'accepted' : await closeDocument(noticeId, subject, world);
    if (notice instanceof Waiting) return notice;
    for (const id of moreNoticeIds) {
      const parcel = await closeDocument(id, subject, world);
      if (parcel instanceof Waiting) return parcel;
    }
    const billed =
      invoiceId === undefined
        ? 'accepted'
        : await closeDocument(invoiceId, invoice ? { ...subject, invoiceNumber: invoice.number } : subject, world);
    return billed instanceof Waiting ? billed : {};
  },
};
