import type { Acknowledgement, AcknowledgementLine } from './acknowledgement.ts';
import { answeredLines } from './answered-lines.ts';
import { addHours, type Instant } from './calendar.ts';
import { describe, sameOrder } from './comparable-quantity.ts';
import {
  acknowledgementInconsistencies,
  acknowledgementLineInconsistencies,
  type Finding,
} from './document-consistency.ts';
import { compare, type DecimalText, ZERO } from './money.ts';
import { bindingWindow, type PurchaseOrder, type PurchaseOrderLine } from './purchase-order.ts';

/** Amazon's clock for the first answer, where the account says nothing else. */
const ACKNOWLEDGE_WITHIN_HOURS = 24;

/** What we know beside the two documents. What is left out is not checked. */
export interface AcknowledgementCircumstances {
  /** Our last acknowledgement of the same order. */
  previous?: Acknowledgement;
  /** When the order reached us, and when this answer leaves. */
  receivedAt?: Instant;
  sentAt?: Instant;
  /** As the account's policy says; 48 over some holidays and for changes. */
  acknowledgeWithinHours?: number;
}

/** Does the answer fit the order? Every line, never more, at no higher price, and nothing taken back that is final. */
export function checkAcknowledgement(
  acknowledgement: Acknowledgement,
  order: PurchaseOrder,
  {
    previous,
    receivedAt,
    sentAt,
    acknowledgeWithinHours = ACKNOWLEDGE_WITHIN_HOURS,
  }: AcknowledgementCircumstances = {},
): Finding[] {
  const findings: Finding[] = [];
  if (!sameOrder(acknowledgement.purchaseOrderNumber, order.number)) {
    findings.push({
      code: 'acknowledges-another-order',
      severity: 'block',
      field: 'purchaseOrderNumber',
      message: `The acknowledgement is for ${acknowledgement.purchaseOrderNumber}, the order is ${order.number}`,
      fix: 'Make the acknowledgement again from its order.',
    });
    return [...acknowledgementInconsistencies(acknowledgement), ...findings];
  }
  const answers = answeredLines(order, acknowledgement);
  const unpriced = new Set(
    order.lines.filter((line) => !isPriced(line)).flatMap(({ position }) => answers.get(position) ?? []),
  );
  acknowledgement.lines.forEach((line, index) => {
    const own = acknowledgementLineInconsistencies(line, `lines[${index}]`);
    findings.push(...(unpriced.has(line) ? own.map((finding) => eased(line, finding)) : own));
  });
  order.lines.forEach((ordered) => {
    const answer = answers.get(ordered.position);
    if (answer !== undefined) {
      const field = `lines[${acknowledgement.lines.indexOf(answer)}]`;
      findings.push(...lineFindings(answer, field, ordered, order));
    } else if (ordered.ordered.amount > 0) {
      findings.push({
        code: 'line-not-acknowledged',
        severity: 'block',
        field: 'lines',
        message: `Line ${ordered.lineNumber} (${ordered.productIds[0]?.value ?? 'no product id'}) has no answer`,
        fix: 'Accept, backorder or reject the line.',
        prevents: 'Amazon takes a missing line as rejected, and a rejection is final.',
      });
    }
  });
  const before = previous && answeredLines(order, previous);
  const matched = new Set(answers.values());
  acknowledgement.lines.forEach((line, index) => {
    if (!matched.has(line)) {
      findings.push({
        code: 'acknowledged-line-unknown',
        severity: 'block',
        field: `lines[${index}].productId`,
        message: `Line ${line.lineNumber} answers ${line.productId.kind} ${line.productId.value}, which the order does not have there`,
        fix: 'Return the product id exactly as the order names it, leading zeros included.',
        prevents: 'Amazon cannot match the line and takes the ordered one as rejected.',
      });
    }
  });
  for (const [position, line] of answers) {
    const final = finallyRejected(before?.get(position), line);
    if (rejected(line) >= final) continue;
    findings.push({
      code: 'rejection-taken-back',
      severity: 'block',
      field: `lines[${acknowledgement.lines.indexOf(line)}].dispositions`,
      message: `Line ${line.lineNumber}: ${final} were rejected before, now only ${rejected(line)}`,
      fix: 'Leave them rejected; Amazon orders the item again when it wants it.',
      prevents: 'Goods shipped on a line that Amazon has closed are refused or not paid.',
    });
  }
  if (receivedAt && sentAt && sentAt > addHours(receivedAt, acknowledgeWithinHours)) {
    findings.push({
      code: 'acknowledged-late',
      severity: 'warn',
      field: 'purchaseOrderNumber',
      message: `Order ${order.number} is answered later than ${acknowledgeWithinHours} hours after it came`,
      fix: 'Send all the same; later changes may only move dates.',
      prevents: 'A late answer counts against the vendor and may meet a cancelled order.',
    });
  }
  return findings;
}

function lineFindings(
  line: AcknowledgementLine,
  field: string,
  ordered: PurchaseOrderLine,
  order: PurchaseOrder,
): Finding[] {
  const findings: Finding[] = [];
  const { amount, unitOfMeasure } = ordered.ordered;
  if (line.ordered.amount !== amount || line.ordered.unitOfMeasure !== unitOfMeasure) {
    findings.push({
      code: 'ordered-quantity-misquoted',
      severity: 'block',
      field: `${field}.ordered`,
      message: `Line ${line.lineNumber} answers ${describe(line.ordered)}, the order says ${describe(ordered.ordered)}`,
      fix: 'Decide the line again: the order changed after the decision.',
      prevents: 'An answer to an older version of the order promises the wrong quantity.',
    });
  }
  if (isPriced(ordered) && compare(line.unitCost, ordered.unitCost) > 0) {
    findings.push({
      code: 'acknowledged-price-above-order',
      severity: 'block',
      field: `${field}.unitCost`,
      message: `Line ${line.lineNumber}: ${line.unitCost} acknowledged, ${ordered.unitCost} ordered`,
      fix: 'Acknowledge at the ordered cost, and settle the cost with Amazon before it orders again.',
      prevents: 'Amazon pays the ordered cost and opens a price claim for the rest.',
    });
  }
  const window = bindingWindow(order);
  const late = line.dispositions.find(
    ({ code, scheduledOn }) => code === 'accepted' && scheduledOn && window && scheduledOn > window.to,
  );
  if (late !== undefined) {
    findings.push({
      code: 'accepted-after-window',
      severity: 'warn',
      field: `${field}.dispositions`,
      message: `Line ${line.lineNumber} is accepted for ${late.scheduledOn}, the window ends ${window?.to}`,
      fix: 'Backorder what comes later, if the order allows it, or name a day within the window.',
      prevents: 'On-time chargeback of 3 % of the product cost.',
    });
  }
  const mayBackorder = ordered.isBackOrderAllowed ?? order.isBackOrderAllowed ?? true;
  if (!mayBackorder && line.dispositions.some(({ code }) => code === 'backordered')) {
    findings.push({
      code: 'backorder-not-allowed',
      severity: 'warn',
      field: `${field}.dispositions`,
      message: `Line ${line.lineNumber} is backordered, the order takes no backorders`,
      fix: 'Reject what cannot come within the window.',
      prevents: 'Backordered units that Amazon cancels count as not filled.',
    });
  }
  return findings;
}

/** Amazon sends 0 for a cost that it does not know. */
function isPriced(line: PurchaseOrderLine): line is PurchaseOrderLine & { unitCost: DecimalText } {
  return line.unitCost !== undefined && compare(line.unitCost, ZERO) > 0;
}

/**
 * A line that Amazon sent without a cost and that gets no goods has none to give back. It leaves all the same, since
 * an order without an answer costs more than one whose answer Amazon may refuse.
 */
function eased(line: AcknowledgementLine, finding: Finding): Finding {
  const promisesGoods = line.dispositions.some(({ code, quantity }) => code === 'accepted' && quantity.amount > 0);
  return finding.code === 'acknowledged-without-price' && !promisesGoods ? { ...finding, severity: 'warn' } : finding;
}

function rejected(line: AcknowledgementLine): number {
  return line.dispositions.reduce((sum, { code, quantity }) => sum + (code === 'rejected' ? quantity.amount : 0), 0);
}

/**
 * How much of a line has to stay rejected: all that was, less what Amazon itself has taken back since. What it orders
 * more of is new and may be promised.
 */
function finallyRejected(before: AcknowledgementLine | undefined, line: AcknowledgementLine): number {
  if (before === undefined || before.ordered.unitOfMeasure !== line.ordered.unitOfMeasure) return 0;
  const takenBack = Math.max(0, before.ordered.amount - line.ordered.amount);
  return Math.max(0, rejected(before) - takenBack);
}
