import type { Party } from '../../domain/party.ts';
import { CodecError } from '../problem.ts';
import { partyIdKindOf, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import { defined, find, fitting, loopsOf, text } from './elements.ts';
import type { Segment } from './segment.ts';
import type { SegmentText } from './write.ts';

/** N1 and the N2, N3, N4 behind it, for the party that N101 names. */
export function partyAt(segments: readonly Segment[], entity: string, { codes }: ParseContext): Party | undefined {
  const own = ownSegments(segments, entity);
  const [n1] = own;
  if (n1 === undefined) return undefined;
  const n4 = find(own, 'N4');
  const lines = own
    .filter(({ tag }) => tag === 'N3')
    .flatMap((n3) => [text(n3, 1), text(n3, 2)])
    .filter((line) => line !== undefined);
  const place = defined({
    city: text(n4, 1),
    // N402 has two characters; a region spelled out stands in N406.
    stateOrRegion: text(n4, 2) ?? (text(n4, 5) === STATE_OR_PROVINCE ? text(n4, 6) : undefined),
    postalCode: text(n4, 3),
    countryCode: text(n4, 4),
  });
  const id = text(n1, 4);
  return defined({
    id,
    idKind: id === undefined ? undefined : partyIdKindOf(text(n1, 3) ?? '', codes),
    name: [text(n1, 2), text(find(own, 'N2'), 1)].filter(Boolean).join(' ') || undefined,
    address: lines.length > 0 || Object.keys(place).length > 0 ? { lines, ...place } : undefined,
  });
}

function ownSegments(segments: readonly Segment[], entity: string): Segment[] {
  const loop = loopsOf(segments, 'N1').find(([n1]) => text(n1, 1) === entity) ?? [];
  // A loop ends where another one begins: an N3 after the next HL or IT1 is somebody else's.
  const end = loop.findIndex((segment, index) => index > 0 && !PARTY_SEGMENTS.has(segment.tag));
  return end < 0 ? [...loop] : loop.slice(0, end);
}

export function partySegments(entity: string, party: Party, codes: X12CodeTables): SegmentText[] {
  const { id, idKind, name = '', address } = party;
  if (id === undefined && name === '') {
    throw new CodecError(
      'party-unnamed',
      `N1*${entity} has neither a name nor an id`,
      { segment: 'N1', element: 2 },
      'Fill in the party in the partner settings.',
    );
  }
  const n1: SegmentText = ['N1', entity, fitting(name, 60, { segment: 'N1', element: 2 })];
  const identified: SegmentText =
    id === undefined
      ? n1
      : [...n1, codes.written.partyIds[idKind ?? 'assigned-by-buyer'], fitting(id, 80, { segment: 'N1', element: 4 })];
  return address === undefined ? [identified] : [identified, ...addressSegments(address)];
}

/** 128, REF01: the number under which a party pays tax. */
const REGISTRATIONS = { vat: 'VX', gst: 'GT' } as const;

/** Of an invoice, behind N4. */
export function registrationSegments({ taxRegistrations = [] }: Party): SegmentText[] {
  return taxRegistrations.map(({ type, number }) => [
    'REF',
    REGISTRATIONS[type],
    fitting(number, 30, { segment: 'REF', element: 2 }),
  ]);
}

export function taxRegistrationsAt(
  segments: readonly Segment[],
  entity: string,
): NonNullable<Party['taxRegistrations']> {
  return ownSegments(segments, entity)
    .filter(({ tag }) => tag === 'REF')
    .flatMap((ref) => {
      const type = (['vat', 'gst'] as const).find((one) => REGISTRATIONS[one] === text(ref, 1));
      const number = text(ref, 2);
      return type === undefined || number === undefined ? [] : [{ type, number }];
    });
}

const PARTY_SEGMENTS = new Set(['N2', 'N3', 'N4', 'PER', 'REF']);

/** Element 309, what N406 is. */
const STATE_OR_PROVINCE = 'SP';

function addressSegments(address: NonNullable<Party['address']>): SegmentText[] {
  const segments: SegmentText[] = [];
  for (let index = 0; index < address.lines.length; index += 2) {
    const pair = address.lines.slice(index, index + 2);
    segments.push(['N3', ...pair.map((line, place) => fitting(line, 55, { segment: 'N3', element: place + 1 }))]);
  }
  const { city = '', stateOrRegion = '', postalCode = '', countryCode = '' } = address;
  if (city + stateOrRegion + postalCode + countryCode === '') return segments;
  const isCode = stateOrRegion.length <= 2;
  segments.push([
    'N4',
    fitting(city, 30, { segment: 'N4', element: 1 }),
    isCode ? stateOrRegion : '',
    fitting(postalCode, 15, { segment: 'N4', element: 3 }),
    fitting(countryCode, 3, { segment: 'N4', element: 4 }),
    ...(isCode ? [] : [STATE_OR_PROVINCE, fitting(stateOrRegion, 30, { segment: 'N4', element: 6 })]),
  ]);
  return segments;
}
