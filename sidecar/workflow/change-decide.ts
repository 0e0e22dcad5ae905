import { answeredLines } from '../domain/answered-lines.ts';
import { instant } from '../domain/calendar.ts';
import { decideChange, type LineToAnswer } from '../domain/change-decision.ts';
import { costPerEach } from '../domain/unit-cost.ts';
import { partnerOf } from './lookups.ts';
import type { OrderChangeState } from './order-change-state.ts';
import type { Step } from './saga.ts';
import { sentAcknowledgement } from './shipped.ts';
import type { World } from './world.ts';

/** Makes the new answer: changed lines by what is held for them now, the others as they were answered. */
export const decideOrderChange: Step<OrderChangeState> = {
  name: 'decide-change',
  async run(state, world) {
    if (state.answered === undefined) return {};
    const { number, version, answered } = state;
    const [now, then] = await versionsOf(number, [version, answered], world);
    if (!now || !then) throw new Error(`versions ${answered} and ${version} of ${number} are not in the store`);
    const before = await world.stores.purchaseOrders.decision(number, answered);
    const said = await sentAcknowledgement(number, world, answered);
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
    const decision = decideChange(now, lines, partnerOf(state.vendorCode, world).policies);
    await world.stores.purchaseOrders.keepDecision(number, version, instant(world.now()), decision.lines);

    const { acknowledgement } = decision;
    const costs = answeredLines(now, acknowledgement);
    const accepted = decision.lines.flatMap(({ position, sku, accepted: eaches, casePack = 1 }) => {
      const answer = costs.get(position);
      if (eaches === 0 || sku === undefined || !answer) return [];
      return [{ position, sku, eaches, unitCost: costPerEach(answer.unitCost, answer.priceBasis, casePack).cost }];
    });
    return acknowledgement.lines.length > 0 ? { acknowledgement, accepted } : { accepted };
  },
};

async function versionsOf(number: string, wanted: readonly number[], world: World) {
  const versions = await world.stores.purchaseOrders.versions(number);
  return wanted.map((version) => versions.find((known) => known.version === version)?.document);
}
