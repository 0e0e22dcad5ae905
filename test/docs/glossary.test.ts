import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8');
const source = readdirSync(join(ROOT, 'sidecar'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, 'sidecar', name), 'utf8'))
  .join('\n');

test('our names in docs/glossary.md are those of the code', () => {
  const names = page
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.split(' | ').length === 3)
    .flatMap((line) => [...(line.split(' | ')[2] ?? '').matchAll(/`([A-Za-z]\w+)`/g)].map(([, name = '']) => name));
  expect(names.length).toBeGreaterThan(80);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
});
