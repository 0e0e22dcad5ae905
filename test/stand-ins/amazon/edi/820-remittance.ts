import type Big from 'big.js';
import type { BookedInvoice, SentRemittance } from '../books.ts';
import { big, plain, total } from '../numbers.ts';
import type { World } from '../world.ts';
import { compact } from './850-purchase-order.ts';

/** What Amazon takes off: a claim on an invoice (`of` + `suffix`), or anything else by its own reference (co-op). */
export interface Deduction {
  /** The invoice it is about. */
  of?: string;
  /** SC shortage, SCR its reversal, PC price, … put behind the invoice number. */
  suffix?: string;
  /** Its own number, where it is about no invoice. */
  reference?: string;
  /** Positive takes from the vendor; a reversal is negative. */
  amount: string;
  /** Element 426, a hint only. */
  reasonCode?: string;
}

export interface RemittanceRequest {
  /** Invoices to pay: in full, or what is said. */
  invoices: (string | { number: string; paid: string })[];
  deductions?: Deduction[];
  /** Takes each invoice's own terms (ITD03), or the percentage given here. */
  termsDiscount?: 'as-invoiced' | { percent: string };
  paymentNumber?: string;
}

type Line = SentRemittance['lines'][number] & { order?: string; invoicedOn?: string; reasonCode?: string };

/** Lines of the payment and its sum; an invoice that was never booked cannot be paid. */
export function remittanceLines(world: World, request: RemittanceRequest): { lines: Line[]; total: string } {
  const lines = [
    ...request.invoices.map((wanted) => payment(world, wanted, request.termsDiscount)),
    ...(request.deductions ?? []).map((deduction) => taken(world, deduction)),
  ];
  return { lines, total: plain(total(lines.map(({ paid }) => paid))) };
}

function payment(
  world: World,
  wanted: RemittanceRequest['invoices'][number],
  terms: RemittanceRequest['termsDiscount'],
): Line {
  const number = typeof wanted === 'string' ? wanted : wanted.number;
  const { document } = invoice(world, number);
  const discount = discountOf(document, terms);
  const paid = typeof wanted === 'string' ? plain(big(document.total).minus(discount)) : wanted.paid;
  return {
    reference: number,
    paid,
    invoiceAmount: document.total,
    discount: plain(discount),
    ...orderOf(document),
    invoicedOn: document.date,
  };
}

function taken(world: World, { of, suffix = '', reference, amount, reasonCode }: Deduction): Line {
  const off = plain(big(amount).times(-1));
  const about = of === undefined ? undefined : invoice(world, of).document;
  return {
    reference: reference ?? `${of ?? ''}${suffix}`,
    paid: off,
    invoiceAmount: off,
    discount: '0',
    ...(of === undefined ? {} : { of }),
    ...(about ? orderOf(about) : {}),
    ...(reasonCode === undefined ? {} : { reasonCode }),
  };
}

function invoice(world: World, number: string): BookedInvoice {
  const found = world.books.invoices.find((one) => one.number === number);
  if (found) return found;
  throw new Error(
    `invoice ${number} was never received; received are: ${world.books.invoices.map((one) => one.number).join(', ') || 'none'}`,
  );
}

function discountOf(
  { total: amount, termsDiscountPercent }: BookedInvoice['document'],
  terms: RemittanceRequest['termsDiscount'],
): Big {
  const percent = terms === 'as-invoiced' ? (termsDiscountPercent ?? '0') : (terms?.percent ?? '0');
  return big(amount).times(percent).div(100).round(2, 1);
}

function orderOf({ items }: BookedInvoice['document']): { order?: string } {
  const order = items[0]?.purchaseOrder;
  return order === undefined ? {} : { order };
}

/** The body of an 820. Deductions come as RMR of their own, with an ADX that names the invoice. */
export function remittanceBody(world: World, paymentNumber: string, sum: string, lines: readonly Line[]): string[][] {
  const today = compact(world.now().toISOString());
  const bank = ['01', '000000000', 'DA', '000000000'];
  return [
    ['BPR', 'I', sum, 'C', 'ACH', 'CTX', ...bank, '9111111111', '', ...bank, today],
    ['TRN', '1', paymentNumber, '9111111111'],
    ['DTM', '097', today],
    ['N1', 'PE', world.parties.vendorName, '92', world.vendorCode],
    ['N1', 'PR', world.parties.billTo.name ?? world.parties.billTo.id],
    ['ENT', '1'],
    ...lines.flatMap((line) => [
      ['RMR', 'IV', line.reference, '', line.paid, line.invoiceAmount, line.discount],
      ...(line.order === undefined ? [] : [['REF', 'PO', line.order]]),
      ['DTM', '003', line.invoicedOn === undefined ? today : compact(line.invoicedOn)],
      ...(line.of === undefined ? [] : [['ADX', line.paid, line.reasonCode ?? '06', 'OI', line.of]]),
    ]),
  ];
}
