import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, beforeAll, expect, vi } from 'vitest';
import { kafkaClient, kafkaProducer } from '../../../sidecar/adapters/kafka/client.ts';
import { KafkaConnection } from '../../../sidecar/adapters/kafka/connection.ts';
import { kafkaDeadLetters } from '../../../sidecar/adapters/kafka/dead-letters.ts';
import { kafkaMasterEvents } from '../../../sidecar/adapters/kafka/master-events.ts';
import { createTopics } from '../../../sidecar/adapters/kafka/topics.ts';
import { readMasterEvent } from '../../../sidecar/adapters/magento/read-event.ts';
import type { MasterEvent } from '../../../sidecar/ports/stock-master.ts';
import { receiveMasterEvents } from '../../../sidecar/workflow/master-events.ts';
import type { World } from '../../../sidecar/workflow/world.ts';
import { kafkaBroker } from '../../setup/services.ts';

const STOCK = 'magento.stock.v1';
const DISPATCH = 'magento.dispatch.v1';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** For files that use the broker of the whole run: it is there before the first test's time runs. */
export function withSharedBroker(): void {
  vi.setConfig({ testTimeout: 60_000 });
  beforeAll(async () => {
    await kafkaBroker();
  }, 120_000);
}

/** Ends what a test has opened, last first, before the next one starts. */
export function later(close: () => Promise<unknown>): void {
  closing.push(close);
}

export interface SharedLog {
  connection: KafkaConnection;
  /** `[code, message]` of everything the sidecars warned of. */
  warnings: [string, string][];
  /** Names of those that were missing. */
  createTopics(): Promise<string[]>;
  write(
    topic: typeof STOCK | typeof DISPATCH,
    ...messages: { key: string; value: string; partition?: number }[]
  ): Promise<void>;
  stock(...events: StockChange[]): Promise<void>;
  dispatch(...events: DispatchChange[]): Promise<void>;
  /** A sidecar that takes events into this world, as main.ts builds it. */
  sidecar(take: Take): ReturnType<typeof kafkaMasterEvents>;
  deadLetters: ReturnType<typeof kafkaDeadLetters>;
}

type Take = (events: readonly MasterEvent[]) => Promise<void>;

/** Topics and a group of their own for one test, on a broker that others share. */
export async function sharedLog(changes: Record<string, unknown> = {}, { topics = true } = {}): Promise<SharedLog> {
  const id = randomUUID().slice(0, 8);
  const connection = KafkaConnection.parse({
    brokers: changes.brokers ?? (await kafkaBroker()),
    topicPrefix: `${id}.`,
    groupId: `house-${id}`,
    sessionTimeoutMs: 6_000,
    ...changes,
  });
  const warnings: [string, string][] = [];
  const warn = (code: string, message: string) => void warnings.push([code, message]);
  const kafka = kafkaClient(connection, warn);
  const create = () => createTopics(kafka, connection);
  if (topics) await create();
  const producer = kafkaProducer(kafka);
  let connected: Promise<void> | undefined;
  later(() => producer.disconnect());

  const write: SharedLog['write'] = async (topic, ...messages) => {
    connected ??= producer.connect();
    await connected;
    await producer.send({ topic: `${connection.topicPrefix}${topic}`, messages });
  };
  return {
    connection,
    warnings,
    createTopics: create,
    write,
    stock: (...events) => write(STOCK, ...events.map(stockChanged)),
    dispatch: (...events) => write(DISPATCH, ...events.map(dispatchRecorded)),
    sidecar(take) {
      const stream = kafkaMasterEvents(connection, { read: readMasterEvent, warn });
      stream.start(take);
      later(() => stream.stop());
      return stream;
    },
    deadLetters: kafkaDeadLetters(connection, warn),
  };
}

export const into =
  (world: World): Take =>
  (events) =>
    receiveMasterEvents('magento', events, world);

export interface StockChange {
  sku: string;
  sequence: number;
  salable: number;
}

export function stockChanged({ sku, sequence, salable }: StockChange): { key: string; value: string } {
  const data = {
    sku,
    stock_id: 2,
    sources: [],
    salable_quantity: salable,
    pool_quantity: salable,
    amazon_reserved: 0,
    buffer: 0,
    available_to_promise: Math.max(0, Math.floor(salable)),
  };
  return { key: sku, value: JSON.stringify(envelope('stock-changed', sku, sequence, data)) };
}

export interface DispatchChange {
  order: string;
  id: string;
  revision: number;
  track: string;
  /** 24 of NK-0101 on the first line where absent. */
  lines?: { line_id: string; sku: string; quantity: number }[];
}

export function dispatchRecorded({ order, id, revision, track, lines }: DispatchChange): {
  key: string;
  value: string;
} {
  const data = {
    dispatch_id: id,
    revision,
    purchase_order_number: order,
    source_code: 'east',
    dispatched_at: '2026-08-05T14:30:00.000Z',
    lines: lines ?? [{ line_id: `${order}:1`, sku: 'NK-0101', quantity: 24 }],
    tracks: [{ carrier_code: 'ups', title: 'United Parcel Service', number: track }],
  };
  return { key: order, value: JSON.stringify(envelope('dispatch-recorded', order, revision, data)) };
}

function envelope(event: string, key: string, sequence: number, data: object) {
  return { event_id: randomUUID(), event, version: 1, occurred_at: '2026-08-05T14:31:07.002Z', sequence, key, data };
}

/** Waits until it is so; a group that forms takes a moment. */
export function soon<T>(value: () => T | Promise<T>) {
  return expect.poll(value, { timeout: 40_000, interval: 25 });
}

export async function stockIn(world: World): Promise<string[]> {
  return (await world.stores.stock.list({})).map(({ sku, sequence, salable }) => `${sku} ${salable} (${sequence})`);
}

export async function configOf(log: SharedLog, topic: string): Promise<Record<string, string>> {
  const admin = new Kafka({ brokers: log.connection.brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const name = `${log.connection.topicPrefix}${topic}`;
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] });
  const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
  await admin.disconnect();
  const entries = (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]);
  return { ...Object.fromEntries(entries), partitions: String(topics[0]?.partitions.length) };
}
