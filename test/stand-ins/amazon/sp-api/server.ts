import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { warning } from '../documents.ts';
import type { FaultQueue } from '../faults.ts';
import { urlOf } from '../listening.ts';
import type { World } from '../world.ts';
import type { Access } from './access.ts';
import { loadModels } from './models.ts';
import { QueryRefused } from './query.ts';
import type { RateLimit } from './rate.ts';
import { tokenBuckets } from './rate.ts';
import { failure, type Reply } from './reply.ts';
import { type Route, routes } from './routes.ts';
import type { Transactions } from './transactions.ts';

export interface ServerParts {
  world: World;
  access: Access;
  faults: FaultQueue;
  transactions: Transactions;
  rateLimit: RateLimit | undefined;
  largestBodyBytes: number;
  port: number;
  host: string;
}

export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

/** Amazon's door: login, then token, rate, type, size and model before any operation is asked. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const table = routes(parts.world, parts.transactions);
  const allowed = tokenBuckets(parts.rateLimit, () => parts.world.now());
  const server = createServer((request, response) => {
    handle(parts, table, allowed, request, response).catch((cause: unknown) => {
      send(parts, response, failure(500, 'InternalFailure', 'The stand-in stumbled.', String(cause)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, parts.host, resolve);
  });
  return {
    url: urlOf(server, parts.host),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

type Allowed = (operation: string) => boolean;

async function handle(
  parts: ServerParts,
  table: readonly Route[],
  allowed: Allowed,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = await bodyOf(request);
  parts.transactions.settle();
  const login = request.method === 'POST' && url.pathname === '/auth/o2/token';
  const route = table.find(({ method, path }) => method === request.method && path.test(url.pathname));
  const operation = login ? 'token' : route?.operation;
  if (operation !== undefined) {
    const fault = parts.faults.take(operation, 'before');
    if (fault !== undefined) return stumble(parts, response, fault);
  }
  const reply = login
    ? parts.access.token(formOf(request, body))
    : await answer(parts, route, allowed, request, url, body);
  const fault = operation === undefined ? undefined : parts.faults.take(operation, 'after');
  if (fault !== undefined) return stumble(parts, response, fault);
  send(parts, response, reply);
}

async function answer(
  parts: ServerParts,
  route: Route | undefined,
  allowed: Allowed,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): Promise<Reply> {
  if (!route) return failure(404, 'ResourceNotFound', 'The resource specified does not exist.', url.pathname);
  const token = request.headers['x-amz-access-token'];
  const refusal = parts.access.refuse(Array.isArray(token) ? token[0] : token, route.lists401 === true);
  if (refusal) return refusal;
  if (!allowed(route.operation))
    return failure(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
  if (body.length > parts.largestBodyBytes)
    return failure(413, 'RequestTooLarge', `More than ${parts.largestBodyBytes} bytes.`);
  const { breaches, strangers } = await loadModels();
  let json: unknown;
  if (route.requestSchema !== undefined) {
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
      return failure(
        415,
        'UnsupportedMediaType',
        'The entity of the request is in a format not supported by the requested resource.',
      );
    }
    json = parse(body);
    const found =
      json === undefined ? [{ path: '', message: 'The body is not JSON.' }] : breaches(route.requestSchema, json);
    if (found.length > 0) {
      const errors = found.map(({ path, message }) => ({
        code: 'InvalidInput',
        message: `${path} ${message}`.trim(),
        details: path,
      }));
      parts.world.note(
        'sp-api',
        route.operation,
        'request',
        found.map(({ path, message }) => ({ severity: 'refused', code: 'InvalidInput', message, place: path })),
      );
      return { status: 400, body: { errors } };
    }
    const unknown = strangers(route.requestSchema, json);
    parts.world.note(
      'sp-api',
      route.operation,
      'request',
      unknown.map((path) => warning('UNKNOWN_FIELD', `${path} is not in the model and was dropped.`, path)),
    );
  }
  const reply = ask(route, url, json);
  const own = breaches(route.responseSchema, reply.body);
  if (own.length > 0) throw new Error(`our own ${route.operation} breaches the model: ${JSON.stringify(own)}`);
  return reply;
}

function ask(route: Route, url: URL, body: unknown): Reply {
  try {
    return route.answer({
      query: url.searchParams,
      id: decodeURIComponent(route.path.exec(url.pathname)?.[1] ?? ''),
      body,
    });
  } catch (error) {
    if (error instanceof QueryRefused) return error.reply;
    throw error;
  }
}

function stumble(parts: ServerParts, response: ServerResponse, fault: number | 'hang-up'): void {
  if (fault === 'hang-up') response.destroy();
  else
    send(
      parts,
      response,
      failure(
        fault,
        fault >= 500 ? 'InternalFailure' : fault === 429 ? 'QuotaExceeded' : 'InvalidInput',
        'This failure was ordered.',
      ),
    );
}

function send(parts: ServerParts, response: ServerResponse, { status, body }: Reply): void {
  const perSecond = parts.rateLimit?.perSecond ?? 10;
  const serial = String(parts.world.next('request')).padStart(12, '0');
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-RateLimit-Limit': perSecond.toFixed(1),
    'x-amzn-RequestId': `00000000-0000-4000-9000-${serial}`,
  });
  response.end(JSON.stringify(body));
}

/** LWA takes a form, and JSON too. */
function formOf(request: IncomingMessage, body: Buffer): URLSearchParams {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return new URLSearchParams(body.toString('utf8'));
  const fields = parse(body);
  return new URLSearchParams(typeof fields === 'object' && fields !== null ? (fields as Record<string, string>) : {});
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
