/** What a printer's fonts have: ASCII for those inside a label printer, Latin-1 and the usual marks for those of PDF. */
export type Repertoire = 'ascii' | 'latin';

const HAS: Readonly<Record<Repertoire, RegExp>> = {
  ascii: /^[\x20-\x7e]$/,
  latin: /^[\x20-\x7e\xa1-\xff–—‘’“”…]$/,
};

/** Letters and marks that do not come apart into a plain letter and its accent. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  Æ: 'AE',
  æ: 'ae',
  Œ: 'OE',
  œ: 'oe',
  Ø: 'O',
  ø: 'o',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Þ: 'Th',
  þ: 'th',
  ı: 'i',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
};

/**
 * One line in the letters that the printer has: `Łódź` prints as `Lódz` or `Lodz`. A sign that has no
 * plain form is a question mark, which a person sees; left out, nobody would.
 */
export function plainText(text: string, repertoire: Repertoire): string {
  const line = text
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return [...line].map((sign) => plainSign(sign, HAS[repertoire])).join('');
}

function plainSign(sign: string, has: RegExp): string {
  if (has.test(sign)) return sign;
  const letters = PLAIN[sign] ?? sign.normalize('NFKD').replace(/\p{M}/gu, '');
  const plain = [...letters].map((letter) => PLAIN[letter] ?? letter).join('');
  return plain !== '' && [...plain].every((letter) => has.test(letter)) ? plain : '?';
}

/** The longest beginning that fits with the ellipsis behind it, or all of it. */
export function cut(text: string, ellipsis: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  for (let length = text.length - 1; length > 0; length--) {
    const shorter = `${text.slice(0, length).trimEnd()}${ellipsis}`;
    if (fits(shorter)) return shorter;
  }
  return fits(ellipsis) ? ellipsis : '';
}
