/*
 * Two orders from Amazon to the payment, by both channels, with all that makes it hard:
 *
 *   orders come ▸ a person names a product ▸ Amazon changes an order ▸ a part leaves ▸ its track is corrected
 *   ▸ the rest leaves, by a carrier nobody knows ▸ the warehouse corrects the carrier ▸ Amazon pays
 */

import { PRODUCTS } from '../../sidecar/entrypoints/demo/cast.ts';
import type { AmazonOrder, AmazonOrderLine } from '../stand-ins/amazon/order.ts';
import { audit, type Books, reservationsAgainstPromises } from './books.ts';
import { Killed, type SidecarProcess } from './process.ts';
import { type Database, type Stage, setStage } from './stage.ts';
import type { Command, HouseAccount, Point, Standing } from './wire.ts';

export const BY_EDI = '4KQ7TZ1M';
export const BY_API = '6RWX2FGP';

/** A story that has not come to rest by then never will. */
const MOST_ROUNDS = 60;

/** Where to die in each scene: the how manieth moment of it, from 1; `undefined` lets the scene pass in peace. */
export type Plan = readonly (number | undefined)[];

export interface Told {
  books: Books;
  /** Where the process died, scene by scene. */
  killed: (Point | undefined)[];
  /** What was promised and not held, or held and not promised, whenever somebody looked. */
  broken: string[];
  /** The moments of each scene, where nobody was killed in it. */
  points: Point[][];
}

/** A sidecar that may be replaced by another one, as a process manager does. */
export interface Seat {
  process: SidecarProcess;
  replace(): Promise<void>;
}

/** Tells the story once; the sidecar dies where the plan says so, and is started again each time. */
export async function tellStory(seat: Seat, database: Database, plan: Plan = []): Promise<Told> {
  const stage = await setStage(database);
  try {
    const told = { killed: [] as Told['killed'], points: [] as Point[][] };
    const { ask, rest, killed, broken } = telling(stage, seat);
    await ask({ do: 'open', settings: stage.settings, now: stage.now() });
    for (const [index, scene] of SCENES.entries()) {
      const killAt = plan[index];
      await ask({ do: 'arm', ...(killAt === undefined ? {} : { killAt }) });
      await scene(stage, ask);
      await rest();
      told.points.push((await ask({ do: 'points' })) as Point[]);
      told.killed.push(killed());
      await ask({ do: 'disarm' });
    }
    const house = (await ask({ do: 'account' })) as HouseAccount;
    await ask({ do: 'close' });
    return { books: audit(stage, house), ...told, broken };
  } finally {
    await stage.close();
  }
}

type Act = (stage: Stage, ask: (command: Command) => Promise<unknown>) => Promise<unknown>;

const SCENES: readonly Act[] = [
  async ({ amazonByEdi, amazonByApi }) => {
    await amazonByEdi.sendPurchaseOrder(orderByEdi(), { via: 'edi' });
    await amazonByApi.sendPurchaseOrder(orderByApi(), { via: 'sp-api' });
  },
  async (stage, ask) => {
    stage.pass(30);
    const resolution = { action: 'map-sku' as const, sku: 'NK-PEELER' };
    await ask({ do: 'settle', now: stage.now(), kind: 'unknown-sku', resolution });
  },
  async ({ amazonByEdi }) => {
    await amazonByEdi.changePurchaseOrder(BY_EDI, { deliveryWindow: { from: '2026-08-11', to: '2026-08-14' } });
  },
  async (stage) => {
    stage.pass(24 * 60);
    ship(stage, BY_EDI, { 'NK-PAN-28': 24, 'NK-PEELER': 48 }, UPS);
    ship(stage, BY_API, { 'NK-LID-28': 12 }, UPS);
  },
  async ({ shop }) => {
    shop.changeTrack(1, 1, { number: '1Z999AA10000000099' });
  },
  async (stage) => {
    stage.pass(24 * 60);
    ship(stage, BY_EDI, undefined, UPS);
    ship(stage, BY_API, undefined, { carrier_code: 'custom', title: 'Cascade Regional' });
  },
  async ({ shop }) => {
    shop.changeTrack(4, 4, { carrier_code: 'ups', title: 'United Parcel Service', number: '1Z999AA10000000044' });
  },
  async (stage) => {
    stage.pass(30 * 24 * 60);
    const { amazonByEdi } = stage;
    const invoices = amazonByEdi.books.invoices.map(({ number }) => number).sort();
    const [claimed = ''] = invoices;
    const deductions = [{ of: claimed, suffix: 'SC', amount: '42.80', reasonCode: '01' }];
    await amazonByEdi.sendRemittance({ invoices, termsDiscount: 'as-invoiced', deductions });
  },
];

function telling(stage: Stage, seat: Seat) {
  const { settings, now } = stage;
  let killed: Point | undefined;
  const broken: string[] = [];
  const look = (kind: 'exactly' | 'at-most') => {
    broken.push(...reservationsAgainstPromises(stage, kind).filter((one) => !broken.includes(one)));
  };

  async function ask(command: Command): Promise<unknown> {
    try {
      return await seat.process.ask(command);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      killed = error.point;
      look('at-most');
      // Amazon goes on meanwhile: it takes what lies there, and answers.
      await stage.amazonByEdi.sweepMailbox();
      look('at-most');
      await seat.replace();
      await seat.process.ask({ do: 'open', settings, now: now() });
      return seat.process.ask(command);
    }
  }

  return {
    ask,
    async rest() {
      let standing: Standing = { rests: false, restless: [] };
      for (let round = 0; round < MOST_ROUNDS; round++) {
        standing = (await ask({ do: 'tick', now: now() })) as Standing;
        const { read } = await stage.amazonByEdi.sweepMailbox();
        if (round >= 2 && standing.rests && read.length === 0 && stage.mailboxIsEmpty()) {
          look('exactly');
          return;
        }
        // After the second round Amazon's API has decided.
        stage.pass(round === 1 ? 5 : 1.1);
      }
      throw new Error(`the story never comes to rest: ${standing.restless.join('; ')}`);
    },
    /** Since it was last asked. */
    killed() {
      const point = killed;
      killed = undefined;
      return point;
    },
    broken,
  };
}

const UPS = { carrier_code: 'ups', title: 'United Parcel Service' };

/** Without lines, all that is left. */
function ship(
  { shop }: Stage,
  number: string,
  lines: Record<string, number> | undefined,
  carrier: { carrier_code: string; title: string },
): void {
  const books = shop.books();
  const order = books.orders.find(({ ext_order_id }) => ext_order_id === number);
  if (!order) throw new Error(`purchase order ${number} never became an order of the shop`);
  const track = { ...carrier, number: `1Z999AA1000000000${books.shipments.length + 1}` };
  const some = lines && Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity }));
  shop.shipOrder(order.increment_id, some, { tracks: [track] });
}

function orderByEdi(): AmazonOrder {
  const address = { addressLines: ['1 COMMERCE WAY'], city: 'PHOENIX', stateOrRegion: 'AZ', postalCode: '85043' };
  return {
    number: BY_EDI,
    shipTo: { id: 'PHX7', name: 'AMAZON.COM PHX7', ...address, countryCode: 'US' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    lines: [{ ...line('NK-PAN-28', 48), isBackOrderAllowed: true }, line('NK-LID-28', 24), line('NK-PEELER', 96)],
  };
}

function orderByApi(): AmazonOrder {
  const byAsin = (sku: string, quantity: number): AmazonOrderLine => ({
    ...line(sku, quantity),
    ids: [
      { qualifier: 'BP', value: productOf(sku).asin },
      { qualifier: 'VN', value: sku },
    ],
  });
  return { ...orderByEdi(), number: BY_API, lines: [byAsin('NK-LID-28', 36), byAsin('NK-POT-5L', 12)] };
}

function line(sku: string, quantity: number): AmazonOrderLine {
  const { upc, agreed_cost = '1' } = productOf(sku);
  return { ids: [{ qualifier: 'UP', value: upc }], quantity, unit: 'EA', unitCost: agreed_cost };
}

function productOf(sku: string) {
  const found = PRODUCTS.find((product) => product.sku === sku);
  if (found) return found;
  throw new Error(`the shop has no ${sku}`);
}
