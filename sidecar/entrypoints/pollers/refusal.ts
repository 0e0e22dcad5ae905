import type { CodecError } from '../../codec/problem.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { raise } from '../../workflow/discrepancies.ts';
import type { World } from '../../workflow/world.ts';
import { placeInWords } from './place-in-words.ts';

/** What came of an inbound document, for the row that keeps it. */
export interface FileVerdict {
  state: 'processed' | 'quarantined' | 'ignored';
  /** In words: `2 orders, 1 refused`. */
  detail: string;
}

/** A document, or a part of one, that cannot be understood: a person hears of it once, with place and fix. */
export async function raiseRefusal(
  error: CodecError,
  { what, part }: { what: string; part: string },
  document: InboundDocument,
  world: World,
): Promise<void> {
  const { code, place, hint } = error;
  await raise(world, {
    key: `inbound-refused:${document.id}:${part}`,
    kind: 'inbound-refused',
    subject: { inboundId: document.id },
    summary: `${what} cannot be read: ${error.message}`,
    detail: { code, message: error.message, place, hint },
  });
  world.events.inboundRefused({
    inboundId: document.id,
    code,
    message: error.message,
    place: placeInWords(place),
  });
}

/** How the refusal of an unnamed part is told apart from another in the same document. */
export function partOf({ code, place }: CodecError, controlNumber = ''): string {
  return `${controlNumber}:${place.line ?? place.offset ?? 0}:${code}`;
}
