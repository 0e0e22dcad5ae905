import { CodecError } from '../problem.ts';
import { at, lookUp, type Schemas } from './shape.ts';

type Allowance = Schemas['vendorInvoices_AllowanceDetails']['type'];
type Charge = Schemas['vendorInvoices_ChargeDetails']['type'];

/** SP-API's word -> SAC02 (X12 element 1300), which our documents keep. The first code of a word is what it reads as. */
export const ALLOWANCE: Readonly<Record<Allowance, readonly [string, ...string[]]>> = {
  Discount: ['C310'],
  DiscountIncentive: ['C260'],
  Defective: ['C000', 'B950'],
  Promotional: ['F800', 'A260', 'B720', 'E740'],
  UnsaleableMerchandise: ['I410'],
  Special: ['C300', 'I530', 'H970'],
};

export const CHARGE: Readonly<Partial<Record<Charge, readonly [string, ...string[]]>>> = {
  Freight: ['D240', 'D260', 'D270'],
  Packing: ['F155'],
  Duty: ['C530'],
  Service: ['G740'],
  SmallOrder: ['G970'],
  InsuranceFee: ['D980'],
  SpecialHandlingService: ['D500'],
  EnvironmentalProtectionService: ['C680'],
};

/** The codes that come back as themselves: for every other one the format keeps its word only. */
export const CODES_KEPT = {
  allowance: Object.values(ALLOWANCE).map(([code]) => code),
  charge: Object.values(CHARGE).map(([code]) => code),
};

export function wordOfCode<Word extends string>(
  words: Readonly<Partial<Record<Word, readonly string[]>>>,
  code: string,
  path: string,
): Word {
  const word = (Object.keys(words) as Word[]).find((candidate) => words[candidate]?.includes(code));
  if (word !== undefined) return word;
  throw new CodecError(
    'adjustment-code-unsayable',
    `SAC02 '${code}' has no word in SP-API`,
    at(path),
    'Use another code for this allowance or charge, or send the invoice by EDI.',
  );
}

export function codeOfWord(words: Readonly<Record<string, readonly string[]>>, word: string, path: string): string {
  return lookUp(words, word, path)[0] ?? '';
}
