import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../setup/kept-server.ts';
import { startDatabase } from './database.ts';
import { ADMIN_PATH, SETTINGS } from './install.ts';
import { phpEnvironment } from './php.ts';
import { type MagentoPlace, writePlace } from './place.ts';
import { run } from './processes.ts';
import { findMagentoRoot } from './root.ts';
import { makeScratch, showFolder } from './scratch.ts';
import { startSearchStandIn } from './search-stand-in.ts';
import { installedSnapshot } from './snapshot.ts';
import { type Magento, useMagento } from './use.ts';
import { startWebServer } from './web-server.ts';

export interface MagentoInstance extends Magento {
  /** Ends every process and removes every file, unless VENDOR_BRIDGE_KEEP=1 asks for the files. */
  close(): Promise<void>;
}

export interface InstanceOptions {
  /** Without it the bare Magento, to compare with. A live one shows edits of the module at once. */
  module?: 'copied' | 'live' | 'none';
  mode?: 'default' | 'developer';
  /** A folder of one's choice; emptied first. */
  folder?: string;
  say?: (text: string) => void;
}

const MODULE = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'magento-module');

const inPlace = (root: string) => join(root, 'app/code/VendorBridge/AmazonVendor');

/** Only lays it there. */
export function addModule(root: string): void {
  cpSync(MODULE, inPlace(root), { recursive: true });
}

/**
 * The way that Magento documents. Without the first step, setup:upgrade counts the module among the
 * enabled ones but leaves its tables to the next setup:upgrade.
 */
export async function installModule(magento: Magento): Promise<void> {
  await magento.cli('module:enable', 'VendorBridge_AmazonVendor');
  await magento.cli('setup:upgrade', '--keep-generated');
}

/** A Magento of one's own: copied, with its database, search, php-fpm and nginx; a quarter of a minute. */
export async function startMagentoInstance(options: InstanceOptions = {}): Promise<MagentoInstance> {
  const { module = 'copied', mode = 'default', say = () => {} } = options;
  const found = findMagentoRoot();
  if (found.kind === 'missing') throw new Error(found.reason);

  /** Undone in reverse, also when the start fails half-way. */
  const undo: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const started = Date.now();
    const tell = (what: string) => say(`${((Date.now() - started) / 1000).toFixed(1)} s  ${what}`);
    const snapshot = await installedSnapshot(found.root, tell);
    const { folder, root, remove } = await makeScratch(found.root, options.folder);
    undo.push(remove);
    await run('cp', ['-a', `${snapshot.files}/.`, root]);
    if (module === 'live') await showFolder(MODULE, inPlace(root));
    if (module === 'copied') addModule(root);
    tell(`copied to ${folder}`);

    const password = randomBytes(18).toString('hex');
    const { server, ...database } = await startDatabase(join(folder, 'db'), password, snapshot.data);
    undo.push(() => server.stop());
    const search = await startSearchStandIn();
    undo.push(() => search.close());
    const environment = phpEnvironment(folder, { edited: module === 'live' });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const web = await startWebServer(folder, root, port, { ...process.env, ...environment });
    undo.push(() => web.stop());
    tell('database, search stand-in and web server run');

    const place: MagentoPlace = {
      url,
      adminUrl: `${url}/${ADMIN_PATH}`,
      adminUser: 'admin',
      adminPassword: `Aa1${randomBytes(9).toString('hex')}`,
      root,
      folder,
      environment,
      database,
      integration: { consumerKey: '', consumerSecret: '', token: '', tokenSecret: '' },
    };
    const magento = useMagento(place);
    undo.push(() => magento.disconnect());
    moveIn(place, mode);
    await settle(magento, { ...SETTINGS, ...addresses(url, search.port) });
    if (module !== 'none') await installModule(magento);
    tell(module === 'none' ? 'left without the module' : 'module installed');
    place.integration = magento.integration = await magento.newIntegration();
    writePlace(place);
    tell(`serves ${url}`);
    return Object.assign(magento, { close });
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the snapshot's app/etc/env.php says of another database, and its mode. */
function moveIn({ root, database }: MagentoPlace, mode: string): void {
  const file = join(root, 'app/etc/env.php');
  const text = readFileSync(file, 'utf8')
    .replace(/'host' => '[^']*db\.sock'/, `'host' => '${database.socket}'`)
    .replace(/'password' => '[^']*'/, `'password' => '${database.password}'`)
    .replace(/'MAGE_MODE' => '\w+'/, `'MAGE_MODE' => '${mode}'`);
  writeFileSync(file, text);
}

function addresses(url: string, searchPort: number): Record<string, string> {
  return {
    'web/unsecure/base_url': `${url}/`,
    'web/secure/base_url': `${url}/`,
    'catalog/search/opensearch_server_port': `${searchPort}`,
  };
}

async function settle(magento: Magento, settings: Record<string, string>): Promise<void> {
  const rows = Object.entries(settings).map(([path, value]) => ['default', 0, path, value]);
  await magento.sql('REPLACE INTO core_config_data (scope, scope_id, path, value) VALUES ?', [rows]);
  // The greeting for a first visit would lie over every page of the admin.
  await magento.sql("INSERT INTO admin_analytics_usage_version_log (last_viewed_in_version) VALUES ('2.4.7-p3')");
  await magento.cli(
    'admin:user:create',
    `--admin-user=${magento.adminUser}`,
    `--admin-password=${magento.adminPassword}`,
    '--admin-email=admin@example.com',
    '--admin-firstname=Shop',
    '--admin-lastname=Keeper',
  );
}
