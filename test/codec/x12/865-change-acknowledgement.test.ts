import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseChangeAcknowledgement } from '../../../sidecar/codec/x12/865-change-acknowledgement.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { ChangeAcknowledgement } from '../../../sidecar/domain/change-acknowledgement.ts';
import { describeFixtures } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';
import { changeAcknowledgement } from './changes-arbitraries.ts';

describeFixtures('865');

const each = (amount: number) => ({ amount, unitOfMeasure: 'each' });
const decreased = {
  lineNumber: '1',
  change: 'quantity-decreased',
  productId: { kind: 'upc', value: '614141001019' },
  ordered: each(18),
  left: 6,
  unitCost: '11.75',
  priceBasis: 'per-each',
  dispositions: [{ code: 'accepted', quantity: each(18), scheduledOn: '2026-08-14', schedule: 'delivery' }],
};
const deleted = {
  ...decreased,
  lineNumber: '3',
  change: 'deleted',
  ordered: each(0),
  left: 10,
  dispositions: [{ code: 'rejected', quantity: each(10), reason: 'obsolete-product' }],
};

const written = (...lines: object[]) => {
  const document = { purchaseOrderNumber: '4KQ7TZ1M', orderedOn: '2026-08-03', changedOn: '2026-08-05', lines };
  return serialiseChangeAcknowledgement(ChangeAcknowledgement.parse(document), { codes });
};

describe('the answer to a change as we send it', () => {
  test('is read back as what was written, whatever changed and whatever was decided', async () => {
    await fc.assert(
      fc.asyncProperty(changeAcknowledgement, async (document) => {
        const back = await throughTheWire('865', serialiseChangeAcknowledgement(document, { codes }));
        expect(back).toStrictEqual(document);
      }),
      { numRuns: 200 },
    );
  });

  test('echoes the change, then says what becomes of it; a line taken back is confirmed as deleted', () => {
    expect(written(decreased, deleted)).toEqual([
      ['BCA', '00', 'AC', '4KQ7TZ1M', '', '', '20260803', '', '', '', '20260805'],
      ['POC', '1', 'QD', '18', '6', 'EA', '11.75', 'PE', 'UP', '614141001019'],
      ['ACK', 'IA', '18', 'EA', '067', '20260814'],
      ['POC', '3', 'DI', '0', '10', 'EA', '11.75', 'PE', 'UP', '614141001019'],
      ['ACK', 'ID', '10', 'EA'],
      ['CTT', '2'],
    ]);
  });

  test.each([
    ['more than is left of a line', { ...decreased, ordered: each(12) }, 'acknowledged-more-than-ordered'],
    ['less than is left of a line', { ...decreased, ordered: each(20) }, 'acknowledged-less-than-ordered'],
    [
      'a promise of what was taken back',
      { ...deleted, dispositions: [{ code: 'accepted', quantity: each(10) }] },
      'acknowledged-more-than-ordered',
    ],
    ['no price', { ...decreased, unitCost: '0' }, 'acknowledged-without-price'],
  ])('never leaves with %s', (_what, line, code) => {
    expect(() => written(line)).toThrow(expect.objectContaining({ code, hint: expect.stringMatching(/\w/) }));
  });
});
