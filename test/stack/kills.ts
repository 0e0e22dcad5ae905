import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sidecar } from './sidecar.ts';
import type { Stack } from './stack.ts';

/** Which sidecar dies in which scene. The story has so many moments at which it waits for everybody. */
export interface Kill {
  sidecar: string;
  moment: number;
  /** Absent: as soon as there is work under way. */
  afterMs?: number;
}

export const MOMENTS = 9;

/** `a`, `b:4`, `random`: who, and at which of the story's moments. */
export function killOf(word: string, names: readonly string[]): Kill {
  if (word === 'random') {
    const sidecar = names[Math.floor(Math.random() * names.length)] ?? '';
    return { sidecar, moment: 1 + Math.floor(Math.random() * MOMENTS), afterMs: Math.floor(Math.random() * 1_500) };
  }
  const [, name = '', moment = '1'] = /^(\w+)(?::(\d+))?$/.exec(word) ?? [];
  if (names.includes(name) && Number(moment) >= 1 && Number(moment) <= MOMENTS)
    return { sidecar: name, moment: Number(moment) };
  throw new Error(`--kill takes ${names.join(', ')} or random, and behind a colon the moment, 1 to ${MOMENTS}`);
}

/** Kills it amid its work and starts it again. Answers what it was caught at. */
export async function killAmid(stack: Stack, victim: Sidecar, { afterMs }: Kill): Promise<string> {
  const caught = afterMs === undefined ? await workUnderWay(stack) : await pause(afterMs, `${afterMs} ms`);
  await victim.kill();
  await victim.start();
  return caught;
}

/** The first sign that a step runs: a lease, a file that is being written, or one that has just left. */
async function workUnderWay({ mailbox, house }: Stack): Promise<string> {
  const upload = join(mailbox, 'upload');
  const end = Date.now() + 5_000;
  while (Date.now() < end) {
    const [file] = existsSync(upload) ? readdirSync(upload) : [];
    if (file !== undefined) return file.startsWith('.') ? 'a file half written' : file;
    const [run] = await house.world.journal.list({ status: ['ready'], limit: 1 });
    if (run) return `${run.saga} ${run.key} at ${run.step}`;
    await pause(2);
  }
  return 'nothing';
}
