import { isDeepStrictEqual } from 'node:util';
import type { Invoice } from './invoice.ts';
import type { InvoiceCircumstances } from './invoice-check.ts';
import { INVOICE_TAX_RULES } from './invoice-tax-rules.ts';
import { brokenIf, type Rule } from './rule.ts';

/** What Amazon asks of an invoice by its region, beside that it fits what was ordered and shipped. */
export const INVOICE_RULES: readonly Rule<Invoice, InvoiceCircumstances>[] = [
  {
    code: 'credit-note-not-taken',
    regions: ['na', 'fe'],
    severity: 'block',
    fix: 'Give the money back by agreement with Amazon; credit notes are for Europe.',
    prevents: 'Amazon rejects a credit note outside Europe.',
    // Where nobody says which region it is, a credit note is taken as meant for Europe.
    broken: ({ kind, number }, { region }) =>
      brokenIf(kind === 'credit-note' && region !== undefined, 'kind', `${number} is a credit note`),
  },
  ...INVOICE_TAX_RULES,
  {
    code: 'bill-to-differs',
    severity: 'block',
    fix: 'Write the payer as Amazon has it on record, to the letter: it stands in the settings of the account.',
    prevents: 'Amazon rejects an invoice whose payer it does not find.',
    broken: (invoice, { billTo }) =>
      brokenIf(
        billTo !== undefined && !isDeepStrictEqual(withoutGaps(invoice.billTo), withoutGaps(billTo)),
        'billTo',
        `The payer is ${nameOf(invoice.billTo)}, on record is ${nameOf(billTo)}`,
      ),
  },
];

/** An absent field and an empty one are the same to Amazon. */
function withoutGaps(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, part: unknown) => (part === '' ? undefined : part)));
}

function nameOf(party: Invoice['billTo'] | undefined): string {
  return [party?.id, party?.name, party?.address?.postalCode].filter(Boolean).join(' ') || 'nobody';
}
