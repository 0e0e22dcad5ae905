import { z } from 'zod';
import { CalendarDaySchema } from './calendar.ts';
import { ProductId } from './identifiers.ts';
import { DecimalSchema } from './money.ts';
import { PriceBasis } from './purchase-order.ts';
import { Quantity } from './quantity.ts';

/** SP-API acknowledgementCode; X12 ACK01 IA, IB, IR/R2/R3 by the partner's code table. */
export const DispositionCode = z.enum(['accepted', 'backordered', 'rejected']);
export type DispositionCode = z.infer<typeof DispositionCode>;

/** SP-API rejectionReason: the only three. There is none for a price, so a price doubt is never a rejection. */
export const RejectionReason = z.enum(['temporarily-unavailable', 'invalid-product-identifier', 'obsolete-product']);
export type RejectionReason = z.infer<typeof RejectionReason>;

export const Disposition = z.object({
  code: DispositionCode,
  /** In the unit the line was ordered in. */
  quantity: Quantity,
  /** With `rejected` only, and then always. */
  reason: RejectionReason.optional(),
  /** When it will be there; always with `backordered`. X12 ACK05. */
  scheduledOn: CalendarDaySchema.optional(),
  /** Which date `scheduledOn` is: delivery (prepaid, X12 067) or ship (collect, 068). */
  schedule: z.enum(['delivery', 'ship']).optional(),
});
export type Disposition = z.infer<typeof Disposition>;

export const AcknowledgementLine = z.object({
  lineNumber: z.string(),
  productId: ProductId,
  ordered: Quantity,
  /** Must equal the later invoice's and not exceed the order's. */
  unitCost: DecimalSchema,
  priceBasis: PriceBasis,
  /** Sum of their amounts equals `ordered.amount`. */
  dispositions: z.array(Disposition).min(1),
});
export type AcknowledgementLine = z.infer<typeof AcknowledgementLine>;

/** Our answer to a purchase order: every line, or Amazon takes the missing ones as rejected. X12 855, SP-API submitAcknowledgement. */
export const Acknowledgement = z.object({
  purchaseOrderNumber: z.string().min(1),
  orderedOn: CalendarDaySchema,
  vendorCode: z.string().optional(),
  currency: z.string().optional(),
  lines: z.array(AcknowledgementLine).min(1),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** True where any line is less than wholly accepted: X12 BAK02 AC, else AD. */
export function hasChanges(acknowledgement: Acknowledgement): boolean {
  return acknowledgement.lines.some((line) => line.dispositions.some(({ code }) => code !== 'accepted'));
}
