import { type EntityManager, EntitySchema, In, IsNull, LessThanOrEqual, MoreThanOrEqual, Not } from 'typeorm';
import { z } from 'zod';
import type { Instant } from '../../domain/calendar.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { type KnownVersion, sightAgain } from '../../domain/order-versions.ts';
import { PurchaseOrder, type PurchaseOrderChange } from '../../domain/purchase-order.ts';
import type { PurchaseOrderProgress, PurchaseOrders, Sighting, StoredPurchaseOrder } from '../../ports/stores.ts';
import { newId } from './ids.ts';
import { StoredLineDecision } from './line-decision.ts';
import {
  insert,
  insertUnlessTaken,
  keyText,
  keyWhole,
  limited,
  maybeText,
  maybeWhole,
  mustHaveChanged,
  stored,
  text,
  whole,
} from './rows.ts';
import type { Session } from './session.ts';

interface OrderRow {
  key: string;
  version: number;
  vendorCode: string;
  document: string;
  firstReceivedAt: Instant;
  acknowledgeBy: Instant;
  unansweredUntil: Instant | null;
  progress: PurchaseOrderProgress;
  lines: number;
  openDoubts: number;
  acceptedEaches: number;
  shippedEaches: number;
  orderReference: string | null;
}

const OrderSchema = new EntitySchema<OrderRow>({
  name: 'purchase_order',
  columns: {
    key: keyText('purchase_order_key'),
    version: whole('version'),
    vendorCode: text('vendor_code'),
    document: text('document'),
    firstReceivedAt: text('first_received_at'),
    acknowledgeBy: text('acknowledge_by'),
    unansweredUntil: maybeText('unanswered_until'),
    progress: text('progress'),
    lines: whole('line_count'),
    openDoubts: whole('open_doubts'),
    acceptedEaches: whole('accepted_eaches'),
    shippedEaches: whole('shipped_eaches'),
    orderReference: maybeText('order_reference'),
  },
});

interface VersionRow {
  key: string;
  version: number;
  document: string;
  changes: string;
  receivedAt: Instant;
}

const VersionSchema = new EntitySchema<VersionRow>({
  name: 'purchase_order_version',
  columns: {
    key: keyText('purchase_order_key'),
    version: keyWhole('version'),
    document: text('document'),
    changes: text('changes'),
    receivedAt: text('received_at'),
  },
});

interface SightingRow extends Sighting {
  id: string;
  key: string;
  version: number;
}

const SightingSchema = new EntitySchema<SightingRow>({
  name: 'purchase_order_sighting',
  columns: {
    id: keyText('id'),
    key: text('purchase_order_key'),
    version: whole('version'),
    channel: text('channel'),
    inboundId: text('inbound_id'),
    at: text('seen_at'),
  },
});

interface DecisionRow {
  id: string;
  key: string;
  version: number;
  at: Instant;
  lines: string;
  partnerVersion: number | null;
}

const DecisionSchema = new EntitySchema<DecisionRow>({
  name: 'decision',
  columns: {
    id: keyText('id'),
    key: text('purchase_order_key'),
    version: whole('version'),
    at: text('decided_at'),
    lines: text('decided_lines'),
    partnerVersion: maybeWhole('partner_version'),
  },
});

export const purchaseOrderSchemas = [OrderSchema, VersionSchema, SightingSchema, DecisionSchema];

/** JSON leaves out what was absent before or is absent now; the change says so again. */
const StoredChanges: z.ZodType<PurchaseOrderChange[]> = z.array(
  z
    .object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
    .transform(({ field, before, after }) => ({ field, before, after })),
);

/** Amazon's clock still runs for these. */
const UNANSWERED: readonly PurchaseOrderProgress[] = [
  'received',
  'waiting-for-a-person',
  'held',
  'held-back',
  'to-enter',
];

export function databasePurchaseOrders(session: Session): PurchaseOrders {
  return {
    async keep(order, vendorCode, acknowledgeBy, sighting, master) {
      const key = purchaseOrderKey(order.number);
      const document = JSON.stringify(order);
      const isNew = await session.transaction(async (rows) => {
        const row: OrderRow = {
          key,
          version: 1,
          vendorCode,
          document,
          firstReceivedAt: sighting.at,
          acknowledgeBy,
          unansweredUntil: acknowledgeBy,
          progress: 'received',
          lines: order.lines.length,
          openDoubts: 0,
          acceptedEaches: 0,
          shippedEaches: 0,
          orderReference: null,
        };
        // Two channels may bring the same order at once; the primary key decides, not a prior read.
        if (!(await insertUnlessTaken(rows, OrderSchema, row))) return false;
        await insert(rows, VersionSchema, [{ key, version: 1, document, changes: '[]', receivedAt: sighting.at }]);
        await keepSighting(rows, key, 1, sighting);
        return true;
      });
      if (isNew) return { outcome: 'new', version: 1, changes: [] };
      // In a transaction of its own: the refused insert left a shared lock, and two that hold one each wait for ever.
      return session.transaction(async (rows) => {
        const row = await rows.findOneOrFail(OrderSchema, { where: { key }, ...session.dialect.lockRow });
        return seeAgain(rows, row, order, sighting, master);
      });
    },

    async find(number) {
      const row = await session.run((rows) => rows.findOneBy(OrderSchema, { key: purchaseOrderKey(number) }));
      return row ? fromRow(row) : undefined;
    },

    async versions(number) {
      const key = purchaseOrderKey(number);
      const found = await session.run((rows) =>
        rows.find(VersionSchema, { where: { key }, order: { version: 'ASC' } }),
      );
      return found.map(({ version, document, receivedAt, changes }) => ({
        version,
        document: stored(PurchaseOrder, document, `version ${version} of ${key}`),
        receivedAt,
        changes: stored(StoredChanges, changes, `the changes of version ${version} of ${key}`),
      }));
    },

    async sightings(number) {
      const key = purchaseOrderKey(number);
      const found = await session.run((rows) => rows.find(SightingSchema, { where: { key }, order: { id: 'ASC' } }));
      return found.map(({ channel, inboundId, at, version }) => ({ channel, inboundId, at, version }));
    },

    async mark(number, progress, summary = {}) {
      const key = purchaseOrderKey(number);
      await session.transaction(async (rows) => {
        mustHaveChanged(await rows.update(OrderSchema, { key }, { progress, ...summary }), `purchase order ${number}`);
        const unansweredUntil = UNANSWERED.includes(progress) ? () => 'acknowledge_by' : null;
        await rows.update(OrderSchema, { key }, { unansweredUntil });
      });
    },

    async list({ vendorCode, progress, receivedSince, limit }) {
      const where = {
        ...(vendorCode === undefined ? {} : { vendorCode }),
        ...(progress === undefined ? {} : { progress: In([...progress]) }),
        ...(receivedSince === undefined ? {} : { firstReceivedAt: MoreThanOrEqual(receivedSince) }),
      };
      const urgent = await session.run((rows) =>
        rows.find(OrderSchema, {
          where: { ...where, unansweredUntil: Not(IsNull()) },
          order: { unansweredUntil: 'ASC', key: 'ASC' },
          ...limited(limit),
        }),
      );
      if (limit !== undefined && urgent.length >= limit) return urgent.map(fromRow);
      const others = await session.run((rows) =>
        rows.find(OrderSchema, {
          where: { ...where, unansweredUntil: IsNull() },
          order: { firstReceivedAt: 'DESC', key: 'ASC' },
          ...limited(limit === undefined ? undefined : limit - urgent.length),
        }),
      );
      return [...urgent, ...others].map(fromRow);
    },

    async keepDecision(number, version, at, lines, partnerVersion) {
      const key = purchaseOrderKey(number);
      await session.run((rows) =>
        insert(rows, DecisionSchema, [
          { id: newId(at), key, version, at, lines: JSON.stringify(lines), partnerVersion: partnerVersion ?? null },
        ]),
      );
    },

    async decision(number, version) {
      const key = purchaseOrderKey(number);
      const where = version === undefined ? { key } : { key, version: LessThanOrEqual(version) };
      const row = await session.run((rows) =>
        rows.findOne(DecisionSchema, { where, order: { version: 'DESC', id: 'DESC' } }),
      );
      if (!row) return undefined;
      const lines = stored(z.array(StoredLineDecision), row.lines, `the decision on ${key}`);
      const { partnerVersion } = row;
      return { version: row.version, at: row.at, lines, ...(partnerVersion === null ? {} : { partnerVersion }) };
    },
  };
}

async function seeAgain(
  rows: EntityManager,
  { key, version }: OrderRow,
  order: PurchaseOrder,
  sighting: Sighting,
  master: Sighting['channel'] | undefined,
): ReturnType<PurchaseOrders['keep']> {
  const seen = sightAgain(await knownVersions(rows, key), order, sighting.channel, master);
  if (seen.outcome !== 'changed') {
    const completed = seen.outcome === 'known' ? seen.completed : undefined;
    if (completed) {
      const document = JSON.stringify(completed);
      await rows.update(VersionSchema, { key, version: seen.version }, { document });
      await rows.update(OrderSchema, { key }, { document });
    }
    await keepSighting(rows, key, seen.version, sighting);
    return { outcome: seen.outcome, version, changes: seen.outcome === 'differs' ? seen.changes : [] };
  }
  const next = version + 1;
  const document = JSON.stringify(seen.document);
  const changes = JSON.stringify(seen.changes);
  await insert(rows, VersionSchema, [{ key, version: next, document, changes, receivedAt: sighting.at }]);
  await rows.update(OrderSchema, { key }, { version: next, document, lines: seen.document.lines.length });
  await keepSighting(rows, key, next, sighting);
  return { outcome: 'changed', version: next, changes: seen.changes };
}

async function knownVersions(rows: EntityManager, key: string): Promise<KnownVersion[]> {
  const versions = await rows.find(VersionSchema, { where: { key }, order: { version: 'ASC' } });
  const sightings = await rows.find(SightingSchema, { where: { key }, order: { id: 'ASC' } });
  return versions.map(({ version, document }) => ({
    version,
    document: stored(PurchaseOrder, document, `version ${version} of ${key}`),
    seenBy: sightings.filter((seen) => seen.version === version).map(({ channel }) => channel),
  }));
}

async function keepSighting(rows: EntityManager, key: string, version: number, sighting: Sighting): Promise<void> {
  const { channel, inboundId, at } = sighting;
  await insert(rows, SightingSchema, [{ id: newId(at), key, version, channel, inboundId, at }]);
}

function fromRow(row: OrderRow): StoredPurchaseOrder {
  const { key, version, vendorCode, firstReceivedAt, acknowledgeBy, progress } = row;
  const { lines, openDoubts, acceptedEaches, shippedEaches, orderReference } = row;
  return {
    key,
    document: stored(PurchaseOrder, row.document, `purchase order ${key}`),
    version,
    vendorCode,
    firstReceivedAt,
    acknowledgeBy,
    progress,
    summary: {
      lines,
      openDoubts,
      acceptedEaches,
      shippedEaches,
      ...(orderReference === null ? {} : { orderReference }),
    },
  };
}
