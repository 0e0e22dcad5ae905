import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { SpApiConnection } from '../../../sidecar/adapters/amazon/connections.ts';
import { spApiClient } from '../../../sidecar/adapters/amazon/sp-api/client.ts';
import { spApiOrderFeed } from '../../../sidecar/adapters/amazon/sp-api/order-feed.ts';
import { rateLimiter } from '../../../sidecar/adapters/amazon/sp-api/rate.ts';
import { accessTokens } from '../../../sidecar/adapters/amazon/sp-api/token.ts';
import { Refused, Unreachable } from '../../../sidecar/ports/failures.ts';
import { movableClock } from '../../fakes/clock.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const servers: Server[] = [];
const clock = movableClock();

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server that logs in whoever asks and answers the rest as told. */
async function serve(answer: Handler, login: Handler = grant()) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const handler = request.url === '/auth/o2/token' ? login : answer;
    handler(request, response, Buffer.concat(chunks).toString());
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = SpApiConnection.parse({
    vendorCodes: ['NGK7U'],
    endpoint,
    tokenUrl: `${endpoint}/auth/o2/token`,
    clientId: 'client',
    clientSecret: 'new-secret',
    previousClientSecret: 'old-secret',
    refreshToken: 'Atzr|refresh',
    timeoutSeconds: 5,
  });
  const tokens = accessTokens(connection, clock.now);
  return { api: spApiClient({ ...connection, tokens, rate: rateLimiter() }), tokens };
}

function grant(seconds = 3600): Handler {
  let count = 0;
  return (_request, response) => {
    count += 1;
    json(response, 200, { access_token: `Atza|${count}`, token_type: 'bearer', expires_in: seconds });
  };
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function failureOf(promise: Promise<unknown>): Promise<Error & { cause: Error }> {
  try {
    await promise;
  } catch (error) {
    return error as Error & { cause: Error };
  }
  throw new Error('it did not fail');
}

describe('an answer that says nothing about our request may be asked for again, and is kept', () => {
  test('a page of HTML', async () => {
    const { api } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>${'maintenance '.repeat(1000)}</html>`);
    });
    const failure = await failureOf(api.submitInvoices({ invoices: [] }, 'submit invoice:1'));
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure.message).toBe('could not submit invoice:1: unreachable');
    expect(failure.cause.message).toMatch(/^SP-API answered 200: <html>maintenance/);
    expect(failure.cause.message.length).toBeLessThan(2100);
  });

  test('half an answer', async () => {
    const { api } = await serve((_request, response) => {
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"payload":{"transactionId":"2026');
    });
    const failure = await failureOf(api.submitInvoices({ invoices: [] }, 'submit'));
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure.cause.message).toContain('{"payload":{"transactionId":"2026');
  });

  test('a connection cut in the middle of the body', async () => {
    const { api } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"payload":', () => response.destroy());
    });
    expect(await failureOf(api.getTransaction('t', 'ask'))).toBeInstanceOf(Unreachable);
  });

  test('an empty answer', async () => {
    const { api } = await serve((_request, response) => response.writeHead(200, { 'content-length': '0' }).end());
    expect(await failureOf(api.getTransaction('t', 'ask'))).toBeInstanceOf(Unreachable);
  });

  test.each([500, 503, 408])('status %i', async (status) => {
    const { api } = await serve((_request, response) => json(response, status, { errors: [] }));
    expect(await failureOf(api.getTransaction('t', 'ask'))).toBeInstanceOf(Unreachable);
  });
});

describe('429', () => {
  test('says when to come back: what Amazon asks for', async () => {
    const { api } = await serve((_request, response) => json(response, 429, { errors: [] }, { 'retry-after': '17' }));
    const failure = await failureOf(api.getTransaction('t', 'ask'));
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure).toMatchObject({ retryAfterSeconds: 17 });
  });

  test('or what the rate of this account allows', async () => {
    const { api } = await serve((_request, response) =>
      json(response, 429, { errors: [] }, { 'x-amzn-RateLimit-Limit': '0.1' }),
    );
    expect(await failureOf(api.getTransaction('t', 'ask'))).toMatchObject({ retryAfterSeconds: 10 });
    // The next call does not even ask: Amazon would count it.
    expect(await failureOf(api.getTransaction('t', 'ask'))).toMatchObject({ retryAfterSeconds: 10 });
  });
});

describe('a refusal needs a person, and carries the words of Amazon', () => {
  test('400', async () => {
    const { api } = await serve((_request, response) =>
      json(response, 400, { errors: [{ code: 'InvalidInput', message: 'Invalid transmission ID.' }] }),
    );
    const failure = await failureOf(api.getTransaction('t', 'ask'));
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ code: 'sp-api-refused', hint: 'InvalidInput: Invalid transmission ID.' });
  });

  test('a redirect is not followed: it would carry the token away', async () => {
    const asked: string[] = [];
    const { api } = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await failureOf(api.getTransaction('t', 'ask'))).toMatchObject({ code: 'sp-api-refused' });
    expect(asked).toHaveLength(1);
  });

  test('403 with a fresh token too', async () => {
    let asked = 0;
    const { api } = await serve((_request, response) => {
      asked += 1;
      json(response, 403, { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.' }] });
    });
    expect(await failureOf(api.getTransaction('t', 'ask'))).toMatchObject({
      code: 'sp-api-forbidden',
      retriable: false,
    });
    expect(asked).toBe(2);
  });
});

describe('the access token', () => {
  test('goes with each call, and a call that outlives it logs in once and repeats itself whole', async () => {
    const seen: unknown[] = [];
    const { api } = await serve((request, response, body) => {
      seen.push([request.headers['x-amz-access-token'], body]);
      if (request.headers['x-amz-access-token'] === 'Atza|1') json(response, 403, { errors: [] });
      else json(response, 202, { payload: { transactionId: 't' } });
    });
    expect(await api.submitInvoices({ invoices: [] }, 'submit')).toEqual({ payload: { transactionId: 't' } });
    expect(seen).toEqual([
      ['Atza|1', '{"invoices":[]}'],
      ['Atza|2', '{"invoices":[]}'],
    ]);
  });

  test('many callers at once cause one login, and it is renewed before it ends', async () => {
    const { tokens } = await serve(() => {});
    const first = await Promise.all([tokens.current('a'), tokens.current('b'), tokens.current('c')]);
    expect(new Set(first)).toEqual(new Set(['Atza|1']));
    clock.advance(53 * 60_000);
    expect(await tokens.current('d')).toBe('Atza|1');
    clock.advance(2 * 60_000);
    expect(await tokens.current('e')).toBe('Atza|2');
  });

  test('a token that somebody has replaced already is not thrown away again', async () => {
    const { tokens } = await serve(() => {});
    const first = await tokens.current('a');
    tokens.forget(first);
    const second = await tokens.current('a');
    tokens.forget(first);
    expect(await tokens.current('a')).toBe(second);
  });

  test('a failed login is tried again by the next caller', async () => {
    let asked = 0;
    const { tokens } = await serve(
      () => {},
      (request, response, body) => {
        asked += 1;
        if (asked === 1) response.destroy();
        else grant()(request, response, body);
      },
    );
    expect(await failureOf(tokens.current('a'))).toBeInstanceOf(Unreachable);
    expect(await tokens.current('a')).toBe('Atza|1');
  });

  test('Q37: while a new secret does not work yet, the old one does', async () => {
    const secrets: (string | null)[] = [];
    const { tokens } = await serve(
      () => {},
      (request, response, body) => {
        const secret = new URLSearchParams(body).get('client_secret');
        secrets.push(secret);
        if (secret === 'new-secret') json(response, 401, { error: 'invalid_client' });
        else grant()(request, response, body);
      },
    );
    expect(await tokens.current('a')).toBe('Atza|1');
    expect(secrets).toEqual(['new-secret', 'old-secret']);
  });

  test.each([
    ['invalid_client', 401, /secret has expired/],
    ['invalid_grant', 400, /authorise the application again/],
  ])('%s is refused, and no secret stands in the error', async (error, status, hint) => {
    const { tokens } = await serve(
      () => {},
      (_request, response) => json(response, status, { error, error_description: 'denied' }),
    );
    const failure = await failureOf(tokens.current('a'));
    expect(failure).toMatchObject({ code: 'sp-api-login-refused', hint: expect.stringMatching(hint) });
    expect(JSON.stringify([failure.message, failure.cause.message, failure])).not.toMatch(/secret"|-secret|Atzr/);
  });

  test('half a token is kept nowhere', async () => {
    const { tokens } = await serve(
      () => {},
      (_request, response) => response.writeHead(200).end('{"access_token":"Atza|hidden'),
    );
    const failure = await failureOf(tokens.current('a'));
    expect(failure).toBeInstanceOf(Unreachable);
    expect(String(failure.cause.message)).not.toContain('hidden');
  });
});

test('Q8: a next page that Amazon gives twice ends the list, and the window does not count as read', async () => {
  let pages = 0;
  const { api } = await serve((request, response) => {
    const isCreated = request.url?.includes('createdAfter') === true;
    if (isCreated) pages += 1;
    const orders = isCreated ? [{ purchaseOrderNumber: `4KQ7TZ${pages}M` }] : [];
    const pagination = isCreated ? { nextToken: 'WzEsIjRLUSJd' } : {};
    json(response, 200, { payload: { orders, pagination } });
  });
  const warned: string[] = [];
  const feed = spApiOrderFeed({ vendorCode: 'NGK7U', api, warn: (code) => warned.push(code) });
  const names: string[] = [];
  const reading = async () => {
    for await (const { name } of feed.changedBetween(new Date('2026-08-03'), new Date('2026-08-04'))) names.push(name);
  };
  await expect(reading()).rejects.toMatchObject({ code: 'order-list-incomplete', retriable: false });
  expect(names).toEqual(['getPurchaseOrders 4KQ7TZ1M', 'getPurchaseOrders 4KQ7TZ2M']);
  // Orders without a date cannot be told to lie in the window.
  expect(warned).toEqual(['order-page-repeated', 'order-outside-window']);
});

test('pages without end stop at five hundred, and the window does not count as read', async () => {
  const { api } = await serve((_request, response) => json(response, 200, {}));
  let pages = 0;
  const endless = {
    ...api,
    async getPurchaseOrders() {
      pages += 1;
      return { payload: { orders: [], pagination: { nextToken: `page ${pages}` } } };
    },
  };
  const warned: string[] = [];
  const feed = spApiOrderFeed({ vendorCode: 'NGK7U', api: endless, warn: (code) => warned.push(code) });
  const reading = async () => {
    for await (const { name } of feed.changedBetween(new Date('2026-08-03'), new Date('2026-08-04'))) {
      throw new Error(name);
    }
  };
  await expect(reading()).rejects.toMatchObject({ code: 'order-list-incomplete' });
  expect([pages, warned]).toEqual([1000, ['order-pages-without-end', 'order-pages-without-end']]);
});

test('Q1: a month is asked for in windows of at most 7 days that leave no moment between them', async () => {
  const asked: { after: number; before: number }[] = [];
  const { api } = await serve((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const [after, before] = [query.get('createdAfter'), query.get('createdBefore')];
    if (after && before) asked.push({ after: Date.parse(after), before: Date.parse(before) });
    json(response, 200, { payload: { orders: [] } });
  });
  const feed = spApiOrderFeed({ vendorCode: 'NGK7U', api, warn: () => {} });
  const [from, to] = [new Date('2026-07-01T10:00:00.123Z'), new Date('2026-08-01T09:30:00.456Z')];
  for await (const { name } of feed.changedBetween(from, to)) throw new Error(name);
  expect(asked).toHaveLength(5);
  expect(asked[0]?.after).toBeLessThan(from.getTime());
  expect(asked.at(-1)?.before).toBeGreaterThanOrEqual(to.getTime());
  asked.forEach(({ after, before }, index) => {
    expect(before - after).toBeLessThanOrEqual(7 * 86_400_000);
    const next = asked[index + 1];
    if (next) expect(next.after).toBeLessThan(before);
  });
});

test('bursts pass at once, then calls follow each other at the rate that Amazon gave this account', async () => {
  let now = 0;
  const waits: number[] = [];
  const rate = rateLimiter({
    monotonicMs: () => now,
    pauseMs: async (milliseconds) => {
      waits.push(Math.round(milliseconds));
      now += milliseconds;
    },
  });
  for (let call = 0; call < 12; call++) await rate.turn('getTransaction', 'ask');
  expect(waits).toEqual([100, 100]);
  rate.learn('getTransaction', '0.5');
  await rate.turn('getTransaction', 'ask');
  expect(waits).toEqual([100, 100, 2000]);
  // Another operation has turns of its own; a header that is no rate changes nothing.
  rate.learn('submitInvoices', 'none');
  await rate.turn('submitInvoices', 'ask');
  expect(waits).toHaveLength(3);
});
