import type { Header as TableHeader } from '../table/read.ts';
import { comparableName } from '../table/records.ts';

/** What a column of the export is to us. */
export type PaymentColumn =
  | 'paymentNumber'
  | 'paidOn'
  | 'currency'
  | 'total'
  | 'paymentCurrency'
  | 'totalInPaymentCurrency'
  | 'status'
  | 'voidedReason';
export type InvoiceColumn =
  | 'paymentNumber'
  | 'reference'
  | 'invoicedOn'
  | 'details'
  | 'originalReference'
  | 'invoiceAmount'
  | 'currency'
  | 'withholding'
  | 'discountTaken'
  | 'amountPaid'
  | 'remaining';
export type Column = PaymentColumn | InvoiceColumn;

/** The two tables of one export: what was transferred, and what it settles. */
export type TableKind = 'payments' | 'invoices';

/*
 * Names as they are compared: letters and digits only, in lower case. Amazon renames its columns every
 * few years, so that each has all the names that were seen; a name that is missing here is kept, not read.
 */
const PAYMENTS: Readonly<Record<PaymentColumn, readonly string[]>> = {
  paymentNumber: ['paymentnumber', 'paymentno', 'paymentid', 'remittancenumber'],
  paidOn: ['paymentdate', 'remittancedate'],
  currency: ['invoicecurrency', 'currency'],
  total: ['amountininvoicecurrency', 'paymentamount', 'totalamount', 'amount'],
  paymentCurrency: ['paymentcurrency'],
  totalInPaymentCurrency: ['amountinpaymentcurrency'],
  status: ['paymentstatus', 'status'],
  voidedReason: ['paymentvoidedreason', 'voidedreason', 'voidreason'],
};
const INVOICES: Readonly<Record<InvoiceColumn, readonly string[]>> = {
  paymentNumber: ['paymentnumber', 'paymentno', 'paymentid', 'remittancenumber'],
  reference: ['invoicenumber', 'invoiceno', 'invoicenum', 'invoiceid'],
  invoicedOn: ['invoicedate'],
  details: ['referencedetails', 'reference', 'ponumber', 'purchaseordernumber'],
  originalReference: ['originalinvoicenumber', 'originalinvoice'],
  invoiceAmount: ['invoiceamount'],
  currency: ['invoicecurrency', 'currency'],
  withholding: ['withholdingamount', 'withholdingtax', 'withheldamount'],
  discountTaken: ['termsdiscounttaken', 'termsdiscount', 'discounttaken'],
  amountPaid: ['amountpaid', 'netamountpaid', 'paidamount'],
  remaining: ['remainingamount', 'amountremaining'],
};

/** What a person calls the column, for the refusal that misses it. */
export const COLUMN_NAME: Readonly<Record<Column, string>> = {
  paymentNumber: 'Payment Number',
  paidOn: 'Payment Date',
  currency: 'Invoice Currency',
  total: 'Amount in Invoice Currency',
  paymentCurrency: 'Payment Currency',
  totalInPaymentCurrency: 'Amount in Payment Currency',
  status: 'Payment Status',
  voidedReason: 'Payment Voided Reason',
  reference: 'Invoice Number',
  invoicedOn: 'Invoice Date',
  details: 'Reference Details',
  originalReference: 'Original Invoice Number',
  invoiceAmount: 'Invoice Amount',
  withholding: 'Withholding Amount',
  discountTaken: 'Terms Discount Taken',
  amountPaid: 'Amount Paid',
  remaining: 'Remaining Amount',
};

export type Header = TableHeader<TableKind, Column>;

/** Undefined for a row that is no header of either table: both have payment numbers, only one has invoice numbers. */
export function headerOf(cells: readonly string[], line: number): Header | undefined {
  const names = cells.map(comparableName);
  if (!names.some((name) => PAYMENTS.paymentNumber.includes(name))) return undefined;
  const kind = names.some((name) => INVOICES.reference.includes(name)) ? 'invoices' : 'payments';
  const at = new Map<Column, number>();
  for (const [column, known] of entriesOf(kind)) {
    // The first name of the list that the file has: a file may show both a net and a gross amount.
    const name = known.find((candidate) => names.includes(candidate));
    if (name !== undefined) at.set(column, names.indexOf(name));
  }
  // One known name alone may stand in a sentence above the tables.
  return at.size < 2 ? undefined : { kind, line, at, names: cells.map((cell) => cell.trim()) };
}

function entriesOf(kind: TableKind): [Column, readonly string[]][] {
  return kind === 'payments'
    ? (Object.entries(PAYMENTS) as [PaymentColumn, readonly string[]][])
    : (Object.entries(INVOICES) as [InvoiceColumn, readonly string[]][]);
}
