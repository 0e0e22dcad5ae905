import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { connectAmazon } from '../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../sidecar/adapters/amazon/connections.ts';
import { telemetry } from '../../sidecar/adapters/events.ts';
import { parsePurchaseOrder } from '../../sidecar/codec/sp-api/purchase-order.ts';
import { Config } from '../../sidecar/config.ts';
import { watchAccess } from '../../sidecar/workflow/watch-access.ts';
import { breachesOf, recorder } from '../adapters/amazon/wire.ts';
import { startAmazon } from '../stand-ins/amazon/amazon.ts';
import { client } from '../stand-ins/amazon/example.ts';
import { HOUR, MINUTE } from '../workflow/runs.ts';
import { ANSWERED, inQuirkyHouse, type QuirkyHouse } from './house.ts';

/*
 * How Amazon's live service lets us in, and what becomes of it here. Each test bears the number that
 * docs/sp-api-quirks.md explains it under.
 */

/** A connection of its own to the Amazon of the house. */
function grantOf({ amazon, world }: QuirkyHouse, settings: object) {
  const connection = { vendorCodes: ['NGK7U'], endpoint: amazon.url, tokenUrl: amazon.tokenUrl, ...amazon.credentials };
  const connections = AmazonConnections.parse({ spApi: [{ ...connection, ...settings }] });
  const { sequences } = world.stores;
  const [grant] = connectAmazon(connections, { sequences, clock: world.now, warn: () => {} }).grants;
  if (!grant) throw new Error('the connection made no grant');
  return grant;
}

describe('we are let in by an Amazon', () => {
  test('Q36 that sends vendors no notifications: orders are asked for, well within its rate', () =>
    inQuirkyHouse({}, async ({ amazon, place, poll, booked }) => {
      const destination = { name: 'orders', resourceSpecification: { sqs: { arn: 'arn:aws:sqs:eu-west-1:1:orders' } } };
      expect((await (await client(amazon)).post('/notifications/v1/destinations', destination)).status).toBe(403);
      await place();
      await poll();
      expect(booked()).toEqual(ANSWERED);
      const { ordersEverySeconds } = Config.parse({}).pollers;
      expect(ordersEverySeconds).toBeLessThanOrEqual(3600);
      expect(ordersEverySeconds).toBeGreaterThan(1);
    }));

  test('Q37 whose new secret works only after minutes: the one before is used, both are watched, nobody notices', () =>
    inQuirkyHouse({ quirks: ['Q37'] }, async (house) => {
      const { amazon, world } = house;
      amazon.rotateClientSecret('the-next-secret');
      const rotated = {
        clientSecret: 'the-next-secret',
        previousClientSecret: amazon.credentials.clientSecret,
        clientSecretIssuedOn: '2026-08-03',
      };
      const grant = grantOf(house, rotated);
      const works = async () => (await grant.check()).secrets.map(({ name, works: yes }) => `${name} ${yes}`);
      expect(await works()).toEqual(['current false', 'previous true']);
      expect((await grant.check()).accounts).toEqual([{ vendorCode: 'NGK7U', ok: true, problem: '' }]);
      world.clock.advance(5 * MINUTE);
      expect(await works()).toEqual(['current true', 'previous true']);
      expect((await grant.check()).lives).toEqual([
        { secret: 'current', expiresOn: '2027-01-30', daysLeft: 180 },
        { secret: 'previous', expiresOn: '2026-08-10', daysLeft: 7 },
      ]);
      world.clock.advance(7 * 24 * HOUR);
      expect(await works()).toEqual(['current true', 'previous false']);
    }));

  test('Q37 whose secrets expire after 180 days: somebody hears of it two weeks before, by name, desk and figure', () =>
    inQuirkyHouse({}, async (house) => {
      const { world, open } = house;
      const grant = grantOf(house, { clientSecretIssuedOn: '2026-02-20' });
      await watchAccess([grant], world);
      expect(await open()).toEqual([]);
      world.clock.advance(2 * 24 * HOUR);
      await watchAccess([grant], world);
      await watchAccess([grant], world);
      expect(await open()).toEqual(['access-expiring']);
      const [rung] = await world.stores.discrepancies.list({});
      expect(rung?.summary).toBe('the client secret for NGK7U expires on 2026-08-19, in 14 days: rotate it');
      const told = telemetry({ logLevel: 'silent' });
      told.watchSecrets(() => [grant], world.now);
      expect(await told.metrics()).toContain(
        'vendor_bridge_sp_api_secret_days_left{vendor_codes="NGK7U",secret="current"} 14',
      );
    }));

  test('Q37 that refuses every secret: the check says so in its words, and never the secret', () =>
    inQuirkyHouse({}, async (house) => {
      const report = await grantOf(house, { clientSecret: 'a-wrong-secret' }).check();
      expect(report.secrets).toEqual([
        { name: 'current', works: false, problem: 'invalid_client Client authentication failed' },
      ]);
      expect(report.accounts).toEqual([{ vendorCode: 'NGK7U', ok: false, problem: 'no secret works' }]);
      expect(JSON.stringify(report)).not.toContain('a-wrong-secret');
    }));

  test('Q38 whose grants each open one vendor group: every account goes through its own', () =>
    inQuirkyHouse({}, async ({ amazon, world, place }) => {
      const other = await startAmazon({ clock: world.now, vendorCode: 'NGK8E', refreshToken: 'Atzr|europe' });
      try {
        await place();
        await other.sendPurchaseOrder(
          {
            number: '8EUROPE',
            shipTo: { id: 'DTM2' },
            lines: [{ ids: [{ qualifier: 'VN', value: 'NK-0103' }], quantity: 1, unit: 'EA' }],
          },
          { via: 'sp-api' },
        );
        const of = (one: typeof amazon, vendorCodes: string[]) => ({
          vendorCodes,
          endpoint: one.url,
          tokenUrl: one.tokenUrl,
          ...one.credentials,
        });
        const spApi = [of(amazon, ['NGK7U', 'NGK9X']), of(other, ['NGK8E'])];
        const parts = { sequences: world.stores.sequences, clock: world.now, warn: () => {} };
        const { feeds } = connectAmazon(AmazonConnections.parse({ spApi }), parts);
        const found: string[] = [];
        for (const feed of feeds) {
          for await (const { name } of feed.changedBetween(new Date('2026-08-01'), world.now())) {
            found.push(`${feed.vendorCode}: ${name}`);
          }
        }
        // NGK9X is of another group than its grant: nothing comes, and nothing of others comes either.
        expect(found).toEqual(['NGK7U: getPurchaseOrders 4KQ7TZ1M', 'NGK8E: getPurchaseOrders 8EUROPE']);
      } finally {
        await other.close();
      }
    }));

  test('Q39 that refuses times with an offset and writes windows as two dates: we say Z, and read both', () =>
    inQuirkyHouse({}, async ({ amazon, world, place, feedThrough }) => {
      const api = await client(amazon);
      const offset = { createdAfter: '2026-08-03T00:00:00+09:00' };
      expect((await api.get('/vendor/orders/v1/purchaseOrders', offset)).status).toBe(400);
      await place();
      const wire = await recorder(amazon.url);
      try {
        const found: unknown[] = [];
        const window = [new Date('2026-08-01T00:00:00+09:00'), world.now()] as const;
        for await (const { raw } of feedThrough(wire.url).changedBetween(...window)) {
          found.push(JSON.parse(new TextDecoder().decode(raw)));
        }
        expect(wire.sent.flatMap(breachesOf)).toEqual([]);
        expect(wire.sent[0]?.target).toContain('createdAfter=2026-07-31T14%3A45%3A00Z');
        const order = found[0] as { orderDetails: object };
        expect(parsePurchaseOrder(order, () => {}).deliveryWindow).toEqual({ from: '2026-08-10', to: '2026-08-14' });
        const japanese = {
          ...order,
          orderDetails: {
            ...order.orderDetails,
            deliveryWindow: '2026-08-10T00:00:00+09:00--2026-08-14T00:00:00+09:00',
          },
        };
        // The day counts where the goods arrive, whatever the server's zone makes of the moment.
        expect(parsePurchaseOrder(japanese, () => {}).deliveryWindow).toEqual({ from: '2026-08-10', to: '2026-08-14' });
      } finally {
        await wire.close();
      }
    }));

  test('Q40 whose data protection policy binds an application in the house too: no secret and no token gets into a log', () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const { log } = telemetry({ logLevel: 'debug', destination });
    const secrets = {
      clientSecret: 'S3',
      previousClientSecret: 'S3',
      refreshToken: 'S3',
      accessToken: 'S3',
      token: 'S3',
    };
    log.info('settings', { ...secrets, spApi: secrets, authorization: 'S3', password: 'S3', databaseUrl: 'S3' });
    expect(lines).toHaveLength(1);
    expect(lines.join('')).not.toContain('S3');
    expect(lines.join('')).toContain('[Redacted]');
  });
});
