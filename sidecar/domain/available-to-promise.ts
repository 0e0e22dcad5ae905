import { type Eaches, eaches } from './quantity.ts';

/** The figures behind one SKU's availability for Amazon, all in eaches. */
export interface StockPosition {
  sku: string;
  /** Sum over the sources that are open to Amazon. */
  inPoolSources: number;
  /** What shop customers have ordered and not received. */
  retailReserved: number;
  /** What purchase orders hold and have not shipped. */
  amazonReserved: number;
  /** Kept back for the shop. */
  buffer: number;
}

/** What may still be promised to Amazon; never below zero, as a shortage is nobody's to promise. */
export function availableToPromise(position: StockPosition): Eaches {
  const { inPoolSources, retailReserved, amazonReserved, buffer } = position;
  return eaches(Math.max(0, Math.floor(inPoolSources - retailReserved - amazonReserved - buffer)));
}
