import type { z } from 'zod';
import type { OutboundDocument } from '../../ports/stores.ts';
import type { MadeAnew } from '../../workflow/make-anew.ts';
import { anewRefusal } from '../words/make-anew.ts';
import { AnewWish } from './api/shapes.ts';
import { notFound, Refusal } from './refusal.ts';

export function readAnewWish(body: unknown): z.infer<typeof AnewWish> {
  const wish = AnewWish.safeParse(body ?? {});
  if (wish.success) return wish.data;
  throw new Refusal(422, 'invalid-request', 'invoiceNumber is neither same nor new', 'invoiceNumber', 'Choose one.');
}

/** A document that could not be made anew is answered with why, and with what would help instead. */
export function mustBeMadeAnew(made: MadeAnew, id: string): OutboundDocument {
  if (made.kind === 'made') return made.document;
  if (made.kind === 'not-found') throw notFound(`document ${id}`);
  const refusal = anewRefusal(made);
  throw new Refusal(409, 'cannot-send', refusal?.message ?? '', id, refusal?.hint);
}
