import { minutesLeft, urgency } from '../domain/deadline.ts';
import { raise } from './lookups.ts';
import type { World } from './world.ts';

/**
 * Rings before Amazon's limit and at it. Runs by the clock, beside the sagas: an order that is stuck
 * for any reason at all, our own mistakes included, must still be heard.
 */
export async function watchDeadlines(world: World): Promise<void> {
  const open = await world.stores.purchaseOrders.list({
    progress: ['received', 'waiting-for-a-person', 'held', 'stopped'],
  });
  const now = world.now();
  for (const { key, document, acknowledgeBy } of open) {
    const state = urgency(acknowledgeBy, now);
    if (state !== 'late' && state !== 'at-risk') continue;
    const minutes = minutesLeft(acknowledgeBy, now);
    await raise(world, {
      key: `acknowledgement-${state}:${key}`,
      kind: state === 'late' ? 'acknowledgement-late' : 'acknowledgement-at-risk',
      subject: { purchaseOrderNumber: document.number },
      summary:
        state === 'late'
          ? `order ${document.number} was not acknowledged in time: Amazon may cancel it, and counts it against you`
          : `order ${document.number} must be acknowledged within ${Math.floor(minutes / 60)} h ${minutes % 60} min`,
      detail: { acknowledgeBy },
      dueBy: acknowledgeBy,
    });
  }
}
