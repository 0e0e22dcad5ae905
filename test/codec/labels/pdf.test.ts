import { beforeAll, describe, expect, test } from 'vitest';
import { labelsPdf } from '../../../sidecar/codec/labels/pdf.ts';
import { makeSscc } from '../../../sidecar/domain/identifiers.ts';
import { hasLabelTools, type PrintedWord, print, wordsOf } from './printed.ts';
import { endlessLabel, labels, truck } from './samples.ts';

const MADE_AT = new Date('2026-08-11T20:00:00.000Z');

describe('a PDF of labels', () => {
  test('is the same bytes for the same labels and time', async () => {
    const [first, second] = await Promise.all([labelsPdf(labels(), MADE_AT), labelsPdf(labels(), MADE_AT)]);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  test('has a page of 4 by 6 inches for each carton', async () => {
    const text = Buffer.from(await labelsPdf(labels(), MADE_AT)).toString('latin1');
    expect(text.match(/\/MediaBox \[0 0 288 432\]/g)).toHaveLength(3);
  });
});

// `npm test` installs the tools; elsewhere: apt-get install poppler-utils zbar-tools
describe.skipIf(!hasLabelTools())('a label, printed and read back by poppler-utils and zbar-tools', () => {
  let words: PrintedWord[];

  beforeAll(async () => {
    words = wordsOf(await labelsPdf([...labels(), endlessLabel()], MADE_AT));
  });

  test.each([203, 300])(
    'at %i dots to the inch, the scanner reads FNC1, 00 and the SSCC of its carton',
    async (dots) => {
      const wanted = labels();
      const pages = print(await labelsPdf(wanted, MADE_AT), dots);
      expect(pages.map(({ scanned }) => scanned)).toEqual(
        wanted.map(({ sscc }) => [{ text: `00${sscc}`, isGs1: true }]),
      );
    },
  );

  test('whatever the digits of the SSCC are', async () => {
    const [label] = labels();
    if (!label) throw new Error('there is a label');
    const codes = [0, 1, 9, 42, 314_159_265, 999_999_999].flatMap((serial) =>
      [0, 9].map((extension) => makeSscc('0614141', serial, extension)),
    );
    const pages = print(
      await labelsPdf(
        codes.map((sscc) => ({ ...label, sscc })),
        MADE_AT,
      ),
      203,
    );
    expect(pages.flatMap(({ scanned }) => scanned.map(({ text }) => text))).toEqual(codes.map((sscc) => `00${sscc}`));
  });

  test('is as large as GS1 asks: module, height of the bars, white beside them', async () => {
    const [printed] = print(await labelsPdf(labels(), MADE_AT), 300);
    if (!printed) throw new Error('there is a page');
    const { width, height, dots } = printed.page;
    const isBlack = (x: number, y: number) => (dots[y * width + x] ?? 255) < 128;
    const row = Math.round(0.79 * height);
    const black = Array.from({ length: width }, (_, x) => x).filter((x) => isBlack(x, row));
    const [first = 0, last = 0] = [black[0], black.at(-1)];
    const modules = 156;
    const module = ((last - first + 1) / modules / 300) * 25.4;
    expect(module).toBeGreaterThanOrEqual(0.495);
    expect(module).toBeLessThanOrEqual(1.016);
    expect(first).toBeGreaterThanOrEqual(10 * 6);
    expect(width - 1 - last).toBeGreaterThanOrEqual(10 * 6);
    const bar = Array.from({ length: height }, (_, y) => y).filter((y) => y > 0.68 * height && isBlack(first, y));
    expect((bar.length / 300) * 25.4).toBeGreaterThanOrEqual(32);
  });

  test('tells people all that the ship notice tells Amazon', () => {
    const text = pageText(words, 2);
    for (const piece of [
      'NORTHGATE KITCHENWARE',
      '410 FOUNDRY ROAD',
      'RENO, NV 89502',
      'PHX7',
      '4KQ7TZ1M',
      '2 of 3',
      '12 EA',
      '1 case of 12',
      '(00) 006141410000010028',
    ])
      expect(text).toContain(piece);
    const named = Object.fromEntries(
      ['CARRIER', 'PRO', 'BOL', 'VENDOR', 'ASN', 'SKU', 'UPC', 'ASIN', 'EXP', 'LOT'].map((name) => [
        name,
        beside(words, 2, name),
      ]),
    );
    expect(named).toEqual({
      CARRIER: 'ODFL',
      PRO: '1234567890',
      BOL: 'NGK7US000000012',
      VENDOR: 'NGK7U',
      ASN: 'NGK7U-SHIPMENT-12',
      SKU: 'NK-0102',
      UPC: '614141001026',
      ASIN: 'B0CHK7Q2Z2',
      EXP: '2027-03-31',
      LOT: 'L2608A',
    });
  });

  test('says when a carton is mixed, and what of each is in it', () => {
    const text = pageText(words, 3);
    for (const piece of [
      'MIXED CARTON',
      '30 EA',
      '2 products',
      'UPC 614141001019 NK-0101',
      '18 EA',
      'EXP 2027-03-31 LOT L2608A',
    ])
      expect(text).toContain(piece);
  });

  test('names a parcel’s own number where each carton has one', async () => {
    const notice = truck({ carrierScac: 'UPSN', shipmentType: 'small-parcel', transport: 'parcel' });
    const [first, ...others] = labels(notice);
    if (!first) throw new Error('there is a label');
    const own = { ...first, tracking: { kind: 'parcel' as const, number: '1Z999AA10123456784' } };
    expect(beside(wordsOf(await labelsPdf([own, ...others], MADE_AT)), 1, 'TRACKING')).toBe('1Z999AA10123456784');
  });

  test('cuts what is too long: nothing leaves its zone, nothing covers anything else', () => {
    const endless = words.filter(({ page }) => page === 4);
    expect(endless.length).toBeGreaterThan(30);
    expect(endless.filter(({ text }) => text.endsWith('…')).length).toBeGreaterThan(10);
    for (const word of endless) {
      expect(word.left, word.text).toBeGreaterThanOrEqual(14);
      expect(word.right, word.text).toBeLessThanOrEqual(274.1);
      expect(word.bottom, word.text).toBeLessThan(432);
    }
    const touching = endless.flatMap((one, index) => endless.slice(index + 1).filter((other) => overlap(one, other)));
    expect(touching).toEqual([]);
  });

  test('writes letters that the font has not in the nearest plain form', () => {
    const text = pageText(words, 4);
    expect(text).toContain('Lódz ^XZ~JR _5E ??');
  });
});

/** Left to right, line by line. */
function pageText(words: readonly PrintedWord[], page: number): string {
  return words
    .filter((word) => word.page === page)
    .map(({ text }) => text)
    .join(' ');
}

/** The word that stands next to the right of another, on its line. */
function beside(words: readonly PrintedWord[], page: number, name: string): string | undefined {
  const here = words.filter((word) => word.page === page);
  const middle = ({ top, bottom }: PrintedWord) => (top + bottom) / 2;
  const from = here.find(({ text }) => text === name);
  return (
    from &&
    here
      .filter((word) => word.left > from.right && Math.abs(middle(word) - middle(from)) < 4)
      .sort((a, b) => a.left - b.left)[0]?.text
  );
}

/** More than the blank that a font leaves above and below its letters. */
function overlap(one: PrintedWord, other: PrintedWord): boolean {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > 0.5 && down > 0.45 * Math.min(one.bottom - one.top, other.bottom - other.top);
}
