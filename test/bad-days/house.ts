import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'vitest';
import { MagentoConnection } from '../../sidecar/adapters/magento/connection.ts';
import { magentoStockMaster } from '../../sidecar/adapters/magento/stock-master.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { watchDeadlines } from '../../sidecar/workflow/watch.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import type { RunningMagento } from '../stand-ins/magento/magento.ts';
import { HOUR, runFor } from '../workflow/runs.ts';

export const ORDER = '4KQ7TZ1M';
export const WANTED = 24;

export type BadDay = World & Pick<FakeWorld, 'clock' | 'partner'>;

/** A house whose shop is a real client of that Magento; all else is in memory and stands by. */
export function houseOn(shop: RunningMagento, { baseUrl = shop.url, timeoutMs = 5_000 } = {}): BadDay {
  const credentials = { kind: 'bearer', token: shop.integration.token };
  const connection = MagentoConnection.parse({ baseUrl, credentials, timeoutMs });
  return { ...fakeWorld(), stockMaster: magentoStockMaster(connection) };
}

export async function orderComes(world: World): Promise<void> {
  const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
  const productId = { kind: 'vendor-item' as const, value: 'NK-0101' };
  await world.stores.itemReferences.learn(NORTHGATE.vendorCode, productId, 'NK-0101');
  await receiveOrder(orderOf(ORDER, `NK-0101 ${WANTED}ea 11.75`), NORTHGATE, sighting, world);
}

export async function goOnFor(hours: number, world: BadDay): Promise<void> {
  await runFor(hours * HOUR, engine(world, SAGAS, 'sidecar'), world);
}

/** Held once, promised once, entered once: what every bad day has to end with. */
export function expectOneOfEach(shop: RunningMagento, world: BadDay): void {
  const { reservations, orders } = shop.books();
  expect(reservations.map(({ lines }) => lines.map(({ reserved, released }) => [reserved, released]))).toEqual([
    [[WANTED, 0]],
  ]);
  expect(orders.map(({ ext_order_id }) => ext_order_id)).toEqual([ORDER]);
  expect([...world.partner.heard.keys()]).toEqual([`acknowledgement:${ORDER}:1`]);
  expect([...shop.contradictions(), ...shop.breaches]).toEqual([]);
}

/** Whatever the order is stuck on, the clock is watched beside it. */
export async function expectTheAlarm(world: BadDay): Promise<void> {
  const stored = await world.stores.purchaseOrders.find(ORDER);
  const limit = new Date(stored?.acknowledgeBy ?? 0).getTime();
  const alarms = async () => {
    await watchDeadlines(world);
    const open = await world.stores.discrepancies.list({ state: 'open' });
    return open.map(({ kind }) => kind).filter((kind) => kind.startsWith('acknowledgement-'));
  };
  world.clock.set(new Date(limit - HOUR));
  expect(await alarms()).toEqual(['acknowledgement-at-risk']);
  world.clock.set(new Date(limit + HOUR));
  expect((await alarms()).sort()).toEqual(['acknowledgement-at-risk', 'acknowledgement-late']);
}

export interface Road {
  port: number;
  /** From here on connections are taken and nothing passes: neither end hears of it. */
  goSilent(): void;
  /** Everybody on it falls off, and nobody gets on. */
  cut(): void;
  open(): void;
  /** How often somebody got on while it was silent. */
  swallowed(): number;
  close(): Promise<void>;
}

/** A connection on its way, that can go bad. */
export async function roadTo(port: number): Promise<Road> {
  let state: 'open' | 'silent' | 'cut' = 'open';
  let swallowed = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server: Server = createServer((near) => {
    keep(near);
    if (state === 'cut') return void near.resetAndDestroy();
    if (state === 'silent') swallowed++;
    const far = connect(port, '127.0.0.1');
    keep(far);
    near.on('data', (bytes) => state === 'open' && far.write(bytes));
    far.on('data', (bytes) => state === 'open' && near.write(bytes));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    goSilent() {
      state = 'silent';
    },
    cut() {
      state = 'cut';
      for (const socket of sockets) socket.resetAndDestroy();
    },
    open() {
      state = 'open';
    },
    swallowed: () => swallowed,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
