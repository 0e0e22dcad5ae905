import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EDI_ACCOUNT, PRODUCTS, SP_API_ACCOUNT, settings } from '../../sidecar/entrypoints/demo/cast.ts';
import { type AmazonStandIn, startAmazon } from '../stand-ins/amazon/amazon.ts';
import { type RunningMagento, startMagento } from '../stand-ins/magento/magento.ts';

/** Everything outside of the sidecar: its books survive whatever happens to it. */
export interface Stage {
  shop: RunningMagento;
  amazonByEdi: AmazonStandIn;
  amazonByApi: AmazonStandIn;
  settings: Record<string, unknown>;
  now(): string;
  pass(minutes: number): void;
  /** No file on its way, in either direction. */
  mailboxIsEmpty(): boolean;
  close(): Promise<void>;
}

export interface Database {
  /** An empty one, for one story. */
  fresh(folder: string): Promise<string>;
}

export const SQLITE: Database = { fresh: async (folder) => `sqlite:${join(folder, 'house.sqlite')}` };

export async function setStage(database: Database): Promise<Stage> {
  const folder = mkdtempSync(join(fastestFolder(), 'vendor-bridge-crash-'));
  const mailboxFolder = join(folder, 'mailbox');
  mkdirSync(mailboxFolder);
  let time = new Date('2026-08-03T09:00:00Z').getTime();
  const clock = () => new Date(time);
  const shop = await startMagento({ products: PRODUCTS, buffer: 4, clock });
  const amazonByEdi = await startAmazon({ clock, mailboxFolder, vendorCode: EDI_ACCOUNT });
  const amazonByApi = await startAmazon({ clock, vendorCode: SP_API_ACCOUNT, processingMs: 60_000 });
  const own = settings({
    databaseFile: '',
    mailboxFolder,
    port: 0,
    amazonUrl: amazonByApi.url,
    tokenUrl: amazonByApi.tokenUrl,
    credentials: amazonByApi.credentials,
    magentoUrl: shop.url,
    magentoToken: shop.integration.token,
  });
  const isEmpty = (name: string) => readdirSync(join(mailboxFolder, name)).every((file) => file.startsWith('.'));
  return {
    shop,
    amazonByEdi,
    amazonByApi,
    settings: { ...own, databaseUrl: await database.fresh(folder) },
    now: () => clock().toISOString(),
    pass(minutes) {
      time += minutes * 60_000;
    },
    mailboxIsEmpty: () => isEmpty('download') && isEmpty('upload'),
    async close() {
      await Promise.all([shop.close(), amazonByEdi.close(), amazonByApi.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A killed process loses nothing that the system has, so waiting for a disk would show nothing. */
function fastestFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}
