import type { Adjustment, Invoice, InvoiceLine } from '../../domain/invoice.ts';
import { taxesOf } from '../../domain/invoice.ts';
import { multiply, toFixed } from '../../domain/money.ts';
import type { Tax } from '../../domain/tax.ts';
import { partyText } from './party.ts';
import { asinColumn, idColumns, type ProductLookup, unitColumns } from './product.ts';
import { type FileColumn, writeTable } from './table.ts';

/** What a row tells: goods, an allowance or charge on the whole, or one of its taxes. */
type Row = { invoice: Invoice } & (
  | { kind: 'line'; line: InvoiceLine; known: { asin?: string | undefined; sku?: string | undefined } }
  | { kind: 'adjustment'; adjustment: Adjustment }
  | { kind: 'tax'; tax: Tax }
);

/** One row a line, then one for each allowance, charge and tax; number, terms and total stand on all of them. */
export function serialiseInvoiceFile(invoice: Invoice, products: ProductLookup): string {
  const rows: Row[] = [
    ...invoice.lines.map((line) => ({
      invoice,
      kind: 'line' as const,
      line,
      known: products(line.purchaseOrderNumber, line.productId) ?? {},
    })),
    ...invoice.adjustments.map((adjustment) => ({ invoice, kind: 'adjustment' as const, adjustment })),
    ...taxesOf(invoice).map((tax) => ({ invoice, kind: 'tax' as const, tax })),
  ];
  return writeTable(COLUMNS, rows);
}

const lineOf = (row: Row) => (row.kind === 'line' ? row.line : undefined);
const taxOf = (row: Row) => (row.kind === 'tax' ? row.tax : undefined);
const productOf = (row: Row) => (row.kind === 'line' ? { productId: row.line.productId, known: row.known } : undefined);

const COLUMNS: readonly FileColumn<Row>[] = [
  { head: 'Invoice number', cell: ({ invoice }) => invoice.number },
  { head: 'What it is', cell: ({ invoice }) => invoice.kind.replaceAll('-', ' ') },
  { head: 'Invoice date (yyyy-MM-dd)', cell: ({ invoice }) => invoice.invoicedOn },
  { head: 'PO Number', cell: (row) => lineOf(row)?.purchaseOrderNumber ?? row.invoice.purchaseOrderNumber },
  { head: 'Order date', cell: ({ invoice }) => invoice.orderedOn },
  { head: 'Vendor code', cell: ({ invoice }) => invoice.vendorCode },
  { head: 'Row', cell: rowName },
  { head: 'Line', cell: (row) => lineOf(row)?.position },
  asinColumn(productOf),
  ...idColumns<Row>(productOf),
  { head: 'Quantity', cell: (row) => lineOf(row)?.invoiced.amount },
  ...unitColumns<Row>((row) => lineOf(row)?.invoiced),
  { head: 'Unit cost', cell: (row) => lineOf(row)?.unitCost },
  { head: 'Amount', cell: amountOf },
  { head: 'Code', cell: (row) => (row.kind === 'adjustment' ? row.adjustment.code : taxOf(row)?.type) },
  {
    head: 'Description',
    cell: (row) => (row.kind === 'adjustment' ? row.adjustment.description : taxOf(row)?.reason),
  },
  { head: 'Tax category', cell: (row) => taxOf(row)?.category.replaceAll('-', ' ') },
  { head: 'Tax rate %', cell: (row) => taxOf(row)?.rate },
  { head: 'Taxable amount', cell: (row) => taxOf(row)?.taxableAmount },
  { head: 'Currency', cell: ({ invoice }) => invoice.currency },
  { head: 'Invoice total', cell: ({ invoice }) => toFixed(invoice.total) },
  { head: 'Net days', cell: ({ invoice }) => invoice.terms.netDays },
  { head: 'Discount %', cell: ({ invoice }) => invoice.terms.discountPercent },
  { head: 'Discount days', cell: ({ invoice }) => invoice.terms.discountDays },
  { head: 'Ship-to location', cell: ({ invoice }) => invoice.shipTo?.id },
  { head: 'Bill to', cell: ({ invoice }) => partyText(invoice.billTo) },
  { head: 'Remit to', cell: ({ invoice }) => partyText(invoice.remitTo) },
];

function rowName(row: Row): string {
  return row.kind === 'adjustment' ? row.adjustment.kind : row.kind;
}

/** Of a line exact, as the total is rounded once and at the end. */
function amountOf(row: Row): string {
  if (row.kind === 'line') return multiply(row.line.unitCost, row.line.invoiced.amount);
  return row.kind === 'adjustment' ? row.adjustment.amount : row.tax.amount;
}
