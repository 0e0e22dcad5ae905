import { scacOf } from '../domain/carrier.ts';
import { later } from '../domain/deadline.ts';
import type { DispatchState } from './dispatch-state.ts';
import { raise } from './lookups.ts';
import { type Step, Waiting } from './saga.ts';
import { storedDispatch } from './shipped.ts';

const LOOK_AGAIN_MS = 10 * 60_000;

/** Turns the shop's carrier into Amazon's code for it. One that nobody mapped is asked for, never guessed. */
export const matchCarrier: Step<DispatchState> = {
  name: 'match-carrier',
  async run({ dispatchId, purchaseOrderNumber }, world) {
    const { tracks } = await storedDispatch(dispatchId, world);
    const track = tracks[0];
    if (!track) return new Waiting('a tracking number', later(world.now(), LOOK_AGAIN_MS));
    const scac =
      (await world.stores.carriers.find(track.carrierCode, track.title)) ?? scacOf(track.carrierCode, track.title);
    if (scac !== undefined) return { scac };
    await raise(world, {
      key: `carrier-unmapped:${dispatchId}:${track.carrierCode}:${track.title}`.slice(0, 190),
      kind: 'carrier-unmapped',
      subject: { dispatchId, purchaseOrderNumber },
      summary: `dispatch ${dispatchId} left with '${track.title}' (${track.carrierCode}), which has no carrier code: its ship notice waits`,
      detail: { carrierCode: track.carrierCode, title: track.title },
      dueBy: later(world.now(), 30 * 60_000),
    });
    return new Waiting('a person to map the carrier', later(world.now(), LOOK_AGAIN_MS));
  },
};
