/*
 * `npm run stack` plays the demo's story with everything that docker-compose.yml starts around the
 * sidecar: Kafka, MariaDB, the one-shots, two sidecars. Then it stays.
 *
 *   npm run stack -- --once          ends after the story; the last line is JSON
 *   npm run stack -- --json          the JSON line alone
 *   npm run stack -- --kill a:3      kills sidecar a in the third moment of the story; also `random`; repeatable
 *   npm run stack -- --rolling       then makes it three sidecars and replaces each in turn while orders come
 */
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { print, type Terminal } from '../../sidecar/entrypoints/cli/terminal.ts';
import { openDoor } from '../../sidecar/entrypoints/demo/simulator-door.ts';
import { teller } from '../../sidecar/entrypoints/demo/teller.ts';
import { differences, knownAgain } from './facts.ts';
import { killOf } from './kills.ts';
import { type Rolled, rollingRestart } from './rolling.ts';
import { startServers } from './servers.ts';
import { type Stack, startStack } from './stack.ts';
import { tellStory } from './story.ts';
import { undisturbed } from './undisturbed.ts';

const FOLDER = join(import.meta.dirname, '../../.demo/stack');

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    kill: { type: 'string', multiple: true, default: [] },
    rolling: { type: 'boolean', default: false },
  },
});
const names = ['a', 'b'];
const kills = values.kill.map((word) => killOf(word, names));
const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
const terminal: Terminal = { ...process, stdout: values.json ? silent : process.stdout };
const say = (text: string) => print(terminal, text);

const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});

const began = Date.now();
await say('Kafka and MariaDB …');
const servers = await startServers();
let stack: Stack | undefined;
try {
  stack = await startStack({
    ...servers,
    folder: FOLDER,
    sidecars: names,
    say,
  });
  await say(`All of it runs after ${seconds()} s.`);
  process.exitCode = await show(stack);
} catch (error) {
  // At once: what is still running may take its time to end.
  console.error(error);
  for (const line of stack?.errors() ?? []) console.error(line);
  process.exitCode = 1;
} finally {
  await stack?.close();
  await servers.remove();
}

async function show(running: Stack): Promise<number> {
  const { summary, facts, kills: done } = await tellStory(running, teller(terminal, 0), kills, FOLDER);
  const changed = differences(await undisturbed(FOLDER), facts);
  await say(
    changed.length === 0
      ? 'The books of Amazon and of the shop are those of the demo, where one process does it all and nobody is killed.'
      : changed.map((one) => `Other than in the demo: ${one}`).join('\n'),
  );
  const again = knownAgain(running);
  if (again.length > 0) await say(`Amazon got once more, and knew: ${again.join(', ')}`);
  const rolling = values.rolling ? await roll(running) : undefined;
  const errors = running.errors();
  const troubles = [...changed, ...facts.complaints, ...facts.contradictions, ...errors, ...(rolling?.doubles ?? [])];
  for (const trouble of [...facts.complaints, ...facts.contradictions, ...errors]) await say(`Trouble: ${trouble}`);
  if (!values.once && !values.json) await stay(running);
  const { complaints } = facts;
  const sidecars = running.sidecars.map(({ name }) => name);
  const outcome = { ...summary, complaints, sidecars, kills: done, knownAgain: again, changed, rolling, errors };
  process.stdout.write(`${JSON.stringify({ ...outcome, seconds: seconds() })}\n`);
  return troubles.length === 0 ? 0 : 1;
}

async function roll(running: Stack): Promise<Rolled> {
  await running.scale('c');
  const rolled = await rollingRestart(running, say);
  const { orders, documents, errors, doubles, complaints } = rolled;
  await say(
    `Rolling restart of ${running.sidecars.length} sidecars under ${orders} orders, ${documents} documents: ${errors.length} errors, ${doubles.length} doubles, ${complaints.length} complaints`,
  );
  return rolled;
}

async function stay(running: Stack): Promise<void> {
  const door = await openDoor(running.amazonByEdi, { mailbox: running.mailbox });
  await say(
    [
      '',
      ...running.sidecars.map(({ name, url }) => `Console of sidecar ${name}  ${url}`),
      `Drive Amazon by       ${door.url}`,
      `Kafka                 ${servers.kafka}`,
      `Mailbox               ${running.mailbox}`,
      'Ctrl-C ends it.',
    ].join('\n'),
  );
  await stopped;
  await door.close();
}

function seconds(): number {
  return Math.round((Date.now() - began) / 100) / 10;
}
