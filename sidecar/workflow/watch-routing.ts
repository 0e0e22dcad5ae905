import { addDays, addHours, endOfDay, type Instant, instant } from '../domain/calendar.ts';
import { ordersOn, type RoutingRequest } from '../domain/routing.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { BY_ITSELF, raise, settleAbout } from './discrepancies.ts';
import { partnerOf } from './lookups.ts';
import type { World } from './world.ts';

/** Loads that were to be fetched longer ago have left, or were told to Amazon by other means. */
const REMEMBERED_DAYS = 30;
const MOST_AT_ONCE = 500;

/**
 * Rings once where Amazon was asked to fetch a load and does not say who comes: without its number the ship notice
 * cannot leave. The question closes by itself when the instructions come, or when somebody enters them. One request that
 * cannot be looked after keeps no other from it.
 */
export async function watchRouting(world: World): Promise<void> {
  const now = world.now();
  const since = addHours(now, -REMEMBERED_DAYS * 24);
  const failures: unknown[] = [];
  for (const document of await world.stores.outbound.list({ kind: 'routing-request', limit: MOST_AT_ONCE })) {
    if (document.preparedAt < since) break;
    await lookForInstructions(document, world).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function lookForInstructions(document: OutboundDocument, world: World): Promise<void> {
  const { id, content, delivered, acknowledged, preparedAt, deliveredAt, resends, vendorCode } = document;
  if (content.kind !== 'routing-request' || delivered === 'pending' || delivered === 'held-back') return;
  const waiting = await unrouted(content.document, preparedAt, world);
  const routed = { action: 'close' as const, note: 'the load is routed' };
  if (waiting.length === 0) return settleAbout(id, 'routing-overdue', routed, BY_ITSELF, world);
  // What Amazon refused, or never got, has a question of its own.
  if (acknowledged === 'rejected' || delivered === 'failed') return;
  const askedAt = deliveredAt ?? preparedAt;
  const { policies, calendar } = partnerOf(vendorCode, world);
  const hours = policies.routingInstructionsWithinHours;
  if (instant(world.now()) < addHours(askedAt, hours)) return;
  const { number } = content.document;
  const [only, ...others] = waiting;
  const readyOn = content.document.loads.flatMap(({ pickUpOn }) => pickUpOn ?? []).sort()[0];
  await raise(world, {
    key: `routing-overdue:${id}:${resends}`,
    kind: 'routing-overdue',
    subject: { outboundId: id, ...(only === undefined || others.length > 0 ? {} : { purchaseOrderNumber: only }) },
    summary: `Amazon was asked to fetch ${waiting.map((order) => `order ${order}`).join(' and ')} (request ${number}) and has sent no instructions (754) within ${hours} hours`,
    detail: { number, orders: waiting, askedAt, ...(readyOn === undefined ? {} : { readyOn }) },
    ...(readyOn === undefined ? {} : { dueBy: endOfDay(addDays(readyOn, -1), calendar.timeZone) }),
  });
}

/** Orders of a request of which nobody has said since who fetches them: neither Amazon nor a person. */
async function unrouted({ number, loads }: RoutingRequest, askedAt: Instant, { stores }: World): Promise<string[]> {
  const open: string[] = [];
  for (const order of ordersOn(loads)) {
    const known = await stores.purchaseOrders.find(order);
    // Gone or taken back: nobody has to fetch it any more.
    if (known && (known.progress === 'shipped' || known.progress === 'closed')) continue;
    const routed = await stores.routings.list(order);
    if (routed.some(({ load, receivedAt }) => load.requestNumber === number || receivedAt > askedAt)) continue;
    const said = await stores.carriages.find({ kind: 'order', id: order });
    if (said?.carriage.amazonReferenceNumber === undefined) open.push(order);
  }
  return open;
}
