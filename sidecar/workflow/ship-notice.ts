import assert from 'node:assert/strict';
import { instant } from '../domain/calendar.ts';
import { usualMethod } from '../domain/carrier.ts';
import { later } from '../domain/deadline.ts';
import type { DiscrepancyKind, NewDiscrepancy } from '../domain/discrepancy.ts';
import type { Finding } from '../domain/document-consistency.ts';
import type { ShipNotice } from '../domain/ship-notice.ts';
import { checkShipNotice } from '../domain/ship-notice-check.ts';
import { isPlanProblem, type PlanProblem, shipmentIdOf } from '../domain/ship-notice-plan.ts';
import { parcelNotices } from '../domain/truck-notice.ts';
import { saidCarriage } from './carriage.ts';
import { openCorrection } from './correct-notice.ts';
import type { DispatchState } from './dispatch-state.ts';
import { type Leaving, mayLeave } from './document-check.ts';
import { numberedPlan, packingOf } from './notice-plan.ts';
import { NeedsPerson, type Step, Waiting } from './saga.ts';
import { circumstancesOf } from './ship-notice-circumstances.ts';
import { storedDispatch } from './shipped.ts';
import { shipNoticeKey } from './told-notices.ts';
import type { World } from './world.ts';

/** Lays out cartons and their SSCCs from what really left. The serials are kept by dispatch: planned twice, numbered once. */
export const planNotice: Step<DispatchState> = {
  name: 'plan-notice',
  async run({ dispatchId, purchaseOrderNumber, vendorCode, scac, method }, world) {
    assert(vendorCode !== undefined && scac !== undefined, 'plan-notice ran before its order and carrier were matched');
    const dispatch = await storedDispatch(dispatchId, world);
    const packing = await packingOf(dispatch, vendorCode, { scac, method: method ?? usualMethod(scac) }, world);
    const whole = await numberedPlan(packing, world);
    if (isPlanProblem(whole)) return new NeedsPerson(untellable(whole, dispatchId, purchaseOrderNumber));
    const { partner, acknowledgement } = packing;
    const [notice = whole, ...moreNotices] =
      partner.policies.parcelNotices === 'each'
        ? parcelNotices(whole, (parcel) => shipmentIdOf(vendorCode, dispatchId, `-P${parcel}`))
        : [whole];
    // Amazon may have changed the order since it was packed.
    const around = {
      key: shipNoticeKey(dispatchId),
      parts: [packing],
      partner,
      moreShipmentIds: moreNotices.map(({ shipmentId }) => shipmentId),
    };
    const circumstances = await circumstancesOf(whole, around, world);
    const findings = checkShipNotice(whole, [acknowledgement], circumstances).filter(
      // What each parcel is told in by itself is not shared.
      ({ code }) => moreNotices.length === 0 || code !== 'parcels-share-a-notice',
    );
    const stop = untold(findings, dispatchId, purchaseOrderNumber);
    const stopped = stop ?? (await mayLeave(leavingOf({ dispatchId, purchaseOrderNumber }), findings, world));
    return (
      stopped ?? {
        notice,
        revision: dispatch.revision,
        ...(packing.saidAt === undefined ? {} : { saidAt: packing.saidAt }),
        ...(moreNotices.length === 0 ? {} : { moreNotices }),
      }
    );
  },
};

export function leavingOf({
  dispatchId,
  purchaseOrderNumber,
}: Pick<DispatchState, 'dispatchId' | 'purchaseOrderNumber'>): Leaving {
  return {
    key: shipNoticeKey(dispatchId),
    name: `the ship notice of dispatch ${dispatchId} of order ${purchaseOrderNumber}`,
    purchaseOrderNumber,
    dispatchId,
    saga: 'dispatch',
    sagaKey: dispatchId,
  };
}

/** What a person has to settle with the warehouse or with Amazon, and cannot simply send. */
export function untold(
  findings: readonly Finding[],
  dispatchId: string,
  purchaseOrderNumber: string,
): NeedsPerson | undefined {
  const stop = findings.find(({ code }) => Object.hasOwn(STOPS, code));
  return stop && new NeedsPerson(stopped(stop, dispatchId, purchaseOrderNumber));
}

/** Which of our promises the dispatch breaks decides what a person has to do about it. */
const KIND_OF: Readonly<Record<PlanProblem['problem'], DiscrepancyKind>> = {
  // More left than Amazon was promised, or something that it never ordered: settled with the warehouse and Amazon.
  'exceeds-acknowledged': 'dispatch-exceeds-acknowledged',
  'line-unknown': 'dispatch-exceeds-acknowledged',
  // Amazon was promised the goods; what is missing is something that we have to put right.
  'case-pack-unknown': 'dispatch-not-tellable',
  'part-case': 'dispatch-not-tellable',
  'nothing-shipped': 'dispatch-not-tellable',
  'no-track-number': 'dispatch-not-tellable',
  'ship-to-unknown': 'dispatch-not-tellable',
};

/** What the planning cannot see: how the order stands now, and how long ago the goods left. */
const STOPS: Readonly<Record<string, DiscrepancyKind>> = {
  'shipped-line-cancelled': 'dispatch-exceeds-acknowledged',
  'shipped-long-ago': 'dispatch-not-tellable',
};

function stopped(
  { code, message, fix, prevents }: Finding,
  dispatchId: string,
  purchaseOrderNumber: string,
): NewDiscrepancy {
  const kind = STOPS[code] ?? 'dispatch-not-tellable';
  return {
    key: `${kind}:${dispatchId}:${code}`,
    kind,
    subject: { dispatchId, purchaseOrderNumber },
    summary: `dispatch ${dispatchId} of order ${purchaseOrderNumber} cannot be told to Amazon: ${message}`,
    detail: { code, fix, prevents },
  };
}

function untellable(problem: PlanProblem, dispatchId: string, purchaseOrderNumber: string): NewDiscrepancy {
  const kind = KIND_OF[problem.problem];
  const what = `dispatch ${dispatchId} of order ${purchaseOrderNumber}`;
  return {
    key: `${kind}:${dispatchId}:${problem.problem}${problem.position === undefined ? '' : `:${problem.position}`}`,
    kind,
    subject: {
      dispatchId,
      purchaseOrderNumber,
      ...(problem.position === undefined ? {} : { position: problem.position }),
    },
    summary:
      kind === 'dispatch-exceeds-acknowledged'
        ? `${what} is more than Amazon was promised: ${problem.summary}`
        : `${what} cannot be told to Amazon: ${problem.summary}`,
    detail: { ...problem },
  };
}

/** Tells Amazon what is on its way. */
export const shipNotice: Step<DispatchState> = {
  name: 'ship-notice',
  pointOfNoReturn: true,
  async run(state, world) {
    const { dispatchId, purchaseOrderNumber, vendorCode, notice, truckNotice, moreNotices = [], loadId } = state;
    assert(vendorCode !== undefined && notice, 'ship-notice ran before it was planned');
    const isToldByAnother = loadId !== undefined && loadId !== dispatchId;
    const noticeIds = isToldByAnother
      ? await toldBy(loadId, world)
      : await tell([truckNotice ?? notice, ...moreNotices], { dispatchId, purchaseOrderNumber, vendorCode }, world);
    if (noticeIds instanceof Waiting) return noticeIds;
    if (loadId === dispatchId) await wakeOthers(dispatchId, world);
    const { revision } = await storedDispatch(dispatchId, world);
    const { saidAt } = await saidCarriage({ id: dispatchId, purchaseOrderNumber }, world);
    if (saidAt !== undefined && saidAt !== state.saidAt) {
      await openCorrection({ dispatchId, purchaseOrderNumber, cause: `said-${saidAt}`, revision }, world);
    }
    // Heard of while the notice was under way, or too late for that of the truck: what Amazon has may be the one before.
    if (revision > (loadId === undefined ? (state.revision ?? 1) : 1)) {
      await openCorrection({ dispatchId, purchaseOrderNumber, cause: String(revision), revision }, world);
    }
    const [noticeId, ...moreNoticeIds] = noticeIds;
    return {
      ...(noticeId === undefined ? {} : { noticeId }),
      ...(moreNoticeIds.length === 0 ? {} : { moreNoticeIds }),
    };
  },
};

async function tell(
  notices: readonly ShipNotice[],
  {
    dispatchId,
    purchaseOrderNumber,
    vendorCode,
  }: { dispatchId: string; purchaseOrderNumber: string; vendorCode: string },
  world: World,
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, document] of notices.entries()) {
    const sent = await world.partner.send({
      key: `${shipNoticeKey(dispatchId)}${index === 0 ? '' : `:parcel:${index + 1}`}`,
      vendorCode,
      purchaseOrderNumber,
      content: { kind: 'ship-notice', document },
    });
    ids.push(sent.documentId);
  }
  return ids;
}

async function toldBy(dispatchId: string, world: World): Promise<string[] | Waiting> {
  const told = await world.stores.outbound.findByKey(shipNoticeKey(dispatchId));
  if (told && told.delivered !== 'pending') return [told.id];
  return new Waiting(truckWait(dispatchId), later(world.now(), LOOK_AGAIN_MS));
}

const LOOK_AGAIN_MS = 5 * 60_000;

export function truckWait(dispatchId: string): string {
  return `the ship notice of its truck, which dispatch ${dispatchId} tells`;
}

async function wakeOthers(dispatchId: string, world: World): Promise<void> {
  const load = await world.stores.truckLoads.of(dispatchId);
  for (const part of load?.parts ?? []) {
    if (part.dispatchId === dispatchId) continue;
    await world.journal.wake('dispatch', part.dispatchId, instant(world.now()), 'its truck was told');
  }
}
