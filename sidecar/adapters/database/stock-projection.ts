import { EntitySchema } from 'typeorm';
import type { StockProjection, StockRow } from '../../ports/stores.ts';
import { figure, inParts, keyText, limited, text, whole } from './rows.ts';
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

/** What decides stands last in the statement; see Dialect.greatestWins. */
const NAMES = ['sku', 'salable', 'in_pool_sources', 'amazon_reserved', 'buffer', 'changed_at', 'sequence_number'];
const valuesOf = ({ sku, salable, inPoolSources, amazonReserved, buffer, changedAt, sequence }: StockRow) => [
  sku,
  salable,
  inPoolSources,
  amazonReserved,
  buffer,
  changedAt,
  sequence,
];
const INSERT = `INSERT INTO stock_position (${NAMES.join(', ')}) VALUES`;
/** Seven parameters each, of 32,766 that SQLite takes. */
const ROWS_AT_ONCE = 1_000;

export function databaseStockProjection(session: Session): StockProjection {
  const keepNewest = session.dialect.greatestWins('stock_position', 'sku', 'sequence_number', NAMES.slice(1, -1));

  return {
    async apply(positions) {
      for (const part of inParts(newestBySku(positions), ROWS_AT_ONCE)) {
        const { sql, parameters } = session.dialect.values(part.map(valuesOf));
        // One statement is a transaction by itself: nothing to begin, nothing to commit.
        await session.run((manager) => manager.query(`${INSERT} ${sql} ${keepNewest}`, parameters));
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
