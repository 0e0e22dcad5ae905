/** Small enough for every database's packet limit, large enough that 200 MB are 800 rows. */
export const CHUNK_BYTES = 256 * 1024;

/**
 * The same bytes in full chunks, the last one shorter. Two buffers take turns, so that a file of any
 * size costs the same memory: a chunk is good until the one after the next is asked for.
 */
export async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let buffer: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let other: Buffer | undefined;
  let filled = 0;
  for await (const piece of bytes) {
    for (let taken = 0; taken < piece.length; ) {
      if (filled === CHUNK_BYTES) {
        yield buffer;
        [buffer, other] = [other ?? Buffer.allocUnsafeSlow(CHUNK_BYTES), buffer];
        filled = 0;
      }
      const part = piece.subarray(taken, taken + CHUNK_BYTES - filled);
      buffer.set(part, filled);
      filled += part.length;
      taken += part.length;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}
