import type { Terminal } from './terminal.ts';

/** Says how far a long reading is, from the second second on, where somebody is watching. */
export interface Progress {
  /** Counts the bytes on their way through. */
  watch(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
  documents(count: number): void;
  clear(): void;
}

const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 250;

export function progress({ stderr }: Terminal, size: number | undefined, now: () => number = Date.now): Progress {
  const begun = now();
  let shown = 0;
  let read = 0;
  let count = 0;

  const show = () => {
    const at = now();
    if (!stderr.isTTY || at - begun < FIRST_AFTER_MS || at - shown < EVERY_MS) return;
    shown = at;
    const part = size ? ` of ${megabytes(size)} (${Math.floor((read / size) * 100)} %)` : '';
    stderr.write(`\r\x1b[K${count} documents, ${megabytes(read)}${part}`);
  };

  return {
    async *watch(bytes) {
      for await (const chunk of bytes) {
        read += chunk.length;
        show();
        yield chunk;
      }
    },
    documents(total) {
      count = total;
      show();
    },
    clear() {
      if (shown > 0) stderr.write('\r\x1b[K');
    },
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
