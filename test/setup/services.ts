import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

/** `host:port` of a real Kafka: VENDOR_BRIDGE_TEST_KAFKA, else a container, else a private one for this run. */
export async function kafkaBroker(): Promise<string> {
  return process.env.VENDOR_BRIDGE_TEST_KAFKA ?? fromDesk('/kafka');
}

/** A real MySQL or MariaDB whose user may make databases: VENDOR_BRIDGE_TEST_MYSQL_URL, else as above. */
export async function mysqlUrl(): Promise<string> {
  return process.env.VENDOR_BRIDGE_TEST_MYSQL_URL ?? fromDesk('/mysql');
}

/** An empty database, for one test file. */
export async function freshDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const server = await mysqlUrl();
  const name = `vb_test_${randomUUID().slice(0, 8)}`;
  const admin = async (sql: string) => {
    const connection = await createConnection(server);
    await connection.query(sql);
    await connection.end();
  };
  await admin(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => admin(`DROP DATABASE ${name}`) };
}

async function fromDesk(service: string): Promise<string> {
  const answer = await fetch(`${inject('serviceDesk')}${service}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
