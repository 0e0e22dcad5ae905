import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { commandOf, healthCheckOf } from './compose.ts';
import { launch, runToEnd, until } from './process.ts';

/** One replica of the service `sidecar`, as a process of its own. */
export interface Sidecar {
  name: string;
  /** Console and API. */
  url: string;
  /** Starts it and waits until its health check and /readyz are content. */
  start(): Promise<void>;
  /** As `docker kill`: nothing is finished. Resolves when it is gone. */
  kill(): Promise<void>;
  /** As `docker stop`: what is under way is finished. Answers its exit status and how long it took. */
  stop(): Promise<{ status: number | null; milliseconds: number }>;
  /** Lines of its log at level error, over all its lives. */
  errors(): string[];
  /** Codes of its warnings and how often. */
  warnings(): Record<string, number>;
}

/** A start takes seconds, and on a machine that is busy otherwise many. */
const READY_WITHIN_MS = 240_000;

const ERROR = 50;
const WARN = 40;

export function sidecar(name: string, port: number, native: Record<string, string>): Sidecar {
  const url = `http://127.0.0.1:${port}`;
  const environment = { ...native, VENDOR_BRIDGE_HTTP_HOST: '127.0.0.1', VENDOR_BRIDGE_HTTP_PORT: String(port) };
  const errors: string[] = [];
  const warnings: Record<string, number> = {};
  let lastSaid = 'nothing';
  let child: ChildProcess | undefined;

  function listen(line: string): void {
    lastSaid = line;
    const entry = entryOf(line);
    // What is no entry of the log is what Node says of a process that fell.
    if (entry === undefined || entry.level >= ERROR) errors.push(`${name}: ${line}`);
    else if (entry.level >= WARN) warnings[entry.code ?? entry.msg] = (warnings[entry.code ?? entry.msg] ?? 0) + 1;
  }

  async function notReady(): Promise<string | undefined> {
    if (child?.exitCode !== null) throw new Error(`sidecar ${name} ended while it started: ${errors.at(-1) ?? ''}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return undefined;
    return answer === undefined ? `it does not answer; it said ${lastSaid}` : await answer.text();
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const dying = child;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return dying?.exitCode ?? null;
    const over = new Promise<number | null>((resolve) => dying.once('close', resolve));
    dying.kill(signal);
    return over;
  }

  return {
    name,
    url,
    async start() {
      const started = launch(commandOf('sidecar', environment));
      child = started;
      if (started.stderr) createInterface({ input: started.stderr }).on('line', listen);
      started.stdout?.resume();
      await until(`sidecar ${name} should be ready`, READY_WITHIN_MS, notReady);
      const health = await runToEnd(healthCheckOf('sidecar', environment));
      if (health.status !== 0) throw new Error(`the health check of sidecar ${name} says: ${health.errors}`);
    },
    async kill() {
      await end('SIGKILL');
    },
    async stop() {
      const began = Date.now();
      return { status: await end('SIGTERM'), milliseconds: Date.now() - began };
    },
    errors: () => [...errors],
    warnings: () => ({ ...warnings }),
  };
}

function entryOf(line: string): { level: number; msg: string; code?: string } | undefined {
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; code?: string };
    return typeof entry.level === 'number' ? { msg: '', ...entry, level: entry.level } : undefined;
  } catch {
    return undefined;
  }
}
