import type { AcknowledgementLine } from '../../domain/acknowledgement.ts';
import { adviceErrorText } from '../../domain/application-advice.ts';
import { interchangeNoteText } from '../../domain/interchange-acknowledgement.ts';
import { taxTotal } from '../../domain/invoice.ts';
import { taxWords } from '../../domain/invoice-tax.ts';
import { subtract } from '../../domain/money.ts';
import { bindingWindow } from '../../domain/purchase-order.ts';
import type { RoutedOrder } from '../../domain/routing.ts';
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
    case 'order-change': {
      const { number, purpose, lines } = content.document;
      const counts = new Map<string, number>();
      for (const { change } of lines) counts.set(change, (counts.get(change) ?? 0) + 1);
      const parts = [...counts].map(([change, count]) => `${count} ${change.replaceAll('-', ' ')}`);
      return { number, lines: lines.length, words: [purpose, ...parts].join(', ') };
    }
    case 'acknowledgement':
    case 'change-acknowledgement': {
      const { purchaseOrderNumber } = content.document;
      const lines: readonly AcknowledgementLine[] = content.document.lines;
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
      const taxes = taxWords(content.document).map(({ words, amount }) => `${words} ${moneyText(amount, undefined)}`);
      const net = moneyText(subtract(total, taxTotal(content.document)), undefined);
      const parts = taxes.length > 0 ? ` (${[`net ${net}`, ...taxes].join(', ')})` : '';
      return {
        number,
        lines: lines.length,
        words: `${moneyText(total, currency)}${parts}, order ${purchaseOrderNumber}`,
      };
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
    case 'routing-request': {
      const { number, loads, shipFrom } = content.document;
      const to = loads.flatMap(({ shipTo }) => shipTo?.id ?? []).join(', ');
      const words = `from ${shipFrom.id ?? shipFrom.name ?? ''}${to && ` to ${to}`}, order ${routedOrders(loads)}`;
      return { number, lines: loads.length, words };
    }
    case 'routing-instructions': {
      const { number, loads } = content.document;
      const carriers = loads.map(({ carrierScac, pickUpOn }) =>
        [carrierScac ?? 'no carrier', pickUpOn && `on ${pickUpOn}`].filter(Boolean).join(' '),
      );
      const references = loads.flatMap(({ amazonReferenceNumber }) => amazonReferenceNumber ?? []);
      const arn = references.length > 0 ? `, ARN ${references.join(', ')}` : '';
      return { number, lines: loads.length, words: `${carriers.join('; ')}${arn}, order ${routedOrders(loads)}` };
    }
    case 'application-advice': {
      const { number, documents } = content.document;
      const words = documents.map(({ documentType = '', reference, result, errors }) => {
        const why = errors.length > 0 ? `: ${errors.map(adviceErrorText).join('; ')}` : '';
        return `${documentType} ${reference} ${result.replaceAll('-', ' ')}${why}`.trim();
      });
      return { number, lines: documents.length, words: words.join(' · ') };
    }
    case 'interchange-acknowledgement': {
      const { controlNumber, result, note } = content.document;
      const why = note === '000' ? '' : `, ${interchangeNoteText(note)}`;
      return { number: controlNumber, lines: 0, words: `interchange ${result.replaceAll('-', ' ')}${why}` };
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

function routedOrders(loads: readonly { orders: readonly RoutedOrder[] }[]): string {
  return loads.flatMap(({ orders }) => orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber)).join(', ');
}
