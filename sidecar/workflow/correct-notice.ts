import { instant } from '../domain/calendar.ts';
import { type CorrectionState, correctionKey, NOTICE_CORRECTION } from './correction-state.ts';
import type { World } from './world.ts';

/** The first step of the correction, by its name: whoever opens one need not know the saga. */
export const FIRST_STEP = 'plan-correction';

/** What is not so any more since Amazon heard of it is looked at by a saga of its own; once for each cause. */
export async function openCorrection(
  state: Pick<CorrectionState, 'dispatchId' | 'purchaseOrderNumber' | 'cause' | 'revision'>,
  world: World,
): Promise<void> {
  const key = correctionKey(state.dispatchId, state.cause);
  await world.journal.open(NOTICE_CORRECTION, key, state, FIRST_STEP, instant(world.now()));
}
