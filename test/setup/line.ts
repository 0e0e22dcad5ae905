import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut and can go dead, as lines do. */
export interface Line {
  port: number;
  /** Breaks every connection when so many bytes more have gone to the server. */
  cutAfter(bytes: number): void;
  /** Nothing gets through any more, and nobody is told. */
  goSilent(): void;
  /** As new. */
  mend(): void;
  /** How many connections were made. */
  connections(): number;
  close(): Promise<void>;
}

export async function lineTo(target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  let silent = false;
  let made = 0;
  const server = createServer((near) => {
    made++;
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        if (silent) return;
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk: Buffer) => {
      if (silent) return;
      left -= chunk.length;
      if (left < 0) far.resetAndDestroy();
      else far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (!silent) near.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter(bytes) {
      left = bytes;
    },
    goSilent() {
      silent = true;
    },
    mend() {
      left = Number.POSITIVE_INFINITY;
      silent = false;
    },
    connections: () => made,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
