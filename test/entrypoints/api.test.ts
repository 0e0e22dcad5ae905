import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addHours, instant } from '../../sidecar/domain/calendar.ts';
import { RoutingRequest } from '../../sidecar/domain/routing.ts';
import { answersFile, ROUTES } from '../../sidecar/entrypoints/http/api/routes.ts';
import type { Stores } from '../../sidecar/ports/stores.ts';
import { invoice } from '../adapters/amazon/samples.ts';
import { truck } from '../codec/labels/samples.ts';
import { fillHouse } from '../system/filled-house.ts';
import { type OpenConsole, openConsole } from '../system/open-console.ts';

let house: OpenConsole;
let description: { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } };
const ajv = new Ajv2020({ strict: false });
// The package is CommonJS: its function stands under `default` here.
(addFormatsModule as unknown as { default: (to: Ajv2020) => void }).default(ajv);

interface Operation {
  operationId: string;
  responses: Record<string, { content: Record<string, { schema?: object }> }>;
}

beforeAll(async () => {
  house = await openConsole();
  await fillHouse(house.deps.stores, house.deps.journal);
  PARAMETERS['post /documents/out/{id}/release'] = `/documents/out/${await heldBack(house.deps.stores)}/release`;
  PARAMETERS['post /documents/out/{id}/resend'] = `/documents/out/${await sent(house.deps.stores)}/resend`;
  PARAMETERS['post /documents/out/{id}/anew'] = `/documents/out/${await refused(house.deps.stores)}/anew`;
  PARAMETERS['post /documents/out/{id}/entered'] = `/documents/out/${await toEnter(house.deps.stores, 'one')}/entered`;
  PARAMETERS['post /documents/out/{id}/refused'] = `/documents/out/${await toEnter(house.deps.stores, 'two')}/refused`;
  await standsOnATruck(house);
  description = (await (await fetch(`${house.url}/api/v1/openapi.json`)).json()) as typeof description;
  ajv.addSchema({ $id: 'api', components: description.components });
});
afterAll(() => house.close());

/** A dispatch whose truck is waited for. */
async function standsOnATruck({ deps: { stores, journal, now } }: OpenConsole): Promise<void> {
  const part = { dispatchId: 'SHIP-95', notice: truck() };
  await stores.truckLoads.join('a truck', part, instant(now()), addHours(now(), 0.25));
  await journal.open('dispatch', 'SHIP-95', {}, 'gather-truck', instant(now()));
}

/** A file that a person may speak of. */
async function toEnter({ outbound }: Stores, name: string): Promise<string> {
  const { content, key, ...request } = invoice();
  const { id } = await outbound.prepare(
    {
      ...request,
      key: `${key}:${name}`,
      purchaseOrderNumber: name,
      kind: content.kind,
      content,
      channel: 'file',
      raw: '\ufeffInvoice number\r\n',
      fileName: `${name}.csv`,
      controlNumber: 0,
      functionalId: '',
    },
    instant(new Date('2026-08-04T10:00:00Z')),
  );
  await outbound.markHandedOver(id, `${name}.csv`, instant(new Date('2026-08-04T10:00:00Z')));
  return id;
}

/** A document that a person may send again. */
async function sent({ outbound }: Stores): Promise<string> {
  const [row] = await outbound.list({ delivered: 'delivered', acknowledged: 'awaited' });
  return row?.id ?? '';
}

/** A document that a person may make anew. */
async function refused({ outbound }: Stores): Promise<string> {
  const loads = [{ orders: [{ purchaseOrderNumber: '2HBT8C5N' }] }];
  const request = { number: 'NGKRR1', requestedOn: '2026-08-07', shipFrom: { id: 'NGK7U' }, loads };
  const at = instant(house.deps.now());
  const { id } = await outbound.prepare(
    {
      key: 'routing-request:NGKRR1',
      kind: 'routing-request',
      vendorCode: 'NGK7U',
      purchaseOrderNumber: '2HBT8C5N',
      channel: 'edi',
      content: { kind: 'routing-request', document: RoutingRequest.parse(request) },
      raw: 'ST*753*0001~',
      fileName: 'routing.edi',
      controlNumber: 8,
      functionalId: 'RF',
    },
    at,
  );
  await outbound.markDelivered(id, 'routing.edi', at);
  await outbound.recordAnswer(id, 'rejected', [], at);
  return id;
}

/** A document that a person may send. */
async function heldBack({ outbound }: Stores): Promise<string> {
  const document = {
    functionalId: 'PO',
    groupControlNumber: '7',
    result: 'accepted' as const,
    announced: 1,
    received: 1,
    accepted: 1,
    transactions: [],
  };
  const { id } = await outbound.prepare(
    {
      key: '997:held-back',
      kind: 'functional-acknowledgement',
      vendorCode: 'NGK7U',
      purchaseOrderNumber: undefined,
      channel: 'edi',
      content: { kind: 'functional-acknowledgement', document },
      raw: 'ST*997*0001~',
      fileName: 'held-back.edi',
      controlNumber: 7,
      functionalId: 'FA',
      mode: 'never-send',
    },
    instant(house.deps.now()),
  );
  return id;
}

const PARAMETERS: Record<string, string> = {
  'get /orders/{number}': '/orders/2HBT8C5N',
  'get /discrepancies/{id}': '/discrepancies/d-2',
  'get /documents/out/{id}': '/documents/out/out-1',
  'get /documents/in/{id}': '/documents/in/in-1',
  'get /dispatches/{id}/labels.pdf': '/dispatches/SHIP-88/labels.pdf',
  'get /dispatches/{id}/labels.zpl': '/dispatches/SHIP-88/labels.zpl',
  'post /orders/{number}/carriage': '/orders/2HBT8C5N/carriage',
  'post /orders/{number}/routing': '/orders/2HBT8C5N/routing',
  'post /dispatches/{id}/carriage': '/dispatches/SHIP-88/carriage',
  'post /dispatches/{id}/tell': '/dispatches/SHIP-95/tell',
  'get /invoices/{number}': '/invoices/ngk-2026-0088',
  'get /remittances/{paymentNumber}': '/remittances/4400918',
  'post /discrepancies/{id}/settle': '/discrepancies/d-2/settle',
  'post /documents/in/{id}/replay': '/documents/in/in-2/replay',
  'post /sagas/{saga}/{key}/retry': '/sagas/purchase-order/8CVN4QJD/retry',
};
const BODIES: Record<string, unknown> = {
  'post /orders/{number}/carriage': { trailerNumber: '53117' },
  'post /orders/{number}/routing': { readyOn: '2026-08-11', cartons: 5 },
  'post /documents/out/{id}/refused': { why: 'The invoice number was used before' },
  'post /discrepancies/{id}/settle': { action: 'map-sku', sku: 'PAN-28' },
};

describe('every route of the API is described, and answers as described', () => {
  for (const route of ROUTES) {
    const { method, path } = route;
    test(`${method} ${path}`, async () => {
      const operation = description.paths[`/api/v1${path}`]?.[method];
      expect(operation?.operationId).toBeTruthy();
      const name = `${method} ${path}`;
      const response = await call(
        PARAMETERS[name] ?? path,
        method,
        method === 'post' ? (BODIES[name] ?? {}) : undefined,
      );
      expect(response.status).toBe(200);
      if (!answersFile(route)) return expectAsDescribed(operation, response);
      const [media] = response.headers.get('content-type')?.split(';') ?? [];
      expect(Object.keys(operation?.responses['200']?.content ?? {})).toEqual([media]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(500);
    });
  }

  test('nothing else is described', () => {
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} /api/v1${path}`).sort());
  });
});

describe('a refusal says what, where and what to do', () => {
  test.each([
    ['get', '/orders/NOSUCH', undefined, 404, 'not-found', ''],
    ['get', '/orders?limit=many', undefined, 400, 'invalid-request', 'limit'],
    ['get', '/orders?progress=lost', undefined, 400, 'invalid-request', 'progress'],
    ['get', '/nothing', undefined, 404, 'not-found', ''],
    ['get', '/dispatches/SHIP-0/labels.pdf', undefined, 404, 'not-found', 'id'],
    ['post', '/discrepancies/d-1/settle', { action: 'map-carrier', scac: 'UPSN' }, 422, 'not-an-answer', 'action'],
    [
      'post',
      '/discrepancies/d-1/settle',
      { action: 'set-case-pack', eachesPerCase: -1 },
      422,
      'invalid-request',
      'eachesPerCase',
    ],
    ['post', '/discrepancies/none/settle', { action: 'close' }, 404, 'not-found', 'id'],
    ['post', '/discrepancies/d-2/settle', { action: 'map-sku', sku: 'PAN-28' }, 409, 'already-settled', 'id'],
    ['post', '/sagas/purchase-order/2HBT8C5N/retry', {}, 409, 'nothing-held', ''],
  ] as const)('%s %s', async (method, path, body, status, code, place) => {
    const response = await call(path, method, body);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(response.status).toBe(status);
    expect(problem).toMatchObject({ code, place });
    expect(Object.keys(problem)).toEqual(['code', 'message', 'place', 'hint']);
    expect(problem.hint).not.toBe('');
  });

  test('JSON that is none is refused as such', async () => {
    const response = await fetch(`${house.url}/api/v1/discrepancies/d-1/settle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{oops',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid-request', place: 'body' });
  });
});

describe('nobody else’s page can act here', () => {
  const settle = (headers: Record<string, string>, body: string) =>
    fetch(`${house.url}/api/v1/discrepancies/d-1/settle`, { method: 'POST', headers, body });

  test('a form on another site cannot send JSON without being asked', async () => {
    const response = await settle(
      { 'content-type': 'text/plain', origin: 'http://elsewhere.example' },
      '{"action":"close"}',
    );
    expect(await response.json()).toMatchObject({ code: 'cross-site-request' });
  });

  test('a script of another site is refused although it sends JSON', async () => {
    const response = await settle(
      { 'content-type': 'application/json', origin: 'http://elsewhere.example' },
      '{"action":"close"}',
    );
    expect(response.status).toBe(403);
  });

  test('a body that is not JSON is refused', async () => {
    expect((await settle({ 'content-type': 'text/plain' }, '{"action":"close"}')).status).toBe(415);
  });
});

async function call(path: string, method: string, body?: unknown): Promise<Response> {
  return fetch(`${house.url}/api/v1${path}`, {
    method: method.toUpperCase(),
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

async function expectAsDescribed(operation: Operation | undefined, response: Response): Promise<void> {
  const schema = operation?.responses['200']?.content['application/json']?.schema;
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  const validate = ajv.compile(JSON.parse(text));
  const answer = await response.json();
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
}
