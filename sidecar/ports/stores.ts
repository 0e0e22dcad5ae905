import type { Instant } from '../domain/calendar.ts';
import type { Carriage, CarriageSubject } from '../domain/carriage.ts';
import type { CarrierRule } from '../domain/carrier.ts';
import type { LineDecision } from '../domain/decision.ts';
import type { Discrepancy, DiscrepancyKind, NewDiscrepancy, Resolution } from '../domain/discrepancy.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import type { KeptFinding } from '../domain/document-consistency.ts';
import type { ProductId } from '../domain/identifiers.ts';
import type { Invoice } from '../domain/invoice.ts';
import type { DecimalText } from '../domain/money.ts';
import type { SeenBy } from '../domain/order-versions.ts';
import type { PartnerVersion } from '../domain/partner-version.ts';
import type { PurchaseOrder, PurchaseOrderChange } from '../domain/purchase-order.ts';
import type { Remittance } from '../domain/remittance.ts';
import type { RemittanceMatch } from '../domain/remittance-match.ts';
import type { RoutedLoad } from '../domain/routing.ts';
import type { ShadowDifference } from '../domain/shadow.ts';
import type { ShipNotice } from '../domain/ship-notice.ts';
import type { ShownOrder } from '../domain/shown-order.ts';
import type { DocumentKind, OutboundTradingDocument } from '../domain/trading-document.ts';
import type { Channel, SendingMode } from '../domain/trading-partner.ts';

/** Everything that came in, byte for byte, kept before anybody looked at it. */
export interface InboundDocument {
  id: string;
  channel: Channel;
  /** File name, or the SP-API operation and order. */
  name: string;
  /** SHA-256 of the bytes, hex. */
  hash: string;
  size: number;
  receivedAt: Instant;
  state: 'received' | 'processed' | 'quarantined' | 'ignored';
  /** What was in it, or what is wrong with it, in words. */
  detail: string;
  /** How often the same bytes came. */
  sightings: number;
}

export interface InboundDocuments {
  /** Same bytes on the same channel: the same document, one sighting more. Never more than a chunk in memory. */
  keep(
    source: { channel: InboundDocument['channel']; name: string; bytes: AsyncIterable<Uint8Array> },
    at: Instant,
  ): Promise<{ document: InboundDocument; outcome: 'new' | 'known' }>;
  read(id: string): AsyncIterable<Uint8Array>;
  settle(id: string, state: InboundDocument['state'], detail: string): Promise<void>;
  find(id: string): Promise<InboundDocument | undefined>;
  list(filter: { state?: InboundDocument['state']; limit?: number }): Promise<InboundDocument[]>;
  /** Which document an interchange came in. Same number and hash: known; same number, other content: conflict. */
  seeInterchange(
    interchange: { senderId: string; receiverId: string; controlNumber: string; hash: string },
    inboundId: string,
    at: Instant,
  ): Promise<'new' | 'known' | 'conflict'>;
}

/** One message that left or will leave. */
export interface OutboundDocument {
  id: string;
  key: string;
  kind: DocumentKind;
  vendorCode: string;
  purchaseOrderNumber: string | undefined;
  channel: Channel;
  content: OutboundTradingDocument;
  /** The message itself. */
  raw: string;
  /** File name in the mailbox or for a person; empty on SP-API. */
  fileName: string;
  /** ISA13 / GS06; 0 on other roads. */
  controlNumber: number;
  /** GS01; empty on other roads. */
  functionalId: string;
  /** File name or SP-API transaction id, once delivered. */
  reference: string;
  /**
   * `held-back`: never left, and does not by itself. Where the road brings receipts: `handed-over` until one has come,
   * `failed` when none will, or none did in time. The receipt of a file is a person's word; one that nobody enters any
   * more, because a later one says it all, has failed.
   */
  delivered: 'pending' | 'handed-over' | 'delivered' | 'failed' | 'held-back';
  /** How often a person had it handed over again. */
  resends: number;
  /** What was to become of it when it was made. */
  mode: SendingMode;
  /** Number of the account's settings that it was made under; undefined where they have none. */
  partnerVersion: number | undefined;
  acknowledged: 'awaited' | 'presumed' | 'accepted' | 'accepted-with-errors' | 'rejected';
  /** In the partner's words. */
  problems: string[];
  preparedAt: Instant;
  /** Of the last time; with a receipt, when that came. */
  deliveredAt: Instant | undefined;
  acknowledgedAt: Instant | undefined;
}

export type NewOutboundDocument = Pick<
  OutboundDocument,
  | 'key'
  | 'kind'
  | 'vendorCode'
  | 'purchaseOrderNumber'
  | 'channel'
  | 'content'
  | 'raw'
  | 'fileName'
  | 'controlNumber'
  | 'functionalId'
> & {
  /** live where absent. */
  mode?: SendingMode;
  partnerVersion?: number | undefined;
};

export interface OutboundDocuments {
  /** Keeps it unless the key is taken, and answers what is kept under the key: the first one wins. What is not live is held back. */
  prepare(document: NewOutboundDocument, at: Instant): Promise<OutboundDocument>;
  /** Also what was held back until then. */
  markDelivered(id: string, reference: string, at: Instant): Promise<void>;
  /** It has left, and its receipt is awaited. */
  markHandedOver(id: string, reference: string, at: Instant): Promise<void>;
  /** Of what was handed over: no receipt came. */
  markFailed(id: string): Promise<void>;
  /** One more, before it is handed over: how often is told by its new name. */
  countResend(id: string): Promise<OutboundDocument>;
  markResent(id: string, delivered: 'handed-over' | 'delivered', reference: string, at: Instant): Promise<void>;
  /**
   * Runs the work while nobody else does so for this document, in whatever process. Ends with whoever
   * holds it, however that ends. Throws Unreachable where somebody holds it for too long.
   */
  alone<T>(id: string, work: () => Promise<T>): Promise<T>;
  /** A later answer replaces `awaited` and `presumed`; a rejection an acceptance as well, and nothing a rejection. */
  recordAnswer(
    id: string,
    status: OutboundDocument['acknowledged'],
    problems: readonly string[],
    at: Instant,
  ): Promise<void>;
  find(id: string): Promise<OutboundDocument | undefined>;
  findByKey(key: string): Promise<OutboundDocument | undefined>;
  findByControlNumber(
    vendorCode: string,
    functionalId: string,
    controlNumber: number,
  ): Promise<OutboundDocument | undefined>;
  /** Newest first. */
  list(filter: {
    purchaseOrderNumber?: string;
    vendorCode?: string;
    kind?: DocumentKind;
    delivered?: OutboundDocument['delivered'];
    acknowledged?: OutboundDocument['acknowledged'];
    limit?: number;
  }): Promise<OutboundDocument[]>;
}

/** What the checks before sending said of a document of ours. */
export interface DocumentCheck {
  /** OutboundDocument.key; the document itself is prepared later, or never where a person closed the matter. */
  key: string;
  findings: KeptFinding[];
  checkedAt: Instant;
}

export interface DocumentChecks {
  /** The newest check of a document is the one that stands. */
  keep(check: DocumentCheck, purchaseOrderNumber: string): Promise<void>;
  find(key: string): Promise<DocumentCheck | undefined>;
  /** Of all documents of an order, in the order of checking. */
  list(purchaseOrderNumber: string): Promise<DocumentCheck[]>;
}

/** A number that Amazon wants to see once within 365 days. */
export interface UsedNumber {
  kind: 'sscc' | 'bill-of-lading' | 'shipment-id';
  value: string;
  /** OutboundDocument.key of the ship notice. */
  usedBy: string;
}

export interface UsedNumbers {
  /**
   * Notes that one document uses the numbers, and answers which other documents have since then. Of two at once
   * at least one hears of the other; a repeat by the same document changes nothing.
   */
  claim(
    numbers: readonly Pick<UsedNumber, 'kind' | 'value'>[],
    usedBy: string,
    at: Instant,
    since: Instant,
  ): Promise<UsedNumber[]>;
  /** Who has used any of them since then. */
  find(numbers: readonly Pick<UsedNumber, 'kind' | 'value'>[], since: Instant): Promise<UsedNumber[]>;
}

export interface Sequences {
  /** 1, 2, 3 … per name, never twice: ISA13 per partner. Gaps are fine. */
  next(name: string): Promise<number>;
  /** `count` serials for the SSCCs of one thing; the same key gets the same serials again. */
  allocate(name: string, key: string, count: number): Promise<number[]>;
  /** All serials that one thing ever got. */
  allocated(name: string, key: string): Promise<number[]>;
  /** The next number is above this one, as another system has used those up to it. Never goes back. */
  skipTo(name: string, latest: number): Promise<void>;
}

export interface StoredPurchaseOrder {
  /** `purchaseOrderKey(number)`. */
  key: string;
  document: PurchaseOrder;
  version: number;
  vendorCode: string;
  firstReceivedAt: Instant;
  acknowledgeBy: Instant;
  progress: PurchaseOrderProgress;
  /** What the workflow put there for lists. */
  summary: {
    lines: number;
    openDoubts: number;
    acceptedEaches: number;
    shippedEaches: number;
    orderReference?: string;
  };
}

/** Where the order is on its way, in the words of the board. */
export type PurchaseOrderProgress =
  | 'received'
  | 'waiting-for-a-person'
  | 'held'
  /** The answer is made and stays here: a person sends it, or a manual process speaks for us. */
  | 'held-back'
  /** The answer is a file that a person has yet to enter in Vendor Central, or that was refused there. */
  | 'to-enter'
  | 'acknowledged'
  | 'in-work'
  | 'part-shipped'
  | 'shipped'
  | 'closed'
  | 'stopped';

export interface Sighting {
  channel: SeenBy;
  inboundId: string;
  at: Instant;
}

export interface PurchaseOrders {
  /**
   * New order, known content (one sighting more), or a new version with what changed. The keys decide, not a prior
   * read. `master` is the road whose word counts where two tell an order differently; of another it is kept as
   * seen (`differs`) and changes nothing. What only a file has told, the first other road that says the same
   * completes: the version stays the same one.
   */
  keep(
    order: PurchaseOrder,
    vendorCode: string,
    acknowledgeBy: Instant,
    sighting: Sighting,
    master?: Sighting['channel'],
  ): Promise<{
    outcome: 'new' | 'known' | 'changed' | 'differs';
    version: number;
    changes: PurchaseOrderChange[];
  }>;
  find(number: string): Promise<StoredPurchaseOrder | undefined>;
  versions(
    number: string,
  ): Promise<{ version: number; document: PurchaseOrder; receivedAt: Instant; changes: PurchaseOrderChange[] }[]>;
  sightings(number: string): Promise<(Sighting & { version: number })[]>;
  /** Sets what lists show. */
  mark(
    number: string,
    progress: PurchaseOrderProgress,
    summary?: Partial<StoredPurchaseOrder['summary']>,
  ): Promise<void>;
  /** Nearest acknowledgeBy first among the unacknowledged, then newest. */
  list(filter: {
    vendorCode?: string;
    progress?: readonly PurchaseOrderProgress[];
    /** Those that came then or later. */
    receivedSince?: Instant;
    limit?: number;
  }): Promise<StoredPurchaseOrder[]>;
  /** `partnerVersion`: number of the account's settings that counted. */
  keepDecision(
    number: string,
    version: number,
    at: Instant,
    lines: readonly LineDecision[],
    partnerVersion?: number,
  ): Promise<void>;
  /** The newest one; with `version` the newest of that version or of one before it. */
  decision(number: string, version?: number): Promise<KeptDecision | undefined>;
}

export interface KeptDecision {
  /** Of the order. */
  version: number;
  at: Instant;
  lines: LineDecision[];
  /** Absent where the account's settings had no number. */
  partnerVersion?: number;
}

export interface Discrepancies {
  /** Idempotent by key: a settled one stays settled. Answers the row. */
  raise(discrepancy: NewDiscrepancy, at: Instant): Promise<Discrepancy>;
  /** False where it was settled already. */
  settle(id: string, resolution: Resolution, by: string, at: Instant): Promise<boolean>;
  find(id: string): Promise<Discrepancy | undefined>;
  /** Oldest due first. */
  list(filter: {
    state?: Discrepancy['state'];
    kind?: DiscrepancyKind;
    purchaseOrderNumber?: string;
    limit?: number;
  }): Promise<Discrepancy[]>;
}

/** Which of our SKUs a partner's product id is. */
export interface ItemReferences {
  /** First id that is known decides; UPC, EAN and GTIN match as 14 digits. */
  find(
    vendorCode: string,
    productIds: readonly ProductId[],
  ): Promise<{ sku: string; agreedCost?: DecimalText } | undefined>;
  /** Later wins. Without a cost, the one that is known stays as long as the SKU does. */
  learn(vendorCode: string, productId: ProductId, sku: string, agreedCost?: DecimalText): Promise<void>;
  list(vendorCode: string): Promise<{ productId: ProductId; sku: string; agreedCost?: DecimalText }[]>;
}

/** Carrier of the master -> Standard Carrier Alpha Code. Keys are compared without case. */
export interface CarrierMap {
  /** The rule that fits best: the one of this title, a pattern that fits it, the one for all titles. */
  find(carrierCode: string, title: string): Promise<CarrierRule | undefined>;
  /** Adds a rule, or replaces the one for that carrier and title. */
  learn(rule: CarrierRule): Promise<void>;
  /** False where there was none. */
  forget(carrierCode: string, title: string): Promise<boolean>;
  /** By carrier, then by title. */
  list(): Promise<CarrierRule[]>;
}

/** What was said of how goods travel, and by whom. */
export interface KeptCarriage {
  subject: CarriageSubject;
  carriage: Carriage;
  saidBy: string;
  saidAt: Instant;
}

export interface Carriages {
  /** What was said last is what counts; an empty carriage takes it back. */
  keep(said: KeptCarriage): Promise<void>;
  /** Order numbers in any spelling. */
  find(subject: CarriageSubject): Promise<KeptCarriage | undefined>;
  /** Newest first. */
  list(): Promise<KeptCarriage[]>;
}

/** What Amazon instructed for an order on a load, and by which document. */
export interface KeptRouting {
  load: RoutedLoad;
  inboundId: string;
  receivedAt: Instant;
}

/** Routing instructions: X12 754. */
export interface Routings {
  /** What came last under a request, for an order and a place in the instructions, is what counts. */
  keep(load: RoutedLoad, inboundId: string, at: Instant): Promise<void>;
  /** Newest first. */
  list(purchaseOrderNumber: string): Promise<KeptRouting[]>;
}

/** Dispatches that stand on one truck and are told in one ship notice. */
export interface TruckLoad {
  /** That of its first dispatch, which tells for all. */
  id: string;
  state: 'open' | 'closed';
  /** Until when others are waited for. */
  closesAt: Instant;
  /** In the order in which they came. */
  parts: { dispatchId: string; notice: ShipNotice }[];
}

export interface TruckLoads {
  /**
   * Puts a dispatch on the open load of a key, or begins one. On one already: its part is replaced there. Of two that
   * begin the same load at once, one begins it and the other joins.
   */
  join(key: string, part: TruckLoad['parts'][number], at: Instant, closesAt: Instant): Promise<TruckLoad>;
  /** From here nobody joins; answers who is on it. Again: the same. */
  close(id: string): Promise<TruckLoad>;
  /** The load that a dispatch is on. */
  of(dispatchId: string): Promise<TruckLoad | undefined>;
}

export interface Dispatches {
  /** revised: known with a lower revision; what is kept is the newest. */
  keep(dispatch: Dispatch, at: Instant): Promise<'new' | 'known' | 'revised'>;
  find(id: string): Promise<Dispatch | undefined>;
  list(purchaseOrderNumber: string): Promise<Dispatch[]>;
}

export interface StoredInvoice {
  invoice: Invoice;
  dispatchId: string;
  outboundId: string | undefined;
  paid: DecimalText;
  state: 'open' | 'paid' | 'short-paid' | 'overpaid';
}

export interface Invoices {
  /** One invoice per dispatch and one use per number, whatever its letters' case; answers what is kept for the dispatch. */
  keep(invoice: Invoice, dispatchId: string, at: Instant): Promise<StoredInvoice>;
  setOutbound(number: string, outboundId: string): Promise<void>;
  /**
   * Puts another document, under the same number or another, in the place of one that Amazon refused. Refused where
   * something was paid on it, or the new number is another dispatch's. Again: nothing.
   */
  replace(number: string, invoice: Invoice): Promise<void>;
  setPaid(number: string, paid: DecimalText, state: StoredInvoice['state']): Promise<void>;
  find(number: string): Promise<StoredInvoice | undefined>;
  /** Case is ignored. */
  findMany(numbers: readonly string[]): Promise<StoredInvoice[]>;
  list(filter: {
    purchaseOrderNumber?: string;
    state?: StoredInvoice['state'];
    limit?: number;
  }): Promise<StoredInvoice[]>;
}

export interface StoredRemittance {
  remittance: Remittance;
  inboundId: string;
  receivedAt: Instant;
  matches: RemittanceMatch[];
}

export type KeptMatch = RemittanceMatch & { paymentNumber: string; receivedAt: Instant };

export interface Remittances {
  /** The payment number decides; a second one with the same number is known. */
  keep(remittance: Remittance, inboundId: string, at: Instant): Promise<'new' | 'known'>;
  keepMatches(paymentNumber: string, matches: readonly RemittanceMatch[]): Promise<void>;
  find(paymentNumber: string): Promise<StoredRemittance | undefined>;
  /** What all remittances say about some invoices of ours, in the order they came in; the numbers' case is ignored. */
  matchesFor(invoiceNumbers: readonly string[]): Promise<KeptMatch[]>;
  /** Newest first. */
  list(filter: { limit?: number }): Promise<StoredRemittance[]>;
}

/** Orders as Amazon showed them when it was last asked; only the newest look is kept. */
export interface ShownOrders {
  keep(order: ShownOrder): Promise<void>;
  find(purchaseOrderNumber: string): Promise<ShownOrder | undefined>;
}

/** Ids of events that took effect, and how far each source was read. */
export interface Inbox {
  /** True the first time: run the effect; false: it was done. */
  first(source: string, eventId: string, at: Instant): Promise<boolean>;
  /** Whether first() was called for it before; asking leaves no trace. */
  has(source: string, eventId: string): Promise<boolean>;
  cursor(source: string): Promise<string>;
  setCursor(source: string, cursor: string): Promise<void>;
}

/** The newest known stock per SKU: by sequence, never by arrival. */
export interface StockProjection {
  apply(positions: readonly StockRow[]): Promise<void>;
  list(filter: { limit?: number }): Promise<StockRow[]>;
}
export interface StockRow {
  sku: string;
  sequence: number;
  salable: number;
  inPoolSources: number;
  amazonReserved: number;
  buffer: number;
  changedAt: Instant;
}

/** Who did what: each entry carries the hash of the one before it. */
export interface AuditLog {
  append(entry: { at: Instant; who: string; action: string; subject: string; detail: string }): Promise<void>;
  list(filter: {
    subject?: string;
    limit?: number;
  }): Promise<{ at: Instant; who: string; action: string; subject: string; detail: string; hash: string }[]>;
  /** The sequence of the first entry that does not follow from the one before; undefined when whole. */
  firstBroken(): Promise<number | undefined>;
}

/** A document of a shadow beside what the manual process said to Amazon instead. */
export interface ShadowComparison {
  /** OutboundDocument.key of what would have been sent. */
  documentKey: string;
  kind: DocumentKind;
  vendorCode: string;
  purchaseOrderNumber: string | undefined;
  /** read-back: Amazon shows it; import: somebody handed the document in; nobody: nothing was heard in time. */
  heardFrom: 'read-back' | 'import' | 'nobody';
  differences: ShadowDifference[];
  comparedAt: Instant;
}

export interface ShadowComparisons {
  /** The newest comparison of a document stands; that nothing was heard never replaces what was. */
  keep(comparison: ShadowComparison): Promise<void>;
  find(documentKey: string): Promise<ShadowComparison | undefined>;
  /** Newest first. */
  list(filter: { vendorCode?: string; limit?: number }): Promise<ShadowComparison[]>;
}

export interface PartnerVersions {
  /** Keeps it as number `version.number`; false where that number is taken: somebody was quicker. */
  keep(version: PartnerVersion): Promise<boolean>;
  find(vendorCode: string, number: number): Promise<PartnerVersion | undefined>;
  /** The newest of every account that is newer than what `known` says of it, by vendor code. */
  newest(known?: ReadonlyMap<string, number>): Promise<PartnerVersion[]>;
  /** Newest first. */
  history(vendorCode: string): Promise<PartnerVersion[]>;
}

export interface Stores {
  partnerVersions: PartnerVersions;
  shadow: ShadowComparisons;
  inbound: InboundDocuments;
  outbound: OutboundDocuments;
  checks: DocumentChecks;
  usedNumbers: UsedNumbers;
  sequences: Sequences;
  purchaseOrders: PurchaseOrders;
  discrepancies: Discrepancies;
  itemReferences: ItemReferences;
  carriers: CarrierMap;
  carriages: Carriages;
  routings: Routings;
  truckLoads: TruckLoads;
  dispatches: Dispatches;
  invoices: Invoices;
  remittances: Remittances;
  shownOrders: ShownOrders;
  inbox: Inbox;
  stock: StockProjection;
  audit: AuditLog;
}
