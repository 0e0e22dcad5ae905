import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divide, multiply } from '../../sidecar/domain/money.ts';
import { costPerEach } from '../../sidecar/domain/unit-cost.ts';
import { money } from './samples.ts';

describe('the cost of one each', () => {
  test.each([
    ['5.85', 'per-each', 12, '5.85', true],
    ['70.2', 'per-unit-of-measure', 12, '5.85', true],
    ['70.2', 'per-unit-of-measure', 1, '70.2', true],
    ['70', 'per-unit-of-measure', 12, '5.8333', false],
    ['0.01', 'per-unit-of-measure', 12, '0.0008', false],
    // Billed as it was acknowledged, so entered in the shop as it will be billed.
    ['70.2', 'unstated', 12, '5.85', true],
  ] as const)('%s %s in cases of %d is %s', (cost, basis, casePack, each, isExact) => {
    expect(costPerEach(money(cost), basis, casePack)).toEqual({ cost: each, isExact });
  });

  test('times the case is the case again, exactly where it says so, else off by less than the last decimal an each', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 500 }), (cents, casePack) => {
        const perCase = money((cents / 100).toFixed(2));
        const { quotient, isExact } = divide(perCase, casePack, 4);
        const again = multiply(quotient, casePack);
        expect(again === perCase).toBe(isExact);
        expect(Math.abs(Number(again) - Number(perCase))).toBeLessThanOrEqual(0.00005 * casePack + 1e-9);
      }),
    );
  });
});
