import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { checkAcknowledgement } from '../domain/acknowledgement-check.ts';
import { answeredLines } from '../domain/answered-lines.ts';
import { addHours, instant } from '../domain/calendar.ts';
import { answersChangesBy865, answerToChange } from '../domain/change-answer.ts';
import { decideChange, type LineToAnswer } from '../domain/change-decision.ts';
import { costPerEach } from '../domain/unit-cost.ts';
import { acknowledgementKey } from './acknowledge.ts';
import { type Leaving, mayLeave } from './document-check.ts';
import { partnerOf, tradedBy } from './lookups.ts';
import { ORDER_CHANGE, orderChangeKey } from './order-change-key.ts';
import type { OrderChangeState } from './order-change-state.ts';
import type { Step } from './saga.ts';
import { lastAcknowledgement } from './shipped.ts';
import type { World } from './world.ts';

/** Makes the new answer: changed lines by what is held for them now, the others as they were answered. */
export const decideOrderChange: Step<OrderChangeState> = {
  name: 'decide-change',
  async run(state, world) {
    if (state.answered === undefined) return {};
    const { number, version, answered } = state;
    const [now, then] = await versionsOf(state, [version, answered], world);
    assert(now && then, `versions ${answered} and ${version} of ${number} are not in the store`);
    const before = await world.stores.purchaseOrders.decision(number, answered);
    const last = await lastAcknowledgement(number, world, answered);
    const said = last?.document;
    const answers = said ? answeredLines(then, said) : new Map();
    const plans = new Map(state.plans?.map((plan) => [plan.position, plan]));
    const held = new Map(state.held?.map(({ position, eaches }) => [position, eaches]));

    const lines = now.lines.map(({ position, lineNumber, ordered }): LineToAnswer => {
      const plan = plans.get(position);
      const reviewed = state.reviewed?.find((line) => line.position === position);
      return {
        line: { position, lineNumber, ordered },
        before: before?.lines.find((line) => line.position === position),
        said: answers.get(position),
        ...(plan && reviewed ? { changed: { reviewed, plan, held: held.get(position) ?? 0 } } : {}),
      };
    });
    const partner = partnerOf(state.vendorCode, world);
    const { policies } = partner;
    const decision = decideChange(now, lines, policies);
    await world.stores.purchaseOrders.keepDecision(
      number,
      version,
      instant(world.now()),
      decision.lines,
      world.partners.versionOf?.(state.vendorCode),
    );

    const { acknowledgement } = decision;
    const costs = answeredLines(now, acknowledgement);
    const accepted = decision.lines.flatMap(({ position, sku, accepted: eaches, casePack = 1 }) => {
      const answer = costs.get(position);
      if (eaches === 0 || sku === undefined || !answer) return [];
      return [{ position, sku, eaches, unitCost: costPerEach(answer.unitCost, answer.priceBasis, casePack).cost }];
    });
    const { change: told } = state;
    const whole = acknowledgement.lines.length === 0 ? undefined : acknowledgement;
    // A late answer says once more what the change came to; of the order itself an 865 has nothing to say.
    const [since] = state.changedSince === undefined ? [then] : await versionsOf(state, [state.changedSince], world);
    const changeAnswer =
      answersChangesBy865(partner) && since
        ? answerToChange({ before: since, after: now, acknowledgement: whole, told })
        : undefined;
    const answer = { accepted, ...(changeAnswer === undefined ? {} : { changeAnswer }) };
    // What would say the same again is not sent.
    if (whole === undefined) return answer;
    const isSame = !last?.isHeldBack && !state.isSaidAnew && isDeepStrictEqual(acknowledgement, said);
    if (state.late !== undefined && isDeepStrictEqual(acknowledgement, said)) return { ...answer, acknowledgement };
    if (isSame && !(told && changeAnswer)) return { ...answer, acknowledgement };
    const { acknowledgeChangeWithinHours } = policies;
    const findings = checkAcknowledgement(acknowledgement, now, {
      ...(said === undefined ? {} : { previous: said }),
      receivedAt: addHours(state.answerBy, -acknowledgeChangeWithinHours),
      sentAt: instant(world.now()),
      acknowledgeWithinHours: acknowledgeChangeWithinHours,
    });
    return (await mayLeave(leaving(state), findings, world)) ?? { ...answer, acknowledgement, isToSay: true };
  },
};

function leaving({ number, version, late, answerBy }: OrderChangeState): Leaving {
  return {
    key: acknowledgementKey(number, version, late),
    name: `the ${late === undefined ? '' : 'later '}answer to version ${version} of order ${number}`,
    purchaseOrderNumber: number,
    saga: ORDER_CHANGE,
    sagaKey: orderChangeKey(number, version, late),
    dueBy: answerBy,
  };
}

async function versionsOf(
  { number, vendorCode }: Pick<OrderChangeState, 'number' | 'vendorCode'>,
  wanted: readonly number[],
  world: World,
) {
  const versions = await world.stores.purchaseOrders.versions(number);
  return wanted.map((version) => {
    const document = versions.find((known) => known.version === version)?.document;
    return document && tradedBy(vendorCode, document, world);
  });
}
