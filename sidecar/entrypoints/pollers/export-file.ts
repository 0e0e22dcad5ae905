import { CodecError } from '../../codec/problem.ts';
import type { DateOrder } from '../../codec/remittance/date.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import type { World } from '../../workflow/world.ts';

/** An export is a table that people look at; one of this size is something else. */
const LARGEST_BYTES = 64_000_000;

/** All of a kept export. Throws CodecError where it is none by its size. */
export async function tableBytes({ id, size }: InboundDocument, world: World): Promise<Uint8Array> {
  if (size > LARGEST_BYTES) {
    const hint = 'Export a shorter time.';
    throw new CodecError('file-too-large', `A table of ${Math.round(size / 1_000_000)} MB is not read`, {}, hint);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of world.stores.inbound.read(id)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** North America writes the month first; where accounts of several regions meet, the file has to say it. */
export function dateOrderOfAccounts(world: World): DateOrder | undefined {
  const regions = new Set(world.partners.all().map(({ region }) => region));
  if (regions.size !== 1 || regions.has('fe')) return undefined;
  return regions.has('na') ? 'month-first' : 'day-first';
}
