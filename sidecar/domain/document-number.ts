import { createHash } from 'node:crypto';

/**
 * The number of a document that is made once per dispatch, without a counter: the same dispatch
 * gets the same number after a crash, and two dispatches never share one. Capitals, digits and
 * hyphens only, which X12, SP-API and Amazon's portal all take; an id that would lose characters by
 * that, or is too long, keeps its beginning and ends in a digest of all of it.
 */
export function documentNumber(prefix: string, dispatchId: string, maxLength: number): string {
  const room = maxLength - prefix.length;
  const id = dispatchId.toUpperCase();
  if (/^[A-Z0-9-]+$/.test(id) && id.length <= room) return `${prefix}${id}`;
  const digest = createHash('sha256').update(dispatchId).digest('hex').slice(0, 12).toUpperCase();
  return `${prefix}${id.replace(/[^A-Z0-9-]/g, '').slice(0, Math.max(0, room - digest.length))}${digest}`;
}
