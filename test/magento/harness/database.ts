import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { type Background, run, startBackground, untilReady } from './processes.ts';

/** How to reach a private database: by socket only, so that no port can be taken or guessed. */
export interface DatabaseAccess {
  socket: string;
  name: string;
  user: string;
  password: string;
}

/**
 * A MariaDB of our own, empty or on a copy of the data `from`. It names itself 10.6, as Magento
 * 2.4.7 refuses newer ones by their version string, and takes no care to survive a power cut.
 */
export async function startDatabase(
  folder: string,
  password: string,
  from?: string,
): Promise<DatabaseAccess & { server: Background }> {
  const [data, socket, log] = [join(folder, 'data'), join(folder, 'db.sock'), join(folder, 'database.log')];
  const access = { socket, name: 'magento', user: 'magento', password };
  mkdirSync(folder, { recursive: true });
  const own = [`--datadir=${data}`, `--user=${userInfo().username}`];
  const empty = ['--no-defaults', ...own, '--auth-root-authentication-method=normal', '--skip-test-db'];
  await (from ? run('cp', ['-a', '--reflink=auto', from, data]) : run('mariadb-install-db', empty));

  const first = join(folder, 'first.sql');
  writeFileSync(first, usersAndPasswords(access), { mode: 0o600 });
  const settings = [...SETTINGS, `--socket=${socket}`, `--init-file=${first}`];
  const server = startBackground('mariadbd', ['--no-defaults', ...own, ...settings], { log });
  await untilReady('MariaDB', server, log, async () => {
    await (await mysql.createConnection({ socketPath: socket, user: access.user, password })).end();
    return true;
  });
  rmSync(first);
  return { ...access, server };
}

/** One statement a line, as MariaDB reads such a file. */
function usersAndPasswords({ name, user, password }: DatabaseAccess): string {
  return `CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4;
CREATE OR REPLACE USER ${user}@localhost IDENTIFIED BY '${password}';
GRANT ALL ON *.* TO ${user}@localhost;
ALTER USER root@localhost IDENTIFIED BY '${password}';
`;
}

const SETTINGS = [
  '--version=10.6.19-MariaDB',
  '--skip-networking',
  '--skip-log-bin',
  '--skip-name-resolve',
  '--character-set-server=utf8mb4',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--innodb-buffer-pool-size=512M',
  '--innodb-log-file-size=96M',
  '--innodb-flush-method=nosync',
  '--max-connections=200',
  '--max-allowed-packet=64M',
];
