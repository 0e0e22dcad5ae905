import { z } from 'zod';
import { Holiday, TimeZone } from './calendar.ts';
import { TransportMethod } from './carrier.ts';
import { ProductIdKind } from './identifiers.ts';
import { InventoryRules } from './inventory-rules.ts';
import { DecimalSchema } from './money.ts';
import { Party } from './party.ts';
import { TaxSetting } from './tax.ts';

/**
 * What leaves or comes by which road. `edi` is the mailbox: a folder, SFTP or AS2 with the same files. `file`: exports of
 * Vendor Central come in, and what leaves is a table that a person enters there.
 */
export const Channel = z.enum(['edi', 'sp-api', 'file']);
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
  /** How a change is answered by EDI: by a whole acknowledgement again, or by an 865 of what was changed, which few accounts have. */
  changeAnswer: z.enum(['855', '865']).default('855'),
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
  /** Hours within which the receipt of a document has to come, by roads that bring one (AS2). Beyond the transfer program's own tries. */
  receiptWithinHours: z.number().positive().default(2),
  /** Hours within which a person enters a file in Vendor Central. An acknowledgement has its own limit besides. */
  enterFilesWithinHours: z.number().positive().default(24),
  /** Hours after our request to fetch a load within which Amazon's instructions (754) have to come. No guide of Amazon names them. */
  routingInstructionsWithinHours: z.number().positive().default(24),
  /** Days without any new order after which somebody looks into Vendor Central: an empty list of Amazon's is no proof. */
  silentAfterDays: z.number().positive().default(14),
  /** How long dispatches of one truck are waited for, to go into one ship notice. 0: each has its own at once. */
  truckNoticeWaitMinutes: z.number().nonnegative().default(0),
  /** each: of every small parcel a ship notice of its own, as Amazon wants it; together: one for a dispatch. */
  parcelNotices: z.enum(['each', 'together']).default('each'),
  /** Cartons on a full pallet, where freight leaves on pallets. Left out: cartons are loose. */
  cartonsPerPallet: z.number().int().positive().optional(),
  /** Who carries what the carrier map does not know. Left out: a person is asked. */
  defaultCarrier: z.object({ scac: z.string().regex(/^[A-Z]{2,4}$/), method: TransportMethod.optional() }).optional(),
  /** What follows where the shop changes a dispatch after its ship notice. auto: what Amazon takes is sent unasked. */
  correctNotices: z.enum(['ask', 'auto']).default('ask'),
});
export type Policies = z.infer<typeof Policies>;

/**
 * What becomes of a document that is ready to leave. `never-send`: it is made, checked, kept and shown, and stays
 * here until a person sends it. `shadow`: the same beside a manual process that Amazon hears; what it would have
 * said is compared with what was said, and it never leaves.
 */
export const SendingMode = z.enum(['live', 'never-send', 'shadow']);
export type SendingMode = z.infer<typeof SendingMode>;

/** What leaves for Amazon, in the order in which one rests on the other. */
export const SentKind = z.enum([
  'acknowledgement',
  'routing-request',
  'ship-notice',
  'invoice',
  'inventory-report',
  'functional-acknowledgement',
  'interchange-acknowledgement',
]);
export type SentKind = z.infer<typeof SentKind>;

/** What nobody outside of Amazon can be sure of; an account confirms it by the answer of its own contact or tests. */
export const AccountDoubt = z.enum([
  'reject-codes',
  'ship-window-codes',
  'amazon-reference-qualifier',
  'order-changes-by-edi',
  'remittance-codes',
  'case-prices',
  'sscc-digits',
  'shipped-in-future',
]);
export type AccountDoubt = z.infer<typeof AccountDoubt>;

/** One vendor code at Amazon in one region: who we are to them, by which road, under which rules. */
export const TradingPartner = z.object({
  vendorCode: z.string().min(1),
  region: Region,
  currency: z.string().length(3),
  channels: z
    .object({
      'purchase-order': z.array(Channel).default(['edi']),
      'order-change': z.array(Channel).default(['edi', 'sp-api']),
      acknowledgement: Channel.default('edi'),
      'change-acknowledgement': Channel.default('edi'),
      'routing-request': Channel.default('edi'),
      'ship-notice': Channel.default('edi'),
      invoice: Channel.default('edi'),
      'inventory-report': Channel.default('edi'),
      'functional-acknowledgement': Channel.default('edi'),
      'interchange-acknowledgement': Channel.default('edi'),
      remittance: z.array(z.enum(['edi', 'file'])).default(['edi', 'file']),
    })
    .prefault({}),
  /** For all documents of the account that `modes` does not name. */
  mode: SendingMode.default('live'),
  modes: z.partialRecord(SentKind, SendingMode).default({}),
  /** `look`: in shadow the shop is asked what it could hold, and holds nothing. `hold`: as in life, the order of the shop included. */
  shadowStock: z.enum(['look', 'hold']).default('look'),
  /** How this account trades where an order leaves it open. */
  trade: z
    .object({
      /** Kinds of product id that our documents carry, the best first; of others the first that the order gave. */
      answerProductIds: z.array(ProductIdKind).default([]),
      /** What a quantity without a unit counts in. Absent: a person is asked. */
      unstatedUnit: z.enum(['each', 'case']).optional(),
      /** What a cost of unstated basis is the price of. */
      unstatedPriceBasis: z.enum(['per-each', 'per-unit-of-measure']).optional(),
      /** Who pays the freight where an order does not say: collect (Amazon) binds us to the ship window, prepaid (we) to the delivery window. */
      freightTerms: z.enum(['collect', 'prepaid']).optional(),
    })
    .prefault({}),
  /** Exports of Vendor Central that people hand in. */
  exports: z
    .object({
      /** Names of their columns beside those that are known, by what the column is: `{ quantityOrdered: ["Menge"] }`. */
      columns: z.record(z.string(), z.array(z.string().trim().min(1)).min(1)).default({}),
    })
    .prefault({}),
  calendar: z
    .object({
      /** IANA zone of the day that an order was issued on. */
      timeZone: TimeZone.default('UTC'),
      /** Days of issue that Amazon gives more time after: `12-25` of every year, `2026-11-23` of one. */
      holidays: z.array(Holiday).default([]),
      /** The time for an order that was issued on one of them. */
      acknowledgeWithinHours: z.number().positive().default(48),
    })
    .prefault({}),
  /** Doubts that this account has settled with Amazon. */
  confirmed: z.array(AccountDoubt).default([]),
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
  /** Value-added, goods-and-services or sales tax on what we bill. Absent: invoices state none, as in the United States. */
  tax: TaxSetting.optional(),
  policies: Policies.prefault({}),
  inventory: InventoryRules.prefault({}),
});
export type TradingPartner = z.infer<typeof TradingPartner>;
