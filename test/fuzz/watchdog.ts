import { Worker } from 'node:worker_threads';

/** Longer than any input may take on the slowest machine; a loop without end takes longer. */
const HANGS_AFTER_MS = 20_000;

/**
 * Watches from a thread of its own, as a reader that hangs lets no timer fire in its own. Where a case does not end,
 * it is named on stderr and the process is killed.
 */
export function watchdog(seed: number): { begins(type: number, index: number): void; close(): Promise<number> } {
  const shared = new SharedArrayBuffer(8);
  const cells = new Int32Array(shared);
  const worker = new Worker(WATCHING, { eval: true, workerData: { shared, seed, after: HANGS_AFTER_MS } });
  worker.unref();
  return {
    begins(type, index) {
      Atomics.store(cells, 1, type);
      Atomics.store(cells, 0, index);
    },
    close: () => worker.terminate(),
  };
}

const WATCHING = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const { shared, seed, after } = workerData;
const cells = new Int32Array(shared);
let last = '';
setInterval(() => {
  const now = Atomics.load(cells, 1) + ', case ' + Atomics.load(cells, 0);
  if (now === last && !now.startsWith('-1')) {
    writeSync(2, 'a mutated input does not end: seed ' + seed + ', type no. ' + now + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
  last = now;
}, after);
`;
