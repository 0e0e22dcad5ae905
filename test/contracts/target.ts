import { readFileSync } from 'node:fs';
import { startMagento } from '../stand-ins/magento/magento.ts';
import type { ProductSeed, ShopOptions } from '../stand-ins/magento/shop.ts';
import { magentoTarget, shopOfEnvironment } from './magento-target.ts';

/** What examples are played against, and what happens around the calls: shoppers, the warehouse, a delivery. */
export interface ContractTarget {
  /** `https://shop.example`, without `/rest`. */
  url: string;
  /** The header of a caller that may do everything. */
  authorization: string;
  seedProducts(products: readonly ProductSeed[]): Promise<void>;
  setOnHand(sku: string, sourceCode: string, quantity: number): Promise<void>;
  placeRetailOrder(sku: string, quantity: number): Promise<void>;
  /** Answers the shipment's entity id. */
  shipOrder(orderIncrementId: string, shipment: ShipmentSeed): Promise<number>;
  addTrack(shipmentId: number, track: TrackSeed): Promise<void>;
  setOrderConversion(conversion: OrderConversion): Promise<void>;
  /** Waits until what happened so far is in the outbox. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Whether the bridge makes orders of purchase orders, or the people of the shop, or nobody. */
export type OrderConversion = ShopOptions['orderConversion'];

export interface TrackSeed {
  carrier_code: string;
  title: string;
  number: string;
}

export interface ShipmentSeed {
  source_code: string;
  lines: { sku: string; quantity: number }[];
  tracks: TrackSeed[];
}

/** A shop as contracts/rest/examples/world.json describes it. */
export interface World {
  stock: { name: string; sources: { source_code: string; in_pool: boolean }[] };
  unlinked_sources: string[];
  buffer: number;
  purchase_orders_may_use_buffer: boolean;
  order_conversion: OrderConversion;
}

export function readWorld(): World {
  return JSON.parse(readFileSync(new URL('../../contracts/rest/examples/world.json', import.meta.url), 'utf8'));
}

/**
 * The stand-in, or the real module where VENDOR_BRIDGE_CONTRACT_TARGET names a shop's address: the same
 * examples must hold on both, or the stand-in tells the sidecar's tests a fairy tale.
 */
export async function contractTarget(): Promise<ContractTarget> {
  const url = process.env.VENDOR_BRIDGE_CONTRACT_TARGET;
  return url === undefined || url === '' ? standInTarget() : magentoTarget(shopOfEnvironment(url));
}

export async function standInTarget(): Promise<ContractTarget> {
  const world = readWorld();
  const magento = await startMagento({
    sources: [
      ...world.stock.sources,
      ...world.unlinked_sources.map((source_code) => ({ source_code, in_pool: false })),
    ],
    stocks: [{ stock_id: 1, source_codes: world.stock.sources.map(({ source_code }) => source_code) }],
    buffer: world.buffer,
    purchaseOrdersMayUseBuffer: world.purchase_orders_may_use_buffer,
    orderConversion: world.order_conversion,
  });
  return {
    url: magento.url,
    authorization: `Bearer ${magento.integration.token}`,
    async seedProducts(products) {
      for (const product of products) magento.putProduct(product);
    },
    async setOnHand(sku, sourceCode, quantity) {
      magento.setOnHand(sku, sourceCode, quantity);
    },
    async placeRetailOrder(sku, quantity) {
      magento.placeRetailOrder(sku, quantity);
    },
    async shipOrder(incrementId, { source_code, lines, tracks }) {
      return magento.shipOrder(incrementId, lines, { sourceCode: source_code, tracks }).entity_id;
    },
    async addTrack(shipmentId, track) {
      magento.addTrack(shipmentId, track);
    },
    async setOrderConversion(conversion) {
      magento.setOrderConversion(conversion);
    },
    async settle() {},
    async close() {
      const wrong = [...magento.breaches, ...magento.contradictions()];
      await magento.close();
      if (wrong.length > 0) throw new Error(`the stand-in contradicts itself: ${wrong.join('; ')}`);
    },
  };
}
