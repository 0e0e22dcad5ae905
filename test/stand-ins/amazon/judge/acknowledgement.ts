import { isDeepStrictEqual } from 'node:util';
import type { BookedLine, BookedOrder, LinePromise, ReceivedAcknowledgement } from '../books.ts';
import {
  type AcknowledgementDocument,
  type AcknowledgementItem,
  type Channel,
  type Finding,
  refused,
  warning,
} from '../documents.ts';
import { big, isDecimal } from '../numbers.ts';
import { daysBetween, timestamp, type World } from '../world.ts';
import { comparePrice, isSameProduct, linesOf, say } from './lines.ts';

type Answer = {
  line: BookedLine;
  item: AcknowledgementItem;
  promise: Pick<LinePromise, 'accepted' | 'backordered' | 'rejected'>;
};

/** Books one acknowledgement whole or not at all; what it leaves out is rejected for good (Q16). */
export function takeAcknowledgement(world: World, document: AcknowledgementDocument, channel: Channel): Finding[] {
  const order = world.books.orders[document.purchaseOrder];
  const { answers, findings } = order ? judge(world, order, document) : unknownOrder(document);
  const received: ReceivedAcknowledgement = {
    purchaseOrder: document.purchaseOrder,
    channel,
    at: timestamp(world),
    outcome: 'refused',
    lines: answers.map(({ line, item, promise }) => ({ number: line.number, ...promise, ...costOf(item) })),
    findings,
  };
  world.books.acknowledgements.push(received);
  if (order && !findings.some(({ severity }) => severity === 'refused')) {
    received.outcome = book(world, order, answers, channel);
  }
  return findings;
}

function unknownOrder({ purchaseOrder, place }: AcknowledgementDocument): { answers: Answer[]; findings: Finding[] } {
  return {
    answers: [],
    findings: [refused('INVALID_ORDER_ID', `Purchase order '${purchaseOrder}' is not known.`, place)],
  };
}

function judge(world: World, order: BookedOrder, document: AcknowledgementDocument) {
  const findings: Finding[] = [];
  const answers: Answer[] = [];
  if (document.vendorCode !== undefined && document.vendorCode !== world.vendorCode) {
    findings.push(
      refused('INVALID_SELLING_PARTY', `Vendor '${document.vendorCode}' did not get this order.`, document.place),
    );
  }
  if (document.currency !== undefined && document.currency !== world.currency) {
    findings.push(
      refused('INVALID_CURRENCY', `The order is in ${world.currency}, not ${document.currency}.`, document.place),
    );
  }
  for (const item of document.items) {
    const line = lineFor(order, item, answers);
    if (typeof line === 'string') {
      findings.push(refused('INVALID_ITEM', line, item.place));
      continue;
    }
    const promise = { accepted: 0, backordered: 0, rejected: 0 };
    for (const { code, count } of item.dispositions) promise[code] += count.amount;
    answers.push({ line, item, promise });
    findings.push(
      ...judgeQuantities(line, item),
      ...judgeHour(world, order, line, item, promise),
      ...judgeFinality(line, item, promise),
      ...judgePrice(order, line, item),
    );
  }
  const changed = answers.some(({ promise }) => promise.backordered + promise.rejected > 0);
  if (document.saysUnchanged && changed) {
    findings.push(
      refused(
        'INVALID_ACKNOWLEDGEMENT_TYPE',
        'BAK02 is AD, "no change", but not every line is accepted.',
        document.place,
      ),
    );
  }
  // Where the document is refused nothing is booked, so nothing is rejected by silence either.
  const refusal = findings.some(({ severity }) => severity === 'refused');
  for (const line of refusal ? [] : unanswered(order, answers)) {
    findings.push(warning('LINE_MISSING', `Line ${line.number} is left out and therefore rejected.`, document.place));
  }
  return { answers, findings };
}

function lineFor(order: BookedOrder, item: AcknowledgementItem, answers: readonly Answer[]): BookedLine | string {
  const free = order.lines.filter((line) => !answers.some((answer) => answer.line === line));
  const numbered = item.lineNumber === undefined ? undefined : free.find(({ number }) => number === item.lineNumber);
  if (item.lineNumber !== undefined && !numbered)
    return `Line ${item.lineNumber} is not in the order, or is answered twice.`;
  const line = numbered ?? linesOf(order, item.ids).find((candidate) => free.includes(candidate));
  if (!line) return `${say(item.ids)} is not in the order, or is answered more often than ordered.`;
  if (isSameProduct(line, item.ids)) return line;
  return `Line ${line.number} was ordered as ${say(line.ids)}, not as ${say(item.ids)}: the id must come back unchanged.`;
}

function judgeQuantities(line: BookedLine, { ordered, dispositions, place }: AcknowledgementItem): Finding[] {
  const findings: Finding[] = [];
  if (ordered && (ordered.amount !== line.ordered || ordered.unit !== line.unit)) {
    const message = `Ordered were ${line.ordered} ${line.unit}, not ${ordered.amount} ${ordered.unit}.`;
    findings.push(refused('INVALID_ORDERED_QUANTITY', message, place));
  }
  if (dispositions.length === 0)
    findings.push(refused('MISSING_STATUS', 'The line has no acknowledgement code.', place));
  for (const { code, count, reason, on } of dispositions) {
    if (!Number.isSafeInteger(count.amount) || count.amount < 0) {
      findings.push(refused('INVALID_QUANTITY', `${count.amount} is not a quantity.`, place));
    }
    if (
      count.unit !== line.unit ||
      (count.unitSize !== undefined && line.unitSize !== undefined && count.unitSize !== line.unitSize)
    ) {
      findings.push(
        refused(
          'INVALID_UNIT',
          `The line is in ${line.unit}, not in ${count.unit}, or its case has another size.`,
          place,
        ),
      );
    }
    if (code === 'backordered' && on === undefined)
      findings.push(refused('MISSING_DATE', 'A backorder needs its date.', place));
    if (code === 'rejected' && reason === undefined)
      findings.push(refused('MISSING_REASON', 'A rejection needs its reason.', place));
  }
  const sum = dispositions.reduce((all, { count }) => all + count.amount, 0);
  if (sum > line.ordered) {
    findings.push(refused('QUANTITY_EXCEEDS_ORDERED', `${sum} acknowledged, ${line.ordered} ordered.`, place));
  } else if (sum < line.ordered) {
    findings.push(refused('QUANTITY_BELOW_ORDERED', `Only ${sum} of ${line.ordered} are accounted for.`, place));
  }
  return findings;
}

/** Q21: after two days only dates may change; a line that Amazon changed itself since then is open again. */
function judgeHour(
  world: World,
  order: BookedOrder,
  line: BookedLine,
  { place }: AcknowledgementItem,
  promise: Answer['promise'],
): Finding[] {
  const before = line.effective;
  if (!world.quirks.has('Q21') || !before || daysBetween(order.changedAt ?? order.createdAt, world.now()) <= 2)
    return [];
  const { accepted, backordered, rejected } = promise;
  if (accepted === before.accepted && backordered === before.backordered && rejected === before.rejected) return [];
  return [refused('CHANGE_TOO_LATE', `Line ${line.number} may change its dates only after 48 hours.`, place)];
}

/** Q18: what was once rejected stays rejected, unless Amazon itself has since ordered less. */
function judgeFinality(line: BookedLine, { place }: AcknowledgementItem, promise: Answer['promise']): Finding[] {
  const final = Math.min(line.effective?.rejected ?? 0, line.ordered);
  if (promise.rejected >= final) return [];
  return [refused('REJECTION_IS_FINAL', `${final} of line ${line.number} were rejected before: that is final.`, place)];
}

function judgePrice(order: BookedOrder, line: BookedLine, { unitCost, place }: AcknowledgementItem): Finding[] {
  if (unitCost === undefined) return [refused('MISSING_PRICE', 'The cost is missing.', place)];
  if (!isDecimal(unitCost) || big(unitCost).lte(0))
    return [refused('INVALID_PRICE', `'${unitCost}' is no cost.`, place)];
  if (line.unitCost === undefined || comparePrice(order, line, unitCost, line.unitCost) <= 0) return [];
  return [refused('PRICE_ABOVE_ORDER', `The cost ${unitCost} is above the order's ${line.unitCost}.`, place)];
}

/** A later acknowledgement may speak of some lines only: the others keep what was said of them. */
function unanswered(order: BookedOrder, answers: readonly Answer[]): BookedLine[] {
  return order.lines.filter(
    (line) => !line.effective && line.ordered > 0 && !answers.some((answer) => answer.line === line),
  );
}

function book(
  world: World,
  order: BookedOrder,
  answers: readonly Answer[],
  channel: Channel,
): ReceivedAcknowledgement['outcome'] {
  const at = timestamp(world);
  const missing = unanswered(order, answers);
  const news = answers.filter(({ line, item, promise }) => !isSame(line.effective, { ...promise, ...costOf(item) }));
  const applied = news.filter(({ line, promise }) => !isLost(world, line, promise));
  for (const { line, item, promise } of applied)
    add(line, { ...promise, ...costOf(item), channel, at, implicit: false });
  for (const line of missing) {
    add(line, { accepted: 0, backordered: 0, rejected: line.ordered, channel, at, implicit: true });
  }
  if (order.state === 'New') Object.assign(order, { state: 'Acknowledged', stateChangedAt: at });
  if (channel === 'sp-api') order.portalLock = 'Accept EDI Only';
  if (applied.length + missing.length > 0) order.updatedAt = at;
  if (news.length + missing.length === 0) return 'repeat';
  return applied.length + missing.length === 0 ? 'not-applied' : 'booked';
}

/** Q19: the update from accepted to rejected is answered with success and forgotten. */
function isLost(world: World, line: BookedLine, promise: Answer['promise']): boolean {
  return world.quirks.has('Q19') && promise.rejected > (line.effective?.rejected ?? Number.POSITIVE_INFINITY);
}

function isSame(before: LinePromise | undefined, after: Answer['promise'] & { unitCost?: string }): boolean {
  if (!before) return false;
  const { accepted, backordered, rejected, unitCost } = before;
  return isDeepStrictEqual({ accepted, backordered, rejected, ...(unitCost === undefined ? {} : { unitCost }) }, after);
}

function add(line: BookedLine, promise: LinePromise): void {
  line.promises.push(promise);
  line.effective = promise;
}

function costOf(item: AcknowledgementItem): { unitCost?: string } {
  return item.unitCost === undefined ? {} : { unitCost: item.unitCost };
}
