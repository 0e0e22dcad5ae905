import type { Acknowledgement } from './acknowledgement.ts';
import type { FunctionalAcknowledgement } from './functional-acknowledgement.ts';
import type { InventoryReport } from './inventory-report.ts';
import type { Invoice } from './invoice.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import type { Remittance } from './remittance.ts';
import type { ShipNotice } from './ship-notice.ts';

/** Everything that passes between Amazon and us, by the trade's name. */
export type TradingDocument =
  | { kind: 'purchase-order'; document: PurchaseOrder }
  | { kind: 'acknowledgement'; document: Acknowledgement }
  | { kind: 'ship-notice'; document: ShipNotice }
  | { kind: 'invoice'; document: Invoice }
  | { kind: 'remittance'; document: Remittance }
  | { kind: 'inventory-report'; document: InventoryReport }
  | { kind: 'functional-acknowledgement'; document: FunctionalAcknowledgement };

export type DocumentKind = TradingDocument['kind'];

/** What leaves the house by a partner's channel. */
export type OutboundTradingDocument = Exclude<TradingDocument, { kind: 'purchase-order' | 'remittance' }>;
