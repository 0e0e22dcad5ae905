import { describe, expect, test } from 'vitest';
import { CodecError } from '../../../sidecar/codec/problem.ts';
import { toSubmitAcknowledgement } from '../../../sidecar/codec/sp-api/acknowledgement.ts';
import { toSubmitInvoices } from '../../../sidecar/codec/sp-api/invoice.ts';
import { parseOrderStatus } from '../../../sidecar/codec/sp-api/order-status.ts';
import { toSubmitShipmentConfirmations } from '../../../sidecar/codec/sp-api/ship-notice.ts';
import { errorsOf, parseTransaction, transactionIdOf } from '../../../sidecar/codec/sp-api/transaction.ts';
import { Acknowledgement } from '../../../sidecar/domain/acknowledgement.ts';
import { makeSscc } from '../../../sidecar/domain/identifiers.ts';
import { Invoice } from '../../../sidecar/domain/invoice.ts';
import { ShipNotice } from '../../../sidecar/domain/ship-notice.ts';

const vendorCode = 'NGK7U';
const upc = { kind: 'upc', value: '0614141001019' };

describe('an acknowledgement', () => {
  const header = { vendorCode, acknowledgedAt: new Date('2026-08-03T23:02:00Z') };
  const line = {
    lineNumber: '1',
    productId: upc,
    ordered: { amount: 24, unitOfMeasure: 'each' },
    unitCost: '11.75',
    priceBasis: 'per-each',
    dispositions: [
      {
        code: 'accepted',
        quantity: { amount: 18, unitOfMeasure: 'each' },
        scheduledOn: '2026-08-12',
        schedule: 'delivery',
      },
      {
        code: 'backordered',
        quantity: { amount: 6, unitOfMeasure: 'each' },
        scheduledOn: '2026-08-14',
        schedule: 'ship',
      },
    ],
  };
  const write = (changes: object) =>
    toSubmitAcknowledgement(
      Acknowledgement.parse({
        purchaseOrderNumber: '4KQ7TZ1M',
        orderedOn: '2026-08-03',
        currency: 'USD',
        lines: [{ ...line, ...changes }],
      }),
      header,
    );

  test('returns the product id with its leading zero, and says each part of a line', () => {
    expect(write({})).toEqual({
      acknowledgements: [
        {
          purchaseOrderNumber: '4KQ7TZ1M',
          sellingParty: { partyId: 'NGK7U' },
          acknowledgementDate: '2026-08-03T23:02:00Z',
          items: [
            {
              itemSequenceNumber: '1',
              vendorProductIdentifier: '0614141001019',
              orderedQuantity: { amount: 24, unitOfMeasure: 'Eaches', unitSize: 1 },
              netCost: { currencyCode: 'USD', amount: '11.75' },
              itemAcknowledgements: [
                {
                  acknowledgementCode: 'Accepted',
                  acknowledgedQuantity: { amount: 18, unitOfMeasure: 'Eaches', unitSize: 1 },
                  scheduledDeliveryDate: '2026-08-12T00:00:00Z',
                },
                {
                  acknowledgementCode: 'Backordered',
                  acknowledgedQuantity: { amount: 6, unitOfMeasure: 'Eaches', unitSize: 1 },
                  scheduledShipDate: '2026-08-14T00:00:00Z',
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('a case price becomes the price of an each', () => {
    const quantity = { amount: 2, unitOfMeasure: 'case', eachesPerCase: 12 };
    const inCases = {
      ordered: quantity,
      dispositions: [{ code: 'accepted', quantity }],
      priceBasis: 'per-unit-of-measure',
    };
    const body = write({ ...inCases, unitCost: '141' });
    expect(body.acknowledgements?.[0]?.items[0]?.netCost).toEqual({ currencyCode: 'USD', amount: '11.75' });
    expect(refusal(() => write({ ...inCases, unitCost: '50' }))).toBe('cost-per-each-inexact');
  });

  test.each<[string, object, string]>([
    ['less than ordered', { ordered: { amount: 25, unitOfMeasure: 'each' } }, 'acknowledged-less-than-ordered'],
    ['more than ordered', { ordered: { amount: 23, unitOfMeasure: 'each' } }, 'acknowledged-more-than-ordered'],
    ['no price', { unitCost: '0' }, 'acknowledged-without-price'],
  ])('%s never leaves', (_name, changes, code) => {
    expect(refusal(() => write(changes))).toBe(code);
  });

  test('pallets have no word in this format', () => {
    const quantity = { amount: 2, unitOfMeasure: 'other', unitCode: 'PL' };
    const changes = { ordered: quantity, dispositions: [{ code: 'accepted', quantity }] };
    expect(refusal(() => write(changes))).toBe('unit-of-measure-unsayable');
  });
});

describe('a ship notice', () => {
  const confirmedAt = new Date('2026-08-11T21:30:00Z');
  const item = (lineNumber: string, amount: number) => ({
    lineNumber,
    productId: { kind: 'vendor-item', value: `NK-010${lineNumber}` },
    shipped: { amount, unitOfMeasure: 'each' },
  });
  const carton = (serial: number, ...items: object[]) => ({ sscc: makeSscc('0614141', serial), items });
  const write = (orders: object[], changes: object = {}) =>
    toSubmitShipmentConfirmations(
      ShipNotice.parse({
        shipmentId: 'NGK7U260811001',
        purpose: 'original',
        shippedAt: '2026-08-11T21:20:00Z',
        estimatedDeliveryOn: '2026-08-13',
        shipFrom: { name: 'NORTHGATE KITCHENWARE' },
        shipTo: { id: 'PHX7' },
        carrierScac: 'ODFL',
        transport: 'road',
        shipmentType: 'less-than-truckload',
        billOfLading: 'NGK7U00260811',
        carrierReference: '1234567890',
        orders,
        ...changes,
      }),
      { vendorCode, confirmedAt },
    ).shipmentConfirmations?.[0];

  test('a line in two cartons is one item, and its cartons refer to it', () => {
    const order = {
      purchaseOrderNumber: '4KQ7TZ1M',
      pallets: [],
      cartons: [carton(1, item('1', 10)), carton(2, item('1', 8))],
    };
    const confirmation = write([order]);
    expect(confirmation?.shippedItems).toMatchObject([
      { itemSequenceNumber: '1', shippedQuantity: { amount: 18 }, itemDetails: { purchaseOrderNumber: '4KQ7TZ1M' } },
    ]);
    expect(confirmation?.cartons).toMatchObject([
      {
        cartonSequenceNumber: '001',
        cartonIdentifiers: [
          { containerIdentificationType: 'SSCC', containerIdentificationNumber: '00006141410000000012' },
        ],
        items: [{ itemReference: '1', shippedQuantity: { amount: 10 } }],
      },
      { cartonSequenceNumber: '002', items: [{ itemReference: '1', shippedQuantity: { amount: 8 } }] },
    ]);
  });

  test('two orders that both have a line 1 are told apart', () => {
    const confirmation = write([
      { purchaseOrderNumber: '4KQ7TZ1M', pallets: [], cartons: [carton(1, item('1', 10))] },
      { purchaseOrderNumber: '5LR8UA2N', pallets: [], cartons: [carton(2, item('1', 8))] },
    ]);
    expect(
      confirmation?.shippedItems.map(({ itemSequenceNumber, itemDetails }) => [itemSequenceNumber, itemDetails]),
    ).toEqual([
      ['001', { purchaseOrderNumber: '4KQ7TZ1M' }],
      ['002', { purchaseOrderNumber: '5LR8UA2N' }],
    ]);
    expect(confirmation?.cartons?.map(({ items }) => items[0]?.itemReference)).toEqual(['001', '002']);
  });

  test('pallets name their cartons', () => {
    const pallet = { sscc: makeSscc('0614141', 9), cartons: [carton(1, item('1', 10)), carton(2, item('2', 8))] };
    const confirmation = write([{ purchaseOrderNumber: '4KQ7TZ1M', pallets: [pallet], cartons: [] }]);
    expect(confirmation).toMatchObject({
      shipmentStructure: 'PalletizedAssortmentCase',
      shipmentMeasurements: { cartonCount: 2, palletCount: 1 },
      pallets: [{ cartonReferenceDetails: { cartonCount: 2, cartonReferenceNumbers: ['001', '002'] } }],
    });
  });

  test('Q30: a departure that the warehouse clock puts minutes ahead is now; one of tomorrow is refused', () => {
    const orders = [{ purchaseOrderNumber: '4KQ7TZ1M', pallets: [], cartons: [carton(1, item('1', 10))] }];
    expect(write(orders, { shippedAt: '2026-08-11T21:33:00Z' })?.shippedDate).toBe('2026-08-11T21:30:00Z');
    expect(refusal(() => write(orders, { shippedAt: '2026-08-12T21:20:00Z' }))).toBe('shipped-in-the-future');
  });

  test('a fulfilment centre without a code cannot be named', () => {
    const orders = [{ purchaseOrderNumber: '4KQ7TZ1M', pallets: [], cartons: [carton(1, item('1', 10))] }];
    expect(refusal(() => write(orders, { shipTo: { name: 'PHOENIX' } }))).toBe('party-without-id');
  });
});

describe('an invoice', () => {
  const billTo = {
    id: 'AMAZON',
    name: 'AMAZON.COM SERVICES LLC',
    address: { lines: ['PO BOX 80387'], city: 'SEATTLE', stateOrRegion: 'WA', postalCode: '98108', countryCode: 'US' },
  };
  const write = (changes: object) =>
    toSubmitInvoices(
      Invoice.parse({
        number: 'INV-260812-01',
        kind: 'invoice',
        invoicedOn: '2026-08-12',
        purchaseOrderNumber: '4KQ7TZ1M',
        currency: 'USD',
        billTo,
        remitTo: { name: 'NORTHGATE KITCHENWARE LLC' },
        terms: { discountPercent: '2', discountDays: 30, netDays: 60 },
        lines: [
          {
            position: 1,
            purchaseOrderNumber: '4KQ7TZ1M',
            productId: upc,
            invoiced: { amount: 2, unitOfMeasure: 'case', eachesPerCase: 12 },
            unitCost: '141',
          },
        ],
        adjustments: [{ kind: 'allowance', code: 'C310', amount: '8.44' }],
        total: '273.56',
        ...changes,
      }),
      { vendorCode },
    ).invoices?.[0];

  test('an integer for the line, the cost of an each, and the total that foots', () => {
    expect(write({})).toMatchObject({
      remitToParty: { partyId: 'NGK7U' },
      invoiceTotal: { currencyCode: 'USD', amount: '273.56' },
      allowanceDetails: [{ type: 'Discount', allowanceAmount: { amount: '8.44' } }],
      items: [
        {
          itemSequenceNumber: 1,
          invoicedQuantity: { amount: 2, unitOfMeasure: 'Cases', unitSize: 12 },
          netCost: { amount: '11.75' },
          purchaseOrderNumber: '4KQ7TZ1M',
        },
      ],
    });
  });

  test.each<[string, object, string]>([
    ['a total that is a cent off', { total: '273.55' }, 'invoice-total-differs'],
    [
      'an allowance that the API has no word for',
      { adjustments: [{ kind: 'allowance', code: 'H850', amount: '8.44' }] },
      'adjustment-code-unsayable',
    ],
    [
      'a bill-to that lacks its country',
      { billTo: { ...billTo, address: { lines: ['PO BOX 80387'] } } },
      'party-address-incomplete',
    ],
  ])('%s never leaves', (_name, changes, code) => {
    expect(refusal(() => write(changes))).toBe(code);
  });
});

describe('a transaction', () => {
  test.each([
    [{ payload: { transactionId: '20190827182357-8725bde9-c61c-49f9-86ac-46efd82d4da5' } }],
    [{ payload: { transactionId: '8725bde9-c61c-49f9-86ac-46efd82d4da5-20260803230200' } }],
    [{ transactionId: '20190827182357-8725bde9-c61c-49f9-86ac-46efd82d4da5' }],
  ])('its id is kept as it comes: %j', (body) => {
    expect(transactionIdOf(body)).toBe('payload' in body ? body.payload?.transactionId : body.transactionId);
  });

  test('a submission that was taken without an id is said in the words of Amazon', () => {
    const body = { errors: [{ code: 'InvalidInput', message: 'sellingParty is not complete' }] };
    expect(() => transactionIdOf(body)).toThrow('InvalidInput: sellingParty is not complete');
  });

  test('Q25: a failure without details still is a failure', () => {
    const errors = [{ code: 'NotAvailable', message: 'Error details are not available', details: null }];
    const status = (one: object) => ({ payload: { transactionStatus: { transactionId: 'x', ...one } } });
    expect(parseTransaction(status({ status: 'Failure', errors }))).toEqual({
      status: 'failure',
      problems: ['NotAvailable: Error details are not available'],
    });
    expect(parseTransaction(status({ status: 'Processing' }))).toEqual({ status: 'processing', problems: [] });
    expect(parseTransaction(status({ status: 'Success', errors: null }))).toEqual({ status: 'success', problems: [] });
    expect(refusal(() => parseTransaction(status({ status: 'Halted' })))).toBe('unknown-code');
  });

  test('errors of a refused call are read from any body', () => {
    expect(errorsOf({ errors: [{ code: 'A', message: 'b', details: 'c' }] })).toEqual(['A: b c']);
    expect(errorsOf({ errors: { errors: [{ code: 'A', message: 'b' }] } })).toEqual(['A: b']);
    expect(errorsOf('<html>')).toEqual([]);
  });
});

test('the status of an order: Q20, a rejected line shows as accepted with 0, and quantities decide', () => {
  const body = {
    payload: {
      ordersStatus: [
        {
          purchaseOrderNumber: '4KQ7TZ1M',
          itemStatus: [
            {
              itemSequenceNumber: '1',
              acknowledgementStatus: {
                confirmationStatus: 'ACCEPTED',
                acceptedQuantity: { amount: 0, unitOfMeasure: 'Eaches' },
                rejectedQuantity: { amount: '10', unitOfMeasure: 'Eaches' },
              },
            },
            { itemSequenceNumber: '2' },
          ],
        },
      ],
    },
  };
  expect(parseOrderStatus(body, '4kq7tz1m')?.lines).toEqual([
    { lineNumber: '1', isConfirmed: true, accepted: 0, rejected: 10 },
    { lineNumber: '2', isConfirmed: false, accepted: 0, rejected: 0 },
  ]);
  expect(parseOrderStatus({ payload: null }, '4KQ7TZ1M')).toBeUndefined();
});

function refusal(write: () => unknown): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    if (error instanceof CodecError) return error.code;
    throw error;
  }
}
