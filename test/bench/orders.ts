import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../../sidecar/config.ts';
import { openHouse } from '../../sidecar/main.ts';
import { ediHouse } from '../fakes/edi-house.ts';
import { startEmptyDatabase } from '../stack/servers.ts';
import { startMagento } from '../stand-ins/magento/magento.ts';
import { median, quantile } from './median.ts';
import { CATALOGUE, orderFile, purchaseOrderNumber } from './order-file.ts';
import type { BenchResult } from './report.ts';

export interface OrdersWishes {
  orders: number;
  lines: number;
}

const WITHIN_MS = 600_000;

/**
 * Orders that all come at once: 850s in the inbox, one a file, to their 855s in the outbox. The house is
 * whole, with its rounds, in this process; the shop is the stand-in, over HTTP. The last one has waited for
 * all others, so p99 is about how long the pile takes.
 */
export async function benchOrders(wishes: OrdersWishes, start = startEmptyDatabase): Promise<BenchResult[]> {
  const server = await start();
  try {
    return [...(await runOn('SQLite', undefined, wishes)), ...(await runOn('MariaDB', server.url, wishes))];
  } finally {
    await server.remove();
  }
}

async function runOn(kind: string, databaseUrl: string | undefined, wishes: OrdersWishes): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-orders-'));
  const seconds = await secondsToAnswer(folder, databaseUrl, wishes).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  );
  const name = `orders: ${wishes.orders} x ${wishes.lines} lines on ${kind}`;
  return [
    { name: `${name}, p50`, value: median(seconds), unit: 's' },
    { name: `${name}, p99`, value: quantile(seconds, 0.99), unit: 's' },
    { name: `${name}, rate`, value: (wishes.orders * 60) / Math.max(...seconds), unit: '/min' },
  ];
}

async function secondsToAnswer(folder: string, databaseUrl: string | undefined, { orders, lines }: OrdersWishes) {
  const [inbox, outbox, drafts] = ['download', 'upload', 'drafts'].map((name) => join(folder, name)) as Folders;
  for (const path of [inbox, outbox, drafts]) mkdirSync(path);
  const numbers = Array.from({ length: orders }, (_, index) => index + 1);
  for (const number of numbers) writeFileSync(join(drafts, `${number}.edi`), orderFile(number, lines));

  const shop = await startMagento({ products: CATALOGUE });
  const house = await openHouse(configOf(folder, databaseUrl, shop), { console: false, rounds: true });
  try {
    const dropped = new Map<string, number>();
    for (const number of numbers) {
      dropped.set(purchaseOrderNumber(number), Date.now());
      renameSync(join(drafts, `${number}.edi`), join(inbox, `${number}.edi`));
    }
    const answered = await answers(outbox, orders);
    return [...dropped].map(([number, at]) => ((answered.get(number) ?? Number.NaN) - at) / 1000);
  } finally {
    await house.close();
    await shop.close();
  }
}

type Folders = [inbox: string, outbox: string, drafts: string];

/** When the 855 of each order lay in the outbox, by the file's own time. */
async function answers(outbox: string, orders: number): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const until = Date.now() + WITHIN_MS;
  while (found.size < orders) {
    if (Date.now() > until) throw new Error(`${found.size} of ${orders} orders were answered`);
    await pause(200);
    for (const name of readdirSync(outbox)) {
      const [, number] = /^[^_]+_855_([^_]+)_/.exec(name) ?? [];
      if (number !== undefined && !found.has(number)) found.set(number, statSync(join(outbox, name)).mtimeMs);
    }
  }
  return found;
}

function configOf(folder: string, databaseUrl: string | undefined, shop: Parameters<typeof ediHouse>[1]): Config {
  return { ...ediHouse(folder, shop), ...(databaseUrl === undefined ? {} : { databaseUrl }) };
}
