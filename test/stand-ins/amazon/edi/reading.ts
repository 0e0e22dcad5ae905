import type { DocumentId } from '../documents.ts';
import type { AmazonParty } from '../order.ts';
import type { SegmentFault } from './rules.ts';
import { at, type Segment } from './x12.ts';

/** What a reader makes of a transaction: the document, and what the segments contradict themselves in. */
export interface Reading<T> {
  document: T;
  /** Makes the 997 an R: nothing is booked. */
  faults: SegmentFault[];
}

export function place({ tag, position }: Segment): string {
  return `${tag} at ${position}`;
}

/** `20260814` to `2026-08-14`. */
export function day(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

/** An instant of a date and a time of X12; midnight where there is no time. */
export function moment(date: string, time: string): string {
  return `${day(date)}T${time.slice(0, 2) || '00'}:${time.slice(2, 4) || '00'}:${time.slice(4, 6) || '00'}Z`;
}

/** The qualifier-value pairs from an element on; `PO` in an IT1 names an order, no product. */
export function idPairs(segment: Segment, from: number): DocumentId[] {
  const pairs: DocumentId[] = [];
  for (let number = from; number < segment.elements.length; number += 2) {
    const [qualifier, value] = [at(segment, number), at(segment, number + 1)];
    if (qualifier !== '' && value !== '' && qualifier !== 'PO') pairs.push({ qualifier, value });
  }
  return pairs;
}

/** CTT01 against what it counts, CTT02 against the sum it hashes. */
export function tallyFaults(segments: readonly Segment[], counted: number, hashed?: number): SegmentFault[] {
  const ctt = segments.find(({ tag }) => tag === 'CTT');
  if (!ctt) return [];
  const elements = [];
  if (Number(at(ctt, 1)) !== counted) elements.push({ position: 1, element: '354', code: '7', value: at(ctt, 1) });
  const hash = at(ctt, 2);
  if (hash !== '' && hashed !== undefined && Number(hash) !== hashed)
    elements.push({ position: 2, element: '347', code: '7', value: hash });
  return elements.length > 0 ? [{ tag: 'CTT', position: ctt.position, code: '8', elements }] : [];
}

export function referenceOf(segments: readonly Segment[], qualifier: string): string | undefined {
  const found = segments.find((segment) => segment.tag === 'REF' && at(segment, 1) === qualifier);
  return found ? at(found, 2) : undefined;
}

/** The N1 loop of a role: N1 with the N3 and N4 that follow it. */
export function partyOf(segments: readonly Segment[], role: string): AmazonParty | undefined {
  const start = segments.findIndex((segment) => segment.tag === 'N1' && at(segment, 1) === role);
  const n1 = segments[start];
  if (!n1) return undefined;
  const loop: Segment[] = [];
  for (const segment of segments.slice(start + 1)) {
    if (!['N2', 'N3', 'N4'].includes(segment.tag)) break;
    loop.push(segment);
  }
  const lines = loop
    .filter(({ tag }) => tag === 'N3')
    .flatMap((n3) => [at(n3, 1), at(n3, 2)])
    .filter((line) => line !== '');
  const n4 = loop.find(({ tag }) => tag === 'N4');
  return {
    id: at(n1, 4),
    ...optional('name', at(n1, 2)),
    ...(lines.length > 0 ? { addressLines: lines } : {}),
    ...optional('city', at(n4, 1)),
    ...optional('stateOrRegion', at(n4, 2)),
    ...optional('postalCode', at(n4, 3)),
    ...optional('countryCode', at(n4, 4)),
  };
}

export function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [P in K]?: string };
}
