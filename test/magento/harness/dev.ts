/*
 * A Magento to work with: the module's folder is live in it, and it runs until it is told to stop.
 *
 *   npx tsx test/magento/harness/dev.ts FOLDER [--mode default|developer] [--bare]
 *
 * FOLDER is emptied first. In it are then instance.json (addresses, users, tokens), and the commands
 * m (bin/magento), php, sql, php-restart (after setup:di:compile), fresh (nothing generated or cached
 * is left), whitelist (writes db_schema_whitelist.json: the module's folder is read-only in there) and stop.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startMagentoInstance } from './instance.ts';
import type { MagentoPlace } from './place.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mode: { type: 'string', default: 'developer' }, bare: { type: 'boolean', default: false } },
});
if (!positionals[0]) throw new Error('name a folder: dev.ts FOLDER');

const instance = await startMagentoInstance({
  folder: resolve(positionals[0]),
  module: values.bare ? 'none' : 'live',
  mode: values.mode === 'default' ? 'default' : 'developer',
  say: (text) => console.log(text),
});
for (const [name, text] of Object.entries(commands(instance))) {
  const file = join(instance.folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o700);
}
const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});
console.log(`${instance.adminUrl}  ${instance.adminUser} / ${instance.adminPassword}`);
console.log(`${join(instance.folder, 'instance.json')} has the rest; '${join(instance.folder, 'stop')}' ends it`);
await ended;
await instance.close();

function commands({ root, folder, environment, database }: MagentoPlace): Record<string, string> {
  const exports = Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value}'`)
    .join('\n');
  const inPlace = join(root, 'app/code/VendorBridge/AmazonVendor');
  const magento = `cd '${root}' && exec php bin/magento "$@"`;
  return {
    m: `${exports}\n${magento}`,
    php: `${exports}\nexec php "$@"`,
    sql: `MYSQL_PWD='${database.password}' exec mariadb --socket='${database.socket}' -u ${database.user} ${database.name} "$@"`,
    'php-restart': `kill -USR2 "$(cat '${folder}/php-fpm.pid')"`,
    fresh: `${exports}\ncd '${root}' && rm -rf generated/code generated/metadata var/view_preprocessed/* pub/static/adminhtml pub/static/frontend && php bin/magento cache:flush`,
    whitelist: `${exports}\ncd '${root}' && mount -o remount,rw,bind '${inPlace}' && php bin/magento setup:db-declaration:generate-whitelist --module-name=VendorBridge_AmazonVendor; mount -o remount,ro,bind '${inPlace}'`,
    stop: `kill -TERM "$(cat '${folder}/owner.pid')"`,
  };
}
