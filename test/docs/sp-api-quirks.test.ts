import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { QUIRKS } from '../stand-ins/amazon/quirks.ts';

const ROOT = join(import.meta.dirname, '../..');
const NUMBERS = Array.from({ length: 40 }, (_, index) => `Q${index + 1}`);

/** `| Q1 | Amazon | Vendor Bridge | `file` | test/file.test.ts: "its name" |` */
const rows = readFileSync(join(ROOT, 'docs/sp-api-quirks.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| Q\d+ \|/.test(line))
  .map((line) => {
    const [, number = '', amazon = '', house = '', where = '', file = '', name = ''] =
      /^\| (Q\d+) \| (.+?) \| (.+?) \| `(.+?)` \| (test\/\S+): "(.+)" \|$/.exec(line) ?? [];
    return { line, number, amazon, house, where, file, name };
  });

describe('docs/sp-api-quirks.md', () => {
  test('has a row for each of the forty, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(NUMBERS);
  });

  test.each(rows)('$number: names a file that handles it, and a test of that name', ({ number, where, file, name }) => {
    expect(existsSync(join(ROOT, where)), where).toBe(true);
    expect(name.startsWith(`${number} `)).toBe(true);
    const source = readFileSync(join(ROOT, file), 'utf8');
    // As the name of a test, and not in a comment or of one that is skipped.
    const at = source.indexOf(`'${name}'`);
    expect(at, `${file} holds '${name}'`).toBeGreaterThan(0);
    expect(source.slice(0, at).trimEnd()).toMatch(/(\btest|\])\($|\)\($/);
  });

  test('the simulator has a switch or a rule for each', () => {
    expect(Object.keys(QUIRKS).sort()).toEqual([...NUMBERS].sort());
  });
});
