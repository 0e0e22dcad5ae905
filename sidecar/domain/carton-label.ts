import type { CalendarDay } from './calendar.ts';
import type { ProductId, Sscc } from './identifiers.ts';
import type { Party } from './party.ts';
import type { Quantity } from './quantity.ts';
import type { Carton, ShipNotice, ShippedItem, ShippedOrder } from './ship-notice.ts';

/** What is stuck on one carton or pallet: tells the dock what Amazon was told of it in the ship notice, and under which code. */
export interface CartonLabel {
  /** The same as in the notice, or the carton is received without contents. */
  sscc: Sscc;
  /** Place in the notice: carton 2 of 5, or pallet 1 of 2. */
  carton: { number: number; of: number };
  /** The label is that of a pallet, with so many cartons on it. */
  pallet?: { cartons: number };
  /** The pallet that the carton stands on. */
  onPallet?: number;
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
export function labelsOf(notice: ShipNotice, account: { vendorCode: string }, namesOf?: NamesOf): CartonLabel[] {
  return packageLabelsOf(notice, account, namesOf).filter(({ pallet }) => pallet === undefined);
}

/** One label for each package: for a pallet, then for each carton on it; for loose cartons. */
export function packageLabelsOf(
  notice: ShipNotice,
  { vendorCode }: { vendorCode: string },
  namesOf: NamesOf = () => undefined,
): CartonLabel[] {
  const pallets = notice.orders.flatMap((order) => order.pallets.map((pallet) => ({ order, pallet })));
  const packed = notice.orders.flatMap((order) => cartonsOfOrder(order).map((carton) => ({ order, carton })));
  const common = ({ purchaseOrderNumber }: ShippedOrder) => ({
    shipFrom: notice.shipFrom,
    shipTo: notice.shipTo,
    vendorCode: notice.vendorCode ?? vendorCode,
    purchaseOrderNumber,
    shipmentId: notice.shipmentId,
    carrierScac: notice.carrierScac,
    ...(notice.billOfLading === undefined ? {} : { billOfLading: notice.billOfLading }),
  });
  const nameItem = (order: ShippedOrder) => (item: ShippedItem) =>
    labelled(item, namesOf(order.purchaseOrderNumber, item));
  return packed.flatMap(({ order, carton }, index): CartonLabel[] => {
    const place = pallets.findIndex(({ pallet }) => pallet.cartons.includes(carton));
    const pallet = pallets[place]?.pallet;
    const label: CartonLabel = {
      sscc: carton.sscc,
      carton: { number: index + 1, of: packed.length },
      ...(place < 0 ? {} : { onPallet: place + 1 }),
      ...common(order),
      ...tracking(notice, carton),
      contents: carton.items.map(nameItem(order)),
    };
    if (!pallet || pallet.cartons[0] !== carton) return [label];
    const ofPallet: CartonLabel = {
      sscc: pallet.sscc,
      carton: { number: place + 1, of: pallets.length },
      pallet: { cartons: pallet.cartons.length },
      ...common(order),
      ...tracking(notice, {}),
      contents: summed(pallet.cartons.flatMap(({ items }) => items)).map(nameItem(order)),
    };
    return [ofPallet, label];
  });
}

/** What stands on a pallet, each product once in each of its batches. */
function summed(items: readonly ShippedItem[]): ShippedItem[] {
  const sums = new Map<string, ShippedItem>();
  for (const item of items) {
    const { lineNumber, productId, lot, expiresOn, shipped } = item;
    const key = JSON.stringify([lineNumber, productId, lot, expiresOn, shipped.unitOfMeasure]);
    const known = sums.get(key);
    const amount = (known?.shipped.amount ?? 0) + shipped.amount;
    sums.set(key, { ...item, shipped: { ...shipped, amount } });
  }
  return [...sums.values()];
}

function cartonsOfOrder({ pallets, cartons }: ShippedOrder): Carton[] {
  return [...pallets.flatMap((pallet) => pallet.cartons), ...cartons];
}

function tracking(
  { shipmentType, carrierReference }: ShipNotice,
  { trackingNumber }: Pick<Carton, 'trackingNumber'>,
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
