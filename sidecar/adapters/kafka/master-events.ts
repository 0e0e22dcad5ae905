import type { Consumer, Producer } from 'kafkajs';
import type { MasterEvent, MasterEventStream } from '../../ports/stock-master.ts';
import { kafkaClient, kafkaProducer, rootOf, type Warn } from './client.ts';
import { contractTopics, type KafkaConnection } from './connection.ts';
import { lagReader } from './lag.ts';
import { takeBatch } from './take-batch.ts';
import { createTopics } from './topics.ts';

export interface KafkaMasterEventsOptions {
  /** Reads one message by the shop's contract; `place` names it where it does not name itself. */
  read(topic: string, payload: string, place: string): MasterEvent;
  warn: Warn;
}

/** After a life that ended at once; doubles up to the longest while nothing works. */
const REST_MS = 500;
const LONGEST_REST_MS = 10_000;

/** A shard of the topics is worked on by one sidecar at a time; this many of its partitions at once. */
const PARTITIONS_AT_ONCE = 3;

/*
 * One consumer lives until it crashes or is told to stop, then another is built:
 *
 *   connect ─▶ join the group ─▶ batch: read ─▶ effects kept ─▶ offset committed ─▶ next batch
 *                  ▲                 │ unreadable: dead letter and discrepancy, and on
 *                  └──── rest ◀── crash (broker gone, rights taken, topics missing)
 *
 * A crash anywhere repeats what was not committed, and every effect bears that. kafkajs would restart
 * some crashes by itself and leave others for good: here all take the same road.
 */
export function kafkaMasterEvents(connection: KafkaConnection, options: KafkaMasterEventsOptions): MasterEventStream {
  const { warn } = options;
  const kafka = kafkaClient(connection, warn);
  const inCluster = (name: string) => `${connection.topicPrefix}${name}`;
  const topics = contractTopics()
    .filter(({ readers }) => readers.includes('sidecar'))
    .map(({ name }) => inCluster(name));
  const lag = lagReader(kafka, connection.groupId, topics);
  const stopping = new AbortController();
  let state = { ok: false, detail: 'not started' };
  let life: Promise<void> = Promise.resolve();

  /** Resolves when it was told to stop, throws when it crashed. */
  async function liveOnce(take: (events: readonly MasterEvent[]) => Promise<void>, joined: () => void): Promise<void> {
    state = { ok: false, detail: 'connecting' };
    if (connection.createTopics) await createTopics(kafka, connection);
    const deadLetters = kafkaProducer(kafka);
    const consumer = kafka.consumer({
      groupId: connection.groupId,
      sessionTimeout: connection.sessionTimeoutMs,
      heartbeatInterval: Math.ceil(connection.sessionTimeoutMs / 10),
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 200, retries: 3, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
    try {
      await deadLetters.connect();
      await consumer.connect();
      // A group that is new starts with the oldest: nothing that happened before it is lost.
      await consumer.subscribe({ topics, fromBeginning: true });
      const over = endOf(consumer, () => {
        state = { ok: true, detail: 'runs' };
        joined();
      });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
        eachBatch: takeBatch({
          ...options,
          take,
          topicPrefix: connection.topicPrefix,
          deadLetters: { producer: deadLetters, topic: inCluster(connection.deadLetterTopic) },
          heartbeatEveryMs: Math.ceil(connection.sessionTimeoutMs / 10),
          waiting: (detail) => {
            state = detail === '' ? { ok: true, detail: 'runs' } : { ok: false, detail };
          },
        }),
      });
      await Promise.race([over, aborted(stopping.signal)]);
    } finally {
      await letGo(consumer, deadLetters);
    }
  }

  async function live(take: (events: readonly MasterEvent[]) => Promise<void>): Promise<void> {
    let rest = REST_MS;
    while (!stopping.signal.aborted) {
      try {
        await liveOnce(take, () => {
          rest = REST_MS;
        });
      } catch (error) {
        const { message, type } = rootOf(error);
        state = { ok: false, detail: `${message}${typeof type === 'string' ? ` (${type})` : ''}` };
        warn('kafka-consumer-rebuilt', `${state.detail}; again in ${rest} ms`);
        await pause(rest, stopping.signal);
        rest = Math.min(rest * 2, LONGEST_REST_MS);
      }
    }
    state = { ok: false, detail: 'stopped' };
  }

  return {
    start(take) {
      life = live(take);
    },
    async stop() {
      stopping.abort();
      await life;
      await lag.close();
    },
    health: () => state,
    async lag() {
      return (await lag.read()).map((one) => ({ ...one, topic: one.topic.slice(connection.topicPrefix.length) }));
    },
  };
}

/** Rejects when the consumer has crashed. */
function endOf(consumer: Consumer, joined: () => void): Promise<never> {
  const over = new Promise<never>((_resolve, reject) => {
    consumer.on('consumer.group_join', joined);
    consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
  });
  // It may crash before anybody waits for it.
  over.catch(() => {});
  return over;
}

/** Leaves the group, so that the others need not wait for the session to time out. */
async function letGo(consumer: Consumer, producer: Producer): Promise<void> {
  await consumer.disconnect().catch(() => undefined);
  await producer.disconnect().catch(() => undefined);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([time, aborted(signal)]);
  clearTimeout(timer);
}
