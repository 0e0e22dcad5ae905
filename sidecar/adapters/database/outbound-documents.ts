import { EntitySchema, In, Not } from 'typeorm';
import { z } from 'zod';
import { Acknowledgement } from '../../domain/acknowledgement.ts';
import type { Instant } from '../../domain/calendar.ts';
import { ChangeAcknowledgement } from '../../domain/change-acknowledgement.ts';
import { FunctionalAcknowledgement } from '../../domain/functional-acknowledgement.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { InterchangeAcknowledgement } from '../../domain/interchange-acknowledgement.ts';
import { InventoryReport } from '../../domain/inventory-report.ts';
import { Invoice } from '../../domain/invoice.ts';
import { RoutingRequest } from '../../domain/routing.ts';
import { ShipNotice } from '../../domain/ship-notice.ts';
import type { OutboundTradingDocument } from '../../domain/trading-document.ts';
import type { OutboundDocument, OutboundDocuments } from '../../ports/stores.ts';
import { newId } from './ids.ts';
import { insertUnlessTaken, keyText, limited, maybeText, maybeWhole, stored, text, whole } from './rows.ts';
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
  /** Null in rows of the first releases, which knew no other than live. */
  mode: OutboundDocument['mode'] | null;
  partnerVersion: number | null;
  /** Null in rows of the first releases: never. */
  resends: number | null;
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
    mode: maybeText('mode'),
    partnerVersion: maybeWhole('partner_version'),
    resends: maybeWhole('resends'),
    acknowledged: text('acknowledged'),
    problems: text('problems'),
    preparedAt: text('prepared_at'),
    deliveredAt: maybeText('delivered_at'),
    acknowledgedAt: maybeText('acknowledged_at'),
  },
});

export const outboundSchemas = [OutboundSchema];

const StoredContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('acknowledgement'),
    document: Acknowledgement,
    change: ChangeAcknowledgement.exactOptional(),
  }),
  z.object({ kind: z.literal('routing-request'), document: RoutingRequest }),
  z.object({ kind: z.literal('ship-notice'), document: ShipNotice }),
  z.object({ kind: z.literal('invoice'), document: Invoice }),
  z.object({ kind: z.literal('inventory-report'), document: InventoryReport }),
  z.object({ kind: z.literal('functional-acknowledgement'), document: FunctionalAcknowledgement }),
  z.object({ kind: z.literal('interchange-acknowledgement'), document: InterchangeAcknowledgement }),
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
    async prepare({ mode = 'live', partnerVersion, ...document }, at) {
      const row: OutboundRow = {
        ...document,
        mode,
        partnerVersion: partnerVersion ?? null,
        resends: 0,
        id: newId(at),
        purchaseOrderNumber: document.purchaseOrderNumber ?? null,
        purchaseOrderKey:
          document.purchaseOrderNumber === undefined ? null : purchaseOrderKey(document.purchaseOrderNumber),
        content: JSON.stringify(document.content),
        reference: '',
        delivered: mode === 'live' ? 'pending' : 'held-back',
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
          { id, delivered: Not('delivered') },
          { delivered: 'delivered', reference, deliveredAt: at },
        ),
      );
      if (affected === 0) await mustBeKept(id);
    },

    async markHandedOver(id, reference, at) {
      const { affected } = await session.run((rows) =>
        rows.update(
          OutboundSchema,
          { id, delivered: In(['pending', 'held-back']) },
          { delivered: 'handed-over', reference, deliveredAt: at },
        ),
      );
      if (affected === 0) await mustBeKept(id);
    },

    async markFailed(id) {
      const { affected } = await session.run((rows) =>
        rows.update(OutboundSchema, { id, delivered: 'handed-over' }, { delivered: 'failed' }),
      );
      if (affected === 0) await mustBeKept(id);
    },

    async countResend(id) {
      await session.run((rows) => rows.update(OutboundSchema, { id }, { resends: () => 'COALESCE(resends, 0) + 1' }));
      return fromRow(await session.run((rows) => rows.findOneByOrFail(OutboundSchema, { id })));
    },

    async markResent(id, delivered, reference, at) {
      const { affected } = await session.run((rows) =>
        rows.update(OutboundSchema, { id }, { delivered, reference, deliveredAt: at }),
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

    async list({ purchaseOrderNumber, vendorCode, kind, delivered, acknowledged, limit }) {
      const found = await session.run((rows) =>
        rows.find(OutboundSchema, {
          where: {
            ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderKey: purchaseOrderKey(purchaseOrderNumber) }),
            ...(vendorCode === undefined ? {} : { vendorCode }),
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
    mode: row.mode ?? 'live',
    partnerVersion: row.partnerVersion ?? undefined,
    resends: row.resends ?? 0,
    purchaseOrderNumber: row.purchaseOrderNumber ?? undefined,
    content: stored(StoredContent, row.content, what),
    problems: stored(z.array(z.string()), row.problems, what),
    deliveredAt: row.deliveredAt ?? undefined,
    acknowledgedAt: row.acknowledgedAt ?? undefined,
  };
}
