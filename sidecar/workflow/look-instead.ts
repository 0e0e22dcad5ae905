/*
 * What a shadow does where life holds stock. The manual process beside it holds for the same order already, or soon
 * will: a second hold would keep goods from the shop that nobody is promised. So the shop is only looked at, and what
 * it could hold at that moment is taken for held.
 */
import { allocate } from '../domain/allocation.ts';
import type { LinePlan } from '../domain/change-decision.ts';
import type { HeldLine } from '../domain/decision.ts';
import { eaches } from '../domain/quantity.ts';
import type { ClearLine } from '../domain/review.ts';
import type { Policies } from '../domain/trading-partner.ts';
import type { World } from './world.ts';

/** `already`: what the same order took for held before. */
export async function lookInstead(
  lines: readonly ClearLine[],
  already: readonly HeldLine[],
  mode: Policies['holdMode'],
  world: World,
): Promise<HeldLine[]> {
  const seen = await world.stockMaster.catalogue.positions([...new Set(lines.map(({ sku }) => sku))]);
  const left = (sku: string) => {
    const taken = already.reduce((total, line) => total + (line.sku === sku ? line.held : 0), 0);
    return eaches(Math.max(0, Math.floor((seen.get(sku)?.availableToPromise ?? 0) - taken)));
  };
  const available = new Map(lines.map(({ sku }) => [sku, left(sku)]));
  const allocated = allocate(lines, available);
  const isShort = allocated.some(({ refused }) => refused > 0);
  return lines.map(({ position, sku, wanted }, index): HeldLine => {
    const { accepted, refused } = allocated[index] ?? { accepted: 0, refused: wanted };
    const isAllOrNothing = (mode === 'whole-line' && refused > 0) || (mode === 'whole-order' && isShort);
    const held = isAllOrNothing ? 0 : accepted;
    const { salable, buffer, inPoolSources } = seen.get(sku) ?? {};
    const reason = held < wanted ? { reason: 'insufficient_stock' } : {};
    return { position, sku, requested: wanted, held, ...reason, salable, buffer, inPoolSources };
  });
}

/** Eaches of each line in all: what was taken for held before, and of what is wanted on top as much as there is now. */
export async function lookForChange(
  plans: readonly LinePlan[],
  world: World,
): Promise<{ position: number; eaches: number }[]> {
  const skus = plans.flatMap(({ wants }) => (wants ? [wants.sku] : []));
  const seen = await world.stockMaster.catalogue.positions([...new Set(skus)]);
  const left = new Map([...seen].map(([sku, { availableToPromise }]) => [sku, Math.max(0, availableToPromise)]));
  return plans.map(({ position, promised, wants }) => {
    if (!wants) return { position, eaches: 0 };
    const more = Math.max(0, wants.eaches - promised);
    const free = Math.min(more, left.get(wants.sku) ?? 0);
    const total = Math.min(wants.eaches, promised) + free;
    const whole = total - (total % wants.casePack);
    left.set(wants.sku, (left.get(wants.sku) ?? 0) - Math.max(0, whole - promised));
    return { position, eaches: whole };
  });
}
