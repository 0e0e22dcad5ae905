import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, tryRun } from './processes.ts';

const PREFIX = 'vendor-bridge-magento-';

export interface Scratch {
  folder: string;
  /** The copy of the Magento root that may be written to. */
  root: string;
  remove(): Promise<void>;
}

/** A folder for one instance, short in name: a socket's path may have 107 characters. */
export async function makeScratch(magentoRoot: string, given?: string): Promise<Scratch> {
  await sweepAbandoned();
  if (given && existsSync(given)) await discard(given);
  const folder = given ?? mkdtempSync(join(tmpdir(), PREFIX));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'owner.pid'), `${process.pid}`);
  const root = join(folder, 'magento');
  await overlay(magentoRoot, folder, root);
  // Whoever prepared the root may have left links there to places that are not here.
  for (const area of ['frontend', 'adminhtml'])
    rmSync(join(root, 'pub/static', area), { recursive: true, force: true });
  const keep = process.env.VENDOR_BRIDGE_KEEP === '1';
  if (keep) writeFileSync(join(folder, 'keep'), '');
  return { folder, root, remove: () => (keep ? Promise.resolve() : discard(folder)) };
}

/**
 * Lets `folder` show what `source` holds. A bind mount, as Magento refuses templates and styles that
 * a symbolic link brings in from outside its root; where mounting is not allowed, the link must do.
 */
export async function showFolder(source: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if ((await tryRun('mount', ['--bind', source, folder])).status === 0) {
    // Somebody who clears the scratch folder by hand would else clear the module away.
    await run('mount', ['-o', 'remount,ro,bind', folder]);
    return;
  }
  rmSync(folder, { recursive: true });
  await run('ln', ['-s', source, folder]);
}

/**
 * The root, writable, without touching it. An overlay mount takes no time and no space but needs
 * rights that a container may not give; then it is copied (80,000 files, about 15 s).
 * Hard links are no choice: a file edited in the instance would be edited in the root.
 */
async function overlay(source: string, folder: string, target: string): Promise<void> {
  const [upper, work] = [join(folder, 'upper'), join(folder, 'work')];
  for (const each of [upper, work, target]) mkdirSync(each, { recursive: true });
  const options = `lowerdir=${source},upperdir=${upper},workdir=${work}`;
  const { status } = await tryRun('mount', ['-t', 'overlay', 'overlay', '-o', options, target]);
  if (status !== 0) await run('cp', ['-a', '--reflink=auto', `${source}/.`, target]);
}

/** What a killed run could not clear away: its folder is ours when its owner lives no more. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const [, remover] = name.split('.gone-');
    if (remover) {
      if (!existsSync(`/proc/${remover}`)) rmSync(folder, { recursive: true, force: true });
      continue;
    }
    const ownerFile = join(folder, 'owner.pid');
    if (!existsSync(ownerFile) || existsSync(join(folder, 'keep'))) continue;
    if (!existsSync(`/proc/${readFileSync(ownerFile, 'utf8')}`)) await discard(folder);
  }
}

async function discard(folder: string): Promise<void> {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((place) => place.startsWith(`${folder}/`));
  // Innermost first. Lazily: a process on its way out may still hold a file.
  for (const place of mounts.sort((a, b) => b.length - a.length)) await run('umount', ['-l', place]);
  const left = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[1]?.startsWith(`${folder}/`));
  // Removing through a mount that stayed would remove the module itself.
  if (left) throw new Error(`${folder} has mounts that cannot be undone`);
  // Out of the way at once: removing 10,000 files takes seconds, in which the name may be wanted again.
  const doomed = `${folder}.gone-${process.pid}`;
  renameSync(folder, doomed);
  rmSync(doomed, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
