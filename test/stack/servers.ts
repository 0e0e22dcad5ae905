import { createConnection } from 'mysql2/promise';
import { startKafka } from '../setup/kafka/broker.ts';
import { startMariaDb } from '../setup/mariadb.ts';

export interface Servers {
  kafka: string;
  /** An empty database. */
  databaseUrl: string;
  remove(): Promise<void>;
}

/** Kafka and MariaDB for one run; they end with this process, however that ends. */
export async function startServers(): Promise<Servers> {
  const [broker, database] = await Promise.all([startKafka(), startMariaDb()]);
  const connection = await createConnection(database.url);
  await connection.query('CREATE DATABASE vendor_bridge');
  await connection.end();
  return {
    kafka: broker.address,
    databaseUrl: `${database.url}vendor_bridge`,
    async remove() {
      await Promise.all([broker.remove(), database.remove()]);
    },
  };
}
