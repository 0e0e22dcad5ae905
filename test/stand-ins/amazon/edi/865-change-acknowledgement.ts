import type { AcknowledgementDocument, AcknowledgementItem } from '../documents.ts';
import { readDisposition } from './855-acknowledgement.ts';
import { idPairs, optional, place, type Reading, tallyFaults } from './reading.ts';
import { at, type Segment, type Transaction } from './x12.ts';

/** The vendor's answer to a change: of some lines only, each with the code of the change. Judged as any acknowledgement. */
export function readChangeAcknowledgement({ segments }: Transaction): Reading<AcknowledgementDocument> {
  const bca = segments.find(({ tag }) => tag === 'BCA');
  const items: AcknowledgementItem[] = [];
  for (const segment of segments) {
    if (segment.tag === 'POC') items.push(readItem(segment));
    const item = items.at(-1);
    if (segment.tag !== 'ACK' || !item) continue;
    const disposition = readDisposition(segment);
    // A line that was taken back names what it had; there is nothing left to account for.
    const count = item.ordered?.amount === 0 ? { ...disposition.count, amount: 0 } : disposition.count;
    item.dispositions.push({ ...disposition, count });
  }
  const lines = segments.filter(({ tag }) => tag === 'POC');
  const document: AcknowledgementDocument = {
    place: bca ? place(bca) : 'BCA',
    purchaseOrder: at(bca, 3),
    items,
  };
  return { document, faults: tallyFaults(segments, lines.length) };
}

function readItem(poc: Segment): AcknowledgementItem {
  return {
    place: place(poc),
    ids: idPairs(poc, 8),
    ...optional('lineNumber', at(poc, 1)),
    ordered: { amount: Number(at(poc, 3)), unit: at(poc, 5) },
    ...optional('unitCost', at(poc, 6)),
    dispositions: [],
  };
}
