import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, ITopicConfig, Kafka } from 'kafkajs';
import { contractTopics, type KafkaConnection, type Topic } from './connection.ts';

const HOUR_MS = 3_600_000;

/** A letter that nobody looked at within a quarter of a year is in the discrepancies all the same. */
const DEAD_LETTER_HOURS = 90 * 24;

/** Longer than the longest event, as the reason travels with it. */
const DEAD_LETTER_BYTES = 2 * 1024 * 1024;

/** Makes those topics of the contract that are missing, and the one for dead letters. Answers their names. */
export async function createTopics(kafka: Kafka, connection: KafkaConnection): Promise<string[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await createMissing(admin, connection);
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(admin: Admin, { topicPrefix, deadLetterTopic }: KafkaConnection): Promise<string[]> {
  const { brokers } = await admin.describeCluster();
  const known = new Set(await admin.listTopics());
  const wanted = [...contractTopics().map(inCluster), deadLetters(deadLetterTopic)]
    .map((topic) => ({
      ...topic,
      topic: `${topicPrefix}${topic.topic}`,
      // A cluster of one, as on a developer's desk, can keep one copy.
      replicationFactor: Math.min(topic.replicationFactor, brokers.length),
    }))
    .filter(({ topic }) => !known.has(topic));
  const names = wanted.map(({ topic }) => topic);
  // Another sidecar that starts now does the same: whose topic it becomes does not matter.
  if (wanted.length > 0) await admin.createTopics({ topics: wanted, waitForLeaders: false });
  await heardOf(admin, names);
  return names;
}

/** A broker hears of new topics a moment after the controller has made them, and refuses them until then. */
async function heardOf(admin: Admin, names: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const there = new Set(await admin.listTopics());
    if (names.every((name) => there.has(name))) return;
    await pause(100);
  }
}

type Wanted = ITopicConfig & { replicationFactor: number };

function inCluster({ name, partitions, replication_factor, cleanup_policy, retention_hours }: Topic): Wanted {
  const retention = retention_hours === null ? -1 : retention_hours * HOUR_MS;
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor: replication_factor,
    configEntries: [
      { name: 'cleanup.policy', value: cleanup_policy },
      { name: 'retention.ms', value: String(retention) },
    ],
  };
}

function deadLetters(topic: string): Wanted {
  return {
    topic,
    numPartitions: 1,
    replicationFactor: 3,
    configEntries: [
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'retention.ms', value: String(DEAD_LETTER_HOURS * HOUR_MS) },
      { name: 'max.message.bytes', value: String(DEAD_LETTER_BYTES) },
    ],
  };
}
