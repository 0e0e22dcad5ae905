import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler, Response } from 'express';
import type { ConsoleDeps } from './deps.ts';
import { notFound } from './refusal.ts';

/** The bytes as they came, streamed: a file may be larger than our memory. */
export function inboundRaw({ stores }: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const id = String(request.params.id);
    const row = await stores.inbound.find(id);
    if (!row) throw notFound(`document ${id}`);
    attach(response, row.name);
    await pipeline(Readable.from(stores.inbound.read(id)), response);
  };
}

export function outboundRaw({ stores }: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const id = String(request.params.id);
    const row = await stores.outbound.find(id);
    if (!row) throw notFound(`document ${id}`);
    attach(response, row.fileName || `${row.id}.${row.channel === 'sp-api' ? 'json' : 'x12'}`);
    response.send(Buffer.from(row.raw));
  };
}

/** Always a download and never a page: what a stranger sent must not run under our address. */
function attach(response: Response, name: string): void {
  response.attachment(name.replace(/^.*[/\\]/, '').replace(/[^\w.\- ]/g, '_') || 'document');
  response.type('application/octet-stream');
}
