import { z } from 'zod';
import { invoiceInconsistencies } from '../../domain/document-consistency.ts';
import { type Adjustment, Invoice, type InvoiceLine } from '../../domain/invoice.ts';
import { decimal } from '../../domain/money.ts';
import { CodecError } from '../problem.ts';
import { ALLOWANCE, CHARGE, codeOfWord, wordOfCode } from './adjustment-codes.ts';
import { costPerEach, costPerUnit } from './cost.ts';
import { dateTimeOf, parseDay } from './dates.ts';
import { InvoiceParty, parseInvoiceParty, toInvoiceParty } from './party.ts';
import { parseProductId, toProductId } from './product-id.ts';
import { ItemQuantity, parseQuantity, toItemQuantity, wholeNumber } from './quantity.ts';
import {
  at,
  defined,
  list,
  lookUp,
  REPORT_IT,
  readShape,
  refuseBlocked,
  required,
  type Schemas,
  Text,
  type Warn,
} from './shape.ts';
import { parseHeaderTaxes, parseLineTaxes, Remarks, TaxDetails, toRemarks, toTaxDetails } from './tax.ts';

/** What the document does not know of itself. */
export interface InvoiceHeader {
  /** Names the remit-to party where the document gives it no id. */
  vendorCode: string;
}

/** The body of submitInvoices for one invoice. */
export function toSubmitInvoices(
  document: Invoice,
  { vendorCode }: InvoiceHeader,
): Schemas['vendorInvoices_SubmitInvoicesRequest'] {
  // A cent of somebody's rounding may be read; what we send foots exactly.
  refuseBlocked(invoiceInconsistencies(document).map((finding) => ({ ...finding, severity: 'block' })));
  const money = (amount: string) => ({ currencyCode: document.currency, amount });
  const { terms } = document;
  const invoice: Schemas['vendorInvoices_Invoice'] = {
    invoiceType: document.kind === 'invoice' ? 'Invoice' : 'CreditNote',
    id: document.number,
    date: dateTimeOf(document.invoicedOn),
    remitToParty: toInvoiceParty(document.remitTo, 'remitTo', { id: vendorCode, exact: true }),
    ...(document.shipTo ? { shipToParty: toInvoiceParty(document.shipTo, 'shipTo', { exact: false }) } : {}),
    billToParty: toInvoiceParty(document.billTo, 'billTo', { exact: true }),
    paymentTerms: {
      type: 'Basic',
      ...(terms.discountPercent === undefined ? {} : { discountPercent: terms.discountPercent }),
      ...(terms.discountDays === undefined ? {} : { discountDueDays: terms.discountDays }),
      netDueDays: terms.netDays,
    },
    invoiceTotal: money(document.total),
    ...(document.taxes?.length ? { taxDetails: toTaxDetails(document.taxes, document.currency) } : {}),
    items: document.lines.map((line, index) => ({
      itemSequenceNumber: line.position,
      ...toProductId(line.productId),
      invoicedQuantity: toItemQuantity(line.invoiced, `lines[${index}].invoiced`),
      netCost: money(costPerEach(line.unitCost, line.invoiced, `lines[${index}].unitCost`)),
      purchaseOrderNumber: line.purchaseOrderNumber,
      ...(line.taxes?.length ? { taxDetails: toTaxDetails(line.taxes, document.currency) } : {}),
    })),
  };
  const remarks = toRemarks(document);
  if (remarks.length > 0) invoice.additionalDetails = remarks;
  const place = ({ code }: Adjustment) => `adjustments ${code}`;
  const allowances = document.adjustments.filter(({ kind }) => kind === 'allowance');
  const charges = document.adjustments.filter(({ kind }) => kind === 'charge');
  if (allowances.length > 0) {
    invoice.allowanceDetails = allowances.map((one) => ({
      type: wordOfCode(ALLOWANCE, one.code, place(one)),
      ...(one.description ? { description: one.description } : {}),
      allowanceAmount: money(one.amount),
    }));
  }
  if (charges.length > 0) {
    invoice.chargeDetails = charges.map((one) => ({
      type: wordOfCode(CHARGE, one.code, place(one)),
      ...(one.description ? { description: one.description } : {}),
      chargeAmount: money(one.amount),
    }));
  }
  return { invoices: [invoice] };
}

const Money = z.object({ amount: Text, currencyCode: Text });

const Item = z.object({
  itemSequenceNumber: Text,
  amazonProductIdentifier: Text,
  vendorProductIdentifier: Text,
  invoicedQuantity: ItemQuantity,
  netCost: Money,
  purchaseOrderNumber: Text,
  taxDetails: TaxDetails,
});

const Submitted = z.object({
  invoices: z
    .array(
      z.object({
        invoiceType: Text,
        id: Text,
        date: Text,
        remitToParty: InvoiceParty,
        shipToParty: InvoiceParty.nullish(),
        billToParty: InvoiceParty,
        paymentTerms: z.object({ discountPercent: Text, discountDueDays: Text, netDueDays: Text }),
        invoiceTotal: Money,
        taxDetails: TaxDetails,
        additionalDetails: Remarks,
        allowanceDetails: list(z.object({ type: Text, description: Text, allowanceAmount: Money })),
        chargeDetails: list(z.object({ type: Text, description: Text, chargeAmount: Money })),
        items: z.array(Item),
      }),
    )
    .length(1),
});

/** Reads our own body back, as the outbox shows it. The format leaves out vendor code and date of the order. */
export function parseSubmitInvoices(json: unknown, warn: Warn): Invoice {
  const [invoice] = readShape(Submitted, json).invoices;
  if (!invoice) throw new CodecError('document-invalid', 'no invoice', at('invoices'), REPORT_IT);
  const { paymentTerms: terms, additionalDetails: remarks } = invoice;
  const lines = invoice.items.map((item, index) => parseItem(item, `items[${index}]`, remarks, warn));
  const count = (text: string | undefined, name: string) =>
    text === undefined ? undefined : wholeNumber(text, `paymentTerms.${name}`);
  return readShape(
    Invoice,
    defined({
      number: invoice.id,
      kind: lookUp({ Invoice: 'invoice', CreditNote: 'credit-note' }, invoice.invoiceType ?? '', 'invoiceType'),
      invoicedOn: parseDay(required(invoice.date, 'date'), 'date'),
      // Our documents are about one order; the format says it line by line.
      purchaseOrderNumber: invoice.items[0]?.purchaseOrderNumber,
      currency: invoice.invoiceTotal.currencyCode,
      billTo: parseInvoiceParty(invoice.billToParty),
      remitTo: parseInvoiceParty(invoice.remitToParty),
      shipTo: invoice.shipToParty ? parseInvoiceParty(invoice.shipToParty) : undefined,
      terms: defined({
        discountPercent: terms.discountPercent,
        discountDays: count(terms.discountDueDays, 'discountDueDays'),
        netDays: count(terms.netDueDays, 'netDueDays'),
      }),
      lines,
      adjustments: [
        ...invoice.allowanceDetails.map(({ type, description, allowanceAmount }, index) =>
          defined({
            kind: 'allowance',
            code: codeOfWord(ALLOWANCE, type ?? '', `allowanceDetails[${index}].type`),
            amount: allowanceAmount.amount,
            description,
          }),
        ),
        ...invoice.chargeDetails.map(({ type, description, chargeAmount }, index) =>
          defined({
            kind: 'charge',
            code: codeOfWord(CHARGE, type ?? '', `chargeDetails[${index}].type`),
            amount: chargeAmount.amount,
            description,
          }),
        ),
      ],
      taxes: parseHeaderTaxes(invoice.taxDetails, lines, remarks),
      total: invoice.invoiceTotal.amount,
    }),
  );
}

function parseItem(item: z.infer<typeof Item>, path: string, remarks: Remarks, warn: Warn): InvoiceLine {
  const invoiced = parseQuantity(item.invoicedQuantity, `${path}.invoicedQuantity`, warn);
  const perEach = decimal(required(item.netCost.amount, `${path}.netCost.amount`));
  if (perEach === undefined) {
    throw new CodecError('number-invalid', `${path}.netCost.amount is no number`, at(`${path}.netCost`), REPORT_IT);
  }
  const position = wholeNumber(item.itemSequenceNumber ?? '', `${path}.itemSequenceNumber`);
  const taxes = parseLineTaxes(item.taxDetails, position, remarks, `${path}.taxDetails`);
  return {
    position,
    purchaseOrderNumber: required(item.purchaseOrderNumber, `${path}.purchaseOrderNumber`),
    productId: parseProductId(item, path),
    invoiced,
    unitCost: costPerUnit(perEach, invoiced),
    ...(taxes === undefined ? {} : { taxes }),
  };
}
