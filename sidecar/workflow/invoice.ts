import assert from 'node:assert/strict';
import { dayOf, instant } from '../domain/calendar.ts';
import { checkInvoice } from '../domain/invoice-check.ts';
import { planInvoice } from '../domain/invoice-plan.ts';
import type { DispatchState } from './dispatch-state.ts';
import { mayLeave } from './document-check.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { Step } from './saga.ts';
import { noticesSent } from './ship-notice-circumstances.ts';
import { casePacks, sentAcknowledgement, shippedBefore, storedDispatch } from './shipped.ts';

export function invoiceKey(number: string): string {
  return `invoice:${number}`;
}

/** Writes the invoice into the register: what left, at the cost we acknowledged. One per dispatch, its number never used again. */
export const makeInvoice: Step<DispatchState> = {
  name: 'make-invoice',
  async run({ dispatchId, purchaseOrderNumber, vendorCode }, world) {
    assert(vendorCode !== undefined, 'make-invoice ran before its order was matched');
    const acknowledgement = await sentAcknowledgement(purchaseOrderNumber, world);
    assert(acknowledgement, `order ${purchaseOrderNumber} has no acknowledgement`);
    const dispatch = await storedDispatch(dispatchId, world);
    const { document: order } = await storedOrder(purchaseOrderNumber, world);
    const partner = partnerOf(vendorCode, world);
    const planned = planInvoice({
      dispatch,
      order,
      acknowledgement,
      partner,
      casePacks: await casePacks(purchaseOrderNumber, world),
      invoicedOn: dayOf(world.now()),
    });
    const billed = await world.stores.invoices.list({ purchaseOrderNumber });
    const kept = billed.find((other) => other.dispatchId === dispatchId)?.invoice;
    const taken = await world.stores.invoices.findMany([planned.number]);
    const findings = checkInvoice(kept ?? planned, {
      region: partner.region,
      billTo: partner.billTo,
      acknowledgements: [acknowledgement],
      notices: await noticesSent(purchaseOrderNumber, world),
      orders: [order],
      earlier: billed.filter((other) => other.dispatchId !== dispatchId).map((other) => other.invoice),
      numbersUsed: taken.filter((other) => other.dispatchId !== dispatchId).map((other) => other.invoice.number),
      today: dayOf(world.now()),
    });
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

/** Bills Amazon. */
export const invoice: Step<DispatchState> = {
  name: 'invoice',
  async run({ dispatchId, purchaseOrderNumber, vendorCode, invoice: document }, world) {
    assert(vendorCode !== undefined && document, 'invoice ran before it was made');
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
