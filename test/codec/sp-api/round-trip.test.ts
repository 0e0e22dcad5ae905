import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSubmitAcknowledgement, toSubmitAcknowledgement } from '../../../sidecar/codec/sp-api/acknowledgement.ts';
import { CODES_KEPT } from '../../../sidecar/codec/sp-api/adjustment-codes.ts';
import { parseSubmitInvoices, toSubmitInvoices } from '../../../sidecar/codec/sp-api/invoice.ts';
import { toSubmitShipmentConfirmations } from '../../../sidecar/codec/sp-api/ship-notice.ts';
import { parseSubmitShipmentConfirmations } from '../../../sidecar/codec/sp-api/ship-notice-reading.ts';
import { Invoice, invoiceTotal } from '../../../sidecar/domain/invoice.ts';
import { acknowledgement, invoice, shipNotice, VENDOR_CODE } from './arbitraries.ts';
import { breaches } from './models.ts';

const refuseWarning = (code: string, message: string) => {
  throw new Error(`${code}: ${message}`);
};

/** As it crosses the wire: what JSON drops or changes is gone. */
const wire = (body: unknown): unknown => JSON.parse(JSON.stringify(body));

const ENOUGH = { numRuns: 100 };

describe('what SP-API can say of a document comes back as it was, in a body that holds to the models of Amazon', () => {
  test('an acknowledgement', () => {
    fc.assert(
      fc.property(acknowledgement, (document) => {
        const body = wire(
          toSubmitAcknowledgement(document, {
            vendorCode: VENDOR_CODE,
            acknowledgedAt: new Date('2026-08-03T23:02:00Z'),
          }),
        );
        expect(breaches('vendorOrders_SubmitAcknowledgementRequest', body)).toEqual([]);
        expect(parseSubmitAcknowledgement(body, document.orderedOn, refuseWarning)).toEqual(document);
      }),
      ENOUGH,
    );
  });

  test('a ship notice, with its cartons and pallets', () => {
    fc.assert(
      fc.property(shipNotice, (document) => {
        const body = wire(
          toSubmitShipmentConfirmations(document, { vendorCode: VENDOR_CODE, confirmedAt: new Date('2099-12-31') }),
        );
        expect(breaches('vendorShipments_SubmitShipmentConfirmationsRequest', body)).toEqual([]);
        expect(parseSubmitShipmentConfirmations(body, refuseIfNoCaseOfOne)).toEqual(document);
      }),
      ENOUGH,
    );
  });

  test('an invoice', () => {
    fc.assert(
      fc.property(invoice, (document) => {
        const body = wire(toSubmitInvoices(document, { vendorCode: VENDOR_CODE }));
        expect(breaches('vendorInvoices_SubmitInvoicesRequest', body)).toEqual([]);
        expect(parseSubmitInvoices(body, refuseWarning)).toEqual(document);
      }),
      ENOUGH,
    );
  });

  test('every allowance and charge that has a word of its own', () => {
    const [example] = fc.sample(invoice, { numRuns: 1, seed: 1 });
    if (!example) throw new Error('no example');
    const adjustments = (['allowance', 'charge'] as const).flatMap((kind) =>
      CODES_KEPT[kind].map((code) => ({ kind, code, amount: '0.01' })),
    );
    const lines = [{ ...example.lines[0], invoiced: { amount: 10, unitOfMeasure: 'each' }, unitCost: '4.2' }];
    const draft = Invoice.parse({ ...example, lines, adjustments, total: '1' });
    const document = { ...draft, total: invoiceTotal(draft.lines, draft.adjustments) };
    const body = wire(toSubmitInvoices(document, { vendorCode: VENDOR_CODE }));
    expect(breaches('vendorInvoices_SubmitInvoicesRequest', body)).toEqual([]);
    expect(parseSubmitInvoices(body, refuseWarning)).toEqual(document);
  });
});

/** A case that holds one each is odd, and said all the same. */
function refuseIfNoCaseOfOne(code: string, message: string): void {
  if (code !== 'case-size-one') refuseWarning(code, message);
}
