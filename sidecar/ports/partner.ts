import type { ShownLine } from '../domain/shown-order.ts';
import type { OutboundTradingDocument } from '../domain/trading-document.ts';
import type { Channel } from '../domain/trading-partner.ts';

export interface SendRequest {
  /** One document for ever: `acknowledgement:4KQ7TZ1M:1`. A repeat sends nothing new. */
  key: string;
  vendorCode: string;
  /** What it belongs to, for the timeline. */
  purchaseOrderNumber?: string;
  content: OutboundTradingDocument;
  /** Made beside a manual process: it never leaves, whatever the account says by now. */
  isShadow?: boolean;
}

export interface Sent {
  /** OutboundDocument.id. */
  documentId: string;
  channel: Channel;
  /** File name, or SP-API transaction id. */
  reference: string;
  /** It was made and kept, and has not left; `reference` is empty. */
  isHeldBack: boolean;
  /** A person has yet to enter it in Vendor Central: Amazon has not heard it. */
  isToEnter: boolean;
}

/** What became of a document that left. `presumed`: the channel never says yes (SP-API after 15 minutes). */
export interface PartnerAnswer {
  status: 'awaited' | 'presumed' | 'accepted' | 'accepted-with-errors' | 'rejected';
  /** In the partner's words, for a person. */
  problems: string[];
}

/**
 * What the road itself says of a document that was handed over, whatever its reader makes of it later. `evidence`
 * names the receipt and what it is signed over; `problem` is for a person.
 */
export type DeliveryReceipt =
  | { state: 'not-given' }
  | { state: 'awaited' }
  | { state: 'received'; evidence: string }
  | { state: 'failed'; problem: string };

export interface Partner {
  /** Writes the message, keeps it, hands it to the account's channel. Throws Unreachable when it may not have left. */
  send(request: SendRequest): Promise<Sent>;
  /** Hands over what was held back, as it was made. A repeat sends nothing new. */
  release(documentId: string): Promise<Sent>;
  /**
   * The same bytes with the same numbers once more, as a person wants it. A file goes under another name: Amazon
   * takes each name once.
   */
  resend(documentId: string): Promise<Sent>;
  /** Looks for the receipt of what was handed over. */
  receipt(documentId: string): Promise<DeliveryReceipt>;
  /** Asks the channel once; the caller decides when to ask again. */
  answer(documentId: string): Promise<PartnerAnswer>;
  /** Undefined where the channel cannot be asked (EDI). */
  shown(vendorCode: string, purchaseOrderNumber: string): Promise<ShownLine[] | undefined>;
}

/** Files from Amazon: a folder, later SFTP and AS2. Visible only when complete. */
export interface Mailbox {
  /** Names with size and time of change, oldest first. */
  list(): Promise<{ name: string; size: number; modifiedAt: Date }[]>;
  read(name: string): AsyncIterable<Uint8Array>;
  /** Only after the content is kept. */
  remove(name: string): Promise<void>;
}

/** Orders by SP-API: raw JSON of each order created or changed in a window, as Amazon sent it. */
export interface OrderFeed {
  vendorCode: string;
  /** Throws behind the last order where the window could not be read to its end. */
  changedBetween(from: Date, to: Date): AsyncIterable<{ name: string; raw: Uint8Array }>;
}
