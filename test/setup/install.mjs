/*
 * Makes a fresh clone ready to run: packages by npm, system packages by apt where that is ours to do.
 * Plain JavaScript, as is what it imports: nothing is installed yet. Quick when all is there.
 *
 *   node test/setup/install.mjs [--with-chromium] [--with-label-tools] [--with-watch-tools] [--with-services] [--with-transports] [--with-php] [--with-magento]
 *
 * --with-label-tools: to print labels and scan them; without the rights to install, it says so and goes on.
 * --with-watch-tools: a Prometheus that reads figures and alerts; without the rights to install, it says so and goes on.
 * --with-transports: SFTP and AS2 as others speak them; what cannot be had is said, and its tests are skipped.
 * --with-php: for the module's unit tests; without the rights to install, it says so and goes on.
 * --with-magento: all that a Magento is served with, in tests that bring their own database and web server.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchKafkaJars, kafkaJars } from './kafka/jars.mjs';
import { fetchOpenAs2Jars, openAs2Jars } from './openas2/jars.mjs';

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
if (process.argv.includes('--with-label-tools') && !['pdftoppm', 'pdftotext', 'zbarimg'].every(has)) {
  const names = ['poppler-utils', 'zbar-tools'];
  if (mayInstall()) systemPackages(...names);
  else say(`Labels are not scanned in the tests. For that: sudo apt-get install ${names.join(' ')}`);
}
if (process.argv.includes('--with-watch-tools') && !['prometheus', 'promtool'].every(has)) {
  if (mayInstall()) systemPackages('prometheus');
  else say('Figures, alerts and dashboard are not tried on a Prometheus. For that: sudo apt-get install prometheus');
}
if (process.argv.includes('--with-php') && !(has('php') && has('phpunit') && hasExtensions('dom', 'mbstring'))) {
  const names = ['php-cli', 'php-xml', 'php-mbstring', 'phpunit'];
  if (mayInstall()) systemPackages(...names);
  else say(`The unit tests of the Magento module are skipped. For them: sudo apt-get install ${names.join(' ')}`);
}
if (process.argv.includes('--with-magento') && !canServeMagento()) {
  const parts = ['cli', 'fpm', 'mysql', 'xml', 'intl', 'gd', 'bcmath', 'soap', 'zip', 'curl', 'mbstring'];
  systemPackages(
    ...parts.map((part) => `php-${part}`),
    'nginx',
    'mariadb-server-core',
    'mariadb-client',
    'librdkafka1',
  );
}

if (process.argv.includes('--with-services')) services();
if (process.argv.includes('--with-transports')) transports();

/** Where the console's tests find a browser; CHROMIUM_PATH wins. */
function chromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return ['chromium', 'chromium-browser', 'google-chrome'].find(has);
}

/** What the tests start Kafka and MariaDB with, unless they are given some; see services.ts. */
function services() {
  const inDocker =
    spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore', timeout: 5_000 }).status ===
    0;
  const missing = [];
  if (!process.env.VENDOR_BRIDGE_TEST_MYSQL_URL && !inDocker && !has('mariadbd'))
    missing.push('mariadb-server-core', 'mariadb-client');
  // Also beside a given broker and beside Docker: one test kills its own broker.
  if (!has('java')) missing.push('openjdk-17-jre-headless');
  if (!existsSync(kafkaJars()) && !has('mvn')) missing.push('maven');
  if (missing.length > 0) systemPackages(...missing);
  if (existsSync(kafkaJars())) return;
  say('Fetching Kafka (about 50 MB) …');
  const failed = fetchKafkaJars();
  if (failed) stop(failed);
}

function transports() {
  if (!has('sshd')) {
    if (mayInstall()) systemPackages('openssh-server');
    else say('SFTP is not tried against OpenSSH in the tests. For that: sudo apt-get install openssh-server');
  }
  if (existsSync(openAs2Jars())) return;
  const missing = [...(has('java') ? [] : ['openjdk-17-jre-headless']), ...(has('mvn') ? [] : ['maven'])];
  if (missing.length > 0 && mayInstall()) systemPackages(...missing);
  if (!has('java') || !has('mvn'))
    return say(`AS2 is not tried against OpenAS2. For that: sudo apt-get install ${missing.join(' ')}`);
  say('Fetching OpenAS2 (about 20 MB) …');
  const failed = fetchOpenAs2Jars();
  if (failed) say(`AS2 is not tried against OpenAS2: ${failed}`);
}

function canServeMagento() {
  const programs = ['php', 'nginx', 'mariadbd', 'mariadb-install-db'].every(has);
  const fpm = readdirSync('/usr/sbin').some((name) => name.startsWith('php-fpm'));
  const extensions = ['bcmath', 'curl', 'gd', 'intl', 'mbstring', 'pdo_mysql', 'soap', 'xsl', 'zip', 'FFI'];
  return programs && fpm && hasExtensions(...extensions);
}

function hasExtensions(...names) {
  const { stdout } = spawnSync('php', ['-m'], { encoding: 'utf8' });
  return names.every((name) => stdout?.split('\n').includes(name));
}

function mayInstall() {
  return process.getuid?.() === 0 && has('apt-get');
}

function systemPackages(...names) {
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (!mayInstall()) stop(`This needs system packages. Install them and try again:\n\n  sudo ${command}\n`);
  say(`Installing system packages: ${names.join(' ')} …`);
  run('apt-get', ['update', '-qq']);
  withoutServices(() => run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]));
}

/** Debian starts what it installs. This machine's own ports are not ours to take: the tests start their own. */
function withoutServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return install();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  process.on('exit', () => rmSync(policy, { force: true }));
  install();
}

/** Debian keeps servers where only root looks. */
function has(program) {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin` };
  return spawnSync('sh', ['-c', `command -v ${program}`], { env, stdio: 'ignore' }).status === 0;
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
