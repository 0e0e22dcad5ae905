import { type Ledger, open } from './ledger.ts';
import type { Orders } from './orders.ts';
import { type Shop, stockKey } from './shop.ts';

/** Every way in which the books contradict themselves, in words. Empty is the only good answer. */
export function contradictions(shop: Shop, ledger: Ledger, orders: Orders): string[] {
  const found: string[] = [];
  const rowsOf = new Map<string, number>();
  for (const { metadata, quantity } of shop.rows) {
    const key = metadata.object_type === 'order' ? `order ${metadata.object_increment_id}` : metadata.object_id;
    rowsOf.set(key, (rowsOf.get(key) ?? 0) + quantity);
  }

  const openBySku = new Map<string, number>();
  for (const entry of ledger.entries()) {
    for (const line of entry.lines) {
      if (open(line) < 0) found.push(`line ${line.line_id} is open by ${open(line)}`);
      const key = stockKey(entry.stock_id, line.sku);
      openBySku.set(key, (openBySku.get(key) ?? 0) + open(line));
      const held = -(rowsOf.get(`amzpo:${line.line_id}`) ?? 0);
      const due = entry.order ? 0 : open(line);
      if (held !== due) found.push(`line ${line.line_id} is held by ${held} in MSI, ${due} in the ledger`);
    }
  }
  for (const [key, reserved] of shop.amazonReserved) {
    if (reserved !== (openBySku.get(key) ?? 0))
      found.push(`${key}: Amazon has ${reserved}, its lines ${openBySku.get(key) ?? 0}`);
  }
  for (const order of orders.all()) {
    const due = order.items.reduce((total, item) => total + item.qty_ordered - item.qty_shipped - item.qty_canceled, 0);
    const held = -(rowsOf.get(`order ${order.increment_id}`) ?? 0);
    if (held !== due) found.push(`order ${order.increment_id} is held by ${held}, ${due} are due`);
  }
  for (const product of shop.products()) {
    for (const [source, quantity] of Object.entries(product.quantities)) {
      if (quantity < 0) found.push(`${product.sku} has ${quantity} in ${source}`);
    }
    for (const { stock_id } of shop.options.stocks) {
      const salable = shop.salable(stock_id, product.sku) + (product.min_qty ?? 0);
      if (product.manage_stock !== false && salable < 0)
        found.push(`${-salable} more ${product.sku} promised than on hand`);
    }
  }
  return found;
}
