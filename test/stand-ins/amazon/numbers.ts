import Big from 'big.js';

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Amazon's Decimal; X12's R differs only by allowing `.5`. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text.startsWith('.') ? `0${text}` : text);
}

export function big(text: string | number): Big {
  return new Big(text);
}

export function total(values: readonly (string | Big)[]): Big {
  return values.reduce<Big>((sum, value) => sum.plus(value), new Big(0));
}

/** Shortest form: `4.20` is `4.2`. */
export function plain(value: Big): string {
  return value.toFixed();
}

/** 18 digits of an SSCC written with or without the application identifier 00; undefined where it is none. */
export function ssccDigits(text: string): string | undefined {
  const digits = text.length === 20 && text.startsWith('00') ? text.slice(2) : text;
  return /^\d{18}$/.test(digits) && checkDigitHolds(digits) ? digits : undefined;
}

/** GS1 mod-10: from the right, the check digit counts once, its neighbour three times, and so on; the sum ends in 0. */
export function checkDigitHolds(digits: string): boolean {
  const weighted = [...digits].reverse().map((digit, index) => Number(digit) * (index % 2 === 1 ? 3 : 1));
  return weighted.reduce((sum, value) => sum + value, 0) % 10 === 0;
}
