import type { Acknowledgement } from '../domain/acknowledgement.ts';
import { addHours, instant } from '../domain/calendar.ts';
import { earlier, later } from '../domain/deadline.ts';
import { type ShadowDifference, shownDifferences } from '../domain/shadow.ts';
import type { OutboundDocument, ShadowComparison } from '../ports/stores.ts';
import { acknowledgementKey } from './acknowledge.ts';
import { storedOrder } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import { Waiting } from './saga.ts';
import type { World } from './world.ts';

/** People answer within the limit, and what they said may be handed in the day after. */
const PATIENCE_HOURS = 24;
const LOOK_AGAIN_MS = 30 * 60_000;

/**
 * Waits for what the manual process says to Amazon: Amazon shows it by SP-API, or a person hands the 855 in. Then the
 * shadow of the order ends.
 */
export async function watchShadow(
  state: Pick<OrderState, 'number' | 'vendorCode' | 'version' | 'acknowledgementId' | 'shadow'>,
  acknowledgement: Acknowledgement,
  world: World,
): Promise<Waiting | Record<string, never>> {
  const { number, vendorCode, version, shadow } = state;
  const documentKey = acknowledgementKey(number, version);
  const known = await world.stores.shadow.find(documentKey);
  if (!known) {
    const order = await storedOrder(number, world);
    const shown = await world.partner.shown(vendorCode, number);
    const isSaid = shown !== undefined && shown.length > 0 && shown.every(({ isConfirmed }) => isConfirmed);
    const until = addHours(order.acknowledgeBy, PATIENCE_HOURS);
    const now = world.now();
    if (!isSaid && instant(now) < until) {
      return new Waiting(`what others tell Amazon of order ${number}`, earlier(until, later(now, LOOK_AGAIN_MS)));
    }
    const document = { key: documentKey, kind: 'acknowledgement' as const, vendorCode, purchaseOrderNumber: number };
    const differences = isSaid ? shownDifferences(acknowledgement, shown) : [];
    await keepComparison(document, isSaid ? 'read-back' : 'nobody', differences, world);
  }
  if (shadow === 'look') await world.stores.purchaseOrders.mark(number, 'closed');
  return {};
}

/** Keeps what a comparison came to, and says so. */
export async function keepComparison(
  document: Pick<OutboundDocument, 'key' | 'kind' | 'vendorCode' | 'purchaseOrderNumber'>,
  heardFrom: ShadowComparison['heardFrom'],
  differences: ShadowDifference[],
  world: World,
): Promise<ShadowComparison> {
  const { key: documentKey, kind, vendorCode, purchaseOrderNumber } = document;
  const comparedAt = instant(world.now());
  const comparison = { documentKey, kind, vendorCode, purchaseOrderNumber, heardFrom, differences, comparedAt };
  await world.stores.shadow.keep(comparison);
  world.events.shadowCompared({ kind, key: documentKey, heardFrom, differences: differences.length });
  return comparison;
}
