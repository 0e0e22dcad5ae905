import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { buildCli } from '../../sidecar/entrypoints/cli/cli.ts';
import type { CliDeps } from '../../sidecar/entrypoints/cli/deps.ts';

const ROOT = join(import.meta.dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** `edi read`, `po list`: what can be typed, in the order of the help. */
function commandsOf(command: Command, path: readonly string[] = []): string[] {
  const here = command.parent ? [...path, command.name()] : path;
  return command.commands.length === 0
    ? [here.join(' ')]
    : command.commands.flatMap((below) => commandsOf(below, here));
}

describe('README.md', () => {
  test('lists every command that there is, and none that there is not', () => {
    const terminal = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
    // Nothing is run: the commands are only asked for their names.
    const program = buildCli({ terminal } as unknown as CliDeps, () => {});
    const section = readme.slice(readme.indexOf('\n## Commands'), readme.indexOf('\n## Run it'));
    const listed = [...section.matchAll(/^\| `([a-z]+(?: [a-z]+)*)/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(commandsOf(program).sort());
  });

  test('names scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const pages = ['README.md', 'CONTRIBUTING.md'].map((name) => readFileSync(join(ROOT, name), 'utf8')).join('\n');
    const named = [...pages.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
    expect(named).toContain('demo');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('says what the demo and the tests ask for, as package.json does', () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
    expect(readme).toContain(`Node ${engines.node.replace('>=', '')} or later`);
  });
});
