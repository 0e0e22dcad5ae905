import type { TradingDocument } from '../../domain/trading-document.ts';
import { parseRoutingRequest } from './753-routing-request.ts';
import { parseRoutingInstructions } from './754-routing-instructions.ts';
import { parseInvoice } from './810-invoice.ts';
import { parseRemittance } from './820-remittance.ts';
import { parseApplicationAdvice } from './824-application-advice.ts';
import { parseInventoryReport } from './846-inventory-report.ts';
import { parsePurchaseOrder } from './850-purchase-order.ts';
import { parseAcknowledgement } from './855-acknowledgement.ts';
import { parseShipNotice } from './856-ship-notice.ts';
import { parseOrderChange } from './860-order-change.ts';
import { parseChangeAcknowledgement } from './865-change-acknowledgement.ts';
import { parseFunctionalAcknowledgement } from './997-functional-acknowledgement.ts';
import type { ParseContext } from './context.ts';
import type { Segment } from './segment.ts';

type Read = (transaction: readonly Segment[], context: ParseContext) => TradingDocument;

/** The transaction sets that are read, by ST01. */
export const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['753', (segments, context) => ({ kind: 'routing-request', document: parseRoutingRequest(segments, context) })],
  [
    '754',
    (segments, context) => ({ kind: 'routing-instructions', document: parseRoutingInstructions(segments, context) }),
  ],
  ['810', (segments, context) => ({ kind: 'invoice', document: parseInvoice(segments, context) })],
  ['820', (segments, context) => ({ kind: 'remittance', document: parseRemittance(segments, context) })],
  ['824', (segments, context) => ({ kind: 'application-advice', document: parseApplicationAdvice(segments, context) })],
  ['846', (segments, context) => ({ kind: 'inventory-report', document: parseInventoryReport(segments, context) })],
  ['850', (segments, context) => ({ kind: 'purchase-order', document: parsePurchaseOrder(segments, context) })],
  ['855', (segments, context) => ({ kind: 'acknowledgement', document: parseAcknowledgement(segments, context) })],
  ['856', (segments, context) => ({ kind: 'ship-notice', document: parseShipNotice(segments, context) })],
  ['860', (segments, context) => ({ kind: 'order-change', document: parseOrderChange(segments, context) })],
  [
    '865',
    (segments, context) => ({
      kind: 'change-acknowledgement',
      document: parseChangeAcknowledgement(segments, context),
    }),
  ],
  [
    '997',
    (segments, context) => ({
      kind: 'functional-acknowledgement',
      document: parseFunctionalAcknowledgement(segments, context),
    }),
  ],
]);
