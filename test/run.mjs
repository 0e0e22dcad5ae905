/*
 * `npm test`: installs what is missing, checks form and types, runs every test, and closes with one
 * plain line of counts. With file names behind it, only those tests.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);
const bin = (name) => join(root, 'node_modules', '.bin', name);

must('node', [join(root, 'test/setup/install.mjs'), '--with-chromium', '--with-services']);
if (only.length === 0) {
  must(bin('biome'), ['check', '.']);
  must(bin('tsc'), ['--noEmit']);
}

const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-test-'));
const report = join(folder, 'report.json');
const { status } = run(bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...only,
]);
try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status ?? 1);

function run(program, args) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' });
}

function must(program, args) {
  const { status } = run(program, args);
  if (status === 0) return;
  console.error(`'${program.replace(root, '.')} ${args.join(' ')}' failed`);
  process.exit(status ?? 1);
}
