import { CodecError } from '../../../codec/problem.ts';
import { Unreachable } from '../../../ports/failures.ts';

/**
 * Reads an answer. One that cannot be understood says nothing about our request, which may have
 * landed: as with no answer at all, the same request is made again, with the same identifiers.
 */
export function understood<Answer>(doing: string, read: () => Answer): Answer {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof CodecError ? new Unreachable(doing, { cause }) : cause;
  }
}
