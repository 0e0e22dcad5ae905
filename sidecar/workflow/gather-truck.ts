import assert from 'node:assert/strict';
import { addHours, instant } from '../domain/calendar.ts';
import { later } from '../domain/deadline.ts';
import type { Finding } from '../domain/document-consistency.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import type { ShipNotice } from '../domain/ship-notice.ts';
import { checkShipNotice, shipToFinding } from '../domain/ship-notice-check.ts';
import { truckKey, truckNotice } from '../domain/truck-notice.ts';
import type { TruckLoad } from '../ports/stores.ts';
import { saidCarriage } from './carriage.ts';
import type { DispatchState } from './dispatch-state.ts';
import { mayLeave } from './document-check.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import { carrierOf } from './match-carrier.ts';
import { packingOf } from './notice-plan.ts';
import { type NeedsPerson, StartOver, type Step, Waiting } from './saga.ts';
import { leavingOf, truckWait, untold } from './ship-notice.ts';
import { circumstancesOf } from './ship-notice-circumstances.ts';
import { storedDispatch } from './shipped.ts';
import { shipNoticeKey } from './told-notices.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * Puts the dispatch on its truck, where dispatches of one truck are waited for. From here its labels say the shipment
 * and the bill of lading of the truck.
 */
export const joinTruck: Step<DispatchState> = {
  name: 'join-truck',
  async run({ dispatchId, purchaseOrderNumber, vendorCode, notice }, world) {
    assert(vendorCode !== undefined && notice, 'join-truck ran before the notice was planned');
    const { truckNoticeWaitMinutes } = partnerOf(vendorCode, world).policies;
    const { carriage } = await saidCarriage({ id: dispatchId, purchaseOrderNumber }, world);
    const key = truckKey(notice, carriage);
    const isOnOne = (await world.stores.truckLoads.of(dispatchId)) !== undefined;
    if (key === undefined || (truckNoticeWaitMinutes === 0 && !isOnOne)) return {};
    const now = world.now();
    const closesAt = addHours(now, truckNoticeWaitMinutes / 60);
    const load = await world.stores.truckLoads.join(key, { dispatchId, notice }, instant(now), closesAt);
    const first = load.parts[0]?.notice ?? notice;
    return { loadId: load.id, notice: underHeadOf(first, notice) };
  },
};

/**
 * Waits until the truck is full of what is known of it, and makes one notice of all that stands on it. Looks once more,
 * for every dispatch, whether Amazon still wants the goods where they go.
 */
export const gatherTruck: Step<DispatchState> = {
  name: 'gather-truck',
  async run(state, world) {
    const { dispatchId, purchaseOrderNumber, notice, loadId } = state;
    assert(notice, 'gather-truck ran before the notice was planned');
    const { revision } = await storedDispatch(dispatchId, world);
    if (state.revision !== undefined && revision !== state.revision) return new StartOver('the dispatch was changed');
    const { saidAt } = await saidCarriage({ id: dispatchId, purchaseOrderNumber }, world);
    if (saidAt !== state.saidAt) return new StartOver('somebody said how the goods travel');
    const { document: order } = await storedOrder(purchaseOrderNumber, world);
    const moved = await goesElsewhere(state, notice, order, world);
    if (moved) return moved;
    if (loadId === undefined) return {};
    const load = await world.stores.truckLoads.of(dispatchId);
    assert(load, `dispatch ${dispatchId} is on load ${loadId}, which is not kept`);
    if (load.id !== dispatchId) return waitForTruck(load.id, world);
    const now = instant(world.now());
    if (load.state === 'open' && now < load.closesAt) {
      return new Waiting('other dispatches of its truck', load.closesAt);
    }
    return wholeTruck(state, await world.stores.truckLoads.close(load.id), world);
  },
};

/** What the truck's notice says of all that is on it. */
function underHeadOf(first: ShipNotice, part: ShipNotice): ShipNotice {
  const { shipmentId, billOfLading } = first;
  return { ...part, shipmentId, ...(billOfLading === undefined ? {} : { billOfLading }) };
}

async function waitForTruck(loadId: string, world: World): Promise<Waiting | Partial<DispatchState>> {
  const told = await world.stores.outbound.findByKey(shipNoticeKey(loadId));
  if (told && told.delivered !== 'pending') return {};
  return new Waiting(truckWait(loadId), later(world.now(), LOOK_AGAIN_MS));
}

/**
 * The centre was changed after the labels could be printed. A person finds out where the truck went: "try again" is
 * that it goes where the order says now, and all is laid out anew for there.
 */
async function goesElsewhere(
  { dispatchId, purchaseOrderNumber }: DispatchState,
  notice: ShipNotice,
  order: PurchaseOrder,
  world: World,
): Promise<StartOver | NeedsPerson | undefined> {
  const finding = shipToFinding(notice, order);
  if (!finding) return undefined;
  const asked = await world.stores.discrepancies.list({ kind: 'document-blocked', purchaseOrderNumber });
  const answers = asked.filter(
    ({ detail, resolution }) => detail.key === dispatchId && resolution !== undefined && asksAbout(detail, finding),
  );
  if (answers.some(({ resolution }) => resolution?.action === 'retry')) return new StartOver(finding.message);
  const leaving = leavingOf({ dispatchId, purchaseOrderNumber });
  const found = (await world.stores.checks.find(leaving.key))?.findings ?? [];
  return mayLeave(leaving, [...found.filter(({ code }) => code !== finding.code), finding], world);
}

function asksAbout({ findings }: Record<string, unknown>, { message }: Finding): boolean {
  return Array.isArray(findings) && findings.some((one: unknown) => isOf(one, message));
}

function isOf(finding: unknown, message: string): boolean {
  return typeof finding === 'object' && finding !== null && 'message' in finding && finding.message === message;
}

async function wholeTruck(
  { dispatchId, purchaseOrderNumber, vendorCode }: DispatchState,
  { parts }: TruckLoad,
  world: World,
): Promise<NeedsPerson | Partial<DispatchState>> {
  assert(vendorCode !== undefined, 'a truck without a vendor code');
  const own = parts.find((part) => part.dispatchId === dispatchId);
  assert(own, `dispatch ${dispatchId} is not on its own truck`);
  const others = parts.filter((part) => part !== own);
  if (others.length === 0) return {};
  const notice = truckNotice(
    own.notice,
    others.map((part) => part.notice),
  );
  const packings = await Promise.all(
    parts.map(async (part) => {
      const dispatch = await storedDispatch(part.dispatchId, world);
      const carrier = await carrierOf(dispatch, vendorCode, world);
      assert(carrier, `dispatch ${part.dispatchId} is on a truck and has no carrier`);
      return packingOf(dispatch, vendorCode, carrier, world);
    }),
  );
  const around = { key: shipNoticeKey(dispatchId), parts: packings, partner: partnerOf(vendorCode, world) };
  const acknowledgements = packings.map(({ acknowledgement }) => acknowledgement);
  const findings = checkShipNotice(notice, acknowledgements, await circumstancesOf(notice, around, world));
  const leaving = leavingOf({ dispatchId, purchaseOrderNumber });
  const stopped = untold(findings, dispatchId, purchaseOrderNumber) ?? (await mayLeave(leaving, findings, world));
  return stopped ?? { truckNotice: notice };
}
