import { z } from 'zod';
import { CalendarDaySchema, Window } from './calendar.ts';
import { ProductId } from './identifiers.ts';
import { DecimalSchema } from './money.ts';
import { Party } from './party.ts';
import { Quantity } from './quantity.ts';

/** X12 PO105 (639): PE price per each, UM price per unit of measure; `unstated` needs the partner's setting. */
export const PriceBasis = z.enum(['per-each', 'per-unit-of-measure', 'unstated']);
export type PriceBasis = z.infer<typeof PriceBasis>;

/** One line as ordered. X12 PO1 loop, SP-API OrderItem. */
export const PurchaseOrderLine = z.object({
  /** As received (`1`, `001`); may repeat or be empty in the field, so nothing is keyed by it. X12 PO101, itemSequenceNumber. */
  lineNumber: z.string(),
  /** 1-based place in the document: our key of the line. */
  position: z.number().int().positive(),
  /** All ids as received, first the one that our answers return. */
  productIds: z.array(ProductId),
  ordered: Quantity,
  /** Cost Amazon means to pay; absent when not sent. X12 PO104, SP-API netCost.amount. */
  unitCost: DecimalSchema.optional(),
  priceBasis: PriceBasis,
  /** SP-API listPrice (books): net cost is then list price x discount multiplier. */
  listPrice: DecimalSchema.optional(),
  isBackOrderAllowed: z.boolean().optional(),
});
export type PurchaseOrderLine = z.infer<typeof PurchaseOrderLine>;

/** What Amazon asks for, channel-neutral: an 850, an SP-API order and a spreadsheet of one order are equal. */
export const PurchaseOrder = z.object({
  /** As received, trimmed; compare by `purchaseOrderKey`. X12 BEG03, SP-API purchaseOrderNumber. */
  number: z.string().min(1),
  type: z.enum(['regular', 'rush', 'new-product', 'consigned']),
  orderedOn: CalendarDaySchema,
  /** Amazon's code of the selling account, `NGK7U`. X12 REF CR, SP-API sellingParty.partyId. */
  vendorCode: z.string().optional(),
  /** ISO 4217. X12 CUR02, SP-API netCost.currencyCode. */
  currency: z.string().optional(),
  shipTo: Party.optional(),
  billTo: Party.optional(),
  /** Goods must leave within it: Amazon pays the freight (collect). X12 DTM 037/038. */
  shipWindow: Window.optional(),
  /** Goods must arrive within it: we pay the freight (prepaid). X12 DTM 064/063. */
  deliveryWindow: Window.optional(),
  /** X12 FOB01 / SP-API importDetails.methodOfPayment, as the partner's code. */
  methodOfPayment: z.string().optional(),
  /** X12 REF PD, SP-API dealCode. */
  dealCode: z.string().optional(),
  /** X12 CSH01: N no, Y yes. */
  isBackOrderAllowed: z.boolean().optional(),
  /** Free text of the header, X12 MSG, in order. */
  notes: z.array(z.string()),
  lines: z.array(PurchaseOrderLine).min(1),
});
export type PurchaseOrder = z.infer<typeof PurchaseOrder>;

/** What a later version of an order says differently. */
export interface PurchaseOrderChange {
  /** `lines[2].ordered.amount`, `deliveryWindow.to`. */
  field: string;
  before: unknown;
  after: unknown;
}

/** Field by field, in document order; empty when the two say the same. */
export function differences(before: PurchaseOrder, after: PurchaseOrder): PurchaseOrderChange[] {
  return diffValue('', before, after);
}

/** Amazon cancels by setting quantities to 0 (SP-API poItemState Cancelled). */
export function isCancelled(order: PurchaseOrder): boolean {
  return order.lines.every((line) => line.ordered.amount === 0);
}

/** The window that binds: delivery where we pay the freight, else pick-up. */
export function bindingWindow(order: PurchaseOrder): Window | undefined {
  const collect = order.methodOfPayment === 'CC' || order.methodOfPayment === 'BP';
  return collect ? (order.shipWindow ?? order.deliveryWindow) : (order.deliveryWindow ?? order.shipWindow);
}

function diffValue(field: string, before: unknown, after: unknown): PurchaseOrderChange[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after)) return [{ field, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const place = Array.isArray(before) ? `${field}[${key}]` : field ? `${field}.${key}` : key;
    return diffValue(place, before[key], after[key]);
  });
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
