import { type Eaches, eaches } from './quantity.ts';

/** What one line of a purchase order asks of the stock. `casePack` is 1 for a line ordered in eaches. */
export interface Demand {
  sku: string;
  wanted: Eaches;
  casePack: number;
}

export interface LineAllocation {
  sku: string;
  accepted: Eaches;
  refused: Eaches;
}

/**
 * Promises stock to the lines of one purchase order, first line first. A line ordered in cases is
 * cut to whole cases: it is acknowledged in cases, and Amazon's field has no room for a part of one.
 */
export function allocate(
  demands: readonly Demand[],
  availableToPromise: ReadonlyMap<string, Eaches>,
): LineAllocation[] {
  const left = new Map<string, number>(availableToPromise);
  return demands.map(({ sku, wanted, casePack }) => {
    const available = left.get(sku) ?? 0;
    const accepted = Math.min(wanted, available - (available % casePack));
    left.set(sku, available - accepted);
    return { sku, accepted: eaches(accepted), refused: eaches(wanted - accepted) };
  });
}
