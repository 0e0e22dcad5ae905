import type { Acknowledgement, AcknowledgementLine } from './acknowledgement.ts';
import { answerId } from './decision.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';

/**
 * Which answer belongs to which line of the order, by PurchaseOrderLine.position. An acknowledgement
 * carries what Amazon sent, and Amazon's line numbers may repeat or be empty; so lines pair by
 * number and product in document order, those whose quantity still agrees first, since a line that
 * Amazon took back has no answer.
 */
export function answeredLines(
  order: PurchaseOrder,
  acknowledgement: Acknowledgement,
): ReadonlyMap<number, AcknowledgementLine> {
  const answers = new Map<number, AcknowledgementLine>();
  const free = new Set(acknowledgement.lines);
  for (const agrees of [sameQuantity, () => true]) {
    for (const line of order.lines) {
      if (answers.has(line.position)) continue;
      const answer = [...free].find((candidate) => sameItem(line, candidate) && agrees(line, candidate));
      if (!answer) continue;
      answers.set(line.position, answer);
      free.delete(answer);
    }
  }
  return answers;
}

/** How much of a line was accepted, in the unit it was ordered in. */
export function acceptedAmount(answer: AcknowledgementLine | undefined): number {
  return (answer?.dispositions ?? [])
    .filter(({ code }) => code === 'accepted')
    .reduce((total, { quantity }) => total + quantity.amount, 0);
}

function sameItem(line: PurchaseOrderLine, answer: AcknowledgementLine): boolean {
  const id = answerId(line.productIds);
  return (
    line.lineNumber === answer.lineNumber && id.kind === answer.productId.kind && id.value === answer.productId.value
  );
}

function sameQuantity(line: PurchaseOrderLine, answer: AcknowledgementLine): boolean {
  return line.ordered.amount === answer.ordered.amount;
}
