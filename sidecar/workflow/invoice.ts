import assert from 'node:assert/strict';
import { dayOf, instant } from '../domain/calendar.ts';
import { later } from '../domain/deadline.ts';
import type { Finding } from '../domain/document-consistency.ts';
import type { Invoice } from '../domain/invoice.ts';
import { checkInvoice } from '../domain/invoice-check.ts';
import { planInvoice } from '../domain/invoice-plan.ts';
import type { StoredInvoice } from '../ports/stores.ts';
import { entry } from './close-document.ts';
import type { DispatchState } from './dispatch-state.ts';
import { mayLeave } from './document-check.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import { type Step, Waiting } from './saga.ts';
import { noticesSent } from './ship-notice-circumstances.ts';
import { casePacks, sentAcknowledgement, shippedBefore, storedDispatch } from './shipped.ts';
import { stillToEnter } from './still-to-enter.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 5 * 60_000;

export function invoiceKey(number: string): string {
  return `invoice:${number}`;
}

/** Writes the invoice into the register: what left, at the cost we acknowledged. One per dispatch, its number never used again. */
export const makeInvoice: Step<DispatchState> = {
  name: 'make-invoice',
  async run({ dispatchId, purchaseOrderNumber, vendorCode }, world) {
    assert(vendorCode !== undefined, 'make-invoice ran before its order was matched');
    const kept = await registered(dispatchId, purchaseOrderNumber, world);
    const planned = await invoiceOf(dispatchId, purchaseOrderNumber, vendorCode, world);
    const findings = await invoiceFindings(kept?.invoice ?? planned, dispatchId, vendorCode, world);
    const leaving = {
      key: invoiceKey(planned.number),
      name: `invoice ${planned.number} for dispatch ${dispatchId} of order ${purchaseOrderNumber}`,
      purchaseOrderNumber,
      dispatchId,
      saga: 'dispatch',
      sagaKey: dispatchId,
    };
    const stopped = await mayLeave(leaving, findings, world);
    if (stopped) return stopped;
    // A repeat on a later day gets the invoice of the first time back, with its date.
    const { invoice: written } = await world.stores.invoices.keep(planned, dispatchId, instant(world.now()));
    return { invoice: written };
  },
};

/** What the register has of a dispatch. */
export async function registered(
  dispatchId: string,
  purchaseOrderNumber: string,
  { stores }: World,
): Promise<StoredInvoice | undefined> {
  return (await stores.invoices.list({ purchaseOrderNumber })).find((other) => other.dispatchId === dispatchId);
}

/** The invoice of a dispatch by the settings and acknowledgements of now, dated today. */
export async function invoiceOf(
  dispatchId: string,
  purchaseOrderNumber: string,
  vendorCode: string,
  world: World,
): Promise<Invoice> {
  const acknowledgement = await sentAcknowledgement(purchaseOrderNumber, world);
  assert(acknowledgement, `order ${purchaseOrderNumber} has no acknowledgement`);
  return planInvoice({
    dispatch: await storedDispatch(dispatchId, world),
    order: (await storedOrder(purchaseOrderNumber, world)).document,
    acknowledgement,
    partner: partnerOf(vendorCode, world),
    casePacks: await casePacks(purchaseOrderNumber, world),
    invoicedOn: dayOf(world.now()),
  });
}

/** Looked over as Amazon will, beside all else that was said of the order. */
export async function invoiceFindings(
  invoice: Invoice,
  dispatchId: string,
  vendorCode: string,
  world: World,
): Promise<Finding[]> {
  const { number, purchaseOrderNumber } = invoice;
  const acknowledgement = await sentAcknowledgement(purchaseOrderNumber, world);
  const { document: order } = await storedOrder(purchaseOrderNumber, world);
  const partner = partnerOf(vendorCode, world);
  const isOfOthers = (other: StoredInvoice) => other.dispatchId !== dispatchId;
  const billed = await world.stores.invoices.list({ purchaseOrderNumber });
  const taken = await world.stores.invoices.findMany([number]);
  return checkInvoice(invoice, {
    region: partner.region,
    billTo: partner.billTo,
    acknowledgements: acknowledgement ? [acknowledgement] : [],
    notices: await noticesSent(purchaseOrderNumber, world),
    orders: [order],
    earlier: billed.filter(isOfOthers).map((other) => other.invoice),
    numbersUsed: taken.filter(isOfOthers).map((other) => other.invoice.number),
    today: dayOf(world.now()),
  });
}

/** Bills Amazon. */
export const invoice: Step<DispatchState> = {
  name: 'invoice',
  async run(state, world) {
    const { dispatchId, purchaseOrderNumber, vendorCode, invoice: document, noticeId, moreNoticeIds = [] } = state;
    assert(vendorCode !== undefined && document, 'invoice ran before it was made');
    // By hand the two go in one sitting, and the page of the invoice asks for the notice first. By another road it would be first.
    const isByHand = partnerOf(vendorCode, world).channels.invoice === 'file';
    const [unheard] = isByHand ? [] : await stillToEnter([noticeId, ...moreNoticeIds], world);
    if (unheard) return new Waiting(entry(unheard), later(world.now(), LOOK_AGAIN_MS));
    const sent = await world.partner.send({
      key: invoiceKey(document.number),
      vendorCode,
      purchaseOrderNumber,
      content: { kind: 'invoice', document },
    });
    await world.stores.invoices.setOutbound(document.number, sent.documentId);
    await markShipped(dispatchId, purchaseOrderNumber, world);
    return { invoiceId: sent.documentId };
  },
};

async function markShipped(
  dispatchId: string,
  number: string,
  world: Parameters<typeof storedOrder>[1],
): Promise<void> {
  const dispatch = await storedDispatch(dispatchId, world);
  const { summary } = await storedOrder(number, world);
  const before = [...(await shippedBefore(dispatch, world)).values()].reduce((total, count) => total + count, 0);
  const shipped = before + dispatch.lines.reduce((total, line) => total + line.shipped, 0);
  // Two dispatches may end in either order: the fuller figure stays.
  const shippedEaches = Math.max(shipped, summary.shippedEaches);
  await world.stores.purchaseOrders.mark(number, shippedEaches >= summary.acceptedEaches ? 'shipped' : 'part-shipped', {
    shippedEaches,
  });
}
