import type { CodecError, Place } from '../../codec/problem.ts';
import { WorldFailure } from '../../ports/failures.ts';
import type { Terminal } from './terminal.ts';

/** What a person typed or handed in cannot be used: exit 2. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  constructor(
    readonly code: string,
    message: string,
    readonly place: string = '',
    readonly hint: string = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface Complaint {
  code: string;
  message: string;
  place: string;
  hint: string;
}

export const BAD_INPUT = 2;
export const WORLD_FAILED = 1;

/** One line of JSON for machines; people read it too. */
export function complain({ stderr }: Terminal, { code, message, place, hint }: Complaint): void {
  stderr.write(`${JSON.stringify({ code, message, place, hint })}\n`);
}

export function complaintOf(error: CodecError): Complaint {
  return { code: error.code, message: error.message, place: placeText(error.place), hint: error.hint };
}

/** `interchange 000000205, transaction 0001, segment 10 PO102`: from the outside in, as one would look for it. */
export function placeText(place: Place): string {
  const { interchange, transaction, segment, position, element, offset, line, column } = place;
  const name =
    segment !== undefined && element !== undefined ? `${segment}${String(element).padStart(2, '0')}` : segment;
  const parts = [
    interchange && `interchange ${interchange}`,
    transaction && `transaction ${transaction}`,
    position ? `segment ${position}${name ? ` ${name}` : ''}` : name,
    line !== undefined && `line ${line}`,
    column && `column ${column}`,
    position || line !== undefined || offset === undefined ? '' : `character ${offset + 1}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** The world's failures say themselves what they are; anything else is ours and is not dressed up as theirs. */
export function complaintOfFailure(error: unknown): Complaint {
  if (error instanceof WorldFailure) {
    return { code: error.code, message: error.message, place: error.doing, hint: error.hint };
  }
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof Error && 'hint' in error ? String(error.hint) : '';
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal-error';
  return { code, message, place: '', hint };
}
