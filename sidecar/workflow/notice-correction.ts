/*
 * What happens when a dispatch is changed after Amazon has heard of it.
 *
 *   plan-correction ▸ send-correction ▸ close-correction
 *                     └ point of no return
 *
 * Promise on failure: what Amazon has heard stays as it is until a correction has left as a whole. A person decides
 * whether it leaves, unless the account says that what Amazon takes is sent unasked; what it does not take is told to
 * a person in words.
 */
import assert from 'node:assert/strict';
import { addHours, type CalendarDay, dayOf, type Instant, instant } from '../domain/calendar.ts';
import { later } from '../domain/deadline.ts';
import { answerId } from '../domain/decision.ts';
import type { Discrepancy, NewDiscrepancy } from '../domain/discrepancy.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import type { Finding } from '../domain/document-consistency.ts';
import {
  type Correction,
  type CorrectionProblem,
  isNothingToCorrect,
  planCorrection,
} from '../domain/notice-correction.ts';
import { eaches } from '../domain/quantity.ts';
import { cartonsOf, type ShipNotice } from '../domain/ship-notice.ts';
import { checkShipNotice } from '../domain/ship-notice-check.ts';
import { isPlanProblem } from '../domain/ship-notice-plan.ts';
import { itemKey } from '../domain/truck-notice.ts';
import { closeDocument } from './close-document.ts';
import { FIRST_STEP } from './correct-notice.ts';
import { CorrectionState, correctionKey, NOTICE_CORRECTION, ROUTED } from './correction-state.ts';
import { BY_ITSELF, raise, settleDiscrepancy } from './discrepancies.ts';
import { type Leaving, mayLeave } from './document-check.ts';
import { runnable } from './engine.ts';
import { carrierOf } from './match-carrier.ts';
import { numberedPlan, ownSsccs, type Packing, packingOf, unnumberedPlan } from './notice-plan.ts';
import { routingFor } from './routing.ts';
import { NeedsPerson, PATIENT, type Saga, type Step, Waiting } from './saga.ts';
import { circumstancesOf } from './ship-notice-circumstances.ts';
import { storedDispatch } from './shipped.ts';
import { isUnder, type NoticeInForce, shipNoticeKey, toldNotices } from './told-notices.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 5 * 60_000;
const LOOK_AGAIN_AT_PEOPLE_MS = 6 * 3_600_000;
const KIND = 'dispatch-changed-after-notice';

/** Compares what left with what Amazon was told, and asks a person where they differ. */
const planCorrectionStep: Step<CorrectionState> = {
  name: FIRST_STEP,
  async run(state, world) {
    const dispatch = await storedDispatch(state.dispatchId, world);
    const order = await world.stores.purchaseOrders.find(state.purchaseOrderNumber);
    assert(order, `order ${state.purchaseOrderNumber} is not kept`);
    const { vendorCode } = order;
    // A later change has a correction of its own, from what Amazon has to what is so by then.
    if (dispatch.revision > state.revision) {
      await settleQuestions(state, 'a later change took its place', world);
      return { vendorCode, notices: [] };
    }
    const told = await toldNotices(dispatch, world);
    if (told.length === 0 || told.some(({ isOnItsWay }) => !isOnItsWay)) {
      return new Waiting('the ship notice to be delivered', later(world.now(), LOOK_AGAIN_MS));
    }
    const found = await withDayOf(state, await foundOut(dispatch, vendorCode, told, world), told, world);
    if (isNothingToCorrect(found) && found.otherDay === undefined) {
      await settleQuestions(state, 'Amazon was told so already', world);
      return { vendorCode, notices: [] };
    }
    const decided = await decision(state, found, vendorCode, world);
    // A correction that a later one has closed must not close that one in turn.
    if (decided === 'leave') return { vendorCode, notices: [] };
    await settleOlder(state, world);
    if (decided === undefined) {
      await raise(world, await question(state, found, told, world));
      return new Waiting('a person to say whether Amazon hears it', later(world.now(), LOOK_AGAIN_AT_PEOPLE_MS));
    }
    const leaving = await correctionNotices(state, found, world);
    if (leaving instanceof NeedsPerson) return leaving;
    return { vendorCode, notices: leaving };
  },
};

/** Tells Amazon. */
const sendCorrection: Step<CorrectionState> = {
  name: 'send-correction',
  pointOfNoReturn: true,
  async run({ dispatchId, purchaseOrderNumber, vendorCode, notices = [] }, world) {
    assert(vendorCode !== undefined, 'send-correction ran before it was planned');
    const noticeIds: string[] = [];
    for (const { key, notice } of notices) {
      const sent = await world.partner.send({
        key,
        vendorCode,
        purchaseOrderNumber,
        content: { kind: 'ship-notice', document: notice },
      });
      noticeIds.push(sent.documentId);
    }
    if (noticeIds.length > 0) {
      const at = instant(world.now());
      await world.journal.wake('dispatch', dispatchId, at, 'its ship notice was corrected');
    }
    return { noticeIds };
  },
};

/** Waits until Amazon has taken it, or a person has what it did not. */
const closeCorrection: Step<CorrectionState> = {
  name: 'close-correction',
  async run({ dispatchId, purchaseOrderNumber, noticeIds = [] }, world) {
    for (const id of noticeIds) {
      const closed = await closeDocument(id, { dispatchId, purchaseOrderNumber }, world);
      if (closed instanceof Waiting) return closed;
    }
    return {};
  },
};

export const noticeCorrectionSaga: Saga<CorrectionState> = {
  name: NOTICE_CORRECTION,
  State: CorrectionState,
  steps: [planCorrectionStep, sendCorrection, closeCorrection],
  subject: ({ dispatchId, purchaseOrderNumber }) => ({ dispatchId, purchaseOrderNumber }),
  title: ({ dispatchId, purchaseOrderNumber }) =>
    `correction of the ship notice of dispatch ${dispatchId} of order ${purchaseOrderNumber}`,
  // Nothing is there to be taken back, and Amazon has something that is not so: never give up.
  retry: { ...PATIENT, giveUpAfterMs: Number.POSITIVE_INFINITY },
};

export const runnableNoticeCorrection = runnable(noticeCorrectionSaga);

interface FoundOut extends Correction {
  packing: Packing | undefined;
  /** Amazon's carrier comes on another day than the goods left on, in words: no notice can say that. */
  otherDay?: string;
  /** Amazon names another carrier than it was told of: which of them has the goods only a person knows. */
  isOtherCarrier?: boolean;
}

/** Also by the day and the carrier, where Amazon's routing instructions came after the notice. */
async function withDayOf(
  { cause, purchaseOrderNumber }: CorrectionState,
  found: FoundOut,
  told: readonly NoticeInForce[],
  world: World,
): Promise<FoundOut> {
  const notice = told[0]?.notice;
  if (!cause.startsWith(ROUTED) || !notice) return found;
  const routed = await routingFor(purchaseOrderNumber, notice.shipTo.id, world);
  const { pickUpOn } = routed?.load ?? {};
  const isOtherCarrier = found.replacements.some(({ notice: { carrierScac } }) => carrierScac !== notice.carrierScac);
  if (pickUpOn === undefined || isWithinDay(notice.shippedAt, pickUpOn)) return { ...found, isOtherCarrier };
  const otherDay = `Amazon's carrier comes on ${pickUpOn}, and the goods left at ${notice.shippedAt}`;
  return { ...found, isOtherCarrier, otherDay };
}

/** Nobody says in which zone the dock lies: the day is the same wherever it may be. */
function isWithinDay(moment: Instant, day: CalendarDay): boolean {
  return dayOf(addHours(moment, -12)) <= day && day <= dayOf(addHours(moment, 14));
}

async function foundOut(
  dispatch: Dispatch,
  vendorCode: string,
  told: readonly NoticeInForce[],
  world: World,
): Promise<FoundOut> {
  const carrier = await carrierOf(dispatch, vendorCode, world);
  const problem = (name: CorrectionProblem['problem'], summary: string): FoundOut => ({
    replacements: [],
    added: new Map(),
    problems: [{ problem: name, summary }],
    dropped: [],
    packing: undefined,
  });
  if (!carrier) return problem('not-tellable', 'its carrier has no code any more: name it on the page of the order');
  const packing = await packingOf(dispatch, vendorCode, carrier, world);
  const plan = unnumberedPlan(packing, world);
  if (isPlanProblem(plan) && plan.problem !== 'nothing-shipped') return problem('not-tellable', plan.summary);
  const codes = new Set(await ownSsccs(dispatch.id, packing.partner, world));
  const own = new Set(
    told.flatMap(({ key, notice }) => {
      const isWhole = isUnder(dispatch.id, key) && key !== shipNoticeKey(dispatch.id);
      return cartonsOf(notice)
        .map(({ sscc }) => sscc)
        .filter((code) => isWhole || codes.has(code));
    }),
  );
  const load = await world.stores.truckLoads.of(dispatch.id);
  const correction = planCorrection({
    told,
    own,
    wanted: isPlanProblem(plan) ? undefined : plan,
    part: load?.parts.find(({ dispatchId }) => dispatchId === dispatch.id)?.notice,
    billOfLading: packing.carriage.billOfLading,
    channel: packing.partner.channels['ship-notice'],
    shipToId: packing.order.shipTo?.id,
    now: world.now(),
  });
  return { ...correction, packing };
}

/** What a person said, or the account says for all. */
async function decision(
  state: CorrectionState,
  found: FoundOut,
  vendorCode: string,
  world: World,
): Promise<'send' | 'leave' | undefined> {
  const asked = (await questions(state, world)).filter(({ detail }) => detail.key === sagaKey(state));
  if (asked.some(({ resolution }) => resolution?.action === 'close')) return 'leave';
  if (found.problems.length > 0 || isNothingToCorrect(found)) return undefined;
  if (asked.some(({ resolution }) => resolution?.action === 'correct-notice')) return 'send';
  if (found.isOtherCarrier || found.otherDay !== undefined) return undefined;
  return world.partners.find(vendorCode)?.policies.correctNotices === 'auto' ? 'send' : undefined;
}

/** The documents that leave, checked as all others are. */
async function correctionNotices(
  state: CorrectionState,
  { replacements, added, packing }: FoundOut,
  world: World,
): Promise<{ key: string; notice: ShipNotice }[] | NeedsPerson> {
  assert(packing, 'a correction without its dispatch');
  const { dispatchId, purchaseOrderNumber, cause } = state;
  const notices = replacements.map(({ key, notice }) => {
    // Two dispatches of one truck may both be in their second revision: each has its own say in the truck's notice.
    const of = isUnder(dispatchId, key) ? '' : `${dispatchId}:`;
    return { key: `${key}:replace:${of}${cause}`, notice };
  });
  if (added.size > 0) {
    const more = await numberedPlan(withAdded(packing, added), world, `-R${cause}`);
    if (isPlanProblem(more)) assert.fail(more.summary);
    notices.push({ key: `${shipNoticeKey(dispatchId)}:added:${cause}`, notice: more });
  }
  const [first] = notices;
  assert(first, 'a correction that says nothing');
  const load = await world.stores.truckLoads.of(dispatchId);
  const mates = load?.parts.map((part) => part.dispatchId) ?? [];
  const findings: Finding[] = [];
  for (const { key, notice } of notices) {
    const around = { key, parts: [packing], partner: packing.partner, mates, isPartial: true };
    const circumstances = await circumstancesOf(notice, around, world);
    const isOther = (number: string) => number !== packing.order.number;
    // Of a truck's notice the other orders were checked when it left.
    const own = { ...notice, orders: notice.orders.filter((order) => !isOther(order.purchaseOrderNumber)) };
    findings.push(...checkShipNotice(own, [packing.acknowledgement], circumstances));
  }
  const leaving: Leaving = {
    key: first.key,
    name: `the correction of the ship notice of dispatch ${dispatchId} of order ${purchaseOrderNumber}`,
    purchaseOrderNumber,
    dispatchId,
    saga: NOTICE_CORRECTION,
    sagaKey: sagaKey(state),
  };
  return (await mayLeave(leaving, findings, world)) ?? notices;
}

/** The same dispatch with nothing but what left besides. */
function withAdded(packing: Packing, added: ReadonlyMap<string, number>): Packing {
  const open = new Map(added);
  const lines = packing.order.lines.flatMap((line) => {
    const key = itemKey({ lineNumber: line.lineNumber, productId: answerId(line.productIds), shipped: line.ordered });
    const amount = open.get(key) ?? 0;
    open.delete(key);
    const known = packing.dispatch.lines.find(({ position }) => position === line.position);
    if (amount === 0 || !known) return [];
    const casePack = line.ordered.unitOfMeasure === 'each' ? 1 : (packing.casePacks.get(line.position) ?? 1);
    return [{ position: line.position, sku: known.sku, shipped: eaches(amount * casePack) }];
  });
  // What was told before is not shipped once more: only the rest is planned.
  return { ...packing, dispatch: { ...packing.dispatch, lines } };
}

async function question(
  state: CorrectionState,
  found: FoundOut,
  told: readonly NoticeInForce[],
  world: World,
): Promise<NewDiscrepancy> {
  const { dispatchId, purchaseOrderNumber, cause, revision } = state;
  const { replacements, added, problems, dropped } = found;
  const documentId = told[0]?.documentId;
  // A settled question stays settled: what is asked once more is another one.
  const answered = (await questions(state, world)).filter(
    ({ state: is, detail }) => is === 'settled' && detail.key === sagaKey(state),
  );
  const isCorrectable = problems.length === 0 && !isNothingToCorrect(found);
  const what = isCorrectable ? 'can be corrected' : 'cannot be corrected by a notice';
  const happened = cause.startsWith(ROUTED)
    ? 'was routed by Amazon (754) after its ship notice had left'
    : 'was changed after its ship notice had left';
  return {
    key: `${KIND}:${dispatchId}:${cause}${answered.length === 0 ? '' : `:${answered.length + 1}`}`,
    kind: KIND,
    subject: { dispatchId, purchaseOrderNumber, ...(documentId === undefined ? {} : { outboundId: documentId }) },
    summary: `dispatch ${dispatchId} of order ${purchaseOrderNumber} ${happened}, which ${what}: ${inWords(found)}`,
    detail: {
      saga: NOTICE_CORRECTION,
      key: sagaKey(state),
      revision,
      replaces: replacements.map(({ notice }) => notice.shipmentId),
      added: Object.fromEntries(added),
      dropped,
      problems,
    },
  };
}

function inWords({ replacements, added, problems, dropped, otherDay }: FoundOut): string {
  const day = otherDay === undefined ? [] : [otherDay];
  if (problems.length > 0) return [...problems.map(({ summary }) => summary), ...day].join('; ');
  const parts = [
    ...day,
    ...replacements.map(({ notice }) => `the notice of shipment ${notice.shipmentId} is replaced`),
    ...(dropped.length > 0 ? [`${dropped.length === 1 ? 'carton' : 'cartons'} ${dropped.join(', ')} fall out`] : []),
    ...(added.size > 0 ? ['what left besides gets a notice of its own'] : []),
  ];
  return parts.join(', ');
}

function sagaKey({ dispatchId, cause }: CorrectionState): string {
  return correctionKey(dispatchId, cause);
}

/** All that was ever asked about changes of this dispatch, settled or not. */
async function questions({ dispatchId, purchaseOrderNumber }: CorrectionState, world: World): Promise<Discrepancy[]> {
  const asked = await world.stores.discrepancies.list({ kind: KIND, purchaseOrderNumber });
  return asked.filter(({ subject }) => subject.dispatchId === dispatchId);
}

async function settleQuestions(state: CorrectionState, note: string, world: World): Promise<void> {
  for (const question of await questions(state, world)) {
    if (question.state === 'settled' || question.detail.key !== sagaKey(state)) continue;
    await settleDiscrepancy(question, { action: 'close', note }, BY_ITSELF, world);
  }
}

/** What was asked about the state before is answered with this one. */
async function settleOlder(state: CorrectionState, world: World): Promise<void> {
  const at = instant(world.now());
  const note = 'a later change took its place';
  for (const question of await questions(state, world)) {
    const { key } = question.detail;
    if (question.state === 'settled' || key === sagaKey(state) || question.raisedAt > at) continue;
    await settleDiscrepancy(question, { action: 'close', note }, BY_ITSELF, world);
    if (typeof key === 'string') await world.journal.wake(NOTICE_CORRECTION, key, at, note);
  }
}
