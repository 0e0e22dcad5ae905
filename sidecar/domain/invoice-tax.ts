import { type Invoice, type InvoiceLine, taxesOf } from './invoice.ts';
import {
  compare,
  type DecimalText,
  decimalsOf,
  multiply,
  percentOf,
  round,
  roundedTogether,
  sum,
  ZERO,
} from './money.ts';
import type { Tax, TaxTreatment } from './tax.ts';

/**
 * Lays the taxes on lines; the n-th treatment is the n-th line's. A tax is rounded once for each rate of
 * the invoice, on the sum of what bears it (EN 16931 BR-CO-17; Japan allows no other way). The lines then
 * share that amount, as Amazon wants lines and header to agree: each is within a cent of its own percentage.
 */
export function withTaxes(
  lines: readonly InvoiceLine[],
  treatments: readonly TaxTreatment[],
  currency: string,
): { lines: InvoiceLine[]; taxes: Tax[] } {
  const nets = roundedTogether(
    lines.map((line) => multiply(line.unitCost, line.invoiced.amount)),
    2,
  );
  const places = decimalsOf(currency);
  const ofLines = lines.map((): Tax[] => []);
  const taxes: Tax[] = [];
  for (const { of, members } of groups(treatments)) {
    const parts = members.map((index) => nets[index] ?? ZERO);
    const shares = roundedTogether(
      parts.map((net) => percentOf(net, of.rate)),
      places,
    );
    members.forEach((index, at) => {
      ofLines[index]?.push(taxed(of, parts[at] ?? ZERO, shares[at] ?? ZERO));
    });
    taxes.push(taxed(of, sum(parts), sum(shares)));
  }
  return { lines: lines.map((line, index) => ({ ...line, taxes: ofLines[index] ?? [] })), taxes };
}

type Levy = Pick<Tax, 'type' | 'category' | 'reason'> & { rate: DecimalText };

/** In the order in which the lines come to them. */
function groups(treatments: readonly TaxTreatment[]): { of: Levy; members: number[] }[] {
  const found = new Map<string, { of: Levy; members: number[] }>();
  treatments.forEach(({ category, reason, rates }, index) => {
    for (const { type, rate } of rates) {
      const of = { type, category, rate, ...(reason === undefined ? {} : { reason }) };
      const group = found.get(levyKey(of));
      if (group) group.members.push(index);
      else found.set(levyKey(of), { of, members: [index] });
    }
  });
  return [...found.values()];
}

function taxed({ type, category, rate, reason }: Levy, taxableAmount: DecimalText, amount: DecimalText): Tax {
  return { type, category, rate, taxableAmount, amount, ...(reason === undefined ? {} : { reason }) };
}

function levyKey({ type, category, rate, reason }: Pick<Tax, 'type' | 'category' | 'rate' | 'reason'>): string {
  return [type, category, rate ?? '', reason ?? ''].join('|');
}

/**
 * Taxes of a header, whose formats say type and rate alone, with category and reason as the lines have
 * them, group by group in the order of `withTaxes`. What no line explains is told by its rate.
 */
export function withCategories(
  stated: readonly Omit<Tax, 'category' | 'reason'>[],
  lines: readonly Pick<InvoiceLine, 'taxes'>[],
): Tax[] {
  const known = new Map(lines.flatMap(({ taxes = [] }) => taxes).map((tax) => [levyKey(tax), tax]));
  const left = [...known.values()];
  return stated.map((one) => {
    const at = left.findIndex(({ type, rate }) => type === one.type && rate === one.rate);
    const [line] = at < 0 ? [] : left.splice(at, 1);
    const category = line?.category ?? categoryOf(one.rate);
    return { ...one, category, ...(line?.reason === undefined ? {} : { reason: line.reason }) };
  });
}

export function categoryOf(rate: DecimalText | undefined): Tax['category'] {
  return rate !== undefined && compare(rate, ZERO) === 0 ? 'zero-rated' : 'standard';
}

/** Where the taxes of an invoice do not agree with each other: what stands there, and what should. */
export function taxDifferences(
  invoice: Invoice,
): { field: string; stated: DecimalText; expected: DecimalText; what: string }[] {
  const { taxes = [], lines, adjustments, currency } = invoice;
  const ofRates = taxes.flatMap(({ type, rate, taxableAmount, amount }, index) => {
    if (rate === undefined || taxableAmount === undefined) return [];
    const expected = round(percentOf(taxableAmount, rate), decimalsOf(currency));
    const what = `${rate} % ${type} of ${taxableAmount}`;
    return compare(expected, amount) === 0 ? [] : [{ field: `taxes[${index}].amount`, stated: amount, expected, what }];
  });
  // A charge may bear tax too, of which no line knows.
  const areOfLinesAlone = adjustments.length === 0 && lines.some((line) => line.taxes?.length);
  if (taxes.length === 0 || !areOfLinesAlone) return ofRates;
  const [header, ofLines] = [byRate(taxes), byRate(lines.flatMap((line) => line.taxes ?? []))];
  const ofHeader = [...new Set([...header.keys(), ...ofLines.keys()])].flatMap((name) => {
    const [stated, expected] = [header.get(name) ?? ZERO, ofLines.get(name) ?? ZERO];
    return compare(stated, expected) === 0 ? [] : [{ field: 'taxes', stated, expected, what: `${name} of the lines` }];
  });
  return [...ofRates, ...ofHeader];
}

function byRate(taxes: readonly Tax[]): Map<string, DecimalText> {
  const sums = new Map<string, DecimalText>();
  for (const { type, rate, amount } of taxes) {
    const name = rate === undefined ? type : `${rate} % ${type}`;
    sums.set(name, sum([sums.get(name) ?? ZERO, amount]));
  }
  return sums;
}

/** Of what the invoice is made up, for people: `20 % DomesticVAT`, `exempt GST`, and what it comes to. */
export function taxWords(
  invoice: Pick<Invoice, 'taxes' | 'lines'>,
): { words: string; amount: DecimalText; taxableAmount?: DecimalText }[] {
  return taxesOf(invoice).map(({ type, category, rate, taxableAmount, amount, reason }) => {
    const how = category === 'standard' ? (rate === undefined ? '' : `${rate} % `) : `${category.replace('-', ' ')} `;
    const words = `${how}${type}${reason === undefined ? '' : ` (${reason})`}`;
    return { words, amount, ...(taxableAmount === undefined ? {} : { taxableAmount }) };
  });
}
