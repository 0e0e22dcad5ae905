import assert from 'node:assert/strict';
import type { Acknowledgement, AcknowledgementLine, Disposition } from './acknowledgement.ts';
import { addDays, type CalendarDay } from './calendar.ts';
import type { LineDoubtKind } from './discrepancy.ts';
import type { ProductId } from './identifiers.ts';
import { ZERO } from './money.ts';
import { bindingWindow, type PurchaseOrder } from './purchase-order.ts';
import { type Eaches, eaches, inUnitOf, type Quantity } from './quantity.ts';
import type { ClearLine, DoubtfulLine, RefusedLine, ReviewedLine } from './review.ts';
import type { Policies } from './trading-partner.ts';
import { type CostPerEach, costPerEach } from './unit-cost.ts';

/** What the master held for one line, and what it saw when it did. Eaches throughout. */
export interface HeldLine {
  position: number;
  sku: string;
  requested: number;
  held: number;
  /** Why less than requested: the master's own code. */
  reason?: string | undefined;
  salable?: number | undefined;
  buffer?: number | undefined;
  inPoolSources?: number | undefined;
  /** What of the line has left by the master's books; not part of `held`. */
  shipped?: number | undefined;
}

/** Why a line was answered as it was: kept with the order, shown, and played again under other rules. */
export interface LineDecision {
  position: number;
  lineNumber: string;
  sku?: string | undefined;
  ordered: Quantity;
  /**
   * Ordered, in eaches. Absent where nobody could tell how many eaches the unit ordered holds: only
   * then do the four figures below stand in that unit, with nothing held and nothing accepted.
   */
  wanted?: number | undefined;
  /** Eaches per case; 1 for a line ordered in eaches. Together with `wanted`. */
  casePack?: number | undefined;
  /** This and the next three in eaches wherever `wanted` is known, whatever the verdict on the line was. */
  held: number;
  accepted: number;
  backordered: number;
  rejected: number;
  /** The rule that fired. */
  rule:
    | 'held-in-full'
    | 'held-in-part-rest-backordered'
    | 'held-in-part-rest-rejected'
    | 'nothing-held-backordered'
    | 'nothing-held-rejected'
    | 'rejected-by-a-person'
    | 'backordered-by-a-person'
    | 'unsettled-backordered-at-the-limit'
    | 'unsettled-rejected-at-the-limit'
    | 'cancelled-by-amazon'
    /** Of a change of the order: the line was not touched by it, or stands as the change left it. */
    | 'as-before'
    | 'changed';
  /** What nobody had settled when the line was answered: whoever settles it later lets the line be answered again. */
  doubt?: LineDoubtKind | undefined;
  /** Sentences in the order things were looked at. */
  reasons: string[];
  stock?: Omit<HeldLine, 'position' | 'sku'> | undefined;
}

export interface Decision {
  lines: LineDecision[];
  acknowledgement: Acknowledgement;
}

/**
 * Turns what the master holds into Amazon's words. What is held is accepted, never more; the rest
 * is backordered or rejected as the account's policy says. Every line is answered, since Amazon
 * takes a missing one as rejected; cancelled lines are not, there is nothing to answer.
 */
export function decide(
  order: PurchaseOrder,
  reviewed: readonly ReviewedLine[],
  held: readonly HeldLine[],
  policies: Policies,
): Decision {
  const answered = reviewed.map((line) =>
    decideLine(
      order,
      line,
      held.find((row) => row.position === line.position),
      policies,
    ),
  );
  return {
    lines: answered.map(({ decision }) => decision),
    acknowledgement: acknowledgementOf(
      order,
      answered.flatMap(({ line, dispositions }) =>
        dispositions.length === 0 ? [] : [acknowledged(order, line, dispositions, costOf(line))],
      ),
    ),
  };
}

export function acknowledgementOf(order: PurchaseOrder, lines: AcknowledgementLine[]): Acknowledgement {
  return {
    purchaseOrderNumber: order.number,
    orderedOn: order.orderedOn,
    ...(order.vendorCode === undefined ? {} : { vendorCode: order.vendorCode }),
    ...(order.currency === undefined ? {} : { currency: order.currency }),
    lines,
  };
}

/** As it was looked over, where it was found right. */
export function costOf(line: ReviewedLine): AcknowledgementLine['unitCost'] | undefined {
  return line.verdict === 'clear' ? line.unitCost : undefined;
}

export interface Answer {
  line: ReviewedLine;
  decision: LineDecision;
  dispositions: Disposition[];
}

export function decideLine(
  order: PurchaseOrder,
  line: ReviewedLine,
  held: HeldLine | undefined,
  policies: Policies,
): Answer {
  switch (line.verdict) {
    case 'cancelled':
      return {
        line,
        decision: {
          ...common(line),
          ...nothing,
          wanted: 0,
          rule: 'cancelled-by-amazon',
          reasons: ['ordered quantity is 0'],
        },
        dispositions: [],
      };
    case 'refused':
      return refusedByPerson(order, line, policies);
    case 'doubtful':
      return unsettled(order, line, policies);
    case 'clear':
      return decideClearLine(order, line, held, policies);
  }
}

/**
 * Nobody answered the doubt, and the limit is there. Waiting on would leave the whole order without an
 * answer, and Amazon takes a line without one as rejected. Where the order takes backorders a
 * backorder keeps the line open; where it does not, one would be cancelled and count as not filled, so
 * the line is rejected, as late as can be, since that is final. Always as temporarily unavailable: of
 * Amazon's reasons the only one that says nothing about the product that we do not know, and after
 * which it orders again.
 */
function unsettled(order: PurchaseOrder, line: DoubtfulLine, policies: Policies): Answer {
  const mayBackorder = allowsBackorder(order, line);
  return {
    line,
    decision: {
      ...common(line),
      ...nothing,
      ...wholly(line, mayBackorder ? 'backordered' : 'rejected'),
      sku: line.sku,
      rule: mayBackorder ? 'unsettled-backordered-at-the-limit' : 'unsettled-rejected-at-the-limit',
      doubt: line.doubt,
      reasons: [
        line.summary,
        mayBackorder
          ? 'nobody settled it in time: backordered, as a backorder may still be changed'
          : 'nobody settled it in time, and Amazon allows no backorder on this line: rejected as temporarily unavailable',
      ],
    },
    dispositions: [
      mayBackorder
        ? backordered(order, line.ordered, policies)
        : { code: 'rejected', quantity: line.ordered, reason: 'temporarily-unavailable' },
    ],
  };
}

/** All of a line under one code: in eaches where they can be told, else in the unit ordered and without `wanted`. */
function wholly(
  { ordered, wanted, casePack }: DoubtfulLine | RefusedLine,
  code: 'backordered' | 'rejected',
): Partial<LineDecision> {
  return wanted === undefined ? { [code]: ordered.amount } : { wanted, casePack, [code]: wanted };
}

function decideClearLine(
  order: PurchaseOrder,
  line: ClearLine,
  held: HeldLine | undefined,
  policies: Policies,
): Answer {
  const whole = (held?.held ?? 0) - ((held?.held ?? 0) % line.casePack);
  const accepted = eaches(Math.min(whole, line.wanted));
  const rest = eaches(line.wanted - accepted);
  const mayBackorder = policies.shortage === 'backorder' && allowsBackorder(order, line);
  const dispositions: Disposition[] = [];
  const unit = (count: Eaches) => inUnitOf(line.ordered, count, line.casePack);
  if (accepted > 0) dispositions.push({ code: 'accepted', quantity: unit(accepted), ...scheduled(order) });
  if (rest > 0) {
    dispositions.push(
      mayBackorder
        ? backordered(order, unit(rest), policies)
        : { code: 'rejected', quantity: unit(rest), reason: 'temporarily-unavailable' },
    );
  }
  const part = accepted > 0 ? 'held-in-part-rest-' : 'nothing-held-';
  return {
    line,
    decision: {
      ...common(line),
      sku: line.sku,
      wanted: line.wanted,
      casePack: line.casePack,
      held: held?.held ?? 0,
      accepted,
      backordered: mayBackorder ? rest : 0,
      rejected: mayBackorder ? 0 : rest,
      rule: rest === 0 ? 'held-in-full' : `${part}${mayBackorder ? 'backordered' : 'rejected'}`,
      reasons: [
        ...line.reasons,
        heldInWords(line, held),
        ...(rest > 0 ? [restInWords(order, line, policies)] : []),
        ...(accepted > 0 ? inexactCostInWords(order, line) : []),
      ],
      stock: held && {
        requested: held.requested,
        held: held.held,
        reason: held.reason,
        salable: held.salable,
        buffer: held.buffer,
        inPoolSources: held.inPoolSources,
      },
    },
    dispositions,
  };
}

function refusedByPerson(order: PurchaseOrder, line: RefusedLine, policies: Policies): Answer {
  const reject = line.resolution.action === 'reject-line';
  return {
    line,
    decision: {
      ...common(line),
      ...nothing,
      ...wholly(line, reject ? 'rejected' : 'backordered'),
      sku: line.sku,
      rule: reject ? 'rejected-by-a-person' : 'backordered-by-a-person',
      reasons: [reject ? 'a person rejected the line' : 'a person backordered the line'],
    },
    dispositions: [
      line.resolution.action === 'reject-line'
        ? { code: 'rejected', quantity: line.ordered, reason: line.resolution.reason }
        : backordered(order, line.ordered, policies, line.resolution.scheduledOn),
    ],
  };
}

const nothing = { held: 0, accepted: 0, backordered: 0, rejected: 0 };

function common(line: ReviewedLine): Pick<LineDecision, 'position' | 'lineNumber' | 'ordered'> {
  return { position: line.position, lineNumber: line.lineNumber, ordered: line.ordered };
}

/** `unitCost` where it is not what Amazon sent. */
export function acknowledged(
  order: PurchaseOrder,
  line: Pick<ReviewedLine, 'position' | 'lineNumber' | 'ordered'>,
  dispositions: Disposition[],
  unitCost?: AcknowledgementLine['unitCost'],
): AcknowledgementLine {
  const original = order.lines.find(({ position }) => position === line.position);
  assert(original, `${order.number} has no line at position ${line.position}`);
  return {
    lineNumber: line.lineNumber,
    productId: answerId(original.productIds),
    ordered: line.ordered,
    // Amazon refuses an acknowledgement without a cost even on a rejected line; 0 is what it sent us then.
    unitCost: unitCost ?? original.unitCost ?? ZERO,
    priceBasis: original.priceBasis,
    dispositions,
  };
}

/** The id our answers carry: the first that came, as it came. */
export function answerId(productIds: readonly ProductId[]): ProductId {
  return productIds[0] ?? { kind: 'vendor-item', value: 'UNKNOWN' };
}

/** When an accepted line will be there: the last day of the window, the only one we can be sure to meet. */
export function scheduled(order: PurchaseOrder): Pick<Disposition, 'scheduledOn' | 'schedule'> {
  const window = bindingWindow(order);
  return window ? { scheduledOn: window.to, schedule: scheduleKind(order) } : {};
}

export function backordered(
  order: PurchaseOrder,
  quantity: Quantity,
  policies: Policies,
  on?: CalendarDay,
): Disposition {
  const from = bindingWindow(order)?.to ?? order.orderedOn;
  return {
    code: 'backordered',
    quantity,
    scheduledOn: on ?? addDays(from, policies.backorderDays),
    schedule: scheduleKind(order),
  };
}

function scheduleKind(order: PurchaseOrder): 'delivery' | 'ship' {
  return order.deliveryWindow && bindingWindow(order) === order.deliveryWindow
    ? 'delivery'
    : order.shipWindow
      ? 'ship'
      : 'delivery';
}

function heldInWords(line: ClearLine, held: HeldLine | undefined): string {
  if (!held) return 'nothing was held';
  const saw = held.salable === undefined ? '' : `; salable ${held.salable}, buffer ${held.buffer ?? 0}`;
  const why = held.reason ? ` (${held.reason})` : '';
  return `asked the stock master for ${line.wanted}, it holds ${held.held}${why}${saw}`;
}

function restInWords(order: PurchaseOrder, line: ClearLine, policies: Policies): string {
  if (policies.shortage === 'reject') return 'policy: what cannot be held is rejected as temporarily unavailable';
  return allowsBackorder(order, line)
    ? 'policy: what cannot be held is backordered'
    : 'Amazon allows no backorder on this line: the rest is rejected as temporarily unavailable';
}

/** A cost that loses a fraction of a cent on its way into the stock master's order: said, since sums will differ. */
function inexactCostInWords(order: PurchaseOrder, line: ClearLine): string[] {
  const { cost, isExact } = eachCost(order, line);
  if (isExact) return [];
  return [
    `${line.unitCost} for a case of ${line.casePack} is no exact cost of an each: the order in the shop carries ${cost}, the invoice bills whole cases`,
  ];
}

/** What one each of a line costs, for a stock master that counts in eaches. */
export function eachCost(order: PurchaseOrder, { position, unitCost, casePack }: ClearLine): CostPerEach {
  const original = order.lines.find((line) => line.position === position);
  assert(original, `${order.number} has no line at position ${position}`);
  return costPerEach(unitCost, original.priceBasis, casePack);
}

/** X12 says it of the order, SP-API of each line; either no is a no. */
export function allowsBackorder(order: PurchaseOrder, { position }: ReviewedLine): boolean {
  const line = order.lines.find((candidate) => candidate.position === position);
  return order.isBackOrderAllowed !== false && line?.isBackOrderAllowed !== false;
}
