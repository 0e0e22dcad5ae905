import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  functionalAcknowledgementOf,
  serialiseFunctionalAcknowledgement,
} from '../../../sidecar/codec/x12/997-functional-acknowledgement.ts';
import { FunctionalAcknowledgement } from '../../../sidecar/domain/functional-acknowledgement.ts';
import { functionalAcknowledgementArbitrary } from '../arbitraries.ts';
import { describeFixtures, readAll } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';
import { interchange, order, po1 } from './sample.ts';

describeFixtures('997');

test('what a 997 says is read back equal', async () => {
  await fc.assert(
    fc.asyncProperty(functionalAcknowledgementArbitrary, async (document) => {
      const read = await throughTheWire('997', serialiseFunctionalAcknowledgement(document));
      expect(read).toStrictEqual(document);
      expect(FunctionalAcknowledgement.parse(read)).toStrictEqual(read);
    }),
    { numRuns: 300 },
  );
});

describe('what we answer to a group', () => {
  const answerTo = async (text: string) => {
    const end = (await readAll(Buffer.from(text))).find((event) => event.kind === 'interchange');
    if (end?.kind !== 'interchange') throw new Error('the interchange has no end');
    return end.groups.map(functionalAcknowledgementOf);
  };

  test('everything could be read: accepted', async () => {
    expect(await answerTo(interchange([order(), order()]))).toEqual([
      {
        functionalId: 'PO',
        groupControlNumber: '101',
        result: 'accepted',
        announced: 2,
        received: 2,
        accepted: 2,
        transactions: [
          { documentType: '850', controlNumber: '0001', result: 'accepted', codes: [], segments: [] },
          { documentType: '850', controlNumber: '0002', result: 'accepted', codes: [], segments: [] },
        ],
      },
    ]);
  });

  test('one of two orders has an unknown unit: that one is rejected at its element, the group in part', async () => {
    const [answer] = await answerTo(interchange([order(), order({ lines: [po1({ unit: 'QQ1' })] })]));
    expect(answer).toMatchObject({ result: 'partially-accepted', announced: 2, received: 2, accepted: 1 });
    expect(answer?.transactions[1]).toEqual({
      documentType: '850',
      controlNumber: '0002',
      result: 'rejected',
      codes: ['5'],
      segments: [{ segment: 'PO1', position: 7, code: '8', elements: [{ position: 3, code: '7' }] }],
    });
  });

  test('SE01 miscounts: the order is accepted with errors', async () => {
    const [answer] = await answerTo(interchange([order()]).replace(/SE\*\d+/, 'SE*99'));
    expect(answer).toMatchObject({ result: 'accepted-with-errors', accepted: 1 });
    expect(answer?.transactions[0]).toMatchObject({ result: 'accepted-with-errors', codes: ['4'] });
  });

  test('GE01 announces more than came: accepted with errors, and the partner sees both counts', async () => {
    const [answer] = await answerTo(interchange([order()]).replace('GE*1*', 'GE*3*'));
    expect(answer).toMatchObject({ result: 'accepted-with-errors', announced: 3, received: 1, accepted: 1 });
  });

  test('a transaction set that we do not read is rejected as unsupported', async () => {
    const [answer] = await answerTo(interchange([['BFR*05*1'], order()], '830'));
    expect(answer?.transactions[0]).toMatchObject({ result: 'rejected', codes: ['1'] });
  });

  test('a group of 997s is never answered', async () => {
    const text = interchange([['AK1*PO*1', 'AK9*A*0*0*0']], '997');
    expect(await answerTo(text)).toEqual([undefined]);
  });
});
