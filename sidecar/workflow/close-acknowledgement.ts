import type { Acknowledgement } from '../domain/acknowledgement.ts';
import type { ShownLine } from '../ports/partner.ts';
import { closeDocument } from './close-document.ts';
import { raise } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import { type Step, Waiting } from './saga.ts';

/**
 * Waits until Amazon has taken our acknowledgement, then reads back what it shows: an allowed
 * change is sometimes not applied, and then we hold what nobody expects.
 */
export const closeAcknowledgement: Step<OrderState> = {
  name: 'close-acknowledgement',
  async run(state, world) {
    if (state.acknowledgementId === undefined || !state.acknowledgement) return {};
    const closed = await closeDocument(state.acknowledgementId, { purchaseOrderNumber: state.number }, world);
    if (closed instanceof Waiting) return closed;
    if (closed === 'open-discrepancy') return {};
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
  },
};

function differingLines(acknowledgement: Acknowledgement, shown: readonly ShownLine[]) {
  return acknowledgement.lines.flatMap((line) => {
    const row = shown.find(({ lineNumber }) => Number(lineNumber) === Number(line.lineNumber));
    const accepted = line.dispositions.reduce(
      (total, { code, quantity }) => total + (code === 'accepted' ? quantity.amount : 0),
      0,
    );
    return row && row.accepted !== accepted
      ? [{ line: line.lineNumber, acknowledged: accepted, shown: row.accepted }]
      : [];
  });
}
