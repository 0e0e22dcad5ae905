import { z } from 'zod';
import { CalendarDaySchema } from './calendar.ts';
import { ProductId } from './identifiers.ts';
import { DecimalSchema, type DecimalText, multiply, negate, round, sum } from './money.ts';
import { Party } from './party.ts';
import { Quantity } from './quantity.ts';
import { Tax } from './tax.ts';

/** X12 IT1, SP-API InvoiceItem. */
export const InvoiceLine = z.object({
  /** 1-based place; SP-API wants an integer here although order lines are text. */
  position: z.number().int().positive(),
  purchaseOrderNumber: z.string().min(1),
  productId: ProductId,
  invoiced: Quantity,
  /** Per `invoiced.unitOfMeasure`, without tax; as acknowledged. */
  unitCost: DecimalSchema,
  /** Its share of the taxes of the invoice; one entry for each tax that it bears. */
  taxes: z.array(Tax).optional(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** A discount we grant or a cost we add. X12 SAC, SP-API allowanceDetails / chargeDetails. */
export const Adjustment = z.object({
  kind: z.enum(['allowance', 'charge']),
  /** X12 SAC02, `C310` discount, `D240` freight. */
  code: z.string(),
  /** Positive, two decimals at most: SAC05 counts cents. */
  amount: DecimalSchema,
  description: z.string().optional(),
});
export type Adjustment = z.infer<typeof Adjustment>;

/** X12 ITD, SP-API paymentTerms. */
export const PaymentTerms = z.object({
  discountPercent: DecimalSchema.optional(),
  discountDays: z.number().int().nonnegative().optional(),
  netDays: z.number().int().nonnegative(),
});
export type PaymentTerms = z.infer<typeof PaymentTerms>;

/** What we bill: only what was confirmed and shipped. X12 810, SP-API submitInvoices. */
export const Invoice = z.object({
  /** Never used twice, in any case of letters. X12 BIG02. */
  number: z.string().min(1).max(22),
  kind: z.enum(['invoice', 'credit-note']),
  invoicedOn: CalendarDaySchema,
  purchaseOrderNumber: z.string().min(1),
  orderedOn: CalendarDaySchema.optional(),
  vendorCode: z.string().optional(),
  currency: z.string().length(3),
  billTo: Party,
  remitTo: Party,
  shipTo: Party.optional(),
  terms: PaymentTerms,
  lines: z.array(InvoiceLine).min(1),
  adjustments: z.array(Adjustment),
  /** One for each tax, rate and category, over all lines; absent where the account states none. */
  taxes: z.array(Tax).optional(),
  /** What is to pay: lines less allowances plus charges, rounded to cents, and the taxes. X12 TDS01 in cents. */
  total: DecimalSchema,
});
export type Invoice = z.infer<typeof Invoice>;

/** What `total` has to be. */
export function invoiceTotal(
  lines: readonly InvoiceLine[],
  adjustments: readonly Adjustment[],
  taxes: readonly Tax[] = [],
): DecimalText {
  return sum([netTotal(lines, adjustments), ...taxes.map(({ amount }) => amount)]);
}

/** Without taxes. Rounded once, at the end: rounding each line drifts from Amazon's sum. */
export function netTotal(lines: readonly InvoiceLine[], adjustments: readonly Adjustment[]): DecimalText {
  const goods = lines.map((line) => multiply(line.unitCost, line.invoiced.amount));
  const extras = adjustments.map(({ kind, amount }) => (kind === 'charge' ? amount : negate(amount)));
  return round(sum([...goods, ...extras]), 2);
}

/** Header and lines tell the same money twice: the header counts, and where it tells none the lines do. */
export function taxesOf({ taxes, lines }: Pick<Invoice, 'taxes' | 'lines'>): readonly Tax[] {
  return taxes ?? lines.flatMap((line) => line.taxes ?? []);
}

export function taxTotal(invoice: Pick<Invoice, 'taxes' | 'lines'>): DecimalText {
  return sum(taxesOf(invoice).map(({ amount }) => amount));
}
