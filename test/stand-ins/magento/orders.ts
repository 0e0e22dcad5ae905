import assert from 'node:assert/strict';
import { invalid } from './hold.ts';
import { type Entry, type Ledger, metadataOf, open } from './ledger.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Shop } from './shop.ts';
import type { OrderAnswer, OrderRequest } from './wire.ts';

export interface OrderItem {
  item_id: number;
  sku: string;
  qty_ordered: number;
  qty_shipped: number;
  qty_canceled: number;
  /** Per each; only on an order that came from a purchase order. */
  price?: string;
  line_id?: string;
}

/** A sales order, a shopper's or one that a purchase order became. */
export interface MagentoOrder {
  entity_id: number;
  increment_id: string;
  stock_id: number;
  ext_order_id?: string;
  comment?: string;
  created_at: string;
  items: OrderItem[];
  /** Cancels eaches of the item that came from this line. */
  cancel(lineId: string, quantity: number): void;
}

export interface Orders {
  all(): MagentoOrder[];
  /** Throws where no order has that number. */
  get(incrementId: string): MagentoOrder;
  /** A shopper's checkout: takes what is salable or is refused, as Magento words it. */
  place(sku: string, quantity: number, stockId: number): MagentoOrder;
  /** Turns what is open of a purchase order into an order; the eaches change hands without a moment between. */
  convert(entry: Entry, request: OrderRequest): OrderAnswer;
  /** As the Cancel button does: all that has not shipped. */
  cancel(incrementId: string): void;
}

export const ORDER_CURRENCY = 'USD';

export function openOrders(shop: Shop, ledger: Ledger): Orders {
  const orders: MagentoOrder[] = [];
  let items = 0;

  const found: Orders = {
    all: () => [...orders],
    get(incrementId) {
      const order = orders.find(({ increment_id }) => increment_id === incrementId);
      assert(order, `the shop has no order ${incrementId}`);
      return order;
    },
    place(sku, quantity, stockId) {
      const product = shop.product(sku);
      assert(product, `the shop has no product ${sku}`);
      if (shop.salable(stockId, product.sku) < quantity) throw new Refusal(400, 'The requested qty is not available');
      const order = newOrder(stockId, [{ sku: product.sku, qty_ordered: quantity }]);
      shop.reserve(stockId, product.sku, -quantity, placed(order));
      return order;
    },
    convert(entry, request) {
      if (entry.order) return answerOf(entry, entry.order);
      if (shop.options.orderConversion !== 'auto') throw refuse('orders_not_wanted');
      const lines = entry.lines.filter((line) => open(line) > 0);
      if (lines.length === 0) throw refuse('nothing_open', { purchase_order_number: entry.purchase_order_number });
      if (request.currency !== undefined && request.currency !== ORDER_CURRENCY) {
        throw invalid('order.currency', `the store takes orders in ${ORDER_CURRENCY}`);
      }
      const named = new Map(request.lines.map((line) => [line.line_id, line]));
      if (named.size < request.lines.length) throw invalid('order.lines', 'a line stands twice');
      for (const { line_id, quantity } of request.lines) {
        const here = open(ledger.line(entry, line_id));
        if (here !== quantity) throw refuse('quantity_differs', { line_id, open: here, quantity });
      }
      const missing = lines.find(({ line_id }) => !named.has(line_id));
      if (missing) throw invalid('order.lines', `line ${missing.line_id} is open and not named`);

      const seeds = lines.map((line) => {
        const price = named.get(line.line_id)?.unit_cost ?? '0';
        return { sku: line.sku, qty_ordered: open(line), price, line_id: line.line_id };
      });
      const order = newOrder(entry.stock_id, seeds, entry.purchase_order_number, request.comment);
      for (const line of lines) {
        shop.reserve(entry.stock_id, line.sku, open(line), metadataOf(entry, line, 'amazon_po_converted'));
        shop.reserve(entry.stock_id, line.sku, -open(line), placed(order));
      }
      entry.order = order;
      entry.updated_at = shop.now();
      return answerOf(entry, order);
    },
    cancel(incrementId) {
      const order = found.get(incrementId);
      const entry = ledger.entries().find((candidate) => candidate.order === order);
      if (entry) {
        for (const line of entry.lines) if (open(line) > 0) ledger.release(entry, line, open(line), 'order_canceled');
        return;
      }
      for (const item of order.items) cancelItem(order, item, item.qty_ordered - item.qty_shipped - item.qty_canceled);
    },
  };
  return found;

  function newOrder(
    stockId: number,
    seeds: Pick<OrderItem, 'sku' | 'qty_ordered' | 'price' | 'line_id'>[],
    purchaseOrderNumber?: string,
    comment?: string,
  ): MagentoOrder {
    const order: MagentoOrder = {
      entity_id: orders.length + 1,
      increment_id: String(orders.length + 1).padStart(9, '0'),
      stock_id: stockId,
      ...(purchaseOrderNumber === undefined ? {} : { ext_order_id: purchaseOrderNumber }),
      ...(comment === undefined ? {} : { comment }),
      created_at: shop.now(),
      items: seeds.map((seed) => ({ ...seed, item_id: ++items, qty_shipped: 0, qty_canceled: 0 })),
      cancel(lineId, quantity) {
        const item = order.items.find(({ line_id }) => line_id === lineId);
        assert(item, `order ${order.increment_id} has no item of line ${lineId}`);
        cancelItem(order, item, quantity);
      },
    };
    orders.push(order);
    return order;
  }

  function cancelItem(order: MagentoOrder, item: OrderItem, quantity: number): void {
    item.qty_canceled += quantity;
    shop.reserve(order.stock_id, item.sku, quantity, {
      ...placed(order),
      event_type: 'order_canceled',
      object_id: String(order.entity_id),
    });
  }
}

/** 2.4.7 writes `order_placed` rows before the order has an id, so theirs is empty. */
function placed(order: MagentoOrder) {
  return { event_type: 'order_placed', object_type: 'order', object_id: '', object_increment_id: order.increment_id };
}

function answerOf(entry: Entry, order: MagentoOrder): OrderAnswer {
  return {
    purchase_order_number: entry.purchase_order_number,
    order_id: order.entity_id,
    order_increment_id: order.increment_id,
    lines: order.items.map(({ item_id, line_id, sku, qty_ordered }) => {
      return { line_id: line_id ?? '', order_item_id: item_id, sku, quantity: qty_ordered };
    }),
  };
}
