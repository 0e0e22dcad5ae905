import type { HeldLine } from '../domain/decision.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { ClearLine, ReviewedLine } from '../domain/review.ts';
import { sendingMode } from '../domain/sending.ts';
import { adjustKey, holdAgain, trimKey } from './hold-again.ts';
import { lookInstead } from './look-instead.ts';
import { partnerOf } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import type { Step } from './saga.ts';
import type { World } from './world.ts';

/**
 * Holds the eaches of all clear lines in the stock master before Amazon hears any promise: the
 * other way round, a shopper could buy them in between.
 */
export const hold: Step<OrderState> = {
  name: 'hold',
  async run(state, world) {
    const partner = partnerOf(state.vendorCode, world);
    const shadow = sendingMode(partner, 'acknowledgement') === 'shadow' ? partner.shadowStock : undefined;
    const begun = shadow === undefined ? state : { ...state, shadow };
    const held = await holdLines(begun, clearLines(state.reviewed), 'first', world);
    return shadow === undefined ? { held } : { held, shadow };
  },
  undo: release,
};

/** Holds the lines that a person cleared later; a key of its own, since the first hold stands. */
export const holdSettled: Step<OrderState> = {
  name: 'hold-settled',
  async run(state, world) {
    const already = new Set(state.held?.map(({ position }) => position));
    const cleared = clearLines(state.reviewed).filter(({ position }) => !already.has(position));
    return { heldLater: await holdLines(state, cleared, 'settled', world) };
  },
  undo: release,
};

async function holdLines(
  state: OrderState,
  lines: ClearLine[],
  which: 'first' | 'settled',
  world: World,
): Promise<HeldLine[]> {
  if (lines.length === 0) return [];
  const { holdMode: mode } = partnerOf(state.vendorCode, world).policies;
  if (state.shadow === 'look') return lookInstead(lines, state.held ?? [], mode, world);
  // Same key, same answer: a repeat after a lost reply finds what it holds already.
  const key = runKey(state, which);
  const place = (some: readonly ClearLine[]) =>
    world.stockMaster.reservations.place({
      purchaseOrderNumber: state.number,
      key,
      mode,
      lines: some.map(({ position, lineNumber, sku, wanted, casePack }) => ({
        position,
        lineNumber,
        sku,
        wanted,
        casePack,
      })),
    });
  const held =
    state.heldBefore === undefined ? await place(lines) : await holdAgain(state, lines, { key, mode, place }, world);
  world.events.stockHeld({
    purchaseOrderNumber: state.number,
    requested: lines.reduce((total, line) => total + line.wanted, 0),
    held: held.reduce((total, line) => total + line.held, 0),
  });
  return held;
}

/**
 * Runs whether or not a hold was answered: one whose reply was lost has reserved all the same, and
 * one that is still on its way must not take effect after this, when nobody would give it back.
 */
async function release(state: OrderState, world: World): Promise<void> {
  if (state.shadow === 'look') return;
  const holds = [runKey(state, 'first'), runKey(state, 'settled')];
  const voids = state.heldBefore === undefined ? holds : holds.flatMap((key) => [key, adjustKey(key), trimKey(key)]);
  await world.stockMaster.reservations.release(
    state.number,
    runKey(state, 'undo'),
    'the order could not be acknowledged',
    voids,
  );
}

/** A later run has keys of its own: under those of an earlier one the master would repeat its old answer. */
function runKey({ number, version, attempt = 1 }: OrderState, which: string): string {
  const run = `${purchaseOrderKey(number)}:${version}`;
  return attempt === 1 ? `${run}:${which}` : `${run}:run-${attempt}:${which}`;
}

function clearLines(reviewed: readonly ReviewedLine[] = []): ClearLine[] {
  return reviewed.filter((line): line is ClearLine => line.verdict === 'clear');
}
