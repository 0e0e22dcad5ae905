import type { Acknowledgement, AcknowledgementLine } from '../domain/acknowledgement.ts';
import type { ShownLine } from '../ports/partner.ts';
import { acknowledgementKey } from './acknowledge.ts';
import { closeDocument } from './close-document.ts';
import { raise, storedOrder } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import { type Step, Waiting } from './saga.ts';
import type { World } from './world.ts';

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
  state: Pick<OrderState, 'number' | 'vendorCode' | 'version' | 'acknowledgement' | 'acknowledgementId'>,
  world: World,
): Promise<Waiting | Record<string, never>> {
  if (state.acknowledgementId === undefined || !state.acknowledgement) return {};
  const closed = await closeDocument(state.acknowledgementId, { purchaseOrderNumber: state.number }, world);
  if (closed instanceof Waiting) return closed;
  if (closed === 'open-discrepancy' || (await isAnsweredLater(state, world))) return {};
  const shown = await world.partner.shown(state.vendorCode, state.number);
  const differing = shown ? differingLines(state.acknowledgement, shown) : [];
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

/** A later version has an answer of its own: what Amazon shows is to be compared with that. */
async function isAnsweredLater({ number, version }: Pick<OrderState, 'number' | 'version'>, world: World) {
  const newest = await storedOrder(number, world);
  for (let later = version + 1; later <= newest.version; later++) {
    if (await world.stores.outbound.findByKey(acknowledgementKey(number, later))) return true;
  }
  return false;
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
