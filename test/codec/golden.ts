import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readInterchanges } from '../../sidecar/codec/x12/read.ts';
import type { ReadEvent } from '../../sidecar/codec/x12/received.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'x12');

/** Compares with the file, which only UPDATE_GOLDEN=1 rewrites; one that is not there fails, so that none is forgotten. */
export function expectGolden(path: string, actual: string): void {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, actual);
  if (!existsSync(path)) throw new Error(`${path} is missing: look at the output, then write it with UPDATE_GOLDEN=1`);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}

/**
 * Every `*.edi` of the folder is read into its `*.edi.json` (documents and warnings), every
 * `*.refused.edi` into its `*.error.json`. The name of the file is the quirk that it is about.
 */
export function describeFixtures(documentType: string): void {
  const folder = join(FIXTURES, documentType);
  const names = readdirSync(folder).filter((name) => name.endsWith('.edi'));
  describe(`${documentType} as partners send it`, () => {
    for (const name of names.filter((candidate) => !candidate.endsWith('.refused.edi'))) {
      test(`${wordsOf(name)}: read`, async () => {
        const events = await readAll(readFileSync(join(folder, name)));
        const told = events.flatMap((event) => {
          if (event.kind === 'interchange') return [];
          if (event.kind === 'refused') throw event.error;
          return [{ ...event.content, warnings: event.warnings.map(({ code, message }) => ({ code, message })) }];
        });
        expectGolden(join(folder, `${name}.json`), json(told));
      });
    }
    for (const name of names.filter((candidate) => candidate.endsWith('.refused.edi'))) {
      test(`${wordsOf(name)}: refused, with its place and what to do`, async () => {
        const events = await readAll(readFileSync(join(folder, name)));
        const told = events.flatMap((event) => {
          if (event.kind === 'document') throw new Error(`${name} was read`);
          if (event.kind === 'interchange') return [];
          const { code, message, place, hint } = event.error;
          return [{ code, message, place, hint }];
        });
        expectGolden(join(folder, name.replace(/\.refused\.edi$/, '.error.json')), json(told));
      });
    }
  });
}

export async function readAll(bytes: Uint8Array): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  for await (const event of readInterchanges(bytes)) events.push(event);
  return events;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function wordsOf(name: string): string {
  return name.replace(/(\.refused)?\.edi$/, '').replaceAll('-', ' ');
}
