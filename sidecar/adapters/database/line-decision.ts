import { z } from 'zod';
import type { LineDecision } from '../../domain/decision.ts';
import { LINE_DOUBTS } from '../../domain/discrepancy.ts';
import { Quantity } from '../../domain/quantity.ts';

/** Written as an object so that a rule the domain learns, and that could not be read back, fails to compile. */
const RULES: { [Rule in LineDecision['rule']]: Rule } = {
  'held-in-full': 'held-in-full',
  'held-in-part-rest-backordered': 'held-in-part-rest-backordered',
  'held-in-part-rest-rejected': 'held-in-part-rest-rejected',
  'nothing-held-backordered': 'nothing-held-backordered',
  'nothing-held-rejected': 'nothing-held-rejected',
  'rejected-by-a-person': 'rejected-by-a-person',
  'backordered-by-a-person': 'backordered-by-a-person',
  'unsettled-backordered-at-the-limit': 'unsettled-backordered-at-the-limit',
  'unsettled-rejected-at-the-limit': 'unsettled-rejected-at-the-limit',
  'cancelled-by-amazon': 'cancelled-by-amazon',
  'as-before': 'as-before',
  changed: 'changed',
};

/** A decision as it was kept. Rules of older releases stay readable only while they stand in this list. */
export const StoredLineDecision = z.object({
  position: z.number(),
  lineNumber: z.string(),
  sku: z.string().optional(),
  ordered: Quantity,
  wanted: z.number().optional(),
  casePack: z.number().optional(),
  held: z.number(),
  accepted: z.number(),
  backordered: z.number(),
  rejected: z.number(),
  rule: z.enum(RULES),
  doubt: z.enum(LINE_DOUBTS).optional(),
  reasons: z.array(z.string()),
  stock: z
    .object({
      requested: z.number(),
      held: z.number(),
      reason: z.string().optional(),
      salable: z.number().optional(),
      buffer: z.number().optional(),
      inPoolSources: z.number().optional(),
    })
    .optional(),
}) satisfies z.ZodType<LineDecision>;
