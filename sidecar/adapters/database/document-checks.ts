import { EntitySchema } from 'typeorm';
import { z } from 'zod';
import type { Instant } from '../../domain/calendar.ts';
import { KeptFinding } from '../../domain/document-consistency.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import type { DocumentCheck, DocumentChecks } from '../../ports/stores.ts';
import { keyText, put, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface CheckRow {
  key: string;
  purchaseOrderKey: string;
  findings: string;
  checkedAt: Instant;
}

const CheckSchema = new EntitySchema<CheckRow>({
  name: 'document_check',
  columns: {
    key: keyText('document_key'),
    purchaseOrderKey: text('purchase_order_key'),
    findings: text('findings'),
    checkedAt: text('checked_at'),
  },
});

export const documentCheckSchemas = [CheckSchema];

export function databaseDocumentChecks(session: Session): DocumentChecks {
  return {
    async keep({ key, findings, checkedAt }, purchaseOrderNumber) {
      const row: CheckRow = {
        key,
        purchaseOrderKey: purchaseOrderKey(purchaseOrderNumber),
        findings: JSON.stringify(findings),
        checkedAt,
      };
      await session.run((rows) => put(rows, CheckSchema, row, ['key']));
    },

    async find(key) {
      const row = await session.run((rows) => rows.findOneBy(CheckSchema, { key }));
      return row ? fromRow(row) : undefined;
    },

    async list(purchaseOrderNumber) {
      const found = await session.run((rows) =>
        rows.find(CheckSchema, {
          where: { purchaseOrderKey: purchaseOrderKey(purchaseOrderNumber) },
          order: { checkedAt: 'ASC', key: 'ASC' },
        }),
      );
      return found.map(fromRow);
    },
  };
}

function fromRow({ key, findings, checkedAt }: CheckRow): DocumentCheck {
  return { key, findings: stored(z.array(KeptFinding), findings, `check of ${key}`), checkedAt };
}
