import { acknowledgementKey } from './acknowledge.ts';
import type { World } from './world.ts';

/** The newest version of an order, up to this one, that an acknowledgement was made for; undefined where none was. */
export async function lastAnswered(number: string, upTo: number, world: World): Promise<number | undefined> {
  for (let candidate = upTo; candidate > 0; candidate--) {
    if (await world.stores.outbound.findByKey(acknowledgementKey(number, candidate))) return candidate;
  }
  return undefined;
}
