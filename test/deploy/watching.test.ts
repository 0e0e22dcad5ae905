import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compose, parseYaml, ROOT, read } from './house.ts';

/** Name and labels of each figure, as the source makes it. */
const source = read('sidecar/adapters/events.ts');
const measured = new Set([
  ...[...source.matchAll(/counter\(\s*'([a-z_]+)'/g)].map(([, name]) => `vendor_bridge_${name}`),
  ...[...source.matchAll(/name: '(vendor_bridge_[a-z_]+)'/g)].map(([, name]) => name),
]);
const labels = new Set(
  [...source.matchAll(/(?:labelNames: |, )\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([a-z_]+)'/g)].map(([, name]) => name),
  ),
);

const Rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['page', 'hour', 'day']) }),
          annotations: z.object({ summary: z.string(), page: z.string() }),
        }),
      ),
    }),
  ),
});
const alerts = Rules.parse(parseYaml('deploy/prometheus/alerts.yml')).groups.flatMap(({ rules }) => rules);

const Dashboard = z.object({
  title: z.string(),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string(), legendFormat: z.string().optional() })).default([]),
    }),
  ),
});
const { panels } = Dashboard.parse(JSON.parse(read('deploy/grafana/dashboards/vendor-bridge.json')));
const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

const Scrape = z.object({
  rule_files: z.array(z.string()),
  scrape_configs: z.array(
    z.object({
      job_name: z.string(),
      dns_sd_configs: z.array(z.object({ names: z.array(z.string()), type: z.string(), port: z.number() })).optional(),
    }),
  ),
});
const scraping = Scrape.parse(parseYaml('deploy/prometheus/prometheus.yml'));

/** Our figures in an expression; `_bucket`, `_sum` and `_count` belong to a histogram. */
function figuresOf(expr: string): string[] {
  return [...expr.matchAll(/\bvendor_bridge_\w+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, ''));
}

function labelsOf(expr: string): string[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const chosen = [...expr.matchAll(/\{(\w+)=/g)].map(([, name = '']) => name);
  return [...grouped, ...chosen].filter((name) => !['le', 'instance', 'job'].includes(name));
}

describe.each([
  ['the alerts', alerts.map(({ expr }) => expr)],
  ['the dashboard', queries],
])('%s', (_what, expressions) => {
  test.each(expressions)('%s asks for figures and labels that the sidecar has', (expr) => {
    expect(figuresOf(expr).filter((name) => !measured.has(name))).toEqual([]);
    expect(labelsOf(expr).filter((name) => !labels.has(name))).toEqual([]);
    expect([...expr.matchAll(/[([{]/g)]).toHaveLength([...expr.matchAll(/[)\]}]/g)].length);
  });

  test('ask for nothing that grows as if it stood, and for nothing that stands as if it grew', () => {
    for (const expr of expressions) {
      for (const name of figuresOf(expr)) {
        const grows = name.endsWith('_total') || name.endsWith('_seconds');
        expect(new RegExp(`(increase|rate)\\(${name}`).test(expr), expr).toBe(grows);
      }
    }
  });
});

describe('the alerts', () => {
  test('cover what somebody must be told of', () => {
    const names = alerts.map(({ alert }) => alert);
    for (const name of ['DeadlineAtRisk', 'OutboundRejected', 'DeadLetters', 'EventsUnread', 'NotReady', 'ProcessGone'])
      expect(names).toContain(name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(alerts)('$alert says what to do: $annotations.page', ({ annotations, for: since }) => {
    expect(existsSync(join(ROOT, annotations.page))).toBe(true);
    if (since !== undefined) expect(since).toMatch(/^\d+[smhd]$/);
  });

  test('are read by Prometheus, which asks every sidecar', () => {
    const mounted = compose.services.prometheus?.volumes.join('\n');
    for (const file of scraping.rule_files) expect(mounted).toContain(`./deploy/prometheus/${file}:`);
    const [sidecars] = scraping.scrape_configs.flatMap(({ dns_sd_configs }) => dns_sd_configs ?? []);
    expect(sidecars).toEqual({ names: ['sidecar'], type: 'A', port: 8080 });
    expect(compose.services.sidecar?.environment.VENDOR_BRIDGE_HTTP_PORT).toBe('8080');
  });
});

describe('the dashboard', () => {
  test.each([
    ['what is late', 'acknowledgement-late'],
    ['what is at risk', 'vendor_bridge_minutes_to_acknowledgement_limit'],
    ['documents by status', 'vendor_bridge_documents_answered_total'],
    ['retries', 'vendor_bridge_step_retries_total'],
    ['dead letters', 'vendor_bridge_dead_letters_total'],
    ['events unread', 'vendor_bridge_events_unread'],
    ['request durations by partner', 'sum by (le, partner) (rate(vendor_bridge_request_duration_seconds_bucket'],
    ['stock drift', 'vendor_bridge_stock_drift_eaches'],
  ])('answers: %s', (_question, asked) => {
    expect(queries.filter((expr) => expr.includes(asked)).length).toBeGreaterThan(0);
  });

  test('has panels that lie beside one another, each under a number of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBe(24);
  });

  test('lies where Grafana looks, and asks the Prometheus of the house', () => {
    const provider = JSON.stringify(parseYaml('deploy/grafana/provisioning/dashboards/vendor-bridge.yml'));
    expect(provider).toContain('/etc/grafana/dashboards');
    expect(compose.services.grafana?.volumes).toContain('./deploy/grafana/dashboards:/etc/grafana/dashboards:ro');
    const source = JSON.stringify(parseYaml('deploy/grafana/provisioning/datasources/prometheus.yml'));
    expect(source).toContain('"uid":"prometheus"');
    expect(source).toContain('http://prometheus:9090');
  });
});
