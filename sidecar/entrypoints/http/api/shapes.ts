import { z } from 'zod';
import { Carriage, CarriageSubject } from '../../../domain/carriage.ts';
import { Discrepancy, Resolution } from '../../../domain/discrepancy.ts';
import { Dispatch } from '../../../domain/dispatch.ts';
import { KeptFinding } from '../../../domain/document-consistency.ts';
import { Invoice } from '../../../domain/invoice.ts';
import { PurchaseOrder } from '../../../domain/purchase-order.ts';
import { Quantity } from '../../../domain/quantity.ts';
import { Remittance } from '../../../domain/remittance.ts';
import { RemittanceMatch } from '../../../domain/remittance-match.ts';
import { RoutedLoad } from '../../../domain/routing.ts';
import { ShownOrder } from '../../../domain/shown-order.ts';
import { SendingMode } from '../../../domain/trading-partner.ts';
import { RoutingWish } from '../../../workflow/ask-routing.ts';

/** An instant as written in JSON: `2026-08-03T23:02:00.000Z`. */
const At = z.iso.datetime();
const Count = z.number().int().nonnegative();
const Money = z.string().regex(/^-?\d+(\.\d+)?$/);
const Channel = z.enum(['edi', 'sp-api', 'file']);

export const Problem = z.object({ code: z.string(), message: z.string(), place: z.string(), hint: z.string() });

export const OrderSummary = z.object({
  key: z.string(),
  number: z.string(),
  vendorCode: z.string(),
  version: z.number().int().positive(),
  progress: z.enum([
    'received',
    'waiting-for-a-person',
    'held',
    'held-back',
    'to-enter',
    'acknowledged',
    'in-work',
    'part-shipped',
    'shipped',
    'closed',
    'stopped',
  ]),
  firstReceivedAt: At,
  acknowledgeBy: At,
  /** What it asks of us next, and until when; absent where nothing is left to do. */
  next: z
    .object({
      toDo: z.string(),
      by: At,
      minutesLeft: z.number().int(),
      urgency: z.enum(['late', 'at-risk', 'due-today', 'later']),
    })
    .optional(),
  summary: z.object({
    lines: Count,
    openDoubts: Count,
    acceptedEaches: Count,
    shippedEaches: Count,
    orderReference: z.string().optional(),
  }),
});

export const LineDecision = z.object({
  position: z.number().int().positive(),
  lineNumber: z.string(),
  sku: z.string().optional(),
  ordered: Quantity,
  wanted: Count.optional(),
  casePack: Count.optional(),
  held: Count,
  accepted: Count,
  backordered: Count,
  rejected: Count,
  rule: z.string(),
  reasons: z.array(z.string()),
  stock: z
    .object({
      requested: z.number(),
      held: z.number(),
      reason: z.string().optional(),
      salable: z.number().optional(),
      buffer: z.number().optional(),
      inPoolSources: z.number().optional(),
    })
    .optional(),
});

export const OutboundDocument = z.object({
  id: z.string(),
  key: z.string(),
  kind: z.string(),
  vendorCode: z.string(),
  purchaseOrderNumber: z.string().optional(),
  channel: Channel,
  fileName: z.string(),
  controlNumber: Count,
  functionalId: z.string(),
  reference: z.string(),
  delivered: z.enum(['pending', 'handed-over', 'delivered', 'failed', 'held-back']),
  resends: Count,
  mode: SendingMode,
  partnerVersion: Count.optional(),
  acknowledged: z.enum(['awaited', 'presumed', 'accepted', 'accepted-with-errors', 'rejected']),
  problems: z.array(z.string()),
  preparedAt: At,
  deliveredAt: At.optional(),
  acknowledgedAt: At.optional(),
});

export const OutboundDocumentFile = OutboundDocument.extend({
  /** The message as it leaves. */
  raw: z.string(),
  content: z.record(z.string(), z.unknown()),
});

/** What Vendor Central said of a file, word for word. */
export const FileRefused = z.object({ why: z.string().trim().min(1).max(500) });

/** Of an invoice alone. same: Amazon has booked nothing under its number; new: it knows the number, and takes none twice. */
export const AnewWish = z.object({ invoiceNumber: z.enum(['same', 'new']).default('same') });

export const InboundDocument = z.object({
  id: z.string(),
  channel: Channel,
  name: z.string(),
  hash: z.string(),
  size: Count,
  receivedAt: At,
  state: z.enum(['received', 'processed', 'quarantined', 'ignored']),
  detail: z.string(),
  sightings: Count,
});

export const StoredInvoice = z.object({
  invoice: Invoice,
  dispatchId: z.string(),
  outboundId: z.string().optional(),
  paid: Money,
  state: z.enum(['open', 'paid', 'short-paid', 'overpaid']),
});

export const StoredRemittance = z.object({
  remittance: Remittance,
  inboundId: z.string(),
  receivedAt: At,
  matches: z.array(RemittanceMatch),
});

export const StockPosition = z.object({
  sku: z.string(),
  sequence: z.number(),
  availableToPromise: Count,
  salable: z.number(),
  inPoolSources: z.number(),
  amazonReserved: z.number(),
  buffer: z.number(),
  changedAt: At,
});

export const AuditEntry = z.object({
  at: At,
  who: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
  hash: z.string(),
});

export const JournalOfSaga = z.object({
  saga: z.string(),
  key: z.string(),
  step: z.string(),
  status: z.enum(['ready', 'waiting', 'undoing', 'held', 'done', 'undone']),
  awaiting: z.string(),
  attempts: Count,
  entries: z.array(z.object({ at: At, step: z.string(), event: z.string(), detail: z.string() })),
});

/** What a person said of how goods travel. */
export const KeptCarriage = z.object({ subject: CarriageSubject, carriage: Carriage, saidBy: z.string(), saidAt: At });

/** What follows from it. */
export const CarriageSaid = z.object({
  subject: CarriageSubject,
  carriage: Carriage,
  /** Dispatches whose ship notice is still to leave: it will say so. */
  waiting: z.array(z.string()),
  /** Dispatches that Amazon has heard of: a person is asked whether it hears of this too. */
  told: z.array(z.string()),
});

/** A truck whose ship notice waits for more dispatches. */
export const WaitingTruck = z.object({
  /** The dispatch that tells for all of them. */
  dispatchId: z.string(),
  shipmentId: z.string(),
  vendorCode: z.string().optional(),
  shipTo: z.string().optional(),
  carrierScac: z.string(),
  /** When Amazon hears of it at the latest. */
  closesAt: At,
  on: z.array(z.object({ dispatchId: z.string(), purchaseOrderNumbers: z.array(z.string()) })),
});

/** What Amazon was asked to fetch. */
export const RoutingAsked = z.object({
  documentId: z.string(),
  number: z.string(),
  loads: z.string(),
  /** The mode of the account that keeps the request here; absent where it left. */
  heldBack: SendingMode.optional(),
});

/** What leaves now. */
export const TruckGoing = z.object({ dispatchId: z.string(), dispatches: z.array(z.string()) });

const Change = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });

export const OrderFile = OrderSummary.extend({
  document: PurchaseOrder,
  decision: z
    .object({ version: z.number(), at: At, lines: z.array(LineDecision), partnerVersion: Count.optional() })
    .optional(),
  versions: z.array(
    z.object({ version: z.number(), receivedAt: At, document: PurchaseOrder, changes: z.array(Change) }),
  ),
  sightings: z.array(z.object({ channel: Channel, inboundId: z.string(), at: At, version: z.number() })),
  documents: z.array(OutboundDocument),
  /** What the checks before sending said, by the key of the document. */
  checks: z.array(z.object({ key: z.string(), findings: z.array(KeptFinding), checkedAt: At })),
  dispatches: z.array(Dispatch),
  invoices: z.array(StoredInvoice),
  discrepancies: z.array(Discrepancy),
  /** What Amazon itself showed when it was last asked; what it counts as received is advice. */
  shown: ShownOrder.optional(),
  /** What people said of how it travels: of the order, then of its dispatches. */
  carriages: z.array(KeptCarriage),
  /** Trucks that its dispatches stand on and that wait for more. */
  trucks: z.array(WaitingTruck),
  /** Amazon's routing instructions (754), newest first. */
  routings: z.array(z.object({ load: RoutedLoad, inboundId: z.string(), receivedAt: At })),
  journal: z.array(JournalOfSaga),
});

/** By name, for the components of the description. */
export const SHAPES = {
  Problem,
  OrderSummary,
  OrderFile,
  PurchaseOrder,
  LineDecision,
  OutboundDocument,
  OutboundDocumentFile,
  FileRefused,
  AnewWish,
  InboundDocument,
  Dispatch,
  Invoice,
  StoredInvoice,
  Remittance,
  StoredRemittance,
  StockPosition,
  AuditEntry,
  JournalOfSaga,
  Discrepancy,
  Resolution,
  Carriage,
  CarriageSaid,
  WaitingTruck,
  TruckGoing,
  RoutingWish,
  RoutingAsked,
} as const satisfies Record<string, z.ZodType>;
export type ShapeName = keyof typeof SHAPES;
