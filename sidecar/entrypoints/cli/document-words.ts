import { bindingWindow } from '../../domain/purchase-order.ts';
import { cartonsOf } from '../../domain/ship-notice.ts';
import type { TradingDocument } from '../../domain/trading-document.ts';
import { countText, moneyText, orderedTotal } from '../words/quantities.ts';
import { windowText } from '../words/times.ts';

/** A document in one row of a table: its number, how many lines it has, and what is worth knowing at a glance. */
export interface DocumentWords {
  number: string;
  lines: number;
  words: string;
}

export function documentWords(content: TradingDocument): DocumentWords {
  switch (content.kind) {
    case 'purchase-order': {
      const order = content.document;
      const { eaches, cases, unclear } = orderedTotal(order);
      const window = bindingWindow(order);
      const parts = [
        [`${countText(eaches)} ea · ${countText(cases)} cs`, ...unclear].join(' + '),
        order.shipTo?.id && `to ${order.shipTo.id}`,
        window && windowText(window),
        order.vendorCode && `for ${order.vendorCode}`,
      ];
      return { number: order.number, lines: order.lines.length, words: parts.filter(Boolean).join(', ') };
    }
    case 'acknowledgement': {
      const { purchaseOrderNumber, lines } = content.document;
      const with_ = (code: string) =>
        lines.filter(({ dispositions }) => dispositions.some((one) => one.code === code)).length;
      const words = `lines accepted ${with_('accepted')}, backordered ${with_('backordered')}, rejected ${with_('rejected')}`;
      return { number: purchaseOrderNumber, lines: lines.length, words };
    }
    case 'ship-notice': {
      const notice = content.document;
      const cartons = cartonsOf(notice);
      const orders = notice.orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber).join(', ');
      const items = cartons.reduce((total, { items: some }) => total + some.length, 0);
      return {
        number: notice.shipmentId,
        lines: items,
        words: `${cartons.length} cartons by ${notice.carrierScac}, order ${orders}`,
      };
    }
    case 'invoice': {
      const { number, lines, total, currency, purchaseOrderNumber } = content.document;
      return { number, lines: lines.length, words: `${moneyText(total, currency)}, order ${purchaseOrderNumber}` };
    }
    case 'remittance': {
      const { paymentNumber, lines, total, currency } = content.document;
      return { number: paymentNumber, lines: lines.length, words: moneyText(total, currency) };
    }
    case 'inventory-report': {
      const { reportId, items } = content.document;
      const available = items.reduce((sum, item) => sum + item.available, 0);
      return { number: reportId, lines: items.length, words: `${countText(available)} ea available` };
    }
    case 'functional-acknowledgement': {
      const { groupControlNumber, functionalId, transactions, result } = content.document;
      return {
        number: groupControlNumber,
        lines: transactions.length,
        words: `${functionalId} group ${result.replaceAll('-', ' ')}`,
      };
    }
  }
}
