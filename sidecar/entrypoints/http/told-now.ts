import type { TruckTold } from '../../workflow/tell-truck.ts';
import { tellRefusal } from '../words/trucks.ts';
import { notFound, Refusal } from './refusal.ts';

/** A truck that is not waited for is answered with why. */
export function mustBeGoing(told: TruckTold, dispatchId: string): Extract<TruckTold, { kind: 'going' }> {
  if (told.kind === 'going') return told;
  if (told.kind === 'not-found') throw notFound(`dispatch ${dispatchId}`);
  const refusal = tellRefusal(told, dispatchId);
  throw new Refusal(409, 'not-waiting', refusal?.message ?? '', dispatchId, refusal?.hint ?? '');
}
