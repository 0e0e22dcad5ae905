import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../setup/kept-server.ts';
import { median } from './median.ts';
import type { BenchResult } from './report.ts';

export interface StartWishes {
  starts: number;
  idleSeconds: number;
}

const LAUNCHER = join(import.meta.dirname, '../../sidecar/vendor-bridge.mjs');
const WITHIN_MS = 60_000;

/**
 * `vendor-bridge serve` on an embedded database that is migrated: from spawning the process to the first
 * 200 of /readyz, and what it takes when it has nothing to do. The first start gathers the sources and
 * migrates; it is shown, and is no part of the others. Beside it what Node alone takes to start here.
 */
export async function benchStart({ starts, idleSeconds }: StartWishes): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  try {
    const first = await startOnce(folder);
    const seconds: number[] = [];
    const bare: number[] = [];
    const megabytes: number[] = [];
    for (let start = 0; start < starts; start++) {
      bare.push(await nodeAlone());
      // One rests to be weighed; the others only have to be ready.
      const { ready, resting } = await startOnce(folder, start === starts - 1 ? idleSeconds : 0);
      seconds.push(ready);
      megabytes.push(resting);
    }
    const name = 'start: serve to /readyz';
    return [
      { name: `${name}, the first time`, value: first.ready, unit: 's' },
      { name: `${name}, median of ${starts}`, value: median(seconds), unit: 's', goal: { below: 2 } },
      { name: 'start: node alone', value: median(bare), unit: 's' },
      {
        name: `start: idle memory after ${idleSeconds} s`,
        value: megabytes.at(-1) ?? Number.NaN,
        unit: 'MB',
        goal: { below: 150 },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string, idleSeconds = 0): Promise<{ ready: number; resting: number }> {
  const port = await freePort();
  const began = performance.now();
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [LAUNCHER, 'serve'], {
    cwd: folder,
    env: {
      PATH,
      HOME,
      VENDOR_BRIDGE_DATABASE_URL: `sqlite:${join(folder, 'vendor-bridge.sqlite')}`,
      VENDOR_BRIDGE_HTTP_PORT: String(port),
      VENDOR_BRIDGE_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk) => said.push(String(chunk)));
  const over = once(child, 'exit');
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null || performance.now() - began > WITHIN_MS) {
        throw new Error(`serve was not ready: ${said.join('') || 'it said nothing'}`);
      }
      await pause(10);
    }
    const ready = (performance.now() - began) / 1000;
    await pause(idleSeconds * 1000);
    return { ready, resting: residentMegabytes(child) };
  } finally {
    child.kill('SIGTERM');
    await over;
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

/** What is in memory of the process alone, as Linux counts it. */
function residentMegabytes({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function nodeAlone(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return (performance.now() - began) / 1000;
}
