import assert from 'node:assert/strict';
import { asTraded } from '../domain/as-traded.ts';
import { instant } from '../domain/calendar.ts';
import type { DiscrepancyKind, NewDiscrepancy, Resolution } from '../domain/discrepancy.ts';
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

/** Who settles what no person had to. */
export const BY_ITSELF = 'vendor-bridge';

/** Raises and reports in one breath. */
export async function raise(world: World, discrepancy: NewDiscrepancy): Promise<void> {
  const row = await world.stores.discrepancies.raise(discrepancy, instant(world.now()));
  const { kind, key, summary, subject } = row;
  world.events.discrepancyRaised({ kind, key, summary, purchaseOrderNumber: subject.purchaseOrderNumber });
}

/** Settles the open questions of one kind about a document of ours, and reports it. */
export async function settleAbout(
  documentId: string,
  kind: DiscrepancyKind,
  resolution: Resolution,
  by: string,
  world: World,
): Promise<void> {
  const open = await world.stores.discrepancies.list({ state: 'open', kind });
  const at = instant(world.now());
  for (const { id } of open.filter(({ subject }) => subject.outboundId === documentId)) {
    await world.stores.discrepancies.settle(id, resolution, by, at);
    world.events.discrepancySettled({ id, kind, action: resolution.action, by });
  }
}
