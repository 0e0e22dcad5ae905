import type { RemittanceLineKind } from './remittance-match.ts';

/** Our invoice numbers as they are kept, by how they are compared. */
export type KnownInvoices = Pick<ReadonlyMap<string, string>, 'get'>;

/** What the reference of a remittance line says. */
export interface ClassifiedReference {
  kind: RemittanceLineKind;
  /** Our invoice that it is about, as we wrote it. */
  invoiceNumber?: string;
  /**
   * The claim in one spelling: `INV-1SC` for `INV-1-SC`. What takes a claim back is called by the
   * claim and an `R`; provisions and their reversals follow the same rule.
   */
  claim: string;
}

export function knownInvoices(numbers: Iterable<string>): KnownInvoices {
  return new Map([...numbers].map((number) => [comparable(number), number]));
}

/**
 * Reads the number that Amazon gave to a payment or a deduction. Amazon appends to our invoice
 * number and appends again: `SC` a shortage claim, `SCR` its reversal, `SCRSC` the claim made once
 * more; `PC`, `PCR` the same for prices. Our own numbers may end in SC or PC as well, so a suffix is
 * one only when what stands before it is an invoice of ours, and as little as possible is cut off.
 */
export function classify(reference: string, invoices: KnownInvoices, vendorCode?: string): ClassifiedReference {
  const text = comparable(reference);
  const exact = invoices.get(text);
  if (exact !== undefined) return { kind: 'invoice-payment', invoiceNumber: exact, claim: text };
  return claimOnInvoice(text, invoices) ?? byItsOwnForm(text, invoices, vendorCode);
}

/** Every number that `classify` would know an invoice of ours by: no others need to be read to explain these references. */
export function invoicesMentioned(references: Iterable<string>): string[] {
  const asked = new Set<string>();
  const noneKnown: KnownInvoices = { get: (number) => void asked.add(number) };
  for (const reference of references) classify(reference, noneKnown);
  return [...asked].filter((number) => number !== '');
}

const SUFFIX_KINDS: Readonly<Record<string, RemittanceLineKind>> = {
  SC: 'shortage-claim',
  SCR: 'shortage-claim-reversal',
  PC: 'price-claim',
  PCR: 'price-claim-reversal',
};

function claimOnInvoice(text: string, invoices: KnownInvoices): ClassifiedReference | undefined {
  let rest = text;
  let chain = '';
  for (;;) {
    const suffix = /(SCR?|PCR?)$/.exec(rest)?.[1];
    if (suffix === undefined) return undefined;
    rest = rest.slice(0, -suffix.length);
    chain = suffix + chain;
    const bare = rest.replace(/[-_ ]$/, '');
    const invoiceNumber = invoices.get(rest) ?? invoices.get(bare);
    if (invoiceNumber !== undefined) {
      const kind = SUFFIX_KINDS[/(SCR?|PCR?)$/.exec(chain)?.[1] ?? ''] ?? 'unmatched';
      return { kind, invoiceNumber, claim: `${comparable(invoiceNumber)}${chain}` };
    }
    // A hyphen between two claims of a chain, `INV-1SCR-SC`, means no more than one before the first.
    rest = bare;
  }
}

/** Deductions that carry their own number: nothing of ours has to be known for them. */
function byItsOwnForm(text: string, invoices: KnownInvoices, vendorCode: string | undefined): ClassifiedReference {
  const chargeback = /^(.*?)[-_ ]?VCBSINV$/.exec(text);
  if (chargeback) {
    const invoiceNumber = invoices.get(chargeback[1] ?? '');
    return { kind: 'chargeback', ...(invoiceNumber === undefined ? {} : { invoiceNumber }), claim: text };
  }
  if (/RECEIVABLESR$/.test(text)) return { kind: 'provision-reversal', claim: text };
  if (/PROVISION FOR RECEIVABLES?$/.test(text)) return { kind: 'provision', claim: text };
  if (/^IPAPUS\d{7}$/.test(text)) return { kind: 'price-protection', claim: text };
  return { kind: isAgreement(text, vendorCode) ? 'co-op-deduction' : 'unmatched', claim: text };
}

/** `A7KP-20260901`, `NGK7U-AUG26-1187`: four and eight characters, or the vendor code and the agreement's own number. */
function isAgreement(text: string, vendorCode: string | undefined): boolean {
  if (/^[A-Z0-9]{4}-[A-Z0-9]{8}$/.test(text) || /\bCO-?OP\b/.test(text)) return true;
  return vendorCode !== undefined && text.startsWith(`${comparable(vendorCode)}-`);
}

function comparable(number: string): string {
  return number.trim().replace(/\s+/g, ' ').toUpperCase();
}
