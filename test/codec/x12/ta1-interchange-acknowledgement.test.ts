import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseInterchangeAcknowledgements } from '../../../sidecar/codec/x12/ta1-interchange-acknowledgement.ts';
import {
  InterchangeAcknowledgement,
  interchangeNoteText,
} from '../../../sidecar/domain/interchange-acknowledgement.ts';
import { describeFixtures, readAll } from '../golden.ts';
import { interchangeAcknowledgement } from './changes-arbitraries.ts';
import { interchange, order } from './sample.ts';

describeFixtures('TA1');

const header = {
  senderQualifier: 'ZZ',
  senderId: 'NORTHGATEKW',
  receiverQualifier: 'ZZ',
  receiverId: 'AMAZON',
  controlNumber: 61,
  issuedAt: new Date('2026-08-03T16:02:00Z'),
  usage: 'production' as const,
};

describe('a TA1 as we send it', () => {
  test('is read back equal, several in one interchange without groups', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(interchangeAcknowledgement, { minLength: 1, maxLength: 3 }), async (documents) => {
        const text = serialiseInterchangeAcknowledgements(documents, '004010', header);
        const events = await readAll(Buffer.from(text));
        expect(events.flatMap((event) => (event.kind === 'document' ? [event.content.document] : []))).toStrictEqual(
          documents,
        );
        expect(events.flatMap(({ warnings }) => warnings)).toEqual([]);
        expect(events.at(-1)).toMatchObject({ kind: 'interchange', groups: [] });
      }),
    );
  });

  test('is a segment between ISA and IEA, and no group is counted', () => {
    const document = InterchangeAcknowledgement.parse({
      controlNumber: '101',
      sentOn: '2026-08-03',
      sentAt: '0915',
      result: 'accepted',
      note: '000',
    });
    const text = serialiseInterchangeAcknowledgements([document], '004010', header);
    expect(text.slice(106)).toBe('TA1*000000101*260803*0915*A*000~IEA*0*000000061~');
  });
});

describe('what we answer to an envelope', () => {
  const asked = interchange([order()]).replace('*0*P*>', '*1*P*>');
  const answerTo = async (text: string) =>
    (await readAll(Buffer.from(text))).flatMap((event) =>
      event.kind === 'interchange' ? [event.acknowledgement] : [],
    );

  test('nothing where the sender does not ask for it', async () => {
    expect(await answerTo(interchange([order()]))).toEqual([undefined]);
  });

  test('that it arrived, with its number and time', async () => {
    expect(await answerTo(asked)).toEqual([
      { controlNumber: '000000101', sentOn: '2026-08-03', sentAt: '0915', result: 'accepted', note: '000' },
    ]);
  });

  test.each([
    ['whose numbers differ', asked.replace('IEA*1*000000101', 'IEA*1*000000102'), '001'],
    ['whose groups do not count', asked.replace('IEA*1*', 'IEA*2*'), '021'],
    ['that ends without a trailer', asked.replace(/IEA.*/, ''), '023'],
  ])('an envelope %s: accepted with errors, and with which', async (_what, text, note) => {
    expect(await answerTo(text)).toEqual([expect.objectContaining({ result: 'accepted-with-errors', note })]);
  });

  test('nothing to an interchange of TA1s: two houses would answer each other for ever', async () => {
    const only = asked.replace(/GS.*IEA\*1/, 'TA1*000000055*260803*1602*A*000~IEA*0');
    expect(await answerTo(only)).toEqual([undefined]);
  });
});

test.each([
  ['025', 'duplicate control number'],
  ['999', 'note 999'],
  ['constructor', 'note constructor'],
])('note %s means: %s', (note, words) => {
  expect(interchangeNoteText(note)).toBe(words);
});

test('a TA1 beside a group is read with it, and the group is answered as ever', async () => {
  const text = interchange([order()]).replace('~GS*', '~TA1*000000055*260803*1602*A*000~GS*');
  const events = await readAll(Buffer.from(text));
  expect(events.map((event) => (event.kind === 'document' ? event.type : event.kind))).toEqual([
    'TA1',
    '850',
    'interchange',
  ]);
  expect(events[0]).toMatchObject({
    raw: 'TA1*000000055*260803*1602*A*000~',
    position: { interchange: 1, transaction: 0 },
  });
  expect(events[2]).toMatchObject({ groups: [{ transactions: [{ documentType: '850' }] }] });
});
