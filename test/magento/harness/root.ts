import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of a Magento with its vendor folder, never installed in place: every instance works on a copy. */
export type MagentoRoot = { kind: 'found'; root: string } | { kind: 'missing'; reason: string };

/** MAGENTO_ROOT when it is set, else the usual place in the cache. */
export function findMagentoRoot(environment: NodeJS.ProcessEnv = process.env): MagentoRoot {
  const root = resolve(environment.MAGENTO_ROOT ?? join(homedir(), '.cache', 'vendor-bridge', 'magento'));
  const missing = ['bin/magento', 'vendor/autoload.php', 'app/etc/di.xml'].filter(
    (file) => !existsSync(join(root, file)),
  );
  if (missing.length === 0) return { kind: 'found', root };
  const detail = existsSync(root) ? ` (there is no ${missing.join(', ')})` : '';
  return { kind: 'missing', reason: `no Magento root at ${root}${detail}; set MAGENTO_ROOT` };
}
