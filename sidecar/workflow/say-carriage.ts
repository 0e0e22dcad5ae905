import { instant } from '../domain/calendar.ts';
import type { Carriage, CarriageSubject } from '../domain/carriage.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import { openCorrection } from './correct-notice.ts';
import { toldNotices } from './told-notices.ts';
import type { World } from './world.ts';

export type CarriageSaid =
  | {
      kind: 'said';
      /** Dispatches whose notice is still to leave: it will say so. */
      waiting: string[];
      /** Dispatches that Amazon has heard of: a person is asked whether it hears of this too. */
      told: string[];
    }
  | { kind: 'not-found' };

/**
 * Keeps what a person says of how an order or one of its dispatches travels: before the goods leave, so that the
 * notice says it at once, or later, so that a notice that waits for it goes on.
 */
export async function sayCarriage(
  subject: CarriageSubject,
  carriage: Carriage,
  by: string,
  world: World,
): Promise<CarriageSaid> {
  const dispatches = await dispatchesOf(subject, world);
  if (dispatches === undefined) return { kind: 'not-found' };
  const saidAt = instant(world.now());
  await world.stores.carriages.keep({ subject, carriage, saidBy: by, saidAt });
  await world.stores.audit.append({
    at: saidAt,
    who: by,
    action: `say how ${subject.kind} travels`,
    subject: subject.id,
    detail: JSON.stringify(carriage),
  });
  const told: string[] = [];
  for (const { id: dispatchId, purchaseOrderNumber, revision } of dispatches) {
    if ((await toldNotices({ id: dispatchId, purchaseOrderNumber }, world)).length > 0) {
      told.push(dispatchId);
      await openCorrection({ dispatchId, purchaseOrderNumber, cause: `said-${saidAt}`, revision }, world);
    } else {
      await world.journal.wake('dispatch', dispatchId, saidAt, `${by} said how it travels`);
    }
  }
  const waiting = dispatches.map(({ id }) => id).filter((id) => !told.includes(id));
  return { kind: 'said', waiting, told };
}

async function dispatchesOf({ kind, id }: CarriageSubject, { stores }: World): Promise<Dispatch[] | undefined> {
  if (kind === 'dispatch') {
    const dispatch = await stores.dispatches.find(id);
    return dispatch && [dispatch];
  }
  return (await stores.purchaseOrders.find(id)) && stores.dispatches.list(id);
}
