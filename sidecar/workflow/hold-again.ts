import type { HeldLine } from '../domain/decision.ts';
import { eaches } from '../domain/quantity.ts';
import type { ClearLine } from '../domain/review.ts';
import type { HoldRequest } from '../ports/stock-master.ts';
import type { OrderState } from './order-state.ts';
import type { World } from './world.ts';

interface Hold {
  key: string;
  mode: HoldRequest['mode'];
  /** Holds lines that the stock master does not know yet. */
  place(lines: readonly ClearLine[]): Promise<HeldLine[]>;
}

/**
 * Holds lines of an order whose run before was undone. The master's ledger knows a line once and for
 * ever, so those that it held before are raised from nothing instead of placed. Raising knows neither
 * another case size nor all-or-nothing: what came out against them is given back here.
 */
export async function holdAgain(
  { number, heldBefore = [] }: OrderState,
  lines: readonly ClearLine[],
  { key, mode, place }: Hold,
  world: World,
): Promise<HeldLine[]> {
  const { reservations } = world.stockMaster;
  const skuBefore = new Map(heldBefore.map(({ position, sku }) => [position, sku]));
  const unknown = lines.filter(({ position }) => !skuBefore.has(position));
  const known = lines.filter(({ position, sku }) => skuBefore.get(position) === sku);
  const rows = new Map<number, HeldLine>();
  const take = (answer: readonly HeldLine[]) => {
    for (const row of answer) rows.set(row.position, row);
  };
  if (unknown.length > 0) take(await place(unknown));
  if (known.length > 0) {
    const wanted = known.map(({ position, wanted: count }) => ({ position, eaches: count }));
    take(await reservations.adjust(number, adjustKey(key), wanted));
  }

  // A person gave the line another product since: the ledger would hold the one from before.
  const answered = lines.map((line) => ({ line, row: rows.get(line.position) ?? heldAsAnother(line) }));
  const isWhole = answered.every(({ line, row }) => row.held >= line.wanted);
  const kept = answered.map(({ line, row }) => ({ row, keep: toKeep(line, row, mode, isWhole) }));
  const tooMuch = kept.filter(({ row, keep }) => keep < row.held);
  if (tooMuch.length > 0) {
    const down = tooMuch.map(({ row, keep }) => ({ position: row.position, eaches: eaches(keep) }));
    await reservations.adjust(number, trimKey(key), down);
  }
  return kept.map(({ row, keep }) => ({ ...row, held: keep }));
}

export function adjustKey(key: string): string {
  return `${key}:again`;
}

export function trimKey(key: string): string {
  return `${key}:trimmed`;
}

function toKeep({ wanted, casePack }: ClearLine, { held }: HeldLine, mode: HoldRequest['mode'], isWhole: boolean) {
  if (mode === 'whole-order') return isWhole ? wanted : 0;
  if (mode === 'whole-line') return held >= wanted ? wanted : 0;
  return Math.min(wanted, held - (held % casePack));
}

function heldAsAnother({ position, sku, wanted }: ClearLine): HeldLine {
  return { position, sku, requested: wanted, held: 0, reason: 'held-before-as-another-sku' };
}
