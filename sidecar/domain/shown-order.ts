import { z } from 'zod';
import { InstantSchema } from './calendar.ts';

/** What Amazon shows of one line of an order, in the unit that it was ordered in. */
export const ShownLine = z.object({
  lineNumber: z.string(),
  /** Backordered quantities among them: the view has no place of their own for those. */
  accepted: z.number().int(),
  rejected: z.number().int(),
  /** Whether Amazon says that it heard an answer to this line at all. */
  isConfirmed: z.boolean().optional(),
  /**
   * What the fulfilment centre counted. Advice and no more: it was missing on lines that had arrived, and half of
   * what Vendor Central showed on others. Nothing is claimed, billed or closed by it.
   */
  received: z
    .object({
      amount: z.number().int().nonnegative(),
      unitOfMeasure: z.enum(['each', 'case']),
      lastAt: InstantSchema.optional(),
    })
    .optional(),
});
export type ShownLine = z.infer<typeof ShownLine>;

/** An order as Amazon showed it when it was last asked. */
export const ShownOrder = z.object({
  purchaseOrderNumber: z.string().min(1),
  shownAt: InstantSchema,
  lines: z.array(ShownLine),
});
export type ShownOrder = z.infer<typeof ShownOrder>;
