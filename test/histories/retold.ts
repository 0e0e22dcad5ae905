import { instant } from '../../sidecar/domain/calendar.ts';
import { pollMasterEvents } from '../../sidecar/entrypoints/pollers/master-events.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import type { MasterEvent, MasterEvents } from '../../sidecar/ports/stock-master.ts';
import type { Stores } from '../../sidecar/ports/stores.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { HOUR, runFor } from '../workflow/runs.ts';
import { below, type History, history, ORDER, PROMISED, type Random, seeded } from './history.ts';

/** How often a store fails, before or after it did its work. */
const FAILS = 0.02;

export interface Ending {
  /** Where house and shop disagree; empty when all is well. */
  disagreements: string[];
  /** How often the events had to be read again. */
  crashes: number;
  told: number;
}

/**
 * Lets one history reach the house over the real intake path, and compares what it made of it with the
 * shop's books. `toTheEnd` also runs the sagas, between the pages and behind them, to notice and invoice.
 */
export async function retell(seed: number, world: FakeWorld, toTheEnd: boolean): Promise<Ending> {
  const random = seeded(seed);
  const { told, salable, dispatches } = history(random);
  if (toTheEnd) await promised(world);
  const shaky = { ...world, stores: failing(world.stores, random) };
  const outbox = pages(told, random);
  let crashes = 0;
  for (let isRead = false; !isRead; ) {
    try {
      isRead = (await pollMasterEvents('shop', outbox, shaky)) === 0;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      crashes++;
    }
    // The sagas go on in between: some ship notices leave before the last revision is heard of.
    if (toTheEnd && random() < 0.4) await engine(world, SAGAS, `sidecar-${crashes}`).runDue();
  }
  const disagreements = await compared(world, salable, dispatches);
  if (toTheEnd) {
    await runFor(HOUR, engine(world, SAGAS, 'sidecar'), world);
    disagreements.push(...(await toldToAmazon(world, dispatches)));
  }
  return { disagreements, crashes, told: told.length };
}

/** An order that Amazon has our word on, before any goods leave. */
async function promised(world: FakeWorld): Promise<void> {
  const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
  await receiveOrder(orderOf(ORDER, `NK-0101 ${PROMISED}ea 11.75`), NORTHGATE, sighting, world);
  await engine(world, SAGAS, 'sidecar').runDue();
}

/** An outbox whose pages end anywhere, and of which a page comes again until its cursor is kept. */
function pages(told: readonly MasterEvent[], random: Random): MasterEvents {
  return {
    async pull(cursor, limit) {
      const from = Number(cursor || '0');
      const events = told.slice(from, from + Math.min(limit, 1 + below(random, 6)));
      return { events, cursor: String(from + events.length) };
    },
    acknowledge: async () => {},
  };
}

/** The same stores, whose process dies now and then: before a row is written, or before anybody heard that it was. */
function failing(stores: Stores, random: Random): Stores {
  const shaky = <T extends object>(store: T): T =>
    new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          const chance = random();
          if (chance < FAILS / 2) throw new Unreachable('write a row');
          const answer: unknown = await Reflect.apply(value, target, args);
          if (chance > 1 - FAILS / 2) throw new Unreachable('hear of a row');
          return answer;
        };
      },
    });
  const { stock, dispatches, inbox, discrepancies, outbound } = stores;
  return {
    ...stores,
    stock: shaky(stock),
    dispatches: shaky(dispatches),
    inbox: shaky(inbox),
    discrepancies: shaky(discrepancies),
    outbound: shaky(outbound),
  };
}

async function compared(
  world: World,
  salable: Record<string, number>,
  dispatches: History['dispatches'],
): Promise<string[]> {
  const { stores, journal } = world;
  const found: string[] = [];
  const same = comparing(found);
  const projection = await stores.stock.list({});
  same('stock', Object.fromEntries(projection.map(({ sku, salable: eaches }) => [sku, eaches])), inOrder(salable));
  const kept = await stores.dispatches.list(ORDER);
  const keptById = kept.map(({ id, revision, tracks, lines }) => {
    return [id, { revision, track: tracks[0]?.number ?? '', shipped: lines[0]?.shipped ?? 0 }] as const;
  });
  same('dispatches', inOrder(Object.fromEntries(keptById)), inOrder(dispatches));

  const runs = await journal.list({ saga: 'dispatch' });
  same('walks', runs.map(({ key }) => key).sort(), Object.keys(dispatches).sort());
  return found;
}

/** One notice and one invoice for each dispatch, over all that left, and no track that nobody knows to be wrong. */
async function toldToAmazon({ stores }: World, dispatches: History['dispatches']): Promise<string[]> {
  const found: string[] = [];
  const same = comparing(found);
  const notices = await stores.outbound.list({ kind: 'ship-notice' });
  const invoices = await stores.invoices.list({});
  same('ship notices', notices.length, Object.keys(dispatches).length);
  same('invoices', invoices.length, Object.keys(dispatches).length);
  same(
    'eaches billed',
    invoices.reduce((sum, { invoice }) => sum + invoice.lines.reduce((so, line) => so + line.invoiced.amount, 0), 0),
    Object.values(dispatches).reduce((sum, { shipped }) => sum + shipped, 0),
  );

  const open = await stores.discrepancies.list({ state: 'open' });
  const alarms = new Set(open.map(({ key }) => key));
  for (const { content } of notices) {
    if (content.kind !== 'ship-notice') continue;
    const [id, shop] =
      Object.entries(dispatches).find(([id]) => content.document.shipmentId.endsWith(id.toUpperCase())) ?? [];
    if (id === undefined || shop === undefined) found.push(`nobody dispatched ${content.document.shipmentId}`);
    // Amazon knows the track that there is, or a person knows that it does not.
    else if (
      content.document.carrierReference !== shop.track &&
      !alarms.has(`dispatch-changed-after-notice:${id}:${shop.revision}`)
    )
      found.push(`${id}: Amazon was told ${content.document.carrierReference}, it is ${shop.track}, and nobody knows`);
  }
  const strange = open.filter(({ kind }) => kind !== 'dispatch-changed-after-notice').map(({ key }) => key);
  same('other alarms', strange, []);
  return found;
}

function comparing(found: string[]) {
  return (what: string, house: unknown, shop: unknown) => {
    const [ours, theirs] = [JSON.stringify(house), JSON.stringify(shop)];
    if (ours !== theirs) found.push(`${what}: the house has ${ours}, the shop ${theirs}`);
  };
}

function inOrder<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
