import type { Channel, Finding, InventoryDocument, InvoiceDocument, ShipmentDocument } from './documents.ts';
import type { RoutingRequestDocument } from './edi/753-routing-request.ts';
import type { AmazonOrder, AmazonProductId, OrderChannel } from './order.ts';

/** What the vendor promised for a line, in the unit it was ordered in. */
export interface LinePromise {
  accepted: number;
  backordered: number;
  rejected: number;
  /** Decimal text as sent; absent for a line that was never mentioned. */
  unitCost?: string;
  channel: Channel;
  at: string;
  /** Rejected because the acknowledgement left the line out. */
  implicit: boolean;
}

export interface BookedLine {
  number: string;
  ids: AmazonProductId[];
  ordered: number;
  unit: 'EA' | 'CA';
  unitSize?: number;
  unitCost?: string;
  isBackOrderAllowed: boolean;
  /** Quantities Amazon set, oldest first; the first is the order as placed. */
  quantities: { at: string; ordered: number }[];
  /** Oldest first; the last is the effective one. */
  promises: LinePromise[];
  effective?: LinePromise;
  /** In eaches, as are the next two. */
  shipped: number;
  invoiced: number;
  received: number;
  receivedAt?: string;
}

export interface BookedOrder {
  number: string;
  via: OrderChannel;
  state: 'New' | 'Acknowledged' | 'Closed';
  createdAt: string;
  stateChangedAt: string;
  /** Only where Amazon changed it after placing it. */
  changedAt?: string;
  updatedAt: string;
  /** `Accept EDI Only` once it was acknowledged by a machine: the portal no longer edits it. */
  portalLock?: 'Accept EDI Only';
  header: Omit<AmazonOrder, 'lines'>;
  lines: BookedLine[];
}

/** Every acknowledgement that arrived, also those refused. */
export interface ReceivedAcknowledgement {
  purchaseOrder: string;
  channel: Channel;
  at: string;
  /** `repeat` says the same as before, `not-applied` is quirk Q19. */
  outcome: 'booked' | 'repeat' | 'refused' | 'not-applied';
  lines: { number: string; accepted: number; backordered: number; rejected: number; unitCost?: string }[];
  findings: Finding[];
}

export interface BookedShipment {
  id: string;
  channel: Channel;
  at: string;
  /** Identical submissions after the first: harmless, not booked again. */
  repeats: number;
  replaces: number;
  document: ShipmentDocument;
  /** Where its eaches went. */
  postings: { purchaseOrder: string; line: string; eaches: number }[];
}

export interface BookedInvoice {
  number: string;
  channel: Channel;
  at: string;
  repeats: number;
  document: InvoiceDocument;
  postings: { purchaseOrder: string; line: string; eaches: number }[];
  /** Decimal text, sum over all remittances. */
  paid: string;
}

export interface Transaction {
  id: string;
  operation: string;
  channel: 'sp-api';
  landedAt: string;
  /** When Amazon will have decided. */
  dueAt: string;
  status: 'Processing' | 'Success' | 'Failure';
  errors: { code: string; message: string; details?: string }[];
}

export interface SentRemittance {
  paymentNumber: string;
  at: string;
  file: string;
  total: string;
  lines: { reference: string; paid: string; invoiceAmount: string; discount: string; of?: string }[];
}

/** A document that the vendor uploaded, under the numbers of its envelope. */
export interface ReceivedTransaction {
  file: string;
  set: string;
  /** Purchase order, shipment or invoice number. */
  reference: string;
  /** GS06 and ST02. */
  groupControlNumber: string;
  controlNumber: string;
  at: string;
}

/** A 753: loads that Amazon was asked to fetch. */
export type ReceivedRoutingRequest = RoutingRequestDocument & { at: string };

/** An 824 that Amazon sent. */
export interface SentAdvice {
  file: string;
  set: string;
  reference: string;
  result: 'accepted' | 'rejected';
  at: string;
}

/** An interchange that Amazon sent and what the vendor's 997 said about it. */
export interface SentInterchange {
  file: string;
  documentType: string;
  controlNumber: string;
  at: string;
  reference: string;
  /** AK501 of the vendor's 997; absent until it comes. */
  answered?: string;
}

export interface SentFunctionalAcknowledgement {
  file: string;
  /** AK1: what it answers. */
  functionalId: string;
  groupControlNumber: string;
  result: string;
  at: string;
}

export interface ReceivedFunctionalAcknowledgement {
  functionalId: string;
  groupControlNumber: string;
  result: string;
  transactions: { set: string; control: string; result: string; codes: string[] }[];
  at: string;
  /** False for a group that Amazon never sent. */
  known: boolean;
}

export interface Problem extends Finding {
  at: string;
  channel: Channel | 'lwa';
  /** `submitInvoices`, `855`, `interchange`. */
  document: string;
  /** Purchase order, shipment or invoice number; file name. */
  reference: string;
}

/** All that this Amazon knows, as plain JSON. */
export interface Books {
  orders: Record<string, BookedOrder>;
  acknowledgements: ReceivedAcknowledgement[];
  shipments: BookedShipment[];
  invoices: BookedInvoice[];
  inventoryReports: (InventoryDocument & { at: string })[];
  /** SubmitShipments: the load as sent, and what Amazon made of it. */
  routingRequests: {
    id: string;
    at: string;
    amazonReferenceNumber: string;
    /** Whether the vendor can open the page of the load in the portal (Q34). */
    portalPage: 'opens' | 'broken';
    shipment: unknown;
  }[];
  transactions: Transaction[];
  remittances: SentRemittance[];
  interchanges: SentInterchange[];
  receivedTransactions: ReceivedTransaction[];
  routingRequestsByEdi: ReceivedRoutingRequest[];
  applicationAdvices: SentAdvice[];
  functionalAcknowledgements: {
    sent: SentFunctionalAcknowledgement[];
    received: ReceivedFunctionalAcknowledgement[];
  };
  problems: Problem[];
}

export function emptyBooks(): Books {
  return {
    orders: {},
    acknowledgements: [],
    shipments: [],
    invoices: [],
    inventoryReports: [],
    routingRequests: [],
    transactions: [],
    remittances: [],
    interchanges: [],
    receivedTransactions: [],
    routingRequestsByEdi: [],
    applicationAdvices: [],
    functionalAcknowledgements: { sent: [], received: [] },
    problems: [],
  };
}
