import type { RequestHandler } from 'express';
import type { ConsoleDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';

/** One number typed anywhere leads to what carries it. */
export function find({ stores }: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const number = String(request.query.q ?? '').trim();
    if (number === '') return response.redirect(303, '/');
    const [order, invoice, remittance] = await Promise.all([
      stores.purchaseOrders.find(number),
      stores.invoices.find(number),
      stores.remittances.find(number),
    ]);
    if (order) return response.redirect(303, `/orders/${encodeURIComponent(order.document.number)}`);
    if (invoice) return response.redirect(303, `/invoices/${encodeURIComponent(invoice.invoice.number)}`);
    if (remittance) return response.redirect(303, `/remittances/${encodeURIComponent(number)}`);
    throw new Refusal(
      404,
      'not-found',
      `no order, invoice or payment has the number '${number}'`,
      'q',
      'Orders are found by Amazon’s purchase order number, whole; the case of letters does not matter.',
    );
  };
}
