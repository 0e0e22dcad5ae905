import type { RunningMagento } from '../../../test/stand-ins/magento/magento.ts';
import type { MagentoOrder } from '../../../test/stand-ins/magento/orders.ts';
import { BY_API, IN_CASES, UNKNOWN_PRODUCT } from './orders.ts';

interface Carrier {
  carrier_code: string;
  title: string;
}

/** How each order travels; one goes with a carrier that nobody mapped. The others go by UPS parcel. */
const CARRIERS: Readonly<Record<string, Carrier>> = {
  [IN_CASES]: { carrier_code: 'custom', title: 'Old Dominion' },
  [UNKNOWN_PRODUCT]: { carrier_code: 'custom', title: 'Cascade Regional' },
  [BY_API]: { carrier_code: 'custom', title: 'Estes Express' },
};
const BY_PARCEL: Carrier = { carrier_code: 'ups', title: 'United Parcel Service' };

/** What a warehouse does on the Ship screen: about 60 % of each line in whole cases, later the rest, each with its track. */
export function shipPart(shop: RunningMagento, purchaseOrder: string, part: 'first' | 'rest'): void {
  const order = orderOf(shop, purchaseOrder);
  const lines = order.items
    .map((item) => ({ sku: item.sku, quantity: quantityOf(shop, item, part) }))
    .filter(({ quantity }) => quantity > 0);
  const carrier = CARRIERS[purchaseOrder] ?? BY_PARCEL;
  const serial = shop.books().shipments.length + 1;
  const number = carrier === BY_PARCEL ? `1Z999AA1${String(10_000_000 + serial)}` : String(4_471_902_000 + serial);
  shop.shipOrder(order.increment_id, lines, { tracks: [{ ...carrier, number }] });
}

function orderOf(shop: RunningMagento, purchaseOrder: string) {
  const order = shop.books().orders.find(({ ext_order_id }) => ext_order_id === purchaseOrder);
  if (order) return order;
  throw new Error(`purchase order ${purchaseOrder} never became an order of the shop`);
}

function quantityOf(shop: RunningMagento, item: MagentoOrder['items'][number], part: 'first' | 'rest'): number {
  const left = item.qty_ordered - item.qty_shipped - item.qty_canceled;
  if (part === 'rest') return left;
  const casePack = shop.books().products.find(({ sku }) => sku === item.sku)?.case_pack ?? 1;
  return Math.max(Math.floor((left * 0.6) / casePack) * casePack, Math.min(left, casePack));
}
