import { CodecError, type Place } from '../problem.ts';

/** One segment as read: `PO1*1*24*EA` is tag PO1 with elements ['1','24','EA']. */
export interface Segment {
  /** Upper case. */
  readonly tag: string;
  /** Element 1 at index 0, components unsplit, blanks kept except in ISA; trailing empties may be missing. */
  readonly elements: readonly string[];
  /** 1-based within its transaction, ST being 1; 0 outside of one. What AK302 wants. */
  readonly position: number;
  /** Where it begins in the file, in characters after decoding. */
  readonly offset: number;
}

/** Element by the standard's number: element(po1, 3) is PO103. Empty when absent, as X12 does not tell the two apart. */
export function element(segment: Segment, number: number): string {
  return segment.elements[number - 1] ?? '';
}

/** Where `element` stands, for an error or a warning. */
export function placeOf(segment: Segment, elementNumber?: number): Place {
  return {
    segment: segment.tag,
    position: segment.position,
    offset: segment.offset,
    ...(elementNumber === undefined ? {} : { element: elementNumber }),
  };
}

/** `PO103`, as people and Amazon's guides write it. */
export function elementName(segment: Segment, number: number): string {
  return `${segment.tag}${String(number).padStart(2, '0')}`;
}

export function mandatory(segment: Segment, number: number): string {
  const value = element(segment, number).trim();
  if (value !== '') return value;
  throw new CodecError(
    'mandatory-element-missing',
    `${elementName(segment, number)} is empty`,
    placeOf(segment, number),
    `Ask the sender to fill ${elementName(segment, number)}; the rest of the interchange was processed.`,
  );
}
