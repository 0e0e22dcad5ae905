import type { Sscc } from '../../domain/identifiers.ts';
import type { Carton, Pallet, ShipNotice, ShippedItem, ShippedOrder } from '../../domain/ship-notice.ts';
import { partyText } from './party.ts';
import { asinColumn, idColumns, type KnownProduct, type ProductLookup, unitColumns } from './product.ts';
import { type FileColumn, writeTable } from './table.ts';

interface Row {
  notice: ShipNotice;
  order: ShippedOrder;
  pallet: Pallet | undefined;
  carton: Carton;
  /** `2 of 5`, over the whole shipment. */
  place: string;
  item: ShippedItem;
  productId: ShippedItem['productId'];
  known: KnownProduct;
}

/** One row for each product of each carton, the shipment on every one of them. */
export function serialiseShipNoticeFile(notice: ShipNotice, products: ProductLookup): string {
  const packed = notice.orders.flatMap((order) => [
    ...order.pallets.flatMap((pallet) => pallet.cartons.map((carton) => ({ order, pallet, carton }))),
    ...order.cartons.map((carton) => ({ order, pallet: undefined, carton })),
  ]);
  const rows = packed.flatMap(({ order, pallet, carton }, index) =>
    carton.items.map((item): Row => {
      const { productId, lineNumber } = item;
      const known = products(order.purchaseOrderNumber, productId, lineNumber) ?? {};
      return { notice, order, pallet, carton, place: `${index + 1} of ${packed.length}`, item, productId, known };
    }),
  );
  return writeTable(COLUMNS, rows);
}

const COLUMNS: readonly FileColumn<Row>[] = [
  { head: 'Shipment ID', cell: ({ notice }) => notice.shipmentId },
  { head: 'What it is', cell: ({ notice }) => (notice.purpose === 'replace' ? 'replaces the notice before' : 'new') },
  { head: 'PO Number', cell: ({ order }) => order.purchaseOrderNumber },
  { head: 'Order date', cell: ({ order }) => order.orderedOn },
  { head: 'Vendor code', cell: ({ notice }) => notice.vendorCode },
  { head: 'ARN', cell: ({ notice }) => notice.amazonReferenceNumber },
  { head: 'Bill of lading', cell: ({ notice }) => notice.billOfLading },
  { head: 'PRO or tracking number', cell: ({ notice }) => notice.carrierReference },
  { head: 'Trailer', cell: ({ notice }) => notice.trailerNumber },
  { head: 'Carrier (SCAC)', cell: ({ notice }) => notice.carrierScac },
  { head: 'Transport', cell: ({ notice }) => notice.transport },
  { head: 'Shipment type', cell: ({ notice }) => notice.shipmentType.replaceAll('-', ' ') },
  { head: 'Shipped at', cell: ({ notice }) => notice.shippedAt },
  { head: 'Estimated delivery (yyyy-MM-dd)', cell: ({ notice }) => notice.estimatedDeliveryOn },
  { head: 'Ship-to location', cell: ({ notice }) => notice.shipTo.id },
  { head: 'Ship from', cell: ({ notice }) => partyText(notice.shipFrom) },
  { head: 'Weight', cell: ({ notice }) => notice.weight?.value },
  { head: 'Weight unit', cell: ({ notice }) => notice.weight?.unit },
  { head: 'Pallet SSCC', cell: ({ pallet }) => pallet && readable(pallet.sscc) },
  { head: 'Carton', cell: ({ place }) => place },
  { head: 'Carton SSCC', cell: ({ carton }) => readable(carton.sscc) },
  { head: 'Carton tracking number', cell: ({ carton }) => carton.trackingNumber },
  { head: 'Line', cell: ({ item }) => item.lineNumber },
  asinColumn((row) => row),
  ...idColumns<Row>((row) => row),
  { head: 'Shipped quantity', cell: ({ item }) => item.shipped.amount },
  ...unitColumns<Row>(({ item }) => item.shipped),
  { head: 'Expires on', cell: ({ item }) => item.expiresOn },
  { head: 'Lot', cell: ({ item }) => item.lot },
];

/** As it is printed below its bars: eighteen bare digits a spreadsheet makes a number of, and keeps fifteen. */
function readable(code: Sscc): string {
  return `(00)${code}`;
}
