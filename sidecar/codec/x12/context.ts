import type { Place } from '../problem.ts';
import type { X12CodeTables } from './codes.ts';
import type { Envelope } from './envelope.ts';

/** What a parser may know besides the segments of its transaction. */
export interface ParseContext {
  /** The partner's code lists. */
  codes: X12CodeTables;
  /** Says something odd that was read all the same. `code` stands in docs/errors.md. */
  warn(code: string, message: string, place: Place): void;
  envelope: Envelope;
}
