import { type Engine, engine, runnable } from '../../sidecar/workflow/engine.ts';
import type { Saga } from '../../sidecar/workflow/saga.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import type { MovableClock } from '../fakes/clock.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** An engine over some sagas of any state. */
export function engineOf(world: World, ...sagas: Saga<never>[]): Engine {
  return engine(
    world,
    sagas.map((saga) => runnable(saga)),
    'test',
  );
}

/** Lets time pass from wake to wake until all sagas rest or `until` is reached. */
export async function runFor(
  milliseconds: number,
  running: Engine,
  world: World & { clock: MovableClock },
): Promise<void> {
  const end = world.clock.now().getTime() + milliseconds;
  for (;;) {
    await running.runDue();
    const next = await world.journal.nextWake();
    const at = next === undefined ? end : Math.max(new Date(next).getTime(), world.clock.now().getTime() + 1);
    if (at >= end) break;
    world.clock.set(new Date(at));
  }
  world.clock.set(new Date(end));
  await running.runDue();
}
