import { z } from 'zod';
import { Acknowledgement } from '../domain/acknowledgement.ts';
import { InstantSchema } from '../domain/calendar.ts';
import { ChangeAcknowledgement } from '../domain/change-acknowledgement.ts';
import type { LinePlan } from '../domain/change-decision.ts';
import { OrderChange } from '../domain/order-change.ts';
import type { ReviewedLine } from '../domain/review.ts';

/** What the journal of one later version of an order carries from step to step. */
export const OrderChangeState = z.object({
  number: z.string(),
  vendorCode: z.string(),
  /** The version that this run is about. */
  version: z.number().int().positive(),
  /**
   * The version was answered before, and a person has settled since what was in doubt then: such runs of a version are
   * counted from 1. Absent on the answer to a change.
   */
  late: z.number().int().positive().optional(),
  /** Until when Amazon takes an answer to the change. */
  answerBy: InstantSchema,
  /** The version that was answered last. Absent: this run has nothing to answer, `restedBecause` says why. */
  answered: z.number().int().positive().optional(),
  restedBecause: z
    .enum(['answered-with-the-order', 'overtaken', 'order-begun-anew', 'order-undone', 'nothing-settled'])
    .optional(),
  /** Of a late run of a change: the version that was answered before that change, for the words of an 865. */
  changedSince: z.number().int().positive().optional(),
  /** As the order itself was answered: OrderState.shadow. */
  shadow: z.enum(['look', 'hold']).optional(),
  /** Lines that are ordered otherwise, looked over. */
  reviewed: z.custom<ReviewedLine[]>(Array.isArray).optional(),
  /** Amazon took a line back and wants it again: the answer from before is said once more, even word for word. */
  isSaidAnew: z.boolean().optional(),
  plans: z.custom<LinePlan[]>(Array.isArray).optional(),
  /** Places of the lines that the stock master's ledger knew before this change. */
  known: z.array(z.number()).optional(),
  /** Eaches held in all by position, what left included; of the lines in `plans`. */
  held: z.array(z.object({ position: z.number(), eaches: z.number() })).optional(),
  /** The 860 that made this version; absent where it came as a whole order. */
  change: OrderChange.optional(),
  acknowledgement: Acknowledgement.optional(),
  /** What of it is said by an 865, where the account takes one. */
  changeAnswer: ChangeAcknowledgement.optional(),
  /** Whether it says anything that Amazon has not heard from us. */
  isToSay: z.boolean().optional(),
  accepted: z
    .array(z.object({ position: z.number(), sku: z.string(), eaches: z.number(), unitCost: z.string() }))
    .optional(),
  acknowledgementId: z.string().optional(),
});
export type OrderChangeState = z.infer<typeof OrderChangeState>;
