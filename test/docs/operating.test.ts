import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiscrepancyKind } from '../../sidecar/domain/discrepancy.ts';
import { answersTo } from '../../sidecar/workflow/desk.ts';

const FOLDER = join(import.meta.dirname, '../../docs/operating');
const HEADINGS = ['What happened', 'What it costs', 'What to check', 'The answers', 'How to avoid it'];
/** Pages about the whole house instead of one kind. */
const OTHERS = ['README', 'running', 'going-live', 'containers', 'bad-days', 'sftp-and-as2'];

const pages = readdirSync(FOLDER).map((name) => name.replace(/\.md$/, ''));
const read = (name: string) => readFileSync(join(FOLDER, `${name}.md`), 'utf8');

describe('docs/operating', () => {
  test('has a page for every kind of discrepancy, and none for a kind that is gone', () => {
    expect(pages.filter((name) => !OTHERS.includes(name)).sort()).toEqual([...DiscrepancyKind.options].sort());
  });

  test('lists every kind in its index', () => {
    const listed = [...read('README').matchAll(/^\| \[([a-z-]+)\]\(\1\.md\) \|/gm)].map(([, kind]) => kind);
    expect(listed.sort()).toEqual([...DiscrepancyKind.options].sort());
  });

  test.each(DiscrepancyKind.options.filter((kind) => pages.includes(kind)))(
    '%s says what happened, what it costs, what to check and what each answer does',
    (kind) => {
      const page = read(kind);
      expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
      expect(page).toContain(`Kind \`${kind}\``);
      const answers = page.slice(page.indexOf('## The answers'), page.indexOf('## How to avoid it'));
      const named = [...answers.matchAll(/\(`([a-z-]+)`\)/g)].map(([, action]) => action);
      expect([...new Set(named)].sort()).toEqual([...answersTo(kind)].sort());
    },
  );
});

describe('docs/operating/running.md', () => {
  test('names every metric of the house, and none that is gone', () => {
    const source = readFileSync(join(import.meta.dirname, '../../sidecar/adapters/events.ts'), 'utf8');
    const measured = [
      ...[...source.matchAll(/counter\(\s*'([a-z_]+)'/g)].map(([, name]) => `vendor_bridge_${name}`),
      ...[...source.matchAll(/name: '(vendor_bridge_[a-z_]+)'/g)].map(([, name]) => name),
    ];
    const named = [...read('running').matchAll(/^\| `(vendor_bridge_[a-z_]+)` \|/gm)].map(([, name]) => name);
    expect(measured.length).toBeGreaterThan(10);
    expect(named.sort()).toEqual(measured.sort());
  });
});
