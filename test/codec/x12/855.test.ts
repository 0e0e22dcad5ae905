import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAcknowledgement, serialiseAcknowledgement } from '../../../sidecar/codec/x12/855-acknowledgement.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { Acknowledgement } from '../../../sidecar/domain/acknowledgement.ts';
import { acknowledgement } from '../arbitraries-outbound.ts';
import { describeFixtures } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';

describeFixtures('855');

const line = {
  lineNumber: '1',
  productId: { kind: 'upc', value: '012345678905' },
  ordered: { amount: 24, unitOfMeasure: 'each' },
  unitCost: '11.75',
  priceBasis: 'per-each',
  dispositions: [
    {
      code: 'accepted',
      quantity: { amount: 24, unitOfMeasure: 'each' },
      scheduledOn: '2026-08-12',
      schedule: 'delivery',
    },
  ],
};

const written = (change: object) => {
  const document = { purchaseOrderNumber: '4KQ7TZ1M', orderedOn: '2026-08-03', lines: [{ ...line, ...change }] };
  return serialiseAcknowledgement(Acknowledgement.parse(document), { codes });
};

const each = (code: string, amount: number, more: object = {}) => ({
  code,
  quantity: { amount, unitOfMeasure: 'each' },
  ...more,
});

describe('an acknowledgement as we send it', () => {
  test('is read back as what was written, whatever the decision', async () => {
    await fc.assert(
      fc.asyncProperty(acknowledgement, async (document) => {
        const back = await throughTheWire('855', serialiseAcknowledgement(document, { codes }));
        expect(back).toStrictEqual(document);
      }),
    );
  });

  test('echoes the product id with its leading zero, and counts lines and units', () => {
    expect(written({})).toEqual([
      ['BAK', '00', 'AD', '4KQ7TZ1M', '20260803'],
      ['PO1', '1', '24', 'EA', '11.75', 'PE', 'UP', '012345678905'],
      ['ACK', 'IA', '24', 'EA', '067', '20260812'],
      ['CTT', '1', '24'],
    ]);
  });

  test('says AC as soon as one unit is not simply accepted', () => {
    const backorder = each('backordered', 4, { scheduledOn: '2026-08-20', schedule: 'ship' });
    const [bak, , , ack] = written({ dispositions: [each('accepted', 20), backorder] });
    expect(bak?.[2]).toBe('AC');
    expect(ack).toEqual(['ACK', 'IB', '4', 'EA', '068', '20260820']);
  });

  test.each([
    ['temporarily-unavailable', 'IR'],
    ['invalid-product-identifier', 'R2'],
    ['obsolete-product', 'R3'],
  ])('rejects as %s with %s', (reason, code) => {
    const [, , ack] = written({ dispositions: [each('rejected', 24, { reason })] });
    expect(ack?.[1]).toBe(code);
  });

  test('takes the reject codes from the partner where that one reads another list', () => {
    const theirs = {
      ...codes,
      written: { ...codes.written, rejected: { ...codes.written.rejected, 'obsolete-product': 'CK' } },
    };
    const document = {
      purchaseOrderNumber: 'P',
      orderedOn: '2026-08-03',
      lines: [{ ...line, dispositions: [each('rejected', 24, { reason: 'obsolete-product' })] }],
    };
    expect(serialiseAcknowledgement(Acknowledgement.parse(document), { codes: theirs })[2]?.[1]).toBe('CK');
  });

  test.each([
    ['more than was ordered', { dispositions: [each('accepted', 25)] }, 'acknowledged-more-than-ordered'],
    ['less than was ordered', { dispositions: [each('accepted', 23)] }, 'acknowledged-less-than-ordered'],
    ['a backorder without a date', { dispositions: [each('backordered', 24)] }, 'backorder-without-date'],
    ['a rejection without a reason', { dispositions: [each('rejected', 24)] }, 'rejection-without-reason'],
    ['a price of nothing', { unitCost: '0' }, 'acknowledged-without-price'],
    [
      'a date that may be shipping or delivery',
      { dispositions: [each('accepted', 24, { scheduledOn: '2026-08-12' })] },
      'schedule-unstated',
    ],
    [
      'cases for eaches',
      { dispositions: [{ code: 'accepted', quantity: { amount: 24, unitOfMeasure: 'case' } }] },
      'acknowledged-unit-differs',
    ],
    ['a line number longer than PO101', { lineNumber: '0'.repeat(21) }, 'value-too-long'],
  ])('never leaves with %s', (_what, change, code) => {
    expect(() => written(change)).toThrow(expect.objectContaining({ code, hint: expect.stringMatching(/\w/) }));
  });
});

test('a partner’s own code is read by its table, and by nobody else’s', () => {
  const segments = [
    ['BAK', '00', 'AC', 'P1', '20260803'],
    ['PO1', '1', '5', 'EA', '2', 'PE', 'UP', '614141001019'],
    ['ACK', 'OS', '5', 'EA'],
    ['CTT', '1'],
  ].map(([tag = '', ...elements], index) => ({ tag, elements, position: index + 2, offset: 0 }));
  const envelope = {
    senderQualifier: 'ZZ',
    senderId: 'A',
    receiverQualifier: 'ZZ',
    receiverId: 'B',
    interchangeControlNumber: '1',
    usage: 'test' as const,
    functionalId: 'PR',
    groupControlNumber: '1',
    version: '004010',
  };
  const theirs = {
    ...codes,
    acknowledgements: { OS: { code: 'rejected' as const, reason: 'temporarily-unavailable' as const } },
  };
  const read = (table: typeof codes) =>
    parseAcknowledgement(segments, { codes: table, envelope, warn: () => undefined });
  expect(read(theirs).lines[0]?.dispositions[0]).toMatchObject({ code: 'rejected', reason: 'temporarily-unavailable' });
  expect(() => read(codes)).toThrow(expect.objectContaining({ code: 'unknown-acknowledgement-code' }));
});
