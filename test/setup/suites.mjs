/*
 * The three suites and their counts: vitest without a Magento, PHPUnit on the module's pure classes,
 * vitest with a Magento. Plain JavaScript, as `npm test` is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Runs vitest; what it counted, and its status. */
export function vitest(...args) {
  return withReport((report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { status } = run(bin('vitest'), ['run', ...reporters, ...args]);
    // Without a report nothing ran, and that is a failure too.
    const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numFailedTests: 1 };
    const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = counted;
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, status: status ?? 1 };
  });
}

/** Runs the module's unit tests without a Magento; nothing counted where PHPUnit is missing. */
export function phpUnit() {
  if (spawnSync('phpunit', ['--version'], { stdio: 'ignore' }).status !== 0)
    return { ...NOTHING, note: "Unit tests of the Magento module skipped: there is no 'phpunit' here" };
  return withReport((report) => {
    const { status } = run('phpunit', ['-c', 'magento-module/phpunit.xml.dist', '--log-junit', report]);
    const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
    const [suite = ''] = /<testsuite [^>]*>/.exec(text) ?? [];
    const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
    const failed = count('failures') + count('errors');
    const skipped = count('skipped');
    return { passed: count('tests') - failed - skipped, failed, skipped, status: status ?? 1 };
  });
}

/** Runs the live suite when there is a Magento to copy; else its note says what was not run. */
export function magento(...args) {
  const found = magentoRoot();
  if (found.kind === 'missing') return { ...NOTHING, note: `Magento live suite skipped: ${found.reason}` };
  must('node', [join(root, 'test/setup/install.mjs'), '--with-magento']);
  return vitest('--config', 'test/magento/vitest.config.ts', ...args);
}

export function total(...suites) {
  const sum = (name) => suites.reduce((so, suite) => so + suite[name], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  return {
    line: `${sum('passed')} passed, ${sum('failed')} failed${skipped}`,
    status: Math.max(...suites.map((suite) => suite.status)),
  };
}

export function must(program, args) {
  const { status } = run(program, args);
  if (status === 0) return;
  console.error(`'${program.replace(root, '.')} ${args.join(' ')}' failed`);
  process.exit(status ?? 1);
}

const NOTHING = { passed: 0, failed: 0, skipped: 0, status: 0 };

/** One place knows where a root is looked for, and that is TypeScript. */
function magentoRoot() {
  const ask = `import('./test/magento/harness/root.ts').then((it) => console.log(JSON.stringify(it.findMagentoRoot())))`;
  const { stdout, stderr } = spawnSync('node', ['--import', 'tsx', '-e', ask], { cwd: root, encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

function withReport(use) {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-test-'));
  try {
    return use(join(folder, 'report'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Debian keeps servers where only root looks. */
function run(program, args) {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin` };
  return spawnSync(program, args, { cwd: root, env, stdio: 'inherit' });
}
