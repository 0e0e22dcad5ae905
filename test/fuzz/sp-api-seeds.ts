import fc from 'fast-check';
import { toSubmitAcknowledgement } from '../../sidecar/codec/sp-api/acknowledgement.ts';
import { toSubmitInvoices } from '../../sidecar/codec/sp-api/invoice.ts';
import { toSubmitShipmentConfirmations } from '../../sidecar/codec/sp-api/ship-notice.ts';
import { acknowledgement, invoice, shipNotice, VENDOR_CODE } from '../codec/sp-api/arbitraries.ts';

const vendorCode = VENDOR_CODE;

/** A departure in the future is refused. */
const CENTURY_END = new Date('2099-12-31T00:00:00Z');

const eaches = (amount: number) => ({ amount, unitOfMeasure: 'Eaches', unitSize: 1 });

function order(purchaseOrderNumber: string, ...items: object[]): object {
  return {
    purchaseOrderNumber,
    purchaseOrderState: 'New',
    orderDetails: {
      purchaseOrderDate: '2026-08-03T23:02:00Z',
      purchaseOrderChangedDate: '2026-08-04T01:00:00Z',
      purchaseOrderType: 'RegularOrder',
      importDetails: { methodOfPayment: 'PaidByBuyer', shippingInstructions: 'LIFT GATE' },
      dealCode: 'BTS',
      sellingParty: { partyId: vendorCode },
      shipToParty: {
        partyId: 'PHX7',
        address: {
          name: 'PHX7 FC',
          addressLine1: '1 DOCK ROAD',
          city: 'PHOENIX',
          countryCode: 'US',
          postalCode: '85043',
        },
      },
      billToParty: { partyId: 'AMAZON' },
      shipWindow: '2026-08-10T00:00:00Z--2026-08-12T00:00:00Z',
      deliveryWindow: '2026-08-12T00:00:00Z--2026-08-14T00:00:00Z',
      items,
    },
  };
}

const ORDERS = [
  order('4KQ7TZ1M', {
    itemSequenceNumber: '1',
    amazonProductIdentifier: 'B0NKTCHN01',
    vendorProductIdentifier: '0614141001019',
    orderedQuantity: eaches(24),
    isBackOrderAllowed: true,
    netCost: { currencyCode: 'USD', amount: '11.75' },
  }),
  order(
    '6RX2WD9Q',
    {
      itemSequenceNumber: '00001',
      vendorProductIdentifier: 'NK-0102',
      orderedQuantity: { amount: 3, unitOfMeasure: 'Cases', unitSize: 12 },
      netCost: { currencyCode: 'USD', amount: '5.85', unitOfMeasure: 'LB' },
      listPrice: { currencyCode: 'USD', amount: '9.99' },
    },
    { itemSequenceNumber: '00002', amazonProductIdentifier: 'B0NKTCHN03', orderedQuantity: eaches(0) },
  ),
];

const STATUS = {
  payload: {
    ordersStatus: [
      {
        purchaseOrderNumber: '4KQ7TZ1M',
        itemStatus: [
          {
            itemSequenceNumber: '1',
            acknowledgementStatus: {
              confirmationStatus: 'PARTIALLY_ACCEPTED',
              acceptedQuantity: eaches(18),
              rejectedQuantity: eaches(6),
              acknowledgementStatusDetails: [{ acknowledgementDate: '2026-08-04T09:00:00Z' }],
            },
            receivingStatus: { receivedQuantity: eaches(18), lastReceiveDate: '2026-08-14T12:00:00Z' },
          },
        ],
      },
    ],
  },
};

/** Bodies without a fault, as the texts in which they travel. */
export const SEEDS = {
  orders: texts(ORDERS),
  pages: texts([
    { payload: { orders: ORDERS, pagination: { nextToken: 'more' } } },
    {
      payload: { orders: [], nextToken: 'more' },
      errors: [{ code: 'QuotaExceeded', message: 'slow down', details: '' }],
    },
  ]),
  statuses: texts([STATUS]),
  transactions: texts([
    {
      payload: {
        transactionId: '20260804-8725bde9',
        transactionStatus: {
          transactionId: '20260804-8725bde9',
          status: 'Failure',
          errors: [{ code: 'InvalidInput', message: 'no such order', details: 'purchaseOrderNumber' }],
        },
      },
      transactionId: '20260804-8725bde9',
    },
    { payload: { transactionId: 'a', transactionStatus: { status: 'Processing' } } },
  ]),
  acknowledgements: sampled(acknowledgement, (document) =>
    toSubmitAcknowledgement(document, { vendorCode, acknowledgedAt: CENTURY_END }),
  ),
  shipNotices: sampled(shipNotice, (document) =>
    toSubmitShipmentConfirmations(document, { vendorCode, confirmedAt: CENTURY_END }),
  ),
  invoices: sampled(invoice, (document) => toSubmitInvoices(document, { vendorCode })),
};

function texts(bodies: readonly object[]): string[] {
  return bodies.map((body) => JSON.stringify(body));
}

/** Small ones: what a mutation does to a large one it does to a small one sooner. */
function sampled<Document>(documents: fc.Arbitrary<Document>, write: (document: Document) => object): string[] {
  const written = texts(fc.sample(documents, { numRuns: 40, seed: 5 }).map(write));
  return written.sort((a, b) => a.length - b.length).slice(4, 12);
}
