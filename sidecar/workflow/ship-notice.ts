import assert from 'node:assert/strict';
import { instant } from '../domain/calendar.ts';
import type { DiscrepancyKind, NewDiscrepancy } from '../domain/discrepancy.ts';
import type { Finding } from '../domain/document-consistency.ts';
import { checkShipNotice } from '../domain/ship-notice-check.ts';
import { cartonsNeeded, isPlanProblem, type PlanProblem, planShipNotice } from '../domain/ship-notice-plan.ts';
import type { DispatchState } from './dispatch-state.ts';
import { mayLeave } from './document-check.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import { NeedsPerson, type Step } from './saga.ts';
import { circumstancesOf, shipNoticeKey } from './ship-notice-circumstances.ts';
import { casePacks, sentAcknowledgement, shippedBefore, storedDispatch } from './shipped.ts';

/** Lays out cartons and their SSCCs from what really left. The serials are kept by dispatch: planned twice, numbered once. */
export const planNotice: Step<DispatchState> = {
  name: 'plan-notice',
  async run({ dispatchId, purchaseOrderNumber, vendorCode, scac }, world) {
    assert(vendorCode !== undefined && scac !== undefined, 'plan-notice ran before its order and carrier were matched');
    const dispatch = await storedDispatch(dispatchId, world);
    const { document: order } = await storedOrder(purchaseOrderNumber, world);
    const acknowledgement = await sentAcknowledgement(purchaseOrderNumber, world);
    assert(acknowledgement, `order ${purchaseOrderNumber} has no acknowledgement`);
    const partner = partnerOf(vendorCode, world);
    const packs = await casePacks(purchaseOrderNumber, world);
    const count = cartonsNeeded({ dispatch, order, casePacks: packs });
    const serials = await world.stores.sequences.allocate(`sscc:${partner.gs1CompanyPrefix}`, dispatchId, count);
    const notice = planShipNotice({
      dispatch,
      order,
      acknowledgement,
      alreadyShipped: await shippedBefore(dispatch, world),
      partner,
      scac,
      now: instant(world.now()),
      serials,
      casePacks: packs,
    });
    if (isPlanProblem(notice)) return new NeedsPerson(untellable(notice, dispatchId, purchaseOrderNumber));
    // Amazon may have changed the order since it was packed.
    const key = shipNoticeKey(dispatchId);
    const around = { dispatch, order, casePacks: packs, partner };
    const circumstances = await circumstancesOf(notice, around, world);
    const findings = checkShipNotice(notice, [acknowledgement], circumstances);
    const stop = findings.find(({ code }) => Object.hasOwn(STOPS, code));
    if (stop) return new NeedsPerson(stopped(stop, dispatchId, purchaseOrderNumber));
    const leaving = {
      key,
      name: `the ship notice of dispatch ${dispatchId} of order ${purchaseOrderNumber}`,
      purchaseOrderNumber,
      dispatchId,
      saga: 'dispatch',
      sagaKey: dispatchId,
    };
    return (await mayLeave(leaving, findings, world)) ?? { notice };
  },
};

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
  async run({ dispatchId, purchaseOrderNumber, vendorCode, notice }, world) {
    assert(vendorCode !== undefined && notice, 'ship-notice ran before it was planned');
    const sent = await world.partner.send({
      key: shipNoticeKey(dispatchId),
      vendorCode,
      purchaseOrderNumber,
      content: { kind: 'ship-notice', document: notice },
    });
    return { noticeId: sent.documentId };
  },
};
