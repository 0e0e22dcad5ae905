import { instant } from '../domain/calendar.ts';
import { SHIP_NOTICE_DAYS } from '../domain/carriage-check.ts';
import { answerId } from '../domain/decision.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import { eaches, inUnitOf } from '../domain/quantity.ts';
import { cartonsOf, type ShipNotice } from '../domain/ship-notice.ts';
import type { ShipNoticeCircumstances } from '../domain/ship-notice-check.ts';
import type { UsedNumber } from '../ports/stores.ts';
import { type Packing, rememberedSince } from './notice-plan.ts';
import { isUnder, noticeDocuments, noticesInForce } from './told-notices.ts';
import type { World } from './world.ts';

interface Around {
  /** OutboundDocument.key under which the notice leaves. */
  key: string;
  /** The dispatches that it tells of. */
  parts: readonly Pick<Packing, 'dispatch' | 'order' | 'casePacks' | 'carriage'>[];
  partner: Packing['partner'];
  /** Other dispatches that the same notice told of, where it is corrected. */
  mates?: readonly string[];
  /** Ids of shipments that leave with it, besides its own. */
  moreShipmentIds?: readonly string[];
  /** A correction tells of a part of what left. */
  isPartial?: boolean;
}

/** All that the house knows around a ship notice. The numbers on it are noted as this notice's: a repeat finds them its own. */
export async function circumstancesOf(
  notice: ShipNotice,
  around: Around,
  world: World,
): Promise<ShipNoticeCircumstances> {
  const { key, parts, partner, mates = [], moreShipmentIds = [], isPartial = false } = around;
  const dispatchIds = [...parts.map(({ dispatch }) => dispatch.id), ...mates];
  // Notices of the same goods, and of others on the truck, share their numbers.
  const isOwn = (usedBy: string) => usedBy === key || dispatchIds.some((id) => isUnder(id, usedBy));
  const now = world.now();
  const numbers = numbersOn(notice, partner.vendorCode, moreShipmentIds);
  const used = await world.stores.usedNumbers.claim(numbers, key, instant(now), rememberedSince(now));
  const usedAs = (kind: UsedNumber['kind']) => used.filter((number) => number.kind === kind && !isOwn(number.usedBy));
  // Whoever gives two dispatches one bill of lading says that they leave together.
  const isSaid = parts.some(({ carriage }) => carriage.billOfLading === notice.billOfLading);
  const trucks = await Promise.all(
    usedAs('bill-of-lading').map(({ usedBy }) =>
      isSaid ? mayLeaveTogether(notice, usedBy, world) : isOnSameTruck(notice, usedBy, world),
    ),
  );
  const isOtherTruck = trucks.includes(false);
  const numbersOfOrders = [...new Set(parts.map(({ order }) => order.number))];
  const earlier = await Promise.all(
    numbersOfOrders.map((number) => noticesSent(number, world, isPartial ? undefined : isOwn)),
  );
  const { freightTerms } = partner.trade;
  return {
    region: partner.region,
    ...(freightTerms === undefined ? {} : { freightTerms }),
    now,
    orders: numbersOfOrders.flatMap((number) => parts.find(({ order }) => order.number === number)?.order ?? []),
    earlier: earlier.flat(),
    ssccsUsed: new Set(usedAs('sscc').map(({ value }) => value)),
    billsOfLadingUsed: new Set(isOtherTruck && notice.billOfLading !== undefined ? [notice.billOfLading] : []),
    noticesOnTruck: isOtherTruck ? 0 : trucks.length + moreShipmentIds.length,
    shipmentIdUsed: usedAs('shipment-id').length > 0,
    ...(isPartial ? {} : { dispatched: parts.flatMap(dispatchedOf) }),
  };
}

/** Ship notices that tell of an order's goods, as Amazon has them or will; without those that `isLeftOut` names by their key. */
export async function noticesSent(
  number: string,
  world: World,
  isLeftOut: (key: string) => boolean = () => false,
): Promise<ShipNotice[]> {
  const documents = await noticeDocuments(number, world);
  return noticesInForce(documents.filter(({ key }) => !isLeftOut(key))).map(({ notice }) => notice);
}

function numbersOn(
  notice: ShipNotice,
  vendorCode: string,
  moreShipmentIds: readonly string[],
): Pick<UsedNumber, 'kind' | 'value'>[] {
  const pallets = notice.orders.flatMap((order) => order.pallets);
  const ssccs = new Set([...pallets, ...cartonsOf(notice)].map(({ sscc }) => sscc));
  return [
    ...[notice.shipmentId, ...moreShipmentIds].map((id) => ({
      kind: 'shipment-id' as const,
      value: `${vendorCode}:${id}`,
    })),
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

/** Not a bill that another truck had weeks ago, or has to somewhere else. */
async function mayLeaveTogether(notice: ShipNotice, otherKey: string, world: World): Promise<boolean> {
  const other = await world.stores.outbound.findByKey(otherKey);
  if (other?.content.kind !== 'ship-notice') return true;
  const { carrierScac, shipTo, shippedAt } = other.content.document;
  const age = Math.abs(new Date(notice.shippedAt).getTime() - new Date(shippedAt).getTime());
  return carrierScac === notice.carrierScac && shipTo.id === notice.shipTo.id && age <= SHIP_NOTICE_DAYS * 86_400_000;
}

/** What the warehouse counted, in the unit of each line. */
function dispatchedOf({ dispatch, order, casePacks }: Around['parts'][number]) {
  return countedLines(dispatch).flatMap(([position, count]) => inOrderedUnit(order, casePacks, position, count));
}

function countedLines({ lines }: Dispatch): [position: number, eaches: number][] {
  const counted = new Map<number, number>();
  for (const { position, shipped } of lines) counted.set(position, (counted.get(position) ?? 0) + shipped);
  return [...counted];
}

function inOrderedUnit(order: PurchaseOrder, casePacks: ReadonlyMap<number, number>, position: number, count: number) {
  const line = order.lines.find((ordered) => ordered.position === position);
  if (!line || count === 0) return [];
  const casePack = casePacks.get(position) ?? line.ordered.eachesPerCase ?? 1;
  const quantity = inUnitOf(line.ordered, eaches(count), casePack);
  return [{ purchaseOrderNumber: order.number, productId: answerId(line.productIds), quantity }];
}
