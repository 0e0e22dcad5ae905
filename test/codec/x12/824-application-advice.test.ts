import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialiseApplicationAdvice } from '../../../sidecar/codec/x12/824-application-advice.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { type AdviceError, adviceErrorText } from '../../../sidecar/domain/application-advice.ts';
import { describeFixtures } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';
import { applicationAdvice } from './changes-arbitraries.ts';

describeFixtures('824');

test('what an 824 says is read back equal', async () => {
  await fc.assert(
    fc.asyncProperty(applicationAdvice, async (advice) => {
      expect(await throughTheWire('824', serialiseApplicationAdvice(advice, { codes }))).toStrictEqual(advice);
    }),
    { numRuns: 200 },
  );
});

test.each<[AdviceError, string]>([
  [
    { condition: '006', text: 'NUMBER USED', segment: 'BIG', segmentPosition: 2, elementPosition: 2, value: 'INV-1' },
    "NUMBER USED (006) at BIG02, segment 2: 'INV-1'",
  ],
  [{ condition: 'POI' }, 'purchase order number invalid (POI)'],
  [{ condition: 'toString' }, 'condition toString (toString)'],
])('%j is said in one sentence', (error, sentence) => {
  expect(adviceErrorText(error)).toBe(sentence);
});
