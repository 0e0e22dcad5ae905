import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { Config } from '../../sidecar/config.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { openHouse } from '../../sidecar/main.ts';
import { freePort } from '../setup/kept-server.ts';
import { launch, until } from '../stack/process.ts';
import { compose, ROOT, read } from './house.ts';

const isThere = ['prometheus', 'promtool'].every((name) => spawnSync(name, ['--version']).status === 0);
const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const Answer = z.object({ status: z.string(), error: z.string().optional(), data: z.unknown() });
const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), health: z.string() })) })),
});
const Targets = z.object({
  activeTargets: z.array(
    z.object({ labels: z.object({ job: z.string() }), health: z.string(), lastError: z.string() }),
  ),
});

/** The image's own command and settings, on a Prometheus of this machine and a sidecar that it reads. */
describe.skipIf(!isThere)('a real Prometheus', () => {
  let house: House;
  let url = '';
  let running: ReturnType<typeof launch> | undefined;
  let said = 'nothing';

  beforeAll(async () => {
    const databaseUrl = `sqlite:${join(folder, 'house.sqlite')}`;
    house = await openHouse(Config.parse({ databaseUrl, logLevel: 'silent', http: { port: 0 } }), {
      console: true,
      rounds: true,
    });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const settings = parse(read('deploy/prometheus/prometheus.yml'));
    // The names of containers are not here, and a test does not wait for half a minute.
    settings.global = { scrape_interval: '1s', evaluation_interval: '1s' };
    for (const job of settings.scrape_configs) {
      job.scrape_timeout = '1s';
      delete job.dns_sd_configs;
      const target = job.job_name === 'prometheus' ? `127.0.0.1:${port}` : new URL(house.url).host;
      job.static_configs = [{ targets: [target] }];
    }
    writeFileSync(join(folder, 'prometheus.yml'), stringify(settings));
    cpSync(join(ROOT, 'deploy/prometheus/alerts.yml'), join(folder, 'alerts.yml'));
    const command = [compose.services.prometheus?.command ?? []].flat();
    const args = command.map((word) =>
      word.replace('/etc/prometheus', folder).replace('=/prometheus', `=${join(folder, 'kept')}`),
    );
    running = launch({
      program: 'prometheus',
      args: [...args, `--web.listen-address=127.0.0.1:${port}`],
      cwd: folder,
      env: {},
    });
    running.stderr?.on('data', (chunk) => {
      said = String(chunk);
    });
    await until('Prometheus should be healthy', 60_000, async () =>
      (await fetch(`${url}/-/healthy`).catch(() => undefined))?.ok ? undefined : `it said ${said}`,
    );
  }, 120_000);
  afterAll(async () => {
    // It writes into its folder until it is gone.
    if (running?.exitCode === null) {
      const over = once(running, 'close');
      running.kill('SIGTERM');
      await over;
    }
    await house?.close();
  });

  test('takes settings and alerts as they stand in the house', () => {
    for (const [check, file] of [
      ['config', 'deploy/prometheus/prometheus.yml'],
      ['rules', 'deploy/prometheus/alerts.yml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', ['check', String(check), join(ROOT, String(file))]);
      expect(status, `${stdout}${stderr}`).toBe(0);
    }
  });

  test('reads the figures of the sidecar', async () => {
    const jobs = async () => {
      const { activeTargets } = Targets.parse(await asked('/api/v1/targets'));
      return Object.fromEntries(
        activeTargets.map(({ labels, health, lastError }) => [labels.job, `${health}${lastError}`]),
      );
    };
    await expect.poll(jobs, { timeout: 30_000 }).toEqual({ prometheus: 'up', 'vendor-bridge': 'up' });
    expect(await asked(`/api/v1/query?query=${encodeURIComponent('count(vendor_bridge_ready)')}`)).toMatchObject({
      result: [{ value: [expect.any(Number), expect.stringMatching(/^[1-9]/)] }],
    });
  });

  test('understands every alert and every query of the dashboard', async () => {
    const rules = async () => {
      const { groups } = Rules.parse(await asked('/api/v1/rules'));
      return [...new Set(groups.flatMap((group) => group.rules.map(({ health }) => health)))];
    };
    await expect.poll(rules, { timeout: 30_000 }).toEqual(['ok']);
    const { panels } = JSON.parse(read('deploy/grafana/dashboards/vendor-bridge.json')) as {
      panels: { targets?: { expr: string }[] }[];
    };
    const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(5);
    for (const expr of queries)
      await asked(`/api/v1/query?query=${encodeURIComponent(expr.replaceAll(/\$__\w+/g, '5m'))}`);
  });

  async function asked(path: string): Promise<unknown> {
    const { status, error, data } = Answer.parse(await (await fetch(`${url}${path}`)).json());
    expect([status, error], path).toEqual(['success', undefined]);
    return data;
  }
});
