import { z } from 'zod';
import type { NewDiscrepancy } from './discrepancy.ts';
import type { Invoice } from './invoice.ts';
import { compare, DecimalSchema, type DecimalText, percentOf, round, subtract, sum, ZERO } from './money.ts';
import type { Remittance, RemittanceLine } from './remittance.ts';
import { deductionFinding, type ExplainedLine, paidIn, paymentFinding, totalFinding } from './remittance-findings.ts';
import { type ClassifiedReference, classify, knownInvoices } from './remittance-reference.ts';

/** What a line of a remittance is, by the grammar of its reference; the reason code is only a hint. */
export const RemittanceLineKind = z.enum([
  'invoice-payment',
  /** `<invoice>SC`: quantity received below quantity invoiced; `…SCRSC`: claimed again. */
  'shortage-claim',
  /** `<invoice>SCR`: the claim taken back. */
  'shortage-claim-reversal',
  /** `<invoice>PC`, `…PCR`. */
  'price-claim',
  'price-claim-reversal',
  /** `…VCBSINV`. */
  'chargeback',
  /** `XXXX-XXXXXXXX` agreement invoices, COOP. */
  'co-op-deduction',
  /** `…PROVISION FOR RECEIVABLES`, `…RECEIVABLESR`. */
  'provision',
  'provision-reversal',
  /** `IPAPUS#######`. */
  'price-protection',
  'unmatched',
]);
export type RemittanceLineKind = z.infer<typeof RemittanceLineKind>;

/** One remittance line, explained. */
export const RemittanceMatch = z.object({
  /** RemittanceLine.position. */
  position: z.number().int().positive(),
  reference: z.string(),
  kind: RemittanceLineKind,
  /** Our invoice that it is about; absent when none is known. */
  invoiceNumber: z.string().optional(),
  amountPaid: DecimalSchema,
  /**
   * What we expected on this line: invoice total less agreed terms discount and what was paid
   * before; 0 for a deduction, and where an earlier line of the payment carries the expectation.
   */
  expected: DecimalSchema,
  /** amountPaid - expected. */
  difference: DecimalSchema,
});
export type RemittanceMatch = z.infer<typeof RemittanceMatch>;

/** What the matching has to know of an invoice. `total` is what is owed, taxes included. */
export type PayableInvoice = Pick<Invoice, 'number' | 'total' | 'terms'> & {
  /** The part of `total` that is tax; absent where there is none. */
  tax?: DecimalText;
  /** By payments before this one, claims, their reversals and agreed discount included: `settledBy(…).settled`. */
  paid?: DecimalText;
};

export interface RemittanceMatching {
  /** One per line, in order. */
  matches: RemittanceMatch[];
  /** What finance must look at. */
  findings: NewDiscrepancy[];
  /** Net change by this payment per invoice: payments, claims and reversals. */
  paidByInvoice: Map<string, DecimalText>;
}

/**
 * Explains every line of a payment. Each cent that is missing becomes one finding, under the name
 * that says why Amazon kept it; a claim that the same payment takes back is none. `tolerance` is per
 * invoice; a deduction has none, as nothing was agreed.
 */
export function matchRemittance(
  remittance: Remittance,
  invoices: readonly PayableInvoice[],
  tolerance: DecimalText,
): RemittanceMatching {
  const known = knownInvoices(invoices.map(({ number }) => number));
  const byNumber = new Map(invoices.map((invoice) => [invoice.number, invoice]));
  const lines = remittance.lines.map((line): ExplainedLine => {
    return { line, ...explained(line, classify(line.reference, known, remittance.vendorCode)) };
  });
  const expectations = new Map(
    [...grouped(lines, paysInvoice)].map(([number, payments]) => [number, expectedOn(payments, byNumber.get(number))]),
  );
  const claims = grouped(lines, deducts);
  const seen = new Set<string>();
  const matches = lines.map(({ line, kind, invoiceNumber }): RemittanceMatch => {
    const isFirst = kind === 'invoice-payment' && invoiceNumber !== undefined && !seen.has(invoiceNumber);
    if (isFirst) seen.add(invoiceNumber);
    const expected = (isFirst && expectations.get(invoiceNumber)) || ZERO;
    return {
      position: line.position,
      reference: line.reference,
      kind,
      ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
      amountPaid: line.amountPaid,
      expected,
      difference: subtract(line.amountPaid, expected),
    };
  });
  return {
    matches,
    findings: [
      ...[...grouped(lines, paysInvoice)].flatMap(([number, payments]) =>
        paymentFinding(
          remittance,
          number,
          payments,
          { amount: expectations.get(number) ?? ZERO, tax: byNumber.get(number)?.tax ?? ZERO },
          tolerance,
        ),
      ),
      ...[...claims].flatMap(([claim, deductions]) =>
        deductionFinding(remittance, deductions, claims.get(`${claim}R`) ?? []),
      ),
      ...totalFinding(remittance),
    ],
    paidByInvoice: new Map(
      [...grouped(lines, ({ invoiceNumber }) => invoiceNumber)].map(([number, group]) => [number, paidIn(group)]),
    ),
  };
}

/** Agreement numbers are told by their form alone, which an invoice of another system may have too: only money taken is one. */
function explained(line: RemittanceLine, reference: ClassifiedReference): ClassifiedReference {
  const isCredit = reference.kind === 'co-op-deduction' && compare(line.amountPaid, ZERO) > 0;
  return isCredit ? { ...reference, kind: 'unmatched' } : reference;
}

function paysInvoice({ kind, invoiceNumber }: ExplainedLine): string | undefined {
  return kind === 'invoice-payment' ? invoiceNumber : undefined;
}

function deducts({ kind, claim }: ExplainedLine): string | undefined {
  if (kind === 'invoice-payment') return undefined;
  // A name that reads as an agreement takes money under one kind and gives it under another.
  return kind === 'unmatched' ? `unmatched ${claim}` : claim;
}

function expectedOn(payments: readonly ExplainedLine[], invoice: PayableInvoice | undefined): DecimalText {
  if (!invoice) return ZERO;
  const owed = subtract(invoice.total, invoice.paid ?? ZERO);
  const missing = subtract(owed, paidIn(payments));
  return subtract(owed, termsDiscount(payments, invoice, missing));
}

/**
 * The discount that we agreed to and Amazon took: never more than the percentage, and only out of
 * what is missing. Where the remittance does not state it, the missing amount has to be the
 * percentage to the cent, of the total or of the goods without their tax, or to have been opened by a
 * payment before, which may have taken it.
 */
function termsDiscount(payments: readonly ExplainedLine[], invoice: PayableInvoice, missing: DecimalText): DecimalText {
  const percent = invoice.terms.discountPercent ?? ZERO;
  const agreed = round(percentOf(invoice.total, percent), 2);
  const ofGoods = round(percentOf(subtract(invoice.total, invoice.tax ?? ZERO), percent), 2);
  if (compare(missing, ZERO) <= 0 || compare(agreed, ZERO) <= 0) return ZERO;
  const stated = payments.flatMap(({ line }) => line.discountTaken ?? []);
  if (compare(sum(stated), ZERO) > 0) return least([sum(stated), agreed, missing]);
  if (compare(invoice.paid ?? ZERO, ZERO) > 0) return least([agreed, missing]);
  const taken = [agreed, ofGoods].find((discount) => compare(missing, discount) === 0);
  return stated.length === 0 && taken !== undefined ? taken : ZERO;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function least(values: readonly [DecimalText, ...DecimalText[]]): DecimalText {
  return values.reduce((smallest, value) => (compare(value, smallest) < 0 ? value : smallest));
}
