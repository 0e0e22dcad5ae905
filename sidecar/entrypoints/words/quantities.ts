import type { LineDecision } from '../../domain/decision.ts';
import { type DecimalText, toFixed } from '../../domain/money.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import { type Quantity, toEaches } from '../../domain/quantity.ts';

const COUNT = new Intl.NumberFormat('en-GB');

export function countText(count: number): string {
  return COUNT.format(count);
}

/** `36 ea · 3 cs of 12`; a part case is said, not rounded: `40 ea · 3 cs of 12 + 4 ea`. */
export function eachesText(eaches: number, casePack?: number): string {
  const each = `${countText(eaches)} ea`;
  if (casePack === undefined || casePack <= 1 || eaches === 0) return each;
  const cases = Math.floor(eaches / casePack);
  const rest = eaches % casePack;
  if (cases === 0) return each;
  return `${each} · ${countText(cases)} cs of ${casePack}${rest > 0 ? ` + ${rest} ea` : ''}`;
}

/** A quantity as the partner wrote it, in both units where that is known. */
export function quantityText(quantity: Quantity, casePackInMaster?: number): string {
  if (quantity.unitOfMeasure === 'other')
    return `${countText(quantity.amount)} ${quantity.unitCode || 'of an unknown unit'}`;
  if (quantity.unitOfMeasure === 'each') return eachesText(quantity.amount, quantity.eachesPerCase ?? casePackInMaster);
  const casePack = quantity.eachesPerCase ?? casePackInMaster;
  if (casePack === undefined) return `${countText(quantity.amount)} cs of ?`;
  return `${countText(quantity.amount * casePack)} ea · ${countText(quantity.amount)} cs of ${casePack}`;
}

/** Sums of an order. What is in units of unknown size cannot be eaches and is named apart. */
export function orderedTotal(order: PurchaseOrder): { eaches: number; cases: number; unclear: string[] } {
  const total = { eaches: 0, cases: 0, unclear: [] as string[] };
  for (const { ordered } of order.lines) {
    const count = toEaches(ordered);
    if (typeof count === 'number') {
      total.eaches += count;
      if (ordered.unitOfMeasure === 'case') total.cases += ordered.amount;
    } else total.unclear.push(quantityText(ordered));
  }
  return total;
}

/**
 * A decision's figure. Lines that never reached the stock master carry no count of eaches: their
 * figures stand in the unit that was ordered.
 */
export function decidedText(line: LineDecision, figure: number): string {
  if (line.wanted === undefined) return quantityText({ ...line.ordered, amount: figure });
  const casePack = line.casePack !== undefined && line.casePack > 1 ? line.casePack : line.ordered.eachesPerCase;
  return eachesText(figure, casePack);
}

/** `1,234.50 USD`: money never goes without its currency. */
export function moneyText(amount: DecimalText, currency: string | undefined): string {
  const [whole = '0', cents = '00'] = toFixed(amount).split('.');
  const sign = whole.startsWith('-') ? '−' : '';
  const grouped = whole.replace('-', '').replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${grouped}.${cents}${currency ? ` ${currency}` : ''}`;
}

/** A cost per unit keeps the decimals it came with, two at least. */
export function unitCostText(amount: DecimalText, currency: string | undefined): string {
  const decimals = Math.max(2, amount.split('.')[1]?.length ?? 0);
  return `${toFixed(amount, decimals)}${currency ? ` ${currency}` : ''}`;
}
