import { type Invoice, taxesOf } from './invoice.ts';
import type { InvoiceCircumstances } from './invoice-check.ts';
import { brokenIf, type Rule } from './rule.ts';
import type { TaxType } from './tax.ts';
import type { Region } from './trading-partner.ts';

/**
 * Where goods sold to Amazon bear a tax that the invoice has to state: everywhere but in the United States,
 * which shares a house with others of other money. Nobody bills in dollars of the United States elsewhere.
 */
export function isTaxDue(region: Region | undefined, currency: string): boolean {
  return region === 'eu' || region === 'fe' || currency !== 'USD';
}

/** What has no registration of the kinds that an invoice states: the sales taxes of states and provinces. */
const WITHOUT_REGISTRATION: readonly TaxType[] = ['ST', 'PST', 'MutuallyDefined'];

/** India levies on one sale within a state two halves, between states one whole; a cess may come on top. */
const INDIAN_SETS: readonly (readonly TaxType[])[] = [['CGST', 'SGST'], ['CGST', 'UTGST'], ['IGST']];
const INDIAN: readonly TaxType[] = ['CGST', 'SGST', 'UTGST', 'IGST'];

/** What Amazon and the law ask of the taxes of an invoice. */
export const INVOICE_TAX_RULES: readonly Rule<Invoice, InvoiceCircumstances>[] = [
  {
    code: 'tax-missing',
    severity: 'warn',
    fix: 'Set `tax` of the account: its type and rate, or zero-rated, exempt or reverse-charge where none is to pay.',
    prevents:
      'Amazon rejects an invoice without VAT or GST where it is due, or pays the net alone and you owe the tax.',
    broken: (invoice, { region }) =>
      brokenIf(
        taxesOf(invoice).length === 0 && isTaxDue(region, invoice.currency),
        'taxes',
        `${invoice.number} states no tax`,
      ),
  },
  {
    code: 'tax-missing-on-line',
    severity: 'block',
    fix: 'State the tax of every line; a rate of 0 is stated too.',
    prevents: 'Amazon rejects an invoice whose lines and header do not agree.',
    broken: ({ lines }) => {
      if (!lines.some(({ taxes }) => taxes?.length)) return [];
      return lines.flatMap(({ taxes, position }, index) =>
        brokenIf(!taxes?.length, `lines[${index}].taxes`, `Line ${position} states no tax, and others do`),
      );
    },
  },
  {
    code: 'tax-registration-missing',
    severity: 'warn',
    fix: 'Write the VAT or GST number of the party that is paid into `taxRegistrations` of `remitTo`.',
    prevents: 'Amazon takes the invoice at first and rejects it later.',
    broken: (invoice, { region }) => {
      const isRegistered = taxesOf(invoice).some(({ type }) => !WITHOUT_REGISTRATION.includes(type));
      return brokenIf(
        (region === 'eu' || isRegistered) && !invoice.remitTo.taxRegistrations?.length,
        'remitTo.taxRegistrations',
        'The party that is paid states no tax number',
      );
    },
  },
  {
    code: 'tax-number-of-payer-missing',
    severity: 'warn',
    fix: 'Write Amazon’s VAT number into `taxRegistrations` of `billTo`.',
    prevents:
      'Under reverse charge the payer owes the tax: without its number the sale is taxed as any other, at your cost.',
    broken: (invoice) =>
      brokenIf(
        taxesOf(invoice).some(({ category }) => category === 'reverse-charge') &&
          !invoice.billTo.taxRegistrations?.length,
        'billTo.taxRegistrations',
        'The tax is the payer’s to pay, and the payer states no tax number',
      ),
  },
  {
    code: 'tax-halves-differ',
    severity: 'block',
    fix: 'State CGST with SGST or UTGST within a state, IGST alone between states.',
    prevents: 'Amazon rejects an invoice of India whose taxes are not a set.',
    broken: ({ lines }) =>
      lines.flatMap(({ taxes = [], position }, index) => {
        const types = taxes.map(({ type }) => type).filter((type) => INDIAN.includes(type));
        const isSet = INDIAN_SETS.some(
          (set) => set.length === types.length && set.every((type) => types.includes(type)),
        );
        return brokenIf(
          types.length > 0 && !isSet,
          `lines[${index}].taxes`,
          `Line ${position} states ${types.join(' and ')}`,
        );
      }),
  },
  {
    code: 'gst-number-malformed',
    severity: 'warn',
    fix: 'Write the GSTIN as registered: 15 letters and digits.',
    prevents: 'Amazon rejects an invoice of India whose GST number has not 15 characters.',
    broken: ({ remitTo, currency }) =>
      (currency === 'INR' ? (remitTo.taxRegistrations ?? []) : []).flatMap(({ type, number }, index) =>
        brokenIf(
          type === 'gst' && !/^[0-9A-Z]{15}$/i.test(number),
          `remitTo.taxRegistrations[${index}].number`,
          `The GST number is '${number}'`,
        ),
      ),
  },
];
