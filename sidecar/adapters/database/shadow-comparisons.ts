import { EntitySchema } from 'typeorm';
import { z } from 'zod';
import type { Instant } from '../../domain/calendar.ts';
import { ShadowDifference } from '../../domain/shadow.ts';
import type { ShadowComparison, ShadowComparisons } from '../../ports/stores.ts';
import { insertUnlessTaken, keyText, limited, maybeText, put, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface ShadowRow {
  documentKey: string;
  kind: ShadowComparison['kind'];
  vendorCode: string;
  purchaseOrderNumber: string | null;
  heardFrom: ShadowComparison['heardFrom'];
  differences: string;
  comparedAt: Instant;
}

const ShadowSchema = new EntitySchema<ShadowRow>({
  name: 'shadow_comparison',
  columns: {
    documentKey: keyText('document_key'),
    kind: text('kind'),
    vendorCode: text('vendor_code'),
    purchaseOrderNumber: maybeText('purchase_order_number'),
    heardFrom: text('heard_from'),
    differences: text('differences'),
    comparedAt: text('compared_at'),
  },
});

export const shadowSchemas = [ShadowSchema];

export function databaseShadowComparisons(session: Session): ShadowComparisons {
  return {
    async keep(comparison) {
      const row: ShadowRow = {
        ...comparison,
        purchaseOrderNumber: comparison.purchaseOrderNumber ?? null,
        differences: JSON.stringify(comparison.differences),
      };
      if (comparison.heardFrom === 'nobody') await session.run((rows) => insertUnlessTaken(rows, ShadowSchema, row));
      else await session.run((rows) => put(rows, ShadowSchema, row, ['documentKey']));
    },

    async find(documentKey) {
      const row = await session.run((rows) => rows.findOneBy(ShadowSchema, { documentKey }));
      return row ? fromRow(row) : undefined;
    },

    async list({ vendorCode, limit }) {
      const found = await session.run((rows) =>
        rows.find(ShadowSchema, {
          where: vendorCode === undefined ? {} : { vendorCode },
          order: { comparedAt: 'DESC', documentKey: 'ASC' },
          ...limited(limit),
        }),
      );
      return found.map(fromRow);
    },
  };
}

function fromRow(row: ShadowRow): ShadowComparison {
  return {
    ...row,
    purchaseOrderNumber: row.purchaseOrderNumber ?? undefined,
    differences: stored(z.array(ShadowDifference), row.differences, `the comparison of ${row.documentKey}`),
  };
}
