import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Row {
  no: number;
  input: string;
  outcome: string;
  tests: { file: string; text: string | undefined }[];
}

/** The rows of the tables: `| No | Input | What Vendor Bridge does | Test |`. */
const rows = readFileSync(join(ROOT, 'docs/nasty-inputs.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| *\d+ *\|/.test(line))
  .map((line): Row => {
    const [no = '', input = '', outcome = '', named = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { no: Number(no), input, outcome, tests: named.split(' · ').map(testOf) };
  });

describe('docs/nasty-inputs.md', () => {
  test('lists the ninety inputs, each once and in order', () => {
    expect(rows.map(({ no }) => no)).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
  });

  test.each(rows)('$no: $input', ({ input, outcome, tests }) => {
    expect(input).toMatch(/\w/);
    expect(outcome).toMatch(/\w/);
    for (const { file, text } of tests) {
      const path = join(ROOT, file);
      expect(existsSync(path) && statSync(path).isFile(), `${file} is there`).toBe(true);
      if (text !== undefined) expect(readFileSync(path, 'utf8').includes(text), `${file} holds "${text}"`).toBe(true);
    }
  });
});

/** `test/a.test.ts: "its name"`, or a fixture by its path: those are tested by being there. */
function testOf(named: string): Row['tests'][number] {
  const match = /^(test\/[^\s:]+)(?:: "(.+)")?$/.exec(named);
  if (!match) throw new Error(`'${named}' names no test`);
  const [, file = '', text] = match;
  if (text === undefined && file.endsWith('.test.ts')) throw new Error(`${file}: which test?`);
  return { file, text };
}
