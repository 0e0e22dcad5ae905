import type { Urgency } from '../../domain/deadline.ts';
import type { LineDecision } from '../../domain/decision.ts';
import type { Discrepancy, DiscrepancyKind, Resolution } from '../../domain/discrepancy.ts';
import type { RemittanceLineKind } from '../../domain/remittance-match.ts';
import type { DocumentKind } from '../../domain/trading-document.ts';
import type { Channel } from '../../domain/trading-partner.ts';
import type { InboundDocument, OutboundDocument, PurchaseOrderProgress, StoredInvoice } from '../../ports/stores.ts';

/** What a state means for the reader; each has its colour, its shape and a word of its own. */
export type Tone = 'good' | 'wait' | 'bad' | 'idle';

export const PROGRESS: Readonly<Record<PurchaseOrderProgress, { word: string; tone: Tone; stage: number }>> = {
  received: { word: 'received', tone: 'wait', stage: 1 },
  'waiting-for-a-person': { word: 'waits for a person', tone: 'bad', stage: 1 },
  held: { word: 'stock held', tone: 'wait', stage: 2 },
  'held-back': { word: 'decided, not sent', tone: 'wait', stage: 2 },
  'to-enter': { word: 'decided, to be entered', tone: 'wait', stage: 2 },
  acknowledged: { word: 'acknowledged', tone: 'good', stage: 3 },
  'in-work': { word: 'in work', tone: 'good', stage: 4 },
  'part-shipped': { word: 'part shipped', tone: 'wait', stage: 5 },
  shipped: { word: 'shipped', tone: 'good', stage: 6 },
  closed: { word: 'closed', tone: 'idle', stage: 6 },
  stopped: { word: 'stopped', tone: 'bad', stage: 0 },
};
export const LAST_STAGE = 6;

export const URGENCY: Readonly<Record<Urgency, { heading: string; tone: Tone }>> = {
  late: { heading: 'Late', tone: 'bad' },
  'at-risk': { heading: 'At risk', tone: 'bad' },
  'due-today': { heading: 'Due today', tone: 'wait' },
  later: { heading: 'Later', tone: 'idle' },
};

/** Number and name, as the trade says both. */
export const DOCUMENT: Readonly<Record<DocumentKind, string>> = {
  'purchase-order': 'Purchase order (850)',
  'order-change': 'Order change (860)',
  acknowledgement: 'Acknowledgement (855)',
  'change-acknowledgement': 'Change acknowledgement (865)',
  'routing-request': 'Routing request (753)',
  'routing-instructions': 'Routing instructions (754)',
  'ship-notice': 'Ship notice (856)',
  invoice: 'Invoice (810)',
  remittance: 'Remittance (820)',
  'inventory-report': 'Inventory report (846)',
  'application-advice': 'Application advice (824)',
  'functional-acknowledgement': 'Functional acknowledgement (997)',
  'interchange-acknowledgement': 'Interchange acknowledgement (TA1)',
};

export const DELIVERED: Readonly<Record<OutboundDocument['delivered'], { word: string; tone: Tone }>> = {
  pending: { word: 'not delivered yet', tone: 'wait' },
  'handed-over': { word: 'on its way, receipt awaited', tone: 'wait' },
  delivered: { word: 'delivered', tone: 'good' },
  failed: { word: 'delivery not confirmed', tone: 'bad' },
  'held-back': { word: 'held back, never sent', tone: 'wait' },
};

export const ACKNOWLEDGED: Readonly<Record<OutboundDocument['acknowledged'], { word: string; tone: Tone }>> = {
  awaited: { word: 'awaited', tone: 'wait' },
  presumed: { word: 'presumed', tone: 'wait' },
  accepted: { word: 'accepted', tone: 'good' },
  'accepted-with-errors': { word: 'accepted with errors', tone: 'bad' },
  rejected: { word: 'rejected', tone: 'bad' },
};

export const INBOUND: Readonly<Record<InboundDocument['state'], { word: string; tone: Tone }>> = {
  received: { word: 'received', tone: 'wait' },
  processed: { word: 'processed', tone: 'good' },
  quarantined: { word: 'quarantined', tone: 'bad' },
  ignored: { word: 'ignored', tone: 'idle' },
};

export const INVOICE: Readonly<Record<StoredInvoice['state'], { word: string; tone: Tone }>> = {
  open: { word: 'open', tone: 'wait' },
  paid: { word: 'paid', tone: 'good' },
  'short-paid': { word: 'short-paid', tone: 'bad' },
  overpaid: { word: 'overpaid', tone: 'bad' },
};

export const CHANNEL: Readonly<Record<Channel, string>> = {
  edi: 'EDI',
  'sp-api': 'SP-API',
  file: 'file',
};

export const RULE: Readonly<Record<LineDecision['rule'], string>> = {
  'held-in-full': 'Held in full: all of it is accepted',
  'held-in-part-rest-backordered': 'Held in part: the rest is backordered',
  'held-in-part-rest-rejected': 'Held in part: the rest is rejected',
  'nothing-held-backordered': 'Nothing could be held: backordered',
  'nothing-held-rejected': 'Nothing could be held: rejected',
  'rejected-by-a-person': 'Rejected by a person',
  'backordered-by-a-person': 'Backordered by a person',
  'unsettled-backordered-at-the-limit': 'Nobody settled the doubt before the limit: backordered',
  'unsettled-rejected-at-the-limit':
    'Nobody settled the doubt before the limit, and Amazon takes no backorder: rejected',
  'cancelled-by-amazon': 'Cancelled by Amazon',
  'as-before': 'Not touched by the change: answered as before',
  changed: 'Changed by Amazon: answered anew',
};

export const REMITTANCE_LINE: Readonly<Record<RemittanceLineKind, string>> = {
  'invoice-payment': 'invoice payment',
  'shortage-claim': 'shortage claim',
  'shortage-claim-reversal': 'shortage claim taken back',
  'price-claim': 'price claim',
  'price-claim-reversal': 'price claim taken back',
  chargeback: 'chargeback',
  'co-op-deduction': 'co-op deduction',
  provision: 'provision',
  'provision-reversal': 'provision taken back',
  'price-protection': 'price protection',
  unmatched: 'unmatched',
};

/** `case-pack-differs` → `Case pack differs`: the kinds are words already. */
export function kindWord(kind: DiscrepancyKind): string {
  const words = kind.replaceAll('-', ' ').replace('sku', 'SKU').replace('co op', 'co-op');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The stock master's own code for why it held less: `insufficient_stock` reads as words. */
export function reasonText(code: string): string {
  return code.replace(/[_-]/g, ' ');
}

export function resolutionText(resolution: Resolution): string {
  switch (resolution.action) {
    case 'map-sku':
      return `mapped to SKU ${resolution.sku}`;
    case 'set-case-pack':
      return `a case holds ${resolution.eachesPerCase} eaches`;
    case 'set-unit':
      return `the unit means ${resolution.unitOfMeasure}`;
    case 'accept-cost':
      return resolution.unitCost ? `cost set to ${resolution.unitCost}` : 'cost accepted';
    case 'reject-line':
      return `line rejected, ${resolution.reason.replaceAll('-', ' ')}`;
    case 'backorder-line':
      return resolution.scheduledOn ? `line backordered for ${resolution.scheduledOn}` : 'line backordered';
    case 'map-carrier':
      return `carrier mapped to ${resolution.scac}${resolution.method === undefined ? '' : `, ${resolution.method.replaceAll('-', ' ')}`}`;
    case 'correct-notice':
      return 'ship notice corrected';
    case 'retry':
      return 'run again';
    case 'resend':
      return 'sent again';
    case 'make-anew':
      return 'made anew';
    case 'send-anyway':
      return 'sent although blocked';
    case 'close':
      return resolution.note ? `closed: ${resolution.note}` : 'closed';
  }
}

export function subjectLinks(subject: Discrepancy['subject']): { href: string; text: string }[] {
  const links: { href: string; text: string }[] = [];
  const add = (path: string, id: string | undefined, text: string) => {
    if (id !== undefined) links.push({ href: `${path}/${encodeURIComponent(id)}`, text });
  };
  const { purchaseOrderNumber: order, position } = subject;
  add('/orders', order, position === undefined ? `order ${order}` : `order ${order}, line ${position}`);
  add('/documents/in', subject.inboundId, 'what Amazon sent');
  add('/documents/out', subject.outboundId, 'what we sent');
  add('/invoices', subject.invoiceNumber, `invoice ${subject.invoiceNumber}`);
  add('/remittances', subject.paymentNumber, `remittance ${subject.paymentNumber}`);
  return links;
}
