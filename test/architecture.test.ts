import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SIDECAR = join(ROOT, 'sidecar');

/** Which rooms of sidecar/ a room may see. main.ts alone sees adapters and entrypoints together. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  codec: ['domain'],
  ports: ['domain'],
  workflow: ['domain', 'ports'],
  adapters: ['domain', 'codec', 'ports'],
  entrypoints: ['domain', 'codec', 'ports', 'workflow'],
};

/** Packages that only one place knows: whoever replaces one opens one folder. */
const ONLY_IN: Record<string, string> = {
  typeorm: 'sidecar/adapters/database/',
  'better-sqlite3': 'sidecar/adapters/database/',
  mysql2: 'sidecar/adapters/database/',
  kafkajs: 'sidecar/adapters/kafka/',
  express: 'sidecar/entrypoints/http/',
  helmet: 'sidecar/entrypoints/http/',
  'prom-client': 'sidecar/adapters/events.ts',
  'x12-parser': 'sidecar/codec/x12/tokenise.ts',
  'bwip-js': 'sidecar/codec/labels/',
  pdfkit: 'sidecar/codec/labels/',
};

/** The demo and the simulator: entrypoints whose world are the stand-ins. Loaded only when asked for. */
const SEES_STAND_INS = 'sidecar/entrypoints/demo/';

interface Import {
  file: string;
  target: string;
}

/** Why an import is not allowed; undefined when it is. */
function forbidden({ file, target }: Import): string | undefined {
  const home = Object.entries(ONLY_IN).find(([name]) => target === name || target.startsWith(`${name}/`));
  if (home && !file.startsWith(home[1])) return `${home[0]} may be imported in ${home[1]} only`;
  if (!target.startsWith('.')) return undefined;

  const path = relative(ROOT, resolve(ROOT, dirname(file), target));
  if (path.startsWith('test/') && !file.startsWith(SEES_STAND_INS)) return 'production code never imports test/';
  const from = roomOf(file);
  const to = roomOf(path);
  // Above the rooms stand main.ts and config.ts alone; the demo reaches out of them into test/.
  if (from === undefined || path.startsWith('test/')) return undefined;
  if (to === undefined) return `${from} may not import ${path}, which stands above the rooms`;
  if (to === from || MAY_IMPORT[from]?.includes(to)) return undefined;
  return `${from} may import ${MAY_IMPORT[from]?.join(', ') || 'nothing of ours'}, not ${to}`;
}

function roomOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((room) => path.startsWith(`sidecar/${room}/`));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  );
  return [...found].map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => relative(ROOT, join(folder, name)));
}

describe('the import rule', () => {
  test('holds in every file of the sidecar', () => {
    const found = sources(SIDECAR)
      .flatMap(importsOf)
      .flatMap((one) => {
        const why = forbidden(one);
        return why === undefined ? [] : [`${one.file} imports ${one.target}: ${why}`];
      });
    expect(found).toEqual([]);
  });

  test.each([
    ['sidecar/domain/money.ts', '../ports/journal.ts'],
    ['sidecar/codec/x12/read.ts', '../../ports/stores.ts'],
    ['sidecar/workflow/hold.ts', '../adapters/magento/client.ts'],
    ['sidecar/workflow/hold.ts', '../codec/problem.ts'],
    ['sidecar/adapters/magento/client.ts', '../../workflow/hold.ts'],
    ['sidecar/entrypoints/http/console.ts', '../../adapters/database/stores.ts'],
    ['sidecar/entrypoints/cli/cli.ts', '../../../test/stand-ins/magento/magento.ts'],
    ['sidecar/entrypoints/http/console.ts', '../../main.ts'],
    ['sidecar/workflow/hold.ts', 'typeorm'],
    ['sidecar/codec/x12/read.ts', 'x12-parser'],
    ['sidecar/main.ts', 'express'],
  ])('fails when %s imports %s', (file, target) => {
    expect(forbidden({ file, target })).toBeDefined();
  });
});

/** What happens to a discrepancy is written and reported by one function each, so that log, figures and rows agree. */
test('discrepancies are raised and settled in one place', () => {
  const elsewhere = sources(SIDECAR)
    .filter((file) => file !== 'sidecar/workflow/discrepancies.ts')
    // Passes on what it listens to.
    .filter((file) => file !== 'sidecar/entrypoints/pollers/inbound.ts')
    .filter((file) =>
      /discrepancies\.(raise|settle)\(|discrepancy(Raised|Settled)\(\{/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
  expect(elsewhere).toEqual([]);
});
