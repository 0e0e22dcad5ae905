import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { ProductId } from '../../sidecar/domain/identifiers.ts';
import {
  type KnownProduct,
  type PlanRules,
  planInventory,
  productIdKey,
  type StockFigures,
  type ToldItem,
} from '../../sidecar/domain/inventory-plan.ts';
import { InventoryRules, slotOf } from '../../sidecar/domain/inventory-rules.ts';

const idOf = (text: string): ProductId => {
  const [kind, value] = text.split(':');
  return ProductId.parse({ kind, value });
};

/**
 * `stock SKU promisable [salable] [buffer]`: what the shop says; a SKU without it is one that the shop does not know.
 * `known SKU|? id…`: names that belong together. `told id eaches`: what Amazon heard before.
 * `=> id eaches`: every item that is reported, in that order; `left id`: known and not told. `#` begins a remark.
 */
function check(table: string, rules: Partial<PlanRules> = {}): void {
  const stock = new Map<string, StockFigures>();
  const names: { sku: string; productIds: ProductId[] }[] = [];
  const told: ToldItem[] = [];
  const expected: string[] = [];
  const left: string[] = [];
  for (const row of table.split('\n').map((text) => text.replace(/#.*/, '').trim())) {
    const [word = '', first = '', ...rest] = row.split(/\s+/);
    if (word === 'stock') {
      const [promisable = 0, salable = promisable, buffer = 0] = rest
        .filter((text) => text !== 'unstocked')
        .map(Number);
      stock.set(first, { isStocked: !rest.includes('unstocked'), availableToPromise: promisable, salable, buffer });
    } else if (word === 'known') names.push({ sku: first, productIds: rest.map(idOf) });
    else if (word === 'told') told.push({ productId: idOf(first), available: Number(rest[0]) });
    else if (word === '=>') expected.push(`${first} ${rest[0]}`);
    else if (word === 'left') left.push(first);
    else expect(row, `cannot read '${row}'`).toBe('');
  }
  const known = names.map(({ sku, productIds }): KnownProduct => {
    return { productIds, sku: sku === '?' ? undefined : sku, stock: stock.get(sku) };
  });
  const usual = { ...InventoryRules.parse({}), answerProductIds: [] };
  const plan = planInventory(known, told, { ...usual, ...rules });
  const text = ({ kind, value }: ProductId) => `${kind}:${value}`;
  expect(plan.items.map(({ productId, available }) => `${text(productId)} ${available}`)).toEqual(expected);
  expect(plan.leftOut.flatMap(({ productIds }) => productIds.map(text))).toEqual(left);
}

describe('what Amazon is told of the stock', () => {
  test('what may be promised, and 0 where there is none; never more than the shop could sell itself', () =>
    check(`
      stock A 100            # in the pool, nothing else counts
      stock B 0
      stock C 100 60         # the pool counts what the website does not sell from
      stock D 100 60 5       # the shop's own buffer counts there too
      stock E -3 -3          # oversold
      stock F 7.9            # parts of an each are nobody's
      known A asin:B0NK000101
      known B asin:B0NK000102
      known C asin:B0NK000103
      known D asin:B0NK000104
      known E asin:B0NK000105
      known F asin:B0NK000106
      => asin:B0NK000101 100
      => asin:B0NK000102 0
      => asin:B0NK000103 60
      => asin:B0NK000104 55
      => asin:B0NK000105 0
      => asin:B0NK000106 7
    `));

  test('less what the account keeps back, then its share, then no more than its most', () => {
    const table = (a: number, b: number, c: number) => `
      stock A 100
      stock B 15
      stock C 3
      known A asin:B0NK000101
      known B asin:B0NK000102
      known C asin:B0NK000103
      => asin:B0NK000101 ${a}
      => asin:B0NK000102 ${b}
      => asin:B0NK000103 ${c}
    `;
    check(table(90, 5, 0), { bufferEaches: 10 });
    check(table(33, 4, 0), { sharePercent: 33 });
    check(table(40, 15, 3), { mostEaches: 40 });
    check(table(20, 2, 0), { bufferEaches: 10, sharePercent: 50, mostEaches: 20 });
    check(table(100, 0, 3), { stoppedSkus: ['B'] });
  });

  test('one line a SKU: its stock is told once, under the best name that Amazon knows', () => {
    const table = (name: string, was = '') => `
      stock A 100
      known A upc:614141001019
      known A asin:B0NK000101 vendor-item:NK-0101
      ${was}
      => ${name} 100
    `;
    check(table('asin:B0NK000101'));
    check(table('upc:614141001019'), { answerProductIds: ['upc'] });
    check(table('asin:B0NK000101', 'told upc:0614141001019 80')); // told by its barcode before: 0 for that would take it back
  });

  test('two items of Amazon on one SKU: the stock stays with the one that has it, and the other one is 0', () => {
    check(`
      stock A 100
      known A asin:B0NK000101
      known A asin:B0NK000999
      => asin:B0NK000101 100
    `);
    check(`
      stock A 100
      known A asin:B0NK000101
      known A asin:B0NK000999
      told asin:B0NK000999 80
      => asin:B0NK000999 100
    `);
    check(`
      stock A 100
      known A asin:B0NK000101
      known A asin:B0NK000999
      told asin:B0NK000101 50   # were two SKUs until now
      told asin:B0NK000999 80
      => asin:B0NK000101 100
      => asin:B0NK000999 0
    `);
  });

  test('what was told and is not ours any more is told as 0, once Amazon has heard that it is said no more', () => {
    check(`
      stock A 100
      stock K 5 unstocked
      known A asin:B0NK000101
      known B asin:B0NK000102   # the shop has forgotten it
      known K asin:B0NK000103   # a kit by now
      told asin:B0NK000101 90
      told asin:B0NK000102 40
      told asin:B0NK000103 4
      told asin:B0NK000104 7    # nobody knows it at all
      => asin:B0NK000101 100
      => asin:B0NK000102 0
      => asin:B0NK000103 0
      => asin:B0NK000104 0
    `);
    check(`
      stock A 100
      known A asin:B0NK000101
      known B asin:B0NK000102
      told asin:B0NK000102 0
      => asin:B0NK000101 100
      left asin:B0NK000102
    `);
  });

  test('a doubt is not told: unknown products, products without stock keeping, the code of a case', () =>
    check(`
      stock K 5 unstocked
      stock C 48
      known ? upc:614141009999
      known B asin:B0NK000102
      known K asin:B0NK000103
      known C case-code:10614141001016
      left upc:614141009999
      left asin:B0NK000102
      left asin:B0NK000103
      left case-code:10614141001016
    `));

  test('a name that two products claim stays with the first', () =>
    check(`
      stock A 10
      stock B 20
      known A upc:614141001019
      known B asin:B0NK000102 upc:0614141001019
      => upc:614141001019 10
      => asin:B0NK000102 20
    `));

  test('whatever is known and was told: no more than the shop has, no name twice, nothing told is forgotten', () => {
    const names = fc.constantFrom('asin:B1', 'asin:B2', 'upc:614141001019', 'ean:0614141001019', 'vendor-item:N1');
    const group = fc.record({
      sku: fc.constantFrom('A', 'B', undefined),
      productIds: fc.array(names.map(idOf), { minLength: 1, maxLength: 3 }),
    });
    const stocks = fc.record({ A: fc.integer({ min: -5, max: 50 }), B: fc.integer({ min: 0, max: 50 }) });
    const before = fc.array(fc.record({ productId: names.map(idOf), available: fc.nat(50) }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), stocks, before, fc.nat(5), (groups, has, told, bufferEaches) => {
        const known = groups.map(({ sku, productIds }): KnownProduct => {
          const figures = sku && { isStocked: true, availableToPromise: has[sku], salable: has[sku], buffer: 0 };
          return { sku, productIds, stock: figures };
        });
        const rules = { ...InventoryRules.parse({ bufferEaches }), answerProductIds: [] };
        const { items } = planInventory(known, told, rules);
        const keys = items.map(({ productId }) => productIdKey(productId));
        expect(new Set(keys).size).toBe(keys.length);
        for (const sku of ['A', 'B'] as const) {
          const sum = items.reduce((total, item) => total + (item.sku === sku ? item.available : 0), 0);
          expect(sum).toBeLessThanOrEqual(Math.max(0, has[sku] - bufferEaches));
        }
        for (const { productId, available } of told.filter((one) => one.available > 0)) {
          const said = keys.includes(productIdKey(productId));
          const otherName = known.some(
            ({ sku, productIds }) =>
              sku !== undefined && productIds.some((one) => productIdKey(one) === productIdKey(productId)),
          );
          expect(said || otherName, `${productIdKey(productId)} was told as ${available}`).toBe(true);
        }
      }),
    );
  });
});

describe('when a report is due', () => {
  test.each([
    [24, '2026-08-03T17:45:00Z', '2026-08-03T00:00:00.000Z'],
    [4, '2026-08-03T17:45:00Z', '2026-08-03T16:00:00.000Z'],
    [5, '2026-08-03T23:59:59Z', '2026-08-03T20:00:00.000Z'],
    [5, '2026-08-04T00:00:00Z', '2026-08-04T00:00:00.000Z'],
    [0.25, '2026-08-03T17:45:00Z', '2026-08-03T17:45:00.000Z'],
  ])('every %s hours, at %s it is that of %s', (hours, now, slot) => {
    expect(slotOf(new Date(now), hours)).toBe(instant(new Date(slot)));
  });
});
