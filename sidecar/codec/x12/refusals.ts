import { CodecError } from '../problem.ts';
import { element, placeOf, type Segment } from './segment.ts';

export function truncated({ st, segments }: { st: Segment; segments: readonly Segment[] }): CodecError {
  const last = segments.at(-1) ?? st;
  return new CodecError(
    'truncated',
    `The ${st.tag === 'ST' ? element(st, 1).trim() : st.tag} breaks off at ${last.tag}, segment ${last.position}`,
    placeOf(last),
    'Fetch the file again, or ask the sender for it; nothing of this transaction was read.',
  );
}

export function unknownSet(st: Segment, type: string, known: Iterable<string>): CodecError {
  return new CodecError(
    'unknown-transaction-set',
    `Transaction set '${type}' is not read here; known are ${[...known].join(', ')}`,
    placeOf(st, 1),
    'Ask the partner to stop sending it, or handle it by hand; the rest of the interchange was processed.',
  );
}

/** The same error, with the numbers by which people find the transaction at the partner. */
export function placed(
  error: CodecError,
  place: { transaction?: string | undefined; interchange?: string | undefined },
): CodecError {
  const { transaction, interchange } = place;
  const whole = {
    ...error.place,
    ...(transaction ? { transaction } : {}),
    ...(interchange ? { interchange } : {}),
  };
  return new CodecError(error.code, error.message, whole, error.hint, { cause: error });
}
