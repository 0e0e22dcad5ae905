import { addDays, type CalendarDay, type Instant, instant } from './calendar.ts';
import type { DiscrepancyKind, NewDiscrepancy } from './discrepancy.ts';
import { compare, type DecimalText, subtract, sum, toFixed, ZERO } from './money.ts';
import type { Remittance, RemittanceLine } from './remittance.ts';
import type { RemittanceLineKind } from './remittance-match.ts';
import type { ClassifiedReference } from './remittance-reference.ts';

/** What Amazon accepts for disputes of chargebacks and shortages. */
const DISPUTE_WITHIN_DAYS = 30;

/** A remittance line and what its reference says. */
export interface ExplainedLine extends ClassifiedReference {
  line: RemittanceLine;
}

/** Nothing, or that the payments of one invoice differ from what was expected. */
export function paymentFinding(
  remittance: Remittance,
  invoiceNumber: string,
  payments: readonly ExplainedLine[],
  { amount: expected, tax }: { amount: DecimalText; tax: DecimalText },
  tolerance: DecimalText,
): NewDiscrepancy[] {
  const paid = paidIn(payments);
  const difference = subtract(paid, expected);
  if (compare(magnitude(difference), tolerance) <= 0) return [];
  const isShort = compare(difference, ZERO) < 0;
  const by = money(remittance, magnitude(difference));
  // Amazon that does not book the tax pays the goods alone: to be told from a claim at a glance.
  const isTax = isShort && compare(tax, ZERO) > 0 && compare(magnitude(difference), tax) === 0;
  return [
    {
      ...about(remittance, payments, isShort ? 'short-paid' : 'overpaid', invoiceNumber),
      summary: `invoice ${invoiceNumber}: ${money(remittance, paid)} paid in ${remittance.paymentNumber}, ${by} ${
        isShort ? 'less' : 'more'
      } than expected${isTax ? ', which is the tax of the invoice' : ''}`,
      detail: { paid, expected, difference, ...(compare(tax, ZERO) > 0 ? { tax } : {}), ...stated(payments) },
      ...(isShort ? dispute(remittance) : {}),
    },
  ];
}

const FINDING_OF: Readonly<Record<Exclude<RemittanceLineKind, 'invoice-payment'>, DiscrepancyKind>> = {
  'shortage-claim': 'shortage-claim',
  'shortage-claim-reversal': 'shortage-claim',
  'price-claim': 'price-claim',
  'price-claim-reversal': 'price-claim',
  'price-protection': 'price-claim',
  chargeback: 'chargeback',
  'co-op-deduction': 'co-op-deduction',
  provision: 'provision',
  'provision-reversal': 'provision',
  unmatched: 'deduction-unmatched',
};

/**
 * Nothing, or the money that lines of one name take. `reversals` are the lines of the same payment that
 * give it back; only claims and provisions have such a name.
 */
export function deductionFinding(
  remittance: Remittance,
  deductions: readonly ExplainedLine[],
  reversals: readonly ExplainedLine[],
): NewDiscrepancy[] {
  const [first] = deductions;
  if (!first || first.kind === 'invoice-payment') return [];
  const kind = FINDING_OF[first.kind];
  const takenBack = kind === 'deduction-unmatched' ? ZERO : paidIn(reversals);
  const amount = sum([paidIn(deductions), takenBack]);
  const isNothing = kind === 'deduction-unmatched' ? compare(amount, ZERO) === 0 : compare(amount, ZERO) >= 0;
  if (isNothing) return [];
  return [
    {
      ...about(remittance, deductions, kind, first.invoiceNumber, first.claim),
      summary: `${inWords(first, amount)}: ${money(remittance, amount)} in ${remittance.paymentNumber}`,
      detail: { amount, takenBack, reference: first.line.reference, ...stated(deductions) },
      // Amazon takes a provision back by itself; there is nothing to dispute.
      ...(kind === 'provision' || compare(amount, ZERO) > 0 ? {} : dispute(remittance)),
    },
  ];
}

function inWords({ kind, invoiceNumber, line }: ExplainedLine, amount: DecimalText): string {
  switch (kind) {
    case 'shortage-claim':
      return `shortage claim ${line.reference} on invoice ${invoiceNumber}`;
    case 'price-claim':
      return `price claim ${line.reference} on invoice ${invoiceNumber}`;
    case 'price-protection':
      return `price protection ${line.reference}`;
    case 'chargeback':
      return `chargeback ${line.reference}`;
    case 'co-op-deduction':
      return `co-op deduction ${line.reference}`;
    case 'provision':
      return `provision ${line.reference}`;
    case 'shortage-claim-reversal':
    case 'price-claim-reversal':
    case 'provision-reversal':
      return `${line.reference} should give money back and takes it`;
    default:
      return compare(amount, ZERO) > 0
        ? `payment ${line.reference}, which is no invoice of ours`
        : `deduction ${line.reference}, which nothing explains`;
  }
}

/** To the cent: the sum of the lines is the payment, or a line is missing. */
export function totalFinding(remittance: Remittance): NewDiscrepancy[] {
  const ofLines = sum(remittance.lines.map(({ amountPaid }) => amountPaid));
  const difference = subtract(remittance.total, ofLines);
  if (compare(difference, ZERO) === 0) return [];
  const { paymentNumber, total } = remittance;
  return [
    {
      key: `remittance-total-differs:${paymentNumber}`,
      kind: 'remittance-total-differs',
      subject: { paymentNumber },
      summary: `payment ${paymentNumber} is ${money(remittance, total)}, its lines add up to ${money(remittance, ofLines)}`,
      detail: { total, ofLines, difference },
    },
  ];
}

function about(
  { paymentNumber }: Remittance,
  lines: readonly ExplainedLine[],
  kind: DiscrepancyKind,
  invoiceNumber: string | undefined,
  claim = invoiceNumber,
): Pick<NewDiscrepancy, 'key' | 'kind' | 'subject'> {
  const purchaseOrderNumber = lines.find(({ line }) => line.purchaseOrderNumber)?.line.purchaseOrderNumber;
  return {
    // Paid twice under one name is two payments; the same payment read twice is one trouble.
    key: `${kind}:${paymentNumber}:${claim}`,
    kind,
    subject: {
      paymentNumber,
      ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
      ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }),
    },
  };
}

/** Amazon's own figures and reason codes: hints for the person, never the rule. */
function stated(lines: readonly ExplainedLine[]): Record<string, unknown> {
  return {
    lines: lines.map(({ line: { position, reference, amountPaid, invoiceAmount, discountTaken } }) => {
      return { position, reference, amountPaid, invoiceAmount, discountTaken };
    }),
    adjustments: lines.flatMap(({ line }) => line.adjustments),
  };
}

function dispute({ paidOn, createdOn }: Remittance): { dueBy?: Instant } {
  const day: CalendarDay | undefined = paidOn ?? createdOn;
  return day === undefined ? {} : { dueBy: instant(new Date(addDays(day, DISPUTE_WITHIN_DAYS))) };
}

export function paidIn(lines: readonly ExplainedLine[]): DecimalText {
  return sum(lines.map(({ line }) => line.amountPaid));
}

function magnitude(value: DecimalText): DecimalText {
  return compare(value, ZERO) < 0 ? subtract(ZERO, value) : value;
}

function money({ currency }: Remittance, amount: DecimalText): string {
  return currency === undefined ? toFixed(amount) : `${toFixed(amount)} ${currency}`;
}
