import type { Acknowledgement } from './acknowledgement.ts';
import { answeredLines } from './answered-lines.ts';
import { lineFor } from './apply-change.ts';
import type { ChangeAcknowledgement, ChangeAcknowledgementLine } from './change-acknowledgement.ts';
import { answerId } from './decision.ts';
import { compare, ZERO } from './money.ts';
import type { LineChange, OrderChange, OrderChangeLine } from './order-change.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';
import type { TradingPartner } from './trading-partner.ts';

/** What a change is answered from: two versions of the order, and what is promised of the later one. */
export interface AnsweredChange {
  /** The version that was answered before. */
  before: PurchaseOrder;
  after: PurchaseOrder;
  /** Of `after`, whole; absent where Amazon has taken everything back. */
  acknowledgement: Acknowledgement | undefined;
  /** The 860, if the change came as one. Others may have come before it and are answered with it. */
  told: OrderChange | undefined;
}

/**
 * The answer to all that is different since the last answer, line by line under the codes of the change: what is
 * promised of it, and confirmed as deleted what was taken back. Undefined where no line has anything to say, or where
 * the answer would leave one out.
 */
export function answerToChange({
  before,
  after,
  acknowledgement,
  told,
}: AnsweredChange): ChangeAcknowledgement | undefined {
  const answers = acknowledgement ? answeredLines(after, acknowledgement) : new Map<number, never>();
  const earlier = new Map(before.lines.map((line) => [line.position, line]));
  const stated = statedLines(after, told);
  const isMoved = bothWindows(before) !== bothWindows(after);
  const lines: ChangeAcknowledgementLine[] = [];
  for (const line of after.lines) {
    const was = earlier.get(line.position);
    const own = stated.get(line.position);
    const isRescheduled = isMoved && line.ordered.amount > 0;
    const change = own?.change ?? changeOf(was, line) ?? (isRescheduled ? 'rescheduled' : undefined);
    if (change === undefined) continue;
    if (line.ordered.amount === 0) {
      lines.push(deleted(line, was, own));
      continue;
    }
    const answer = answers.get(line.position);
    if (answer === undefined) return undefined;
    lines.push({ ...answer, change, ...(own?.left === undefined ? {} : { left: own.left }) });
  }
  if (lines.length === 0) return undefined;
  const { purchaseOrderNumber, orderedOn, vendorCode, currency } = acknowledgement ?? {
    ...after,
    purchaseOrderNumber: after.number,
  };
  return {
    purchaseOrderNumber,
    orderedOn,
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(currency === undefined ? {} : { currency }),
    ...(told?.changedOn === undefined ? {} : { changedOn: told.changedOn }),
    ...(told?.sequence === undefined ? {} : { sequence: told.sequence }),
    lines,
  };
}

/** Whether the account takes an 865: few do, and it goes by EDI alone. */
export function answersChangesBy865({ channels, policies }: Pick<TradingPartner, 'channels' | 'policies'>): boolean {
  const isEdi = channels.acknowledgement === 'edi' && channels['change-acknowledgement'] === 'edi';
  return isEdi && policies.changeAnswer === '865';
}

/** What the 860 says of the lines of the order, by their place. */
function statedLines(order: PurchaseOrder, told: OrderChange | undefined): Map<number, OrderChangeLine> {
  const stated = new Map<number, OrderChangeLine>();
  for (const line of told?.lines ?? []) {
    const found = lineFor(line, order.lines);
    if (!('problem' in found)) stated.set(found.position, line);
  }
  return stated;
}

/** The code of a change that nobody has named: as an 860 would have told it. */
function changeOf(before: PurchaseOrderLine | undefined, after: PurchaseOrderLine): LineChange | undefined {
  if (before === undefined) return 'added';
  const [one, other] = [before.ordered, after.ordered];
  if (one.amount > 0 && other.amount === 0) return 'deleted';
  if (one.unitOfMeasure !== other.unitOfMeasure || one.eachesPerCase !== other.eachesPerCase) return 'changed';
  const isPriced = compare(before.unitCost ?? ZERO, after.unitCost ?? ZERO) !== 0;
  if (one.amount === other.amount) return isPriced ? 'price' : undefined;
  if (isPriced) return 'price-and-quantity';
  return other.amount < one.amount ? 'quantity-decreased' : 'quantity-increased';
}

/** Confirmed in the quantity that was taken back: nothing of it is promised. */
function deleted(
  line: PurchaseOrderLine,
  before: PurchaseOrderLine | undefined,
  stated: OrderChangeLine | undefined,
): ChangeAcknowledgementLine {
  const { lineNumber, productIds, ordered, unitCost = ZERO, priceBasis } = line;
  const left = stated?.left ?? before?.ordered.amount ?? 0;
  return {
    lineNumber,
    productId: answerId(productIds),
    ordered,
    unitCost: stated?.unitCost ?? unitCost,
    priceBasis,
    change: stated?.change === 'cancelled' ? 'cancelled' : 'deleted',
    left,
    dispositions: [{ code: 'rejected', quantity: { ...ordered, amount: left }, reason: 'obsolete-product' }],
  };
}

function bothWindows({ shipWindow, deliveryWindow }: PurchaseOrder): string {
  return [shipWindow, deliveryWindow].map((window) => `${window?.from ?? ''}-${window?.to ?? ''}`).join(' ');
}
