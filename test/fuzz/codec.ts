import type { Place, Warning } from '../../sidecar/codec/problem.ts';

/** What a reader makes of one input: documents, refusals, or both, as it may hold several. */
export interface Outcome {
  documents: number;
  refused: { code: string; message: string; hint: string; place: Place }[];
  warnings: Warning[];
}

/** One reader of something that others wrote. */
export interface Codec {
  name: string;
  /** A mutated input, the same for the same numbers, as it would arrive; a character is a byte. */
  input(seed: number, index: number): string;
  /** Reads it. Throws where anything but a document or a named refusal comes of it. `thorough`: what is read is checked too. */
  read(input: string, thorough: boolean): Outcome;
}

export interface Tally {
  inputs: number;
  documents: number;
  refused: number;
  /** The longest that one input took, in time of the processor. */
  slowestMs: number;
  /** Every code that was given. */
  codes: Set<string>;
}

export function emptyTally(): Tally {
  return { inputs: 0, documents: 0, refused: 0, slowestMs: 0, codes: new Set() };
}

/** What is wrong with a reader, and the input that shows it. */
export class FuzzFailure extends Error {
  override readonly name = 'FuzzFailure';
  constructor(
    readonly codec: string,
    readonly index: number,
    readonly input: string,
    options: ErrorOptions,
  ) {
    const { cause } = options;
    super(`${codec}, case ${index}: ${cause instanceof Error ? cause.message : String(cause)}`, options);
  }
}

/** Checking all of what was read takes as long as reading it: of every fourth input it is enough. */
const THOROUGH_EVERY = 4;

/** No input takes so long, unless others have the processor: then it is read once more, by its own time. */
const LOOK_CLOSER_MS = 100;

/** Reads one mutated input and throws where the reader breaks its promise. */
export function tryOne(codec: Codec, seed: number, index: number, tally: Tally): void {
  const input = codec.input(seed, index);
  const thorough = index % THOROUGH_EVERY === 0;
  // Half of the time goes into stacks of refusals that nobody looks at; a failure is tried again with one.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const before = performance.now();
  try {
    note(codec.read(input, thorough), tally);
  } catch (first) {
    Error.stackTraceLimit = stackTraceLimit;
    throw new FuzzFailure(codec.name, index, input, { cause: failureOf(() => codec.read(input, true)) ?? first });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const took = performance.now() - before;
  tally.inputs += 1;
  tally.slowestMs = Math.max(
    tally.slowestMs,
    took < LOOK_CLOSER_MS ? took : ownTime(() => codec.read(input, thorough)),
  );
}

function note({ documents, refused, warnings }: Outcome, tally: Tally): void {
  for (const { code, message } of warnings) {
    must(isCode(code) && message !== '', `warning '${code}' says nothing`);
    tally.codes.add(code);
  }
  for (const { code, message, hint, place } of refused) {
    must(isCode(code) && message !== '' && hint !== '', `refusal '${code}' does not say what to do`);
    must(Object.keys(place).length > 0, `refusal '${code}' names no place`);
    tally.codes.add(code);
  }
  tally.documents += documents;
  tally.refused += refused.length;
}

function failureOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (failure) {
    return failure;
  }
}

function ownTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function isCode(code: string): boolean {
  return /^[a-z][a-z0-9-]+$/.test(code);
}

export function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
