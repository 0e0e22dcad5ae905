import { EntitySchema, In } from 'typeorm';
import { z } from 'zod';
import { Acknowledgement } from '../../domain/acknowledgement.ts';
import type { Instant } from '../../domain/calendar.ts';
import { FunctionalAcknowledgement } from '../../domain/functional-acknowledgement.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { InventoryReport } from '../../domain/inventory-report.ts';
import { Invoice } from '../../domain/invoice.ts';
import { ShipNotice } from '../../domain/ship-notice.ts';
import type { OutboundTradingDocument } from '../../domain/trading-document.ts';
import type { OutboundDocument, OutboundDocuments } from '../../ports/stores.ts';
import { newId } from './ids.ts';
import { insertUnlessTaken, keyText, limited, maybeText, stored, text, whole } from './rows.ts';
import type { Session } from './session.ts';

interface OutboundRow {
  id: string;
  key: string;
  kind: OutboundDocument['kind'];
  vendorCode: string;
  purchaseOrderNumber: string | null;
  purchaseOrderKey: string | null;
  channel: OutboundDocument['channel'];
  content: string;
  raw: string;
  fileName: string;
  controlNumber: number;
  functionalId: string;
  reference: string;
  delivered: OutboundDocument['delivered'];
  acknowledged: OutboundDocument['acknowledged'];
  problems: string;
  preparedAt: Instant;
  deliveredAt: Instant | null;
  acknowledgedAt: Instant | null;
}

const OutboundSchema = new EntitySchema<OutboundRow>({
  name: 'outbound_document',
  columns: {
    id: keyText('id'),
    key: text('document_key'),
    kind: text('kind'),
    vendorCode: text('vendor_code'),
    purchaseOrderNumber: maybeText('purchase_order_number'),
    purchaseOrderKey: maybeText('purchase_order_key'),
    channel: text('channel'),
    content: text('content'),
    raw: text('raw'),
    fileName: text('file_name'),
    controlNumber: whole('control_number'),
    functionalId: text('functional_id'),
    reference: text('reference'),
    delivered: text('delivered'),
    acknowledged: text('acknowledged'),
    problems: text('problems'),
    preparedAt: text('prepared_at'),
    deliveredAt: maybeText('delivered_at'),
    acknowledgedAt: maybeText('acknowledged_at'),
  },
});

export const outboundSchemas = [OutboundSchema];

const StoredContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledgement'), document: Acknowledgement }),
  z.object({ kind: z.literal('ship-notice'), document: ShipNotice }),
  z.object({ kind: z.literal('invoice'), document: Invoice }),
  z.object({ kind: z.literal('inventory-report'), document: InventoryReport }),
  z.object({ kind: z.literal('functional-acknowledgement'), document: FunctionalAcknowledgement }),
]) satisfies z.ZodType<OutboundTradingDocument>;

/** What an answer may replace: a later one never takes back an acceptance or a rejection. */
const REPLACEABLE_BY: Record<OutboundDocument['acknowledged'], OutboundDocument['acknowledged'][]> = {
  awaited: ['awaited'],
  presumed: ['awaited', 'presumed'],
  accepted: ['awaited', 'presumed'],
  'accepted-with-errors': ['awaited', 'presumed'],
  // An 824 may refuse the content of what a 997 took.
  rejected: ['awaited', 'presumed', 'accepted', 'accepted-with-errors'],
};

export function databaseOutboundDocuments(session: Session): OutboundDocuments {
  const findBy = async (where: Partial<Pick<OutboundRow, 'id' | 'key'>>) => {
    const row = await session.run((rows) => rows.findOneBy(OutboundSchema, where));
    return row ? fromRow(row) : undefined;
  };
  const mustBeKept = async (id: string) => {
    await session.run((rows) => rows.findOneByOrFail(OutboundSchema, { id }));
  };

  return {
    async prepare(document, at) {
      const row: OutboundRow = {
        ...document,
        id: newId(at),
        purchaseOrderNumber: document.purchaseOrderNumber ?? null,
        purchaseOrderKey:
          document.purchaseOrderNumber === undefined ? null : purchaseOrderKey(document.purchaseOrderNumber),
        content: JSON.stringify(document.content),
        reference: '',
        delivered: 'pending',
        acknowledged: 'awaited',
        problems: '[]',
        preparedAt: at,
        deliveredAt: null,
        acknowledgedAt: null,
      };
      if (await session.run((rows) => insertUnlessTaken(rows, OutboundSchema, row))) return fromRow(row);
      const { key } = document;
      return fromRow(await session.run((rows) => rows.findOneByOrFail(OutboundSchema, { key })));
    },

    async markDelivered(id, reference, at) {
      const { affected } = await session.run((rows) =>
        rows.update(
          OutboundSchema,
          { id, delivered: 'pending' },
          { delivered: 'delivered', reference, deliveredAt: at },
        ),
      );
      if (affected === 0) await mustBeKept(id);
    },

    alone: (id, work) => session.aloneWith(`send ${id}`, work),

    async recordAnswer(id, status, problems, at) {
      const { affected } = await session.run((rows) =>
        rows.update(
          OutboundSchema,
          { id, acknowledged: In(REPLACEABLE_BY[status]) },
          {
            acknowledged: status,
            problems: JSON.stringify(problems),
            acknowledgedAt: status === 'awaited' ? null : at,
          },
        ),
      );
      if (affected === 0) await mustBeKept(id);
    },

    find: (id) => findBy({ id }),
    findByKey: (key) => findBy({ key }),

    async findByControlNumber(vendorCode, functionalId, controlNumber) {
      const row = await session.run((rows) =>
        rows.findOne(OutboundSchema, {
          where: { vendorCode, functionalId, controlNumber },
          order: { preparedAt: 'DESC', id: 'DESC' },
        }),
      );
      return row ? fromRow(row) : undefined;
    },

    async list({ purchaseOrderNumber, kind, delivered, acknowledged, limit }) {
      const found = await session.run((rows) =>
        rows.find(OutboundSchema, {
          where: {
            ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderKey: purchaseOrderKey(purchaseOrderNumber) }),
            ...(kind === undefined ? {} : { kind }),
            ...(delivered === undefined ? {} : { delivered }),
            ...(acknowledged === undefined ? {} : { acknowledged }),
          },
          order: { preparedAt: 'DESC', id: 'DESC' },
          ...limited(limit),
        }),
      );
      return found.map(fromRow);
    },
  };
}

function fromRow({ purchaseOrderKey: _, ...row }: OutboundRow): OutboundDocument {
  const what = `outbound document ${row.key}`;
  return {
    ...row,
    purchaseOrderNumber: row.purchaseOrderNumber ?? undefined,
    content: stored(StoredContent, row.content, what),
    problems: stored(z.array(z.string()), row.problems, what),
    deliveredAt: row.deliveredAt ?? undefined,
    acknowledgedAt: row.acknowledgedAt ?? undefined,
  };
}
