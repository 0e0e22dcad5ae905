import { EntitySchema } from 'typeorm';
import { z } from 'zod';
import type { Instant } from '../../domain/calendar.ts';
import { type Discrepancy, DiscrepancySubject, Resolution } from '../../domain/discrepancy.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import type { Discrepancies } from '../../ports/stores.ts';
import { newId } from './ids.ts';
import { insertUnlessTaken, keyText, limited, maybeText, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface DiscrepancyRow {
  id: string;
  key: string;
  kind: Discrepancy['kind'];
  purchaseOrderKey: string | null;
  subject: string;
  summary: string;
  detail: string;
  raisedAt: Instant;
  dueBy: Instant | null;
  dueOrder: string;
  state: Discrepancy['state'];
  resolution: string | null;
  settledBy: string | null;
  settledAt: Instant | null;
}

const DiscrepancyRows = new EntitySchema<DiscrepancyRow>({
  name: 'discrepancy',
  columns: {
    id: keyText('id'),
    key: text('discrepancy_key'),
    kind: text('kind'),
    purchaseOrderKey: maybeText('purchase_order_key'),
    subject: text('subject'),
    summary: text('summary'),
    detail: text('detail'),
    raisedAt: text('raised_at'),
    dueBy: maybeText('due_by'),
    dueOrder: text('due_order'),
    state: text('state'),
    resolution: maybeText('resolution'),
    settledBy: maybeText('settled_by'),
    settledAt: maybeText('settled_at'),
  },
});

export const discrepancySchemas = [DiscrepancyRows];

/** What costs nothing yet comes after everything that does. */
const NEVER_DUE = '9999-12-31T23:59:59.999Z';

export function databaseDiscrepancies(session: Session): Discrepancies {
  return {
    async raise(discrepancy, at) {
      const { key, kind, subject, summary, detail, dueBy } = discrepancy;
      const number = subject.purchaseOrderNumber;
      const row: DiscrepancyRow = {
        id: newId(at),
        key,
        kind,
        purchaseOrderKey: number === undefined ? null : purchaseOrderKey(number),
        subject: JSON.stringify(subject),
        summary,
        detail: JSON.stringify(detail),
        raisedAt: at,
        dueBy: dueBy ?? null,
        dueOrder: dueBy ?? NEVER_DUE,
        state: 'open',
        resolution: null,
        settledBy: null,
        settledAt: null,
      };
      if (await session.run((rows) => insertUnlessTaken(rows, DiscrepancyRows, row))) return fromRow(row);
      return fromRow(await session.run((rows) => rows.findOneByOrFail(DiscrepancyRows, { key })));
    },

    async settle(id, resolution, by, at) {
      const { affected } = await session.run((rows) =>
        rows.update(
          DiscrepancyRows,
          { id, state: 'open' },
          { state: 'settled', resolution: JSON.stringify(resolution), settledBy: by, settledAt: at },
        ),
      );
      if (affected === 0) await session.run((rows) => rows.findOneByOrFail(DiscrepancyRows, { id }));
      return affected === 1;
    },

    async find(id) {
      const row = await session.run((rows) => rows.findOneBy(DiscrepancyRows, { id }));
      return row ? fromRow(row) : undefined;
    },

    async list({ state, kind, purchaseOrderNumber, limit }) {
      const found = await session.run((rows) =>
        rows.find(DiscrepancyRows, {
          where: {
            ...(state === undefined ? {} : { state }),
            ...(kind === undefined ? {} : { kind }),
            ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderKey: purchaseOrderKey(purchaseOrderNumber) }),
          },
          order: { dueOrder: 'ASC', raisedAt: 'ASC', id: 'ASC' },
          ...limited(limit),
        }),
      );
      return found.map(fromRow);
    },
  };
}

function fromRow(row: DiscrepancyRow): Discrepancy {
  const { id, key, kind, summary, raisedAt, dueBy, state, settledBy, settledAt } = row;
  const what = `discrepancy ${key}`;
  return {
    id,
    key,
    kind,
    subject: stored(DiscrepancySubject, row.subject, what),
    summary,
    detail: stored(z.record(z.string(), z.unknown()), row.detail, what),
    raisedAt,
    ...(dueBy === null ? {} : { dueBy }),
    state,
    ...(row.resolution === null ? {} : { resolution: stored(Resolution, row.resolution, what) }),
    ...(settledBy === null ? {} : { settledBy }),
    ...(settledAt === null ? {} : { settledAt }),
  };
}
