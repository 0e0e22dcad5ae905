import { createConnection } from 'mysql2/promise';
import { startKafka } from '../setup/kafka/broker.ts';
import { type DatabaseServer, startMariaDb } from '../setup/mariadb.ts';

export interface Servers {
  kafka: string;
  /** An empty database. */
  databaseUrl: string;
  remove(): Promise<void>;
}

/** Kafka and MariaDB for one run; they end with this process, however that ends. */
export async function startServers(): Promise<Servers> {
  const [broker, database] = await Promise.all([startKafka(), startEmptyDatabase()]);
  return {
    kafka: broker.address,
    databaseUrl: database.url,
    async remove() {
      await Promise.all([broker.remove(), database.remove()]);
    },
  };
}

/** A MariaDB of its own with one empty database. */
export async function startEmptyDatabase(): Promise<DatabaseServer> {
  const server = await startMariaDb();
  const connection = await createConnection(server.url);
  await connection.query('CREATE DATABASE vendor_bridge');
  await connection.end();
  return { ...server, url: `${server.url}vendor_bridge` };
}
