/*
 * Makes a fresh clone ready to run: packages by npm, system packages by apt where that is ours to do.
 * Plain JavaScript without imports of ours, as nothing is installed yet. Quick when all is there.
 *
 *   node test/setup/install.mjs [--with-chromium]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamp = join(root, 'node_modules', '.vendor-bridge-installed');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop(`Node ${process.versions.node} is too old: install Node 20.19 or later.`);

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(process.version)
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  if (!has('g++') || !has('make') || !has('python3')) systemPackages('build-essential', 'python3');
  say('Installing packages (about two minutes: the embedded database is compiled here) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
if (process.argv.includes('--with-chromium') && !chromium()) systemPackages('chromium');

/** Where the console's tests find a browser; CHROMIUM_PATH wins. */
function chromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return ['chromium', 'chromium-browser', 'google-chrome'].find(has);
}

function systemPackages(...names) {
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (process.getuid?.() !== 0 || !has('apt-get'))
    stop(`This needs system packages. Install them and try again:\n\n  sudo ${command}\n`);
  say(`Installing system packages: ${names.join(' ')} …`);
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]);
}

function has(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
}

/** What a tool prints goes to stderr: stdout belongs to the command that called us. */
function run(program, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(program, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) stop(`'${program} ${args.join(' ')}' failed with ${status}.`);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(1);
}
