import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindingWindow, differences, isCancelled, PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { order } from './samples.ts';

describe('what a later version of an order says differently', () => {
  const first = order([{ amount: 24 }, { amount: 5, unit: 'case', eachesPerCase: 12 }]);

  test('is nothing where it says the same', () => {
    expect(differences(first, PurchaseOrder.parse(structuredClone(first)))).toEqual([]);
  });

  test('is named by its field, in document order', () => {
    const second = order([{ amount: 18 }, { amount: 0, unit: 'case', eachesPerCase: 12, cost: '70.2' }], {
      deliveryWindow: { from: '2026-08-10', to: '2026-08-21' },
    });
    expect(differences(first, second)).toEqual([
      { field: 'deliveryWindow.to', before: '2026-08-14', after: '2026-08-21' },
      { field: 'lines[0].ordered.amount', before: 24, after: 18 },
      { field: 'lines[1].ordered.amount', before: 5, after: 0 },
      { field: 'lines[1].unitCost', before: '11.75', after: '70.2' },
    ]);
  });

  test('shows a field that came or went, and a line more', () => {
    const changes = differences(first, order([{ amount: 24 }, { amount: 5, unit: 'case' }, { amount: 1 }]));
    expect(changes.map(({ field }) => field)).toEqual(['lines[1].ordered.eachesPerCase', 'lines[2]']);
    expect(changes[0]).toMatchObject({ before: 12, after: undefined });
  });

  test('is the same list backwards, with before and after exchanged', () => {
    const orders = fc
      .array(fc.record({ amount: fc.nat(3), cost: fc.constantFrom('1', '2') }), { minLength: 1, maxLength: 4 })
      .map((lines) => order(lines));
    fc.assert(
      fc.property(orders, orders, (a, b) => {
        const forth = differences(a, b);
        const turned = differences(b, a).map(({ field, before, after }) => ({ field, before: after, after: before }));
        const byField = (x: { field: string }, y: { field: string }) => x.field.localeCompare(y.field);
        expect([...forth].sort(byField)).toEqual(turned.sort(byField));
        expect(forth.length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

test('an order is cancelled when every line is zero, not when one is', () => {
  expect(isCancelled(order([{ amount: 0 }, { amount: 0 }]))).toBe(true);
  expect(isCancelled(order([{ amount: 0 }, { amount: 1 }]))).toBe(false);
});

describe('the window that binds', () => {
  const both = { shipWindow: { from: '2026-08-05', to: '2026-08-07' } };

  test('is the delivery window where we pay the freight', () => {
    expect(bindingWindow(order([{ amount: 1 }], both))?.to).toBe('2026-08-14');
    expect(bindingWindow(order([{ amount: 1 }], { ...both, methodOfPayment: 'PP' }))?.to).toBe('2026-08-14');
  });
  test('is the pick-up window where Amazon pays it', () => {
    expect(bindingWindow(order([{ amount: 1 }], { ...both, methodOfPayment: 'CC' }))?.to).toBe('2026-08-07');
  });
  test('is whichever there is', () => {
    expect(bindingWindow(order([{ amount: 1 }], { methodOfPayment: 'CC' }))?.to).toBe('2026-08-14');
    expect(bindingWindow(order([{ amount: 1 }], { deliveryWindow: undefined }))).toBeUndefined();
  });
});
