import { setTimeout as pause } from 'node:timers/promises';
import { kafkaClient, kafkaProducer } from '../../sidecar/adapters/kafka/client.ts';
import type { KafkaConnection } from '../../sidecar/adapters/kafka/connection.ts';
import type { RunningMagento } from '../stand-ins/magento/magento.ts';

export interface Publisher {
  /** Events that wait in the outbox. */
  waiting(): number;
  stop(): Promise<void>;
}

const EVERY_MS = 100;

/** What the module's daemon does: carries the outbox to Kafka in its order, each event under its key. */
export async function publishOutbox(shop: RunningMagento, connection: KafkaConnection): Promise<Publisher> {
  const producer = kafkaProducer(kafkaClient(connection, () => {}));
  await producer.connect();
  let published = 0;
  let goesOn = true;
  const waiting = () => shop.books().outbox.slice(published);
  const work = (async () => {
    while (goesOn) {
      const items = waiting();
      for (const { topic, key, payload } of items) {
        await producer.send({ topic: `${connection.topicPrefix}${topic}`, messages: [{ key, value: payload }] });
        published += 1;
      }
      if (items.length === 0) await pause(EVERY_MS);
    }
  })();
  return {
    waiting: () => waiting().length,
    async stop() {
      goesOn = false;
      await work;
      await producer.disconnect();
    },
  };
}
