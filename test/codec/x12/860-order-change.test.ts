import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseOrderChange, serialiseOrderChange } from '../../../sidecar/codec/x12/860-order-change.ts';
import { defaultCodeTables } from '../../../sidecar/codec/x12/codes.ts';
import { OrderChange } from '../../../sidecar/domain/order-change.ts';
import { describeFixtures, readAll } from '../golden.ts';
import { interchangeOf, throughTheWire } from '../round-trip.ts';
import { orderChange } from './changes-arbitraries.ts';

describeFixtures('860');

/** Odd, and what some partners mean: a line whose ids carry check digits of nowhere, or whose unit is left out. */
const ODD = ['check-digit-wrong', 'product-id-damaged', 'unit-of-measure-missing', 'case-size-one'];

test('what an 860 says is read back equal, and passes the schema unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(orderChange, async (change) => {
      const back = await throughTheWire('860', serialiseOrderChange(change), ODD);
      expect(back).toStrictEqual(change);
      expect(OrderChange.parse(back)).toStrictEqual(back);
    }),
    { numRuns: 300 },
  );
});

test('a code that one partner uses is read by its table, and by nobody else’s', async () => {
  const segments = [
    ['BCH', '04', 'NE', '4KQ7TZ1M', '', '', '20260803'],
    ['POC', '1', 'OC', '18', '', 'EA', '11.75', 'PE', 'UP', '614141001019'],
    ['CTT', '1'],
  ].map(([tag = '', ...elements], index) => ({ tag, elements, position: index + 2, offset: 0 }));
  const [event] = await readAll(
    Buffer.from(
      interchangeOf('860', [
        ['BCH', '04'],
        ['CTT', '0'],
      ]),
    ),
  );
  if (event?.kind !== 'refused' || !event.envelope) throw new Error('no envelope');
  const { envelope } = event;
  const read = (codes: typeof defaultCodeTables) => parseOrderChange(segments, { codes, envelope, warn: () => {} });
  const theirs = { ...defaultCodeTables, lineChanges: { OC: 'changed' as const } };
  expect(read(theirs).lines[0]?.change).toBe('changed');
  expect(() => read(defaultCodeTables)).toThrow(expect.objectContaining({ code: 'unknown-line-change' }));
});

test('a change line in an order is no line of it, and is said', async () => {
  const [event] = await readAll(
    Buffer.from(
      interchangeOf('850', [
        ['BEG', '00', 'NE', '4KQ7TZ1M', '', '20260803'],
        ['PO1', '1', '24', 'EA', '11.75', 'PE', 'VN', 'NK-1'],
        ['POC', '1', 'QD', '18'],
      ]),
    ),
  );
  expect(event?.warnings.map(({ code }) => code)).toContain('segment-unknown');
});
