import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { createConnection, createPool } from 'mysql2/promise';
import { migrate, openDatabase } from '../../sidecar/adapters/database/database.ts';
import { databaseStores } from '../../sidecar/adapters/database/stores.ts';
import { kafkaClient } from '../../sidecar/adapters/kafka/client.ts';
import { KafkaConnection } from '../../sidecar/adapters/kafka/connection.ts';
import { kafkaMasterEvents } from '../../sidecar/adapters/kafka/master-events.ts';
import { createTopics } from '../../sidecar/adapters/kafka/topics.ts';
import { readMasterEvent } from '../../sidecar/adapters/magento/read-event.ts';
import { receiveMasterEvents } from '../../sidecar/workflow/master-events.ts';
import { fakeWorld } from '../fakes/world.ts';
import { type Servers, startServers } from '../stack/servers.ts';
import { median } from './median.ts';
import type { BenchResult } from './report.ts';

export interface EventsWishes {
  events: number;
  skus: number;
  rounds: number;
}

const TOPIC = 'magento.stock.v1';
/** As many partitions at once as ours takes. */
const PARTITIONS_AT_ONCE = 3;
const ROWS_AT_ONCE = 1_000;
const WITHIN_MS = 300_000;

/**
 * Stock-changed events from a real Kafka into a real MariaDB. Ours reads them by the contract, checks
 * their keys and commits behind kept effects, as `serve` does. The baseline is what one would write in an
 * afternoon: eachBatch, JSON.parse, one INSERT of many rows. Time runs from the first batch to the last
 * kept row, so that nobody's joining of the group counts; the two take turns.
 */
export async function benchEvents(wishes: EventsWishes, start = startServers): Promise<BenchResult[]> {
  const servers = await start();
  try {
    const kafka = KafkaConnection.parse({ brokers: servers.kafka, topicPrefix: `${randomUUID().slice(0, 8)}.` });
    await writeEvents(kafka, wishes);
    const contenders = { ours: await ours(kafka, servers), bare: await bare(kafka, servers) };
    const perSecond = { ours: [] as number[], bare: [] as number[] };
    const ratios: number[] = [];
    // The round before the first warms the compiler and the database up.
    for (let round = -1; round < wishes.rounds; round++) {
      const took = { ours: 0, bare: 0 };
      for (const name of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
        took[name] = await contenders[name].round(wishes.events);
        await contenders[name].expectProjection(wishes);
        if (round >= 0) perSecond[name].push(wishes.events / took[name]);
      }
      if (round >= 0) ratios.push(took.bare / took.ours);
    }
    for (const { close } of Object.values(contenders)) await close();
    return [
      { name: `events: ${wishes.events} into the projection`, value: median(perSecond.ours), unit: '/s' },
      { name: 'events: eachBatch, JSON.parse and INSERT alone', value: median(perSecond.bare), unit: '/s' },
      { name: 'events: ours / bare kafkajs', value: median(ratios), unit: 'x', goal: { atLeast: 0.7 } },
    ];
  } finally {
    await servers.remove();
  }
}

interface Contender {
  /** Seconds for all of them, from an empty projection. */
  round(events: number): Promise<number>;
  /** Throws where a SKU or its newest statement is missing: what is fast and wrong counts for nothing. */
  expectProjection(wishes: EventsWishes): Promise<void>;
  close(): Promise<void>;
}

async function ours(kafka: KafkaConnection, { databaseUrl }: Servers): Promise<Contender> {
  const database = await openDatabase({ url: databaseUrl });
  await migrate(database);
  const stores = databaseStores(database);
  const world = { ...fakeWorld(), stores };
  return {
    async round(events) {
      await database.query('TRUNCATE TABLE stock_position');
      const time = stopwatch(events);
      const log = kafkaMasterEvents(
        { ...kafka, groupId: randomUUID() },
        {
          read(...message) {
            time.begin();
            return readMasterEvent(...message);
          },
          warn: (code, message) => time.fail(new Error(`${code}: ${message}`)),
        },
      );
      log.start(async (batch) => {
        await receiveMasterEvents('magento-outbox', batch, world);
        time.done(batch.map((event) => (event.kind === 'stock-changed' ? event.sequence : 0)));
      });
      return time.over.finally(() => log.stop());
    },
    expectProjection: (wishes) => expectProjection(databaseUrl, 'stock_position', wishes),
    close: () => database.destroy(),
  };
}

async function bare({ brokers, topicPrefix }: KafkaConnection, { databaseUrl }: Servers): Promise<Contender> {
  const pool = createPool({ uri: databaseUrl, connectionLimit: 10 });
  await pool.query('CREATE TABLE bare_position LIKE stock_position');
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  return {
    async round(events) {
      await pool.query('TRUNCATE TABLE bare_position');
      const time = stopwatch(events);
      const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 1_000 });
      await consumer.connect();
      await consumer.subscribe({ topics: [`${topicPrefix}${TOPIC}`], fromBeginning: true });
      await consumer.run({
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
        async eachBatch({ batch: { messages } }) {
          time.begin();
          for (let from = 0; from < messages.length; from += ROWS_AT_ONCE) {
            const part = messages.slice(from, from + ROWS_AT_ONCE);
            const changes = part.map(({ value }) => JSON.parse(value?.toString() ?? '') as StockChanged);
            await pool.query(UPSERT, [changes.map(rowOf)]).catch(time.fail);
            time.done(changes.map(({ sequence }) => sequence));
          }
        },
      });
      return time.over.finally(() => consumer.disconnect());
    },
    expectProjection: (wishes) => expectProjection(databaseUrl, 'bare_position', wishes),
    close: () => pool.end(),
  };
}

const COLUMNS = ['salable', 'in_pool_sources', 'amazon_reserved', 'buffer', 'changed_at', 'sequence_number'];
const UPSERT = `INSERT INTO bare_position (sku, ${COLUMNS.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${COLUMNS.map(
  (column) => `${column} = IF(VALUES(sequence_number) > sequence_number, VALUES(${column}), ${column})`,
).join(', ')}`;

function rowOf({ key, sequence, occurred_at, data }: StockChanged): (string | number)[] {
  const { salable_quantity, pool_quantity, amazon_reserved, buffer } = data;
  return [key, salable_quantity, pool_quantity, amazon_reserved, buffer, occurred_at, sequence];
}

/** Every event is one statement about a SKU; the last one of each SKU is what the projection has to say. */
async function writeEvents(connection: KafkaConnection, { events, skus }: EventsWishes): Promise<void> {
  const kafka = kafkaClient(connection, () => {});
  await createTopics(kafka, connection);
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  for (let from = 0; from < events; from += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, events - from) }, (_, index) => from + index);
    const messages = numbers.map((number) => {
      const event = stockChanged(number, skus);
      return { key: event.key, value: JSON.stringify(event) };
    });
    await producer.send({ topic: `${connection.topicPrefix}${TOPIC}`, messages });
  }
  await producer.disconnect();
}

type StockChanged = ReturnType<typeof stockChanged>;

function stockChanged(number: number, skus: number) {
  const sku = `NK-${String((number * 7919) % skus).padStart(5, '0')}`;
  const salable = (number * 31) % 1_000;
  return {
    event_id: randomUUID(),
    event: 'stock-changed',
    version: 1,
    occurred_at: new Date(Date.UTC(2026, 7, 3, 9) + number * 10).toISOString(),
    sequence: number + 1,
    key: sku,
    data: {
      sku,
      stock_id: 1,
      sources: [{ source_code: 'default', quantity: salable + 24, in_stock: true }],
      salable_quantity: salable,
      pool_quantity: salable + 24,
      amazon_reserved: 24,
      buffer: 5,
      available_to_promise: Math.max(0, salable - 5),
      case_pack: 12,
    },
  };
}

async function expectProjection(url: string, table: string, { events, skus }: EventsWishes): Promise<void> {
  const connection = await createConnection(url);
  const [rows] = await connection.query(`SELECT COUNT(*) AS skus, MIN(sequence_number) AS oldest FROM ${table}`);
  await connection.end();
  const [{ skus: found, oldest } = { skus: 0, oldest: 0 }] = rows as { skus: number; oldest: number }[];
  // The SKUs come round after round, so the newest statement of each is among the last `skus` events.
  const known = Math.min(skus, events);
  if (found !== known || oldest <= events - known) throw new Error(`${table} has ${found} SKUs, oldest of ${oldest}`);
}

/** Until each was kept: Kafka hands over at least once, so one that comes again counts once. */
function stopwatch(events: number) {
  let began = 0;
  let left = events;
  const isKept = new Uint8Array(events + 1);
  const { promise: over, resolve, reject } = withResolvers<number>();
  const timer = setTimeout(() => reject(new Error(`${left} of ${events} events never came`)), WITHIN_MS);
  return {
    over: over.finally(() => clearTimeout(timer)),
    begin() {
      began ||= performance.now();
    },
    done(sequences: readonly number[]) {
      for (const sequence of sequences) {
        if (isKept[sequence] === 0) left -= 1;
        isKept[sequence] = 1;
      }
      if (left <= 0) resolve((performance.now() - began) / 1000);
    },
    fail: reject,
  };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((well, badly) => {
    resolve = well;
    reject = badly;
  });
  return { promise, resolve, reject };
}
