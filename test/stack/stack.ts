/*
 * The house as docker-compose.yml describes it, without containers: what is there between servers is
 * the same, commands and variables are read from the file.
 *
 *   MariaDB ─▶ migrate ─┐
 *   Kafka ─▶ topics create ─┴▶ sidecars a, b, … ─▶ stand-ins for Amazon and the shop
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KafkaConnection } from '../../sidecar/adapters/kafka/connection.ts';
import { readConfig } from '../../sidecar/config.ts';
import { EDI_ACCOUNT, PRODUCTS, SP_API_ACCOUNT, settings } from '../../sidecar/entrypoints/demo/cast.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { openHouse } from '../../sidecar/main.ts';
import { freePort } from '../setup/kept-server.ts';
import { type AmazonStandIn, startAmazon } from '../stand-ins/amazon/amazon.ts';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';
import { commandOf } from './compose.ts';
import { runToEnd } from './process.ts';
import { type Publisher, publishOutbox } from './publisher.ts';
import { type Sidecar, sidecar } from './sidecar.ts';

export interface StackOptions {
  /** Emptied, then filled: mailbox, settings, secrets. */
  folder: string;
  /** `127.0.0.1:9092`. */
  kafka: string;
  /** An empty one. */
  databaseUrl: string;
  /** Topics and group of its own, on a broker that others share. */
  topicPrefix?: string;
  sidecars: readonly string[];
  say?: (sentence: string) => Promise<void> | void;
}

export interface Stack {
  sidecars: Sidecar[];
  shop: RunningMagento;
  amazonByEdi: AmazonStandIn;
  amazonByApi: AmazonStandIn;
  publisher: Publisher;
  kafka: KafkaConnection;
  mailbox: string;
  /** A look at the same database, and a desk to settle at; moves nothing by itself, as the command line does. */
  house: House;
  /** One more sidecar, as `docker compose up --scale` does. */
  scale(name: string): Promise<void>;
  /** What the sidecars wrote at level error. */
  errors(): string[];
  close(): Promise<void>;
}

const SWEEP_EVERY_MS = 200;

export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, kafka, databaseUrl, topicPrefix = '', say = () => {} } = options;
  rmSync(folder, { recursive: true, force: true });
  const mailbox = join(folder, 'mailbox');
  const secrets = join(folder, 'secrets');
  for (const path of [mailbox, secrets]) mkdirSync(path, { recursive: true, mode: 0o700 });

  const clock = () => new Date();
  const shop = await startMagento({ products: PRODUCTS, buffer: 4, clock });
  const amazonByEdi = await startAmazon({ clock, mailboxFolder: mailbox, vendorCode: EDI_ACCOUNT });
  const amazonByApi = await startAmazon({ clock, vendorCode: SP_API_ACCOUNT });

  const settingsFile = join(folder, 'vendor-bridge.json');
  writeFileSync(settingsFile, JSON.stringify(settingsOf(amazonByApi, mailbox), null, 2));
  const { consumerKey, consumerSecret, token, tokenSecret } = shop.integration;
  const native = {
    VENDOR_BRIDGE_CONFIG: settingsFile,
    VENDOR_BRIDGE_KAFKA_BROKERS: kafka,
    ...(topicPrefix === ''
      ? {}
      : { VENDOR_BRIDGE_KAFKA_TOPIC_PREFIX: topicPrefix, VENDOR_BRIDGE_KAFKA_GROUP_ID: `${topicPrefix}sidecars` }),
    VENDOR_BRIDGE_MAILBOX_INBOX: join(mailbox, 'download'),
    VENDOR_BRIDGE_MAILBOX_OUTBOX: join(mailbox, 'upload'),
    VENDOR_BRIDGE_AS2_RECEIPTS: join(mailbox, 'receipts'),
    VENDOR_BRIDGE_AS2_FAILED: join(mailbox, 'failed'),
    VENDOR_BRIDGE_MAGENTO_URL: shop.url,
    ...secretFiles(secrets, {
      VENDOR_BRIDGE_DATABASE_URL: databaseUrl,
      VENDOR_BRIDGE_MAGENTO_CONSUMER_KEY: consumerKey,
      VENDOR_BRIDGE_MAGENTO_CONSUMER_SECRET: consumerSecret,
      VENDOR_BRIDGE_MAGENTO_TOKEN: token,
      VENDOR_BRIDGE_MAGENTO_TOKEN_SECRET: tokenSecret,
    }),
  };

  await say('sidecar-migrate and kafka-topics …');
  await Promise.all(
    ['sidecar-migrate', 'kafka-topics'].map(async (service) => {
      const { status, out, errors } = await runToEnd(commandOf(service, native));
      if (status !== 0) throw new Error(`${service} ended with ${status}: ${errors}`);
      await say(out.trimEnd().replace(/^/gm, `  ${service}: `));
    }),
  );

  const sidecars: Sidecar[] = [];
  for (const name of options.sidecars) sidecars.push(sidecar(name, await freePort(), native));
  await say(`sidecars ${options.sidecars.join(', ')} …`);
  await Promise.all(sidecars.map((one) => one.start()));

  const connection = KafkaConnection.parse({
    brokers: kafka,
    topicPrefix,
    groupId: native.VENDOR_BRIDGE_KAFKA_GROUP_ID,
  });
  const publisher = await publishOutbox(shop, connection);
  const sweeping = sweepFor(amazonByEdi);
  const house = await openHouse({ ...readConfig(native), logLevel: 'silent' }, { console: false, rounds: false });

  return {
    sidecars,
    shop,
    amazonByEdi,
    amazonByApi,
    publisher,
    kafka: connection,
    mailbox,
    house,
    async scale(name) {
      const another = sidecar(name, await freePort(), native);
      await another.start();
      sidecars.push(another);
    },
    errors: () => sidecars.flatMap((one) => one.errors()),
    async close() {
      await Promise.all(sidecars.map((one) => one.stop()));
      await sweeping();
      await publisher.stop();
      await house.close();
      await Promise.all([amazonByEdi.close(), amazonByApi.close(), shop.close()]);
    },
  };
}

/** The demo's accounts and items. Who is reached where stands in the environment, as in docker-compose.yml. */
function settingsOf(amazonByApi: AmazonStandIn, mailboxFolder: string): Record<string, unknown> {
  const { partners, amazon, items, fulfilmentCentreZones } = settings({
    databaseFile: '',
    mailboxFolder,
    port: 0,
    amazonUrl: amazonByApi.url,
    tokenUrl: amazonByApi.tokenUrl,
    credentials: amazonByApi.credentials,
    magentoUrl: '',
    magentoToken: '',
  });
  return {
    partners,
    amazon,
    items,
    fulfilmentCentreZones,
    // Nobody waits half a minute in a story of one. The stand-in renames into place: no file of its is half.
    pollers: { mailboxEverySeconds: 0.3, mailboxSettleSeconds: 0, ordersEverySeconds: 1, deadlinesEverySeconds: 5 },
    leaseSeconds: 10,
    kafka: { brokers: 'said by the environment:1', sessionTimeoutMs: 6_000 },
  };
}

function secretFiles(folder: string, secrets: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => {
      const path = join(folder, name.toLowerCase());
      writeFileSync(path, value, { mode: 0o400 });
      return [`${name}_FILE`, path];
    }),
  );
}

/** Amazon looks into its mailbox until the answered function is called. */
function sweepFor(amazon: AmazonStandIn): () => Promise<void> {
  let goesOn = true;
  const work = (async () => {
    while (goesOn) {
      await amazon.sweepMailbox();
      await new Promise((next) => setTimeout(next, SWEEP_EVERY_MS));
    }
  })();
  return () => {
    goesOn = false;
    return work;
  };
}
