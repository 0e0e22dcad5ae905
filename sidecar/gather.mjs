/*
 * The sources as few files, made at the first start after they changed. To load 300 modules through tsx
 * takes twice as long and half as much memory again. What runs is still what lies there: the name of the
 * copy is the hash of every source, so a copy of other sources is never taken.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { tellSourcePlaces } from './source-places.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ENTRY = 'command-line';
/** Inside node_modules, where the packages that stay outside of the copy are found. */
const COPIES = join(HERE, '../node_modules/.cache/vendor-bridge');
/** Another release that shares the folder may still be starting from its own. */
const KEPT_MS = 24 * 3_600_000;

/** Where to import the copy from; undefined where none can be made, as on a read-only disk. */
export async function gathered() {
  try {
    const copy = join(COPIES, hashOfSources());
    if (!existsSync(copy)) await gather(copy);
    tellSourcePlaces(copy);
    return pathToFileURL(join(copy, `${ENTRY}.mjs`)).href;
  } catch {
    // One by one the same sources run too, and say better what is wrong with them.
    return undefined;
  }
}

function hashOfSources() {
  // The place counts, as the copy looks from there for what lies beside it; so does what makes the copy.
  const hash = createHash('sha256').update(HERE);
  const names = readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|mjs)$/.test(name));
  for (const name of names.sort()) hash.update(`\0${name}\0`).update(readFileSync(join(HERE, name)));
  return hash.digest('hex').slice(0, 32);
}

async function gather(copy) {
  const require = createRequire(import.meta.url);
  // tsx brings it along, and takes the types off with it: both roads read the same language.
  const { build } = createRequire(require.resolve('tsx/package.json'))('esbuild');
  const unfinished = `${copy}.${randomUUID()}.part`;
  mkdirSync(COPIES, { recursive: true });
  try {
    await build({
      entryPoints: [join(HERE, `${ENTRY}.ts`)],
      outdir: unfinished,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      external: ['./entrypoints/demo/*'],
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [{ name: 'places', setup: (it) => it.onLoad({ filter: /\.ts$/ }, loadInPlace) }],
    });
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Somebody else who started was there first.
    if (!existsSync(copy)) throw error;
  }
  removeOld(copy);
}

/** A source that asks where it lies hears where it lay: pages, styles and contracts are found from there. */
function loadInPlace({ path }) {
  const place = JSON.stringify(pathToFileURL(path).href);
  return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', place), loader: 'ts' };
}

function removeOld(copy) {
  for (const name of readdirSync(COPIES)) {
    const path = join(COPIES, name);
    if (path !== copy && Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
