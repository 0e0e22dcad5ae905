import type { z } from 'zod';
import type { Instant } from '../domain/calendar.ts';
import type { DiscrepancySubject, NewDiscrepancy } from '../domain/discrepancy.ts';
import type { World } from './world.ts';

/** What a step may answer besides the part of the state that it found out. */
export class Waiting {
  constructor(
    /** `a person`, `the 997 of Amazon`: shown as it is. */
    readonly what: string,
    /** When to look again if nobody wakes it. */
    readonly until: Instant,
  ) {}
}

/** Only a person can go on from here; the discrepancy tells which and why. */
export class NeedsPerson {
  constructor(readonly discrepancy: NewDiscrepancy) {}
}

/** What the steps so far were built on is not so any more: all of it is taken back. Before the point of no return only. */
export class StartOver {
  constructor(readonly why: string) {}
}

/**
 * One outside effect, with a key that makes a repeat harmless: a step runs again whenever its
 * result was not kept. It neither sleeps nor counts; the engine does.
 */
export interface Step<State> {
  name: string;
  run(state: State, world: World): Promise<Partial<State> | Waiting | NeedsPerson | StartOver>;
  /** Takes back what run() did, all, half or nothing of it. Steps without an outside effect have none. */
  undo?(state: State, world: World): Promise<void>;
  /** From here the partner may have heard us: the saga goes forward or to a person, never back. */
  pointOfNoReturn?: true;
}

export interface Saga<State> {
  name: string;
  /** Parses what the journal kept. */
  State: z.ZodType<State>;
  steps: readonly Step<State>[];
  /** For discrepancies that the engine raises about it. */
  subject(state: State): DiscrepancySubject;
  /** What people call it: `order 4KQ7TZ1M`. */
  title(state: State): string;
  retry: RetryPolicy;
  /** After all was taken back: answers how to begin anew, or leaves the matter to a person. */
  undone?(state: State, world: World): Promise<State | undefined>;
}

/** How long the world may fail before a step is given up. */
export interface RetryPolicy {
  firstDelayMs: number;
  /** Doubles up to this. */
  longestDelayMs: number;
  /** Since the first failure in a row. Before the point of no return the saga is then undone, after it held. */
  giveUpAfterMs: number;
  /** Failures in a row after which a person is told, while retrying goes on. */
  tellAfterAttempts: number;
}

/** An outage of a night is ridden out; a person hears of it within the first quarter of an hour. */
export const PATIENT: RetryPolicy = {
  firstDelayMs: 2_000,
  longestDelayMs: 5 * 60_000,
  giveUpAfterMs: 20 * 3_600_000,
  tellAfterAttempts: 8,
};
