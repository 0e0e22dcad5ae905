import { isToEnter } from '../domain/sending.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import type { World } from './world.ts';

/** Of some documents those that a person has yet to enter. */
export async function stillToEnter(
  documentIds: readonly (string | undefined)[],
  world: Pick<World, 'stores'>,
): Promise<OutboundDocument[]> {
  const documents = await Promise.all(
    documentIds.map((id) => (id === undefined ? undefined : world.stores.outbound.find(id))),
  );
  return documents.filter((document) => document !== undefined).filter(isToEnter);
}
