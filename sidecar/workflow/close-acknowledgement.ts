import type { Acknowledgement, AcknowledgementLine } from '../domain/acknowledgement.ts';
import { instant } from '../domain/calendar.ts';
import { later } from '../domain/deadline.ts';
import { isToEnter } from '../domain/sending.ts';
import type { ShownLine } from '../domain/shown-order.ts';
import { closeDocument } from './close-document.ts';
import { raise } from './discrepancies.ts';
import { answersUpTo } from './last-answered.ts';
import { openLateAnswer, unsettledLines } from './late-answer.ts';
import { storedOrder } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import { type Step, Waiting } from './saga.ts';
import { watchShadow } from './watch-shadow.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 60_000;

/**
 * Waits until Amazon has taken our acknowledgement, then reads back what it shows: an allowed
 * change is sometimes not applied, and then we hold what nobody expects.
 */
export const closeAcknowledgement: Step<OrderState> = {
  name: 'close-acknowledgement',
  run: closeAnswer,
};

/** The same for the answer to a change. */
export async function closeAnswer(
  state: Pick<OrderState, 'number' | 'vendorCode' | 'version' | 'acknowledgement' | 'acknowledgementId' | 'shadow'>,
  world: World,
): Promise<Waiting | Record<string, never>> {
  // Settled between the last look at the lines and our answer: said once more.
  if ((await unsettledLines(state.number, state.version, world)).settled.length > 0) {
    await openLateAnswer(state.number, world);
  }
  if (state.acknowledgementId === undefined) return {};
  // That all was taken back is confirmed, and there is nothing to be shown of it.
  if (!state.acknowledgement) {
    const confirmed = await closeDocument(state.acknowledgementId, { purchaseOrderNumber: state.number }, world);
    return confirmed instanceof Waiting ? confirmed : {};
  }
  const isOvertaken = await isAnsweredLater(state, world);
  if (isOvertaken && (await isHeldBack(state.acknowledgementId, world))) return {};
  const closed = await closeDocument(state.acknowledgementId, { purchaseOrderNumber: state.number }, world);
  if (closed instanceof Waiting) {
    await noteReleasedFile(state.acknowledgementId, state.number, world);
    return closed;
  }
  if (closed === 'held-back') return watchShadow(state, state.acknowledgement, world);
  // What Vendor Central refused Amazon has not heard: the clock runs on until a person has put it right there.
  if (await isRefusedFile(state.acknowledgementId, state.number, world)) {
    return new Waiting('a person to settle what Vendor Central refused', later(world.now(), LOOK_AGAIN_MS));
  }
  await goOnWhenHeard(state.number, world);
  if (closed === 'open-discrepancy' || isOvertaken) return {};
  const shown = await readBack(state.vendorCode, state.number, world);
  const differing = shown ? differingLines(state.acknowledgement, shown) : [];
  if (shown && differing.length === 0) await confirmShown(state.acknowledgementId, shown, world);
  if (differing.length > 0) {
    await raise(world, {
      key: `acknowledgement-differs:${state.acknowledgementId}`,
      kind: 'acknowledgement-differs',
      subject: { purchaseOrderNumber: state.number, outboundId: state.acknowledgementId },
      summary: `Amazon shows order ${state.number} differently from what we acknowledged, on line ${differing.map(({ line }) => line).join(', ')}`,
      detail: { differing },
    });
  }
  return {};
}

/** What Amazon shows of an order, kept for whoever looks at the order. Undefined where it shows nothing. */
export async function readBack(vendorCode: string, number: string, world: World): Promise<ShownLine[] | undefined> {
  const lines = await world.partner.shown(vendorCode, number);
  if (lines) await world.stores.shownOrders.keep({ purchaseOrderNumber: number, shownAt: instant(world.now()), lines });
  return lines;
}

/** What was only presumed is certain once Amazon shows it line by line; its transaction may say `Processing` for days. */
async function confirmShown(documentId: string, shown: readonly ShownLine[], world: World): Promise<void> {
  const document = await world.stores.outbound.find(documentId);
  if (document?.acknowledged !== 'presumed' || !shown.every(({ isConfirmed }) => isConfirmed)) return;
  await world.stores.outbound.recordAnswer(documentId, 'accepted', [], instant(world.now()));
  world.events.documentAnswered({ kind: document.kind, documentId, status: 'accepted', problems: [] });
}

async function isHeldBack(documentId: string, world: World): Promise<boolean> {
  return (await world.stores.outbound.find(documentId))?.delivered === 'held-back';
}

/** The answer was held back or had to be entered by a person, and Amazon has it since. */
async function goOnWhenHeard(number: string, world: World): Promise<void> {
  const { progress, summary } = await storedOrder(number, world);
  if (progress !== 'held-back' && progress !== 'to-enter') return;
  await world.stores.purchaseOrders.mark(number, summary.orderReference === undefined ? 'acknowledged' : 'in-work');
}

/** A file that was held back and is not any more: now it waits to be entered. */
async function noteReleasedFile(documentId: string, number: string, world: World): Promise<void> {
  const document = await world.stores.outbound.find(documentId);
  if (!document || !isToEnter(document) || (await storedOrder(number, world)).progress !== 'held-back') return;
  await world.stores.purchaseOrders.mark(number, 'to-enter');
}

/** Also of what was made anew in its place: the newest file says how it stands. */
async function isRefusedFile(documentId: string, purchaseOrderNumber: string, world: World): Promise<boolean> {
  const document = await world.stores.outbound.find(documentId);
  if (document?.channel !== 'file' || document.acknowledged !== 'rejected') return false;
  const answers = await world.stores.outbound.list({ purchaseOrderNumber, kind: 'acknowledgement', limit: 1 });
  const { 0: newest = document } = answers;
  if (newest.acknowledged !== 'rejected') return isToEnter(newest);
  const kind = 'outbound-rejected' as const;
  const open = await world.stores.discrepancies.list({ state: 'open', kind, purchaseOrderNumber });
  return open.some(({ subject }) => subject.outboundId === newest.id);
}

/** There is a later answer, to a later version or to this one: what Amazon shows is to be compared with that. */
async function isAnsweredLater(
  { number, version, acknowledgementId }: Pick<OrderState, 'number' | 'version' | 'acknowledgementId'>,
  world: World,
) {
  const newest = await storedOrder(number, world);
  const answers = await answersUpTo(number, newest.version, world);
  const own = answers.findIndex(({ document }) => document.id === acknowledgementId);
  return own < 0 ? (answers[0]?.version ?? 0) > version : own > 0;
}

/**
 * Amazon's view has no place for a backorder and counts it as accepted, so the two are compared with
 * it together. Lines under one number, which Amazon's own orders have, cannot be told apart there.
 */
function differingLines(acknowledgement: Acknowledgement, shown: readonly ShownLine[]) {
  const shownByNumber = sums(shown.map(({ lineNumber, accepted }) => [lineNumber, accepted]));
  const ours = sums(acknowledgement.lines.map((line) => [line.lineNumber, promised(line)]));
  return [...ours].flatMap(([number, acknowledged]) => {
    const accepted = shownByNumber.get(number);
    if (accepted === undefined || accepted === acknowledged) return [];
    const line = acknowledgement.lines.find(({ lineNumber }) => comparable(lineNumber) === number);
    return [{ line: line?.lineNumber ?? number, acknowledged, shown: accepted }];
  });
}

function promised({ dispositions }: AcknowledgementLine): number {
  return dispositions.reduce((total, { code, quantity }) => total + (code === 'rejected' ? 0 : quantity.amount), 0);
}

function sums(amounts: readonly (readonly [lineNumber: string, amount: number])[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const [lineNumber, amount] of amounts) {
    const key = comparable(lineNumber);
    totals.set(key, (totals.get(key) ?? 0) + amount);
  }
  return totals;
}

/** `001` and `1` are one line: the channels pad numbers differently. */
function comparable(lineNumber: string): string {
  const trimmed = lineNumber.trim();
  return /^\d+$/.test(trimmed) ? String(Number(trimmed)) : trimmed;
}
