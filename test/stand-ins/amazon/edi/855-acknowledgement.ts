import type { AcknowledgementDocument, AcknowledgementItem } from '../documents.ts';
import { idPairs, optional, place, type Reading, referenceOf, tallyFaults } from './reading.ts';
import { at, type Segment, type Transaction } from './x12.ts';

/** Element 668 as Amazon takes it. */
const CODE: Record<string, 'accepted' | 'backordered' | 'rejected'> = {
  IA: 'accepted',
  IQ: 'accepted',
  IC: 'accepted',
  IP: 'accepted',
  DR: 'accepted',
  IB: 'backordered',
  IR: 'rejected',
  ID: 'rejected',
  R1: 'rejected',
  R2: 'rejected',
  R3: 'rejected',
  R4: 'rejected',
};

export function readAcknowledgement({ segments }: Transaction): Reading<AcknowledgementDocument> {
  const bak = segments.find(({ tag }) => tag === 'BAK');
  const items: AcknowledgementItem[] = [];
  for (const segment of segments) {
    if (segment.tag === 'PO1') items.push(readItem(segment));
    if (segment.tag === 'ACK') items.at(-1)?.dispositions.push(readDisposition(segment));
  }
  const lines = segments.filter(({ tag }) => tag === 'PO1');
  const document: AcknowledgementDocument = {
    place: bak ? place(bak) : 'BAK',
    purchaseOrder: at(bak, 3),
    saysUnchanged: at(bak, 2) === 'AD',
    ...optional('vendorCode', referenceOf(segments, 'CR')),
    ...optional(
      'currency',
      at(
        segments.find(({ tag }) => tag === 'CUR'),
        2,
      ),
    ),
    items,
  };
  const hash = lines.reduce((sum, line) => sum + Number(at(line, 2)), 0);
  return { document, faults: tallyFaults(segments, lines.length, hash) };
}

function readItem(po1: Segment): AcknowledgementItem {
  return {
    place: place(po1),
    ids: idPairs(po1, 6),
    ...optional('lineNumber', at(po1, 1)),
    ordered: { amount: Number(at(po1, 2)), unit: at(po1, 3) },
    ...optional('unitCost', at(po1, 4)),
    dispositions: [],
  };
}

export function readDisposition(ack: Segment): AcknowledgementItem['dispositions'][number] {
  const code = CODE[at(ack, 1)] ?? 'rejected';
  return {
    code,
    count: { amount: Number(at(ack, 2)), unit: at(ack, 3) },
    // The code is the reason: there is no other field for it in an 855.
    ...(code === 'rejected' ? { reason: at(ack, 1) } : {}),
    ...optional('on', at(ack, 5)),
  };
}
