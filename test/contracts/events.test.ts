import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../stand-ins/magento/contract.ts';

const CONTRACTS = new URL('../../contracts/', import.meta.url);
const contract = loadContract();

const SCHEMAS = {
  'stock-changed': 'stock-changed.v1',
  'dispatch-recorded': 'dispatch-recorded.v1',
  probe: 'probe.v1',
} as const;

interface Refused {
  why: { place: string; message: string; meaning: string };
  event: unknown;
}

for (const [event, schema] of Object.entries(SCHEMAS)) {
  describe(event, () => {
    for (const file of examplesOf(event)) {
      if (file.endsWith('.refused.json')) {
        const { why, event: refused } = read<Refused>(`events/examples/${event}/${file}`);
        test(`${file} is refused: ${why.meaning}`, () => {
          const wrong = contract.wrongEvent(schema, refused);
          expect(wrong?.field).toBe(why.place);
          expect(wrong?.why).toContain(why.message);
        });
      } else {
        test(`${file} is accepted`, () => {
          expect(contract.wrongEvent(schema, read(`events/examples/${event}/${file}`))).toBeUndefined();
        });
      }
    }

    test('has accepted and refused examples', () => {
      const files = examplesOf(event);
      expect(files.some((file) => file.endsWith('.refused.json'))).toBe(true);
      expect(files.some((file) => !file.endsWith('.refused.json'))).toBe(true);
    });
  });
}

interface Topic {
  name: string;
  event: string;
  version: number;
  schema: string;
  partitions: number;
  cleanup_policy: string;
  retention_hours: number | null;
  owner: string;
}

describe('topics.json', () => {
  const { topics } = read<{ topics: Topic[] }>('topics.json');

  test('gives every event a topic, and every topic a schema that says the same event and version', () => {
    expect(topics.map(({ event }) => event).sort()).toEqual(Object.keys(SCHEMAS).sort());
    for (const { name, event, version, schema } of topics) {
      const { properties } = read<{ properties: Record<string, { const?: unknown }> }>(schema);
      expect(properties.event?.const).toBe(event);
      expect(properties.version?.const).toBe(version);
      expect(name.endsWith(`.v${version}`)).toBe(true);
    }
  });

  test('lets no dispatch be compacted away', () => {
    const dispatch = topics.find(({ event }) => event === 'dispatch-recorded');
    expect(dispatch).toMatchObject({ cleanup_policy: 'delete', owner: 'magento-module' });
    expect(dispatch?.retention_hours).toBeGreaterThanOrEqual(24 * 7);
  });
});

function examplesOf(event: string): string[] {
  return readdirSync(new URL(`events/examples/${event}/`, CONTRACTS)).sort();
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, CONTRACTS), 'utf8')) as T;
}
