import { type ChildProcess, spawn } from 'node:child_process';
import type { Command, Point, Reply } from './wire.ts';

/** A sidecar in a process of its own. */
export interface SidecarProcess {
  /** Rejects with Killed when the process dies of it. */
  ask(command: Command): Promise<unknown>;
  end(): Promise<void>;
}

/** The process died at that point, as it was told to. */
export class Killed extends Error {
  override readonly name = 'Killed';
  constructor(readonly point: Point) {
    super(`killed at ${point.where}: ${point.what}, ${point.when}`);
  }
}

export async function startSidecar(file: string): Promise<SidecarProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', file], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += String(chunk);
    });
  }
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let ids = 0;
  // `close` comes when the pipes are empty too, so that the last line is here.
  const over = new Promise<Error>((resolve) => child.once('close', () => resolve(lastWords(said, child))));
  void over.then((error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  const heard = new Promise<void>((resolve, reject) => {
    child.on('message', ({ id, answer, error }: Reply) => {
      if (id === 0) resolve();
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(answer);
      else asked?.reject(new Error(error));
    });
    void over.then(reject);
  });
  await heard;

  return {
    ask(command) {
      const id = ++ids;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ ...command, id }, (error) => {
          if (error) void over.then(reject);
        });
      });
    },
    async end() {
      child.kill('SIGKILL');
      await over;
    },
  };
}

function lastWords(said: string, child: ChildProcess): Error {
  const killed = /^killed (\{.*\})$/m.exec(said)?.[1];
  if (killed !== undefined && child.signalCode === 'SIGKILL') return new Killed(JSON.parse(killed) as Point);
  return new Error(`the sidecar ended (${child.signalCode ?? child.exitCode}): ${said.slice(-2_000)}`);
}
