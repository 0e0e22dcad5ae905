import type { Acknowledgement } from './acknowledgement.ts';
import type { CalendarDay } from './calendar.ts';
import { describe, isAtMost, productKey, sameOrder, sameProduct, shippedOf, total } from './comparable-quantity.ts';
import { type Finding, invoiceInconsistencies } from './document-consistency.ts';
import type { Invoice } from './invoice.ts';
import { INVOICE_RULES } from './invoice-rules.ts';
import { compare, type DecimalText } from './money.ts';
import type { Party } from './party.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';
import type { Quantity } from './quantity.ts';
import { brokenRules } from './rule.ts';
import type { ShipNotice } from './ship-notice.ts';
import type { Region } from './trading-partner.ts';
import { costsPerUnit } from './unit-cost.ts';

export interface InvoiceCircumstances {
  /** Where the account is; North America where nobody says. */
  region?: Region;
  /** Whom Amazon has on record as payer. */
  billTo?: Party;
  acknowledgements?: readonly Acknowledgement[];
  /** Ship notices that Amazon has; an invoice without one waits for goods. */
  notices?: readonly ShipNotice[];
  orders?: readonly PurchaseOrder[];
  /** Other invoices of the same orders. */
  earlier?: readonly Invoice[];
  /** Every invoice number ever sent, in any spelling, save this very invoice sent again. */
  numbersUsed?: Iterable<string>;
  today?: CalendarDay;
}

/** Will Amazon pay it? Only what was shipped, at the acknowledged cost, under a number never used before. */
export function checkInvoice(invoice: Invoice, circumstances: InvoiceCircumstances = {}): Finding[] {
  const { acknowledgements, notices, orders, earlier = [], numbersUsed = [], today } = circumstances;
  const findings = [...invoiceInconsistencies(invoice), ...brokenRules(INVOICE_RULES, invoice, circumstances)];
  const used = [...numbersUsed].find((number) => invoiceKey(number) === invoiceKey(invoice.number));
  if (used !== undefined) {
    findings.push({
      code: 'invoice-number-used',
      severity: 'block',
      field: 'number',
      message: `Invoice number ${invoice.number} was used before${used === invoice.number ? '' : ` as ${used}`}`,
      fix: 'Number the invoice anew.',
      prevents: 'Amazon drops an invoice whose number it has seen, in capitals or not.',
    });
  }
  if (today !== undefined && invoice.invoicedOn > today) {
    findings.push({
      code: 'invoice-date-in-future',
      severity: 'block',
      field: 'invoicedOn',
      message: `The invoice is dated ${invoice.invoicedOn}, today is ${today}`,
      fix: 'Date the invoice today.',
      prevents: 'Amazon rejects an invoice from the future.',
    });
  }
  if (invoice.orderedOn !== undefined && invoice.invoicedOn < invoice.orderedOn) {
    findings.push({
      code: 'invoice-before-order',
      severity: 'block',
      field: 'invoicedOn',
      message: `The invoice is dated ${invoice.invoicedOn}, before its order of ${invoice.orderedOn}`,
      fix: 'Correct the date of the invoice or of the order.',
      prevents: 'Amazon rejects an invoice older than its order.',
    });
  }
  // A credit note gives back what an invoice billed: shipments and costs were that invoice's matter.
  if (invoice.kind === 'credit-note') return findings;
  return [
    ...findings,
    ...(notices === undefined ? [] : billedQuantityFindings(invoice, notices, earlier)),
    ...billedPriceFindings(invoice, acknowledgements ?? [], orders ?? []),
  ];
}

function billedQuantityFindings(
  invoice: Invoice,
  notices: readonly ShipNotice[],
  earlier: readonly Invoice[],
): Finding[] {
  const findings: Finding[] = [];
  for (const number of new Set(invoice.lines.map((line) => line.purchaseOrderNumber))) {
    const announced = notices.filter(({ orders }) =>
      orders.some((order) => sameOrder(order.purchaseOrderNumber, number)),
    );
    if (announced.length === 0) {
      findings.push({
        code: 'invoice-before-ship-notice',
        severity: 'warn',
        field: 'purchaseOrderNumber',
        message: `Order ${number} is billed, but no shipment of it was announced`,
        fix: 'Send the ship notice first.',
        prevents: 'Amazon holds the invoice until it has received goods, then claims a shortage.',
      });
      continue;
    }
    const products = new Map(
      invoice.lines
        .filter((line) => sameOrder(line.purchaseOrderNumber, number))
        .map((line) => [productKey(line.productId), line.productId]),
    );
    for (const productId of products.values()) {
      const lines = [invoice, ...earlier.filter(({ kind }) => kind === 'invoice')].flatMap((billing) =>
        billing.lines.filter(
          (line) => sameOrder(line.purchaseOrderNumber, number) && sameProduct(line.productId, productId),
        ),
      );
      const billed = total(lines.map((line) => line.invoiced));
      const shipped = total(
        shippedOf(announced, number)
          .filter((item) => sameProduct(item.productId, productId))
          .map((item) => item.quantity),
      );
      if (billed && shipped && isAtMost(billed, shipped)) continue;
      findings.push({
        code: 'invoiced-more-than-shipped',
        severity: 'block',
        field: 'lines',
        message: `Order ${number}: ${billed ? describe(billed) : 'mixed units'} of ${productId.value} billed${earlier.length > 0 ? ' in all' : ''}, ${shipped ? describe(shipped) : 'none'} shipped`,
        fix: 'Bill what was shipped.',
        prevents: 'Shortage claim over the difference.',
      });
    }
  }
  return findings;
}

function billedPriceFindings(
  invoice: Invoice,
  acknowledgements: readonly Acknowledgement[],
  orders: readonly PurchaseOrder[],
): Finding[] {
  return invoice.lines.flatMap((line, index): Finding[] => {
    const ordered = costsIn(
      line.invoiced,
      orders
        .find(({ number }) => sameOrder(number, line.purchaseOrderNumber))
        ?.lines.filter(({ productIds }) => productIds.some((id) => sameProduct(id, line.productId))),
    );
    const acknowledged = costsIn(
      line.invoiced,
      acknowledgements
        .find((acknowledgement) => sameOrder(acknowledgement.purchaseOrderNumber, line.purchaseOrderNumber))
        ?.lines.filter(({ productId }) => sameProduct(productId, line.productId)),
    );
    const differs = acknowledged?.every((cost) => compare(line.unitCost, cost) !== 0);
    const isAbove = ordered?.every((cost) => compare(line.unitCost, cost) > 0);
    if (!differs && !isAbove) return [];
    return [
      {
        code: differs ? 'invoiced-at-other-cost' : 'invoiced-above-order-cost',
        severity: 'warn',
        field: `lines[${index}].unitCost`,
        message: `Line ${line.position} bills ${line.productId.value} at ${line.unitCost}, ${differs ? `acknowledged at ${acknowledged?.join(' or ')}` : `ordered at ${ordered?.join(' or ')}`}`,
        fix: 'Bill at the acknowledged cost.',
        prevents: 'Price claim over the difference.',
      },
    ];
  });
}

/**
 * What one unit of the invoiced quantity may cost by any of the lines: one item may stand on two at
 * two costs, and billing at either of them is right. Undefined where a line leaves it open.
 */
function costsIn(
  invoiced: Quantity,
  lines: readonly Pick<PurchaseOrderLine, 'unitCost' | 'priceBasis' | 'ordered'>[] | undefined,
): DecimalText[] | undefined {
  if (lines === undefined || lines.length === 0) return undefined;
  const costs = lines.map(({ unitCost, priceBasis, ordered }) =>
    unitCost === undefined ? undefined : costsPerUnit(unitCost, priceBasis, ordered, invoiced),
  );
  return costs.includes(undefined) ? undefined : costs.flatMap((some) => some ?? []);
}

function invoiceKey(number: string): string {
  return number.trim().toUpperCase();
}
