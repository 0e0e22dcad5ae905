import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';
import type { TradingPartner } from './trading-partner.ts';

/**
 * An order as the account means it: what Amazon left open is filled in from the account's settings, and the product
 * id that our documents carry stands first. What Amazon did say is never overruled, and what is stored stays as it
 * came: a setting that is corrected corrects the reading.
 */
export function asTraded(order: PurchaseOrder, { trade }: Pick<TradingPartner, 'trade'>): PurchaseOrder {
  const { freightTerms } = trade;
  // X12 146: CC collect, PP prepaid by the seller.
  const payment = order.methodOfPayment ?? (freightTerms && (freightTerms === 'collect' ? 'CC' : 'PP'));
  return {
    ...order,
    ...(payment === undefined ? {} : { methodOfPayment: payment }),
    lines: order.lines.map((line) => lineAsTraded(line, trade)),
  };
}

function lineAsTraded(line: PurchaseOrderLine, trade: TradingPartner['trade']): PurchaseOrderLine {
  const { unitOfMeasure, unitCode } = line.ordered;
  const isWithoutUnit = unitOfMeasure === 'other' && unitCode === undefined;
  const unit = isWithoutUnit ? (trade.unstatedUnit ?? unitOfMeasure) : unitOfMeasure;
  return {
    ...line,
    productIds: bestFirst(line.productIds, trade.answerProductIds),
    ordered: { ...line.ordered, unitOfMeasure: unit },
    priceBasis: line.priceBasis === 'unstated' ? (trade.unstatedPriceBasis ?? 'unstated') : line.priceBasis,
  };
}

function bestFirst(
  ids: PurchaseOrderLine['productIds'],
  kinds: TradingPartner['trade']['answerProductIds'],
): PurchaseOrderLine['productIds'] {
  const best = kinds.map((kind) => ids.find((id) => id.kind === kind)).find((id) => id !== undefined);
  return best === undefined ? ids : [best, ...ids.filter((id) => id !== best)];
}
