import { InterchangeReader } from './interchange-reader.ts';
import type { ReadEvent, ReadOptions } from './received.ts';
import { piecesOf } from './tokenise.ts';

export type { ReadEvent, ReadOptions } from './received.ts';

/**
 * Reads a file of interchanges as it streams in. Every transaction stands alone: one that cannot be
 * understood is refused with its place, and the others come out all the same. Nothing is ever read in
 * part: a transaction that was cut off is refused as a whole. An empty or blank file yields nothing.
 */
export async function* readInterchanges(
  source: AsyncIterable<Uint8Array> | Uint8Array,
  options: ReadOptions = {},
): AsyncGenerator<ReadEvent> {
  const reader = new InterchangeReader(options);
  for await (const bytes of piecesOf(source)) {
    reader.tokeniser.write(bytes);
    yield* reader.take();
  }
  reader.tokeniser.end();
  reader.finish();
  yield* reader.take();
}
