/*
 * What happens to a payment: match, and that is all. Everything it does is kept by payment number,
 * so that a repeat finds its own work.
 */
import assert from 'node:assert/strict';
import { z } from 'zod';
import type { NewDiscrepancy } from '../domain/discrepancy.ts';
import { taxTotal } from '../domain/invoice.ts';
import { compare, type DecimalText, subtract, sum } from '../domain/money.ts';
import { matchRemittance, type PayableInvoice, type RemittanceMatch } from '../domain/remittance-match.ts';
import { invoicesMentioned } from '../domain/remittance-reference.ts';
import { type Settled, settledBy } from '../domain/settled-by.ts';
import type { KeptMatch, StoredInvoice, StoredRemittance } from '../ports/stores.ts';
import { raise } from './discrepancies.ts';
import { runnable } from './engine.ts';
import { partnerOf } from './lookups.ts';
import { PATIENT, type Saga, type Step } from './saga.ts';
import type { World } from './world.ts';

export const RemittanceState = z.object({ paymentNumber: z.string(), vendorCode: z.string() });
export type RemittanceState = z.infer<typeof RemittanceState>;

/** Explains every line of a remittance, books what was paid, and raises what finance must look at. */
export const match: Step<RemittanceState> = {
  name: 'match',
  async run({ paymentNumber, vendorCode }, world) {
    const stored = await world.stores.remittances.find(paymentNumber);
    assert(stored, `remittance ${paymentNumber} is in the journal but not in the store`);
    const partner = partnerOf(vendorCode, world);
    const { remittanceTolerance } = partner.policies;
    // An 820 names no currency: it is the account's.
    const remittance = { ...stored.remittance, currency: stored.remittance.currency ?? partner.currency };
    const mentioned = invoicesMentioned(remittance.lines.map(({ reference }) => reference));
    const invoices = await world.stores.invoices.findMany(mentioned);
    const numbers = invoices.map(({ invoice }) => invoice.number);
    const before = (await world.stores.remittances.matchesFor(numbers)).filter((row) => comesBefore(row, stored));
    const payable = invoices.map(({ invoice }): PayableInvoice => {
      const { settled } = settledBy(invoice.total, before.filter(about(invoice.number)));
      return { ...invoice, tax: taxTotal(invoice), paid: settled };
    });
    const { matches, findings } = matchRemittance(remittance, payable, remittanceTolerance);
    await world.stores.remittances.keepMatches(paymentNumber, matches);
    for (const number of await bookPayments(matches, invoices, remittanceTolerance, world)) {
      const isTold = findings.some(({ kind, subject }) => kind === 'overpaid' && subject.invoiceNumber === number);
      if (!isTold) findings.push(paidOutOfTurn(paymentNumber, number));
    }
    for (const finding of findings) await raise(world, finding);
    world.events.remittanceMatched({
      paymentNumber,
      lines: matches.length,
      unmatched: matches.filter(({ kind }) => kind === 'unmatched').length,
    });
    return {};
  },
};

/**
 * Sets, never adds: the sum over all payments kept for the invoice, so that a repeat books nothing
 * twice. Answers the invoices that are now paid more than once.
 */
async function bookPayments(
  matches: readonly RemittanceMatch[],
  invoices: readonly StoredInvoice[],
  tolerance: DecimalText,
  world: World,
): Promise<string[]> {
  const overpaid: string[] = [];
  const paid = matches.flatMap(({ kind, invoiceNumber }) =>
    kind === 'invoice-payment' && invoiceNumber !== undefined ? [invoiceNumber] : [],
  );
  const all = await world.stores.remittances.matchesFor([...new Set(paid)]);
  for (const { invoice } of invoices.filter(({ invoice: { number } }) => paid.includes(number))) {
    const sofar = settledBy(invoice.total, all.filter(about(invoice.number)));
    const state = paidState(invoice.total, sofar, tolerance);
    await world.stores.invoices.setPaid(invoice.number, sofar.paid, state);
    if (state === 'overpaid') overpaid.push(invoice.number);
  }
  return overpaid;
}

/** A claim is a matter of its own and leaves the invoice paid; money that makes up for a claim does not overpay it. */
function paidState(
  total: DecimalText,
  { paid, discount, settled }: Settled,
  tolerance: DecimalText,
): StoredInvoice['state'] {
  if (compare(sum([paid, discount, tolerance]), total) < 0) return 'short-paid';
  return compare(subtract(settled, total), tolerance) > 0 ? 'overpaid' : 'paid';
}

/** Two payments of one invoice that were matched at once, or the later one first, each looked right by itself. */
function paidOutOfTurn(paymentNumber: string, invoiceNumber: string): NewDiscrepancy {
  return {
    key: `overpaid:${paymentNumber}:${invoiceNumber}`,
    kind: 'overpaid',
    subject: { paymentNumber, invoiceNumber },
    summary: `invoice ${invoiceNumber}: paid in ${paymentNumber} and in another payment, more than expected together`,
    detail: {},
  };
}

function about(number: string): (match: KeptMatch) => boolean {
  return ({ invoiceNumber }) => invoiceNumber?.toUpperCase() === number.toUpperCase();
}

/** By arrival, as matched in whatever order: a payment read once more must not take a later one for an earlier. */
function comesBefore(match: KeptMatch, { remittance, receivedAt }: StoredRemittance): boolean {
  if (match.receivedAt !== receivedAt) return match.receivedAt < receivedAt;
  return match.paymentNumber < remittance.paymentNumber;
}

export const remittanceSaga: Saga<RemittanceState> = {
  name: 'remittance',
  State: RemittanceState,
  steps: [match],
  subject: ({ paymentNumber }) => ({ paymentNumber }),
  title: ({ paymentNumber }) => `remittance ${paymentNumber}`,
  retry: { ...PATIENT, giveUpAfterMs: Number.POSITIVE_INFINITY },
};

export const runnableRemittance = runnable(remittanceSaga);
