import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../setup/kept-server.ts';
import { commandOf, healthCheckOf } from '../stack/compose.ts';
import { launch, runToEnd, until } from '../stack/process.ts';
import { compose, ROOT, read } from './house.ts';

const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `serve`, `migrate` and `topics create` run in test/stack, with the servers that they want. */
describe('what the images run, without containers', () => {
  test('the simulator trades, and its health check sees it come and go', async () => {
    const [port, mailbox] = [await freePort(), join(folder, 'mailbox')];
    const here = (words: string[]) =>
      words.map((word) =>
        word
          .replace('0.0.0.0', '127.0.0.1')
          .replace('8090', String(port))
          .replace('8091', String(port + 1))
          .replace('/mailbox', mailbox),
      );
    const command = commandOf('simulator', {});
    const check = healthCheckOf('simulator', {});
    const healthy = async () => (await runToEnd({ ...check, args: here(check.args) })).status === 0;
    expect(await healthy()).toBe(false);
    const running = launch({ ...command, args: here(command.args) });
    const over = new Promise<number | null>((resolve) => running.once('close', resolve));
    await until('the simulator should be healthy', 60_000, async () => ((await healthy()) ? undefined : 'it is not'));
    const door = `http://127.0.0.1:${port + 1}`;
    const placed = await fetch(`${door}/orders`, { method: 'POST', body: JSON.stringify({ via: 'edi' }) });
    const { file = '' } = (await placed.json()) as { file?: string };
    expect(existsSync(join(mailbox, 'download', file))).toBe(true);
    running.kill('SIGTERM');
    expect(await over).toBe(0);
    expect(await healthy()).toBe(false);
  }, 120_000);

  test('the health check of a sidecar that does not answer fails, and says why', async () => {
    const port = String(await freePort());
    const names = Object.keys(compose.services.sidecar?.environment ?? {});
    const native = { ...Object.fromEntries(names.map((name) => [name, 'here'])), VENDOR_BRIDGE_HTTP_PORT: port };
    const check = healthCheckOf('sidecar', native);
    expect(await runToEnd(check)).toEqual({ status: 1, out: '', errors: '/healthz answered ECONNREFUSED\n' });
  });
});

/** A shop's folder whose `php` writes down what it is asked for. What Magento makes of it is test/magento's affair. */
function shopFolder(name: string): { root: string; env: Record<string, string>; asked(): string[] } {
  const root = join(folder, name);
  mkdirSync(join(root, 'bin'), { recursive: true });
  const asked = join(root, 'asked');
  writeFileSync(asked, '');
  writeFileSync(join(root, 'bin', 'php'), `#!/bin/sh\necho "$@" >> ${asked}\n`);
  chmodSync(join(root, 'bin', 'php'), 0o755);
  return {
    root,
    env: { MAGENTO_ROOT: root, TMPDIR: root, PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}` },
    asked: () => readFileSync(asked, 'utf8').split('\n').filter(Boolean),
  };
}

describe('the scripts of the shop', () => {
  test('publish.sh becomes the publisher itself, so that a signal reaches it', async () => {
    const { env, asked } = shopFolder('publisher');
    await promisify(execFile)('sh', [join(ROOT, 'deploy/magento/publish.sh')], { env });
    expect(asked()).toEqual(['bin/magento --no-ansi amazon-vendor:outbox:publish --daemon']);
    expect(read('deploy/magento/publish.sh')).toMatch(/^exec php /m);
  });

  test('cron.sh runs a round at once, waits for the next minute, and ends when it is told', async () => {
    const { root, env, asked } = shopFolder('cron');
    const running = spawn('sh', [join(ROOT, 'deploy/magento/cron.sh')], { env, stdio: 'ignore' });
    const over = new Promise<number | null>((resolve) => running.once('close', resolve));
    await until('a round should run', 20_000, async () => (asked().length > 0 ? undefined : 'none has'));
    expect(asked()[0]).toBe('bin/magento --no-ansi cron:run');
    const lastRound = join(root, 'last-round');
    await until('the health check should find when', 20_000, async () =>
      existsSync(lastRound) ? undefined : 'it cannot',
    );
    running.kill('SIGTERM');
    expect(await over).toBe(0);
  }, 30_000);
});
