import { z } from 'zod';
import { Acknowledgement } from '../domain/acknowledgement.ts';
import { InstantSchema } from '../domain/calendar.ts';
import type { LinePlan } from '../domain/change-decision.ts';
import type { ReviewedLine } from '../domain/review.ts';

/** What the journal of one later version of an order carries from step to step. */
export const OrderChangeState = z.object({
  number: z.string(),
  vendorCode: z.string(),
  /** The version that this run is about. */
  version: z.number().int().min(2),
  /** Until when Amazon takes an answer to the change. */
  answerBy: InstantSchema,
  /** The version that was answered last. Absent: this run has nothing to answer, `restedBecause` says why. */
  answered: z.number().int().positive().optional(),
  restedBecause: z.enum(['answered-with-the-order', 'overtaken', 'order-begun-anew', 'order-undone']).optional(),
  /** Lines that are ordered otherwise, looked over. */
  reviewed: z.custom<ReviewedLine[]>(Array.isArray).optional(),
  plans: z.custom<LinePlan[]>(Array.isArray).optional(),
  /** Places of the lines that the stock master's ledger knew before this change. */
  known: z.array(z.number()).optional(),
  /** Eaches held in all by position, what left included; of the lines in `plans`. */
  held: z.array(z.object({ position: z.number(), eaches: z.number() })).optional(),
  acknowledgement: Acknowledgement.optional(),
  accepted: z
    .array(z.object({ position: z.number(), sku: z.string(), eaches: z.number(), unitCost: z.string() }))
    .optional(),
  acknowledgementId: z.string().optional(),
});
export type OrderChangeState = z.infer<typeof OrderChangeState>;
