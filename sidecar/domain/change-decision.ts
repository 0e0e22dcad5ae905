import assert from 'node:assert/strict';
import type { AcknowledgementLine, Disposition } from './acknowledgement.ts';
import {
  acknowledged,
  acknowledgementOf,
  allowsBackorder,
  backordered,
  type Decision,
  decideLine,
  type LineDecision,
  scheduled,
} from './decision.ts';
import { compare } from './money.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';
import { type Eaches, eaches, inUnitOf } from './quantity.ts';
import type { ReviewedLine } from './review.ts';
import type { Policies } from './trading-partner.ts';

/** How a line was answered, in eaches. */
export interface Answered {
  accepted: number;
  backordered: number;
  rejected: number;
}

/** What a change means for one line before stock is asked for more. Eaches. */
export interface LinePlan {
  position: number;
  /** Accepted before the change. */
  promised: number;
  /** What stands of the answer given before. */
  keep: Answered;
  /** Ordered newly: neither promised nor refused yet. */
  open: number;
  /** What the master shall hold for the line in all, what left included; absent where nothing of it can be held. */
  wants?: { sku: string; casePack: number; eaches: Eaches };
}

/**
 * Places of the lines that were ordered otherwise in any of the versions, oldest first, since the first of them: also
 * those that the last orders as the first did, since what was held for them may have been given back in between.
 */
export function changedLines(versions: readonly PurchaseOrder[]): number[] {
  const places = versions.slice(1).flatMap((after, index) => changedSince(versions[index], after));
  return [...new Set(places)];
}

/** Lines that Amazon had taken back since the first of the versions and wants again: an answer from before says nothing of them. */
export function takenUpAgain(versions: readonly PurchaseOrder[]): number[] {
  const newest = versions.at(-1);
  return changedLines(versions).filter(
    (place) =>
      amountAt(newest, place) > 0 &&
      amountAt(versions[0], place) > 0 &&
      versions.some((version) => amountAt(version, place) === 0),
  );
}

function amountAt(order: PurchaseOrder | undefined, place: number): number {
  return order?.lines.find(({ position }) => position === place)?.ordered.amount ?? 0;
}

function changedSince(before: PurchaseOrder | undefined, after: PurchaseOrder): number[] {
  if (before === undefined) return [];
  const known = new Map(before.lines.map((line) => [line.position, line]));
  return after.lines
    .filter((line) => {
      const earlier = known.get(line.position);
      return !earlier || ordersOtherwise(earlier, line);
    })
    .map(({ position }) => position);
}

/**
 * What becomes of an answer when another quantity is wanted. Less: what was not promised goes first. More: only
 * what is new is open; what was rejected stays so, since Amazon takes no yes after a no.
 */
export function afterChange(before: Answered, wanted: number): { keep: Answered; open: number } {
  const total = before.accepted + before.backordered + before.rejected;
  if (wanted >= total) return { keep: { ...before }, open: wanted - total };
  let fewer = total - wanted;
  const cut = (count: number) => {
    const taken = Math.min(count, fewer);
    fewer -= taken;
    return count - taken;
  };
  const rejected = cut(before.rejected);
  const backordered = cut(before.backordered);
  return { keep: { accepted: cut(before.accepted), backordered, rejected }, open: 0 };
}

/** `shipped` in eaches: what has left cannot be taken back any more. `heldAs`: the SKU that the master's ledger has for the line. */
export function planLine(
  line: ReviewedLine,
  before: LineDecision | undefined,
  shipped: number,
  heldAs?: string,
): LinePlan {
  const sku = (before?.accepted ? before.sku : 'sku' in line ? line.sku : before?.sku) ?? heldAs;
  const told = 'wanted' in line ? line.wanted : undefined;
  const plan = (keep: Answered, open: number, wanted: number, casePack: number): LinePlan => ({
    position: line.position,
    promised: before?.accepted ?? 0,
    keep,
    open,
    ...(sku === undefined ? {} : { wants: { sku, casePack, eaches: eaches(Math.max(shipped, wanted)) } }),
  });
  const casePack = ('casePack' in line && line.casePack) || (told === undefined ? (before?.casePack ?? 1) : 1);
  if (told === undefined || line.verdict === 'refused') {
    // Also a person's later word takes no rejection back.
    const { rejected } = told === undefined ? NOTHING : afterChange(answeredBefore(before, told), told).keep;
    return plan({ ...NOTHING, rejected }, 0, 0, casePack);
  }
  const isSettled = line.verdict === 'clear' && before !== undefined && isInDoubt(before);
  const { keep, open } = afterChange(answeredBefore(isSettled ? reopened(before) : before, told), told);
  // A doubt is about what is new as well: nothing more is asked for, and nothing promised is taken back.
  return plan(keep, open, keep.accepted + (line.verdict === 'clear' ? open : 0), casePack);
}

const NOTHING: Answered = { accepted: 0, backordered: 0, rejected: 0 };

/** Whether a line was answered while something about it was open. Decisions of older releases tell it by their rule. */
export function isInDoubt({ doubt, rule }: Pick<LineDecision, 'doubt' | 'rule'>): boolean {
  return doubt !== undefined || rule.startsWith('unsettled-');
}

/** What was backordered for want of a person's word is open again by it; a rejection is not. */
function reopened(before: LineDecision): LineDecision {
  return { ...before, backordered: 0 };
}

/** One line of a changed order, with all that its answer hangs on. */
export interface LineToAnswer {
  /** As ordered now. */
  line: Pick<ReviewedLine, 'position' | 'lineNumber' | 'ordered'>;
  /** The decision on it before. */
  before: LineDecision | undefined;
  /** What was said of it before. */
  said: AcknowledgementLine | undefined;
  /** Absent where the change left it alone. */
  changed?: { reviewed: ReviewedLine; plan: LinePlan /** Eaches in all, what left included. */; held: number };
}

/** What the answer says after the change: never more than is held, and every each that is ordered under one code. */
export function decideChange(order: PurchaseOrder, lines: readonly LineToAnswer[], policies: Policies): Decision {
  const answers = lines.map((line) => decideOne(order, line, policies));
  return {
    lines: answers.map(({ decision }) => decision),
    acknowledgement: acknowledgementOf(
      order,
      answers.flatMap(({ line, dispositions, unitCost }) =>
        dispositions.length === 0 ? [] : [acknowledged(order, line, dispositions, unitCost)],
      ),
    ),
  };
}

interface ChangeAnswer {
  line: LineToAnswer['line'];
  decision: LineDecision;
  dispositions: Disposition[];
  unitCost: AcknowledgementLine['unitCost'] | undefined;
}

function decideOne(
  order: PurchaseOrder,
  { line, before, said, changed }: LineToAnswer,
  policies: Policies,
): ChangeAnswer {
  if (!changed) {
    assert(before, `line ${line.position} of ${order.number} is not new and was never decided`);
    return standing(order, line, before, said);
  }
  const { reviewed, plan, held } = changed;
  if (reviewed.verdict === 'clear' || (reviewed.verdict === 'doubtful' && reviewed.wanted !== undefined))
    return decideChangedLine(order, reviewed, plan, held, said, policies);
  const answer = decideLine(order, reviewed, undefined, policies);
  const { rejected } = plan.keep;
  if (reviewed.verdict !== 'refused' || rejected === 0 || answer.decision.backordered === 0) {
    return { ...answer, unitCost: undefined };
  }
  return { ...partlyFinal(answer, reviewed, rejected, said), unitCost: undefined };
}

/** A person backorders a line of which a part was rejected before: that part stays rejected. */
function partlyFinal(
  { line, decision, dispositions }: ReturnType<typeof decideLine>,
  { ordered, wanted, casePack = 1 }: Extract<ReviewedLine, { verdict: 'refused' }>,
  before: number,
  said: AcknowledgementLine | undefined,
): Omit<ChangeAnswer, 'unitCost'> {
  const rejected = Math.min(wanted ?? 0, before);
  const rest = (wanted ?? 0) - rejected;
  const unit = (count: number) => inUnitOf(ordered, eaches(count), casePack);
  const reason = said?.dispositions.find(({ code }) => code === 'rejected')?.reason ?? 'temporarily-unavailable';
  const later = dispositions.filter(() => rest > 0).map((one) => ({ ...one, quantity: unit(rest) }));
  return {
    line,
    dispositions: [...later, { code: 'rejected', quantity: unit(rejected), reason }],
    decision: {
      ...decision,
      backordered: rest,
      rejected,
      reasons: [...decision.reasons, 'Amazon takes no later yes for what was rejected'],
    },
  };
}

function decideChangedLine(
  order: PurchaseOrder,
  line: Extract<ReviewedLine, { verdict: 'clear' | 'doubtful' }>,
  { keep, open }: LinePlan,
  held: number,
  said: AcknowledgementLine | undefined,
  policies: Policies,
): ChangeAnswer {
  const [wanted, casePack] = [line.wanted ?? 0, line.casePack ?? 1];
  const whole = (count: number) => count - (count % casePack);
  const asked = line.verdict === 'clear' ? open : 0;
  const accepted = whole(Math.min(wanted, held, keep.accepted + asked));
  const rejectedBefore = whole(Math.min(keep.rejected, wanted - accepted));
  const rest = wanted - accepted - rejectedBefore;
  const mayBackorder = policies.shortage === 'backorder' && allowsBackorder(order, line);
  const later = mayBackorder ? rest : whole(Math.min(rest, keep.backordered));
  const rejected = wanted - accepted - later;
  const unit = (count: number) => inUnitOf(line.ordered, eaches(count), casePack);
  const dispositions: Disposition[] = [];
  if (accepted > 0) dispositions.push({ code: 'accepted', quantity: unit(accepted), ...scheduled(order) });
  if (later > 0) dispositions.push(backordered(order, unit(later), policies));
  if (rejected > 0) {
    const reason = said?.dispositions.find(({ code }) => code === 'rejected')?.reason ?? 'temporarily-unavailable';
    dispositions.push({ code: 'rejected', quantity: unit(rejected), reason });
  }
  const figures = { held, accepted, backordered: later, rejected };
  return {
    line,
    dispositions,
    unitCost: line.verdict === 'clear' ? line.unitCost : said?.unitCost,
    decision: {
      position: line.position,
      lineNumber: line.lineNumber,
      ordered: line.ordered,
      sku: line.sku,
      wanted,
      casePack,
      ...figures,
      rule: 'changed',
      ...(line.verdict === 'doubtful' ? { doubt: line.doubt } : {}),
      reasons: [
        ...(line.verdict === 'clear'
          ? line.reasons
          : [line.summary, 'nobody settled it in time: nothing more is promised']),
        `answered before: ${keep.accepted} accepted, ${keep.backordered} backordered, ${keep.rejected} rejected of what is still ordered; ${open} new`,
        `the stock master holds ${held}`,
        ...(rejectedBefore > 0 ? ['Amazon takes no later yes for what was rejected'] : []),
      ],
    },
  };
}

/** A line that the change left alone: the same answer, by the days of the window as it is now. */
function standing(
  order: PurchaseOrder,
  line: LineToAnswer['line'],
  before: LineDecision,
  said: AcknowledgementLine | undefined,
): ChangeAnswer {
  return {
    line,
    decision: { ...before, rule: before.rule === 'cancelled-by-amazon' ? before.rule : 'as-before' },
    dispositions: (said?.dispositions ?? []).map((disposition) =>
      disposition.code === 'accepted' ? { ...disposition, ...scheduled(order) } : disposition,
    ),
    unitCost: said?.unitCost,
  };
}

/** Before the unit was known nothing could be accepted; the figures then stand in that unit, all under one code. */
function answeredBefore(before: LineDecision | undefined, wanted: number): Answered {
  if (!before) return { accepted: 0, backordered: 0, rejected: 0 };
  const { accepted, backordered, rejected } = before;
  if (before.wanted !== undefined) return { accepted, backordered, rejected };
  return { accepted: 0, backordered: 0, rejected: rejected > 0 ? wanted : 0 };
}

function ordersOtherwise(before: PurchaseOrderLine, after: PurchaseOrderLine): boolean {
  const [one, other] = [before.ordered, after.ordered];
  if (one.amount !== other.amount || one.unitOfMeasure !== other.unitOfMeasure) return true;
  if (one.eachesPerCase !== other.eachesPerCase && one.eachesPerCase !== undefined && other.eachesPerCase !== undefined)
    return true;
  if (before.unitCost === undefined || after.unitCost === undefined) return before.unitCost !== after.unitCost;
  return compare(before.unitCost, after.unitCost) !== 0;
}
