import type { InvoiceDocument, InvoicedItem, StatedTax } from '../documents.ts';
import { big } from '../numbers.ts';
import { day, idPairs, optional, partyOf, place, type Reading, tallyFaults } from './reading.ts';
import { at, type Segment, type Transaction } from './x12.ts';

export function readInvoice({ segments }: Transaction): Reading<InvoiceDocument> {
  const header = segments.find(({ tag }) => tag === 'BIG');
  const lines = segments.filter(({ tag }) => tag === 'IT1');
  const summary = segments.findIndex(({ tag }) => tag === 'TDS');
  const billTo = partyOf(segments, 'BT');
  const remitTo = partyOf(segments, 'RI');
  const document: InvoiceDocument = {
    place: header ? place(header) : 'BIG',
    number: at(header, 2),
    type: at(header, 7) === 'CR' ? 'credit-note' : 'invoice',
    date: day(at(header, 1)),
    currency: at(
      segments.find(({ tag }) => tag === 'CUR'),
      2,
    ),
    ...optional('vendorCode', remitTo?.id),
    ...(billTo ? { billTo } : {}),
    ...(remitTo ? { remitTo } : {}),
    // REF VX / GT before the lines; in an 810 the header's REF carries the registration.
    remitToHasTaxRegistration: segments.some(
      (segment) => segment.tag === 'REF' && ['VX', 'GT', 'TJ'].includes(at(segment, 1)),
    ),
    total: cents(
      at(
        segments.find(({ tag }) => tag === 'TDS'),
        1,
      ),
    ),
    extras: segments.flatMap(extra),
    taxes: segments.slice(Math.max(0, summary)).flatMap(tax),
    ...optional(
      'termsDiscountPercent',
      at(
        segments.find(({ tag }) => tag === 'ITD'),
        3,
      ),
    ),
    items: lines.map((line) => readItem(line, at(header, 4), behind(segments, line).flatMap(tax))),
  };
  const hash = lines.reduce((sum, line) => sum + Number(at(line, 2)), 0);
  return { document, faults: tallyFaults(segments, lines.length, hash) };
}

/** What belongs to a line: all up to the next one, or to the summary. */
function behind(segments: readonly Segment[], line: Segment): Segment[] {
  const rest = segments.slice(segments.indexOf(line) + 1);
  const end = rest.findIndex(({ tag }) => tag === 'IT1' || tag === 'TDS');
  return end < 0 ? rest : rest.slice(0, end);
}

function tax(txi: Segment): StatedTax[] {
  if (txi.tag !== 'TXI') return [];
  return [
    {
      place: place(txi),
      type: at(txi, 1),
      amount: at(txi, 2) || '0',
      ...optional('rate', at(txi, 3)),
      ...optional('taxable', at(txi, 8)),
    },
  ];
}

function readItem(it1: Segment, purchaseOrder: string, taxes: StatedTax[]): InvoicedItem {
  return {
    place: place(it1),
    ids: idPairs(it1, 6),
    ...optional('lineNumber', at(it1, 1)),
    purchaseOrder: ownOrder(it1) ?? purchaseOrder,
    count: { amount: Number(at(it1, 2)), unit: at(it1, 3) },
    unitCost: at(it1, 4),
    taxes,
  };
}

/** An IT1 may carry its order as a pair of its own: one invoice, several orders. */
function ownOrder(it1: Segment): string | undefined {
  for (let number = 6; number < it1.elements.length; number += 2)
    if (at(it1, number) === 'PO') return at(it1, number + 1);
  return undefined;
}

/** SAC counts cents (N2). */
function extra(segment: Segment): string[] {
  if (segment.tag !== 'SAC') return [];
  const amount = cents(at(segment, 5));
  return [at(segment, 1) === 'A' ? big(amount).times(-1).toFixed() : amount];
}

function cents(text: string): string {
  return /^-?\d+$/.test(text) ? big(text).div(100).toFixed() : '0';
}
