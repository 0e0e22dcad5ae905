import Big from 'big.js';
import { type DecimalText, decimal, multiply } from '../../domain/money.ts';
import type { Quantity } from '../../domain/quantity.ts';
import { CodecError } from '../problem.ts';
import { at } from './shape.ts';

/**
 * What one each costs where `unitCost` is for one unit of `quantity`. SP-API's netCost is per each even
 * on lines in cases. A case price that does not divide is refused: rounded, it would no longer
 * equal the acknowledged cost, and Amazon pays the lower of the two.
 */
export function costPerEach(unitCost: DecimalText, quantity: Quantity, path: string): DecimalText {
  if (quantity.unitOfMeasure === 'each') return unitCost;
  const { eachesPerCase } = quantity;
  if (eachesPerCase === undefined) {
    throw new CodecError(
      'case-size-missing',
      `${path} is the cost of a case whose size is not stated; SP-API wants the cost of an each`,
      at(path),
      'State the case pack of the product, or send this document by EDI.',
    );
  }
  const each = decimal(new Big(unitCost).div(eachesPerCase).toFixed());
  if (each !== undefined && multiply(each, eachesPerCase) === unitCost) return each;
  throw new CodecError(
    'cost-per-each-inexact',
    `${path}: ${unitCost} for a case of ${eachesPerCase} is no exact cost of an each`,
    at(path),
    'Agree a cost per each that is exact, or send this document by EDI.',
  );
}

export function costPerUnit(perEach: DecimalText, quantity: Quantity): DecimalText {
  return quantity.unitOfMeasure === 'case' && quantity.eachesPerCase !== undefined
    ? multiply(perEach, quantity.eachesPerCase)
    : perEach;
}
