import { z } from 'zod';
import { DecimalSchema } from './money.ts';
import { Party } from './party.ts';

/** What leaves or comes by which road. `edi` is the mailbox: a folder now, SFTP or AS2 with the same files. */
export const Channel = z.enum(['edi', 'sp-api']);
export type Channel = z.infer<typeof Channel>;

/** Which of Amazon's three houses: North and South America; Europe, Middle East and India; Far East and Australia. */
export const Region = z.enum(['na', 'eu', 'fe']);
export type Region = z.infer<typeof Region>;

/** What we may decide for an account without asking anybody. Every number is a setting, none is a constant of the code. */
export const Policies = z.object({
  /** From Amazon's issue of the order; 24, or 48 over some holidays. */
  acknowledgeWithinHours: z.number().positive().default(24),
  /** From when a change of an order reached us; Amazon takes changes of quantities for 48. */
  acknowledgeChangeWithinHours: z.number().positive().default(48),
  /** How long before that limit lines that still wait for a person are backordered, so that the rest is answered in time. */
  settleDoubtsUntilHoursBeforeLimit: z.number().nonnegative().default(2),
  /** What happens to eaches that the master could not hold. A first rejection is final at Amazon, a backorder is not. */
  shortage: z.enum(['backorder', 'reject']).default('backorder'),
  /** Days after the window's end that a backordered rest is promised for. */
  backorderDays: z.number().int().positive().default(14),
  /** partial: each line as far as it goes; whole-line, whole-order: all of it or none. */
  holdMode: z.enum(['partial', 'whole-line', 'whole-order']).default('partial'),
  /** How far Amazon's cost may lie below the agreed cost before a person looks, in the currency's units. */
  costTolerance: DecimalSchema.prefault('0'),
  /** Whether a held order is entered into the merchant's primary workflow by us. */
  enterOrders: z.enum(['auto', 'never']).default('auto'),
  /** Days from dispatch to arrival, where the carrier says nothing. */
  transitDays: z.number().int().positive().default(3),
  /** What counts as paid in full, per invoice, in the currency's units. */
  remittanceTolerance: DecimalSchema.prefault('0.01'),
  /** Hours after which a missing 997 is a discrepancy. */
  functionalAcknowledgementWithinHours: z.number().positive().default(24),
});
export type Policies = z.infer<typeof Policies>;

/** One vendor code at Amazon in one region: who we are to them, by which road, under which rules. */
export const TradingPartner = z.object({
  vendorCode: z.string().min(1),
  region: Region,
  currency: z.string().length(3),
  channels: z
    .object({
      'purchase-order': z.array(Channel).default(['edi']),
      acknowledgement: Channel.default('edi'),
      'ship-notice': Channel.default('edi'),
      invoice: Channel.default('edi'),
      'inventory-report': Channel.default('edi'),
      'functional-acknowledgement': Channel.default('edi'),
    })
    .prefault({}),
  /** ISA05-08 of what we send; Amazon's with the two sides exchanged. */
  interchange: z.object({
    ourQualifier: z.string().length(2).default('ZZ'),
    ourId: z.string().min(1).max(15),
    partnerQualifier: z.string().length(2).default('ZZ'),
    partnerId: z.string().min(1).max(15).default('AMAZON'),
    usage: z.enum(['production', 'test']).default('production'),
  }),
  /** Differences from the default X12 code tables; codec/x12 knows their shape. */
  x12Codes: z.record(z.string(), z.unknown()).default({}),
  shipFrom: Party,
  remitTo: Party,
  /** Must match Amazon's own record to the letter. */
  billTo: Party,
  /** GS1 company prefix, 7-10 digits: every SSCC begins with it. */
  gs1CompanyPrefix: z.string().regex(/^\d{7,10}$/),
  paymentTerms: z.object({
    discountPercent: DecimalSchema.optional(),
    discountDays: z.number().int().nonnegative().optional(),
    netDays: z.number().int().nonnegative(),
  }),
  policies: Policies.prefault({}),
});
export type TradingPartner = z.infer<typeof TradingPartner>;
