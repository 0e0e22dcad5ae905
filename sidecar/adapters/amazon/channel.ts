import type { ShownLine } from '../../domain/shown-order.ts';
import type { OutboundTradingDocument } from '../../domain/trading-document.ts';
import type { Channel, TradingPartner } from '../../domain/trading-partner.ts';
import type { DeliveryReceipt, PartnerAnswer } from '../../ports/partner.ts';
import type { NewOutboundDocument, OutboundDocument } from '../../ports/stores.ts';

/** A message as it will leave, before it is kept. */
export type Message = Pick<NewOutboundDocument, 'raw' | 'fileName' | 'controlNumber' | 'functionalId'>;

/** One road to Amazon for one account. */
export interface AmazonChannel {
  /** Writes the message, with numbers of its own. Touches nothing outside of the house. */
  make(content: OutboundTradingDocument, partner: TradingPartner): Promise<Message>;
  /**
   * Hands the kept message over and answers its reference: the same bytes under the same name each time.
   * `isRepeat` says that an earlier attempt may have landed.
   */
  deliver(document: OutboundDocument, isRepeat: boolean): Promise<string>;
  /** Where this road brings receipts: what one says of a document that was handed over. */
  receipt?: ((document: OutboundDocument) => Promise<DeliveryReceipt>) | undefined;
  /** What became of a delivered document, asked once. */
  answer(document: OutboundDocument): Promise<PartnerAnswer>;
  /** What Amazon shows of an order; undefined where this road cannot be asked. */
  shown(purchaseOrderNumber: string): Promise<ShownLine[] | undefined>;
}

/** Undefined where the account has no such road. */
export type AmazonChannels = (vendorCode: string, channel: Channel) => AmazonChannel | undefined;
