import type { ShipmentDocument, ShippedCarton, ShippedItem, ShippedPallet } from '../documents.ts';
import { day, idPairs, moment, optional, partyOf, place, type Reading, referenceOf, tallyFaults } from './reading.ts';
import type { SegmentFault } from './rules.ts';
import { at, type Segment, type Transaction } from './x12.ts';

interface Level {
  hl: Segment;
  id: string;
  kind: string;
  parent?: Level;
  /** HL's own segments, without those of the levels below. */
  segments: Segment[];
}

/** Which level may stand under which: shipment, order, pallet (T), carton (P), item, in any of Amazon's structures. */
const PARENTS: Record<string, readonly string[]> = {
  S: [],
  O: ['S', 'T', 'P'],
  T: ['S', 'O'],
  P: ['S', 'O', 'T', 'I'],
  I: ['O', 'T', 'P'],
};

export function readShipNotice({ segments }: Transaction): Reading<ShipmentDocument> {
  const { levels, faults } = tree(segments);
  const bsn = segments.find(({ tag }) => tag === 'BSN');
  const head = levels.find(({ kind }) => kind === 'S')?.segments ?? [];
  const shipped = dated(head, '011');
  const delivery = dated(head, '017');
  const td5 = head.find(({ tag }) => tag === 'TD5');
  const containers = [...levels.filter(({ kind }) => kind === 'P'), ...levels.filter(({ kind }) => kind === 'T')];
  const items = levels.filter(({ kind }) => kind === 'I').map(readItem);
  const cartons = containers.filter(({ kind }) => kind === 'P').map((level) => readCarton(level, levels));
  const pallets: ShippedPallet[] = containers
    .filter(({ kind }) => kind === 'T')
    .map(({ hl, segments: own }) => ({ place: place(hl), ssccs: marks(own, 'GM') }));
  const shipFrom = partyOf(head, 'SF');
  const document: ShipmentDocument = {
    place: bsn ? place(bsn) : 'BSN',
    id: at(bsn, 2),
    purpose: at(bsn, 1) === '05' ? 'replace' : 'original',
    ...(shipped ? { shippedAt: moment(at(shipped, 2), at(shipped, 3)) } : {}),
    ...(delivery ? { estimatedDelivery: day(at(delivery, 2)) } : {}),
    ...(shipFrom ? { shipFrom } : {}),
    shipTo: partyOf(head, 'ST')?.id ?? '',
    ...optional('scac', at(td5, 3)),
    ...optional('billOfLading', referenceOf(head, 'BM')),
    ...optional('carrierReference', referenceOf(head, 'CN')),
    // TD504 U is parcel; without it, a parcel is what has tracking numbers on its cartons and no bill of lading.
    byParcel: at(td5, 4) === 'U' || (at(td5, 4) === '' && referenceOf(head, 'BM') === undefined),
    ...counted(head, 'CTN', 'cartonCount'),
    ...counted(head, 'PLT', 'palletCount'),
    items,
    cartons,
    pallets,
    loose: [],
  };
  return { document, faults: [...faults, ...tallyFaults(segments, levels.length)] };
}

/** HL ids run 1, 2, 3 …; a parent stands before its children and is of a level that may hold them. */
function tree(segments: readonly Segment[]): { levels: Level[]; faults: SegmentFault[] } {
  const levels: Level[] = [];
  const faults: SegmentFault[] = [];
  for (const segment of segments) {
    if (segment.tag !== 'HL') {
      if (!['SE', 'CTT'].includes(segment.tag)) levels.at(-1)?.segments.push(segment);
      continue;
    }
    const [id, parentId, kind] = [at(segment, 1), at(segment, 2), at(segment, 3)];
    const parent = levels.find((level) => level.id === parentId);
    const fault = (position: number, element: string, value: string) =>
      faults.push({
        tag: 'HL',
        position: segment.position,
        code: '8',
        elements: [{ position, element, code: '7', value }],
      });
    if (id !== String(levels.length + 1)) fault(1, '628', id);
    const isRoot = kind === 'S' && levels.length === 0 && parentId === '';
    if (!isRoot && !(parent && PARENTS[kind]?.includes(parent.kind))) fault(2, '734', parentId);
    levels.push({ hl: segment, id, kind, ...(parent ? { parent } : {}), segments: [] });
  }
  return { levels, faults };
}

function readItem(level: Level): ShippedItem {
  const lin = level.segments.find(({ tag }) => tag === 'LIN');
  return {
    place: place(level.hl),
    key: level.id,
    ...optional('lineNumber', at(lin, 1)),
    ids: lin ? idPairs(lin, 2) : [],
    purchaseOrder: orderOf(level),
    count: countOf(level),
  };
}

function readCarton(level: Level, levels: readonly Level[]): ShippedCarton {
  const inside = levels.filter(({ kind, parent }) => kind === 'I' && parent === level);
  return {
    place: place(level.hl),
    ssccs: marks(level.segments, 'GM'),
    ...optional('trackingNumber', marks(level.segments, 'CP')[0] ?? referenceOf(level.segments, 'CN')),
    items: inside.map((item) => ({ key: item.id, count: countOf(item), place: place(item.hl) })),
  };
}

function countOf({ segments }: Level) {
  const sn1 = segments.find(({ tag }) => tag === 'SN1');
  return { amount: Number(at(sn1, 2)), unit: at(sn1, 3) };
}

function orderOf(level: Level): string {
  const prf = level.segments.find(({ tag }) => tag === 'PRF');
  return prf ? at(prf, 1) : level.parent ? orderOf(level.parent) : '';
}

/** MAN holds up to two pairs: 01/02 and 04/05. */
function marks(segments: readonly Segment[], qualifier: string): string[] {
  return segments
    .filter(({ tag }) => tag === 'MAN')
    .flatMap((man) => [1, 4].filter((number) => at(man, number) === qualifier).map((number) => at(man, number + 1)));
}

function dated(segments: readonly Segment[], qualifier: string): Segment | undefined {
  return segments.find((segment) => segment.tag === 'DTM' && at(segment, 1) === qualifier);
}

function counted<K extends 'cartonCount' | 'palletCount'>(
  segments: readonly Segment[],
  packaging: string,
  key: K,
): { [P in K]?: number } {
  const td1 = segments.find((segment) => segment.tag === 'TD1' && at(segment, 1).startsWith(packaging));
  return (td1 ? { [key]: Number(at(td1, 2)) } : {}) as { [P in K]?: number };
}
