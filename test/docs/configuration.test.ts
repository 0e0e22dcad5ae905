import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Config, readConfig } from '../../sidecar/config.ts';
import { settingsInSchema } from './settings.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
const source = readFileSync(join(import.meta.dirname, '../../sidecar/config.ts'), 'utf8');

/** Rows of the tables: `| `http.port` | `8080` | meaning |`. */
const rows = [...page.matchAll(/^\| `([a-z][\w.[\]-]+)` \| (?:`(.*?)`|–) \|/gm)].map(
  ([, path = '', byDefault = '']) => ({
    path,
    byDefault,
  }),
);
/** Described as a whole: its fields stand once, under `party`. */
const PARTIES = ['partners[].shipFrom', 'partners[].remitTo', 'partners[].billTo'];
const described = rows.filter(({ path }) => !PARTIES.includes(path));

function byPath<T extends { path: string }>(settings: readonly T[]): T[] {
  return [...settings].sort((a, b) => (a.path < b.path ? -1 : 1));
}

describe('docs/configuration.md', () => {
  test('describes every setting with its default, and none that is gone', () => {
    expect(byPath(described)).toEqual(byPath(settingsInSchema()));
  });

  test('names every environment variable and where it goes', () => {
    const inSource = [...source.matchAll(/^ {2}(VENDOR_BRIDGE_\w+): \[(.+)\],$/gm)].map(([, name, path = '']) => [
      name,
      path.replaceAll("'", '').replaceAll(', ', '.').replace('.0.', '[0].'),
    ]);
    const named = [...page.matchAll(/^\| `(VENDOR_BRIDGE_\w+)` \| `(.+)` \|$/gm)].map(([, name, path]) => [name, path]);
    expect(inSource.length).toBeGreaterThan(0);
    expect(named).toEqual(inSource);
  });

  test('shows an example that works with the secrets of the environment', () => {
    const example: unknown = JSON.parse(/```json\n([\s\S]+?)```/.exec(page)?.[1] ?? '');
    const { magento, ...rest } = example as Record<string, unknown>;
    expect(Config.safeParse(rest).error).toBeUndefined();
    const credentials = { kind: 'oauth', consumerKey: 'k', consumerSecret: 's', token: 't', tokenSecret: 'u' };
    expect(Config.safeParse({ ...rest, magento: { ...(magento as object), credentials } }).error).toBeUndefined();
  });

  test('names the code of a refusal', () => {
    expect(() => readConfig({ VENDOR_BRIDGE_CONFIG: '/nowhere/at/all.json' })).toThrow(/configuration-invalid/);
    expect(page).toContain('configuration-invalid');
  });
});
