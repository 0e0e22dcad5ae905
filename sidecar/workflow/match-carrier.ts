import { type Carrier, scacOf, usualMethod } from '../domain/carrier.ts';
import { later } from '../domain/deadline.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import { saidCarriage } from './carriage.ts';
import { raise } from './discrepancies.ts';
import type { DispatchState } from './dispatch-state.ts';
import { partnerOf } from './lookups.ts';
import { type Step, Waiting } from './saga.ts';
import { storedDispatch } from './shipped.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 10 * 60_000;

/** Turns the shop's carrier into Amazon's code for it. One that nobody mapped is asked for, never guessed. */
export const matchCarrier: Step<DispatchState> = {
  name: 'match-carrier',
  async run({ dispatchId, purchaseOrderNumber, vendorCode }, world) {
    const dispatch = await storedDispatch(dispatchId, world);
    const carrier = await carrierOf(dispatch, vendorCode, world);
    if (carrier) return { scac: carrier.scac, method: carrier.method };
    const track = dispatch.tracks[0];
    if (!track) return new Waiting('a tracking number', later(world.now(), LOOK_AGAIN_MS));
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

/**
 * Who carries a dispatch: whom a person named for it, else whom the carrier map names for the shop's track, else who
 * is known by that name, else whom the account takes for all others.
 */
export async function carrierOf(
  dispatch: Dispatch,
  vendorCode: string | undefined,
  world: World,
): Promise<Carrier | undefined> {
  const { carriage: said } = await saidCarriage(dispatch, world);
  const found = said.scac === undefined ? await mappedCarrier(dispatch, vendorCode, world) : { scac: said.scac };
  if (!found) return undefined;
  return { scac: found.scac, method: said.method ?? found.method ?? usualMethod(found.scac) };
}

async function mappedCarrier(
  { tracks: [track] }: Dispatch,
  vendorCode: string | undefined,
  world: World,
): Promise<{ scac: string; method?: Carrier['method'] | undefined } | undefined> {
  if (!track) return undefined;
  const rule = await world.stores.carriers.find(track.carrierCode, track.title);
  if (rule) return rule;
  const scac = scacOf(track.carrierCode, track.title);
  if (scac !== undefined) return { scac };
  return vendorCode === undefined ? undefined : partnerOf(vendorCode, world).policies.defaultCarrier;
}
