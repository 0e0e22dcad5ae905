import type { Acknowledgement } from './acknowledgement.ts';
import type { ApplicationAdvice } from './application-advice.ts';
import type { ChangeAcknowledgement } from './change-acknowledgement.ts';
import type { FunctionalAcknowledgement } from './functional-acknowledgement.ts';
import type { InterchangeAcknowledgement } from './interchange-acknowledgement.ts';
import type { InventoryReport } from './inventory-report.ts';
import type { Invoice } from './invoice.ts';
import type { OrderChange } from './order-change.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import type { Remittance } from './remittance.ts';
import type { RoutingInstructions, RoutingRequest } from './routing.ts';
import type { ShipNotice } from './ship-notice.ts';

/** Everything that passes between Amazon and us, by the trade's name. */
export type TradingDocument =
  | { kind: 'purchase-order'; document: PurchaseOrder }
  | { kind: 'order-change'; document: OrderChange }
  /** `document` answers every line; with `change` only that is said of it, where the road has a message for changes (865). */
  | { kind: 'acknowledgement'; document: Acknowledgement; change?: ChangeAcknowledgement }
  | { kind: 'change-acknowledgement'; document: ChangeAcknowledgement }
  | { kind: 'routing-request'; document: RoutingRequest }
  | { kind: 'routing-instructions'; document: RoutingInstructions }
  | { kind: 'ship-notice'; document: ShipNotice }
  | { kind: 'invoice'; document: Invoice }
  | { kind: 'remittance'; document: Remittance }
  | { kind: 'inventory-report'; document: InventoryReport }
  | { kind: 'application-advice'; document: ApplicationAdvice }
  | { kind: 'functional-acknowledgement'; document: FunctionalAcknowledgement }
  | { kind: 'interchange-acknowledgement'; document: InterchangeAcknowledgement };

export type DocumentKind = TradingDocument['kind'];

/** What is an answer itself: to answer it would go back and forth for ever. */
export function isNeverAnswered(kind: DocumentKind): boolean {
  return kind === 'functional-acknowledgement' || kind === 'interchange-acknowledgement';
}

/** What leaves the house by a partner's channel. */
export type OutboundTradingDocument = Extract<
  TradingDocument,
  {
    kind:
      | 'acknowledgement'
      | 'routing-request'
      | 'ship-notice'
      | 'invoice'
      | 'inventory-report'
      | 'functional-acknowledgement'
      | 'interchange-acknowledgement';
  }
>;
