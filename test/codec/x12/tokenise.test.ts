import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodecError } from '../../../sidecar/codec/problem.ts';
import { readInterchanges } from '../../../sidecar/codec/x12/read.ts';
import { type Token, tokenise } from '../../../sidecar/codec/x12/tokenise.ts';
import { serialiseInterchange } from '../../../sidecar/codec/x12/write.ts';
import { PurchaseOrder } from '../../../sidecar/domain/purchase-order.ts';
import { ISA, interchange, order, po1, segmentsOf } from './sample.ts';

const tokens = async (source: Uint8Array | AsyncIterable<Uint8Array>) => {
  const found: Token[] = [];
  for await (const token of tokenise(source)) found.push(token);
  return found;
};

const segments = async (text: string) =>
  (await tokens(Buffer.from(text))).flatMap((token) => (token.kind === 'segment' ? [token.segment] : []));

describe('segments and where they stand', () => {
  test('every offset points at the tag of its segment, whatever stands between segments', async () => {
    for (const end of ['~', '~\n', '~\r\n', '~ \r\n\r\n', '\r\n', '~~~', '…\n']) {
      const text = `\r\n${segmentsOf([order(), order()])
        .map((segment) => segment + end)
        .join('')}${interchange([order()])}`;
      const found = await segments(text);
      expect(found).toHaveLength(21 + 12);
      for (const { tag, offset } of found) expect(text.slice(offset, offset + tag.length)).toBe(tag);
    }
  });

  test('positions count from ST, as AK302 wants them, and are 0 outside of a transaction', async () => {
    const found = await segments(interchange([order(), order({ lines: [po1(), po1()] })]));
    expect(found.map(({ tag, position }) => `${tag}${position}`).join(' ')).toBe(
      'GS0 ST1 BEG2 REF3 DTM4 DTM5 N16 PO17 CTT8 SE9 ST1 BEG2 REF3 DTM4 DTM5 N16 PO17 PO18 CTT9 SE10 GE0 IEA0',
    );
  });

  test('components stay together and blanks are kept', async () => {
    const found = await segments(interchange([order({ header: ['REF*CR* A>B '] })]));
    expect(found.find(({ tag }) => tag === 'REF')?.elements).toEqual(['CR', ' A>B ']);
  });

  test('how the bytes are cut makes no difference, not even to half a character', async () => {
    const bytes = Buffer.from(
      `\ufeff${interchange([order({ header: ['MSG*Öl ☕ 🍳 für die Küche'] })])}\r\n${segmentsOf([order()]).join("'\r\n")}'`,
    );
    const whole = await tokens(bytes);
    expect(whole.filter(({ kind }) => kind === 'interchange')).toHaveLength(2);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), async (sizes) => {
        async function* pieces() {
          for (let from = 0, turn = 0; from < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            yield bytes.subarray(from, from + size);
            from += size;
          }
        }
        expect(await tokens(pieces())).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  test('a terminator that the file never uses: refused before it costs memory', async () => {
    const endless = Buffer.from('PO1*1*24*EA*11.75*PE*UP*614141001019|'.repeat(2000));
    async function* source() {
      yield Buffer.from(`${ISA}~`);
      for (let turn = 0; turn < 200; turn++) yield endless;
    }
    const refused = (await tokens(source())).flatMap((token) => (token.kind === 'refused' ? [token.error.code] : []));
    expect(refused).toEqual(['segment-too-long']);
  });
});

describe('what we write', () => {
  const header = {
    senderQualifier: 'ZZ',
    senderId: 'NORTHGATEKW',
    receiverQualifier: 'ZZ',
    receiverId: 'AMAZON',
    controlNumber: 61,
    issuedAt: new Date('2026-08-03T09:20:00Z'),
    usage: 'test' as const,
  };
  const body = {
    documentType: '997',
    segments: [['AK1', 'PO', '101', '', ''] as const, ['AK9', 'A', '1', '1', '1'] as const],
  };

  test('envelope, counts and control numbers', () => {
    expect(serialiseInterchange('FA', '004010', [body, body], { ...header, lineEnd: '\n' }).split('\n')).toEqual([
      'ISA*00*          *00*          *ZZ*NORTHGATEKW    *ZZ*AMAZON         *260803*0920*U*00401*000000061*0*T*>~',
      'GS*FA*NORTHGATEKW*AMAZON*20260803*0920*61*X*004010~',
      'ST*997*0001~',
      'AK1*PO*101~',
      'AK9*A*1*1*1~',
      'SE*4*0001~',
      'ST*997*0002~',
      'AK1*PO*101~',
      'AK9*A*1*1*1~',
      'SE*4*0002~',
      'GE*2*61~',
      'IEA*1*000000061~',
      '',
    ]);
  });

  test('version 5010 names a repetition separator', () => {
    expect(serialiseInterchange('SH', '005010', [body], header)).toContain('*^*00501*000000061*');
  });

  test('55: delimiters and control characters inside a value become blanks, so that none of it ends the segment', () => {
    const text = 'a*b~c>d\ne\u0000f\u001c';
    const written = serialiseInterchange('FA', '004010', [{ documentType: '997', segments: [['MSG', text]] }], header);
    expect(written).toContain('~MSG*a b c d e f~');
  });

  test('an id too long for the ISA is our mistake, and stops before it is sent', () => {
    expect(() =>
      serialiseInterchange('FA', '004010', [body], { ...header, senderId: 'NORTHGATE-KITCHENWARE' }),
    ).toThrow(/longer than the 15 characters/);
  });
});

describe('whatever arrives', () => {
  const seeds = [
    interchange([order(), order({ lines: [po1(), po1({ unit: 'CA' }), 'PO4*6'] })]),
    segmentsOf(
      [['AK1*IN*58', 'AK2*810*0001', 'AK3*IT1*12*IT1*8', 'AK4*4*212*6*1', 'AK5*R*5', 'AK9*R*1*1*0']],
      '997',
    ).join('\r\n'),
    segmentsOf([['BPR*I*90*C*ACH', 'TRN*1*7', 'ENT*1', 'RMR*IV*INV-1**90*90*0', 'ADX*-1*06']], '820').join('~\n'),
    `mail\n${interchange([order()])}\n${interchange([order()]).replaceAll('*', '|')}`,
  ].map((text) => Buffer.from(text));
  const spices = [
    '~',
    '*',
    '>',
    '\r\n',
    'ISA*',
    'IEA*1*1~',
    'ST*850*1~',
    'SE*1*1~',
    '\u0000',
    'Ö',
    '-',
    '9'.repeat(30),
  ].map((text) => Buffer.from(text));

  test('20,000 spoilt files: each is read, warned of or refused, and nothing else is ever thrown', async () => {
    const next = randomNumbers(20260803);
    let refusals = 0;
    for (let turn = 0; turn < 20_000; turn++) {
      let bytes: Buffer = seeds[next(seeds.length)] ?? Buffer.alloc(0);
      for (let change = next(4); change >= 0; change--) bytes = spoil(bytes, next);
      for await (const event of readInterchanges(bytes)) {
        if (event.kind === 'document' && event.content.kind === 'purchase-order') {
          // The 850 is built without the schema; whatever leaves it must pass the schema all the same.
          PurchaseOrder.parse(event.content.document);
        }
        if (event.kind !== 'refused') continue;
        refusals += 1;
        if (!(event.error instanceof CodecError) || event.error.hint === '' || event.error.code === '') {
          throw new Error(`no word of help for ${bytes.toString('latin1')}`);
        }
      }
    }
    expect(refusals).toBeGreaterThan(5_000);
  }, 120_000);

  function spoil(bytes: Buffer, next: (below: number) => number): Buffer {
    const from = next(bytes.length);
    const to = from + next(30);
    switch (next(5)) {
      case 0:
        return bytes.subarray(0, from);
      case 1:
        return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
      case 2:
        return Buffer.concat([bytes.subarray(0, from), spices[next(spices.length)] ?? bytes, bytes.subarray(from)]);
      case 3:
        return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
      default: {
        const changed = Buffer.from(bytes);
        if (changed.length > 0) changed[from] = next(256);
        return changed;
      }
    }
  }
});

/** Mulberry32: the same files in every run, so that a failure can be looked at. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return below === 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
