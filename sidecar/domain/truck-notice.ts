import type { Carriage } from './carriage.ts';
import { productKey, sameOrder } from './comparable-quantity.ts';
import { type Carton, cartonsOf, type ShipNotice, type ShippedOrder } from './ship-notice.ts';

/**
 * By what dispatches are known to stand on one truck: vendor code, fulfilment centre, carrier, and the strongest
 * number that there is: the bill of lading that a person gave, the ARN of the pick-up, the carrier's own number.
 * Pallets and loose cartons are told apart, since Amazon takes them in notices of their own. Undefined for parcels,
 * which travel alone.
 */
export function truckKey(notice: ShipNotice, carriage: Carriage): string | undefined {
  if (notice.shipmentType === 'small-parcel') return undefined;
  const number =
    (carriage.billOfLading && `BOL ${carriage.billOfLading}`) ??
    (notice.amazonReferenceNumber && `ARN ${notice.amazonReferenceNumber}`) ??
    (notice.carrierReference && `PRO ${notice.carrierReference}`);
  if (number === undefined) return undefined;
  const packed = notice.orders.some(({ pallets }) => pallets.length > 0) ? 'pallets' : 'cartons';
  const { vendorCode = '', shipTo, carrierScac } = notice;
  return [vendorCode, shipTo.id ?? '', carrierScac, number.toUpperCase(), packed].join(' | ');
}

/** One notice for all that stands on a truck: head of the first, orders of all; what is of one order stands together. */
export function truckNotice(first: ShipNotice, others: readonly ShipNotice[]): ShipNotice {
  const orders: ShippedOrder[] = [];
  for (const part of [first, ...others].flatMap((notice) => notice.orders)) {
    const index = orders.findIndex((order) => sameOrder(order.purchaseOrderNumber, part.purchaseOrderNumber));
    const known = orders[index];
    if (!known) orders.push(part);
    else {
      orders[index] = {
        ...known,
        pallets: [...known.pallets, ...part.pallets],
        cartons: [...known.cartons, ...part.cartons],
      };
    }
  }
  // It may have been said of any of them, and it is one trailer.
  const trailerNumber = [first, ...others].find((notice) => notice.trailerNumber !== undefined)?.trailerNumber;
  // The truck has left with the last of its goods, and all of them are there when the last are.
  const latest = <T extends string>(texts: readonly T[], one: T) => texts.reduce((a, b) => (b > a ? b : a), one);
  return {
    ...first,
    ...(trailerNumber === undefined ? {} : { trailerNumber }),
    shippedAt: latest(
      others.map(({ shippedAt }) => shippedAt),
      first.shippedAt,
    ),
    estimatedDeliveryOn: latest(
      others.map(({ estimatedDeliveryOn }) => estimatedDeliveryOn),
      first.estimatedDeliveryOn,
    ),
    orders,
  };
}

/**
 * A notice for each parcel: what has one tracking number is one parcel. The first keeps the shipment's id, the others
 * take one of their own from `idOf`. A shipment by truck is answered as it is.
 */
export function parcelNotices(notice: ShipNotice, idOf: (parcel: number) => string): ShipNotice[] {
  if (notice.shipmentType !== 'small-parcel') return [notice];
  const numbers = [...new Set(cartonsOf(notice).map(({ trackingNumber }) => trackingNumber))];
  return numbers.map((number, index) => ({
    ...notice,
    ...(index === 0 ? {} : { shipmentId: idOf(index + 1) }),
    ...(number === undefined ? {} : { carrierReference: number }),
    orders: withCartons(notice.orders, ({ trackingNumber }) => trackingNumber === number),
  }));
}

/** The orders of a notice with some of its cartons; what is left without one is left out. */
export function withCartons(orders: readonly ShippedOrder[], isKept: (carton: Carton) => boolean): ShippedOrder[] {
  return orders
    .map((order) => ({
      ...order,
      pallets: order.pallets
        .map((pallet) => ({ ...pallet, cartons: pallet.cartons.filter(isKept) }))
        .filter(({ cartons }) => cartons.length > 0),
      cartons: order.cartons.filter(isKept),
    }))
    .filter(({ pallets, cartons }) => pallets.length + cartons.length > 0);
}

/** Line and product of an item: by it what left is compared with what was told. Line numbers may repeat. */
export function itemKey({ lineNumber, productId }: Carton['items'][number]): string {
  return `${lineNumber} ${productKey(productId)}`;
}
