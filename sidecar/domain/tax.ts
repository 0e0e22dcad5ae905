import { z } from 'zod';
import { compare, DecimalSchema, type DecimalText, ZERO } from './money.ts';

/** Which tax it is, in Amazon's words (SP-API taxType): it books an invoice by them, `DomesticVAT` and `VAT` apart. */
export const TaxType = z.enum([
  'DomesticVAT',
  'VAT',
  'MwSt.',
  'TVA',
  'GST',
  'PST',
  'ST',
  'Consumption',
  'CGST',
  'SGST',
  'UTGST',
  'IGST',
  'CESS',
  'MutuallyDefined',
]);
export type TaxType = z.infer<typeof TaxType>;

/** Why a rate is what it is: S, Z, E and AE of EN 16931 (BT-151). Three of them come to nothing, and are not the same to a tax office. */
export const TaxCategory = z.enum(['standard', 'zero-rated', 'exempt', 'reverse-charge']);
export type TaxCategory = z.infer<typeof TaxCategory>;

/** One tax on a line, or on all lines of an invoice that bear it alike. X12 TXI, SP-API TaxDetails. */
export const Tax = z.object({
  type: TaxType,
  category: TaxCategory,
  /** Per cent: `20`, `5.5`. Absent where the sender said an amount alone. */
  rate: DecimalSchema.optional(),
  /** What it is a percentage of, in the currency's units; absent as above. */
  taxableAmount: DecimalSchema.optional(),
  /** In whole cents (yen). */
  amount: DecimalSchema,
  /** Why none is due, as it has to stand on the invoice: the article of the law, or its VATEX code. */
  reason: z.string().min(1).optional(),
});
export type Tax = z.infer<typeof Tax>;

/** Four decimals are more than any law has, and what every format carries. */
const Percent = DecimalSchema.refine((rate) => /^\d{1,2}(\.\d{1,4})?$|^100$/.test(rate), {
  message: 'must be per cent from 0 to 100, with four decimals at most',
});

const treatment = {
  category: TaxCategory.default('standard'),
  /** Two and more where several are levied on the same goods: CGST and SGST, GST and PST. */
  rates: z.array(z.object({ type: TaxType, rate: Percent })).min(1),
  /** 80 characters: REF03 has no more. */
  reason: z.string().trim().min(1).max(80).optional(),
};

/** How goods are taxed. */
export const TaxTreatment = z.object(treatment).superRefine(mustAgree);
export type TaxTreatment = z.infer<typeof TaxTreatment>;

/** How what an account sells is taxed: all goods alike, save those of `bySku`. */
export const TaxSetting = z
  .object({ ...treatment, bySku: z.record(z.string(), TaxTreatment).prefault({}) })
  .superRefine(mustAgree);
export type TaxSetting = z.infer<typeof TaxSetting>;

export function treatmentOf({ bySku, ...ofAll }: TaxSetting, sku: string | undefined): TaxTreatment {
  return (sku !== undefined && Object.hasOwn(bySku, sku) && bySku[sku]) || ofAll;
}

/** EN 16931 BR-S-5, BR-Z-5, BR-E-5 and -10, BR-AE-5 and -10: a rate and its reason fit the category. */
function mustAgree(
  {
    category,
    rates,
    reason,
  }: { category: TaxCategory; rates: { type: TaxType; rate: DecimalText }[]; reason?: string | undefined },
  context: z.core.$RefinementCtx,
): void {
  const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  const isNothing = ({ rate }: { rate: DecimalText }) => compare(rate, ZERO) === 0;
  if (category === 'standard' && rates.some(isNothing)) {
    problem('category', 'a rate of 0 is zero-rated, exempt or reverse-charge: say which');
  }
  if (category !== 'standard' && !rates.every(isNothing)) problem('rates', `what is ${category} has a rate of 0`);
  const wantsReason = category === 'exempt' || category === 'reverse-charge';
  if (wantsReason && reason === undefined) problem('reason', `what is ${category} says why: the law asks for it`);
  if (!wantsReason && reason !== undefined) problem('reason', `what is ${category} has no reason to give`);
  if (new Set(rates.map(({ type }) => type)).size < rates.length) problem('rates', 'a tax stands here twice');
}
