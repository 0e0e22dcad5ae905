import { addHours, instant } from '../domain/calendar.ts';
import { answerId } from '../domain/decision.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import { eaches, inUnitOf } from '../domain/quantity.ts';
import { cartonsOf, ShipNotice } from '../domain/ship-notice.ts';
import type { ShipNoticeCircumstances } from '../domain/ship-notice-check.ts';
import type { TradingPartner } from '../domain/trading-partner.ts';
import type { UsedNumber } from '../ports/stores.ts';
import type { World } from './world.ts';

/** How long Amazon remembers a shipment id, an SSCC and a bill of lading. */
const REMEMBERED_HOURS = 365 * 24;

export function shipNoticeKey(dispatchId: string): string {
  return `ship-notice:${dispatchId}`;
}

interface Around {
  dispatch: Dispatch;
  order: PurchaseOrder;
  /** Eaches per case by position. */
  casePacks: ReadonlyMap<number, number>;
  partner: TradingPartner;
}

/** All that the house knows around a ship notice. The numbers on it are noted as this notice's: a repeat finds them its own. */
export async function circumstancesOf(
  notice: ShipNotice,
  around: Around,
  world: World,
): Promise<ShipNoticeCircumstances> {
  const { dispatch, order, casePacks, partner } = around;
  const own = shipNoticeKey(dispatch.id);
  const now = world.now();
  const used = await world.stores.usedNumbers.claim(
    numbersOn(notice, partner.vendorCode),
    own,
    instant(now),
    addHours(now, -REMEMBERED_HOURS),
  );
  const usedAs = (kind: UsedNumber['kind']) => used.filter((number) => number.kind === kind);
  const trucks = await Promise.all(usedAs('bill-of-lading').map(({ usedBy }) => isOnSameTruck(notice, usedBy, world)));
  const isOtherTruck = trucks.includes(false);
  return {
    region: partner.region,
    now,
    orders: [order],
    earlier: await noticesSent(order.number, world, own),
    ssccsUsed: new Set(usedAs('sscc').map(({ value }) => value)),
    billsOfLadingUsed: new Set(isOtherTruck && notice.billOfLading !== undefined ? [notice.billOfLading] : []),
    noticesOnTruck: isOtherTruck ? 0 : trucks.length,
    shipmentIdUsed: usedAs('shipment-id').length > 0,
    dispatched: dispatchedOf(dispatch, order, casePacks),
  };
}

/** Ship notices of an order that were handed over, or will be; without the one under `own`. */
export async function noticesSent(number: string, world: World, own?: string): Promise<ShipNotice[]> {
  const sent = await world.stores.outbound.list({ purchaseOrderNumber: number, kind: 'ship-notice' });
  return sent.flatMap(({ key, content }) =>
    key !== own && content.kind === 'ship-notice' ? [ShipNotice.parse(content.document)] : [],
  );
}

function numbersOn(notice: ShipNotice, vendorCode: string): Pick<UsedNumber, 'kind' | 'value'>[] {
  const pallets = notice.orders.flatMap((order) => order.pallets);
  const ssccs = new Set([...pallets, ...cartonsOf(notice)].map(({ sscc }) => sscc));
  return [
    { kind: 'shipment-id', value: `${vendorCode}:${notice.shipmentId}` },
    ...(notice.billOfLading === undefined ? [] : [{ kind: 'bill-of-lading' as const, value: notice.billOfLading }]),
    ...[...ssccs].map((value) => ({ kind: 'sscc' as const, value })),
  ];
}

/** One truck may carry several notices under one bill: the carrier's own number tells. A notice not sent yet tells nothing. */
async function isOnSameTruck(notice: ShipNotice, otherKey: string, world: World): Promise<boolean> {
  const other = await world.stores.outbound.findByKey(otherKey);
  if (other?.content.kind !== 'ship-notice' || notice.carrierReference === undefined) return false;
  const { carrierScac, carrierReference } = other.content.document;
  return carrierScac === notice.carrierScac && carrierReference === notice.carrierReference;
}

/** What the warehouse counted, in the unit of each line. */
function dispatchedOf({ lines }: Dispatch, order: PurchaseOrder, casePacks: ReadonlyMap<number, number>) {
  const counted = new Map<number, number>();
  for (const { position, shipped } of lines) counted.set(position, (counted.get(position) ?? 0) + shipped);
  return [...counted].flatMap(([position, count]) => {
    const line = order.lines.find((ordered) => ordered.position === position);
    if (!line || count === 0) return [];
    const casePack = casePacks.get(position) ?? line.ordered.eachesPerCase ?? 1;
    const quantity = inUnitOf(line.ordered, eaches(count), casePack);
    return [{ purchaseOrderNumber: order.number, productId: answerId(line.productIds), quantity }];
  });
}
