import assert from 'node:assert/strict';
import { Acknowledgement } from '../domain/acknowledgement.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import { answersUpTo } from './last-answered.ts';
import { storedOrder } from './lookups.ts';
import type { World } from './world.ts';

/** The dispatch as it is known now: tracks may have been changed since the saga began. */
export async function storedDispatch(id: string, world: World): Promise<Dispatch> {
  const dispatch = await world.stores.dispatches.find(id);
  assert(dispatch, `dispatch ${id} is in the journal but not in the store`);
  return dispatch;
}

/** What we told Amazon about an order last, or would have told it; undefined while nothing was said. */
export async function sentAcknowledgement(number: string, world: World): Promise<Acknowledgement | undefined> {
  return (await lastAcknowledgement(number, world))?.document;
}

/** The same, also about one of its versions. One that is held back is what we work by, and Amazon has not heard it. */
export async function lastAcknowledgement(
  number: string,
  world: World,
  upTo?: number,
): Promise<{ document: Acknowledgement; isHeldBack: boolean } | undefined> {
  const version = upTo ?? (await storedOrder(number, world)).version;
  for (const { document: sent } of await answersUpTo(number, version, world)) {
    if (sent.delivered === 'pending' || sent.content.kind !== 'acknowledgement') continue;
    const isHeldBack = sent.delivered === 'held-back';
    return { document: Acknowledgement.parse(sent.content.document), isHeldBack };
  }
  return undefined;
}

/** Eaches per line that left with the dispatches before this one. */
export async function shippedBefore(dispatch: Dispatch, world: World): Promise<Map<number, number>> {
  const all = await world.stores.dispatches.list(dispatch.purchaseOrderNumber);
  return shippedWith(all.filter((other) => comesBefore(other, dispatch)));
}

/** Eaches per line that left with all dispatches that we know of. */
export async function shippedSoFar(number: string, world: World): Promise<Map<number, number>> {
  return shippedWith(await world.stores.dispatches.list(number));
}

function shippedWith(dispatches: readonly Dispatch[]): Map<number, number> {
  const shipped = new Map<number, number>();
  for (const { position, shipped: eaches } of dispatches.flatMap(({ lines }) => lines)) {
    shipped.set(position, (shipped.get(position) ?? 0) + eaches);
  }
  return shipped;
}

/** Eaches per case of each line, as decided; 1 for lines ordered in eaches. Lines whose case nobody could tell are missing. */
export async function casePacks(number: string, world: World): Promise<Map<number, number>> {
  const decision = await world.stores.purchaseOrders.decision(number);
  return new Map(
    decision?.lines.flatMap(({ position, casePack }) =>
      casePack === undefined ? [] : [[position, casePack] as const],
    ),
  );
}

function comesBefore(other: Dispatch, dispatch: Dispatch): boolean {
  if (other.id === dispatch.id) return false;
  if (other.dispatchedAt !== dispatch.dispatchedAt) return other.dispatchedAt < dispatch.dispatchedAt;
  return other.id < dispatch.id;
}
