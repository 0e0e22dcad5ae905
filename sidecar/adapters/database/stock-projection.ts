import { EntitySchema, LessThan } from 'typeorm';
import type { StockProjection, StockRow } from '../../ports/stores.ts';
import { figure, inParts, insertUnlessTaken, keyText, limited, text, whole } from './rows.ts';
import type { Session } from './session.ts';

const StockSchema = new EntitySchema<StockRow>({
  name: 'stock_position',
  columns: {
    sku: keyText('sku'),
    sequence: whole('sequence_number'),
    salable: figure('salable'),
    inPoolSources: figure('in_pool_sources'),
    amazonReserved: figure('amazon_reserved'),
    buffer: figure('buffer'),
    changedAt: text('changed_at'),
  },
});

export const stockSchemas = [StockSchema];

export function databaseStockProjection(session: Session): StockProjection {
  return {
    async apply(positions) {
      for (const part of inParts(newestBySku(positions))) {
        await session.transaction(async (rows) => {
          for (const position of part) {
            const { sku, sequence } = position;
            const { affected } = await rows.update(StockSchema, { sku, sequence: LessThan(sequence) }, position);
            // Not moved: the SKU is new here, or what is kept is as new or newer, and the key says which.
            if (affected === 0) await insertUnlessTaken(rows, StockSchema, position);
          }
        });
      }
    },

    async list({ limit }) {
      return session.run((rows) => rows.find(StockSchema, { order: { sku: 'ASC' }, ...limited(limit) }));
    },
  };
}

/** By SKU, so that two who apply at once lock the same rows in the same order. */
function newestBySku(positions: readonly StockRow[]): StockRow[] {
  const newest = new Map<string, StockRow>();
  for (const position of positions) {
    const known = newest.get(position.sku);
    if (!known || known.sequence < position.sequence) newest.set(position.sku, position);
  }
  return [...newest.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
