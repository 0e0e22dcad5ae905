import { X12parser } from 'x12-parser';
import { CodecError, type Place } from '../problem.ts';
import { byteDecoder } from './decode.ts';
import { withoutInterchange } from './foreign-file.ts';
import { type Delimiters, type InterchangeHeader, readInterchangeHeader } from './interchange-header.ts';
import { Gap, History, SAMPLE } from './kept-text.ts';
import type { Segment } from './segment.ts';

/** What the tokeniser finds, in the order of the file. */
export interface TokenHandler {
  interchangeStart(header: InterchangeHeader): void;
  /** `end` is the offset behind the terminator; `isTerminated` is false for a last segment that was cut off. */
  segment(segment: Segment, end: number, isTerminated: boolean): void;
  /** Behind the IEA, or where the interchange breaks off without one. */
  interchangeEnd(reason: 'trailer' | 'next-interchange' | 'end-of-input' | 'unreadable'): void;
  warn(code: string, message: string, place: Place): void;
  /** A stretch of the file that is no interchange. */
  refuse(error: CodecError, raw: string): void;
}

/** More than this without a terminator is no X12: the delimiters are wrong, and memory must not pay for it. */
const LONGEST_SEGMENT = 1_000_000;

/** Read at once: larger pieces are cut, so that a whole file handed over as one array costs no more than a stream. */
const PIECE = 64 * 1024;

const BLANK = 0x20;
/** CR was replaced by one of the other two before. */
const LINE_BREAKS = /[\n\v\f]/g;

const BEGINNING = /(?<![A-Za-z0-9])ISA[^A-Za-z0-9\s]/gi;

/**
 * Bytes to segments. x12-parser splits the text; around it stands what it leaves out: it takes the
 * delimiters from fixed places of the first piece, trims what it splits, knows one interchange a stream and
 * no positions. So the ISA is read here, the parser is given one of exact width in its place, and
 * its raw segments are taken before they are formatted.
 *
 *   between interchanges --ISA--> inside --IEA, another ISA, end of input--> between interchanges
 *
 * Holds no more text than the open transaction and one piece. Never throws on what the bytes say.
 */
export class Tokeniser {
  readonly #handler: TokenHandler;
  readonly #decoder = byteDecoder((code, message, offset) => this.#handler.warn(code, message, { offset }));
  readonly #history = new History();
  /** Text between interchanges that has not been understood yet, and where it begins. */
  #between = '';
  #betweenStart = 0;
  #inside: InterchangeSegments | undefined;
  #hasInterchange = false;
  readonly #gap = new Gap();

  constructor(handler: TokenHandler) {
    this.#handler = handler;
  }

  write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += PIECE) {
      this.#read(this.#decoder.write(bytes.subarray(from, from + PIECE)), false);
    }
  }

  end(): void {
    this.#read(this.#decoder.end(), true);
    const { offset, text } = this.#gap;
    if (this.#hasInterchange) {
      this.#closeGap();
      return;
    }
    // A file of nothing or of blanks is no message: it is passed over without a word.
    if (text === '') return;
    this.#handler.refuse(withoutInterchange(text, { offset }), text);
  }

  /** The text as it came, line ends included. Kept from the last ST on. */
  text(from: number, to: number): string {
    return this.#history.slice(from, to);
  }

  #read(text: string, isEndOfInput: boolean): void {
    let rest = text;
    let restStart = this.#history.end;
    this.#history.append(text);
    for (;;) {
      if (this.#inside === undefined) {
        if (this.#between === '') this.#betweenStart = restStart;
        this.#between += rest;
        if (!this.#startInterchange(isEndOfInput)) break;
      } else {
        const resumeAt = this.#inside.feed(rest, restStart, isEndOfInput);
        if (resumeAt === undefined) break;
        this.#inside = undefined;
        rest = this.#history.slice(resumeAt, this.#history.end);
        restStart = resumeAt;
        continue;
      }
      rest = this.#between;
      restStart = this.#betweenStart;
      this.#between = '';
    }
    this.#history.forget(this.#inside === undefined ? this.#betweenStart : this.#inside.keepFrom);
  }

  /** True when an interchange was opened; `#between` then holds the text behind its ISA. */
  #startInterchange(isEndOfInput: boolean): boolean {
    for (;;) {
      const text = this.#between;
      BEGINNING.lastIndex = 0;
      const match = BEGINNING.exec(text);
      if (match === null) {
        // `ISA` itself may be cut in two by the end of the piece.
        this.#skip(isEndOfInput ? text.length : Math.max(0, text.length - 4));
        return false;
      }
      this.#skip(match.index);
      const reading = readInterchangeHeader(this.#between, this.#betweenStart, isEndOfInput);
      if (reading.kind === 'more') return false;
      if (reading.kind === 'header') {
        this.#closeGap();
        this.#hasInterchange = true;
        this.#handler.interchangeStart(reading.header);
        this.#dropBetween(reading.length);
        this.#inside = new InterchangeSegments(reading.header.delimiters, this.#betweenStart, this.#handler);
        return true;
      }
      // 'ISA' in the middle of a mail's sentence is no broken interchange; at the start of a line it is.
      const raw = this.#between.slice(0, SAMPLE);
      const isOwnLine = /(^|[\r\n])\s*$/.test(text.slice(Math.max(0, match.index - 20), match.index));
      if (isOwnLine) {
        this.#closeGap();
        this.#hasInterchange = true;
        this.#handler.refuse(reading.error, raw);
        this.#gap.isKnown = true;
      }
      this.#skip(3);
    }
  }

  #skip(length: number): void {
    this.#gap.add(this.#between.slice(0, length), this.#betweenStart);
    this.#dropBetween(length);
  }

  /** Text that belongs to no interchange is passed over, not silently. Line ends behind an IEA are how files end. */
  #closeGap(): void {
    const { offset, text, isKnown, hasBlanks } = this.#gap;
    this.#gap.clear();
    if (isKnown) return;
    if (text !== '') {
      const where = this.#hasInterchange ? 'after' : 'before';
      const message = `Text ${where} the interchange was skipped: ${JSON.stringify(text.slice(0, 40))}`;
      this.#handler.warn(`text-${where}-interchange`, message, { offset });
    } else if (hasBlanks && !this.#hasInterchange) {
      this.#handler.warn('blank-before-interchange', 'Blank lines before the ISA were skipped.', { offset: 0 });
    }
  }

  #dropBetween(length: number): void {
    this.#between = this.#between.slice(length);
    this.#betweenStart += length;
  }
}

/**
 * The segments of one interchange. Offsets are counted, not searched: x12-parser hands out every segment
 * of what it was given, in order, each followed by one terminator. What would break that is kept from it:
 * it turns CR LF into LF, so CR is replaced by a character of the same length that means as little.
 */
class InterchangeSegments extends X12parser {
  /** Where the text begins that is still needed: the open transaction, or the unfinished segment. */
  keepFrom: number;
  readonly #handler: TokenHandler;
  readonly #element: string;
  readonly #separatorCode: number;
  readonly #terminator: string;
  readonly #carriage: string;
  /** Of the terminator, less the one character that x12-parser splits at. */
  readonly #terminatorRest: number;
  /** Offset of the next segment x12-parser will hand out. */
  #at: number;
  #fedTo: number;
  #position = 0;
  #isHeaderPending = true;
  #isClosing = false;
  #isLastTerminated = false;
  #hasBreaks = false;
  #resumeAt: number | undefined;
  readonly #warned = new Set<string>();
  readonly #tags = new Map<string, string>();

  constructor(delimiters: Delimiters, bodyStart: number, handler: TokenHandler) {
    super('utf8');
    this.#handler = handler;
    this.#element = delimiters.element;
    this.#separatorCode = delimiters.element.charCodeAt(0);
    this.#carriage = [delimiters.element, delimiters.segment].includes('\v') ? '\f' : '\v';
    this.#terminator = delimiters.segment === '\r' ? this.#carriage : delimiters.segment.charAt(0);
    // Half of a character outside the basic plane: the other half is left at the head of the next segment.
    this.#terminatorRest = delimiters.segment.length - 1;
    this.#hasBreaks = this.#terminatorRest > 0;
    this.#at = bodyStart;
    this.#fedTo = bodyStart;
    this.keepFrom = bodyStart;
    super.processChunk(`ISA${this.#element}${' '.repeat(100)}>${this.#terminator}`);
  }

  /** Offset where the interchange ended; undefined while it goes on. `text` begins at `start`. */
  feed(text: string, start: number, isEndOfInput: boolean): number | undefined {
    let piece = text;
    if (piece.includes('\r')) piece = piece.replaceAll('\r', this.#carriage);
    this.#hasBreaks ||= piece.includes('\n') || piece.includes(this.#carriage);
    // The text behind an IEA has delimiters of its own, so it is not split before that IEA was seen.
    for (let from = 0; from < piece.length && this.#resumeAt === undefined; ) {
      const trailer = piece.indexOf(`IEA${this.#element}`, from);
      const end = trailer < 0 ? -1 : piece.indexOf(this.#terminator, trailer);
      // One character more makes x12-parser let go of the segment.
      const to = end < 0 ? piece.length : Math.min(end + 2, piece.length);
      this.#fedTo = start + to;
      super.processChunk(from === 0 && to === piece.length ? piece : piece.slice(from, to));
      from = to;
    }
    if (this.#resumeAt !== undefined) return this.#resumeAt;
    if (this.#fedTo - this.#at > LONGEST_SEGMENT) return this.#giveUp();
    if (isEndOfInput) return this.#close();
    if (this.#position === 0) this.keepFrom = this.#at;
    return undefined;
  }

  /** Called by x12-parser, which drops a terminator at the head of what it splits: an empty segment. */
  override splitSegments(text: string): string[] {
    if (text.startsWith(this.#terminator)) {
      this.#warnOnce('empty-segment', 'An empty segment was skipped.', { offset: this.#at });
      this.#at += 1;
    }
    if (this.#isClosing) this.#isLastTerminated = text.endsWith(this.#terminator);
    return super.splitSegments(text);
  }

  /** Called by x12-parser with every segment as it was found between two terminators. */
  override generateSegments(segments: string[]): void {
    for (let index = 0; index < segments.length; index++) {
      if (this.#resumeAt !== undefined) return;
      const raw = segments[index] ?? '';
      if (this.#isHeaderPending) {
        this.#isHeaderPending = false;
        continue;
      }
      const start = this.#at;
      this.#at += raw.length + 1;
      this.#take(raw, start, !this.#isClosing || this.#isLastTerminated || index < segments.length - 1);
    }
  }

  #take(raw: string, start: number, isTerminated: boolean): void {
    let from = 0;
    let to = raw.length;
    if (this.#hasBreaks || raw.charCodeAt(0) <= BLANK) {
      while (from < to && isPadding(raw.charCodeAt(from))) from += 1;
      while (to > from && raw.charCodeAt(to - 1) < BLANK) to -= 1;
    }
    const offset = start + from;
    let text = from === 0 && to === raw.length ? raw : raw.slice(from, to);
    if (this.#hasBreaks && (text.includes('\n') || text.includes(this.#carriage))) {
      const next = /[\n\v\f]\s*(?=ISA[^A-Za-z0-9\s])/i.exec(text);
      // Another interchange begins on a line of its own: the one before it was cut off within this segment.
      if (next) {
        this.#emit(text.slice(0, next.index).replace(LINE_BREAKS, ''), offset, offset + next.index, false);
        if (this.#resumeAt === undefined) this.#finish('next-interchange', offset + next.index + next[0].length);
        return;
      }
      text = text.replace(LINE_BREAKS, '');
      this.#warnOnce('line-break-in-segment', 'Line ends within segments were removed, as by a hard wrap.', { offset });
    }
    if (text === '') {
      if (isTerminated && !this.#isClosing) {
        this.#warnOnce('empty-segment', 'An empty segment was skipped.', { offset });
      }
      return;
    }
    this.#emit(text, offset, isTerminated ? this.#at + this.#terminatorRest : start + raw.length, isTerminated);
  }

  #emit(text: string, offset: number, end: number, isTerminated: boolean): void {
    const elements = text.split(this.#element);
    const written = elements.shift() ?? '';
    const tag = this.#tags.get(written) ?? this.#tagOf(written, offset);
    if (tag === '') {
      this.#warnOnce('segment-without-tag', 'A segment without a tag was skipped.', { offset });
      return;
    }
    if (tag === 'ISA') {
      this.#finish('next-interchange', offset);
      return;
    }
    if (isTerminated && text.charCodeAt(text.length - 1) === this.#separatorCode) {
      while (elements.at(-1) === '') elements.pop();
      this.#warnOnce('trailing-separators', 'Separators at the end of segments were dropped.', {
        segment: tag,
        offset,
      });
    }
    if (tag === 'ST') {
      this.#position = 1;
      this.keepFrom = offset;
    } else if (this.#position > 0) this.#position += 1;
    this.#handler.segment({ tag, elements, position: this.#position, offset }, end, isTerminated);
    if (tag === 'SE') this.#position = 0;
    else if (tag === 'IEA') this.#finish('trailer', end);
  }

  /** Remembered by spelling: a file has a dozen tags and a million segments. */
  #tagOf(written: string, offset: number): string {
    const tag = written.trim().toUpperCase();
    if (tag !== written && tag !== '') {
      this.#warnOnce('tag-not-upper-case', `'${written.slice(0, 10)}' was read as ${tag.slice(0, 10)}.`, {
        segment: tag,
        offset,
      });
    }
    if (this.#tags.size < 200) this.#tags.set(written, tag);
    return tag;
  }

  #close(): number {
    this.#isClosing = true;
    super._flush(() => undefined);
    if (this.#resumeAt === undefined) this.#finish('end-of-input', this.#fedTo);
    return this.#fedTo;
  }

  #giveUp(): number {
    const place = { offset: this.#at };
    const message = `No segment terminator within ${LONGEST_SEGMENT} characters`;
    const hint = 'The ISA names a terminator that the file does not use; ask the sender for a correct ISA.';
    this.#handler.refuse(new CodecError('segment-too-long', message, place, hint), '');
    this.#finish('unreadable', this.#fedTo);
    return this.#fedTo;
  }

  #finish(reason: Parameters<TokenHandler['interchangeEnd']>[0], resumeAt: number): void {
    this.#resumeAt = resumeAt;
    this.#handler.interchangeEnd(reason);
  }

  #warnOnce(code: string, message: string, place: Place): void {
    if (this.#warned.has(code)) return;
    this.#warned.add(code);
    this.#handler.warn(code, message, place);
  }
}

/** Blanks, line ends, the end-of-file mark of CP/M; the second half of a terminator outside the basic plane. */
function isPadding(code: number): boolean {
  return code <= BLANK || (code >= 0xdc00 && code <= 0xdfff);
}

/** A token of a file, for those who want segments and not documents. */
export type Token =
  | { kind: 'interchange'; header: InterchangeHeader }
  | { kind: 'segment'; segment: Segment; isTerminated: boolean }
  | { kind: 'warning'; code: string; message: string; place: Place }
  | { kind: 'refused'; error: CodecError };

/** Every segment of a file, as it streams in. */
export async function* tokenise(source: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Token> {
  let found: Token[] = [];
  const tokeniser = new Tokeniser({
    interchangeStart: (header) => found.push({ kind: 'interchange', header }),
    segment: (segment, _end, isTerminated) => found.push({ kind: 'segment', segment, isTerminated }),
    interchangeEnd: () => undefined,
    warn: (code, message, place) => found.push({ kind: 'warning', code, message, place }),
    refuse: (error) => found.push({ kind: 'refused', error }),
  });
  for await (const bytes of piecesOf(source)) {
    tokeniser.write(bytes);
    const tokens = found;
    found = [];
    yield* tokens;
  }
  tokeniser.end();
  yield* found;
}

/** Cuts what came at once into what is read at once, so that the consumer's pace holds the memory down. */
export async function* piecesOf(source: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) {
    for (let from = 0; from < source.length; from += PIECE) yield source.subarray(from, from + PIECE);
    return;
  }
  for await (const bytes of source) {
    if (bytes.length <= PIECE) yield bytes;
    else for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
  }
}
