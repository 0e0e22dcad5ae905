import { type DecimalText, divide, multiply } from './money.ts';
import type { PriceBasis } from './purchase-order.ts';
import type { Quantity } from './quantity.ts';

/** Stock masters keep four decimals of a cost, Magento among them. */
const DECIMALS_OF_A_COST = 4;

/** What one each costs; `isExact` is false where a case's cost does not divide and a fraction of a cent is lost. */
export interface CostPerEach {
  cost: DecimalText;
  isExact: boolean;
}

/**
 * The cost of one each, where Amazon quoted the unit it ordered in. Whoever needs the sum to the cent
 * (the invoice) counts in the unit ordered instead: this is for a master that knows eaches only.
 */
export function costPerEach(unitCost: DecimalText, priceBasis: PriceBasis, casePack: number): CostPerEach {
  if (priceBasis === 'per-each' || casePack === 1) return { cost: unitCost, isExact: true };
  const { quotient, isExact } = divide(unitCost, casePack, DECIMALS_OF_A_COST);
  return { cost: quotient, isExact };
}

/**
 * A cost as it may stand on an invoice that counts in the unit of `invoiced`: one figure, or two where
 * the basis was never stated and either reading is right. Undefined where a case of unknown size
 * stands between the two, so that nobody can tell.
 */
export function costsPerUnit(
  unitCost: DecimalText,
  priceBasis: PriceBasis,
  ordered: Quantity,
  invoiced: Quantity,
): DecimalText[] | undefined {
  const quotedPer: readonly Quantity['unitOfMeasure'][] =
    priceBasis === 'per-each'
      ? ['each']
      : priceBasis === 'per-unit-of-measure'
        ? [ordered.unitOfMeasure]
        : ['each', ordered.unitOfMeasure];
  const casePack = invoiced.eachesPerCase ?? ordered.eachesPerCase;
  const costs: DecimalText[] = [];
  for (const unit of new Set(quotedPer)) {
    if (unit === invoiced.unitOfMeasure) costs.push(unitCost);
    else if (casePack === undefined) return undefined;
    else if (unit === 'each') costs.push(multiply(unitCost, casePack));
    else {
      // A case price on a line in eaches: one that does not divide fits no figure to the cent.
      const { quotient, isExact } = divide(unitCost, casePack, 10);
      if (!isExact) return undefined;
      costs.push(quotient);
    }
  }
  return costs;
}
