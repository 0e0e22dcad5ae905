import { z } from 'zod';
import { Acknowledgement } from '../domain/acknowledgement.ts';
import { InstantSchema } from '../domain/calendar.ts';
import type { HeldLine } from '../domain/decision.ts';
import type { ReviewedLine } from '../domain/review.ts';
import type { StoredPurchaseOrder } from '../ports/stores.ts';

/** What a purchase order's journal carries from step to step. Written and read by us alone, so lists are trusted as kept. */
export const OrderState = z.object({
  number: z.string(),
  vendorCode: z.string(),
  version: z.number().int().positive(),
  acknowledgeBy: InstantSchema,
  /** Counts the runs of one order: from 2 on, all that the run before held was given back. Absent on the first. */
  attempt: z.number().int().positive().optional(),
  /** Lines that the stock master knows from the runs before, by PurchaseOrderLine.position. */
  heldBefore: z.array(z.object({ position: z.number(), sku: z.string() })).optional(),
  /** Works beside a manual process: the shop was only looked at, or holds as in life. Absent in life. */
  shadow: z.enum(['look', 'hold']).optional(),
  reviewed: z.custom<ReviewedLine[]>(Array.isArray).optional(),
  held: z.custom<HeldLine[]>(Array.isArray).optional(),
  /** Lines that a person cleared after the rest was held. */
  heldLater: z.custom<HeldLine[]>(Array.isArray).optional(),
  acknowledgement: Acknowledgement.optional(),
  /** Lines accepted, for the primary workflow: in eaches, and at the cost of one each. */
  accepted: z
    .array(z.object({ position: z.number(), sku: z.string(), eaches: z.number(), unitCost: z.string() }))
    .optional(),
  /** OutboundDocument.id of the acknowledgement. */
  acknowledgementId: z.string().optional(),
  orderReference: z.string().optional(),
  /** The shop wants no orders from us: its people make this one, or ship without. */
  orderByHand: z.boolean().optional(),
});
export type OrderState = z.infer<typeof OrderState>;

/** An order begun anew: its newest version counts, and nothing is held of the run before. */
export function nextRun(before: unknown, order: StoredPurchaseOrder): OrderState {
  const { attempt = 1 } = OrderState.parse(before);
  return {
    number: order.document.number,
    vendorCode: order.vendorCode,
    version: order.version,
    acknowledgeBy: order.acknowledgeBy,
    attempt: attempt + 1,
  };
}
