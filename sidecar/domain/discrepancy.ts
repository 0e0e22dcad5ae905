import { z } from 'zod';
import { RejectionReason } from './acknowledgement.ts';
import { CalendarDaySchema, InstantSchema } from './calendar.ts';
import { TransportMethod } from './carrier.ts';

/**
 * Everything that waits for a person, and nothing else: a closed list, one page each in
 * docs/operating/. A kind that is not here cannot be raised, so nobody meets an unexplained one.
 */
export const DiscrepancyKind = z.enum([
  // doubts about a line of a purchase order: it waits, the rest goes on
  'unknown-sku',
  'case-pack-unknown',
  'case-pack-differs',
  'unit-unknown',
  'quantity-out-of-bounds',
  'price-missing',
  'price-below-agreed',
  'product-not-stocked',
  // the order as a whole
  'order-changed',
  'order-differs',
  'order-change-unfit',
  'order-undone',
  'acknowledgement-at-risk',
  'acknowledgement-late',
  'step-failing',
  'step-stopped',
  // documents
  'document-blocked',
  'inbound-refused',
  'interchange-conflict',
  'unknown-sender',
  'outbound-rejected',
  'acknowledgement-differs',
  'delivery-unconfirmed',
  'file-not-entered',
  'functional-acknowledgement-overdue',
  'functional-acknowledgement-unmatched',
  'routing-overdue',
  // the road to Amazon
  'orders-silent',
  'access-expiring',
  // goods
  'dispatch-unknown-order',
  'dispatch-exceeds-acknowledged',
  'dispatch-not-tellable',
  'dispatch-changed-after-notice',
  'carrier-unmapped',
  'contract-violation',
  // money
  'short-paid',
  'overpaid',
  'shortage-claim',
  'price-claim',
  'chargeback',
  'co-op-deduction',
  'provision',
  'deduction-unmatched',
  'remittance-total-differs',
]);
export type DiscrepancyKind = z.infer<typeof DiscrepancyKind>;

/** The kinds that hold a line of an order. */
export const LINE_DOUBTS = [
  'unknown-sku',
  'case-pack-unknown',
  'case-pack-differs',
  'unit-unknown',
  'quantity-out-of-bounds',
  'price-missing',
  'price-below-agreed',
  'product-not-stocked',
] as const satisfies readonly DiscrepancyKind[];
export type LineDoubtKind = (typeof LINE_DOUBTS)[number];

export function isLineDoubt({ kind }: { kind: DiscrepancyKind }): boolean {
  return (LINE_DOUBTS as readonly DiscrepancyKind[]).includes(kind);
}

/** What a person decides about a discrepancy. The first five settle a line of an order. */
export const Resolution = z.discriminatedUnion('action', [
  /** The line is this product, now and from now on. */
  z.object({ action: z.literal('map-sku'), sku: z.string().min(1) }),
  /** A case holds this many eaches, in this order. */
  z.object({ action: z.literal('set-case-pack'), eachesPerCase: z.number().int().positive() }),
  /** The partner's unit means this, in this order. */
  z.object({ action: z.literal('set-unit'), unitOfMeasure: z.enum(['each', 'case']) }),
  /** Amazon's cost is right after all; with `unitCost` where it sent none. */
  z.object({ action: z.literal('accept-cost'), unitCost: z.string().optional() }),
  /** Final at Amazon. */
  z.object({ action: z.literal('reject-line'), reason: RejectionReason }),
  z.object({ action: z.literal('backorder-line'), scheduledOn: CalendarDaySchema.optional() }),
  /** The carrier is this one, now and from now on. */
  z.object({
    action: z.literal('map-carrier'),
    scac: z.string().regex(/^[A-Z]{2,4}$/),
    method: TransportMethod.optional(),
  }),
  /** Amazon hears what the shop has changed: what it takes replaces the notice, more becomes one of its own. */
  z.object({ action: z.literal('correct-notice') }),
  /** Run what stopped once more. */
  z.object({ action: z.literal('retry') }),
  /** The same document once more, with the same bytes and numbers. */
  z.object({ action: z.literal('resend') }),
  /** The document once more from the data and settings of now, with new numbers. An invoice keeps its own unless Amazon knows it. */
  z.object({ action: z.literal('make-anew'), invoiceNumber: z.enum(['same', 'new']).default('same') }),
  /** Let Amazon hear it with these findings; another finding asks again. */
  z.object({ action: z.literal('send-anyway') }),
  /** Seen; nothing further to do. */
  z.object({ action: z.literal('close'), note: z.string().default('') }),
]);
export type Resolution = z.infer<typeof Resolution>;

/** What it is about; the console links by it. */
export const DiscrepancySubject = z.object({
  purchaseOrderNumber: z.string().optional(),
  /** PurchaseOrderLine.position. */
  position: z.number().int().positive().optional(),
  inboundId: z.string().optional(),
  outboundId: z.string().optional(),
  dispatchId: z.string().optional(),
  invoiceNumber: z.string().optional(),
  paymentNumber: z.string().optional(),
});
export type DiscrepancySubject = z.infer<typeof DiscrepancySubject>;

export const Discrepancy = z.object({
  id: z.string(),
  /** Natural key: the same trouble found twice is one row. */
  key: z.string(),
  kind: DiscrepancyKind,
  subject: DiscrepancySubject,
  /** One sentence for a person: what is wrong and what it blocks. */
  summary: z.string(),
  /** Figures behind the sentence. */
  detail: z.record(z.string(), z.unknown()),
  raisedAt: InstantSchema,
  /** When it starts to cost something. */
  dueBy: InstantSchema.optional(),
  state: z.enum(['open', 'settled']),
  resolution: Resolution.optional(),
  settledBy: z.string().optional(),
  settledAt: InstantSchema.optional(),
});
export type Discrepancy = z.infer<typeof Discrepancy>;

/** What a step raises; the store adds id and state. */
export type NewDiscrepancy = Pick<Discrepancy, 'key' | 'kind' | 'subject' | 'summary' | 'detail'> & {
  dueBy?: Discrepancy['dueBy'];
};
