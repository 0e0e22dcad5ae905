import type { Acknowledgement } from './acknowledgement.ts';
import type { CalendarDay } from './calendar.ts';
import { describe, isAtMost, productKey, sameOrder, sameProduct, shippedOf, total } from './comparable-quantity.ts';
import { type Finding, invoiceInconsistencies } from './document-consistency.ts';
import type { Invoice } from './invoice.ts';
import { compare } from './money.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import type { ShipNotice } from './ship-notice.ts';

export interface InvoiceCircumstances {
  acknowledgements?: readonly Acknowledgement[];
  /** Ship notices that Amazon has; an invoice without one waits for goods. */
  notices?: readonly ShipNotice[];
  orders?: readonly PurchaseOrder[];
  /** Every invoice number ever sent, in any spelling, save this very invoice sent again. */
  numbersUsed?: Iterable<string>;
  today?: CalendarDay;
}

/** Will Amazon pay it? Only what was shipped, at the acknowledged cost, under a number never used before. */
export function checkInvoice(invoice: Invoice, circumstances: InvoiceCircumstances = {}): Finding[] {
  const { acknowledgements, notices, orders, numbersUsed = [], today } = circumstances;
  const findings = invoiceInconsistencies(invoice);
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
    ...(notices === undefined ? [] : billedQuantityFindings(invoice, notices)),
    ...billedPriceFindings(invoice, acknowledgements ?? [], orders ?? []),
  ];
}

function billedQuantityFindings(invoice: Invoice, notices: readonly ShipNotice[]): Finding[] {
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
      const lines = invoice.lines.filter(
        (line) => sameOrder(line.purchaseOrderNumber, number) && sameProduct(line.productId, productId),
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
        message: `Order ${number}: ${billed ? describe(billed) : 'mixed units'} of ${productId.value} billed, ${shipped ? describe(shipped) : 'none'} shipped`,
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
    const ordered = orders
      .find(({ number }) => sameOrder(number, line.purchaseOrderNumber))
      ?.lines.filter(({ productIds }) => productIds.some((id) => sameProduct(id, line.productId)))
      .map(({ unitCost }) => unitCost);
    const acknowledged = acknowledgements
      .find((acknowledgement) => sameOrder(acknowledgement.purchaseOrderNumber, line.purchaseOrderNumber))
      ?.lines.filter(({ productId }) => sameProduct(productId, line.productId))
      .map(({ unitCost }) => unitCost);
    // One item may stand on two lines at two costs: billing at either of them is right.
    const fits = (costs: readonly (typeof line.unitCost | undefined)[] | undefined, atMost: boolean) =>
      costs === undefined ||
      costs.length === 0 ||
      costs.some((cost) => {
        if (cost === undefined) return true;
        return atMost ? compare(line.unitCost, cost) <= 0 : compare(line.unitCost, cost) === 0;
      });
    const differs = !fits(acknowledged, false);
    if (!differs && fits(ordered, true)) return [];
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

function invoiceKey(number: string): string {
  return number.trim().toUpperCase();
}
