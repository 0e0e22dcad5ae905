import { z } from 'zod';
import { Acknowledgement, AcknowledgementLine } from './acknowledgement.ts';
import { answeredLines } from './answered-lines.ts';
import { lineFor } from './apply-change.ts';
import { CalendarDaySchema } from './calendar.ts';
import { answerId } from './decision.ts';
import { ZERO } from './money.ts';
import { LineChange, type OrderChange, type OrderChangeLine } from './order-change.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';

/** What becomes of one changed line. X12 POC and ACK. */
export const ChangeAcknowledgementLine = AcknowledgementLine.extend({
  /** The change that is answered. POC02. */
  change: LineChange,
  /** POC04 of the change, echoed. */
  left: z.number().int().nonnegative().optional(),
});
export type ChangeAcknowledgementLine = z.infer<typeof ChangeAcknowledgementLine>;

/** Our answer to a change: its lines only, as they stand after it. X12 865. */
export const ChangeAcknowledgement = Acknowledgement.extend({
  /** Of the change. BCA10. */
  changedOn: CalendarDaySchema.optional(),
  /** BCH05 of the change, echoed. BCA05. */
  sequence: z.string().optional(),
  lines: z.array(ChangeAcknowledgementLine).min(1),
});
export type ChangeAcknowledgement = z.infer<typeof ChangeAcknowledgement>;

/** True where the change takes the line back: then there is nothing to promise, and its quantity is 0. */
export function isTakenBack({ change }: { change: LineChange }): boolean {
  return change === 'deleted' || change === 'cancelled';
}

/**
 * The answer to a change: for each line that it names, what the acknowledgement of the changed order promises. A
 * line that was taken back has no answer there and is confirmed as deleted. Undefined where the answer would leave
 * a line of the change out, or has nothing to say.
 */
export function changeAcknowledgementOf(
  order: PurchaseOrder,
  acknowledgement: Acknowledgement,
  change: OrderChange,
): ChangeAcknowledgement | undefined {
  const answers = answeredLines(order, acknowledgement);
  const lines: ChangeAcknowledgementLine[] = [];
  for (const stated of change.lines) {
    const line = lineFor(stated, order.lines);
    if ('problem' in line) return undefined;
    const answer = line.ordered.amount === 0 ? deleted(line, stated) : answered(answers.get(line.position), stated);
    if (answer === undefined) return undefined;
    lines.push(answer);
  }
  if (lines.length === 0) return undefined;
  const { changedOn, sequence } = change;
  return {
    ...acknowledgement,
    ...(changedOn === undefined ? {} : { changedOn }),
    ...(sequence === undefined ? {} : { sequence }),
    lines,
  };
}

function answered(
  answer: AcknowledgementLine | undefined,
  { change, left }: OrderChangeLine,
): ChangeAcknowledgementLine | undefined {
  return answer && { ...answer, change, ...(left === undefined ? {} : { left }) };
}

function deleted(line: PurchaseOrderLine, stated: OrderChangeLine): ChangeAcknowledgementLine {
  const { lineNumber, ordered, priceBasis } = line;
  const { change, left } = stated;
  return {
    lineNumber,
    productId: answerId(line.productIds),
    ordered,
    unitCost: stated.unitCost ?? line.unitCost ?? ZERO,
    priceBasis,
    change: isTakenBack({ change }) ? change : 'deleted',
    dispositions: [{ code: 'rejected', quantity: { ...ordered, amount: left ?? 0 }, reason: 'obsolete-product' }],
    ...(left === undefined ? {} : { left }),
  };
}
