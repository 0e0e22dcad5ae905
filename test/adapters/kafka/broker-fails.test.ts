import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeWorld } from '../../fakes/world.ts';
import { type PrivateBroker, privateKafka } from '../../setup/kafka/broker.ts';
import { selfSigned } from '../../setup/kafka/self-signed.ts';
import { into, sharedLog, soon, stockIn } from './log.ts';

const PASSWORD = 'only-for-this-test';

describe('a broker that asks for TLS and a password, and dies', () => {
  let folder = '';
  let ca = '';
  let broker: PrivateBroker | undefined;
  const running = (): PrivateBroker => {
    if (!broker) throw new Error('the broker runs only while tests do');
    return broker;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-keys-'));
    const keyStore = join(folder, 'broker.p12');
    ca = (await selfSigned(keyStore, PASSWORD)).pem;
    broker = await privateKafka({ keyStore, keyStorePassword: PASSWORD, user: 'vb', password: PASSWORD });
  }, 120_000);
  afterAll(async () => {
    await broker?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const secure = (password = PASSWORD) => ({
    brokers: running().secureAddress,
    securityProtocol: 'sasl_ssl',
    sasl: { mechanism: 'plain', username: 'vb', password },
    tls: { ca },
    sessionTimeoutMs: 2_000,
  });

  test('nothing is lost when it is killed while events are read, and comes back', async () => {
    const log = await sharedLog(secure());
    const world = fakeWorld();
    const all = Array.from({ length: 400 }, (_, index) => ({ sku: `NK-${index}`, sequence: 1, salable: index }));
    await log.stock(...all.slice(0, 300));
    let killed: Promise<void> | undefined;
    const sidecar = log.sidecar(async (events) => {
      await into(world)(events);
      // In the middle: the effects are kept, their offsets are not yet.
      killed ??= running().kill();
      await killed;
    });
    await soon(() => killed !== undefined).toBe(true);
    await killed;
    await soon(() => sidecar.health().ok).toBe(false);
    await running().start();
    await log.stock(...all.slice(300));
    await soon(async () => (await stockIn(world)).length).toBe(400);
    await soon(() => sidecar.health().ok).toBe(true);
    await soon(async () => (await sidecar.lag()).reduce((so, { events }) => so + events, 0)).toBe(0);
    expect(await log.deadLetters.list()).toEqual([]);
  }, 90_000);

  test('a wrong password is no reason to fall: the health says it, and it is tried again', async () => {
    const stranger = await sharedLog(secure('wrong'), { topics: false });
    const sidecar = stranger.sidecar(into(fakeWorld()));
    await soon(() => sidecar.health().detail).toMatch(/authentication failed/i);
    expect(stranger.warnings.map(([code]) => code)).toContain('kafka-consumer-rebuilt');
  });
});
