import type fc from 'fast-check';
import { Acknowledgement } from '../../../sidecar/domain/acknowledgement.ts';
import type { ProductId } from '../../../sidecar/domain/identifiers.ts';
import { Invoice, invoiceTotal } from '../../../sidecar/domain/invoice.ts';
import { withTaxes } from '../../../sidecar/domain/invoice-tax.ts';
import { multiply, ZERO } from '../../../sidecar/domain/money.ts';
import type { Party } from '../../../sidecar/domain/party.ts';
import type { Quantity } from '../../../sidecar/domain/quantity.ts';
import { cartonsOf, ShipNotice } from '../../../sidecar/domain/ship-notice.ts';
import type { Tax, TaxTreatment } from '../../../sidecar/domain/tax.ts';
import * as house from '../arbitraries-outbound.ts';

/*
 * The house's documents, limited to what SP-API can say. Each limit is named where it stands.
 */

export const VENDOR_CODE = 'NGK7U';

/** No place for the price basis (always per each), nor for the day of the order, which the reader is told. */
export const acknowledgement: fc.Arbitrary<Acknowledgement> = house.acknowledgement.map((document) =>
  Acknowledgement.parse({
    ...document,
    vendorCode: VENDOR_CODE,
    currency: 'USD',
    lines: document.lines.map((line) => ({
      ...line,
      productId: sayableId(line.productId),
      ordered: sayable(line.ordered),
      priceBasis: 'per-each',
      dispositions: line.dispositions.map((disposition) => ({
        ...disposition,
        quantity: sayable(disposition.quantity),
      })),
    })),
  }),
);

/**
 * No place for the day of an order, nor for two lines of one number; a departure in the future is
 * refused, so that the notice is confirmed at the end of the century. Orders are told apart by number.
 */
export const shipNotice: fc.Arbitrary<ShipNotice> = house.shipNotice.filter(tellsItemsApart).map((document) => {
  let count = 0;
  const carton = (one: ShipNotice['orders'][number]['cartons'][number]) => ({
    ...one,
    items: one.items.map((item) => {
      count += 1;
      return {
        ...item,
        lineNumber: String(count),
        productId: sayableId(item.productId),
        shipped: sayable(item.shipped),
      };
    }),
  });
  return ShipNotice.parse({
    ...document,
    vendorCode: VENDOR_CODE,
    shipFrom: sayableParty(document.shipFrom),
    shipTo: sayableParty(document.shipTo),
    orders: document.orders.map(({ pallets, cartons }, index) => ({
      purchaseOrderNumber: `4KQ7TZ${index}M`,
      pallets: pallets.map((pallet) => ({ ...pallet, cartons: pallet.cartons.map(carton) })),
      cartons: cartons.map(carton),
    })),
  });
});

/** No place for the vendor code nor the day of the order; allowances stand before charges; one order per invoice. */
export const invoice: fc.Arbitrary<Invoice> = house.invoice
  .map(({ orderedOn: _orderedOn, vendorCode: _vendorCode, ...document }) => {
    const plain = document.lines.map(({ taxes: _taxes, ...line }, index) => {
      const invoiced = sayable(line.invoiced);
      return {
        ...line,
        position: index + 1,
        purchaseOrderNumber: document.purchaseOrderNumber,
        productId: sayableId(line.productId),
        invoiced,
        // The format takes the cost of an each, so that only a case price that divides can be said.
        unitCost: multiply(line.unitCost, invoiced.eachesPerCase ?? 1),
      };
    });
    const adjustments = document.adjustments
      .map((one) => ({ ...one, code: one.kind === 'allowance' ? 'C310' : 'D240' }))
      .sort((a, b) => a.kind.localeCompare(b.kind));
    const treatments = document.lines.flatMap(({ taxes = [] }) => treatmentIn(taxes));
    const { lines, taxes } = document.taxes ? withTaxes(plain, treatments, document.currency) : { lines: plain };
    return {
      ...document,
      ...(taxes ? { taxes } : {}),
      billTo: sayableParty(document.billTo),
      remitTo: sayableParty(document.remitTo),
      ...(document.shipTo ? { shipTo: sayableParty(document.shipTo) } : {}),
      lines,
      adjustments,
      total: invoiceTotal(lines, adjustments, taxes),
    };
  })
  .filter(({ total }) => total !== '0' && !total.startsWith('-'))
  .map((draft) => Invoice.parse(draft));

/** A UPC and an item number of the same digits become one item, which may then have two lots in a carton. */
function tellsItemsApart(notice: ShipNotice): boolean {
  return cartonsOf(notice).every(({ items }) => {
    const ids = items.map(({ productId }) => JSON.stringify(sayableId(productId)));
    return new Set(ids).size === ids.length;
  });
}

/** An ASIN, or the vendor's: whatever else it is, the format does not tell. */
function sayableId({ kind, value }: ProductId): ProductId {
  return { kind: kind === 'asin' ? 'asin' : 'vendor-item', value };
}

/** Eaches or cases, and the size of a case. */
function sayable({ amount, unitOfMeasure, eachesPerCase }: Quantity): Quantity {
  if (unitOfMeasure === 'case') return { amount, unitOfMeasure, eachesPerCase: eachesPerCase ?? 2 + (amount % 24) };
  return { amount, unitOfMeasure: 'each' };
}

/** An id of Amazon's; a name and a place only together, with a street and a country. */
function sayableParty({ id = 'PHX7', name, address, taxRegistrations }: Party): Party {
  const isComplete = name !== undefined && address?.lines[0] !== undefined;
  return {
    id,
    idKind: 'assigned-by-buyer',
    ...(isComplete ? { name, address } : {}),
    ...(taxRegistrations ? { taxRegistrations } : {}),
  };
}

/** How a line was taxed; its amounts are worked out anew from the costs that the format can say. */
function treatmentIn([first, ...others]: readonly Tax[]): TaxTreatment[] {
  if (first === undefined) return [];
  const { category, reason } = first;
  const rates = [first, ...others].map(({ type, rate = ZERO }) => ({ type, rate }));
  return [{ category, rates, ...(reason === undefined ? {} : { reason }) }];
}
