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
  for (const fits of [sameItemAndQuantity, sameItem, answeredFromFile]) {
    for (const line of order.lines) {
      if (answers.has(line.position)) continue;
      const answer = [...free].find((candidate) => fits(line, candidate));
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
  const { kind, value } = answer.productId;
  // Any of its ids: the account may have asked for another one when the answer was made.
  const isItem = [answerId(line.productIds), ...line.productIds].some((id) => id.kind === kind && id.value === value);
  return line.lineNumber === answer.lineNumber && isItem;
}

function sameItemAndQuantity(line: PurchaseOrderLine, answer: AcknowledgementLine): boolean {
  return sameItem(line, answer) && sameQuantity(line, answer);
}

/** An order that was answered as a file told it has numbers and other ids since another road told it whole. */
function answeredFromFile(line: PurchaseOrderLine, answer: AcknowledgementLine): boolean {
  const isSameUnit = line.ordered.unitOfMeasure === answer.ordered.unitOfMeasure;
  return answer.lineNumber === '' && line.lineNumber !== '' && isSameUnit && sameQuantity(line, answer);
}

function sameQuantity(line: PurchaseOrderLine, answer: AcknowledgementLine): boolean {
  return line.ordered.amount === answer.ordered.amount;
}
