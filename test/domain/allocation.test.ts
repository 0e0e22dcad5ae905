import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, type Demand } from '../../sidecar/domain/allocation.ts';
import { availableToPromise } from '../../sidecar/domain/available-to-promise.ts';
import { type Eaches, eaches } from '../../sidecar/domain/quantity.ts';

/**
 * `stock SKU eaches`, then `line SKU wanted/casePack => accepted refused`; `#` begins a remark.
 * All lines of a table are one purchase order.
 */
function check(table: string): void {
  const stock = new Map<string, Eaches>();
  const demands: Demand[] = [];
  const expected: string[] = [];
  for (const row of table.split('\n').map((text) => text.replace(/#.*/, '').trim())) {
    const [, sku = '', count = ''] = /^stock (\S+) +(\d+)$/.exec(row) ?? [];
    if (sku) stock.set(sku, eaches(Number(count)));
    const line = /^line +(\S+) +(\d+)\/(\d+) +=> +(\d+) +(\d+)$/.exec(row);
    if (!line) {
      expect(row === '' || sku !== '', `cannot read '${row}'`).toBe(true);
      continue;
    }
    const [, of = '', wanted, casePack, accepted, refused] = line;
    demands.push({ sku: of, wanted: eaches(Number(wanted)), casePack: Number(casePack) });
    expected.push(`${of} ${accepted} ${refused}`);
  }
  const answers = allocate(demands, stock);
  expect(answers.map(({ sku, accepted, refused }) => `${sku} ${accepted} ${refused}`)).toEqual(expected);
}

describe('allocation', () => {
  test('stock is promised first line first, and cases stay whole', () =>
    check(`
      stock A 100
      line  A  60/1  => 60  0
      line  A  60/12 => 36 24   # the 40 left are three cases and a part carton
      line  A  10/1  =>  4  6   # that part carton still sells singly
      line  B  12/12 =>  0 12   # a SKU without stock is refused, not held
    `));

  test('a case that is larger than all the stock leaves the stock to the next line', () =>
    check(`
      stock A 23
      line  A  24/24 =>  0 24
      line  A  23/1  => 23  0
    `));

  test('lines of different products do not take from each other', () =>
    check(`
      stock A 12
      stock B 12
      line  A  12/12 => 12  0
      line  B  24/12 => 12 12
      line  A   1/1  =>  0  1
    `));

  test('a line of zero takes nothing', () =>
    check(`
      stock A 5
      line  A   0/1  =>  0  0
      line  A   5/1  =>  5  0
    `));

  const demand = fc
    .record({ sku: fc.constantFrom('A', 'B', 'C'), cases: fc.nat(400), casePack: fc.constantFrom(1, 6, 12, 24) })
    .map(({ sku, cases, casePack }): Demand => ({ sku, wanted: eaches(cases * casePack), casePack }));
  const stock = fc.record({ A: fc.nat(5000), B: fc.nat(50), C: fc.constant(0) });

  test('no unit is promised twice, whole cases stay whole, and every each is answered once', () => {
    fc.assert(
      fc.property(fc.array(demand, { maxLength: 12 }), stock, (demands, counts) => {
        const answers = allocate(demands, new Map(Object.entries(counts).map(([sku, n]) => [sku, eaches(n)])));
        for (const sku of ['A', 'B', 'C'] as const) {
          const promised = answers.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.accepted, 0);
          expect(promised).toBeLessThanOrEqual(counts[sku]);
        }
        answers.forEach((answer, index) => {
          const asked = demands[index];
          expect(answer.accepted + answer.refused).toBe(asked?.wanted);
          expect(answer.accepted % (asked?.casePack ?? 1)).toBe(0);
        });
      }),
    );
  });

  test('nothing is kept back that a line could still have had', () => {
    fc.assert(
      fc.property(demand, fc.nat(5000), (asked, count) => {
        const [answer] = allocate([asked], new Map([[asked.sku, eaches(count)]]));
        expect(Math.min(answer?.refused ?? 0, count - (answer?.accepted ?? 0))).toBeLessThan(
          answer?.refused === 0 ? 1 : asked.casePack,
        );
      }),
    );
  });
});

describe('available to promise', () => {
  const figures = { sku: 'A', inPoolSources: 100, retailReserved: 10, amazonReserved: 30, buffer: 5 };

  test('is what lies in the sources open to Amazon, less both promises and the buffer', () => {
    expect(availableToPromise(figures)).toBe(55);
  });

  test('is zero, never less, where more was promised than there is', () => {
    expect(availableToPromise({ ...figures, amazonReserved: 200 })).toBe(0);
    expect(availableToPromise({ ...figures, inPoolSources: -3 })).toBe(0);
  });

  test('counts no part of an each', () => {
    expect(availableToPromise({ ...figures, inPoolSources: 100.75 })).toBe(55);
  });

  test('never promises more than the sources hold, and falls by what is promised', () => {
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        fc.nat(100),
        (inPoolSources, retailReserved, amazonReserved, buffer, more) => {
          const position = { sku: 'A', inPoolSources, retailReserved, amazonReserved, buffer };
          const now = availableToPromise(position);
          expect(now).toBeLessThanOrEqual(inPoolSources);
          const after = availableToPromise({ ...position, amazonReserved: amazonReserved + more });
          expect(after).toBe(Math.max(0, now - more));
        },
      ),
    );
  });
});
