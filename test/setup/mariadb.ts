import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { container, dockerAnswers } from './docker.ts';
import { freePort, keepServer } from './kept-server.ts';

export interface DatabaseServer {
  /** `mysql://user:password@127.0.0.1:3306/`; the user may make databases. */
  url: string;
  remove(): Promise<void>;
}

/** In a container where an engine answers, else the one of the distribution with a folder of its own. */
export async function startMariaDb(): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-mariadb-'));
  const [port, password] = [await freePort(), randomBytes(12).toString('hex')];
  const inDocker = dockerAnswers();
  const user = inDocker ? 'root' : 'vendor_bridge_test';
  const url = `mysql://${user}:${password}@127.0.0.1:${port}/`;
  const { remove } = await keepServer({
    ...(inDocker
      ? container('mariadb:10.11', port, 3306, { MARIADB_ROOT_PASSWORD: password }, NOT_DURABLE)
      : { command: await privateServer(folder, port, user, password) }),
    folder,
    ready: () => answers(url),
    withinSeconds: inDocker ? 300 : 60,
  });
  return { url, remove };
}

export interface PrivateDatabaseServer extends DatabaseServer {
  /** SIGKILL: nothing is finished and nobody is told. */
  kill(): Promise<void>;
  /** Again, on what it left. */
  start(): Promise<void>;
}

/** One of the distribution that a test may kill: what it has committed is there afterwards. Undefined where there is none. */
export async function privateMariaDb(): Promise<PrivateDatabaseServer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-mariadb-'));
  const [port, password, user] = [await freePort(), randomBytes(12).toString('hex'), 'vendor_bridge_test'];
  const url = `mysql://${user}:${password}@127.0.0.1:${port}/`;
  const usual = await privateServer(folder, port, user, password).catch(() => undefined);
  if (!usual) return undefined;
  const command = [...usual, '--innodb-flush-log-at-trx-commit=1'];
  const start = () => keepServer({ command, folder, ready: () => answers(url) });
  let server = await start();
  return {
    url,
    kill: () => server.stop(),
    async start() {
      server = await start();
    },
    remove: () => server.remove(),
  };
}

/** What a power cut would leave is not tested here, and waiting for the disk is most of the time. */
const NOT_DURABLE = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--innodb-buffer-pool-size=64M',
  '--innodb-log-file-size=16M',
  '--skip-log-bin',
  '--skip-name-resolve',
  '--performance-schema=OFF',
];

async function privateServer(folder: string, port: number, user: string, password: string): Promise<string[]> {
  const data = join(folder, 'data');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  // The server's own root may come by the socket alone: it has no password.
  const install = ['--no-defaults', `--datadir=${data}`, '--skip-test-db', '--auth-root-authentication-method=socket'];
  try {
    await promisify(execFile)('mariadb-install-db', [...install, ...asRoot]);
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(
      'These tests need MariaDB (apt-get install mariadb-server-core mariadb-client), a Docker engine, or VENDOR_BRIDGE_TEST_MYSQL_URL.',
      { cause },
    );
  }
  const first = join(folder, 'first.sql');
  writeFileSync(
    first,
    `CREATE USER IF NOT EXISTS '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO '${user}'@'127.0.0.1';\n`,
  );
  return [
    'mariadbd',
    '--no-defaults',
    ...asRoot,
    `--datadir=${data}`,
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--init-file=${first}`,
    ...NOT_DURABLE,
  ];
}

async function answers(url: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query('SELECT 1');
  await connection.end();
}
