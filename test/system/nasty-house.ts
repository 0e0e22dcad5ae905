import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../../sidecar/config.ts';
import type { Discrepancy } from '../../sidecar/domain/discrepancy.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { openHouse } from '../../sidecar/main.ts';
import { interchange, order, po1 } from '../codec/x12/sample.ts';
import { type MovableClock, movableClock } from '../fakes/clock.ts';
import { NORTHGATE } from '../fakes/world.ts';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';

/** The real house over a database file and two folders, with a shop beside it and nobody at the other end of the mailbox. */
export interface NastyHouse {
  house: House;
  shop: RunningMagento;
  clock: MovableClock;
  /** Puts a file into the mailbox. */
  drop(name: string, content: string | Uint8Array): void;
  /** What lies in the mailbox still. */
  left(): string[];
  /** Lets everything go on until nothing more happens. */
  settle(): Promise<void>;
  /** `state: detail` of each kept file, in the order they came. */
  kept(): Promise<string[]>;
  /** Kind and summary of all that waits for a person. */
  open(): Promise<Discrepancy[]>;
  kinds(): Promise<string[]>;
  /** Bodies of what went to Amazon, by transaction set. */
  sent(set: string): string[];
  close(): Promise<void>;
}

export async function nastyHouse(settings: { mailboxSettleSeconds?: number } = {}): Promise<NastyHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-nasty-'));
  const [inbox, outbox] = [join(folder, 'download'), join(folder, 'upload')];
  for (const path of [inbox, outbox]) mkdirSync(path);
  const clock = movableClock('2026-08-03T10:00:00Z');
  const shop = await startMagento({
    clock: clock.now,
    products: [
      { sku: 'NK-0101', barcodes: ['614141001019'], quantities: { default: 500 } },
      { sku: 'NK-0102', barcodes: ['614141001026'], quantities: { default: 500 } },
    ],
  });
  const { integration } = shop;
  const config = Config.parse({
    databaseUrl: `sqlite:${join(folder, 'vendor-bridge.sqlite')}`,
    logLevel: 'silent',
    partners: [NORTHGATE],
    amazon: { mailbox: { inbox, outbox } },
    magento: { baseUrl: shop.url, credentials: { kind: 'oauth', ...integration } },
    pollers: { mailboxSettleSeconds: settings.mailboxSettleSeconds ?? 0 },
  });
  const house = await openHouse(config, { console: false, rounds: false }, clock.now);
  const { stores } = house.world;
  const open = () => stores.discrepancies.list({ state: 'open' });
  return {
    house,
    shop,
    clock,
    drop(name, content) {
      writeFileSync(join(inbox, name), content);
      utimesSync(join(inbox, name), clock.now(), clock.now());
    },
    left: () => readdirSync(inbox),
    async settle() {
      for (let round = 0; round < 3; round++) await house.tick();
    },
    async kept() {
      return (await stores.inbound.list({})).map(({ state, detail }) => `${state}: ${detail}`).reverse();
    },
    open,
    async kinds() {
      return (await open()).map(({ kind }) => kind).sort();
    },
    sent(set) {
      const texts = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8'));
      return texts.filter((text) => text.includes(`~ST*${set}*`));
    },
    async close() {
      await house.close();
      await shop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let control = 200;

/** An 850 in an interchange of a number of its own; `number` is the order's. */
export function orderFile(number: string, parts: Parameters<typeof order>[0] = {}): string {
  control += 1;
  const beg = `BEG*00*NE*${number}**20260803`;
  return numbered(interchange([order({ beg, ...parts })]), control);
}

/** The same interchange under another control number. */
export function numbered(text: string, number: number): string {
  return text.replaceAll('000000101', String(number).padStart(9, '0')).replaceAll('*101', `*${number}`);
}

/** A 997 of Amazon about a group of ours. */
export function answerFile(functionalId: string, group: string | number, ...segments: string[]): string {
  control += 1;
  return numbered(interchange([[`AK1*${functionalId}*${group}`, ...segments]], '997'), control);
}

/** An 820 over some lines. */
export function paymentFile(number: string, total: string, ...rmr: string[]): string {
  control += 1;
  const bpr = `BPR*I*${total}*C*ACH*CTX************20261011`;
  return numbered(interchange([[bpr, `TRN*1*${number}*9111111111`, 'ENT*1', ...rmr]], '820'), control);
}

export const PANS = po1({ number: '1', quantity: '24' });
export const LIDS = po1({ number: '2', quantity: '36', price: '5.85', ids: 'UP*614141001026' });
