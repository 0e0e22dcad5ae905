import type { OutboundDocument } from '../ports/stores.ts';
import { acknowledgementKey } from './acknowledge.ts';
import { firstKey } from './anew-key.ts';
import type { World } from './world.ts';

/** An acknowledgement, and which version of its order it answers. */
export interface Answer {
  version: number;
  document: OutboundDocument;
}

/**
 * All acknowledgements of an order up to a version of it, the one that says the last word first: of one version the
 * answers to what a person settled late count more than the first, and what was made anew more than what it replaces.
 */
export async function answersUpTo(number: string, upTo: number, world: World): Promise<Answer[]> {
  const kept = await world.stores.outbound.list({ purchaseOrderNumber: number, kind: 'acknowledgement' });
  return kept
    .flatMap((document) => {
      const place = placeOf(number, document.key);
      return place && place.version <= upTo ? [{ ...place, document }] : [];
    })
    .sort((a, b) => b.version - a.version || b.late - a.late || b.anew - a.anew)
    .map(({ version, document }) => ({ version, document }));
}

/** The newest version of an order, up to this one, that an acknowledgement was made for; undefined where none was. */
export async function lastAnswered(number: string, upTo: number, world: World): Promise<number | undefined> {
  return (await answersUpTo(number, upTo, world))[0]?.version;
}

/** Undefined for what is no answer to a version: that all was taken back. */
function placeOf(number: string, key: string): { version: number; late: number; anew: number } | undefined {
  const found = /:(\d+)(?::late-(\d+))?(?::anew-(\d+))?$/.exec(key);
  if (!found) return undefined;
  const [version, late, anew] = found.slice(1).map((count) => Number(count ?? 0)) as [number, number, number];
  const isOfOrder = firstKey(key) === acknowledgementKey(number, version, late || undefined);
  return isOfOrder ? { version, late, anew } : undefined;
}
