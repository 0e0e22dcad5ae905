import type { InventoryDocument } from '../documents.ts';
import { day, idPairs, optional, partyOf, type Reading, tallyFaults } from './reading.ts';
import { at, type Transaction } from './x12.ts';

export function readInventory({ segments }: Transaction): Reading<InventoryDocument> {
  const items: InventoryDocument['items'] = [];
  for (const segment of segments) {
    const item = items.at(-1);
    if (segment.tag === 'LIN') items.push({ ids: idPairs(segment, 2), available: 0, unit: '' });
    if (!item) continue;
    if (segment.tag === 'QTY' && at(segment, 1) === '33')
      Object.assign(item, { available: Number(at(segment, 2)), unit: at(segment, 3) });
    if (segment.tag === 'DTM' && at(segment, 1) === '018') item.availableOn = day(at(segment, 2));
  }
  const reference = at(
    segments.find(({ tag }) => tag === 'BIA'),
    3,
  );
  const vendor = partyOf(segments, 'VN')?.id;
  return {
    document: { reference, ...optional('vendorCode', vendor), items },
    faults: tallyFaults(segments, items.length),
  };
}
