import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, kafkaBroker } from '../setup/services.ts';
import { differences, factsOf, knownAgain } from './facts.ts';
import { rollingRestart } from './rolling.ts';
import { type Stack, startStack } from './stack.ts';
import { tellStory } from './story.ts';
import { SILENT, undisturbed } from './undisturbed.ts';

const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-stack-'));
let stack: Stack;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const [kafka, database] = await Promise.all([kafkaBroker(), freshDatabase()]);
  dropDatabase = database.remove;
  stack = await startStack({
    folder: join(folder, 'stack'),
    kafka,
    databaseUrl: database.url,
    topicPrefix: 'stack.',
    sidecars: ['a', 'b'],
  });
}, 240_000);

afterAll(async () => {
  await stack?.close();
  await dropDatabase?.();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('two sidecars as docker-compose.yml starts them, with Kafka and MariaDB', () => {
  test('either is killed amid its work: Amazon and the shop end up where they would have without', async () => {
    const kills = [
      { sidecar: 'a', moment: 1 },
      { sidecar: 'b', moment: 3 },
      { sidecar: 'a', moment: 6 },
    ];
    const wanted = await undisturbed(folder);
    const told = await tellStory(stack, SILENT, kills, folder);
    expect(told.kills.map(({ sidecar, moment }) => ({ sidecar, moment }))).toEqual(kills);
    expect(differences(wanted, told.facts)).toEqual([]);
    expect(told.facts).toMatchObject({ complaints: [], contradictions: [], repeats: 0 });
    expect(stack.errors()).toEqual([]);
    // A file at most that each of them had just put down when it died.
    expect(knownAgain(stack).length).toBeLessThanOrEqual(kills.length);
  }, 300_000);

  test('three are replaced one after the other while orders come: no error, nothing twice', async () => {
    await stack.scale('c');
    const rolled = await rollingRestart(stack);
    const { orders, shipped, stops, errors, doubles, complaints, contradictions } = rolled;
    expect({ errors, doubles, complaints, contradictions }).toEqual({
      errors: [],
      doubles: [],
      complaints: [],
      contradictions: [],
    });
    expect(stops.map(({ sidecar, status }) => `${sidecar} ${status}`)).toEqual(['a 0', 'b 0', 'c 0']);
    expect(orders).toBeGreaterThan(12);
    expect(shipped).toBeGreaterThan(0);
    expect((await factsOf(stack)).complaints).toEqual([]);
  }, 300_000);
});
