import assert from 'node:assert/strict';
import bwip from 'bwip-js/generic';
import type { Sscc } from '../../domain/identifiers.ts';

/** Application identifier 00 says that an SSCC follows; it stands in the symbol and in the message to Amazon. */
export const SSCC_IDENTIFIER = '00';

/** Start C, FNC1, ten pairs of digits, check character: 11 modules each; stop: 13. */
export const SYMBOL_MODULES = 13 * 11 + 13;

export interface Bar {
  /** From the left edge of the symbol, in modules. */
  from: number;
  /** In modules. */
  width: number;
}

/** The bars of an SSCC as GS1-128. */
export function ssccBars(code: Sscc): Bar[] {
  // By its default export: the one named `raw` is a symbology of that name.
  const [symbol] = bwip.raw({ bcid: 'gs1-128', text: `(${SSCC_IDENTIFIER})${code}` });
  assert(symbol && 'sbs' in symbol, 'a GS1-128 symbol is one row of bars and spaces');
  const bars: Bar[] = [];
  let at = 0;
  symbol.sbs.forEach((width, index) => {
    // A bar first, then a space, in turn.
    if (index % 2 === 0) bars.push({ from: at, width });
    at += width;
  });
  assert(at === SYMBOL_MODULES, `the symbol of ${code} is ${at} modules wide`);
  return bars;
}

/** As people read it below the bars: the parentheses are for them and not in the symbol. */
export function ssccText(code: Sscc): string {
  return `(${SSCC_IDENTIFIER}) ${code}`;
}
