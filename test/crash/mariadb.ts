import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { startMariaDb } from '../setup/mariadb.ts';
import type { Database } from './stage.ts';

/** A private server; every story has a database of its own on it, and all of them end with it. */
export async function mariaDb(): Promise<{ database: Database; remove(): Promise<void> }> {
  const { url: server, remove } = await startMariaDb();
  const database: Database = {
    async fresh() {
      const url = new URL(server);
      url.pathname = `/vb_crash_${randomUUID().slice(0, 8)}`;
      const connection = await createConnection(server);
      await connection.query(`CREATE DATABASE ${url.pathname.slice(1)}`);
      await connection.end();
      return url.href;
    },
  };
  return { database, remove };
}
