import { describe, expect, test } from 'vitest';
import { MagentoConnection } from '../../../sidecar/adapters/magento/connection.ts';
import { magentoStockMaster } from '../../../sidecar/adapters/magento/stock-master.ts';
import { Refused, Unreachable } from '../../../sidecar/ports/failures.ts';
import { failure, master, request, server, shop } from './shop.ts';

/** Partners that are not Amazon number their orders as they like. */
const ODD_NUMBERS = ['NO SUCH+ORDER', "A!B*C(D)'", 'PO:7@X', 'A&B=C,D;E$', 'GRÜN-1'];

const json = (status: number, body: unknown) =>
  server((_, response) => response.writeHead(status).end(JSON.stringify(body)));

describe('credentials', () => {
  test('OAuth with HMAC-SHA256 is accepted, with and without a query, for reading and for writing', async () => {
    const magento = await shop();
    const { consumerKey, consumerSecret, token, tokenSecret } = magento.integration;
    const { reservations, catalogue, events } = master(magento, {
      credentials: { kind: 'oauth', consumerKey, consumerSecret, token, tokenSecret },
    });
    expect(await reservations.place(request([['LID-24', 2]]))).toMatchObject([{ held: 2 }]);
    expect(await reservations.held('4KQ7TZ1M')).toMatchObject([{ held: 2 }]);
    // Let in, and refused for what is wrong with it.
    for (const number of ODD_NUMBERS) {
      expect(await failure(reservations.held(number)), number).toMatchObject({ code: 'magento-refused' });
    }
    expect(await catalogue.findByProductIds([[{ kind: 'upc', value: '614141001019' }]])).toEqual(['PAN-24']);
    expect((await events.pull('0', 5)).events).not.toHaveLength(0);
    expect(magento.breaches).toEqual([]);
  });

  test('a signature over another address than the shop’s own is refused: that is what signedBaseUrl is for', async () => {
    const magento = await shop();
    const { consumerKey, consumerSecret, token, tokenSecret } = magento.integration;
    const credentials = { kind: 'oauth', consumerKey, consumerSecret, token, tokenSecret };
    const other = master(magento, { credentials, signedBaseUrl: 'https://shop.example/' });
    expect(await failure(other.reservations.held('4KQ7TZ1M'))).toMatchObject({ code: 'magento-unauthorised' });
    const same = master(magento, {
      credentials,
      baseUrl: magento.url.replace('127.0.0.1', 'localhost'),
      signedBaseUrl: magento.url,
    });
    expect(await same.reservations.held('4KQ7TZ1M')).toEqual([]);
  });

  test('a missing permission is a mistake in the set-up: not tried again, and says what to look at', async () => {
    const magento = await shop();
    const refused = await failure(
      master(magento, { credentials: { kind: 'bearer', token: 'wrong' } }).reservations.held('X1'),
    );
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({
      code: 'magento-unauthorised',
      retriable: false,
      doing: 'read what is held for X1 in Magento',
    });
    expect(refused.hint).toMatch(/permissions/);
    expect(JSON.stringify([refused.message, refused.hint, String(refused.cause)])).not.toContain('wrong');
  });

  test('are read from configuration, with the slash of the address cut off', () => {
    const credentials = { kind: 'bearer', token: 't' };
    expect(MagentoConnection.parse({ baseUrl: 'https://shop.example/', credentials })).toMatchObject({
      baseUrl: 'https://shop.example',
      timeoutMs: 30_000,
    });
    expect(MagentoConnection.safeParse({ baseUrl: 'shop.example', credentials }).success).toBe(false);
    expect(
      MagentoConnection.safeParse({ baseUrl: 'https://shop.example', credentials: { kind: 'oauth', token: 't' } })
        .success,
    ).toBe(false);
  });
});

describe('when Magento is in trouble', () => {
  test.each([
    [500, 'unreachable'],
    [429, 'unreachable'],
    ['html', 'unreachable'],
    ['hang-up', 'unreachable'],
    ['truncated', 'magento-answer-unreadable'],
    [401, 'magento-unauthorised'],
  ] as const)('%s is %s', async (kind, code) => {
    const magento = await shop();
    magento.failNext({ when: 'before', kind });
    const failed = await failure(master(magento).reservations.place(request([['LID-24', 2]])));
    expect(failed).toMatchObject({
      code,
      doing: 'hold 4KQ7TZ1M in Magento',
      retriable: code !== 'magento-unauthorised',
    });
    expect(failed.message).toContain('hold 4KQ7TZ1M in Magento');
    expect(failed.cause).toBeInstanceOf(Error);
  });

  test('it says for how long to stay away', async () => {
    const magento = await shop();
    magento.failNext({ when: 'before', kind: 429 });
    expect((await failure(master(magento).reservations.held('4KQ7TZ1M'))).retryAfterSeconds).toBe(2);
  });

  test('nobody listens', async () => {
    const connection = MagentoConnection.parse({
      baseUrl: 'http://127.0.0.1:1',
      credentials: { kind: 'bearer', token: 't' },
    });
    expect(await failure(magentoStockMaster(connection).reservations.held('X1'))).toBeInstanceOf(Unreachable);
  });

  test('it takes too long: to answer at all, or to finish its answer', async () => {
    const silent = await server(() => {}, { timeoutMs: 50 });
    expect(await failure(silent.reservations.held('X1'))).toBeInstanceOf(Unreachable);
    const slow = await server((_, response) => response.write('{"lines":['), { timeoutMs: 200 });
    expect(await failure(slow.reservations.held('X1'))).toMatchObject({
      code: 'magento-answer-unreadable',
      retriable: true,
    });
  });
});

describe('an answer that is none', () => {
  test('a page instead of JSON is kept, its first two kilobytes, for a person', async () => {
    const bridge = await server((_, response) => response.end(`<html>${'x'.repeat(5000)}</html>`));
    const failed = await failure(bridge.reservations.held('X1'));
    expect(failed).toMatchObject({ code: 'magento-answer-unreadable', retriable: true });
    expect(String(failed.cause)).toContain('<html>xxx');
    expect(String(failed.cause).length).toBeLessThan(2300);
  });

  test('a PHP warning before the JSON, nothing at all, or JSON of another contract', async () => {
    for (const body of ['<br />Deprecated: …{"lines":[]}', '', '[]', '{"lines":[{"line_id":"X1:1"}]}']) {
      const bridge = await server((_, response) => response.end(body));
      expect(await failure(bridge.reservations.held('X1'))).toMatchObject({ code: 'magento-answer-unreadable' });
    }
  });

  test('a hold that does not answer every line is not taken for one', async () => {
    const answered = { line_id: '4KQ7TZ1M:1', sku: 'PAN-24', requested: 1, granted: 1 };
    const short = await json(200, { lines: [answered] });
    const asked = request([
      ['PAN-24', 1],
      ['LID-24', 1],
    ]);
    expect(await failure(short.reservations.place(asked))).toMatchObject({
      code: 'magento-answer-unreadable',
      retriable: true,
    });
    const foreign = await json(200, { lines: [{ ...answered, line_id: '6BW2RN8D:1' }] });
    expect(await failure(foreign.reservations.place(asked))).toMatchObject({ code: 'magento-answer-unreadable' });
  });

  test('a refusal that is no JSON says nothing about the request', async () => {
    const bridge = await server((_, response) => response.writeHead(404).end('<h1>Not found</h1>'));
    expect(await failure(bridge.reservations.held('X1'))).toMatchObject({
      code: 'magento-answer-unreadable',
      retriable: true,
    });
  });
});

describe('an answer that is no', () => {
  test('a redirect is not followed: it would make a reading of a hold', async () => {
    const calls: string[] = [];
    const bridge = await server((call, response) => {
      calls.push(`${call.method}`);
      response.writeHead(302, { location: 'https://shop.example/' }).end();
    });
    const refused = await failure(bridge.reservations.place(request([['LID-24', 1]])));
    expect(refused).toMatchObject({
      code: 'magento-redirected',
      retriable: false,
      hint: expect.stringContaining('https://shop.example/'),
    });
    expect(calls).toEqual(['POST']);
  });

  test('a route that Magento does not know means that the module is missing, not that the order is', async () => {
    const bridge = await json(404, { message: 'Request does not match any route.' });
    expect(await failure(bridge.reservations.held('X1'))).toMatchObject({
      code: 'magento-module-missing',
      retriable: false,
    });
    expect(await failure(bridge.reservations.release('X1', 'k', 'undone'))).toMatchObject({
      code: 'magento-module-missing',
    });
  });

  test('Magento’s own words reach the person, filled in', async () => {
    const list = await json(400, { message: 'Maximum items of type "%1" is %2.', parameters: ['line', 20] });
    expect(await failure(list.reservations.held('X1'))).toMatchObject({
      code: 'magento-refused',
      hint: 'Maximum items of type "line" is 20.',
    });
    const map = await json(400, { message: '"%fieldName" is required.', parameters: { fieldName: 'lines' } });
    expect(await failure(map.reservations.held('X1'))).toMatchObject({ hint: '"lines" is required.' });
  });
});
