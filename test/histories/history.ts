/*
 * One week of a shop as its events, and what a bad road makes of them: the same events twice and
 * thrice, late, out of order, in pages that are read again after a crash. All from one number.
 */
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import type { MasterEvent } from '../../sidecar/ports/stock-master.ts';

export type Random = () => number;

/** Below 1, evenly; the same numbers on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export interface History {
  /** As it happened. */
  events: MasterEvent[];
  /** As it is told: everything at least once. */
  told: MasterEvent[];
  /** What the shop's own books say at the end. */
  salable: Record<string, number>;
  dispatches: Record<string, { revision: number; track: string; shipped: number }>;
}

export const ORDER = '4KQ7TZ1M';
/** What Amazon ordered and was promised of the one line. */
export const PROMISED = 24;

const SKUS = ['NK-0101', 'NK-0102', 'NK-0103'];
const PARTS = [[24], [12, 12], [6, 6, 12], [18, 3, 3]];

export function history(random: Random): History {
  const events = shuffledWithinKeys(random);
  const salable: Record<string, number> = {};
  const dispatches: History['dispatches'] = {};
  for (const event of events) {
    if (event.kind === 'stock-changed') salable[event.position.sku] = event.position.salable;
    if (event.kind === 'dispatch-recorded') {
      const { id, revision, tracks, lines } = event.dispatch;
      dispatches[id] = { revision, track: tracks[0]?.number ?? '', shipped: lines[0]?.shipped ?? 0 };
    }
  }
  return { events, told: overABadRoad(events, random), salable, dispatches };
}

/** Each SKU and each dispatch in its own order, and all of them mixed. */
function shuffledWithinKeys(random: Random): MasterEvent[] {
  const lanes = [
    ...SKUS.map((sku) => Array.from({ length: 1 + below(random, 5) }, (_, index) => stock(sku, index + 1, random))),
    ...(PARTS[below(random, PARTS.length)] ?? []).map((shipped, index) =>
      Array.from({ length: 1 + below(random, 3) }, (_, revision) => dispatched(index + 1, revision + 1, shipped)),
    ),
  ];
  const mixed: MasterEvent[] = [];
  for (let open = lanes; open.length > 0; open = open.filter((lane) => lane.length > 0)) {
    const next = open[below(random, open.length)]?.shift();
    if (next) mixed.push(next);
  }
  return mixed;
}

/** Some twice or thrice, some much later than they happened; none lost. */
function overABadRoad(events: readonly MasterEvent[], random: Random): MasterEvent[] {
  const sent = events.flatMap((event, index) => {
    const copies = random() < 0.25 ? 2 + below(random, 2) : 1;
    return Array.from({ length: copies }, () => ({
      event,
      at: index + (random() < 0.3 ? random() * events.length : random()),
    }));
  });
  return sent.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

function stock(sku: string, sequence: number, random: Random): MasterEvent {
  const salable = below(random, 500);
  return {
    kind: 'stock-changed',
    eventId: `stock-${sku}-${sequence}`,
    occurredAt: '2026-08-03T10:00:00.000Z',
    sequence,
    position: { sku, salable, inPoolSources: salable, amazonReserved: 0, buffer: 0 },
  };
}

function dispatched(number: number, revision: number, shipped: number): MasterEvent {
  const dispatch = Dispatch.parse({
    id: `shipment-${number}`,
    purchaseOrderNumber: ORDER,
    sourceCode: 'default',
    dispatchedAt: '2026-08-03T09:00:00Z',
    revision,
    lines: [{ position: 1, sku: 'NK-0101', shipped }],
    tracks: [{ carrierCode: 'ups', title: 'United Parcel Service', number: `1Z${number}${revision}` }],
  });
  return {
    kind: 'dispatch-recorded',
    eventId: `${dispatch.id}.${revision}`,
    occurredAt: '2026-08-03T09:00:00.000Z',
    dispatch,
  };
}
