import { EntitySchema, LessThan } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { Dispatch } from '../../domain/dispatch.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import type { Dispatches } from '../../ports/stores.ts';
import { insertUnlessTaken, keyText, stored, text, whole } from './rows.ts';
import type { Session } from './session.ts';

interface DispatchRow {
  id: string;
  purchaseOrderKey: string;
  revision: number;
  dispatchedAt: Instant;
  document: string;
  keptAt: Instant;
}

const DispatchSchema = new EntitySchema<DispatchRow>({
  name: 'dispatch',
  columns: {
    id: keyText('id'),
    purchaseOrderKey: text('purchase_order_key'),
    revision: whole('revision'),
    dispatchedAt: text('dispatched_at'),
    document: text('document'),
    keptAt: text('kept_at'),
  },
});

export const dispatchSchemas = [DispatchSchema];

export function databaseDispatches(session: Session): Dispatches {
  return {
    async keep(dispatch, at) {
      const { id, revision, dispatchedAt } = dispatch;
      const row: DispatchRow = {
        id,
        purchaseOrderKey: purchaseOrderKey(dispatch.purchaseOrderNumber),
        revision,
        dispatchedAt,
        document: JSON.stringify(dispatch),
        keptAt: at,
      };
      if (await session.run((rows) => insertUnlessTaken(rows, DispatchSchema, row))) return 'new';
      // Events may overtake each other: an older revision that comes late changes nothing.
      const { affected } = await session.run((rows) =>
        rows.update(DispatchSchema, { id, revision: LessThan(revision) }, row),
      );
      return affected === 1 ? 'revised' : 'known';
    },

    async find(id) {
      const row = await session.run((rows) => rows.findOneBy(DispatchSchema, { id }));
      return row ? fromRow(row) : undefined;
    },

    async list(purchaseOrderNumber) {
      const found = await session.run((rows) =>
        rows.find(DispatchSchema, {
          where: { purchaseOrderKey: purchaseOrderKey(purchaseOrderNumber) },
          order: { dispatchedAt: 'ASC', id: 'ASC' },
        }),
      );
      return found.map(fromRow);
    },
  };
}

function fromRow({ id, document }: DispatchRow): Dispatch {
  return stored(Dispatch, document, `dispatch ${id}`);
}
