import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignLines, type KnownVersion, type SeenBy, sightAgain } from '../../sidecar/domain/order-versions.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { orderOf } from '../fakes/world.ts';

const FIRST = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85');

function version(number: number, document: PurchaseOrder, ...seenBy: SeenBy[]): KnownVersion {
  return { version: number, document, seenBy };
}

/** The same order as another road tells it: other line numbers, more ids, no notes. */
function byApi(order: PurchaseOrder): PurchaseOrder {
  return {
    ...order,
    notes: ['from the portal'],
    lines: order.lines.map((line) => ({
      ...line,
      lineNumber: line.lineNumber.padStart(5, '0'),
      productIds: [{ kind: 'asin' as const, value: `B0${line.position}` }, ...line.productIds],
    })),
  };
}

describe('one order, seen again', () => {
  test('word for word it is known', () => {
    expect(sightAgain([version(1, FIRST, 'edi')], structuredClone(FIRST), 'edi', 'edi')).toEqual({
      outcome: 'known',
      version: 1,
    });
  });

  test('on another road, in that road’s words, it is known', () => {
    expect(sightAgain([version(1, FIRST, 'edi')], byApi(FIRST), 'sp-api', 'edi').outcome).toBe('known');
  });

  test('on another road, once more in that road’s words, it is known still; behind a change it is the version it was', () => {
    expect(sightAgain([version(1, FIRST, 'edi', 'sp-api')], byApi(FIRST), 'sp-api', 'sp-api').outcome).toBe('known');
    const second = orderOf('4KQ7TZ1M', 'NK-0101 12ea 11.75', 'NK-0102 3cs/12 5.85');
    const known = [version(1, FIRST, 'edi', 'sp-api'), version(2, second, 'edi')];
    expect(sightAgain(known, byApi(FIRST), 'sp-api', 'edi')).toEqual({ outcome: 'known', version: 1 });
    expect(sightAgain(known, byApi(second), 'sp-api', 'edi')).toEqual({ outcome: 'known', version: 2 });
  });

  test('changed and changed back is a third version', () => {
    const second = orderOf('4KQ7TZ1M', 'NK-0101 12ea 11.75', 'NK-0102 3cs/12 5.85');
    const known = [version(1, FIRST, 'edi'), version(2, second, 'edi')];
    expect(sightAgain(known, FIRST, 'edi', 'edi')).toMatchObject({
      outcome: 'changed',
      changes: [{ field: 'lines[0].ordered.amount', before: 12, after: 24 }],
    });
  });

  test('a copy of the first version that comes late on another road is that version still', () => {
    const second = orderOf('4KQ7TZ1M', 'NK-0101 12ea 11.75', 'NK-0102 3cs/12 5.85');
    const known = [version(1, FIRST, 'sp-api'), version(2, second, 'sp-api')];
    expect(sightAgain(known, byApi(FIRST), 'edi', 'sp-api')).toEqual({ outcome: 'known', version: 1 });
  });

  test('told otherwise on a road that does not count, it is shown and not followed; on the one that counts it is a change', () => {
    const cheaper = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.50', 'NK-0102 3cs/12 5.85');
    const changes = [{ field: 'lines[0].unitCost', before: '11.75', after: '11.5' }];
    expect(sightAgain([version(1, FIRST, 'edi')], cheaper, 'sp-api', 'edi')).toEqual({
      outcome: 'differs',
      version: 1,
      changes,
    });
    expect(sightAgain([version(1, FIRST, 'sp-api')], cheaper, 'edi', 'edi')).toMatchObject({
      outcome: 'changed',
      changes,
    });
  });

  test('the road that counts is followed only once it has told the order', () => {
    const fewer = orderOf('4KQ7TZ1M', 'NK-0101 6ea 11.75', 'NK-0102 3cs/12 5.85');
    expect(sightAgain([version(1, FIRST, 'file')], fewer, 'sp-api', 'edi').outcome).toBe('changed');
  });
});

describe('lines keep their place', () => {
  test('in another sequence', () => {
    const turned = { ...FIRST, lines: [...FIRST.lines].reverse() };
    expect(alignLines(FIRST, turned).lines.map(({ position, productIds }) => [position, productIds[0]?.value])).toEqual(
      [
        [1, 'NK-0101'],
        [2, 'NK-0102'],
      ],
    );
  });

  test('a new product comes behind the last; a line not named any more was taken back', () => {
    const after = orderOf('4KQ7TZ1M', 'NK-0102 3cs/12 5.85', 'NK-0103 4ea 2');
    expect(
      alignLines(FIRST, after).lines.map(({ position, productIds, ordered }) => [
        position,
        productIds[0]?.value,
        ordered.amount,
      ]),
    ).toEqual([
      [1, 'NK-0101', 0],
      [2, 'NK-0102', 3],
      [3, 'NK-0103', 4],
    ]);
  });

  test('a line that names another product is another line', () => {
    const after = orderOf('4KQ7TZ1M', 'NK-0103 24ea 11.75', 'NK-0102 3cs/12 5.85');
    expect(alignLines(FIRST, after).lines.map(({ position, ordered }) => [position, ordered.amount])).toEqual([
      [1, 0],
      [2, 3],
      [3, 24],
    ]);
  });

  test('no place is given twice and none is given up, whatever comes', () => {
    const line = fc.tuple(fc.constantFrom('NK-0101', 'NK-0102', 'NK-0103'), fc.nat(9));
    const order = fc
      .array(line, { minLength: 1, maxLength: 6 })
      .map((lines) => orderOf('4KQ7TZ1M', ...lines.map(([sku, count]) => `${sku} ${count}ea 1`)));
    fc.assert(
      fc.property(order, fc.array(order, { minLength: 1, maxLength: 4 }), (first, later) => {
        let before = first;
        for (const next of later) {
          const after = alignLines(before, next);
          const places = after.lines.map(({ position }) => position);
          expect(new Set(places).size).toBe(places.length);
          expect(before.lines.every(({ position }) => places.includes(position))).toBe(true);
          for (const { position, productIds } of before.lines) {
            expect(after.lines.find((candidate) => candidate.position === position)?.productIds).toEqual(productIds);
          }
          expect(alignLines(after, next)).toEqual(after);
          before = after;
        }
      }),
    );
  });
});
