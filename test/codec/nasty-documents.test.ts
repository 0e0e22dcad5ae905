import { expect, test } from 'vitest';
import { parseSubmitInvoices } from '../../sidecar/codec/sp-api/invoice.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';

const body = (items: object[]) => ({
  invoices: [
    {
      invoiceType: 'Invoice',
      id: 'INV-1',
      date: '2026-08-12T00:00:00Z',
      remitToParty: { partyId: 'NGK7U' },
      billToParty: { partyId: 'AMAZON' },
      paymentTerms: { type: 'Basic', netDueDays: 60 },
      invoiceTotal: { currencyCode: 'USD', amount: '23.50' },
      items,
    },
  ],
});
const item = (itemSequenceNumber: number | string) => ({
  itemSequenceNumber,
  vendorProductIdentifier: 'NK-0101',
  invoicedQuantity: { amount: 2, unitOfMeasure: 'Eaches', unitSize: 1 },
  netCost: { currencyCode: 'USD', amount: '11.75' },
  purchaseOrderNumber: '4KQ7TZ1M',
});

test('74: an invoice of no line is none, although the model would let it pass', () => {
  expect(() => parseSubmitInvoices(body([]), () => {})).toThrow(expect.objectContaining({ code: 'document-invalid' }));
  expect(Invoice.safeParse({ lines: [] }).success).toBe(false);
});

test.each([1, '1', '001'])('74: the line number %j is line 1', (number) => {
  expect(parseSubmitInvoices(body([item(number)]), () => {}).lines[0]?.position).toBe(1);
});
