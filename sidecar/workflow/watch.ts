import { minutesLeft, urgency } from '../domain/deadline.ts';
import { sendingMode } from '../domain/sending.ts';
import { raise } from './discrepancies.ts';
import type { World } from './world.ts';

/**
 * Rings before Amazon's limit and at it. Runs by the clock, beside the sagas: an order that is stuck
 * for any reason at all, our own mistakes included, must still be heard.
 */
export async function watchDeadlines(world: World): Promise<void> {
  const open = await world.stores.purchaseOrders.list({
    progress: ['received', 'waiting-for-a-person', 'held', 'held-back', 'to-enter', 'stopped'],
  });
  const now = world.now();
  for (const { key, document, acknowledgeBy, vendorCode, progress } of open) {
    const state = urgency(acknowledgeBy, now);
    if (state !== 'late' && state !== 'at-risk') continue;
    if (await isAnsweredBesideUs(document.number, vendorCode, world)) continue;
    const minutes = minutesLeft(acknowledgeBy, now);
    const how = progress === 'to-enter' ? ': its answer is ready, and a person has to enter it in Vendor Central' : '';
    await raise(world, {
      key: `acknowledgement-${state}:${key}`,
      kind: state === 'late' ? 'acknowledgement-late' : 'acknowledgement-at-risk',
      subject: { purchaseOrderNumber: document.number },
      summary:
        state === 'late'
          ? `order ${document.number} was not acknowledged in time: Amazon may cancel it, and counts it against you`
          : `order ${document.number} must be acknowledged within ${Math.floor(minutes / 60)} h ${minutes % 60} min${how}`,
      detail: { acknowledgeBy },
      dueBy: acknowledgeBy,
    });
  }
}

/** In shadow the manual process answers Amazon, and its clock is its own. */
async function isAnsweredBesideUs(number: string, vendorCode: string, world: World): Promise<boolean> {
  const [answer] = await world.stores.outbound.list({ purchaseOrderNumber: number, kind: 'acknowledgement', limit: 1 });
  if (answer) return answer.delivered === 'held-back' && answer.mode === 'shadow';
  const partner = world.partners.find(vendorCode);
  return partner !== undefined && sendingMode(partner, 'acknowledgement') === 'shadow';
}
