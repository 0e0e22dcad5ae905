import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Build = (options: Record<string, unknown>) => Promise<unknown>;

/**
 * The sidecar and its hooks as one file. A kill costs a start of the process, and 250 modules one by
 * one take three times as long to load as one. tsx brings the bundler along.
 */
export async function bundleSidecar(): Promise<{ file: string; remove(): void }> {
  const require = createRequire(import.meta.url);
  const { build } = createRequire(require.resolve('tsx/package.json'))('esbuild') as { build: Build };
  // Inside node_modules, where the packages that stay outside of the bundle are found.
  const folder = join(import.meta.dirname, '../../node_modules/.cache', `crash-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'sidecar.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'sidecar.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
    outfile: file,
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
