import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Where a command writes: figures to one side, troubles and progress to the other. */
export interface Terminal {
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  stdin: AsyncIterable<Uint8Array>;
}

/** Waits where the reader is slower than we are: a file of any size passes through a small memory. */
export async function print({ stdout }: Terminal, text: string): Promise<void> {
  if (!stdout.write(`${text}\n`)) await once(stdout, 'drain');
}

export async function printJson(terminal: Terminal, value: unknown): Promise<void> {
  await print(terminal, JSON.stringify(value));
}
