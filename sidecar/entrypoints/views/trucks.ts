import type { Instant } from '../../domain/calendar.ts';
import { dispatchSaga } from '../../workflow/dispatch.ts';
import { gatherTruck } from '../../workflow/gather-truck.ts';
import { isWaitedFor } from '../../workflow/tell-truck.ts';
import type { View } from './view.ts';

/** A truck whose notice waits for more dispatches to stand on it. */
export interface WaitingTruck {
  /** The dispatch that tells for all of them. */
  dispatchId: string;
  shipmentId: string;
  vendorCode: string | undefined;
  shipTo: string | undefined;
  carrierScac: string;
  closesAt: Instant;
  /** In the order that they came. */
  on: { dispatchId: string; purchaseOrderNumbers: string[] }[];
}

/** The trucks that some dispatches stand on and that are still waited for, each once. */
export async function trucksOf(
  dispatchIds: readonly string[],
  { stores }: Pick<View, 'stores'>,
): Promise<WaitingTruck[]> {
  const trucks = new Map<string, WaitingTruck>();
  for (const id of dispatchIds) {
    const load = await stores.truckLoads.of(id);
    const notice = load?.parts[0]?.notice;
    if (!load || !notice || load.state !== 'open' || trucks.has(load.id) || !(await isWaitedFor(load, { stores })))
      continue;
    trucks.set(load.id, {
      dispatchId: load.id,
      shipmentId: notice.shipmentId,
      vendorCode: notice.vendorCode,
      shipTo: notice.shipTo.id,
      carrierScac: notice.carrierScac,
      closesAt: load.closesAt,
      on: load.parts.map((part) => ({
        dispatchId: part.dispatchId,
        purchaseOrderNumbers: part.notice.orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber),
      })),
    });
  }
  return [...trucks.values()];
}

/** Every truck that is waited for, the one that goes first before the others. */
export async function waitingTrucks(view: Pick<View, 'stores' | 'journal'>): Promise<WaitingTruck[]> {
  const runs = await view.journal.list({ saga: dispatchSaga.name, status: ['ready', 'waiting'] });
  const gathering = runs.filter(({ step }) => step === gatherTruck.name);
  const trucks = await trucksOf(
    gathering.map(({ key }) => key),
    view,
  );
  return trucks.sort((a, b) => (a.closesAt < b.closesAt ? -1 : 1));
}
