import assert from 'node:assert/strict';
import { z } from 'zod';

/** A whole number of single sellable units: the only quantity that the stock master counts in. */
export type Eaches = number & { readonly __unit: 'each' };

export function eaches(count: number): Eaches {
  assert(Number.isSafeInteger(count) && count >= 0, `${count} is not a number of eaches`);
  return count as Eaches;
}

/** For stored and received JSON; inside the house `eaches()` makes them. */
export const EachesSchema = z
  .number()
  .int()
  .nonnegative()
  .transform((count) => eaches(count));

/** More than this on one line is a slip of a decimal point, not an order (bound: ten times the largest line a vendor reported). */
export const LARGEST_LINE = 1_000_000;

/**
 * How a partner counts. `other` is a unit that exists in the partner's code list but that nobody
 * has said how to count in (a pallet, a pound): it reaches a person as a doubt about its line.
 */
export const UnitOfMeasure = z.enum(['each', 'case', 'other']);
export type UnitOfMeasure = z.infer<typeof UnitOfMeasure>;

/** A quantity as the partner wrote it. X12 PO102/PO103 + PO401, SP-API ItemQuantity. */
export const Quantity = z.object({
  /** Count in `unitOfMeasure`, not in eaches. Whole, 0 for a cancelled line. */
  amount: z.number().int().nonnegative(),
  unitOfMeasure: UnitOfMeasure,
  /** Eaches per case as the partner stated it: X12 PO401, SP-API unitSize. Absent when not stated. */
  eachesPerCase: z.number().int().positive().optional(),
  /** The partner's own code where `unitOfMeasure` is `other`: X12 element 355. */
  unitCode: z.string().optional(),
});
export type Quantity = z.infer<typeof Quantity>;

/** Why a quantity cannot be turned into eaches. A doubt is a value: it is held, never guessed. */
export type QuantityDoubt =
  | { kind: 'case-pack-unknown' }
  | { kind: 'case-pack-differs'; stated: number; inMaster: number }
  | { kind: 'unit-unknown'; unitCode: string }
  | { kind: 'quantity-out-of-bounds'; amount: number };

/**
 * Ten cases of twelve are 120 eaches. A case size that nobody stated, or that Amazon and the
 * product master state differently, is never guessed: a wrong guess ships a twelfth of the order,
 * while a held line costs one look by a person.
 */
export function toEaches(quantity: Quantity, casePackInMaster?: number): Eaches | QuantityDoubt {
  const { amount, unitOfMeasure, eachesPerCase } = quantity;
  if (amount > LARGEST_LINE) return { kind: 'quantity-out-of-bounds', amount };
  if (unitOfMeasure === 'each') return eaches(amount);
  if (unitOfMeasure === 'other') return { kind: 'unit-unknown', unitCode: quantity.unitCode ?? '' };
  const casePack = eachesPerCase ?? casePackInMaster;
  if (casePack === undefined) return { kind: 'case-pack-unknown' };
  if (casePackInMaster !== undefined && casePack !== casePackInMaster) {
    return { kind: 'case-pack-differs', stated: casePack, inMaster: casePackInMaster };
  }
  const total = amount * casePack;
  if (total > LARGEST_LINE) return { kind: 'quantity-out-of-bounds', amount: total };
  return eaches(total);
}

/** Says an amount of eaches in the unit that a line was ordered in. Whole cases only: a part case is our mistake. */
export function inUnitOf(ordered: Quantity, count: Eaches, casePack: number): Quantity {
  if (ordered.unitOfMeasure === 'each') return { ...ordered, amount: count };
  assert(count % casePack === 0, `${count} eaches are not whole cases of ${casePack}`);
  return { ...ordered, amount: count / casePack };
}
