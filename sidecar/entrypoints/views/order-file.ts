import type { Instant } from '../../domain/calendar.ts';
import { minutesLeft } from '../../domain/deadline.ts';
import type { LineDecision } from '../../domain/decision.ts';
import type { Discrepancy } from '../../domain/discrepancy.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type {
  DocumentCheck,
  OutboundDocument,
  PurchaseOrders,
  StoredInvoice,
  StoredPurchaseOrder,
  StoredRemittance,
} from '../../ports/stores.ts';
import { type HeldSoFar, heldSoFar } from './held.ts';
import { nextLimit } from './limits.ts';
import { sagasOf, type Told } from './sagas.ts';
import type { View } from './view.ts';

/** All that is known of one order. */
export interface OrderFile {
  order: StoredPurchaseOrder;
  decision: { version: number; at: Instant; lines: LineDecision[] } | undefined;
  versions: Awaited<ReturnType<PurchaseOrders['versions']>>;
  sightings: Awaited<ReturnType<PurchaseOrders['sightings']>>;
  documents: OutboundDocument[];
  /** What the checks before sending said of them. */
  checks: DocumentCheck[];
  dispatches: Dispatch[];
  invoices: StoredInvoice[];
  discrepancies: Discrepancy[];
  /** Payments that name one of its invoices. */
  remittances: StoredRemittance[];
  sagas: Told[];
  /** Lines that the shop holds, as the journal tells; there before anything is decided. */
  held: HeldSoFar[];
}

/** Undefined where no such order is kept. */
export async function orderFile(number: string, { stores, journal }: View): Promise<OrderFile | undefined> {
  const order = await stores.purchaseOrders.find(number);
  if (!order) return undefined;
  const [decision, versions, sightings, documents, checks, dispatches, invoices, discrepancies, payments] =
    await Promise.all([
      stores.purchaseOrders.decision(number),
      stores.purchaseOrders.versions(number),
      stores.purchaseOrders.sightings(number),
      stores.outbound.list({ purchaseOrderNumber: number }),
      stores.checks.list(number),
      stores.dispatches.list(number),
      stores.invoices.list({ purchaseOrderNumber: number }),
      stores.discrepancies.list({ purchaseOrderNumber: number }),
      stores.remittances.list({ limit: 500 }),
    ]);
  const sagas = await sagasOf(
    journal,
    order,
    dispatches.map(({ id }) => id),
  );
  const billed = new Set(invoices.map(({ invoice }) => invoice.number.toUpperCase()));
  const remittances = payments.filter(({ matches }) =>
    matches.some(({ invoiceNumber }) => invoiceNumber !== undefined && billed.has(invoiceNumber.toUpperCase())),
  );
  const held = heldSoFar(sagas);
  return {
    order,
    decision,
    versions,
    sightings,
    documents,
    checks,
    dispatches,
    invoices,
    discrepancies,
    remittances,
    sagas,
    held,
  };
}

/** As machines get it, from the API and from the command line alike. */
export function orderForMachines(file: OrderFile, view: View) {
  return {
    ...orderSummary(file.order, view),
    document: file.order.document,
    decision: file.decision,
    versions: file.versions,
    sightings: file.sightings,
    documents: file.documents.map(withoutContent),
    checks: file.checks,
    dispatches: file.dispatches,
    invoices: file.invoices,
    discrepancies: file.discrepancies,
    journal: file.sagas.map(({ run, entries }) => ({
      saga: run.saga,
      key: run.key,
      step: run.step,
      status: run.status,
      awaiting: run.awaiting,
      attempts: run.attempts,
      entries,
    })),
  };
}

export function orderSummary(row: StoredPurchaseOrder, view: Omit<View, 'journal'>) {
  const { document, ...rest } = row;
  const next = nextLimit(row, view);
  return {
    ...rest,
    number: document.number,
    ...(next ? { next: { ...next, minutesLeft: minutesLeft(next.by, view.now()) } } : {}),
  };
}

/** In lists: the message itself is asked for one by one. */
export function withoutContent({ content: _content, raw: _raw, ...row }: OutboundDocument) {
  return row;
}
