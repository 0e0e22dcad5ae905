import { instant } from '../domain/calendar.ts';
import type { TruckLoad } from '../ports/stores.ts';
import { dispatchSaga } from './dispatch.ts';
import { shipNoticeKey } from './told-notices.ts';
import type { World } from './world.ts';

export type TruckTold =
  /** Nobody joins from here on, and the notice of all that stands on it leaves. */
  | { kind: 'going'; load: TruckLoad }
  /** Its notice was made before. */
  | { kind: 'told'; load: TruckLoad }
  /** The dispatch stands on no truck that is waited for. */
  | { kind: 'not-waiting' }
  | { kind: 'not-found' };

/**
 * Ends the waiting for other dispatches of a truck: a person knows that it is full. What comes later gets a notice of
 * its own. Pressed twice, or again after a crash, it is the same word once more.
 */
export async function tellTruck(dispatchId: string, by: string, world: World): Promise<TruckTold> {
  const { stores, journal } = world;
  const load = await stores.truckLoads.of(dispatchId);
  if (!load) return { kind: (await stores.dispatches.find(dispatchId)) ? 'not-waiting' : 'not-found' };
  if (!(await isWaitedFor(load, world))) return { kind: 'told', load };
  const at = instant(world.now());
  // Closed before anybody is woken: a look that found it open would go on waiting.
  const closed = await stores.truckLoads.close(load.id);
  const on = closed.parts.map((part) => part.dispatchId).join(', ');
  await stores.audit.append({ at, who: by, action: 'tell of a truck now', subject: dispatchId, detail: `with ${on}` });
  await journal.wake(dispatchSaga.name, load.id, at, `${by} waits for no other dispatch of its truck`);
  return { kind: 'going', load: closed };
}

/** Whether the notice of a truck is still to be made, its door open or not. */
export async function isWaitedFor({ id }: TruckLoad, { stores }: Pick<World, 'stores'>): Promise<boolean> {
  return (await stores.outbound.findByKey(shipNoticeKey(id))) === undefined;
}
