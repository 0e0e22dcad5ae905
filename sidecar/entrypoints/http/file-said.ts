import type { FileSaid } from '../../workflow/enter-file.ts';
import { fileRefusal } from '../words/file.ts';
import { FileRefused } from './api/shapes.ts';
import { notFound, Refusal } from './refusal.ts';

/** What Vendor Central said. Without it nobody could settle the refusal. */
export function readWhy(body: unknown): string {
  const read = FileRefused.safeParse(body ?? {});
  if (read.success) return read.data.why;
  const hint = 'Copy what Vendor Central shows, 500 characters at most.';
  throw new Refusal(422, 'invalid-request', 'it must be said why it was refused', 'why', hint);
}

/** A word that could not be noted is answered with why. */
export function mustBeNoted(said: FileSaid, id: string): void {
  if (said.kind === 'not-found') throw notFound(`document ${id}`);
  const refusal = fileRefusal(said);
  if (refusal) throw new Refusal(409, 'file-not-to-enter', refusal.message, id, refusal.hint);
}
