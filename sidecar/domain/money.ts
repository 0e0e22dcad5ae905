import assert from 'node:assert/strict';
import Big from 'big.js';
import { z } from 'zod';

/**
 * An exact decimal as text without exponent, leading `+` or trailing zeros: `4.2`, `-141`, `0.0125`.
 * Text, because a float cannot hold 0.1 and a deduction of a cent is a case for finance.
 */
export type DecimalText = string & { readonly __decimal: true };

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,3})?$/;

/** Reads `11.750`, `.5`, `1.2E1` (legal in SP-API) into canonical form; undefined for anything else. */
export function decimal(text: string): DecimalText | undefined {
  const trimmed = text
    .trim()
    .replace(/^\+(?=[\d.])/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/^(-?)0+(?=\d)/, '$1');
  if (!DECIMAL.test(trimmed)) return undefined;
  return canonical(new Big(trimmed));
}

export const DecimalSchema = z.string().transform((text, context): DecimalText => {
  const value = decimal(text);
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: `'${text}' is not a decimal number` });
  return z.NEVER;
});

export function sum(values: readonly DecimalText[]): DecimalText {
  return canonical(values.reduce((total, value) => total.plus(value), new Big(0)));
}

export function subtract(from: DecimalText, value: DecimalText): DecimalText {
  return canonical(new Big(from).minus(value));
}

export function multiply(value: DecimalText, factor: number | DecimalText): DecimalText {
  return canonical(new Big(value).times(factor));
}

/** To `places` decimals, half away from zero; `isExact` is false where a remainder was lost by it. */
export function divide(value: DecimalText, by: number, places: number): { quotient: DecimalText; isExact: boolean } {
  assert(Number.isSafeInteger(by) && by > 0, `nothing is divided by ${by}`);
  const quotient = new Big(value).div(by).round(places, Big.roundHalfUp);
  return { quotient: canonical(quotient), isExact: quotient.times(by).eq(value) };
}

export function negate(value: DecimalText): DecimalText {
  return canonical(new Big(value).times(-1));
}

/** Below zero: a is less. Zero: equal, whatever their zeros (`4.20` = `4.2`). */
export function compare(a: DecimalText, b: DecimalText): number {
  return new Big(a).cmp(b);
}

/** To `places` decimals, half away from zero, as invoices round: `413.655` -> `413.66`. */
export function round(value: DecimalText, places: number): DecimalText {
  return canonical(new Big(value).round(places, Big.roundHalfUp));
}

/**
 * Each to `places` decimals, so that together they come to the rounded sum: where they would not, those that
 * were rounded farthest go the other way by one last place. What rounds well by itself stays as it is.
 */
export function roundedTogether(values: readonly DecimalText[], places: number): DecimalText[] {
  const step = new Big(10).pow(-places);
  const rounded = values.map((value) => new Big(value).round(places, Big.roundHalfUp));
  const whole = new Big(round(sum(values), places));
  const missing = whole.minus(rounded.reduce((total, value) => total.plus(value), new Big(0))).div(step);
  const direction = missing.s;
  const farthestFirst = values
    .map((value, index) => ({ index, lost: new Big(value).minus(rounded[index] ?? 0).times(direction) }))
    .sort((a, b) => b.lost.cmp(a.lost));
  for (const { index } of farthestFirst.slice(0, missing.abs().toNumber())) {
    rounded[index] = (rounded[index] ?? new Big(0)).plus(step.times(direction));
  }
  return rounded.map(canonical);
}

/** `percent` of the value, to the last decimal. */
export function percentOf(value: DecimalText, percent: DecimalText): DecimalText {
  return canonical(new Big(value).times(percent).times('0.01'));
}

/** Decimals of an amount that is paid: a yen has no cents. ISO 4217. */
export function decimalsOf(currency: string): number {
  return currency === 'JPY' ? 0 : 2;
}

/** Fixed decimals for people and for fields that want them: `4.2` -> `4.20`. */
export function toFixed(value: DecimalText, places = 2): string {
  return new Big(value).toFixed(places, Big.roundHalfUp);
}

export const ZERO = decimal('0') as DecimalText;

function canonical(value: Big): DecimalText {
  const text = value.toFixed();
  const short = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return (short === '-0' ? '0' : short) as DecimalText;
}
