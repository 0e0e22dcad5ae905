import { sameOrder } from '../domain/comparable-quantity.ts';
import { ShipNotice } from '../domain/ship-notice.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import type { World } from './world.ts';

/** A ship notice as Amazon has it: what replaced it counts, a replacement that was refused does not. */
export interface NoticeInForce {
  /** OutboundDocument.key of its first telling. */
  key: string;
  documentId: string;
  notice: ShipNotice;
  channel: OutboundDocument['channel'];
  /** Amazon does not have it: it said no, or it never got there. */
  isRejected: boolean;
  /** Handed over, or kept here for good. */
  isOnItsWay: boolean;
}

export function shipNoticeKey(dispatchId: string): string {
  return `ship-notice:${dispatchId}`;
}

/** Whether a document, or the use of a number, is one of those that the dispatch's own notice stands at the head of. */
export function isUnder(dispatchId: string, key: string): boolean {
  const head = shipNoticeKey(dispatchId);
  return key === head || key.startsWith(`${head}:`);
}

/** Of the documents of some orders, newest first, the notices that count: one for each shipment. */
export function noticesInForce(documents: readonly OutboundDocument[]): NoticeInForce[] {
  const shipments = new Map<string, { document: OutboundDocument; notice: ShipNotice }[]>();
  for (const document of documents) {
    if (document.content.kind !== 'ship-notice') continue;
    const notice = ShipNotice.parse(document.content.document);
    const shipment = `${document.vendorCode} ${notice.shipmentId}`;
    shipments.set(shipment, [...(shipments.get(shipment) ?? []), { document, notice }]);
  }
  return [...shipments.values()].flatMap((tellings) => {
    const first = tellings.at(-1);
    const last = tellings.find(({ document }) => document.acknowledged !== 'rejected') ?? first;
    if (!first || !last) return [];
    const { id, channel, acknowledged, delivered } = last.document;
    return [
      {
        key: first.document.key,
        documentId: id,
        notice: last.notice,
        channel,
        isRejected: acknowledged === 'rejected' || delivered === 'failed',
        isOnItsWay: delivered !== 'pending',
      },
    ];
  });
}

/**
 * Every document of ours that tells of goods of an order, newest first: those under other orders too, where a truck
 * was shared. What any of these corrects is a document under its own order.
 */
export async function noticeDocuments(purchaseOrderNumber: string, world: Pick<World, 'stores'>) {
  const { outbound, dispatches, truckLoads } = world.stores;
  const own = await outbound.list({ purchaseOrderNumber, kind: 'ship-notice' });
  const onTrucks = new Set<string>();
  for (const { id } of await dispatches.list(purchaseOrderNumber)) {
    const load = await truckLoads.of(id);
    const orders = load?.parts.flatMap(({ notice }) => notice.orders) ?? [];
    for (const order of orders) onTrucks.add(order.purchaseOrderNumber);
  }
  const known = new Set(own.map(({ id }) => id));
  const others: OutboundDocument[] = [];
  for (const number of onTrucks) {
    if (sameOrder(number, purchaseOrderNumber)) continue;
    for (const document of await outbound.list({ purchaseOrderNumber: number, kind: 'ship-notice' })) {
      if (!known.has(document.id) && tellsOf(document, purchaseOrderNumber)) others.push(document);
    }
  }
  return [...own, ...others].sort((a, b) => (a.preparedAt === b.preparedAt ? 0 : a.preparedAt < b.preparedAt ? 1 : -1));
}

/** The notices that tell of one dispatch, its own or that of its truck, as Amazon has them; oldest first. */
export async function toldNotices(
  { id, purchaseOrderNumber }: { id: string; purchaseOrderNumber: string },
  world: Pick<World, 'stores'>,
): Promise<NoticeInForce[]> {
  const load = await world.stores.truckLoads.of(id);
  const documents = await noticeDocuments(purchaseOrderNumber, world);
  const mine = documents.filter(({ key }) => isUnder(id, key) || (load !== undefined && isUnder(load.id, key)));
  return noticesInForce(mine).reverse();
}

function tellsOf({ content }: OutboundDocument, purchaseOrderNumber: string): boolean {
  if (content.kind !== 'ship-notice') return false;
  return ShipNotice.parse(content.document).orders.some((order) =>
    sameOrder(order.purchaseOrderNumber, purchaseOrderNumber),
  );
}
