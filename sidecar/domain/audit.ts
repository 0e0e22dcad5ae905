import type { AccountDoubt } from './trading-partner.ts';

/** Something that is missing, wrong or unsure before going live. */
export interface AuditFinding {
  /** One of AUDIT_CHECKS; docs/operating/going-live.md has a row for each. */
  check: AuditCheck;
  /** block: going live would fail; warn: it will cost; doubt: nobody outside of Amazon can be sure of it. */
  severity: 'block' | 'warn' | 'doubt';
  /** Vendor code; empty for the house. */
  account: string;
  /** `partners[NGK7U].billTo.name`, `amazon.spApi[0].clientSecret`, `discrepancies`. */
  place: string;
  message: string;
  /** What it comes to if it stays. */
  leadsTo: string;
  fix: string;
}

export const AUDIT_CHECKS = [
  'no-account',
  'road-missing',
  'road-cannot-carry',
  'entered-by-hand',
  'bill-to-incomplete',
  'remit-to-incomplete',
  'ship-from-incomplete',
  'gs1-prefix-of-examples',
  'test-usage-on',
  'not-live',
  'held-back-by-another',
  'differs-from-file',
  'freight-terms-open',
  'price-basis-open',
  'no-holidays',
  'answers-later-than-a-day',
  'tax-open',
  'tax-number-missing',
  'ids-shared',
  'code-doubt',
  'shop-missing',
  'shop-not-answering',
  'item-unknown-to-shop',
  'item-without-cost',
  'item-without-case-pack',
  'no-items',
  'centre-without-zone',
  'carrier-unmapped',
  'line-in-doubt',
  'answer-overdue',
  'answer-no',
  'file-not-understood',
  'secret-expiring',
  'secret-age-unknown',
  'certificate-expiring',
  'events-by-polling',
  'console-open',
  'audit-log-broken',
] as const;
export type AuditCheck = (typeof AUDIT_CHECKS)[number];

/** What the published facts leave open, and how an account makes sure. The account then lists it in `confirmed`. */
export const ACCOUNT_DOUBTS: Readonly<
  Record<AccountDoubt, Pick<AuditFinding, 'place' | 'message' | 'leadsTo' | 'fix'>>
> = {
  'reject-codes': {
    place: 'x12Codes.written.rejected',
    message:
      'which reject codes Amazon’s 855 guide names for you: R3 is read as discontinued here, and is another thing in the standard',
    leadsTo: 'A product may never be ordered again, or a rejection not be understood.',
    fix: 'Compare with the 855 guide in Vendor Central, EDI, self-service setup.',
  },
  'ship-window-codes': {
    place: 'x12Codes.windowDates',
    message:
      'by which date codes your orders give the ship window: 037 and 038 are read, and no list of Amazon’s shows them',
    leadsTo: 'On-time chargeback: goods leave by the wrong window.',
    fix: 'Look into a collect order: `edi read FILE` must show the window that Vendor Central shows.',
  },
  'amazon-reference-qualifier': {
    place: 'x12Codes.amazonReferenceQualifier',
    message: 'in which REF of the ship notice Amazon wants its reference number (ARN)',
    leadsTo: 'ASN accuracy chargeback: the truck is not matched with its routing request.',
    fix: 'Compare with the 856 guide; set the qualifier where it is not BX.',
  },
  'order-changes-by-edi': {
    place: 'channels.order-change',
    message: 'whether Amazon sends you changes of orders by EDI (860): they are opt-in',
    leadsTo: 'A changed order is shipped as it was first ordered.',
    fix: 'Ask your contact at Amazon for the 860, or connect SP-API, which tells changes to everybody.',
  },
  'remittance-codes': {
    place: 'x12Codes.remittanceReferences',
    message: 'how your 820 writes deductions: as lines of their own, or below the invoice',
    leadsTo: 'Deductions stay unmatched and their dispute windows pass.',
    fix: 'Hold the first 820 against the remittance in Vendor Central.',
  },
  'case-prices': {
    place: 'trade.unstatedPriceBasis',
    message: 'whether a cost on a line in cases is the price of a case or of an each',
    leadsTo: 'Price claim: an invoice that is off by the size of a case.',
    fix: 'Compare an order in cases with its total in Vendor Central.',
  },
  'sscc-digits': {
    place: 'x12Codes.ssccDigits',
    message: 'whether the SSCC goes with 00 in front (20 digits) or without (18): Amazon’s texts disagree',
    leadsTo: 'ASN accuracy chargeback: cartons are not found in the notice.',
    fix: 'Send one notice, then look at its cartons in Vendor Central; set `ssccDigits` to what was found.',
  },
  'shipped-in-future': {
    place: 'channels.ship-notice',
    message: 'whether a ship notice may be sent before the goods leave: none is, here',
    leadsTo: 'Nothing while notices follow the dispatch.',
    fix: 'Record dispatches when they leave; nothing else to do.',
  },
};
