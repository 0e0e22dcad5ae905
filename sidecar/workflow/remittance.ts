/*
 * What happens to a payment: match, and that is all. Everything it does is kept by payment number,
 * so that a repeat finds its own work.
 */
import assert from 'node:assert/strict';
import { z } from 'zod';
import { compare, type DecimalText, sum, ZERO } from '../domain/money.ts';
import { matchRemittance } from '../domain/remittance-match.ts';
import type { StoredInvoice } from '../ports/stores.ts';
import { runnable } from './engine.ts';
import { partnerOf, raise } from './lookups.ts';
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
    const { remittance } = stored;
    const partner = partnerOf(vendorCode, world);
    const invoices = await world.stores.invoices.list({});
    const { matches, findings } = matchRemittance(
      remittance,
      invoices.map(({ invoice }) => invoice),
      partner.policies.remittanceTolerance,
    );
    await world.stores.remittances.keepMatches(paymentNumber, matches);
    const paid = new Set(
      matches.flatMap(({ kind, invoiceNumber }) =>
        kind === 'invoice-payment' && invoiceNumber ? [invoiceNumber] : [],
      ),
    );
    for (const number of paid) await bookPayment(number, world);
    for (const finding of findings) await raise(world, finding);
    world.events.remittanceMatched({
      paymentNumber,
      lines: matches.length,
      unmatched: matches.filter(({ kind }) => kind === 'unmatched').length,
    });
    return {};
  },
};

/** Sets, never adds: the sum over all payments kept for the invoice, so that a repeat books nothing twice. */
async function bookPayment(invoiceNumber: string, world: World): Promise<void> {
  const stored = await world.stores.invoices.find(invoiceNumber);
  if (!stored) return;
  const matches = await world.stores.remittances.matchesFor(invoiceNumber);
  const payments = matches.filter(({ kind }) => kind === 'invoice-payment');
  const paid = sum(payments.map(({ amountPaid }) => amountPaid));
  const expected = payments.find(({ expected: value }) => compare(value, ZERO) > 0)?.expected ?? stored.invoice.total;
  await world.stores.invoices.setPaid(stored.invoice.number, paid, paidState(paid, expected, stored, world));
}

function paidState(
  paid: DecimalText,
  expected: DecimalText,
  stored: StoredInvoice,
  world: World,
): StoredInvoice['state'] {
  const partner = stored.invoice.vendorCode === undefined ? undefined : world.partners.find(stored.invoice.vendorCode);
  const tolerance = partner?.policies.remittanceTolerance ?? ZERO;
  if (compare(sum([paid, tolerance]), expected) < 0) return 'short-paid';
  return compare(paid, sum([expected, tolerance])) > 0 ? 'overpaid' : 'paid';
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
