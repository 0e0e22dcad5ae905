import { describe, expect, test } from 'vitest';
import { labelsZpl } from '../../../sidecar/codec/labels/zpl.ts';
import { gs1CheckDigit } from '../../../sidecar/domain/identifiers.ts';
import { endlessLabel, labels } from './samples.ts';

/** Dots from one character to the next, by the dots of its width: the matrix and gap of the printer's fonts. */
const ADVANCE: Readonly<Record<string, number>> = { D: 12 / 10, F: 16 / 13 };

interface PrintedText {
  x: number;
  y: number;
  right: number;
  bottom: number;
  text: string;
}

/** The texts of one format as the printer would lay them down, escapes resolved. */
function texts(format: string): PrintedText[] {
  return [...format.matchAll(/\^FO(\d+),(\d+)\^A([A-Z])N,(\d+),(\d+)\^FH_\^FD([^^~]*)\^FS/g)].map(
    ([, x, y, font = '', height, width, data = '']) => {
      const text = data.replace(/_([0-9A-F]{2})/g, (_all, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      const right = Number(x) + text.length * Number(width) * (ADVANCE[font] ?? Number.NaN);
      return { x: Number(x), y: Number(y), right, bottom: Number(y) + Number(height), text };
    },
  );
}

const formats = (zpl: string) => zpl.split(/(?<=\^XZ\n)/);

describe('labels for a label printer', () => {
  test('are one format a carton, 4 by 6 inches at 203 dots', () => {
    const all = formats(labelsZpl(labels()));
    expect(all).toHaveLength(3);
    for (const format of all) {
      expect(format).toMatch(/^\^XA\n[\s\S]*\^PQ1\n\^XZ\n$/);
      expect(format).toContain('^PW812^LL1218');
    }
  });

  test('carry the SSCC in UCC case mode: 19 digits, from which the printer makes the twentieth', () => {
    for (const [index, { sscc }] of labels().entries()) {
      const format = formats(labelsZpl(labels()))[index] ?? '';
      const [, module, height, mode, data = ''] = /\^BY(\d+)\^BCN,(\d+),N,N,N,([A-Z])\^FD(\d+)\^FS/.exec(format) ?? [];
      expect([Number(module), mode]).toEqual([4, 'U']);
      // 32 mm at 8 dots a millimetre.
      expect(Number(height)).toBeGreaterThanOrEqual(256);
      expect(data).toMatch(/^00\d{17}$/);
      expect(`${data}${gs1CheckDigit(data)}`).toBe(`00${sscc}`);
      expect(texts(format).map(({ text }) => text)).toContain(`(00) ${sscc}`);
    }
  });

  test('leave ten modules white on either side of the bars', () => {
    const [, x] = /\^FO(\d+),\d+\^BY4/.exec(labelsZpl(labels())) ?? [];
    expect(Number(x)).toBeGreaterThanOrEqual(40);
    expect(812 - (Number(x) + 156 * 4)).toBeGreaterThanOrEqual(40);
  });

  test('tell what the printed page tells', () => {
    const format = formats(labelsZpl(labels()))[1] ?? '';
    const said = texts(format).map(({ text }) => text);
    expect(said).toEqual(
      expect.arrayContaining(['PHX7', '4KQ7TZ1M', '2 of 3', 'ODFL', '1234567890', 'NGK7US000000012', 'NGK7U', '12 EA']),
    );
    expect(said).toEqual(expect.arrayContaining(['1 case of 12', 'NK-0102', '614141001026', '2027-03-31', 'L2608A']));
  });

  test('let no text command the printer', () => {
    const zpl = labelsZpl([endlessLabel()]);
    // Every command there is, is ours: a caret or a tilde of a stranger would be one more.
    const commands = [...zpl.matchAll(/[\^~]([A-Z]{2})/g)].map(([, name]) => name);
    expect(new Set(commands)).toEqual(
      new Set([
        'XA',
        'CI',
        'LH',
        'LS',
        'FW',
        'PO',
        'PW',
        'LL',
        'FO',
        'GB',
        'AD',
        'AF',
        'FH',
        'FD',
        'FS',
        'BY',
        'BC',
        'PQ',
        'XZ',
      ]),
    );
    expect(zpl.match(/\^XZ/g)).toHaveLength(1);
    expect(texts(zpl).some(({ text }) => text.startsWith('Lodz ^XZ~JR _5E ?? St'))).toBe(true);
  });

  test('hold plain ASCII only, which every printer has', () => {
    expect(labelsZpl([endlessLabel()])).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('cut what is too long: nothing leaves the label, nothing covers anything else', () => {
    const all = texts(labelsZpl([endlessLabel()]));
    expect(all.filter(({ text }) => text.endsWith('...')).length).toBeGreaterThan(10);
    for (const { right, bottom, text } of all) {
      expect(right, text).toBeLessThanOrEqual(812 - 40 + 12);
      expect(bottom, text).toBeLessThan(1218);
    }
    const covered = all.flatMap((one, index) =>
      all
        .slice(index + 1)
        .filter((other) => one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom),
    );
    expect(covered).toEqual([]);
  });
});
