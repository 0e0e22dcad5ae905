import assert from 'node:assert/strict';
import type { MagentoOrder } from './orders.ts';
import { refuse } from './refusal.ts';
import type { Shop } from './shop.ts';
import type { HoldRequest, Reservation } from './wire.ts';

/** One line in `amazon_vendor_po_line`. Open is `reserved - shipped - released`. */
export interface Line {
  line_id: string;
  line_number: string;
  sku: string;
  case_pack: number;
  requested: number;
  reserved: number;
  shipped: number;
  released: number;
}

/** One purchase order in `amazon_vendor_po`. */
export interface Entry {
  purchase_order_number: string;
  stock_id: number;
  created_at: string;
  updated_at: string;
  order?: MagentoOrder;
  lines: Line[];
}

export function open(line: Line): number {
  return line.reserved - line.shipped - line.released;
}

export interface Ledger {
  entries(): Entry[];
  find(purchaseOrderNumber: string): Entry | undefined;
  /** 404 where unknown. */
  get(purchaseOrderNumber: string): Entry;
  line(entry: Entry, lineId: string): Line;
  hasLine(lineId: string): boolean;
  add(request: HoldRequest, stockId: number, lines: Line[]): Entry;
  /** More for Amazon. */
  hold(entry: Entry, line: Line, quantity: number): void;
  /** Back to the shop: by our own reservation, or on the Magento order where one holds it. */
  release(entry: Entry, line: Line, quantity: number, event: string): void;
  /** Has left; whoever ships compensates the reservation that held it. */
  ship(entry: Entry, line: Line, quantity: number): void;
}

export function openLedger(shop: Shop): Ledger {
  const entries = new Map<string, Entry>();
  const lineIds = new Set<string>();

  const ledger: Ledger = {
    entries: () => [...entries.values()],
    find: (number) => entries.get(number),
    get(number) {
      const entry = entries.get(number);
      if (!entry) throw refuse('no_such_purchase_order', { purchase_order_number: number });
      return entry;
    },
    line(entry, lineId) {
      const line = entry.lines.find(({ line_id }) => line_id === lineId);
      const place = { line_id: lineId, purchase_order_number: entry.purchase_order_number };
      if (!line) throw refuse('no_such_line', place);
      return line;
    },
    hasLine: (lineId) => lineIds.has(lineId),
    add({ purchase_order_number: number }, stockId, lines) {
      const at = shop.now();
      const entry = entries.get(number) ?? {
        purchase_order_number: number,
        stock_id: stockId,
        created_at: at,
        updated_at: at,
        lines: [],
      };
      entries.set(number, entry);
      entry.updated_at = at;
      for (const line of lines) {
        entry.lines.push(line);
        lineIds.add(line.line_id);
      }
      return entry;
    },
    hold(entry, line, quantity) {
      line.reserved += quantity;
      entry.updated_at = shop.now();
      shop.reserve(entry.stock_id, line.sku, -quantity, metadataOf(entry, line, 'amazon_po_reserved'));
      shop.moveAmazonReserved(entry.stock_id, line.sku, quantity);
    },
    release(entry, line, quantity, event) {
      assert(quantity <= open(line), 'more released than open');
      line.released += quantity;
      entry.updated_at = shop.now();
      shop.moveAmazonReserved(entry.stock_id, line.sku, -quantity);
      if (entry.order) entry.order.cancel(line.line_id, quantity);
      else shop.reserve(entry.stock_id, line.sku, quantity, metadataOf(entry, line, event));
    },
    ship(entry, line, quantity) {
      assert(quantity <= open(line), 'more shipped than open');
      line.shipped += quantity;
      entry.updated_at = shop.now();
      shop.moveAmazonReserved(entry.stock_id, line.sku, -quantity);
    },
  };
  return ledger;
}

/**
 * The clean-up cron groups rows by `object_id` alone, whatever their type and SKU, and deletes a
 * group that sums to zero: an id per line, with a prefix that no sales order has, keeps ours apart.
 */
export function metadataOf(entry: Entry, line: Line, event: string) {
  return {
    event_type: event,
    object_type: 'amazon_purchase_order',
    object_id: `amzpo:${line.line_id}`,
    object_increment_id: `amzpo:${entry.purchase_order_number}:${entry.lines.indexOf(line) + 1}`,
  };
}

/** As the ledger is shown over REST. */
export function toReservation(entry: Entry): Reservation {
  const anyOpen = entry.lines.some((line) => open(line) > 0);
  return {
    purchase_order_number: entry.purchase_order_number,
    stock_id: entry.stock_id,
    status: anyOpen ? (entry.order ? 'ordered' : 'open') : 'closed',
    ...(entry.order ? { order_id: entry.order.entity_id, order_increment_id: entry.order.increment_id } : {}),
    created_at: entry.created_at,
    updated_at: entry.updated_at,
    lines: entry.lines.map((line) => ({ ...line, open: open(line) })),
  };
}
