import { connectAmazon } from '../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../sidecar/adapters/amazon/partner.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { pollOrders } from '../../sidecar/entrypoints/pollers/sp-api-order.ts';
import type { CollectFreight } from '../../sidecar/ports/collect.ts';
import type { OrderFeed } from '../../sidecar/ports/partner.ts';
import { type Engine, engine } from '../../sidecar/workflow/engine.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { northgate } from '../adapters/amazon/samples.ts';
import type { MovableClock } from '../fakes/clock.ts';
import type { FakeProduct, FakeStockMaster } from '../fakes/stock-master.ts';
import { fakeWorld, PRODUCTS } from '../fakes/world.ts';
import { type AmazonOptions, type AmazonStandIn, startAmazon } from '../stand-ins/amazon/amazon.ts';
import type { BookedOrder } from '../stand-ins/amazon/books.ts';
import type { AmazonOrder } from '../stand-ins/amazon/order.ts';
import type { QuirkName } from '../stand-ins/amazon/quirks.ts';
import { runFor } from '../workflow/runs.ts';

/** Our house, with the real way to Amazon and a shop in memory, before an Amazon that has quirks. */
export interface QuirkyHouse {
  amazon: AmazonStandIn;
  world: World & { clock: MovableClock; stockMaster: FakeStockMaster };
  feed: OrderFeed;
  collect: CollectFreight;
  engine: Engine;
  /** Codes of what was odd on the way to Amazon. */
  warned: string[];
  /** Fetches orders, then does whatever is due. */
  poll(): Promise<void>;
  /** Lets time pass, with all work done as it falls due. */
  pass(milliseconds: number): Promise<void>;
  place(order?: Partial<AmazonOrder>): Promise<void>;
  /** The way in through another door of the same Amazon. */
  feedThrough(url: string): OrderFeed;
  /** `line: accepted/backordered/rejected` as Amazon booked it. */
  booked(number?: string): string[];
  order(number?: string): BookedOrder;
  /** Kinds of what waits for a person. */
  open(): Promise<string[]>;
}

export interface QuirkyOptions {
  quirks?: QuirkName[];
  amazon?: Partial<AmazonOptions>;
  products?: FakeProduct[];
  account?: object;
  connection?: object;
}

/** Opens the house, runs the test, and shuts the door whatever happened. */
export async function inQuirkyHouse(
  { quirks = [], amazon: options = {}, products = PRODUCTS, account = {}, connection: settings = {} }: QuirkyOptions,
  run: (house: QuirkyHouse) => Promise<void>,
): Promise<void> {
  const partner = TradingPartner.parse({
    ...northgate('sp-api'),
    channels: { ...northgate('sp-api').channels, 'purchase-order': ['sp-api'] },
    ...account,
  });
  const fake = fakeWorld(products, partner);
  const amazon = await startAmazon({ clock: fake.clock.now, quirks, ...options });
  const warned: string[] = [];
  const { stores, partners, events } = fake;
  const connected = (endpoint: string) => {
    const connection = {
      vendorCodes: ['NGK7U'],
      endpoint,
      tokenUrl: amazon.tokenUrl,
      ...amazon.credentials,
      ...settings,
    };
    const { channels, feeds, collect } = connectAmazon(AmazonConnections.parse({ spApi: [connection] }), {
      sequences: stores.sequences,
      clock: fake.clock.now,
      warn: (code) => warned.push(code),
    });
    const [feed] = feeds;
    if (!feed) throw new Error('the connection made no feed');
    return { channels, feed, collect };
  };
  const { channels, feed, collect } = connected(amazon.url);
  const road = amazonPartner({ stores, partners, channels, clock: fake.clock.now, events });
  const world = { ...fake, partner: road };
  const running = engine(world, SAGAS, 'test');

  const house: QuirkyHouse = {
    amazon,
    world,
    feed,
    collect,
    engine: running,
    warned,
    async poll() {
      await pollOrders(feed, world);
      await running.runDue();
    },
    pass: (milliseconds) => runFor(milliseconds, running, world),
    async place(change = {}) {
      await amazon.sendPurchaseOrder({ ...potsAndPans(), ...change }, { via: 'sp-api' });
    },
    feedThrough: (url) => connected(url).feed,
    order(number = '4KQ7TZ1M') {
      const order = amazon.books.orders[number];
      if (!order) throw new Error(`Amazon has no order ${number}`);
      return order;
    },
    booked(number) {
      return house.order(number).lines.map(({ number: line, effective }) => {
        const { accepted = '-', backordered = '-', rejected = '-' } = effective ?? {};
        return `${line}: ${accepted}/${backordered}/${rejected}`;
      });
    },
    async open() {
      return (await stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind).sort();
    },
  };
  try {
    await run(house);
  } finally {
    await amazon.close();
  }
}

/** 24 pans, of which the shop has 100, and 10 pots, of which it has 4. */
export function potsAndPans(number = '4KQ7TZ1M'): AmazonOrder {
  return {
    number,
    shipTo: { id: 'PHX7' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    lines: [
      {
        ids: [{ qualifier: 'UP', value: '614141001019' }],
        quantity: 24,
        unit: 'EA',
        unitCost: '11.75',
        isBackOrderAllowed: true,
      },
      {
        ids: [{ qualifier: 'VN', value: 'NK-0103' }],
        quantity: 10,
        unit: 'EA',
        unitCost: '4.20',
        isBackOrderAllowed: true,
      },
    ],
  };
}

/** Both lines of potsAndPans, as Amazon books our answer. */
export const ANSWERED = ['1: 24/0/0', '2: 4/6/0'];
