import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AmazonStandIn, startAmazon } from '../../../test/stand-ins/amazon/amazon.ts';
import { type RunningMagento, startMagento } from '../../../test/stand-ins/magento/magento.ts';
import type { Clock } from '../../domain/calendar.ts';
import type { House, HouseOptions } from '../house.ts';
import { EDI_ACCOUNT, PRODUCTS, SP_API_ACCOUNT, settings } from './cast.ts';

/** Builds a house from settings as they would stand in a file. main.ts knows how. */
export type OpenHouse = (settings: Record<string, unknown>, options: HouseOptions, clock: Clock) => Promise<House>;

export interface StageOptions {
  /** Emptied, then filled: database, mailbox, what was sent. */
  folder: string;
  openHouse: OpenHouse;
  /** Port of the console; none is served where absent. 0 takes any free one. */
  port?: number;
  /** How long before now the story begins, so that it ends now. */
  beginsHoursAgo: number;
}

/** Shop, Amazon twice (one account by EDI, one by SP-API), and the house between them, on one clock. */
export interface Stage {
  house: House;
  shop: RunningMagento;
  amazonByEdi: AmazonStandIn;
  amazonByApi: AmazonStandIn;
  now: Clock;
  /** Time goes by at once, for everybody. */
  pass(hours: number): void;
  /** From here on time runs as it does outside. */
  arriveAtNow(): void;
  /** Lets everybody do what there is to do, until nothing more happens. */
  settleDown(): Promise<void>;
  /** Copies every message that went to Amazon into the folder and answers its path and how many there are. */
  collectSent(): Promise<{ folder: string; files: number }>;
  close(): Promise<void>;
}

/** More rounds than the longest walk of a document between house and Amazon takes. */
const ROUNDS = 4;

export async function setStage(options: StageOptions): Promise<Stage> {
  const { folder } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let ahead = -options.beginsHoursAgo * 3_600_000;
  const now = () => new Date(Date.now() + ahead);

  const mailboxFolder = join(folder, 'mailbox');
  const shop = await startMagento({ products: PRODUCTS, buffer: 4, clock: now });
  const amazonByEdi = await startAmazon({ clock: now, mailboxFolder, vendorCode: EDI_ACCOUNT });
  const amazonByApi = await startAmazon({ clock: now, vendorCode: SP_API_ACCOUNT, processingMs: 60_000 });
  const house = await options.openHouse(
    settings({
      databaseFile: join(folder, 'vendor-bridge.sqlite'),
      mailboxFolder,
      port: options.port ?? 0,
      amazonUrl: amazonByApi.url,
      tokenUrl: amazonByApi.tokenUrl,
      credentials: amazonByApi.credentials,
      magentoUrl: shop.url,
      magentoToken: shop.integration.token,
    }),
    {
      console: options.port !== undefined,
      rounds: false,
      banner: 'Demo: shop and Amazon are stand-ins, time runs faster',
    },
    now,
  );

  return {
    house,
    shop,
    amazonByEdi,
    amazonByApi,
    now,
    pass(hours) {
      ahead += hours * 3_600_000;
    },
    arriveAtNow() {
      ahead = Math.max(ahead, 0);
    },
    async settleDown() {
      for (let round = 0; round < ROUNDS; round++) {
        await house.tick();
        await amazonByEdi.sweepMailbox();
      }
      // Amazon's API decides after a minute; its answer is fetched when it is due.
      ahead += 5 * 60_000;
      await house.tick();
    },
    async collectSent() {
      const sent = join(folder, 'sent');
      mkdirSync(sent, { recursive: true });
      const documents = await house.world.stores.outbound.list({ delivered: 'delivered', limit: 10_000 });
      for (const { id, fileName, kind, purchaseOrderNumber, raw } of documents) {
        const name = fileName === '' ? `${kind}-${purchaseOrderNumber ?? ''}-${id}.json` : fileName;
        writeFileSync(join(sent, name), raw);
      }
      return { folder: sent, files: documents.length };
    },
    async close() {
      await house.close();
      await amazonByEdi.close();
      await amazonByApi.close();
      await shop.close();
    },
  };
}
