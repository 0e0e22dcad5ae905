import { z } from 'zod';

/** A segment that the receiver could not use. X12 AK3/AK4. */
export const SegmentError = z.object({
  segment: z.string(),
  /** 1-based, ST is 1. AK302. */
  position: z.number().int().positive(),
  /** Element 720. */
  code: z.string().optional(),
  elements: z.array(
    z.object({ position: z.number().int().positive(), code: z.string(), value: z.string().optional() }),
  ),
});
export type SegmentError = z.infer<typeof SegmentError>;

/** AK501/AK901: A accepted, E accepted with errors, P part of the group, R rejected. */
export const FunctionalResult = z.enum(['accepted', 'accepted-with-errors', 'partially-accepted', 'rejected']);
export type FunctionalResult = z.infer<typeof FunctionalResult>;

/** "We could read it", not "we agree". X12 997. Never answered by another one. */
export const FunctionalAcknowledgement = z.object({
  /** Functional id of the acknowledged group, `PO`. AK101. */
  functionalId: z.string(),
  /** GS06 of the acknowledged group. AK102. */
  groupControlNumber: z.string(),
  result: FunctionalResult,
  /** AK902-04. */
  announced: z.number().int().nonnegative(),
  received: z.number().int().nonnegative(),
  accepted: z.number().int().nonnegative(),
  transactions: z.array(
    z.object({
      /** `850`. AK201. */
      documentType: z.string(),
      /** ST02. AK202. */
      controlNumber: z.string(),
      result: FunctionalResult,
      /** Element 718, AK502 and on. */
      codes: z.array(z.string()),
      segments: z.array(SegmentError),
    }),
  ),
});
export type FunctionalAcknowledgement = z.infer<typeof FunctionalAcknowledgement>;
