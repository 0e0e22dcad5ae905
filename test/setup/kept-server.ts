import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface KeptServer {
  /** Ends the server; its folder stays. */
  stop(): Promise<void>;
  /** Ends the server and leaves nothing behind. */
  remove(): Promise<void>;
}

/**
 * Starts a server that cannot outlive this process and resolves when `ready` does not throw any more.
 * One that ends before that is an error with what it said.
 */
export async function keepServer(options: {
  command: readonly string[];
  folder: string;
  ready: () => Promise<unknown>;
  cleanUp?: readonly (readonly string[])[];
  withinSeconds?: number;
}): Promise<KeptServer> {
  const { command, folder, ready, cleanUp = [], withinSeconds = 60 } = options;
  const log = join(folder, 'log');
  const spec = JSON.stringify({ command, log, cleanUp, folder });
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.mjs'), spec], {
    // A group of its own: Ctrl-C must reach the tests first, and the server through them.
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const over = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  keeper.stdin.on('error', () => {});
  keeper.unref();
  const isOver = () => keeper.exitCode !== null || keeper.signalCode !== null;
  const server: KeptServer = {
    async stop() {
      keeper.ref();
      keeper.stdin.write('stop\n');
      await over;
    },
    async remove() {
      // Where nothing else is left to wait for, the process would end before the server.
      keeper.ref();
      keeper.stdin.end();
      await over;
      // For a keeper that had ended before.
      rmSync(folder, { recursive: true, force: true });
    },
  };

  const until = Date.now() + withinSeconds * 1000;
  for (;;) {
    try {
      await ready();
      return server;
    } catch (cause) {
      if (!isOver() && Date.now() < until) {
        await pause(100);
        continue;
      }
      const said = lastLines(log);
      await server.remove();
      throw new Error(`'${command.slice(0, 2).join(' ')} …' did not start. It said:\n${said}`, { cause });
    }
  }
}

const given = new Set<number>();

/**
 * Nobody else has it now; a server that loses it until it listens does not start, and says so. Taken from below
 * the ports that the system gives out by itself, as those change hands all the time.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(10_000, 32_000);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error('no free port on this machine');
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** For `ready`, where somebody at the port is all there is to wait for. */
export function listens(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-20).join('\n');
  } catch {
    return '(nothing)';
  }
}
