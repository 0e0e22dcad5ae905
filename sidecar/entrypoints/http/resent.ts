import type { Resent } from '../../workflow/resend.ts';
import { resendRefusal } from '../words/resend.ts';
import { notFound, Refusal } from './refusal.ts';

/** A document that could not be sent again is answered with why, and with what would help instead. */
export function mustBeResent(resent: Resent, id: string): void {
  if (resent.kind === 'not-found') throw notFound(`document ${id}`);
  const refusal = resendRefusal(resent);
  if (refusal) throw new Refusal(409, 'cannot-send', refusal.message, id, refusal.hint);
}
