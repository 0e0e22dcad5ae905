import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaClient } from '../../sidecar/adapters/kafka/client.ts';
import { contractTopics } from '../../sidecar/adapters/kafka/connection.ts';
import { lagReader } from '../../sidecar/adapters/kafka/lag.ts';
import { until } from './process.ts';
import type { Stack } from './stack.ts';

/** A killed sidecar's work is free when its lease has ended, and a machine may be slow. */
const QUIET_WITHIN_MS = 180_000;

/** Answers a function that waits until nobody has anything left to do that needs neither a person nor an hour. */
export function quietly(stack: Stack): { settleDown(): Promise<void>; close(): Promise<void> } {
  const { house, publisher, kafka } = stack;
  const { stores, journal } = house.world;
  const topics = contractTopics()
    .filter(({ readers }) => readers.includes('sidecar'))
    .map(({ name }) => `${kafka.topicPrefix}${name}`);
  const lag = lagReader(
    kafkaClient(kafka, () => {}),
    kafka.groupId,
    topics,
  );

  /** What is still under way, in words. */
  async function underWay(): Promise<string | undefined> {
    for (const folder of ['download', 'upload']) {
      const files = readdirSync(join(stack.mailbox, folder));
      if (files.length > 0) return `${folder} holds ${files.join(', ')}`;
    }
    if (publisher.waiting() > 0) return `${publisher.waiting()} events wait in the outbox`;
    for (const { topic, events } of await lag.read()) if (events > 0) return `${events} events of ${topic} are unread`;
    const [inbound] = await stores.inbound.list({ state: 'received', limit: 1 });
    if (inbound) return `${inbound.name} is kept and not understood`;
    const [run] = await journal.list({ status: ['ready', 'undoing'], limit: 1 });
    if (run) return `${run.saga} ${run.key} is at ${run.step}`;
    const now = new Date().toISOString();
    const due = (await journal.list({ status: ['waiting'] })).find(({ wakeAt }) => wakeAt <= now);
    if (due) return `${due.saga} ${due.key} is due`;
    const [pending] = await stores.outbound.list({ delivered: 'pending', limit: 1 });
    if (pending) return `${pending.key} has not left`;
    const unheard = (await stores.outbound.list({ acknowledged: 'awaited' })).find(({ channel }) => channel === 'edi');
    if (unheard) return `${unheard.key} has no 997`;
    return unbooked();
  }

  /** What Amazon sent and we have not answered or not fetched. */
  async function unbooked(): Promise<string | undefined> {
    for (const { interchanges, orders } of [stack.amazonByEdi.books, stack.amazonByApi.books]) {
      const open = interchanges.find(({ documentType, answered }) => documentType !== '997' && answered === undefined);
      if (open) return `Amazon has no 997 for ${open.file}`;
      for (const number of Object.keys(orders)) {
        if (!(await stores.purchaseOrders.find(number))) return `order ${number} has not come in`;
      }
    }
    return undefined;
  }

  return {
    async settleDown() {
      let calm = 0;
      await until('everything should come to rest', QUIET_WITHIN_MS, async () => {
        const what = await underWay();
        calm = what === undefined ? calm + 1 : 0;
        // Between two looks something may be in nobody's books yet: seen twice, it is not.
        return calm < 2 ? (what ?? 'look again') : undefined;
      });
    },
    close: () => lag.close(),
  };
}
