import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Authority } from './auth.ts';
import type { Contract, Operation, OperationId } from './contract.ts';
import { type Faults, fail } from './faults.ts';
import { invalid } from './hold.ts';
import { Refusal } from './refusal.ts';
import type { Call } from './routes.ts';
import { readSearchCriteria } from './search.ts';

/** One call as it arrived and was answered. */
export interface CallRecord {
  route: OperationId;
  /** `undefined` where a fault took the answer. */
  status: number | undefined;
  body: unknown;
}

export interface Front {
  contract: Contract;
  gate: Authority;
  faults: Faults;
  handlers: Record<OperationId, (call: Call) => unknown>;
  inTransaction<T>(work: () => T): T;
  calls: CallRecord[];
  breaches: string[];
  /** The address that callers sign. */
  baseUrl(): string;
}

interface Answer {
  status: number;
  body: unknown;
}

/** Magento's front door: routes, credentials, the contract on the way in and on the way out, and faults. */
export function httpServer(front: Front): Server {
  return createServer((request, response) => {
    readBody(request)
      .then((text) => serve(front, request, response, text))
      .catch((failure: unknown) => {
        front.breaches.push(`${request.method} ${request.url}: ${String(failure)}`);
        response.destroy();
      });
  });
}

function serve(front: Front, request: IncomingMessage, response: ServerResponse, text: string): void {
  const address = new URL(request.url ?? '/', front.baseUrl());
  const path = /^\/rest\/(?:\w+\/)?V1\/amazon-vendor(\/.*)$/.exec(address.pathname)?.[1];
  const found = path === undefined ? undefined : front.contract.find(request.method ?? '', path);
  if (!found) {
    send(response, { status: 404, body: { message: 'Request does not match any route.' } });
    return;
  }
  const { operation, parameters } = found;
  const record: CallRecord = { route: operation.operationId, status: undefined, body: undefined };
  front.calls.push(record);
  const fault = front.faults.take(operation.operationId);
  if (fault?.when === 'before') {
    fail(fault.kind, response, '{"message":""}');
    return;
  }
  const said = answer(front, operation, record, () => {
    front.gate.check(request.headers.authorization, operation.method, address, operation.aclResource);
    return read(operation, parameters, address, text);
  });
  if (fault) {
    fail(fault.kind, response, JSON.stringify(said.body));
    return;
  }
  record.status = said.status;
  send(response, said);
}

function answer(front: Front, operation: Operation, record: CallRecord, receive: () => Call): Answer {
  const { operationId } = operation;
  let said: Answer;
  try {
    const call = receive();
    record.body = call.body;
    said = { status: 200, body: front.inTransaction(() => front.handlers[operationId](call)) };
  } catch (failure) {
    if (failure instanceof Refusal) said = { status: failure.status, body: failure.body };
    else said = breach(front, `${operationId} failed: ${String(failure)}`);
  }
  const wrong = operation.wrongAnswer(said.status, said.body);
  return wrong
    ? breach(front, `${operationId} answered ${said.status} against the contract: ${wrong.field} ${wrong.why}`)
    : said;
}

function breach(front: Front, message: string): Answer {
  front.breaches.push(message);
  return { status: 500, body: { message } };
}

/** Checks path, query and body against the contract; refuses as the module does. */
function read(operation: Operation, path: Record<string, string>, address: URL, text: string): Call {
  const query: Call['query'] = {};
  const { searchParams } = address;
  const after = searchParams.get('after');
  const limit = searchParams.get('limit');
  if (after !== null && after !== '') query.after = after;
  if (limit !== null) query.limit = Number(limit);
  if ([...searchParams.keys()].some((name) => /^search_?criteria/i.test(name))) {
    query.searchCriteria = readSearchCriteria(searchParams);
  }
  for (const [name, value] of Object.entries({ ...path, ...query })) {
    const wrong = operation.wrongParameter(name, value);
    if (wrong) throw invalid(wrong.field, wrong.why);
  }
  const body = text === '' ? undefined : parse(text);
  const wrong = operation.wrongBody(body);
  if (wrong) throw invalid(wrong.field, wrong.why);
  return { path, query, body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Decoding error.');
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
