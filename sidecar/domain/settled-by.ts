import { compare, type DecimalText, subtract, sum, ZERO } from './money.ts';
import type { RemittanceLineKind, RemittanceMatch } from './remittance-match.ts';

/** Lines that change what is still owed on the invoice. A chargeback names one and is a debt of its own. */
const ON_THE_INVOICE: ReadonlySet<RemittanceLineKind> = new Set([
  'invoice-payment',
  'shortage-claim',
  'shortage-claim-reversal',
  'price-claim',
  'price-claim-reversal',
]);

/** What payments did to one invoice. */
export interface Settled {
  /** Payments alone. */
  paid: DecimalText;
  /** Terms discount that we agreed to and Amazon took. */
  discount: DecimalText;
  /** Payments, claims, reversals and discount: the invoice less this is still owed. */
  settled: DecimalText;
}

/**
 * Adds up what the matched lines of some payments, oldest first, did to one invoice. The discount of a
 * payment is what lay between the debt and the expectation when it was matched.
 */
export function settledBy(
  invoiceTotal: DecimalText,
  matches: readonly (RemittanceMatch & { paymentNumber: string })[],
): Settled {
  let discount = ZERO;
  let settled = ZERO;
  for (const paymentNumber of new Set(matches.map((match) => match.paymentNumber))) {
    const lines = matches.filter((match) => match.paymentNumber === paymentNumber && ON_THE_INVOICE.has(match.kind));
    const payments = lines.filter(({ kind }) => kind === 'invoice-payment');
    const taken = payments.length === 0 ? ZERO : discountOf(subtract(invoiceTotal, settled), payments);
    discount = sum([discount, taken]);
    settled = sum([settled, taken, ...lines.map(({ amountPaid }) => amountPaid)]);
  }
  const payments = matches.filter(({ kind }) => kind === 'invoice-payment');
  return { paid: sum(payments.map(({ amountPaid }) => amountPaid)), discount, settled };
}

function discountOf(owed: DecimalText, payments: readonly RemittanceMatch[]): DecimalText {
  const discount = subtract(owed, sum(payments.map(({ expected }) => expected)));
  return compare(discount, ZERO) > 0 ? discount : ZERO;
}
