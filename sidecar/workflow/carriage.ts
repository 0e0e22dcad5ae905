import type { Instant } from '../domain/calendar.ts';
import { type Carriage, carriageOf } from '../domain/carriage.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import { carriageOfRouting, routingFor } from './routing.ts';
import type { World } from './world.ts';

/** What people said of how a dispatch travels, of it and of its order, and when they last did. */
export async function saidCarriage(
  { id, purchaseOrderNumber }: Pick<Dispatch, 'id' | 'purchaseOrderNumber'>,
  { stores }: Pick<World, 'stores'>,
): Promise<{ carriage: Carriage; saidAt: Instant | undefined }> {
  const order = await stores.carriages.find({ kind: 'order', id: purchaseOrderNumber });
  const dispatch = await stores.carriages.find({ kind: 'dispatch', id });
  // What Amazon instructed holds where no person says otherwise.
  const shipTo = (await stores.purchaseOrders.find(purchaseOrderNumber))?.document.shipTo?.id;
  const routed = await routingFor(purchaseOrderNumber, shipTo, { stores });
  const last = [order?.saidAt ?? '', dispatch?.saidAt ?? '', routed?.receivedAt ?? ''].sort().at(-1);
  return {
    carriage: { ...(routed && carriageOfRouting(routed)), ...carriageOf(order?.carriage, dispatch?.carriage) },
    saidAt: last === undefined || last === '' ? undefined : (last as Instant),
  };
}
