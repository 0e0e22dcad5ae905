import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Adjustment, InvoiceLine, invoiceTotal } from '../../sidecar/domain/invoice.ts';
import { compare, decimal, multiply, negate, round, subtract, sum, toFixed, ZERO } from '../../sidecar/domain/money.ts';
import { money } from './samples.ts';

/** An amount as a whole number of ten-thousandths, and as the text a partner may write. */
const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((units) => ({ units, text: written(units) }));

function written(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

describe('money is exact', () => {
  test('sums, differences and signs agree with whole-number arithmetic', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 20 }), amount, (amounts, last) => {
        const total = amounts.reduce((all, { units }) => all + units, 0n);
        const totalText = sum(amounts.map(({ text }) => money(text)));
        expect(totalText).toBe(money(written(total)));
        expect(subtract(totalText, money(last.text))).toBe(money(written(total - last.units)));
        expect(negate(money(last.text))).toBe(money(written(-last.units)));
        expect(Math.sign(compare(totalText, money(last.text)))).toBe(
          total < last.units ? -1 : total > last.units ? 1 : 0,
        );
      }),
    );
  });

  test('a cost times a quantity agrees with whole-number arithmetic', () => {
    fc.assert(
      fc.property(amount, fc.nat(1_000_000), ({ units, text }, quantity) => {
        expect(multiply(money(text), quantity)).toBe(money(written(units * BigInt(quantity))));
      }),
    );
  });

  test('cents are rounded half away from zero', () => {
    fc.assert(
      fc.property(amount, ({ units, text }) => {
        const size = units < 0n ? -units : units;
        const cents = (size + 50n) / 100n;
        expect(round(money(text), 2)).toBe(money(written((units < 0n ? -cents : cents) * 100n)));
      }),
    );
    expect(round(money('413.655'), 2)).toBe('413.66');
    expect(round(money('-413.655'), 2)).toBe('-413.66');
    expect(round(money('413.665'), 2)).toBe('413.67');
    expect(round(money('-0.005'), 2)).toBe('-0.01');
  });

  test('one amount has one spelling, and is read again as itself', () => {
    fc.assert(
      fc.property(amount, ({ text }) => {
        const value = money(text);
        expect(value).not.toMatch(/^-0$|\.\d*0$|\.$|^\+/);
        expect(decimal(value)).toBe(value);
      }),
    );
  });

  test.each([
    ['11.750', '11.75'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['+4', '4'],
    ['007', '7'],
    ['1.2E1', '12'],
    ['-0.00', '0'],
    [' 3 ', '3'],
  ])('%s is %s', (text, canonical) => expect(decimal(text)).toBe(canonical));

  test.each(['', ' ', '-', '.', '1,5', '1.2.3', '$4', '+-5', '--5', '0x10', 'NaN', 'Infinity', '1e9999'])(
    '%j is no amount',
    (text) => expect(decimal(text)).toBeUndefined(),
  );

  test('people see two decimals', () => {
    expect(toFixed(money('4.2'))).toBe('4.20');
    expect(toFixed(money('-141'))).toBe('-141.00');
  });
});

describe('an invoice total', () => {
  const line = (unitCost: string, amount: number) =>
    InvoiceLine.parse({
      position: 1,
      purchaseOrderNumber: '4KQ7TZ1M',
      productId: { kind: 'upc', value: '614141001019' },
      invoiced: { amount, unitOfMeasure: 'each' },
      unitCost,
    });

  test('is lines less allowances plus charges', () => {
    const allowance = Adjustment.parse({ kind: 'allowance', code: 'C310', amount: '8.44' });
    const charge = Adjustment.parse({ kind: 'charge', code: 'D240', amount: '10' });
    expect(invoiceTotal([line('11.75', 18), line('5.85', 36)], [allowance])).toBe('413.66');
    expect(invoiceTotal([line('11.75', 18), line('5.85', 36)], [allowance, charge])).toBe('423.66');
  });

  test('is rounded once, at the end: three lines of a third of a cent make a cent', () => {
    expect(invoiceTotal([line('0.0034', 1), line('0.0034', 1), line('0.0034', 1)], [])).toBe('0.01');
    expect(invoiceTotal([], [])).toBe(ZERO);
  });
});
