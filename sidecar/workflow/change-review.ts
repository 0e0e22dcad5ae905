import assert from 'node:assert/strict';
import { instant } from '../domain/calendar.ts';
import { changedLines, planLine, takenUpAgain } from '../domain/change-decision.ts';
import { earlier, later, settleDoubtsBy } from '../domain/deadline.ts';
import { unsettledLines } from './late-answer.ts';
import { partnerOf, storedOrder, tradedBy } from './lookups.ts';
import type { OrderChangeState } from './order-change-state.ts';
import { LOOK_AGAIN_MS, personToSettle, reviewLines } from './review.ts';
import { type Step, Waiting } from './saga.ts';
import { shippedSoFar } from './shipped.ts';

/** Looks over what is ordered otherwise, and waits for a person where that leaves a doubt. */
export const reviewChange: Step<OrderChangeState> = {
  name: 'review-change',
  async run(state, world) {
    const order = await storedOrder(state.number, world);
    if (state.answered === undefined) return {};
    // What Amazon has changed once more is answered with that; here nothing was done yet.
    if (order.version !== state.version) return { restedBecause: 'overtaken', answered: undefined };
    const versions = await world.stores.purchaseOrders.versions(state.number);
    const since = versions.filter(({ version }) => version >= (state.answered ?? 0) && version <= state.version);
    assert(
      since[0]?.version === state.answered,
      `version ${state.answered} of ${state.number} was answered and is not in the store`,
    );

    const { policies } = partnerOf(state.vendorCode, world);
    const until = settleDoubtsBy(state.answerBy, policies);
    const traded = since.map(({ document }) => tradedBy(state.vendorCode, document, world));
    // What was in doubt at the last answer and is settled by now is looked at again with whatever comes first.
    const { settled } = await unsettledLines(
      state.number,
      state.late === undefined ? state.answered : state.version,
      world,
    );
    const positions = new Set([...changedLines(traded), ...settled]);
    const lines = order.document.lines.filter(({ position }) => positions.has(position));
    const reviewed = await reviewLines({ ...state, dueBy: until }, order.document, lines, world);
    const doubtful = reviewed.filter(({ verdict }) => verdict === 'doubtful').length;
    // A late answer waits for nobody: whoever settles the rest lets it be said once more.
    if (doubtful > 0 && state.late === undefined && instant(world.now()) < until) {
      return new Waiting(personToSettle(doubtful), earlier(until, later(world.now(), LOOK_AGAIN_MS)));
    }
    const before = await world.stores.purchaseOrders.decision(state.number, state.answered);
    // Read before anything is asked for: read later, it would show what this change has just placed.
    const ledger = await world.stockMaster.reservations.held(state.number);
    const told = await shippedSoFar(state.number, world);
    const kept = (position: number) => ledger.find((line) => line.position === position);
    const shipped = (position: number) => Math.max(told.get(position) ?? 0, kept(position)?.shipped ?? 0);
    const plans = reviewed.map((line) =>
      planLine(
        line,
        before?.lines.find(({ position }) => position === line.position),
        shipped(line.position),
        kept(line.position)?.sku,
      ),
    );
    const isSaidAnew = takenUpAgain(traded).length > 0;
    return { reviewed, plans, known: ledger.map(({ position }) => position), ...(isSaidAnew ? { isSaidAnew } : {}) };
  },
};
