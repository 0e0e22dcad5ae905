import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dispatchSaga } from '../../sidecar/workflow/dispatch.ts';
import { purchaseOrderSaga } from '../../sidecar/workflow/purchase-order.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const architecture = read('ARCHITECTURE.md');

const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** `sidecar/main.ts`, `contracts/`: what begins with one of our folders and stands between backticks. */
function pathsIn(page: string): string[] {
  return [...page.matchAll(/`((?:sidecar|contracts|test|docs|magento-module)\/[\w./-]*)`/g)].map(
    ([, path = '']) => path,
  );
}

describe('every page', () => {
  test.each(PAGES)('%s names only files that exist', (path) => {
    expect(pathsIn(read(path)).filter((named) => !existsSync(join(ROOT, named)))).toEqual([]);
  });

  test.each(PAGES)('%s leads nowhere that is not there', (path) => {
    const page = read(path);
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = links.filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const whole = join(ROOT, dirname(path), file);
      const found = file === '' ? join(ROOT, path) : whole;
      if (!existsSync(found)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(found, 'utf8')).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const invariants = architecture.split('\n').filter((line) => line.startsWith('Invariant:'));

  test.each(invariants)('%s', (invariant) => {
    const [, holders = ''] = invariant.split(' Held by ');
    const tests = pathsIn(holders);
    expect(tests.length).toBeGreaterThan(0);
    for (const path of tests) expect(path).toMatch(/^test\/.+\.test\.ts$/);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('tells the steps of an order and of a dispatch as they run', () => {
    const told = [...architecture.matchAll(/^\| ([a-z-]+) \| `sidecar\/workflow\/[\w-]+\.ts` \|/gm)].map(
      ([, step]) => step,
    );
    expect(told).toEqual([...purchaseOrderSaga.steps, ...dispatchSaga.steps].map(({ name }) => name));
  });

  test('names the point of no return of each', () => {
    const final = [...architecture.matchAll(/^\| ([a-z-]+) \|.*\*\*Point of no return\*\*/gm)].map(([, step]) => step);
    const inCode = [...purchaseOrderSaga.steps, ...dispatchSaga.steps].filter((step) => step.pointOfNoReturn);
    expect(final).toEqual(inCode.map(({ name }) => name));
  });
});

describe('docs/decisions', () => {
  const files = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => name !== 'README.md');

  test('are numbered without a gap, and each has its row in the index', () => {
    const index = read('docs/decisions/README.md');
    expect(files.sort().map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_name, place) => place + 1));
    expect(files.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });

  test.each(files)('%s has status, context, decision and consequence', (name) => {
    const page = read(join('docs/decisions', name));
    expect(page).toMatch(/^Status: (accepted|superseded by \d{4})\. Date: \d{4}-\d{2}\.$/m);
    for (const heading of ['Context', 'Decision', 'Consequence']) expect(page).toContain(`\n## ${heading}\n`);
  });
});

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}
