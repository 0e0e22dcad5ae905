import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, kafkaBroker } from '../setup/services.ts';
import { quantile } from './median.ts';
import { report } from './report.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

let place: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  [place] = await Promise.all([freshDatabase(), kafkaBroker()]);
}, 120_000);
afterAll(() => place?.remove());

test('every bench runs to its end on a hundredth of the work, and says its goals', async () => {
  const words = ['--small', '--json', '--kafka', await kafkaBroker(), '--database', place.url];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', MAIN, ...words]);
  const { results } = JSON.parse(stdout) as { results: { name: string; value: number; goal?: object }[] };
  expect([...new Set(results.map(({ name }) => name.split(':')[0]))]).toEqual(['x12', 'events', 'orders', 'start']);
  for (const { name, value } of results) expect(value, name).toBeGreaterThan(0);
  expect(results.filter(({ goal }) => goal !== undefined)).toHaveLength(6);
}, 120_000);

test('a missed goal is said, and is a failure only where somebody asks for it', () => {
  const missed = [{ name: 'events: ours / bare kafkajs', value: 0.1, unit: 'x', goal: { atLeast: 0.7 } }];
  const before = process.exitCode;
  const written = capture(() => report(missed));
  expect(written).toContain('goal >= 0.7 MISSED');
  expect(process.exitCode).toBe(before);
  capture(() => report(missed, { strict: true }));
  expect(process.exitCode).toBe(1);
  process.exitCode = before;
});

test('p99 of a hundred is the second largest', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile([7], 0.99)]).toEqual([50, 99, 7]);
});

function capture(work: () => void): string {
  const usual = process.stdout.write;
  let written = '';
  process.stdout.write = (text) => {
    written += String(text);
    return true;
  };
  try {
    work();
  } finally {
    process.stdout.write = usual;
  }
  return written;
}
