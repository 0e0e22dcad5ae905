import type { Admin, Kafka } from 'kafkajs';
import { Unreachable } from '../../ports/failures.ts';
import type { EventLag } from '../../ports/stock-master.ts';

const PATIENCE_MS = 3_000;

/** Asks the brokers how far the group is behind, so that a consumer that hangs is seen as well as a slow one. */
export function lagReader(kafka: Kafka, groupId: string, topics: readonly string[]) {
  let connected: Promise<Admin> | undefined;

  const connect = async () => {
    const admin = kafka.admin();
    await admin.connect();
    return admin;
  };
  const close = async () => {
    const old = connected;
    connected = undefined;
    const admin = await old?.catch(() => undefined);
    await admin?.disconnect().catch(() => undefined);
  };

  return {
    async read(): Promise<EventLag[]> {
      connected ??= connect();
      try {
        // Whoever scrapes us waits; a cluster that is away would keep them until they give up.
        return await within(
          PATIENCE_MS,
          connected.then((admin) => lagOf(admin, groupId, topics)),
        );
      } catch (error) {
        void close();
        throw error;
      }
    },
    close,
  };
}

async function lagOf(admin: Admin, groupId: string, topics: readonly string[]): Promise<EventLag[]> {
  const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
  const found: EventLag[] = [];
  for (const { topic, partitions } of committed) {
    const at = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      // -1: nothing committed yet. Below `low`: what was there has been cleaned away since.
      const from = at.get(partition) ?? -1n;
      const next = from < BigInt(low) ? BigInt(low) : from;
      found.push({ topic, partition, events: Number(BigInt(high) - next) });
    }
  }
  return found;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Unreachable('ask Kafka how far we are behind')), ms);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
