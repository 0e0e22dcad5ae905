import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { NativeCommand } from './compose.ts';

export interface Ended {
  status: number | null;
  out: string;
  errors: string;
}

const running = new Set<ChildProcess>();
// Also where a test run is broken off: none of them may go on against a mailbox that somebody else fills.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a command of docker-compose.yml. */
export function launch({ program, args, cwd, env }: NativeCommand): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(program, args, { cwd, env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a command to its end, as Compose does with what others wait for. */
export async function runToEnd(command: NativeCommand): Promise<Ended> {
  const child = launch(command);
  const said = { out: '', errors: '' };
  child.stdout?.on('data', (chunk) => {
    said.out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    said.errors += String(chunk);
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, ...said };
}

/** Looks until it is so; throws what it looked for, and what it saw last, when it never was. */
export async function until(
  what: string,
  withinMs: number,
  missing: () => Promise<string | undefined>,
  everyMs = 150,
): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await missing();
    if (seen === undefined) return;
    if (Date.now() > end) throw new Error(`${what}, but after ${withinMs / 1000} s: ${seen}`);
    await pause(everyMs);
  }
}
