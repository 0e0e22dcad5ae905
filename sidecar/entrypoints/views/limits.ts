import { addDays, endOfDay, type Instant } from '../../domain/calendar.ts';
import { type Urgency, urgency } from '../../domain/deadline.ts';
import { bindingWindow, type PurchaseOrder } from '../../domain/purchase-order.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { StoredPurchaseOrder } from '../../ports/stores.ts';
import type { View } from './view.ts';

/** What an order asks of us next, and until when. */
export interface Limit {
  /** `to acknowledge`, `to dispatch`: reads on from the time left. */
  toDo: string;
  by: Instant;
  urgency: Urgency;
}

type Deps = Pick<View, 'partners' | 'fulfilmentCentreZones' | 'now'>;

/** Undefined where nothing is left to do, or where Amazon gave no window. */
export function nextLimit(order: StoredPurchaseOrder, deps: Deps): Limit | undefined {
  const limit = nextDeed(order, deps);
  return limit && { ...limit, urgency: urgency(limit.by, deps.now()) };
}

function nextDeed(order: StoredPurchaseOrder, deps: Deps): Omit<Limit, 'urgency'> | undefined {
  switch (order.progress) {
    case 'received':
    case 'waiting-for-a-person':
    case 'held':
    case 'held-back':
    // Given up before Amazon heard of it: the answer is still owed.
    case 'stopped':
      return { toDo: 'to acknowledge', by: order.acknowledgeBy };
    case 'to-enter':
      return { toDo: 'to enter in Vendor Central', by: order.acknowledgeBy };
    case 'acknowledged':
    case 'in-work':
    case 'part-shipped': {
      const by = dispatchBy(order.document, deps.partners.find(order.vendorCode), deps.fulfilmentCentreZones);
      return by && { toDo: 'to dispatch', by };
    }
    default:
      return undefined;
  }
}

/** A pick-up window ends for us on its last day; a delivery window ends earlier by the days on the road. */
export function dispatchBy(
  order: PurchaseOrder,
  partner: TradingPartner | undefined,
  zones: View['fulfilmentCentreZones'],
): Instant | undefined {
  const window = bindingWindow(order);
  if (!window) return undefined;
  const daysOnTheRoad = window === order.deliveryWindow ? (partner?.policies.transitDays ?? 0) : 0;
  return endOfDay(addDays(window.to, -daysOnTheRoad), zoneOf(order, zones) ?? 'UTC');
}

export function zoneOf(order: PurchaseOrder, zones: View['fulfilmentCentreZones']): string | undefined {
  return order.shipTo?.id === undefined ? undefined : zones?.[order.shipTo.id];
}
