import { EntitySchema } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { RoutedLoad } from '../../domain/routing.ts';
import type { Routings } from '../../ports/stores.ts';
import { keyText, put, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface RoutingRow {
  id: string;
  key: string;
  document: string;
  inboundId: string;
  receivedAt: Instant;
}

const RoutingSchema = new EntitySchema<RoutingRow>({
  name: 'routing_instruction',
  columns: {
    id: keyText('id'),
    key: text('purchase_order_key'),
    document: text('document'),
    inboundId: text('inbound_id'),
    receivedAt: text('received_at'),
  },
});

export const routingSchemas = [RoutingSchema];

export function databaseRoutings(session: Session): Routings {
  return {
    async keep(load, inboundId, at) {
      const key = purchaseOrderKey(load.purchaseOrderNumber);
      const id = `${key}:${load.position}:${load.requestNumber}`;
      const row: RoutingRow = { id, key, document: JSON.stringify(load), inboundId, receivedAt: at };
      await session.run((rows) => put(rows, RoutingSchema, row, ['id']));
    },

    async list(purchaseOrderNumber) {
      const where = { key: purchaseOrderKey(purchaseOrderNumber) };
      const found = await session.run((rows) =>
        rows.find(RoutingSchema, { where, order: { receivedAt: 'DESC', id: 'ASC' } }),
      );
      return found.map(({ id, document, inboundId, receivedAt }) => ({
        load: stored(RoutedLoad, document, `routing instruction ${id}`),
        inboundId,
        receivedAt,
      }));
    },
  };
}
