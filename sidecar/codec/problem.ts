/** Where in a partner's message something is. All positions are 1-based and as the standard counts them. */
export interface Place {
  /** Segment tag, `PO1`, or a JSON path for SP-API: `orderDetails.items[2].netCost`. */
  segment?: string;
  /** Position of the segment in its transaction, ST being 1. */
  position?: number;
  /** Element number within the segment: 3 is PO103. */
  element?: number;
  /** ST02 of the transaction, ISA13 of the interchange. */
  transaction?: string;
  interchange?: string;
  /** Offset in the file, in characters after decoding. */
  offset?: number;
  /** Line of the file, for text tables. */
  line?: number;
  /** The column's name as the table writes it. */
  column?: string;
}

/** Something odd that was read all the same; kept with the document and shown. */
export interface Warning {
  /** Stands in docs/errors.md. */
  code: string;
  message: string;
  place: Place;
}

/** A message, or a part of it, that cannot be understood. Says what, where, and what to do about it. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
  constructor(
    /** Stands in docs/errors.md. */
    readonly code: string,
    message: string,
    readonly place: Place = {},
    /** What the reader can do: one sentence. */
    readonly hint: string = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
