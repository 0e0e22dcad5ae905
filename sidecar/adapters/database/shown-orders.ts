import { EntitySchema } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { ShownOrder } from '../../domain/shown-order.ts';
import type { ShownOrders } from '../../ports/stores.ts';
import { keyText, put, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface ShownOrderRow {
  key: string;
  shownAt: Instant;
  document: string;
}

const ShownOrderSchema = new EntitySchema<ShownOrderRow>({
  name: 'shown_order',
  columns: {
    key: keyText('purchase_order_key'),
    shownAt: text('shown_at'),
    document: text('document'),
  },
});

export const shownOrderSchemas = [ShownOrderSchema];

export function databaseShownOrders(session: Session): ShownOrders {
  return {
    async keep(order) {
      const key = purchaseOrderKey(order.purchaseOrderNumber);
      const row: ShownOrderRow = { key, shownAt: order.shownAt, document: JSON.stringify(order) };
      await session.run((rows) => put(rows, ShownOrderSchema, row, ['key']));
    },
    async find(purchaseOrderNumber) {
      const key = purchaseOrderKey(purchaseOrderNumber);
      const row = await session.run((rows) => rows.findOneBy(ShownOrderSchema, { key }));
      return row ? stored(ShownOrder, row.document, `what Amazon shows of ${key}`) : undefined;
    },
  };
}
