import { describe, expect, test } from 'vitest';
import { CodecError } from '../../../sidecar/codec/problem.ts';
import { parsePurchaseOrder } from '../../../sidecar/codec/sp-api/purchase-order.ts';
import { isCancelled, type PurchaseOrder } from '../../../sidecar/domain/purchase-order.ts';
import { breaches } from './models.ts';

const item = {
  itemSequenceNumber: '1',
  amazonProductIdentifier: 'B0NKTCHN01',
  vendorProductIdentifier: '0614141001019',
  orderedQuantity: { amount: 24, unitOfMeasure: 'Eaches', unitSize: 1 },
  isBackOrderAllowed: true,
  netCost: { currencyCode: 'USD', amount: '11.75' },
};

const details = {
  purchaseOrderDate: '2026-08-03T23:02:00Z',
  purchaseOrderStateChangedDate: '2026-08-03T23:02:00Z',
  purchaseOrderType: 'RegularOrder',
  paymentMethod: 'Invoice',
  importDetails: { methodOfPayment: 'PaidByBuyer', shippingInstructions: 'LIFT GATE' },
  dealCode: 'BTS',
  sellingParty: { partyId: 'NGK7U' },
  shipToParty: {
    partyId: 'PHX7',
    address: { name: 'PHX7 FC', addressLine1: '1 DOCK ROAD', city: 'PHOENIX', countryCode: 'US', postalCode: '85043' },
  },
  billToParty: { partyId: 'AMAZON' },
  shipWindow: '2026-08-10T00:00:00Z--2026-08-12T00:00:00Z',
  deliveryWindow: '2026-08-12T00:00:00Z--2026-08-14T00:00:00Z',
  items: [item],
};

const order = { purchaseOrderNumber: '4KQ7TZ1M', purchaseOrderState: 'New', orderDetails: details };

type Changes = { order?: object; details?: object; item?: object };

function withChanges(changes: Changes): unknown {
  return {
    ...order,
    orderDetails: { ...details, items: [{ ...item, ...changes.item }], ...changes.details },
    ...changes.order,
  };
}

function read(changes: Changes): { document: PurchaseOrder; warnings: string[] } {
  const warnings: string[] = [];
  const document = parsePurchaseOrder(withChanges(changes), (code, _message, { segment }) =>
    warnings.push(`${code} at ${segment}`),
  );
  return { document, warnings };
}

function line(changes: Changes) {
  const { document, warnings } = read(changes);
  return { ...document.lines[0], warnings };
}

test('an order of the model is read whole', () => {
  expect(breaches('vendorOrders_Order', order)).toEqual([]);
  expect(read({})).toEqual({
    warnings: [],
    document: {
      number: '4KQ7TZ1M',
      type: 'regular',
      orderedOn: '2026-08-03',
      vendorCode: 'NGK7U',
      currency: 'USD',
      shipTo: {
        id: 'PHX7',
        idKind: 'assigned-by-buyer',
        name: 'PHX7 FC',
        address: { lines: ['1 DOCK ROAD'], city: 'PHOENIX', postalCode: '85043', countryCode: 'US' },
      },
      billTo: { id: 'AMAZON', idKind: 'assigned-by-buyer' },
      shipWindow: { from: '2026-08-10', to: '2026-08-12' },
      deliveryWindow: { from: '2026-08-12', to: '2026-08-14' },
      methodOfPayment: 'BP',
      dealCode: 'BTS',
      notes: ['LIFT GATE'],
      lines: [
        {
          lineNumber: '1',
          position: 1,
          productIds: [
            { kind: 'vendor-item', value: '0614141001019' },
            { kind: 'asin', value: 'B0NKTCHN01' },
          ],
          ordered: { amount: 24, unitOfMeasure: 'each' },
          unitCost: '11.75',
          priceBasis: 'per-each',
          isBackOrderAllowed: true,
        },
      ],
    },
  });
});

describe('what live answers and examples really look like is read', () => {
  test('numbers written as text, units in capitals', () => {
    const quantity = { amount: '10', unitOfMeasure: 'CASES', unitSize: '12' };
    expect(line({ item: { orderedQuantity: quantity } })).toMatchObject({
      ordered: { amount: 10, unitOfMeasure: 'case', eachesPerCase: 12 },
      warnings: [],
    });
  });

  test.each([0, '0', 'twelve', -4])(
    'a case size of %j is left out, so that the line waits unless the master knows',
    (unitSize) => {
      const quantity = { amount: 10, unitOfMeasure: 'Cases', unitSize };
      expect(line({ item: { orderedQuantity: quantity } })).toMatchObject({
        ordered: { amount: 10, unitOfMeasure: 'case' },
        warnings: ['case-size-invalid at orderDetails.items[0].orderedQuantity.unitSize'],
      });
    },
  );

  test('a quantity without a unit is never taken as eaches', () => {
    expect(line({ item: { orderedQuantity: { amount: 10 } } })).toMatchObject({
      ordered: { amount: 10, unitOfMeasure: 'other', unitCode: '' },
      warnings: ['unit-of-measure-missing at orderDetails.items[0].orderedQuantity'],
    });
  });

  test('a missing state and null fields', () => {
    const { document, warnings } = read({
      order: { purchaseOrderState: undefined },
      details: { importDetails: null, dealCode: null, shipWindow: null, billToParty: null },
      item: { amazonProductIdentifier: null, isBackOrderAllowed: null },
    });
    expect(document).not.toHaveProperty('methodOfPayment');
    expect(document).not.toHaveProperty('shipWindow');
    expect(warnings).toEqual(['purchase-order-state-missing at purchaseOrderState']);
  });

  test('a blank before the order number', () => {
    const { document, warnings } = read({ order: { purchaseOrderNumber: ' L8266355' } });
    expect(document.number).toBe('L8266355');
    expect(warnings).toEqual(['purchase-order-number-unusual at purchaseOrderNumber']);
  });

  test.each([
    ['1.2E1', '12'],
    [11.75, '11.75'],
    ['+4.20', '4.2'],
  ])('a cost of %j is %s', (amount, unitCost) => {
    expect(line({ item: { netCost: { currencyCode: 'USD', amount } } })).toMatchObject({ unitCost, warnings: [] });
  });

  test('a cost that cannot be read is left out: its line waits, the order goes on', () => {
    const { unitCost, warnings } = line({ item: { netCost: { currencyCode: 'USD', amount: '11,75' } } });
    expect(unitCost).toBeUndefined();
    expect(warnings).toEqual(['price-unreadable at orderDetails.items[0].netCost']);
  });

  test('a negative cost is read and said: the review stops its line', () => {
    expect(line({ item: { netCost: { currencyCode: 'USD', amount: '-4.20' } } })).toMatchObject({
      unitCost: '-4.2',
      warnings: ['price-negative at orderDetails.items[0].netCost'],
    });
  });

  test('an order without any window says so', () => {
    const { warnings } = read({ details: { shipWindow: undefined, deliveryWindow: undefined } });
    expect(warnings).toEqual(['window-missing at orderDetails']);
  });

  test('a cost by weight says that it is not per each', () => {
    expect(line({ item: { netCost: { currencyCode: 'USD', amount: '2', unitOfMeasure: 'POUNDS' } } })).toMatchObject({
      priceBasis: 'unstated',
      warnings: ['price-by-weight at orderDetails.items[0].netCost'],
    });
  });

  test('a line in another currency loses its price, never its currency', () => {
    const { document, warnings } = read({
      details: { items: [item, { ...item, itemSequenceNumber: '2', netCost: { currencyCode: 'CAD', amount: '15' } }] },
    });
    expect(document.currency).toBe('USD');
    expect(document.lines[1]?.unitCost).toBeUndefined();
    expect(warnings).toEqual(['currency-differs at orderDetails.items[1].netCost']);
  });

  test('a book with a list price instead of a cost', () => {
    const { listPrice, unitCost } = line({
      item: { netCost: undefined, listPrice: { currencyCode: 'USD', amount: '20' } },
    });
    expect({ listPrice, unitCost }).toEqual({ listPrice: '20', unitCost: undefined });
  });

  test('a cancelled order: quantities of 0', () => {
    const { document } = read({ item: { orderedQuantity: { amount: 0, unitOfMeasure: 'Eaches' } } });
    expect(isCancelled(document)).toBe(true);
  });

  test('line numbers as integers, with zeros, or none', () => {
    expect(line({ item: { itemSequenceNumber: 7 } }).lineNumber).toBe('7');
    expect(line({ item: { itemSequenceNumber: '00001' } }).lineNumber).toBe('00001');
    expect(line({ item: { itemSequenceNumber: undefined } }).lineNumber).toBe('');
  });

  test.each([
    ['2026-08-10T00:00:00Z--2026-08-12T00:00:00Z', '2026-08-10', '2026-08-12', 0],
    ['08/25/2021 - 08/31/2021', '2021-08-25', '2021-08-31', 0],
    ['2026-08-10T00:00:00.000--2026-08-12T23:59:59.632', '2026-08-10', '2026-08-12', 0],
    ['2026-08-12T00:00:00Z--2026-08-10T00:00:00Z', '2026-08-10', '2026-08-12', 1],
    ['2026-08-10', '2026-08-10', '2026-08-10', 1],
  ])('the window %s', (deliveryWindow, from, to, warned) => {
    const { document, warnings } = read({ details: { deliveryWindow } });
    expect(document.deliveryWindow).toEqual({ from, to });
    expect(warnings).toHaveLength(warned);
  });

  test.each(['2026-08-03T23:02:00', '2026-08-03', '2026-08-03T23:02:00-07:00', '2026-08-03T23:02:00+09:00'])(
    'an order date of %s is that day, where it was written',
    (purchaseOrderDate) => {
      expect(read({ details: { purchaseOrderDate } }).document.orderedOn).toBe('2026-08-03');
    },
  );
});

describe('what nobody can tell the meaning of is refused, by its path', () => {
  test.each<[string, Changes, string, string]>([
    [
      'Q11: a negative quantity',
      { item: { orderedQuantity: { amount: -3, unitOfMeasure: 'Eaches' } } },
      'quantity-invalid',
      'orderDetails.items[0].orderedQuantity.amount',
    ],
    [
      'a part of an each',
      { item: { orderedQuantity: { amount: '2.5', unitOfMeasure: 'Eaches' } } },
      'quantity-invalid',
      'orderDetails.items[0].orderedQuantity.amount',
    ],
    ['no quantity', { item: { orderedQuantity: null } }, 'document-invalid', 'orderDetails.items[0].orderedQuantity'],
    [
      'a unit that the API has not',
      { item: { orderedQuantity: { amount: 3, unitOfMeasure: 'Pallets' } } },
      'unknown-unit-of-measure',
      'orderDetails.items[0].orderedQuantity.unitOfMeasure',
    ],
    [
      'a new kind of order',
      { details: { purchaseOrderType: 'SwapOrder' } },
      'unknown-code',
      'orderDetails.purchaseOrderType',
    ],
    ['a new state', { order: { purchaseOrderState: 'Suspended' } }, 'unknown-code', 'purchaseOrderState'],
    [
      'a new way to pay the freight',
      { details: { importDetails: { methodOfPayment: 'Split' } } },
      'unknown-code',
      'orderDetails.importDetails.methodOfPayment',
    ],
    ['no lines', { details: { items: [] } }, 'document-invalid', 'orderDetails.items'],
    ['no details', { order: { orderDetails: undefined } }, 'document-invalid', 'orderDetails'],
    ['no number', { order: { purchaseOrderNumber: '  ' } }, 'mandatory-element-missing', 'purchaseOrderNumber'],
    [
      'a day that is none',
      { details: { purchaseOrderDate: '2026-02-30T00:00:00Z' } },
      'date-invalid',
      'orderDetails.purchaseOrderDate',
    ],
    ['a window that is none', { details: { shipWindow: 'next week' } }, 'date-invalid', 'orderDetails.shipWindow'],
  ])('%s', (_name, changes, code, path) => {
    expect(refusal(withChanges(changes))).toEqual({ code, path });
  });

  test.each([null, 'order', [], { errors: [{ code: 'InvalidRequest', message: 'no' }] }])('%j', (json) => {
    expect(refusal(json)?.code).toBe('document-invalid');
  });
});

function refusal(json: unknown): { code: string; path: string | undefined } | undefined {
  try {
    parsePurchaseOrder(json, () => {});
    return undefined;
  } catch (error) {
    if (error instanceof CodecError) return { code: error.code, path: error.place.segment };
    throw error;
  }
}
