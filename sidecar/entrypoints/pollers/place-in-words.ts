import type { Place } from '../../codec/problem.ts';

/** Where in a file, from the outside in. */
export function placeInWords({ interchange, transaction, segment, position, element, line, column }: Place): string {
  const parts = [
    interchange && `interchange ${interchange}`,
    transaction && `transaction ${transaction}`,
    segment && `segment ${segment}${position ? ` (${position})` : ''}`,
    element && `element ${element}`,
    line && `line ${line}`,
    column && `column ${column}`,
  ];
  return parts.filter(Boolean).join(', ');
}
