import assert from 'node:assert/strict';
import { asTraded } from '../domain/as-traded.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import type { TradingPartner } from '../domain/trading-partner.ts';
import type { StoredPurchaseOrder } from '../ports/stores.ts';
import type { World } from './world.ts';

/** The account an order came for; it was checked at intake, so a missing one is a removed setting. */
export function partnerOf(vendorCode: string, world: World): TradingPartner {
  const partner = world.partners.find(vendorCode);
  assert(partner, `vendor code ${vendorCode} is not configured any more: put it back or close its orders`);
  return partner;
}

/** The order as its account means it: what Amazon left open is read by the settings of now. */
export async function storedOrder(number: string, world: World): Promise<StoredPurchaseOrder> {
  const stored = await world.stores.purchaseOrders.find(number);
  assert(stored, `order ${number} is in the journal but not in the store`);
  return { ...stored, document: tradedBy(stored.vendorCode, stored.document, world) };
}

/** The same for one of its versions. */
export function tradedBy(vendorCode: string, document: PurchaseOrder, world: World): PurchaseOrder {
  const partner = world.partners.find(vendorCode);
  return partner ? asTraded(document, partner) : document;
}
