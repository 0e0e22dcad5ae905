import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiscrepancyKind } from '../../sidecar/domain/discrepancy.ts';
import { codesInSource } from './codes.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');
const explained = [...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code = '']) => code);
const inSource = codesInSource();
/** These have a page of their own in docs/operating. */
const kinds: readonly string[] = DiscrepancyKind.options;

describe('docs/errors.md', () => {
  test('explains every code that the sidecar gives', () => {
    const missing = [...inSource].filter(([code]) => !explained.includes(code) && !kinds.includes(code));
    expect(missing.map(([code, places]) => `${code} (${places[0]})`)).toEqual([]);
  });

  test('explains no code that nothing gives any more', () => {
    expect(explained.filter((code) => !inSource.has(code))).toEqual([]);
  });

  test('explains each code once, with what it means and what to do', () => {
    expect(explained).toEqual([...new Set(explained)]);
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.filter((row) => row.split(' | ').length !== 4 || / \|\s+\|/.test(row))).toEqual([]);
  });
});

describe('the codes of the source', () => {
  test.each([
    ['as an argument', 'mailbox-missing'],
    ['as either side of a choice', 'invoiced-above-order-cost'],
    ['as a property', 'sscc-repeated'],
    ['as the default of a variable', 'internal-error'],
    ['with a choice inside', 'text-before-interchange'],
    ['as a field of an error class', 'lease-lost'],
    ['by a derived class', 'unreachable'],
    ['by a function under another name', 'order-rows-differ'],
    ['before any package is installed', 'packages-missing'],
  ])('are found %s', (_how, code) => {
    expect(inSource.has(code)).toBe(true);
  });

  test('are not taken from the lists of others', () => {
    for (const word of ['accepted', 'custom', 'temporarily-unavailable', 'IA']) expect(inSource.has(word)).toBe(false);
  });
});
