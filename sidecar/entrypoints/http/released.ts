import type { Released } from '../../workflow/release.ts';
import { releaseRefusal } from '../words/release.ts';
import { notFound, Refusal } from './refusal.ts';

/** A document that could not be sent is answered with why, and with what would let it be. */
export function mustBeReleased(released: Released, id: string): void {
  if (released.kind === 'not-found') throw notFound(`document ${id}`);
  const refusal = releaseRefusal(released);
  if (refusal) throw new Refusal(409, 'cannot-send', refusal.message, id, refusal.hint);
}
