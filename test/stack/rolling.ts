import { setTimeout as pause } from 'node:timers/promises';
import { PRODUCTS } from '../../sidecar/entrypoints/demo/cast.ts';
import { orderMaker } from '../stand-ins/amazon/generate.ts';
import { type Facts, factsOf, knownAgain } from './facts.ts';
import { until } from './process.ts';
import { quietly } from './quiet.ts';
import type { Stack } from './stack.ts';

export interface Rolled {
  orders: number;
  shipped: number;
  /** What left for Amazon by the sidecars' own books. */
  documents: number;
  /** How long each took to finish what it had, in milliseconds, and with which status it ended. */
  stops: { sidecar: string; status: number | null; milliseconds: number }[];
  errors: string[];
  /** What Amazon or the shop got twice. */
  doubles: string[];
  complaints: string[];
  contradictions: string[];
}

/** So many orders may be on their way: the load is what the machine can bear. */
const UNDER_WAY = 12;
const LOOK_EVERY_MS = 50;

/**
 * Replaces one sidecar after the other, as an upgrade does: told to stop, started again, ready before
 * the next one's turn. Orders come and goods leave all the while.
 */
export async function rollingRestart(stack: Stack, say: (text: string) => unknown = () => {}): Promise<Rolled> {
  const before = knownAgain(stack);
  const errorsBefore = stack.errors().length;
  const load = putUnderLoad(stack);
  const stops: Rolled['stops'] = [];
  try {
    await load.moving();
    for (const one of stack.sidecars) {
      const { status, milliseconds } = await one.stop();
      stops.push({ sidecar: one.name, status, milliseconds });
      await one.start();
      await load.moving();
      await say(
        `sidecar ${one.name} ended with ${status} after ${milliseconds} ms and runs again; ${load.orders().length} orders so far`,
      );
    }
  } finally {
    await load.stop();
  }
  const quiet = quietly(stack);
  await quiet.settleDown();
  await quiet.close();
  const facts = await factsOf(stack);
  return {
    orders: load.orders().length,
    shipped: load.shipped(),
    documents: (await stack.house.world.stores.outbound.list({ delivered: 'delivered', limit: 100_000 })).length,
    stops,
    errors: [
      ...stack.errors().slice(errorsBefore),
      ...stops.flatMap(({ sidecar, status }) => (status === 0 ? [] : [`${sidecar} ended with ${status}`])),
    ],
    doubles: [
      ...knownAgain(stack).slice(before.length),
      ...doublesIn(facts, load.orders()),
      ...shopDoubles(stack, load.orders()),
    ],
    complaints: facts.complaints,
    contradictions: facts.contradictions,
  };
}

function doublesIn(facts: Facts, numbers: readonly string[]): string[] {
  const found = facts.repeats === 0 ? [] : [`${facts.repeats} documents came twice`];
  for (const number of numbers) {
    const { acknowledged = [], notices = [], invoices = [] } = facts.orders[number] ?? {};
    if (acknowledged.length !== 1) found.push(`order ${number} was acknowledged ${acknowledged.length} times`);
    if (notices.length > 1) found.push(`order ${number} was announced ${notices.length} times`);
    if (invoices.length !== notices.length)
      found.push(`order ${number}: ${notices.length} notices, ${invoices.length} invoices`);
  }
  return found;
}

function shopDoubles({ shop }: Stack, numbers: readonly string[]): string[] {
  const { orders } = shop.books();
  return numbers.flatMap((number) => {
    const count = orders.filter(({ ext_order_id }) => ext_order_id === number).length;
    return count === 1 ? [] : [`the shop has order ${number} ${count} times`];
  });
}

/** Orders come as fast as they are answered, and what is an order of the shop ships at once. */
function putUnderLoad({ amazonByEdi, shop }: Stack) {
  const sold = PRODUCTS.filter(({ barcodes = [] }) => barcodes.length > 0);
  for (const { sku } of sold) shop.setOnHand(sku, 'default', 1_000_000);
  const maker = orderMaker(
    11,
    sold.map(({ upc, agreed_cost }) => ({
      ids: [{ qualifier: 'UP' as const, value: upc }],
      unit: 'EA' as const,
      ...(agreed_cost === undefined ? {} : { unitCost: agreed_cost }),
    })),
    [{ id: 'PHX7' }, { id: 'ONT8' }],
  );
  const numbers: string[] = [];
  const shipped = new Set<string>();
  const answered = () => {
    const { acknowledgements } = amazonByEdi.books;
    return acknowledgements.filter(({ purchaseOrder }) => numbers.includes(purchaseOrder)).length;
  };
  let goesOn = true;

  function ship(): void {
    for (const { increment_id: id, ext_order_id: purchaseOrder = '' } of shop.books().orders) {
      if (shipped.has(id) || !numbers.includes(purchaseOrder)) continue;
      shipped.add(id);
      const number = `1Z999AA2${String(10_000_000 + shipped.size)}`;
      shop.shipOrder(id, undefined, { tracks: [{ carrier_code: 'ups', title: 'United Parcel Service', number }] });
    }
  }

  const work = (async () => {
    while (goesOn) {
      if (numbers.length - answered() < UNDER_WAY) {
        const order = maker.next(new Date().toISOString().slice(0, 10));
        numbers.push(order.number);
        await amazonByEdi.sendPurchaseOrder(order, { via: 'edi' });
      }
      ship();
      await pause(LOOK_EVERY_MS);
    }
  })();
  return {
    orders: () => numbers,
    shipped: () => shipped.size,
    /** Resolves when some more orders were answered than when it was called. */
    moving() {
      const before = answered();
      return until('orders should be answered', 60_000, async () =>
        answered() < before + 4 ? `${answered() - before} were` : undefined,
      );
    },
    async stop() {
      goesOn = false;
      await work;
    },
  };
}
