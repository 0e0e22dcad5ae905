import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OrderStatus, parseOrderStatus } from '../../../sidecar/codec/sp-api/order-status.ts';
import { parsePurchaseOrder } from '../../../sidecar/codec/sp-api/purchase-order.ts';
import { parseTransaction, type Transaction, transactionIdOf } from '../../../sidecar/codec/sp-api/transaction.ts';
import { type Instant, instant } from '../../../sidecar/domain/calendar.ts';
import type { Party } from '../../../sidecar/domain/party.ts';
import { PurchaseOrder, type PurchaseOrderLine } from '../../../sidecar/domain/purchase-order.ts';
import type { Quantity } from '../../../sidecar/domain/quantity.ts';
import { purchaseOrderArbitrary, token, writing } from '../arbitraries.ts';
import { breaches } from './models.ts';

/*
 * What Amazon writes and we read. The writers are the test's: the house never sends these. Each limit of
 * the format against our document is named where it stands.
 */

const ENOUGH = { numRuns: 200 };
const wire = (body: unknown): unknown => JSON.parse(JSON.stringify(body));
const refuseWarning = (code: string, message: string) => {
  throw new Error(`${code}: ${message}`);
};

const TYPE = {
  regular: 'RegularOrder',
  rush: 'RushOrder',
  'new-product': 'NewProductIntroduction',
  consigned: 'ConsignedOrder',
} as const;
const METHOD: Record<string, string> = { BP: 'PaidByBuyer', CC: 'CollectOnDelivery', PP: 'PrepaidBySeller' };

/** Ids are ASIN or the vendor's; units eaches or cases with their size; one currency, which stands at the costs. */
const order: fc.Arbitrary<PurchaseOrder> = purchaseOrderArbitrary.map(
  ({ isBackOrderAllowed: _ofTheHeader, shipTo, billTo, notes, currency: _currency, ...rest }) => {
    const lines = rest.lines.map(sayableLine);
    const isPriced = lines.some(({ unitCost, listPrice }) => unitCost !== undefined || listPrice !== undefined);
    // An order without any window is said to be odd.
    const deliveryWindow = rest.deliveryWindow ?? { from: '2026-08-10', to: '2026-08-14' };
    return PurchaseOrder.parse({
      ...rest,
      vendorCode: rest.vendorCode ?? 'NGK7U',
      deliveryWindow,
      ...(isPriced ? { currency: 'USD' } : {}),
      ...(shipTo ? { shipTo: sayableParty(shipTo) } : {}),
      ...(billTo ? { billTo: sayableParty(billTo) } : {}),
      notes: notes.slice(0, 1),
      lines,
    });
  },
);

function sayableLine({ productIds, ordered, ...line }: PurchaseOrderLine): PurchaseOrderLine {
  const [id] = productIds;
  const asin = productIds.find(({ kind }) => kind === 'asin');
  return {
    ...line,
    priceBasis: 'per-each',
    productIds: [
      ...(asin && id === asin ? [] : [{ kind: 'vendor-item' as const, value: id?.value ?? 'NK-0101' }]),
      ...(asin ? [{ kind: 'asin' as const, value: asin.value }] : []),
    ],
    ordered: sayableQuantity(ordered),
  };
}

/** A case of one each is read and said to be odd. */
function sayableQuantity({ amount, unitOfMeasure, eachesPerCase }: Quantity): Quantity {
  if (unitOfMeasure !== 'case') return { amount, unitOfMeasure: 'each' };
  return { amount, unitOfMeasure, ...(eachesPerCase === undefined || eachesPerCase === 1 ? {} : { eachesPerCase }) };
}

/** Parties are named by Amazon's codes, and an address stands with a name, a street and a country or not at all. */
function sayableParty({ id = 'PHX7', name, address }: Party): Party {
  const isComplete = name !== undefined && address?.lines[0] !== undefined && address.countryCode !== undefined;
  return { id, idKind: 'assigned-by-buyer', ...(isComplete ? { name, address } : {}) };
}

/** As getPurchaseOrders writes it. */
function bodyOf(document: PurchaseOrder): unknown {
  const window = ({ from, to }: { from: string; to: string }) => `${from}T00:00:00Z--${to}T00:00:00Z`;
  const money = (amount: string | undefined) => (amount === undefined ? undefined : { currencyCode: 'USD', amount });
  const note = document.notes[0];
  return {
    purchaseOrderNumber: document.number,
    purchaseOrderState: 'New',
    orderDetails: {
      purchaseOrderDate: `${document.orderedOn}T00:00:00Z`,
      purchaseOrderStateChangedDate: `${document.orderedOn}T00:00:00Z`,
      purchaseOrderType: TYPE[document.type],
      dealCode: document.dealCode,
      ...(document.methodOfPayment || note
        ? {
            importDetails: {
              methodOfPayment: document.methodOfPayment && METHOD[document.methodOfPayment],
              shippingInstructions: note,
            },
          }
        : {}),
      sellingParty: { partyId: document.vendorCode },
      shipToParty: partyOf(document.shipTo),
      billToParty: partyOf(document.billTo),
      shipWindow: document.shipWindow && window(document.shipWindow),
      deliveryWindow: document.deliveryWindow && window(document.deliveryWindow),
      items: document.lines.map(({ lineNumber, productIds, ordered, unitCost, listPrice }) => ({
        itemSequenceNumber: lineNumber,
        vendorProductIdentifier: productIds.find(({ kind }) => kind === 'vendor-item')?.value,
        amazonProductIdentifier: productIds.find(({ kind }) => kind === 'asin')?.value,
        orderedQuantity: {
          amount: ordered.amount,
          unitOfMeasure: ordered.unitOfMeasure === 'case' ? 'Cases' : 'Eaches',
          unitSize: ordered.unitOfMeasure === 'case' ? ordered.eachesPerCase : 1,
        },
        isBackOrderAllowed: true,
        netCost: money(unitCost),
        listPrice: money(listPrice),
      })),
    },
  };
}

function partyOf(party: Party | undefined) {
  if (!party) return undefined;
  const { id, name, address } = party;
  const [addressLine1, addressLine2, addressLine3] = address?.lines ?? [];
  const { city, stateOrRegion, postalCode, countryCode } = address ?? {};
  const written = { name, addressLine1, addressLine2, addressLine3, city, stateOrRegion, postalCode, countryCode };
  return { partyId: id, address: address && written };
}

const problem = fc.record({ code: token(12), message: writing(80) });

describe('what Amazon can say by SP-API is read as it was said', () => {
  test('a purchase order, in a body that holds to the model of Amazon', () => {
    fc.assert(
      fc.property(order, (document) => {
        const body = wire(bodyOf(document));
        expect(breaches('vendorOrders_Order', body)).toEqual([]);
        const lines = document.lines.map((line) => ({ ...line, isBackOrderAllowed: true }));
        expect(parsePurchaseOrder(body, refuseWarning)).toEqual({ ...document, lines });
      }),
      ENOUGH,
    );
  });

  test('the status of a transaction, with its problems in the words of Amazon', () => {
    const STATUS = { processing: 'Processing', success: 'Success', failure: 'Failure' } as const;
    const transaction = fc.record({
      status: fc.constantFrom('processing' as const, 'success' as const, 'failure' as const),
      errors: fc.array(problem, { maxLength: 3 }),
      id: fc.oneof(fc.uuid(), token(20)),
    });
    fc.assert(
      fc.property(transaction, ({ status, errors, id }) => {
        const body = {
          payload: {
            transactionStatus: { transactionId: id, status: STATUS[status], ...(errors.length > 0 ? { errors } : {}) },
          },
        };
        expect(breaches('vendorTransactionStatus_GetTransactionResponse', wire(body))).toEqual([]);
        const said: Transaction = { status, problems: errors.map(({ code, message }) => `${code}: ${message}`) };
        expect(parseTransaction(wire(body))).toEqual(said);
        expect(transactionIdOf(wire({ payload: { transactionId: id } }))).toBe(id);
        expect(transactionIdOf(wire({ transactionId: id }))).toBe(id);
      }),
      ENOUGH,
    );
  });

  test('the status of an order', () => {
    const moment: fc.Arbitrary<Instant> = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => instant(date));
    const line: fc.Arbitrary<OrderStatus['lines'][number]> = fc.record(
      {
        lineNumber: fc.integer({ min: 1, max: 999 }).map(String),
        isConfirmed: fc.boolean(),
        accepted: fc.nat(99_999),
        rejected: fc.nat(99_999),
        confirmedAt: moment,
      },
      { requiredKeys: ['lineNumber', 'isConfirmed', 'accepted', 'rejected'] },
    );
    const status = fc.record({ number: token(8, 8), lines: fc.array(line, { maxLength: 6 }) });
    fc.assert(
      fc.property(status, (shown) => {
        const each = (amount: number) => ({ amount, unitOfMeasure: 'Eaches', unitSize: 1 });
        const itemStatus = shown.lines.map(({ lineNumber, isConfirmed, accepted, rejected, confirmedAt }) => ({
          itemSequenceNumber: lineNumber,
          acknowledgementStatus: {
            confirmationStatus: isConfirmed ? 'ACCEPTED' : 'UNCONFIRMED',
            acceptedQuantity: each(accepted),
            rejectedQuantity: each(rejected),
            acknowledgementStatusDetails: confirmedAt ? [{ acknowledgementDate: confirmedAt }] : [],
          },
        }));
        const body = { payload: { ordersStatus: [{ purchaseOrderNumber: shown.number, itemStatus }] } };
        expect(parseOrderStatus(wire(body), shown.number)).toEqual(shown);
      }),
      ENOUGH,
    );
  });
});

describe('88: an address that Amazon masks', () => {
  test('is kept as it came, mask and all, and not taken for a real one', () => {
    const masked = {
      partyId: 'PHX7',
      address: { name: 'xxxxx', addressLine1: 'xxxxx', city: 'xxxxx', countryCode: 'US' },
    };
    const [document] = fc.sample(order, { numRuns: 1, seed: 1 });
    if (!document) throw new Error('no example');
    const body = wire(bodyOf(document)) as { orderDetails: object };
    const read = parsePurchaseOrder({ ...body, orderDetails: { ...body.orderDetails, shipToParty: masked } }, () => {});
    expect(read.shipTo).toEqual({
      id: 'PHX7',
      idKind: 'assigned-by-buyer',
      name: 'xxxxx',
      address: { lines: ['xxxxx'], city: 'xxxxx', countryCode: 'US' },
    });
  });
});
