import type { CarriageSubject } from '../../domain/carriage.ts';
import { minutesLeft } from '../../domain/deadline.ts';
import type { Discrepancy } from '../../domain/discrepancy.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { ShownOrder } from '../../domain/shown-order.ts';
import type {
  DocumentCheck,
  KeptCarriage,
  KeptDecision,
  KeptRouting,
  OutboundDocument,
  PurchaseOrders,
  StoredInvoice,
  StoredPurchaseOrder,
  StoredRemittance,
} from '../../ports/stores.ts';
import { noticeDocuments } from '../../workflow/told-notices.ts';
import { type HeldSoFar, heldSoFar } from './held.ts';
import { nextLimit } from './limits.ts';
import { sagasOf, type Told } from './sagas.ts';
import { trucksOf, type WaitingTruck } from './trucks.ts';
import type { View } from './view.ts';

/** All that is known of one order. */
export interface OrderFile {
  order: StoredPurchaseOrder;
  decision: KeptDecision | undefined;
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
  /** What Amazon itself shows of it, where it can be asked. */
  shown: ShownOrder | undefined;
  /** What people said of how it travels: of the order, then of its dispatches. */
  carriages: KeptCarriage[];
  /** Trucks that its dispatches stand on and that wait for more. */
  trucks: WaitingTruck[];
  /** Who fetches it when, by Amazon's instructions, newest first. */
  routings: KeptRouting[];
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
      documentsOf(number, stores),
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
  const subjects: CarriageSubject[] = [
    { kind: 'order', id: order.document.number },
    ...dispatches.map(({ id }) => ({ kind: 'dispatch' as const, id })),
  ];
  const said = await Promise.all(subjects.map((subject) => stores.carriages.find(subject)));
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
    shown: await stores.shownOrders.find(number),
    carriages: said.filter((one) => one !== undefined),
    trucks: await trucksOf(
      dispatches.map(({ id }) => id),
      { stores },
    ),
    routings: await stores.routings.list(number),
  };
}

/** Newest first; the notice of a truck stands under the order of its first dispatch, and tells of others too. */
async function documentsOf(number: string, stores: View['stores']): Promise<OutboundDocument[]> {
  const own = await stores.outbound.list({ purchaseOrderNumber: number });
  const known = new Set(own.map(({ id }) => id));
  const shared = (await noticeDocuments(number, { stores })).filter(({ id }) => !known.has(id));
  return [...shared, ...own];
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
    ...(file.shown ? { shown: file.shown } : {}),
    carriages: file.carriages,
    trucks: file.trucks,
    routings: file.routings,
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
