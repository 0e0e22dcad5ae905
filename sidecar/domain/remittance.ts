import { z } from 'zod';
import { CalendarDaySchema } from './calendar.ts';
import { DecimalSchema } from './money.ts';

/** A reduction inside a remittance line. X12 ADX. */
export const RemittanceAdjustment = z.object({
  /** Negative takes from us. ADX01. */
  amount: DecimalSchema,
  /** Element 426, a hint only: the suffix of the reference is the rule. */
  reasonCode: z.string().optional(),
  /** The invoice it is about, ADX04. */
  reference: z.string().optional(),
});
export type RemittanceAdjustment = z.infer<typeof RemittanceAdjustment>;

/** One paid invoice or one deduction. X12 RMR loop, a row of the remittance export. */
export const RemittanceLine = z.object({
  position: z.number().int().positive(),
  /** Invoice or deduction number as Amazon wrote it: `INV-1`, `INV-1SC`. RMR02. */
  reference: z.string().min(1),
  /** Signed; negative is a deduction. RMR04. */
  amountPaid: DecimalSchema,
  /** Signed, before discount. RMR05. */
  invoiceAmount: DecimalSchema.optional(),
  /** Terms discount taken. RMR06. */
  discountTaken: DecimalSchema.optional(),
  purchaseOrderNumber: z.string().optional(),
  /** The invoice that a deduction is about, where Amazon says so beside the suffix. REF OI or IV. */
  originalReference: z.string().optional(),
  /** DTM 003. */
  invoicedOn: CalendarDaySchema.optional(),
  adjustments: z.array(RemittanceAdjustment),
});
export type RemittanceLine = z.infer<typeof RemittanceLine>;

/** One payment and what it settles. X12 820, remittance export. */
export const Remittance = z.object({
  /** Vendor Central's "Payment Number". TRN02. */
  paymentNumber: z.string().min(1),
  createdOn: CalendarDaySchema.optional(),
  /** When the money moves. BPR16. */
  paidOn: CalendarDaySchema.optional(),
  currency: z.string().optional(),
  vendorCode: z.string().optional(),
  /** As stated, BPR02; that it differs from the sum of the lines is a finding, not an error. */
  total: DecimalSchema,
  lines: z.array(RemittanceLine),
});
export type Remittance = z.infer<typeof Remittance>;
