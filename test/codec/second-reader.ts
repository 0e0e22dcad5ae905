import { createRequire } from 'node:module';
import type { SegmentText } from '../../sidecar/codec/x12/write.ts';

interface Segment {
  tag: string;
  elements: { value: string }[];
}

interface SecondReader {
  X12Parser: new (
    strict: boolean,
  ) => { parse(text: string): { functionalGroups: { transactions: { segments: Segment[] }[] }[] } };
}

const { X12Parser } = createRequire(import.meta.url)('node-x12') as SecondReader;

/**
 * What a reader that knows nothing of ours finds between ST and SE of the only transaction. Throws where it
 * disagrees with the envelope, its counts or its delimiters.
 */
export function readBySecond(text: string): string[][] {
  const interchange = new X12Parser(true).parse(text);
  const transactions = interchange.functionalGroups.flatMap((group) => group.transactions);
  if (transactions.length !== 1) throw new Error(`the second reader finds ${transactions.length} transactions`);
  return (transactions[0]?.segments ?? []).map(({ tag, elements }) => [tag, ...elements.map(({ value }) => value)]);
}

/** As they stand on the wire: elements that are empty at the end of a segment are not written. */
export function onTheWire(segments: readonly SegmentText[]): string[][] {
  return segments.map((segment) => {
    const last = segment.findLastIndex((element) => element !== '');
    return segment.slice(0, last + 1);
  });
}
