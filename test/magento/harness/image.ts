import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import mysql from 'mysql2/promise';
import { compose, ROOT, read } from '../../deploy/house.ts';
import { freePort } from '../../setup/kept-server.ts';
import { type DatabaseAccess, startDatabase } from './database.ts';
import { addModule } from './instance.ts';
import { type Background, type Ran, startBackground, tryRun, untilReady } from './processes.ts';
import { makeScratch } from './scratch.ts';
import { startSearchStandIn } from './search-stand-in.ts';
import { fpmProgram } from './web-server.ts';

/** The shop's two images without containers: their files, settings and commands, in a folder instead of under /srv. */
export interface ImageOfShop {
  url: string;
  adminPath: string;
  sql(query: string): Promise<Record<string, unknown>[]>;
  /** Where install.sh leaves the sidecar's keys. */
  credentials: string;
  /** What is /tmp in the images. */
  temporary: string;
  /** A script of deploy/magento, to its end. */
  script(name: string): Promise<Ran>;
  /** One that goes on until it is stopped. */
  start(name: string): Background & { log: string };
  /** php-fpm and nginx, as the images start them. */
  serve(): Promise<void>;
  close(): Promise<void>;
}

export interface ImageParts {
  magentoRoot: string;
  /** A shop that was compiled: what the image's build leaves in `generated` and app/etc/config.php. */
  compiled: string;
  kafkaBrokers: string;
}

export async function imageOfShop({ magentoRoot, compiled, kafkaBrokers }: ImageParts): Promise<ImageOfShop> {
  const { folder, root, remove } = await makeScratch(magentoRoot);
  const undo: (() => Promise<void>)[] = [remove];
  addModule(root);
  for (const place of ['generated', 'app/etc/config.php']) {
    rmSync(join(root, place), { recursive: true, force: true });
    cpSync(join(compiled, place), join(root, place), { recursive: true });
  }
  const [etc, secrets, credentials, scanned, temporary] = ['etc', 'secrets', 'credentials', 'php.d', 'tmp'].map(
    (name) => join(folder, name),
  ) as [string, string, string, string, string];
  rmSync(join(root, 'app/etc/env.php'), { force: true });
  cpSync(join(root, 'app/etc'), etc, { recursive: true });
  for (const each of [secrets, credentials, scanned, temporary, join(root, 'var/session')])
    mkdirSync(each, { recursive: true });

  const password = randomBytes(18).toString('hex');
  const { server, ...database } = await startDatabase(join(folder, 'db'), password);
  undo.push(() => server.stop());
  const search = await startSearchStandIn();
  undo.push(() => search.close());
  writeFileSync(join(secrets, 'magento_database_password'), password);
  writeFileSync(join(secrets, 'magento_admin_password'), `Aa1${randomBytes(9).toString('hex')}`);
  const here = (text: string) => text.replaceAll('/tmp', temporary).replaceAll('/srv/magento', root);
  writeFileSync(join(scanned, '90-magento.ini'), here(read('deploy/magento/php.ini')));

  const [port, fpmPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const wanted = compose.services['magento-install']?.environment ?? {};
  const defaults = Object.entries(wanted).map(([name, value]) => [name, value.replace(/^\$\{\w+:-([^}]*)\}$/, '$1')]);
  const environment = {
    ...Object.fromEntries(defaults),
    MAGENTO_BASE_URL: `${url}/`,
    MAGENTO_DATABASE_HOST: database.socket,
    MAGENTO_SEARCH_HOST: '127.0.0.1',
    MAGENTO_SEARCH_PORT: String(search.port),
    MAGENTO_KAFKA_BROKERS: kafkaBrokers,
    MAGENTO_ROOT: root,
    MAGENTO_ETC: etc,
    MAGENTO_SECRETS: secrets,
    MAGENTO_CREDENTIALS: credentials,
    MAGE_MODE: 'production',
    PHP_INI_SCAN_DIR: `${delimiter}${scanned}`,
    TMPDIR: temporary,
  };
  const env = { ...process.env, ...environment };
  const path = (name: string) => join(ROOT, 'deploy/magento', name);
  let started = 0;

  return {
    url,
    adminPath: String(environment.MAGENTO_ADMIN_PATH),
    sql: (query) => queried(database, query),
    credentials,
    temporary,
    script: (name) => tryRun('sh', [path(name)], { env, timeoutMs: 900_000 }),
    start(name) {
      const log = join(folder, `${name}.${started++}.log`);
      const running = startBackground('sh', [path(name)], { env, log });
      undo.push(() => running.stop());
      return { ...running, log };
    },
    async serve() {
      const [fpmConfig, nginxConfig] = [join(folder, 'php-fpm.conf'), join(folder, 'nginx.conf')];
      writeFileSync(fpmConfig, read('deploy/magento/fpm.conf').replace('0.0.0.0:9000', `127.0.0.1:${fpmPort}`));
      const fpmLog = join(folder, 'fpm.log');
      const asRoot = process.getuid?.() === 0 ? ['--allow-to-run-as-root'] : [];
      const fpmArgs = ['--nodaemonize', '--force-stderr', '--fpm-config', fpmConfig, ...asRoot];
      const fpm = startBackground(fpmProgram(), fpmArgs, { env, log: fpmLog });
      undo.push(() => fpm.stop());

      // Docker's own name server and the names that it knows are not here.
      const nginx = here(read('deploy/magento/nginx.conf'))
        .replace('listen 8080;', `listen 127.0.0.1:${port};`)
        .replace(/^\s*resolver .*$/m, '')
        .replace('set $php magento;', 'set $php 127.0.0.1;')
        .replace('$php:9000', `$php:${fpmPort}`);
      writeFileSync(nginxConfig, asRoot.length > 0 ? `user root;\n${nginx}` : nginx);
      const nginxLog = join(folder, 'nginx.log');
      const entrypoint = /^ENTRYPOINT (\["nginx".+\])$/m.exec(read('deploy/magento/Dockerfile'))?.[1] ?? '[]';
      const [program = 'nginx', ...args] = JSON.parse(entrypoint) as string[];
      const web = startBackground(program, [...args, '-c', nginxConfig], { log: nginxLog });
      undo.push(() => web.stop());
      await untilReady('nginx', web, nginxLog, async () => (await fetch(`${url}/-/up`)).status === 204);
      await untilReady('php-fpm', fpm, fpmLog, async () => (await fetch(`${url}/health_check.php`)).ok);
    },
    async close() {
      for (const step of undo.splice(0).reverse()) await step();
    },
  };
}

async function queried(access: DatabaseAccess, query: string): Promise<Record<string, unknown>[]> {
  const { socket: socketPath, user, password, name: database } = access;
  const connection = await mysql.createConnection({ socketPath, user, password, database });
  try {
    const [rows] = await connection.query(query);
    return rows as Record<string, unknown>[];
  } finally {
    await connection.end();
  }
}

/** The sidecar's keys by the name of their file. */
export function keysIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
