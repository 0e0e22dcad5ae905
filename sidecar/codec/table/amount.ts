import { type DecimalText, decimal, negate } from '../../domain/money.ts';

export type DecimalMark = '.' | ',';

/** An amount taken apart; what its separators mean may hang on the rest of the file. */
interface Parts {
  isNegative: boolean;
  /** Digits and separators. */
  digits: string;
}

export type AmountReading = { value: DecimalText } | { problem: 'no-number' | 'ambiguous' };

/**
 * Reads `$1,234.56`, `1.234,56 €`, `(12.00)`, `12.00-`, `-$12`, `US$ 5`. `1.234` is a thousand in one
 * country and a bit over one in another: it is read by what the rest of the file does, else not at all.
 */
export function readAmount(text: string, fileMark: DecimalMark | undefined): AmountReading {
  const parts = partsOf(text);
  if (parts === undefined) return { problem: 'no-number' };
  const mark = markOf(parts.digits);
  if (mark === 'broken') return { problem: 'no-number' };
  const decided = mark === 'either' ? fileMark : mark;
  if (decided === undefined) return { problem: 'ambiguous' };
  const plain = plainOf(parts.digits, decided);
  const value = plain === undefined ? undefined : decimal(plain);
  if (value === undefined) return { problem: 'no-number' };
  return { value: parts.isNegative ? negate(value) : value };
}

/** The decimal mark of a file: what its unambiguous amounts agree on; undefined where they do not, or where there is none. */
export function decimalMarkOf(texts: Iterable<string>): DecimalMark | undefined {
  const found = new Set<DecimalMark>();
  for (const text of texts) {
    const parts = partsOf(text);
    if (parts === undefined || !/[.,]/.test(parts.digits)) continue;
    const mark = markOf(parts.digits);
    if (mark === '.' || mark === ',') found.add(mark);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** Currency signs and codes, before or behind; a minus on either side of them; brackets for a minus, as accountants write it. */
function partsOf(text: string): Parts | undefined {
  const tight = text.normalize('NFKC').replace(/[\s\u00a0\u202f\u2009'’]/g, '');
  const bare = tight.replace(/[\u2212\u2012\u2013]/g, '-');
  const match =
    /^(\()?([-+]?)([\p{L}\p{Sc}]{0,4})([-+]?)(\d[\d.,]*|[.,]\d+)([-+]?)([\p{L}\p{Sc}]{0,4})([-+]?)(\))?$/u.exec(bare);
  if (!match) return undefined;
  const [, open, before, , inner, digits = '', after, , behind, close] = match;
  const signs = [before, inner, after, behind].filter((sign) => sign !== '' && sign !== undefined);
  if ((open === undefined) !== (close === undefined) || signs.length > 1) return undefined;
  if (open !== undefined && signs.length > 0) return undefined;
  return { isNegative: open !== undefined || signs[0] === '-', digits };
}

/** Which of the two marks is the decimal one in this amount, taken by itself. */
function markOf(digits: string): DecimalMark | 'either' | 'broken' {
  const separators = [...digits.matchAll(/[.,]/g)];
  const last = separators.at(-1);
  if (last === undefined) return '.';
  const kinds = new Set(separators.map(([sign]) => sign));
  const mark = last[0] as DecimalMark;
  const other = mark === '.' ? ',' : '.';
  const decimals = digits.length - last.index - 1;
  if (kinds.size === 2) return separators.filter(([sign]) => sign === mark).length === 1 ? mark : 'broken';
  // Twice the same: it parts thousands, and the decimal mark is the other one.
  if (separators.length > 1) return other;
  const whole = digits.slice(0, last.index);
  if (decimals !== 3 || whole.length > 3 || whole === '' || whole.startsWith('0')) return mark;
  return 'either';
}

function plainOf(digits: string, mark: DecimalMark): string | undefined {
  const [whole = '', fraction, ...more] = digits.split(mark);
  if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return undefined;
  const thousands = mark === '.' ? ',' : '.';
  const groups = whole.split(thousands);
  // Groups of three, of two in India before the last; anything else is a number that somebody broke.
  const isGrouped =
    groups.length === 1 ||
    (/^\d{1,3}$/.test(groups[0] ?? '') &&
      groups.slice(1, -1).every((group) => /^\d{2,3}$/.test(group)) &&
      /^\d{3}$/.test(groups.at(-1) ?? ''));
  if (!isGrouped) return undefined;
  return `${groups.join('') || '0'}${fraction ? `.${fraction}` : ''}`;
}
