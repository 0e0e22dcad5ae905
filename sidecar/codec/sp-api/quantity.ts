import { z } from 'zod';
import { decimal } from '../../domain/money.ts';
import type { Quantity } from '../../domain/quantity.ts';
import { CodecError } from '../problem.ts';
import { ASK_AMAZON, at, required, Text, type Warn } from './shape.ts';

/** ItemQuantity of any of the vendor APIs, as it really comes. */
export const ItemQuantity = z.object({ amount: Text, unitOfMeasure: Text, unitSize: Text });
export type ItemQuantity = z.infer<typeof ItemQuantity>;

/** `CASES` and `Each` stand in Amazon's own examples. Any other unit is refused: read as eaches it ships a twelfth. */
const UNIT_OF_MEASURE: Readonly<Record<string, 'each' | 'case'>> = {
  eaches: 'each',
  each: 'each',
  cases: 'case',
  case: 'case',
};

export function parseQuantity(quantity: ItemQuantity, path: string, warn: Warn): Quantity {
  const amount = wholeNumber(required(quantity.amount, `${path}.amount`), `${path}.amount`);
  const code = quantity.unitOfMeasure?.trim() ?? '';
  if (code === '') {
    warn('unit-of-measure-missing', `${path} does not say whether it counts eaches or cases`, at(path));
    return { amount, unitOfMeasure: 'other', unitCode: '' };
  }
  const unitOfMeasure = UNIT_OF_MEASURE[code.toLowerCase()];
  if (unitOfMeasure === undefined) {
    throw new CodecError(
      'unknown-unit-of-measure',
      `${path}.unitOfMeasure is '${code}', known are Eaches and Cases`,
      at(`${path}.unitOfMeasure`),
      ASK_AMAZON,
    );
  }
  if (unitOfMeasure === 'each') return { amount, unitOfMeasure };
  const eachesPerCase = caseSize(quantity.unitSize, `${path}.unitSize`, warn);
  return { amount, unitOfMeasure, ...(eachesPerCase === undefined ? {} : { eachesPerCase }) };
}

/** A count of something real: `24`, `"24"`, `2.4E1`, never `24.5` or the `-3` that the live service once sent. */
export function wholeNumber(text: string, path: string): number {
  const value = decimal(text);
  const count = value === undefined ? Number.NaN : Number(value);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new CodecError(
    'quantity-invalid',
    `${path} is '${text}', which is no whole number of units`,
    at(path),
    ASK_AMAZON,
  );
}

export function toItemQuantity(
  { amount, unitOfMeasure, eachesPerCase, unitCode }: Quantity,
  path: string,
): { amount: number; unitOfMeasure: 'Eaches' | 'Cases'; unitSize?: number } {
  if (unitOfMeasure === 'each') return { amount, unitOfMeasure: 'Eaches', unitSize: 1 };
  if (unitOfMeasure === 'case') {
    return { amount, unitOfMeasure: 'Cases', ...(eachesPerCase === undefined ? {} : { unitSize: eachesPerCase }) };
  }
  throw new CodecError(
    'unit-of-measure-unsayable',
    `${path} counts in '${unitCode ?? ''}'; SP-API knows eaches and cases only`,
    at(path),
    'Send this document by EDI, or map the unit to each or case in the partner settings.',
  );
}

/** A size that is no size is left out, so that the line waits for a person unless the product master knows it. */
function caseSize(text: string | undefined, path: string, warn: Warn): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const size = Number(decimal(text) ?? Number.NaN);
  if (!Number.isSafeInteger(size) || size < 1) {
    warn('case-size-invalid', `${path} is '${text}', which is no case size; it was left out`, at(path));
    return undefined;
  }
  if (size === 1) warn('case-size-one', `${path} says that a case holds one each`, at(path));
  return size;
}
