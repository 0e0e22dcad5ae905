import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Summary } from '../../sidecar/entrypoints/demo/summary.ts';

const PROGRAM = join(import.meta.dirname, '../../sidecar/vendor-bridge.mjs');

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-demo-'));
});
afterEach(async () => {
  if (child && child.exitCode === null) {
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
  child = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the program in a folder of its own; `said` grows as it speaks. */
function run(...words: string[]) {
  const process_ = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: folder,
    env: { ...process.env, VENDOR_BRIDGE_HTTP_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = process_;
  const said = { out: '', error: '' };
  process_.stdout.on('data', (chunk) => {
    said.out += String(chunk);
  });
  process_.stderr.on('data', (chunk) => {
    said.error += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => process_.once('close', resolve));
  return { said, ended, stop: () => process_.kill('SIGINT') };
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

describe('the whole story, told once', () => {
  test('every order is acknowledged, shipped twice, invoiced and paid, and nobody has a complaint', async () => {
    const { said, ended } = run('demo', '--once');
    expect(await ended, said.error).toBe(0);
    const summary = JSON.parse(lastLine(said.out)) as Summary;
    expect(summary).toMatchObject({ complaints: [], contradictions: [] });

    const finished = summary.purchaseOrders.filter(({ progress }) => progress === 'shipped');
    expect(finished).toHaveLength(4);
    for (const order of finished) expect(order).toMatchObject({ dispatches: 2, shipNotices: 2 });
    for (const { invoices } of finished) expect(invoices).toHaveLength(2);
    const byNumber = new Map(finished.map((order) => [order.number, order]));
    // In cases: 10 + 8 cases and 48 eaches, counted in the units ordered.
    expect(byNumber.get('2HBT8C5N')?.acknowledged).toEqual({ accepted: 66, backordered: 0, rejected: 0 });
    // Of 48 pans 36 could be held: 40 on the shelf less the shop's buffer, in whole cases of 6.
    expect(byNumber.get('4KQ7TZ1M')?.acknowledged).toEqual({ accepted: 60, backordered: 12, rejected: 0 });
    expect(byNumber.get('8CVN4QJD')?.doubts).toContain('unknown-sku');
    expect(summary.remittances).toEqual([expect.objectContaining({ lines: 7, unmatched: 0 })]);
    expect(said.out).toContain('The requested qty is not available');

    const files = readdirSync(summary.sent.folder);
    expect(files).toHaveLength(summary.sent.files);
    for (const kind of ['855', '856', '810', '997'])
      expect(files.some((name) => name.includes(`_${kind}_`))).toBe(true);
    for (const name of files) expect(readFileSync(join(summary.sent.folder, name), 'utf8')).toMatch(/^(ISA|\{)/);
  }, 90_000);
});

describe('the story left open', () => {
  test('a person settles the last order in the browser, and its acknowledgement leaves and is taken', async () => {
    const { said, ended, stop } = run('demo');
    await expect.poll(() => said.out + said.error, { timeout: 90_000 }).toContain('Settle order');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said.out)?.[0] ?? '';
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    try {
      const page = await browser.newPage();
      await page.goto(url);
      await expect.poll(() => page.locator('#board').innerText()).toContain('3MPL9DSK');
      await page.goto(`${url}/orders/3MPL9DSK`);
      await page.getByText('Backorder the line', { exact: true }).first().click();
      await page.locator('form:visible button[type=submit], form:visible button:not([type])').first().click();
      await expect
        .poll(
          async () => {
            await page.goto(`${url}/orders/3MPL9DSK`);
            return page.locator('body').innerText();
          },
          { timeout: 30_000, interval: 1_000 },
        )
        .toMatch(/Acknowledgement \(855\)[\s\S]*accepted/);
    } finally {
      await browser.close();
    }
    stop();
    expect(await ended, said.error).toBe(0);
    expect((JSON.parse(lastLine(said.out)) as Summary).complaints).toEqual([]);
  }, 150_000);
});

describe('the simulator', () => {
  test('trades by mailbox and API, is driven over HTTP, and ends when told', async () => {
    const { said, ended, stop } = run('simulator', '--mailbox', 'mailbox', '--quirk', 'Q8');
    await expect.poll(() => said.out, { timeout: 30_000 }).toContain('Ctrl-C');
    const door = /drive it by\s+(\S+)/.exec(said.out)?.[1] ?? '';
    const ask = async (path: string, body?: unknown) => {
      const answer = await fetch(door + path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    expect((await ask('/')).body).toHaveProperty('POST /orders');
    const placed = await ask('/orders', {});
    expect(placed.status).toBe(200);
    expect(readdirSync(join(folder, 'mailbox/download'))).toEqual([placed.body.file]);
    const changed = await ask(`/orders/${String(placed.body.number)}/change`, {
      lines: [{ number: '1', quantity: 0 }],
    });
    expect(changed.body.file).toBeDefined();
    expect((await ask('/quirks', { on: ['Q5'] })).body).toEqual({ on: ['Q8', 'Q5'] });
    expect(await ask('/quirks', { on: ['Q99'] })).toMatchObject({ status: 400 });
    expect(await ask('/nowhere')).toMatchObject({ status: 400, body: { message: expect.stringContaining('GET /') } });
    stop();
    expect(await ended, said.error).toBe(0);
  }, 60_000);

  test('a quirk that there is not is refused by name', async () => {
    const { said, ended } = run('simulator', '--quirk', 'Q99');
    expect(await ended).toBe(2);
    expect(JSON.parse(said.error)).toMatchObject({ code: 'unknown-quirk', hint: expect.stringContaining('Q8') });
  }, 30_000);
});
