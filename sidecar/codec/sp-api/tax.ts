import { z } from 'zod';
import type { Invoice, InvoiceLine } from '../../domain/invoice.ts';
import { categoryOf, withCategories } from '../../domain/invoice-tax.ts';
import { type DecimalText, decimal } from '../../domain/money.ts';
import { type Tax, TaxType } from '../../domain/tax.ts';
import { CodecError } from '../problem.ts';
import { at, defined, list, lookUp, REPORT_IT, required, type Schemas, Text } from './shape.ts';

type AdditionalDetails = Schemas['vendorInvoices_AdditionalDetails'];

export function toTaxDetails(taxes: readonly Tax[], currencyCode: string): Schemas['vendorInvoices_TaxDetails'][] {
  return taxes.map(({ type, rate, amount, taxableAmount }) => ({
    taxType: type,
    ...(rate === undefined ? {} : { taxRate: rate }),
    taxAmount: { currencyCode, amount },
    ...(taxableAmount === undefined ? {} : { taxableAmount: { currencyCode, amount: taxableAmount } }),
  }));
}

/** How the law wants it said (Directive 2006/112/EC, article 226, 11 and 11a). */
const WORDS = { exempt: 'Exempt', 'reverse-charge': 'Reverse charge' } as const;
type Explained = keyof typeof WORDS;

/**
 * Why no tax is due, for which tax details have no field, as a remark of the supplier (SUR): `Exempt (lines 1, 3):
 * VATEX-EU-132`. A line of rate 0 without a remark is zero-rated.
 */
export function toRemarks({ lines, taxes = [] }: Pick<Invoice, 'lines' | 'taxes'>): AdditionalDetails[] {
  const remarks = new Map<string, { category: Explained; reason: string; positions: Set<number> }>();
  const note = (tax: Tax, position?: number) => {
    const { category, reason = '' } = tax;
    if (category !== 'exempt' && category !== 'reverse-charge') return;
    const key = `${category}|${reason}`;
    const remark = remarks.get(key) ?? { category, reason, positions: new Set() };
    if (position !== undefined) remark.positions.add(position);
    remarks.set(key, remark);
  };
  for (const { taxes: some = [], position } of lines) for (const tax of some) note(tax, position);
  for (const tax of taxes) note(tax);
  return [...remarks.values()].map(({ category, reason, positions }) => {
    const which = positions.size === 0 ? '' : ` (lines ${[...positions].join(', ')})`;
    return { type: 'SUR', detail: `${WORDS[category]}${which}${reason && `: ${reason}`}` };
  });
}

const Money = z.object({ amount: Text, currencyCode: Text });

export const TaxDetails = list(
  z.object({ taxType: Text, taxRate: Text, taxAmount: Money, taxableAmount: Money.nullish() }),
);
export type TaxDetails = z.infer<typeof TaxDetails>;

export const Remarks = list(z.object({ type: Text, detail: Text }));
export type Remarks = z.infer<typeof Remarks>;

/** The taxes of one line; undefined where it states none. */
export function parseLineTaxes(
  details: TaxDetails,
  position: number,
  remarks: Remarks,
  path: string,
): Tax[] | undefined {
  if (details.length === 0) return undefined;
  const remark = remarks.flatMap(explained).find(({ positions }) => positions.includes(position));
  return parseTaxes(details, path).map((tax) => {
    const category = categoryOf(tax.rate);
    if (category === 'standard' || remark === undefined) return { ...tax, category };
    return defined({ ...tax, category: remark.category, reason: remark.reason });
  });
}

/** The taxes of the header, which take category and reason from the lines. */
export function parseHeaderTaxes(
  details: TaxDetails,
  lines: readonly Pick<InvoiceLine, 'taxes'>[],
  remarks: Remarks,
): Tax[] | undefined {
  if (details.length === 0) return undefined;
  const taxes = withCategories(parseTaxes(details, 'taxDetails'), lines);
  const [ofAll, ...others] = remarks.flatMap(explained).filter(({ positions }) => positions.length === 0);
  if (ofAll === undefined || others.length > 0 || lines.some((line) => line.taxes?.length)) return taxes;
  return taxes.map((tax) =>
    tax.category === 'zero-rated' ? defined({ ...tax, category: ofAll.category, reason: ofAll.reason }) : tax,
  );
}

function parseTaxes(details: TaxDetails, path: string): Omit<Tax, 'category' | 'reason'>[] {
  return details.map(({ taxType = '', taxRate, taxAmount, taxableAmount }, index) => {
    const here = `${path}[${index}]`;
    return defined({
      type: lookUp(TaxType.enum, taxType, `${here}.taxType`),
      rate: taxRate === undefined ? undefined : figure(taxRate, `${here}.taxRate`),
      taxableAmount:
        taxableAmount?.amount === undefined ? undefined : figure(taxableAmount.amount, `${here}.taxableAmount`),
      amount: figure(required(taxAmount.amount, `${here}.taxAmount.amount`), `${here}.taxAmount.amount`),
    });
  });
}

function figure(text: string, path: string): DecimalText {
  const value = decimal(text);
  if (value !== undefined) return value;
  throw new CodecError('number-invalid', `${path} is '${text}', which is no number`, at(path), REPORT_IT);
}

/** A remark of another kind than ours (SUR has others too) explains nothing. */
function explained({
  type,
  detail = '',
}: Remarks[number]): { category: Explained; positions: number[]; reason?: string }[] {
  const found = /^(Exempt|Reverse charge)(?: \(lines ([\d, ]+)\))?(?:: (.+))?$/s.exec(detail);
  if (type !== 'SUR' || !found) return [];
  const [, words, positions = '', reason] = found;
  return [
    {
      category: words === WORDS.exempt ? 'exempt' : 'reverse-charge',
      positions: positions.split(',').filter(Boolean).map(Number),
      ...(reason === undefined ? {} : { reason }),
    },
  ];
}
