import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDatabase } from './database.ts';
import { installMagento } from './install.ts';
import { phpEnvironment } from './php.ts';
import { run } from './processes.ts';
import { makeScratch } from './scratch.ts';
import { startSearchStandIn } from './search-stand-in.ts';

/** What an installed Magento without our module has beyond its root. */
export interface Snapshot {
  /** A database's data, shut down in order. */
  data: string;
  /** To be laid over the root. */
  files: string;
}

/**
 * A freshly installed Magento, kept from the last run: installing takes half a minute of two cores.
 * Our module is not in it, so that every suite adds it to a shop that is there already, as merchants do.
 */
export async function installedSnapshot(magentoRoot: string, say: (text: string) => void): Promise<Snapshot> {
  const kept = join(homedir(), '.cache', 'vendor-bridge', 'magento-installed');
  const snapshot = join(kept, await nameFor(magentoRoot));
  if (!existsSync(snapshot)) {
    say('installs Magento once for all later runs');
    const fresh = `${snapshot}.${process.pid}`;
    await build(magentoRoot, fresh);
    // Two runs may have built it at once: either is as good.
    if (existsSync(snapshot)) rmSync(fresh, { recursive: true });
    else renameSync(fresh, snapshot);
    const old = readdirSync(kept).filter((name) => /^[0-9a-f]{16}$/.test(name) && join(kept, name) !== snapshot);
    for (const name of old) rmSync(join(kept, name), { recursive: true, force: true });
  }
  return { data: join(snapshot, 'data'), files: join(snapshot, 'files') };
}

async function build(magentoRoot: string, target: string): Promise<void> {
  const { folder, root, remove } = await makeScratch(magentoRoot);
  const { server, ...database } = await startDatabase(join(folder, 'db'), randomBytes(18).toString('hex'));
  const search = await startSearchStandIn();
  try {
    const env = { ...process.env, ...phpEnvironment(folder, { edited: false }) };
    await installMagento({ root, searchPort: search.port, database, env });
    await server.stop();
    for (const part of ['app/etc', 'generated']) mkdirSync(join(target, 'files', part), { recursive: true });
    await run('cp', ['-a', join(folder, 'db', 'data'), join(target, 'data')]);
    for (const file of ['app/etc/env.php', 'app/etc/config.php', 'generated/code'])
      await run('cp', ['-a', join(root, file), join(target, 'files', file)]);
  } finally {
    await server.stop();
    await search.close();
    await remove();
  }
}

/** Another root, another PHP or another way to install: another snapshot. */
async function nameFor(magentoRoot: string): Promise<string> {
  const hash = createHash('sha256')
    .update(await run('php', ['-v']))
    .update(await run('mariadbd', ['--no-defaults', '--version']))
    .update(magentoRoot);
  const inRoot = ['composer.lock', 'app/etc/config.php'].map((file) => join(magentoRoot, file));
  const ours = ['install.ts', 'snapshot.ts', 'database.ts'].map((file) =>
    fileURLToPath(new URL(file, import.meta.url)),
  );
  for (const file of [...inRoot, ...ours]) if (existsSync(file)) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
