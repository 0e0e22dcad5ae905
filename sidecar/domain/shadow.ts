/*
 * What a shadow would have sent beside what somebody else did say. Only what Amazon acts upon is compared: numbers
 * that each side draws for itself (control numbers, SSCCs, shipment ids, invoice numbers) differ by right.
 */
import { z } from 'zod';
import type { Acknowledgement, AcknowledgementLine, DispositionCode } from './acknowledgement.ts';
import { dayOf } from './calendar.ts';
import { describe, total } from './comparable-quantity.ts';
import { gtin14, type ProductId, purchaseOrderKey } from './identifiers.ts';
import { type Invoice, taxesOf, taxTotal } from './invoice.ts';
import { toFixed } from './money.ts';
import type { Quantity } from './quantity.ts';
import { cartonsOf, type ShipNotice } from './ship-notice.ts';
import type { TradingDocument } from './trading-document.ts';

export const ShadowDifference = z.object({
  /** `line 1, accepted`. */
  what: z.string(),
  /** What we would have said; empty where nothing. */
  ours: z.string(),
  theirs: z.string(),
});
export type ShadowDifference = z.infer<typeof ShadowDifference>;

/** What Amazon shows of a line after it was answered: a backorder counts as accepted there. */
export interface ShownAnswer {
  lineNumber: string;
  accepted: number;
  rejected: number;
}

/** Undefined for a document of a kind that nobody compares. */
export function shadowDifferences(ours: TradingDocument, theirs: TradingDocument): ShadowDifference[] | undefined {
  const [would, did] = [factsOf(ours), factsOf(theirs)];
  return would && did && ours.kind === theirs.kind ? differing(would, did) : undefined;
}

/** By what Amazon shows; lines that it does not show cannot be compared. */
export function shownDifferences(ours: Acknowledgement, shown: readonly ShownAnswer[]): ShadowDifference[] {
  const [would, did] = [new Facts(), new Facts()];
  for (const line of ours.lines) {
    would.count(`${lineName(line.lineNumber)}, promised`, amountOf(line, 'accepted') + amountOf(line, 'backordered'));
    would.count(`${lineName(line.lineNumber)}, rejected`, amountOf(line, 'rejected'));
  }
  for (const { lineNumber, accepted, rejected } of shown) {
    did.count(`${lineName(lineNumber)}, promised`, accepted);
    did.count(`${lineName(lineNumber)}, rejected`, rejected);
  }
  return differing(would, did).filter(({ theirs }) => theirs !== '');
}

/** The order numbers that a document is about, as keys. */
export function ordersIn({ kind, document }: TradingDocument): string[] {
  if (kind === 'acknowledgement' || kind === 'invoice') return [purchaseOrderKey(document.purchaseOrderNumber)];
  return kind === 'ship-notice'
    ? document.orders.map(({ purchaseOrderNumber }) => purchaseOrderKey(purchaseOrderNumber))
    : [];
}

function factsOf({ kind, document }: TradingDocument): Facts | undefined {
  if (kind === 'acknowledgement') return acknowledgementFacts(document);
  if (kind === 'ship-notice') return shipNoticeFacts(document);
  return kind === 'invoice' ? invoiceFacts(document) : undefined;
}

function acknowledgementFacts({ lines }: Acknowledgement): Facts {
  const facts = new Facts();
  for (const line of lines) {
    const name = lineName(line.lineNumber);
    for (const code of ['accepted', 'backordered', 'rejected'] as const)
      facts.count(`${name}, ${code}`, amountOf(line, code));
    const cost = toFixed(line.unitCost, 4);
    facts.set(`${name}, cost`, cost);
    for (const { code, scheduledOn, reason } of line.dispositions) {
      if (scheduledOn !== undefined) facts.set(`${name}, ${code} for`, scheduledOn);
      if (reason !== undefined) facts.set(`${name}, ${code} because`, reason.replaceAll('-', ' '));
    }
  }
  return facts;
}

function shipNoticeFacts(notice: ShipNotice): Facts {
  const facts = new Facts();
  facts.set('carrier', notice.carrierScac);
  facts.set('bill of lading', notice.billOfLading ?? '');
  facts.set('shipped on', dayOf(notice.shippedAt));
  facts.set('delivery on', notice.estimatedDeliveryOn);
  facts.set('ship to', notice.shipTo.id ?? '');
  facts.count('cartons', cartonsOf(notice).length);
  for (const order of notice.orders) {
    const cartons = [...order.pallets.flatMap((pallet) => pallet.cartons), ...order.cartons];
    const items = cartons.flatMap((carton) => carton.items);
    const key = purchaseOrderKey(order.purchaseOrderNumber);
    for (const [product, quantities] of byProduct(items.map(({ productId, shipped }) => [productId, shipped]))) {
      facts.set(`order ${key}, ${product}`, quantities);
    }
  }
  return facts;
}

function invoiceFacts(invoice: Invoice): Facts {
  const { lines, total: sum, currency, terms } = invoice;
  const facts = new Facts();
  facts.set('total', `${toFixed(sum)} ${currency}`);
  // Not by its kind: X12 has one code for several of them.
  if (taxesOf(invoice).length > 0) facts.set('tax', `${toFixed(taxTotal(invoice))} ${currency}`);
  facts.set('net days', String(terms.netDays));
  for (const [product, billed] of byProduct(lines.map(({ productId, invoiced }) => [productId, invoiced]))) {
    facts.set(`${product}, billed`, billed);
  }
  for (const { productId, unitCost } of lines) facts.set(`${productName(productId)}, cost`, toFixed(unitCost, 4));
  return facts;
}

/** Values by what they say. A count of nothing says as much as no count. */
class Facts {
  readonly values = new Map<string, string>();

  set(what: string, value: string): void {
    if (value !== '') this.values.set(what, value);
  }

  /** Lines under one number add up: nobody outside can tell them apart. */
  count(what: string, amount: number): void {
    this.values.set(what, String(Number(this.values.get(what) ?? 0) + amount));
  }
}

function differing(would: Facts, did: Facts): ShadowDifference[] {
  return [...new Set([...would.values.keys(), ...did.values.keys()])].flatMap((what) => {
    const [ours = '', theirs = ''] = [would.values.get(what), did.values.get(what)];
    const isNothing = (ours === '0' && theirs === '') || (ours === '' && theirs === '0');
    return ours === theirs || isNothing ? [] : [{ what, ours, theirs }];
  });
}

function byProduct(items: readonly (readonly [ProductId, Quantity])[]): Map<string, string> {
  const names = new Set(items.map(([id]) => productName(id)));
  return new Map(
    [...names].map((name) => {
      const quantities = items.filter(([id]) => productName(id) === name).map(([, quantity]) => quantity);
      const whole = total(quantities);
      return [name, whole ? describe(whole) : quantities.map(describe).join(' + ')];
    }),
  );
}

/** By the bare value: one side may call a barcode UPC, the other EAN. */
function productName({ value }: ProductId): string {
  return gtin14(value)?.replace(/^0+/, '') ?? value;
}

function amountOf({ dispositions }: AcknowledgementLine, code: DispositionCode): number {
  return dispositions.reduce((sum, one) => sum + (one.code === code ? one.quantity.amount : 0), 0);
}

/** `001` and `1` are one line: the roads pad numbers differently. */
function lineName(lineNumber: string): string {
  const text = lineNumber.trim();
  return `line ${/^\d+$/.test(text) ? Number(text) : text}`;
}
