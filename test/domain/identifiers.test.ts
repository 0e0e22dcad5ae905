import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentNumber } from '../../sidecar/domain/document-number.ts';
import {
  gs1CheckDigit,
  gtin14,
  hasValidGs1CheckDigit,
  makeSscc,
  purchaseOrderKey,
  sscc,
} from '../../sidecar/domain/identifiers.ts';

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((list) => list.join(''));

describe('GS1 numbers', () => {
  test.each([
    ['61414100101', 9],
    ['00614141000001001', 1],
    ['629104150021', 3],
    ['37610425002123456', 9],
  ])('%s has check digit %i', (body, digit) => expect(gs1CheckDigit(body)).toBe(digit));

  test('a slip in one digit is always found', () => {
    fc.assert(
      fc.property(digits(17), fc.nat(17), fc.integer({ min: 1, max: 9 }), (body, place, slip) => {
        const code = `${body}${gs1CheckDigit(body)}`;
        expect(hasValidGs1CheckDigit(code)).toBe(true);
        const wrong = [...code].map((digit, index) => (index === place ? (Number(digit) + slip) % 10 : digit)).join('');
        expect(hasValidGs1CheckDigit(wrong)).toBe(false);
        expect(sscc(code)).toBe(code);
        expect(sscc(wrong)).toBeUndefined();
      }),
    );
  });

  test('an SSCC is read with and without its application identifier', () => {
    const code = makeSscc('0614141', 1002);
    expect(code).toHaveLength(18);
    expect(sscc(`00${code}`)).toBe(code);
    expect(sscc(code.slice(1))).toBeUndefined();
  });

  test('serials of one company make codes that differ, whatever the length of its prefix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 10 }).chain(digits), fc.nat(999_999), fc.nat(999_999), (prefix, a, b) => {
        const code = makeSscc(prefix, a);
        expect(sscc(code)).toBe(code);
        expect(code.slice(1)).toMatch(new RegExp(`^${prefix}`));
        expect(makeSscc(prefix, b) === code).toBe(a === b);
      }),
    );
  });

  test('a serial that does not fit is stopped before it becomes a label', () => {
    expect(() => makeSscc('0614141001', 10_000_000)).toThrow(/does not fit/);
    expect(() => makeSscc('0614141001', 1.5)).toThrow(/does not fit/);
    expect(makeSscc('0614141001', 999_999)).toHaveLength(18);
  });

  test('UPC, EAN and GTIN of one item are one', () => {
    expect(gtin14('614141001019')).toBe('00614141001019');
    expect(gtin14('0614141001019')).toBe(gtin14('614141001019'));
    expect(gtin14('00614141001019')).toBe(gtin14('614141001019'));
    expect(gtin14('6.14141E+11')).toBeUndefined();
    expect(gtin14('B07XJ8C8F5')).toBeUndefined();
  });
});

test('two spellings of one purchase order number are one order', () => {
  expect(purchaseOrderKey(' 4kq7tz1m ')).toBe(purchaseOrderKey('4KQ7TZ1M'));
});

describe('the number of a document', () => {
  test('is the prefix and the dispatch, in capitals', () => {
    expect(documentNumber('INV-', 'shipment-12', 22)).toBe('INV-SHIPMENT-12');
  });

  test('never collides, stays within its length, and is the same each time', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 60 }), {
      selector: (id) => id.toUpperCase(),
      maxLength: 30,
    });
    fc.assert(
      fc.property(ids, (dispatchIds) => {
        const numbers = dispatchIds.map((id) => documentNumber('INV-', id, 22));
        expect(new Set(numbers).size).toBe(dispatchIds.length);
        expect(numbers).toEqual(dispatchIds.map((id) => documentNumber('INV-', id, 22)));
        for (const number of numbers) expect(number).toMatch(/^INV-[A-Z0-9-]{1,18}$/);
      }),
    );
  });
});
