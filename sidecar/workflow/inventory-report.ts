/*
 * A report of stock: plan, send, follow. One at a time for each account, and each says all: what one
 * does not reach Amazon with, the next says anew.
 *
 *   every so many hours ──▶ plan-report ──▶ send-report ──▶ close-report
 *                                               │ a later one was begun: nothing is sent
 */
import { z } from 'zod';
import { addHours, type Instant, InstantSchema, instant } from '../domain/calendar.ts';
import { earlier, later } from '../domain/deadline.ts';
import { ProductId } from '../domain/identifiers.ts';
import { LeftOut, PlannedItem } from '../domain/inventory-plan.ts';
import { InventoryReport } from '../domain/inventory-report.ts';
import { isToEnter } from '../domain/sending.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { closeDocument } from './close-document.ts';
import { runnable } from './engine.ts';
import { surveyInventory } from './inventory-survey.ts';
import { partnerOf } from './lookups.ts';
import { PATIENT, type Saga, type Step, Waiting } from './saga.ts';
import type { World } from './world.ts';

export const INVENTORY_REPORT = 'inventory-report';

export const InventoryReportState = z.object({
  vendorCode: z.string(),
  /** Since when it is due: its name within the account. Later ones are greater as text. */
  slot: InstantSchema,
  openedAt: InstantSchema,
  /** Handed on from the report before; see Memory. */
  known: z.array(z.array(ProductId)),
  ordersReadTo: InstantSchema.optional(),
  items: z.array(PlannedItem).optional(),
  leftOut: z.array(LeftOut).optional(),
  documentId: z.string().optional(),
  /** A later one was begun before this one left. */
  isOvertaken: z.boolean().optional(),
});
export type InventoryReportState = z.infer<typeof InventoryReportState>;

/** Orders are held within seconds; one that is not is somebody's matter, and no reason to keep silent. */
const WAIT_FOR_ORDERS_MS = 10 * 60_000;
const LOOK_AGAIN_MS = 15_000;

export function inventoryReportKey(vendorCode: string, slot: string): string {
  return `${vendorCode}:${slot}`;
}

/** The run that a document belongs to. */
export function reportKeyOf(documentKey: string): string {
  return documentKey.slice(`${INVENTORY_REPORT}:`.length);
}

/** Where the slot of the newest report of an account is kept, in the inbox's cursors. */
export function newestReportOf(vendorCode: string): string {
  return `${INVENTORY_REPORT}:${vendorCode}`;
}

/** What has come and is not held yet would be told to Amazon as free, and be taken by its own order. */
export const planReport: Step<InventoryReportState> = {
  name: 'plan-report',
  async run({ vendorCode, openedAt, known, ordersReadTo }, world) {
    const now = world.now();
    const until = later(new Date(openedAt), WAIT_FOR_ORDERS_MS);
    const [coming] = await world.stores.purchaseOrders.list({ progress: ['received'], limit: 1 });
    if (coming && instant(now) < until) {
      return new Waiting(`order ${coming.document.number} to be held`, earlier(until, later(now, LOOK_AGAIN_MS)));
    }
    const { plan, ...memory } = await surveyInventory(vendorCode, { known, ordersReadTo }, world);
    return { ...memory, ...plan };
  },
};

/** The slot is the key: a repeat hands over the same figures under the same number. */
export const sendReport: Step<InventoryReportState> = {
  name: 'send-report',
  pointOfNoReturn: true,
  async run({ vendorCode, slot, openedAt, items = [], leftOut = [] }, world) {
    if (items.length === 0) return {};
    const key = `${INVENTORY_REPORT}:${inventoryReportKey(vendorCode, slot)}`;
    const document = await world.stores.outbound.findByKey(key);
    // After a later one it would tell Amazon yesterday's stock as the newest.
    const hasLeft = document !== undefined && document.delivered !== 'pending';
    if (!hasLeft && (await isOvertaken(vendorCode, slot, world))) return { isOvertaken: true };
    const { warehouse } = partnerOf(vendorCode, world).inventory;
    const report = InventoryReport.parse({
      reportId: `${vendorCode}-${slot.replace(/\D/g, '').slice(0, 14)}`,
      reportedAt: openedAt,
      vendorCode,
      ...(warehouse === undefined ? {} : { warehouseId: warehouse }),
      items: items.map(({ productId, available }) => ({ productId, available })),
    });
    const sent = await world.partner.send({ key, vendorCode, content: { kind: 'inventory-report', document: report } });
    if (!sent.isHeldBack && !sent.isToEnter) {
      const outOfStock = items.filter(({ available }) => available === 0).length;
      const { documentId } = sent;
      world.events.inventoryReported({
        vendorCode,
        documentId,
        inStock: items.length - outOfStock,
        outOfStock,
        leftOut: leftOut.length,
      });
    }
    return { documentId: sent.documentId };
  },
};

export const closeReport: Step<InventoryReportState> = {
  name: 'close-report',
  async run({ vendorCode, slot, documentId }, world) {
    if (documentId === undefined) return {};
    const document = await world.stores.outbound.find(documentId);
    // Overtaken, what has not left never does: nobody has to be waited for.
    if (document && hasStayed(document) && (await isOvertaken(vendorCode, slot, world))) {
      // A file that nobody entered is not asked for any more.
      if (isToEnter(document)) await world.stores.outbound.markFailed(document.id);
      return {};
    }
    if (document && (await isSilenceTold(document, world))) return {};
    const end = await closeDocument(documentId, {}, world);
    return end instanceof Waiting ? end : {};
  },
};

async function isOvertaken(vendorCode: string, slot: Instant, world: World): Promise<boolean> {
  return (await world.stores.inbox.cursor(newestReportOf(vendorCode))) > slot;
}

function hasStayed(document: OutboundDocument): boolean {
  return document.delivered === 'held-back' || isToEnter(document);
}

/** Reports come by the hour. Where Amazon answers none, a person is told once, and not by the hour too. */
async function isSilenceTold(document: OutboundDocument, world: World): Promise<boolean> {
  const { id, vendorCode, acknowledged, delivered, deliveredAt, preparedAt } = document;
  if (acknowledged !== 'awaited' || delivered === 'held-back') return false;
  const { functionalAcknowledgementWithinHours } = partnerOf(vendorCode, world).policies;
  const overdueAt = addHours(deliveredAt ?? preparedAt, functionalAcknowledgementWithinHours);
  if (instant(world.now()) < overdueAt) return false;
  const open = await world.stores.discrepancies.list({ state: 'open', kind: 'functional-acknowledgement-overdue' });
  for (const { subject } of open) {
    if (subject.outboundId === undefined || subject.outboundId === id) continue;
    const other = await world.stores.outbound.find(subject.outboundId);
    if (other?.kind === 'inventory-report' && other.vendorCode === vendorCode) return true;
  }
  return false;
}

export const inventoryReportSaga: Saga<InventoryReportState> = {
  name: INVENTORY_REPORT,
  State: InventoryReportState,
  steps: [planReport, sendReport, closeReport],
  subject: ({ documentId }) => (documentId === undefined ? {} : { outboundId: documentId }),
  title: ({ vendorCode, slot }) => `inventory report of ${vendorCode}, ${slot.slice(0, 16).replace('T', ' ')} UTC`,
  // Nothing is held that would have to be given back, and the next report waits for this one.
  retry: { ...PATIENT, giveUpAfterMs: Number.POSITIVE_INFINITY },
};

export const runnableInventoryReport = runnable(inventoryReportSaga);
