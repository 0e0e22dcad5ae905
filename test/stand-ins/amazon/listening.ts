import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const EVERYWHERE = new Set(['0.0.0.0', '::']);

/** Where somebody on this machine finds a server that listens at `host`. */
export function urlOf(server: Server, host: string): string {
  const { port, address, family } = server.address() as AddressInfo;
  if (EVERYWHERE.has(host)) return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
