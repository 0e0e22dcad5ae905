import { randomUUID } from 'node:crypto';
import type { IHeaders, Kafka, KafkaMessage, Producer } from 'kafkajs';
import type { DeadLetter, DeadLetters } from '../../ports/stock-master.ts';
import { kafkaClient, kafkaProducer, rootOf, type Warn } from './client.ts';
import type { KafkaConnection } from './connection.ts';

/** Where a message stands in the log; no two stand in the same place. */
export interface Place {
  topic: string;
  partition: number;
  offset: string;
}

/** `magento.dispatch.v1/3/17`. */
export function inOneWord({ topic, partition, offset }: Place): string {
  return `${topic}/${partition}/${offset}`;
}

/** Errors that the same letter meets again however often it is written: the topic or our rights must change first. */
const HOPELESS: ReadonlySet<unknown> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'POLICY_VIOLATION',
]);

/**
 * Writes the message as it came, with place and reason in its headers. A letter that can never be
 * written is given up: the discrepancy that is raised with it holds the text too, and the events
 * behind it must go on.
 */
export async function writeDeadLetter(
  producer: Producer,
  topic: string,
  place: Place,
  message: KafkaMessage,
  reason: string,
  warn: Warn,
): Promise<void> {
  const headers: IHeaders = {
    ...message.headers,
    [HEADERS.place]: inOneWord(place),
    [HEADERS.reason]: reason.slice(0, 1_000),
    [HEADERS.writtenAt]: new Date(Number(message.timestamp)).toISOString(),
  };
  warn('kafka-dead-letter', `${inOneWord(place)}: ${reason}`);
  try {
    await producer.send({ topic, messages: [{ key: message.key, value: message.value, headers }] });
  } catch (error) {
    const { type, message: why } = rootOf(error);
    if (!HOPELESS.has(type)) throw error;
    warn('kafka-dead-letter-not-written', `${inOneWord(place)} to ${topic}: ${why}`);
  }
}

const HEADERS = {
  place: 'vendor-bridge-place',
  reason: 'vendor-bridge-reason',
  writtenAt: 'vendor-bridge-written-at',
  replayed: 'vendor-bridge-replayed',
} as const;

/** For people: what lies there, and back into the log it came from once the reason is gone. */
export function kafkaDeadLetters(connection: KafkaConnection, warn: Warn): DeadLetters {
  const kafka = kafkaClient(connection, warn);
  const deadLetterTopic = `${connection.topicPrefix}${connection.deadLetterTopic}`;

  return {
    async list() {
      const letters = new Map<string, DeadLetter>();
      // The same message may have been written twice; the later reason is the better one.
      for (const message of await readAll(kafka, deadLetterTopic, connection)) letters.set(...letterOf(message));
      return [...letters.values()];
    },

    async replay(place) {
      const message = (await readAll(kafka, deadLetterTopic, connection))
        .filter((candidate) => text(candidate.headers?.[HEADERS.place]) === place)
        .at(-1);
      const [, topic, partition] = /^(.+)\/(\d+)\/\d+$/.exec(place) ?? [];
      if (!message || topic === undefined) return false;
      const producer = kafkaProducer(kafka);
      await producer.connect();
      try {
        // Into the partition it came from: the shop's client may spread keys by another rule than ours.
        const headers = { [HEADERS.replayed]: place };
        await producer.send({
          topic: `${connection.topicPrefix}${topic}`,
          messages: [{ key: message.key, value: message.value, headers, partition: Number(partition) }],
        });
      } finally {
        await producer.disconnect();
      }
      return true;
    },
  };
}

function letterOf({ key, value, headers, timestamp }: KafkaMessage): [string, DeadLetter] {
  const place = text(headers?.[HEADERS.place]);
  const reason = text(headers?.[HEADERS.reason]);
  const at = new Date(Number(timestamp)).toISOString();
  return [place, { place, reason, key: key?.toString() ?? '', raw: value?.toString() ?? '', at }];
}

function text(header: IHeaders[string]): string {
  return (Array.isArray(header) ? header[0] : header)?.toString() ?? '';
}

/** Everything that is in a topic now. A consumer is the only reader that kafkajs has, so it gets a group for once. */
async function readAll(kafka: Kafka, topic: string, { groupId }: KafkaConnection): Promise<KafkaMessage[]> {
  const admin = kafka.admin();
  const group = `${groupId}.look.${randomUUID()}`;
  await admin.connect();
  try {
    const ends = (await admin.fetchTopicOffsets(topic)).filter(({ low, high }) => low !== high);
    if (ends.length === 0) return [];
    const left = new Map(ends.map(({ partition, high }) => [partition, BigInt(high)]));
    const found: KafkaMessage[] = [];
    const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      const eachMessage = async ({ partition, message }: { partition: number; message: KafkaMessage }) => {
        found.push(message);
        const end = left.get(partition);
        if (end !== undefined && BigInt(message.offset) >= end - 1n) left.delete(partition);
        if (left.size === 0) resolve();
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    }).finally(() => consumer.disconnect());
    await admin.deleteGroups([group]);
    return found;
  } finally {
    await admin.disconnect();
  }
}
