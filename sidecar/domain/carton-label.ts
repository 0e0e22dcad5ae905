import type { CalendarDay } from './calendar.ts';
import type { ProductId, Sscc } from './identifiers.ts';
import type { Party } from './party.ts';
import type { Quantity } from './quantity.ts';
import type { Carton, ShipNotice, ShippedItem, ShippedOrder } from './ship-notice.ts';

/** What is stuck on one carton: tells the dock what Amazon was told of it in the ship notice, and under which code. */
export interface CartonLabel {
  /** The same as in the notice, or the carton is received without contents. */
  sscc: Sscc;
  /** Place in the notice: carton 2 of 5. */
  carton: { number: number; of: number };
  shipFrom: Party;
  /** `id` is the fulfilment centre's code, `PHX7`. */
  shipTo: Party;
  vendorCode: string;
  purchaseOrderNumber: string;
  /** Of the ship notice that tells of it. */
  shipmentId: string;
  /** Standard Carrier Alpha Code. */
  carrierScac: string;
  billOfLading?: string;
  /** The carrier's number: of this parcel where it is one, else the PRO of the whole freight. */
  tracking?: { kind: 'parcel' | 'pro'; number: string };
  /** More than one is a mixed carton. */
  contents: LabelledItem[];
}

/** One product in a carton. */
export interface LabelledItem {
  /** Ours, for whoever packs. */
  sku?: string;
  /** The first is the one that the notice names it by. */
  productIds: ProductId[];
  quantity: Quantity;
  expiresOn?: CalendarDay;
  lot?: string;
}

/** What is known of an order's line besides what the notice says of it. */
export interface LineNames {
  sku?: string;
  productIds: readonly ProductId[];
}

/** Looks up the order line behind an item of a notice. */
export type NamesOf = (purchaseOrderNumber: string, item: ShippedItem) => LineNames | undefined;

/** One label for each carton, on pallets and loose, in the notice's order. */
export function labelsOf(
  notice: ShipNotice,
  { vendorCode }: { vendorCode: string },
  namesOf: NamesOf = () => undefined,
): CartonLabel[] {
  const packed = notice.orders.flatMap((order) => cartonsOfOrder(order).map((carton) => ({ order, carton })));
  return packed.map(({ order: { purchaseOrderNumber }, carton }, index) => ({
    sscc: carton.sscc,
    carton: { number: index + 1, of: packed.length },
    shipFrom: notice.shipFrom,
    shipTo: notice.shipTo,
    vendorCode: notice.vendorCode ?? vendorCode,
    purchaseOrderNumber,
    shipmentId: notice.shipmentId,
    carrierScac: notice.carrierScac,
    ...(notice.billOfLading === undefined ? {} : { billOfLading: notice.billOfLading }),
    ...tracking(notice, carton),
    contents: carton.items.map((item) => labelled(item, namesOf(purchaseOrderNumber, item))),
  }));
}

function cartonsOfOrder({ pallets, cartons }: ShippedOrder): Carton[] {
  return [...pallets.flatMap((pallet) => pallet.cartons), ...cartons];
}

function tracking(
  { shipmentType, carrierReference }: ShipNotice,
  { trackingNumber }: Carton,
): Pick<CartonLabel, 'tracking'> {
  if (trackingNumber !== undefined) return { tracking: { kind: 'parcel', number: trackingNumber } };
  if (carrierReference === undefined) return {};
  return { tracking: { kind: shipmentType === 'small-parcel' ? 'parcel' : 'pro', number: carrierReference } };
}

function labelled({ productId, shipped, expiresOn, lot }: ShippedItem, names: LineNames | undefined): LabelledItem {
  const others = names?.productIds.filter(({ kind, value }) => kind !== productId.kind || value !== productId.value);
  return {
    ...(names?.sku === undefined ? {} : { sku: names.sku }),
    productIds: [productId, ...(others ?? [])],
    quantity: shipped,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(lot === undefined ? {} : { lot }),
  };
}
