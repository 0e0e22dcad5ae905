import { z } from 'zod';
import { CalendarDaySchema, InstantSchema } from './calendar.ts';
import { ProductId, SsccSchema } from './identifiers.ts';
import { DecimalSchema } from './money.ts';
import { Party } from './party.ts';
import { Quantity } from './quantity.ts';

/** What one carton holds of one order line. X12 HL I: LIN, SN1. */
export const ShippedItem = z.object({
  /** The order line's number, for SP-API itemSequenceNumber; X12 LIN01. */
  lineNumber: z.string(),
  productId: ProductId,
  shipped: Quantity,
  /** X12 DTM 036. */
  expiresOn: CalendarDaySchema.optional(),
  /** X12 REF LT. */
  lot: z.string().optional(),
});
export type ShippedItem = z.infer<typeof ShippedItem>;

/** X12 HL P, SP-API carton. */
export const Carton = z.object({
  sscc: SsccSchema,
  /** Carrier's number of this parcel: X12 MAN CP, small parcel only. */
  trackingNumber: z.string().optional(),
  items: z.array(ShippedItem).min(1),
});
export type Carton = z.infer<typeof Carton>;

/** X12 HL T, SP-API pallet. */
export const Pallet = z.object({ sscc: SsccSchema, cartons: z.array(Carton).min(1) });
export type Pallet = z.infer<typeof Pallet>;

/** The part of a shipment that belongs to one purchase order. X12 HL O. Cartons stand on a pallet or loose, never both in one notice. */
export const ShippedOrder = z.object({
  purchaseOrderNumber: z.string().min(1),
  orderedOn: CalendarDaySchema.optional(),
  pallets: z.array(Pallet),
  cartons: z.array(Carton),
});
export type ShippedOrder = z.infer<typeof ShippedOrder>;

/** Tells Amazon what is on its way. X12 856, SP-API shipmentConfirmation. One truck or parcel, one fulfilment centre. */
export const ShipNotice = z.object({
  /** Unique for 365 days within the vendor code. X12 BSN02, SP-API shipmentIdentifier. */
  shipmentId: z.string().min(2).max(30),
  purpose: z.enum(['original', 'replace']),
  vendorCode: z.string().optional(),
  shippedAt: InstantSchema,
  estimatedDeliveryOn: CalendarDaySchema,
  shipFrom: Party,
  shipTo: Party,
  /** Standard Carrier Alpha Code, 2-4 capitals. X12 TD503. */
  carrierScac: z.string().regex(/^[A-Z]{2,4}$/),
  transport: z.enum(['road', 'air', 'ocean', 'parcel']),
  shipmentType: z.enum(['truckload', 'less-than-truckload', 'small-parcel']),
  /** X12 REF BM: at least 8 characters, not a date. */
  billOfLading: z.string().optional(),
  /** Carrier's PRO or tracking number. X12 REF CN. */
  carrierReference: z.string().optional(),
  /** Of the trailer that they stand on, by truck. X12 TD303; SP-API has no field for it. */
  trailerNumber: z.string().min(1).optional(),
  /** Amazon Reference Number, on collect freight. X12 REF BX by default. */
  amazonReferenceNumber: z.string().optional(),
  /** Gross weight. X12 TD107/08. */
  weight: z.object({ value: DecimalSchema, unit: z.enum(['lb', 'kg']) }).optional(),
  orders: z.array(ShippedOrder).min(1),
});
export type ShipNotice = z.infer<typeof ShipNotice>;

/** Every carton of the notice, on pallets and loose, in document order. */
export function cartonsOf(notice: ShipNotice): Carton[] {
  return notice.orders.flatMap((order) => [...order.pallets.flatMap((pallet) => pallet.cartons), ...order.cartons]);
}
