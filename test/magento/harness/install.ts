import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseAccess } from './database.ts';
import { run } from './processes.ts';

export interface Installation {
  root: string;
  searchPort: number;
  database: DatabaseAccess;
  env: NodeJS.ProcessEnv;
}

export const ADMIN_PATH = 'admin';

/**
 * `bin/magento setup:install` as a small shop that runs without the outside world: no mail, no
 * second factor, no greeting over the pages of the admin, indices kept by schedule.
 */
export async function installMagento({ root, searchPort, database, env }: Installation): Promise<void> {
  const magento = (...args: string[]) => run('php', ['bin/magento', '--no-ansi', ...args], { cwd: root, env });
  await magento(
    'setup:install',
    '--base-url=http://127.0.0.1/',
    `--backend-frontname=${ADMIN_PATH}`,
    `--db-host=${database.socket}`,
    `--db-name=${database.name}`,
    `--db-user=${database.user}`,
    `--db-password=${database.password}`,
    '--search-engine=opensearch',
    '--opensearch-host=127.0.0.1',
    `--opensearch-port=${searchPort}`,
    '--language=en_US',
    '--currency=USD',
    '--timezone=UTC',
    '--use-rewrites=1',
    '--session-save=files',
    ...switchedOff(root),
  );
  await magento('indexer:set-mode', 'schedule');
  await magento('indexer:reindex');
}

/** Rows, not lines of app/etc/env.php: those would be locked in the admin, which tests use. */
export const SETTINGS: Readonly<Record<string, string>> = {
  'system/smtp/disable': '1',
  'oauth/consumer/enable_integration_as_bearer': '1',
  'admin/captcha/enable': '0',
  'admin/usage/enabled': '0',
  'admin/security/session_lifetime': '31536000',
  'admin/security/password_is_forced': '0',
  'admin/security/password_lifetime': '0',
};

/** A second factor needs a telephone. */
function switchedOff(root: string): string[] {
  const modules = join(root, 'app/etc/config.php');
  const names = existsSync(modules) ? readFileSync(modules, 'utf8') : '';
  const unwanted = ['Magento_TwoFactorAuth', 'Magento_AdminAdobeImsTwoFactorAuth'].filter((name) =>
    names.includes(name),
  );
  return unwanted.length > 0 ? [`--disable-modules=${unwanted.join(',')}`] : [];
}
