import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SearchStandIn {
  port: number;
  close(): Promise<void>;
}

/**
 * As much of OpenSearch as Magento asks for when it is installed and indexed: indices and aliases
 * exist once they were made, documents are taken, and every search finds nothing. Stock and orders
 * never ask the search engine; the storefront's category pages stay empty.
 */
export async function startSearchStandIn(): Promise<SearchStandIn> {
  const indices = new Set<string>();
  const aliases = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const [status, answer] = reply(request, body, indices, aliases);
    send(response, status, answer, request.method === 'HEAD');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply(
  request: IncomingMessage,
  body: string,
  indices: Set<string>,
  aliases: Map<string, string>,
): [number, unknown] {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [first = '', second = ''] = pathname.slice(1).split('/').map(decodeURIComponent);
  const { method } = request;
  const known = (name: string) => indices.has(name) || aliases.has(name);

  if (first === '') return [200, INFO];
  if (first === '_cluster') return [200, { status: 'green', number_of_nodes: 1, timed_out: false }];
  if (first === '_bulk' || second === '_bulk') return [200, taken(body)];
  if (first === '_aliases') return [200, changeAliases(body, aliases)];
  if (first === '_alias') return named(second, aliases);
  if (second === '_alias') return [200, {}];
  if (second === '_search' || second === '_count' || first === '_search') return [200, NOTHING_FOUND];
  if (second === '' && method === 'PUT') {
    indices.add(first);
    return [200, { acknowledged: true, shards_acknowledged: true, index: first }];
  }
  if (second === '' && method === 'DELETE') {
    indices.delete(first);
    return [200, { acknowledged: true }];
  }
  if (second === '')
    return known(first) ? [200, { [first]: { aliases: {}, mappings: {}, settings: {} } }] : missing(first);
  if (second === '_mapping' && method === 'GET') return [200, { [first]: { mappings: { properties: {} } } }];
  return [200, { acknowledged: true, _shards: { total: 1, successful: 1, failed: 0 } }];
}

function changeAliases(body: string, aliases: Map<string, string>): unknown {
  const { actions = [] } = JSON.parse(body) as { actions?: Record<string, { alias: string; index: string }>[] };
  for (const action of actions) {
    if (action.remove) aliases.delete(action.remove.alias);
    if (action.add) aliases.set(action.add.alias, action.add.index);
  }
  return { acknowledged: true };
}

function named(alias: string, aliases: Map<string, string>): [number, unknown] {
  const index = aliases.get(alias);
  return index ? [200, { [index]: { aliases: { [alias]: {} } } }] : missing(alias);
}

/** One answer a document, as the client pairs them by position. */
function taken(body: string): unknown {
  const items = body
    .split('\n')
    .filter((line) => /^\{"(index|delete|create|update)":\{/.test(line))
    .map((line) => {
      const [act = 'index'] = Object.keys(JSON.parse(line) as object);
      return { [act]: { status: 200, result: 'created' } };
    });
  return { took: 1, errors: false, items };
}

function missing(index: string): [number, unknown] {
  const error = { type: 'index_not_found_exception', reason: `no such index [${index}]`, index };
  return [404, { error: { ...error, root_cause: [error] }, status: 404 }];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return `${Buffer.concat(chunks)}`;
}

function send(response: ServerResponse, status: number, answer: unknown, headOnly: boolean): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(headOnly ? undefined : JSON.stringify(answer));
}

const INFO = {
  name: 'stand-in',
  cluster_name: 'stand-in',
  version: { distribution: 'opensearch', number: '2.12.0', lucene_version: '9.9.2' },
  tagline: 'A stand-in for OpenSearch',
};

const NOTHING_FOUND = {
  took: 1,
  timed_out: false,
  count: 0,
  _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
  hits: { total: { value: 0, relation: 'eq' }, max_score: null, hits: [] },
  aggregations: {},
};
