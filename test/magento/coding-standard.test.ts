import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tryRun } from './harness/processes.ts';
import { magento } from './harness/suite.ts';

const MODULE = fileURLToPath(new URL('../../magento-module', import.meta.url));
const inRoot = (file: string) => `${magento.root}/${file}`;

test.skipIf(!existsSync(inRoot('vendor/magento/magento-coding-standard')))(
  'Magento finds nothing of severity 9 or above in the form of the module',
  async () => {
    const severe = ['--standard=Magento2', '--severity=9', '--extensions=php,phtml,xml,js,css,less'];
    const args = ['-d', 'memory_limit=1G', inRoot('vendor/bin/phpcs'), ...severe, '-s', '--report=emacs', MODULE];
    const { status, stdout } = await tryRun('php', args, { cwd: magento.root });
    const found = stdout.split('\n').filter((line) => line.startsWith(MODULE));
    expect({ status, found }).toEqual({ status: 0, found: [] });
  },
);

// A root may name PHPStan among its packages and yet lack the archive.
test.skipIf(!existsSync(inRoot('vendor/phpstan/phpstan/phpstan.phar')))(
  "PHPStan finds nothing with Magento's own settings (skipped where the root has no phpstan.phar)",
  async () => {
    const settings = 'dev/tests/static/testsuite/Magento/Test/Php/_files/phpstan/phpstan.neon';
    const args = ['-d', 'memory_limit=2G', 'vendor/phpstan/phpstan/phpstan.phar', 'analyse', '--no-progress'];
    const { status, stdout } = await tryRun(
      'php',
      [...args, '--level=1', `--configuration=${settings}`, '--error-format=raw', 'app/code/VendorBridge'],
      { cwd: magento.root, env: { ...process.env, ...magento.environment } },
    );
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' });
  },
);
