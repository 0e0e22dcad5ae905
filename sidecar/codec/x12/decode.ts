import { isAscii, isUtf8 } from 'node:buffer';

/** Turns the bytes of a file into text, piece by piece; the result does not depend on where the pieces end. */
export interface ByteDecoder {
  write(bytes: Uint8Array): string;
  /** What was held back because it could have been half a character. */
  end(): string;
}

type Warn = (code: string, message: string, offset: number) => void;

const BYTE_ORDER_MARKS = [
  { name: 'UTF-8', bytes: [0xef, 0xbb, 0xbf] },
  { name: 'UTF-16LE', bytes: [0xff, 0xfe] },
  { name: 'UTF-16BE', bytes: [0xfe, 0xff] },
] as const;

/**
 * UTF-8, and where a byte cannot be UTF-8, that byte as Latin-1: senders put `MÜLLER` from a Latin-1
 * system beside a name already in UTF-8, in one file. A UTF-8 sequence is next to never meant as Latin-1.
 */
export function byteDecoder(warn: Warn): ByteDecoder {
  let decoder: ByteDecoder | undefined;
  let start = Buffer.alloc(0);

  const open = (): string => {
    const mark = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
    if (mark) warn('byte-order-mark', `The file begins with a ${mark.name} byte order mark; it was skipped.`, 0);
    if (mark && mark.name !== 'UTF-8') {
      warn('utf-16', `The file is ${mark.name}; X12 travels in single bytes. It was converted.`, 0);
    }
    decoder = mark === undefined || mark.name === 'UTF-8' ? utf8OrLatin1(warn) : utf16(mark.name);
    return decoder.write(mark ? start.subarray(mark.bytes.length) : start);
  };

  return {
    write(bytes) {
      if (decoder) return decoder.write(bytes);
      // The longest mark has three bytes; a pipe may bring them one by one.
      start = Buffer.concat([start, bytes]);
      return start.length < 3 ? '' : open();
    },
    end() {
      const text = decoder ? '' : open();
      return text + (decoder?.end() ?? '');
    },
  };
}

function utf16(label: 'UTF-16LE' | 'UTF-16BE'): ByteDecoder {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

function utf8OrLatin1(warn: Warn): ByteDecoder {
  let held = Buffer.alloc(0);
  let decoded = 0;
  let warned = false;

  const decode = (bytes: Buffer): string => {
    const text = isAscii(bytes) ? bytes.toString('latin1') : isUtf8(bytes) ? bytes.toString('utf8') : salvage(bytes);
    decoded += text.length;
    return text;
  };

  const salvage = (bytes: Buffer): string => {
    const parts: string[] = [];
    let from = 0;
    for (let at = 0; at < bytes.length; ) {
      const length = sequenceLength(bytes, at);
      if (length > 0) {
        at += length;
        continue;
      }
      parts.push(bytes.toString('utf8', from, at));
      if (!warned) {
        warned = true;
        const offset = parts.reduce((total, part) => total + part.length, decoded);
        warn(
          'not-utf-8',
          `Byte 0x${bytes.toString('hex', at, at + 1)} is no UTF-8; such bytes were read as Latin-1.`,
          offset,
        );
      }
      parts.push(bytes.toString('latin1', at, at + 1));
      at += 1;
      from = at;
    }
    parts.push(bytes.toString('utf8', from));
    return parts.join('');
  };

  return {
    write(bytes) {
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const all = held.length > 0 ? Buffer.concat([held, piece]) : piece;
      const whole = all.length - unfinishedTail(all);
      held = whole < all.length ? Buffer.from(all.subarray(whole)) : Buffer.alloc(0);
      return decode(all.subarray(0, whole));
    },
    end() {
      const rest = held;
      held = Buffer.alloc(0);
      return decode(rest);
    },
  };
}

/** How many bytes at the end may be the beginning of a character whose rest is still to come. */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return expectedLength(byte) > back ? back : 0;
  }
  return 0;
}

/** Length of the valid UTF-8 sequence at `at`, 0 where there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const length = expectedLength(bytes[at] ?? 0);
  if (length === 1) return 1;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

function expectedLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}
