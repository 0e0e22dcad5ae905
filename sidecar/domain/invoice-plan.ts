import assert from 'node:assert/strict';
import type { Acknowledgement, AcknowledgementLine } from './acknowledgement.ts';
import { answeredLines } from './answered-lines.ts';
import type { CalendarDay } from './calendar.ts';
import { answerId } from './decision.ts';
import type { Dispatch } from './dispatch.ts';
import { documentNumber } from './document-number.ts';
import { type Invoice, type InvoiceLine, invoiceTotal } from './invoice.ts';
import { withTaxes } from './invoice-tax.ts';
import { type DecimalText, multiply } from './money.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import { eaches, inUnitOf } from './quantity.ts';
import { treatmentOf } from './tax.ts';
import type { TradingPartner } from './trading-partner.ts';

export interface InvoiceInput {
  dispatch: Dispatch;
  order: PurchaseOrder;
  acknowledgement: Acknowledgement;
  partner: TradingPartner;
  /** Eaches per case by position, as decided when the order was answered; 1 for a line in eaches. */
  casePacks: ReadonlyMap<number, number>;
  invoicedOn: CalendarDay;
}

/**
 * Bills what one dispatch shipped, at the cost that was acknowledged, in the unit that was ordered, with the taxes
 * of the account.
 * The dispatch has passed planShipNotice: a line that cannot be billed here is our mistake.
 */
export function planInvoice({
  dispatch,
  order,
  acknowledgement,
  partner,
  casePacks,
  invoicedOn,
}: InvoiceInput): Invoice {
  const answers = answeredLines(order, acknowledgement);
  const byPosition = [...shippedByPosition(dispatch)];
  const goods = byPosition.map(([position, shipped], index): InvoiceLine => {
    const ordered = order.lines.find((line) => line.position === position);
    const answer = answers.get(position);
    assert(ordered && answer, `${order.number} has no acknowledged line at position ${position}`);
    const casePack =
      ordered.ordered.unitOfMeasure === 'each' ? 1 : (casePacks.get(position) ?? ordered.ordered.eachesPerCase);
    assert(casePack !== undefined, `nobody stated the case pack of ${order.number} line ${position}`);
    return {
      position: index + 1,
      purchaseOrderNumber: order.number,
      productId: answerId(ordered.productIds),
      invoiced: inUnitOf(ordered.ordered, eaches(shipped), casePack),
      unitCost: costPerUnitOrdered(answer, casePack),
    };
  });
  const currency = order.currency ?? partner.currency;
  const { tax } = partner;
  const skuOf = (position: number) => dispatch.lines.find((line) => line.position === position)?.sku;
  const { lines, taxes } = tax
    ? withTaxes(
        goods,
        byPosition.map(([position]) => treatmentOf(tax, skuOf(position))),
        currency,
      )
    : { lines: goods };
  return {
    number: documentNumber('INV-', dispatch.id, 22),
    kind: 'invoice',
    invoicedOn,
    purchaseOrderNumber: order.number,
    orderedOn: order.orderedOn,
    vendorCode: partner.vendorCode,
    currency,
    billTo: partner.billTo,
    remitTo: partner.remitTo,
    ...(order.shipTo === undefined ? {} : { shipTo: order.shipTo }),
    terms: partner.paymentTerms,
    lines,
    adjustments: [],
    ...(taxes === undefined ? {} : { taxes }),
    total: invoiceTotal(lines, [], taxes),
  };
}

function shippedByPosition(dispatch: Dispatch): Map<number, number> {
  const shipped = new Map<number, number>();
  for (const line of dispatch.lines) {
    if (line.shipped > 0) shipped.set(line.position, (shipped.get(line.position) ?? 0) + line.shipped);
  }
  return shipped;
}

/** An unstated basis is billed as it was acknowledged: whatever Amazon meant, it finds its own figure again. */
function costPerUnitOrdered(answer: AcknowledgementLine, casePack: number): DecimalText {
  return answer.priceBasis === 'per-each' ? multiply(answer.unitCost, casePack) : answer.unitCost;
}
