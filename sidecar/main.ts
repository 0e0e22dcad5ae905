/*
 * The composition root: settings, adapters, entrypoints, shutdown. Knows all, decides nothing.
 */
import { randomUUID, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import type { AmazonChannels } from './adapters/amazon/channel.ts';
import { connectAmazon } from './adapters/amazon/connect.ts';
import { withFiles } from './adapters/amazon/file-channel.ts';
import { amazonPartner } from './adapters/amazon/partner.ts';
import { keepsAccounts, migrate, openDatabase, pendingMigrations } from './adapters/database/database.ts';
import { databaseJournal } from './adapters/database/journal.ts';
import { databaseStores } from './adapters/database/stores.ts';
import { type Telemetry, telemetry } from './adapters/events.ts';
import { kafkaClient } from './adapters/kafka/client.ts';
import { kafkaDeadLetters } from './adapters/kafka/dead-letters.ts';
import { kafkaMasterEvents } from './adapters/kafka/master-events.ts';
import { createTopics } from './adapters/kafka/topics.ts';
import { keptPartners } from './adapters/kept-partners.ts';
import { readMasterEvent } from './adapters/magento/read-event.ts';
import { magentoStockMaster } from './adapters/magento/stock-master.ts';
import type { Config } from './config.ts';
import { type Clock, instant } from './domain/calendar.ts';
import type { PartnerVersion } from './domain/partner-version.ts';
import type { House, HouseOptions } from './entrypoints/house.ts';
import { createConsole } from './entrypoints/http/console.ts';
import { processInbound, processLeftOvers } from './entrypoints/pollers/inbound.ts';
import { sweepMailbox } from './entrypoints/pollers/mailbox.ts';
import { pollMasterEvents } from './entrypoints/pollers/master-events.ts';
import { pollOrders } from './entrypoints/pollers/sp-api-order.ts';
import { type Round, type Rounds, startRounds } from './entrypoints/timers/rounds.ts';
import type { HouseFacts } from './entrypoints/views/audit.ts';
import { Refused } from './ports/failures.ts';
import type { MasterEvents, StockMaster } from './ports/stock-master.ts';
import { desk as openDesk } from './workflow/desk.ts';
import { engine as openEngine } from './workflow/engine.ts';
import { receiveMasterEvents } from './workflow/master-events.ts';
import { importFromFile } from './workflow/partner-versions.ts';
import { SAGAS } from './workflow/sagas.ts';
import { watchDeadlines } from './workflow/watch.ts';
import { watchAccess } from './workflow/watch-access.ts';
import { watchInventory } from './workflow/watch-inventory.ts';
import { watchReceipts } from './workflow/watch-receipts.ts';
import { watchRouting } from './workflow/watch-routing.ts';
import { watchSent } from './workflow/watch-sent.ts';
import { watchSilence } from './workflow/watch-silence.ts';
import type { World } from './workflow/world.ts';

/** One name for the shop's events by whatever road: a house that moves to Kafka meets those again that it knows. */
const SHOP_EVENTS = 'magento-outbox';

/** Builds the house from its settings. `clock` is the real one except in the demo and in tests. */
export async function openHouse(
  config: Config,
  options: HouseOptions,
  clock: Clock = () => new Date(),
): Promise<House> {
  const told = telemetry({ logLevel: config.logLevel });
  const database = await openMigrated(config.databaseUrl, told);
  const stores = databaseStores(database);
  const journal = databaseJournal(database);
  const { warn } = told;
  const partners = keptPartners(stores.partnerVersions);
  for (const partner of config.partners) {
    await importFromFile(partner, { stores, now: clock }, (message) => warn('partner-settings-conflict', message));
  }
  await partners.refresh();
  const amazon = connectAmazon(config.amazon, { sequences: stores.sequences, clock, warn });
  const channels = withFiles(amazon.channels, { stores, folder: config.amazon.files?.folder });
  const master = config.magento ? magentoStockMaster(config.magento) : noStockMaster();
  const world: World = {
    stores,
    journal,
    stockMaster: master,
    partner: amazonPartner({ stores, partners, channels, clock, events: told.events }),
    partners,
    events: told.events,
    now: clock,
  };
  told.watch(stores, journal, clock);
  told.watchSecrets(() => amazon.grants, clock);
  const log = config.kafka && kafkaMasterEvents(config.kafka, { read: readMasterEvent, warn });
  if (log && options.rounds) told.watchLag(log.lag);
  const calls = told.watchRequests(partnerByOrigin(config));
  for (const { vendorCode, productId, sku, agreedCost } of config.items) {
    await stores.itemReferences.learn(vendorCode, productId, sku, agreedCost);
  }
  for (const rule of config.carriers) await stores.carriers.learn(rule);
  const desk = openDesk(world);
  // Its own for each process, also where containers all run as pid 1: the lease knows its holder by it.
  const stopping = new AbortController();
  const engine = openEngine(world, SAGAS, randomUUID(), {
    leaseMs: config.leaseSeconds * 1000,
    stopping: stopping.signal,
  });

  const { pollers } = config;
  const work: Round[] = [
    { name: 'partners', everyMs: pollers.partnersEverySeconds * 1000, run: () => partners.refresh() },
    { name: 'left-overs', everyMs: 3_600_000, run: () => processLeftOvers(world) },
    ...amazon.mailboxes.map(({ name, mailbox, arrivesWhole }) => ({
      name,
      everyMs: pollers.mailboxEverySeconds * 1000,
      run: () =>
        sweepMailbox(
          mailbox,
          { settleAfterMs: arrivesWhole ? 0 : pollers.mailboxSettleSeconds * 1000, stopping: stopping.signal },
          world,
        ),
    })),
    { name: 'sent', everyMs: pollers.mailboxEverySeconds * 1000, run: () => watchSent(world) },
    ...amazon.feeds.map((feed) => ({
      name: `orders ${feed.vendorCode}`,
      everyMs: pollers.ordersEverySeconds * 1000,
      run: () => pollOrders(feed, world, stopping.signal),
    })),
    ...(log
      ? []
      : [
          {
            name: 'master-events',
            everyMs: pollers.masterEventsEverySeconds * 1000,
            run: () => pollMasterEvents(SHOP_EVENTS, master.events, world),
          },
        ]),
    { name: 'inventory', everyMs: pollers.deadlinesEverySeconds * 1000, run: () => watchInventory(world) },
    { name: 'sagas', everyMs: 500, run: () => engine.runDue() },
    { name: 'deadlines', everyMs: pollers.deadlinesEverySeconds * 1000, run: () => watchDeadlines(world) },
    {
      name: 'road-to-amazon',
      everyMs: pollers.deadlinesEverySeconds * 1000,
      run: async () => {
        await watchSilence(world);
        await watchRouting(world);
        await watchAccess(amazon.grants, world);
        await watchReceipts(world);
      },
    },
  ];

  const replayInbound: House['replayInbound'] = async (inboundId, by, answers) => {
    const { state, detail } = await processInbound(inboundId, world, answers);
    const at = instant(clock());
    await stores.audit.append({ at, who: by, action: 'replay', subject: inboundId, detail: `${state}: ${detail}` });
    return `${state}: ${detail}`;
  };

  let rounds: Rounds | undefined;
  let server: Server | undefined;
  const house: House = {
    world,
    desk,
    url: '',
    async tick() {
      for (const { run } of work) await run();
    },
    replayInbound,
    grants: amazon.grants,
    collect: amazon.collect,
    orderFeeds: amazon.feeds,
    facts: () => factsOf(config, channels),
    ...(config.kafka ? { deadLetters: kafkaDeadLetters(config.kafka, warn) } : {}),
    async close() {
      stopping.abort();
      if (server) await closed(server);
      await log?.stop();
      await rounds?.stop();
      calls.stop();
      amazon.close();
      await database.destroy();
    },
  };

  const ready = async () => {
    const pending = await pendingMigrations(database);
    const checks = [
      {
        name: 'database',
        ok: pending.length === 0,
        detail: pending.length === 0 ? 'migrated' : `pending: ${pending.join(', ')}`,
      },
      ...(rounds?.health() ?? []),
      ...(log && options.rounds ? [{ name: 'kafka', ...log.health() }] : []),
    ];
    return { ok: checks.every(({ ok }) => ok), checks };
  };
  told.watchReadiness(ready);

  if (options.console) {
    const app = createConsole({
      stores,
      journal,
      desk,
      partners,
      now: clock,
      metrics: told.metrics,
      ready,
      fulfilmentCentreZones: config.fulfilmentCentreZones,
      ...(options.banner === undefined ? {} : { banner: options.banner }),
      currentUser: () => 'operator',
      replayInbound,
      allowedHosts: config.http.allowedHosts,
    });
    server = createServer(app);
    house.url = await listen(server, config.http.host, config.http.port);
    told.log.info('console is open', { url: house.url });
  }
  if (options.rounds) {
    log?.start((events) => receiveMasterEvents(SHOP_EVENTS, events, world));
    rounds = startRounds(work, (name, error) => {
      told.log.error(`round ${name} failed`, { message: error instanceof Error ? error.message : String(error) });
    });
  }
  return house;
}

/** Brings the database up to date and answers what was run. */
export async function migrateDatabase(config: Config): Promise<string[]> {
  const database = await openDatabase({ url: withFolder(config.databaseUrl) });
  try {
    return await migrate(database);
  } finally {
    await database.destroy();
  }
}

/** The newest versions of the accounts; undefined where the database is not there yet. Makes no file and no table. */
export async function readKeptAccounts({ databaseUrl }: Config): Promise<PartnerVersion[] | undefined> {
  const path = sqlitePath(databaseUrl);
  if (path !== undefined && !existsSync(path)) return undefined;
  const database = await openDatabase({ url: databaseUrl });
  try {
    return (await keepsAccounts(database)) ? await databaseStores(database).partnerVersions.newest() : undefined;
  } finally {
    await database.destroy();
  }
}

/** Makes the topics that are missing and answers their names; undefined without Kafka. */
export async function createShopTopics({ kafka, logLevel }: Config): Promise<string[] | undefined> {
  return kafka && createTopics(kafkaClient(kafka, telemetry({ logLevel }).warn), kafka);
}

async function openMigrated(url: string, told: Telemetry) {
  const database = await openDatabase({ url: withFolder(url) });
  const run = await migrate(database);
  if (run.length > 0) told.log.info('database migrated', { migrations: run });
  return database;
}

function withFolder(url: string): string {
  const path = sqlitePath(url);
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  return url;
}

function sqlitePath(url: string): string | undefined {
  return /^sqlite:(?!:memory:)(.+)$/.exec(url)?.[1];
}

/** What the audit asks of the settings. */
function factsOf({ magento, kafka, http }: Config, channels: AmazonChannels): HouseFacts {
  const tls = (['ca', 'cert'] as const).flatMap((name) => {
    const pem = kafka?.tls[name];
    return pem === undefined
      ? []
      : [{ place: `kafka.tls.${name}`, expiresAt: new Date(new X509Certificate(pem).validTo) }];
  });
  return {
    isConnected: (vendorCode, road) => channels(vendorCode, road) !== undefined,
    hasShop: magento !== undefined,
    hasKafka: kafka !== undefined,
    certificates: tls,
    consoleHost: http.host,
  };
}

/** Whom a call goes to, by the address that it goes to. */
function partnerByOrigin({ magento, amazon }: Config): ReadonlyMap<string, string> {
  const addresses = [
    ...(magento ? [{ partner: 'magento', url: magento.baseUrl }] : []),
    ...amazon.spApi.flatMap(({ endpoint, tokenUrl }) =>
      [endpoint, tokenUrl].map((url) => ({ partner: 'amazon', url })),
    ),
  ];
  return new Map(addresses.map(({ partner, url }) => [new URL(url).origin, partner]));
}

/** Lets documents be read and kept before a shop is connected; whatever needs stock waits for a person. */
function noStockMaster(): StockMaster & { events: MasterEvents } {
  const refuse = async (): Promise<never> => {
    throw new Refused('stock-master-not-connected', 'ask the stock master', { hint: 'Add `magento` to the settings.' });
  };
  return {
    reservations: { place: refuse, adjust: refuse, release: refuse, held: refuse },
    catalogue: { positions: refuse, findByProductIds: refuse },
    primaryWorkflow: { enterOrder: refuse },
    events: { pull: async (cursor) => ({ events: [], cursor }), acknowledge: async () => {} },
  };
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Refused('port-taken', `open the console on ${host}:${port}`, {
          cause,
          hint: 'Choose another VENDOR_BRIDGE_HTTP_PORT, or 0 for any.',
        }),
      ),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`;
}

async function closed(server: Server): Promise<void> {
  server.closeIdleConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    // A browser keeps its connection open; what is being answered gets a moment, then it is cut.
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}
