import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildCli } from '../../sidecar/entrypoints/cli/cli.ts';
import type { CliDeps } from '../../sidecar/entrypoints/cli/deps.ts';
import { DOORS } from '../../sidecar/entrypoints/demo/simulator-door.ts';
import { OPERATIONS } from '../stand-ins/amazon/faults.ts';
import { QUIRKS } from '../stand-ins/amazon/quirks.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/simulator.md'), 'utf8');

function section(heading: string): string {
  const begin = page.indexOf(`\n## ${heading}\n`);
  const end = page.indexOf('\n## ', begin + 1);
  return page.slice(begin, end === -1 ? undefined : end);
}

function firstCells(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell);
}

describe('docs/simulator.md', () => {
  test('names every option of the command, and none that is gone', () => {
    const terminal = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
    const program = buildCli({ terminal } as unknown as CliDeps, () => {});
    const command = program.commands.find((one) => one.name() === 'simulator');
    const before = page.slice(0, page.indexOf('\n## What it speaks'));
    expect(firstCells(before)).toEqual(command?.options.map(({ long }) => long));
  });

  test('names every operation that it answers, and that may be told to fail', () => {
    expect(firstCells(section('What it speaks')).sort()).toEqual([...OPERATIONS].sort());
  });

  test('names all that the door takes, and nothing else', () => {
    expect(firstCells(section('The door')).sort()).toEqual(Object.keys(DOORS).sort());
  });

  test('names every quirk with what it does, and says which are always on', () => {
    const listed = [...section('Quirks').matchAll(/^\| (Q\d+) \| (rule|switch) \| (.+) \|$/gm)].map(
      ([, name, kind, says]) => [name, kind, says],
    );
    expect(listed).toEqual(
      Object.entries(QUIRKS).map(([name, { always, says }]) => [name, always ? 'rule' : 'switch', says]),
    );
  });
});
