import { categoryOf } from '../../domain/invoice-tax.ts';
import { multiply, percentOf, round, ZERO } from '../../domain/money.ts';
import type { Tax, TaxType } from '../../domain/tax.ts';
import { CodecError } from '../problem.ts';
import type { ParseContext } from './context.ts';
import { defined, fitting, optionalDecimal, text } from './elements.ts';
import { element, placeOf, type Segment } from './segment.ts';
import type { SegmentText } from './write.ts';

/** Element 963, TXI01, as it is read. Several words of Amazon's share a code, and come back as the first of them. */
const TYPES: Readonly<Record<string, TaxType>> = {
  VA: 'VAT',
  GS: 'GST',
  CG: 'GST',
  PG: 'PST',
  SP: 'PST',
  ST: 'ST',
  SU: 'ST',
  ZZ: 'MutuallyDefined',
};

const CODES: Readonly<Partial<Record<TaxType, string>>> = {
  VAT: 'VA',
  DomesticVAT: 'VA',
  'MwSt.': 'VA',
  TVA: 'VA',
  GST: 'GS',
  PST: 'PG',
  ST: 'ST',
  MutuallyDefined: 'ZZ',
};

/** The words that come back as themselves. */
export const TAX_TYPES_KEPT: readonly TaxType[] = [...new Set(Object.values(TYPES))];

/** Element 441, TXI06: exempt. The list has no code for reverse charge, nor for a rate of zero. */
const EXEMPT = '1';

/** Element 128: REF01 of why no tax is due. REF02 tells exempt from reverse charge by the codes of EN 16931. */
const TAX_REASON = 'TX';
const CATEGORY_CODES = { exempt: 'E', 'reverse-charge': 'AE' } as const;

export function taxSegments(taxes: readonly Tax[] = []): SegmentText[] {
  return taxes.map(({ type, category, rate, taxableAmount, amount }) => {
    const code = CODES[type];
    if (code === undefined) {
      throw new CodecError(
        'tax-type-unsayable',
        `an 810 has no code for the tax ${type}`,
        { segment: 'TXI', element: 1 },
        'Send the invoices of this account by SP-API, or set another type of tax.',
      );
    }
    const exempt = category === 'exempt' || category === 'reverse-charge' ? EXEMPT : '';
    // TXI08 is the basis of TXI03, and stands only beside it (C0803).
    const basis = rate === undefined ? '' : (taxableAmount ?? '');
    return ['TXI', code, fitting(amount, 18, { segment: 'TXI', element: 2 }), rate ?? '', '', '', exempt, '', basis];
  });
}

/** REF of a line: why it bears no tax. */
export function taxReasonSegments(taxes: readonly Tax[] = []): SegmentText[] {
  const reasons = new Map<string, SegmentText>();
  for (const { category, reason } of taxes) {
    if (category !== 'exempt' && category !== 'reverse-charge') continue;
    const note = fitting(reason ?? '', 80, { segment: 'REF', element: 3 });
    reasons.set(`${category}|${note}`, ['REF', TAX_REASON, CATEGORY_CODES[category], note]);
  }
  return [...reasons.values()];
}

/** Undefined for a code that Amazon has no word for, and where nothing is said of the amount. */
export function parseTax(txi: Segment, context: ParseContext): Tax | undefined {
  const type = typeOf(txi);
  const stated = optionalDecimal(txi, 3);
  const isExempt = text(txi, 6) === EXEMPT;
  const isNothing = isExempt || (stated !== undefined && categoryOf(stated) === 'zero-rated');
  if (type === undefined || (text(txi, 2) === undefined && !isNothing)) return undefined;
  const amount = optionalDecimal(txi, 2) ?? ZERO;
  const taxableAmount = optionalDecimal(txi, 8);
  const rate = stated === undefined ? undefined : inPercent(stated, taxableAmount, amount, txi, context);
  return defined({ type, category: isExempt ? 'exempt' : categoryOf(rate), rate, taxableAmount, amount });
}

export function typeOf(txi: Segment): TaxType | undefined {
  const code = (text(txi, 1) ?? '').toUpperCase();
  return Object.hasOwn(TYPES, code) ? TYPES[code] : undefined;
}

/** Element 954 is a decimal by the standard, 0.2, and a percentage by habit, 20; the amount tells which. */
function inPercent(
  stated: Tax['amount'],
  taxableAmount: Tax['taxableAmount'],
  amount: Tax['amount'],
  txi: Segment,
  context: ParseContext,
): Tax['amount'] {
  const hundredfold = multiply(stated, 100);
  if (taxableAmount === undefined || round(percentOf(taxableAmount, hundredfold), 2) !== amount) return stated;
  if (round(percentOf(taxableAmount, stated), 2) === amount) return stated;
  context.warn('tax-rate-as-fraction', `TXI03 is '${element(txi, 3)}', read as ${hundredfold} %`, placeOf(txi, 3));
  return hundredfold;
}

/** Taxes of an IT1 loop, up to whatever begins behind it, with the reasons that its REF gives. */
export function parseLineTaxes(loop: readonly Segment[], context: ParseContext): Tax[] | undefined {
  const end = loop.findIndex(({ tag }) => ENDS_OF_LINE.has(tag));
  const own = end < 0 ? loop : loop.slice(0, end);
  const taxes = own.filter(({ tag }) => tag === 'TXI').flatMap((txi) => parseTax(txi, context) ?? []);
  if (taxes.length === 0) return undefined;
  const ref = own.find((segment) => segment.tag === 'REF' && text(segment, 1) === TAX_REASON);
  if (ref === undefined) return taxes;
  const isReverse = text(ref, 2) === CATEGORY_CODES['reverse-charge'];
  return taxes.map((tax) =>
    tax.category === 'exempt'
      ? defined({ ...tax, category: isReverse ? 'reverse-charge' : 'exempt', reason: text(ref, 3) })
      : tax,
  );
}

/** An allowance of the line has a tax of its own; the summary begins with TDS. */
const ENDS_OF_LINE: ReadonlySet<string> = new Set(['SAC', 'SLN', 'TDS', 'CTT']);
