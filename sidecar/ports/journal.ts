import type { Instant } from '../domain/calendar.ts';

/** Where one saga stands. `key` is the thing it is about: a purchase order number, a dispatch id. */
export interface SagaRun {
  id: string;
  saga: string;
  key: string;
  /** JSON; the workflow parses it. */
  state: unknown;
  /** Name of the step that runs next; empty when ended. */
  step: string;
  status: SagaStatus;
  /** Failed runs of the present step in a row. */
  attempts: number;
  /** When the present step first failed in this row. */
  failingSince: Instant | undefined;
  /** Not before this. */
  wakeAt: Instant;
  /** What it waits for, in words: 'a person', 'the 997'. */
  awaiting: string;
  openedAt: Instant;
  changedAt: Instant;
}

/** ready: will run; waiting: until `wakeAt` or a wake(); undoing: runs backwards; held: a person must act. */
export type SagaStatus = 'ready' | 'waiting' | 'undoing' | 'held' | 'done' | 'undone';

/** One line of what happened: the saga's own account of itself, shown as it is. */
export interface JournalEntry {
  at: Instant;
  step: string;
  event: 'opened' | 'started' | 'done' | 'waiting' | 'failed' | 'held' | 'undone' | 'woken' | 'ended';
  /** What came back or was awaited; error code and message. */
  detail: string;
}

export type SagaChange = Pick<
  SagaRun,
  'state' | 'step' | 'status' | 'attempts' | 'failingSince' | 'wakeAt' | 'awaiting'
>;

export interface Journal {
  /** False where that saga already runs (or ran) for that key: the key decides. */
  open(saga: string, key: string, state: unknown, firstStep: string, at: Instant): Promise<boolean>;
  /**
   * Takes one due run (ready, waiting or undoing with wakeAt <= now and no live lease) for
   * `leaseMs`, earliest wakeAt first. A run that nobody saves is due again when its lease ends.
   */
  claim(now: Instant, leaseMs: number, owner: string): Promise<SagaRun | undefined>;
  /** State and entries in one transaction. Throws LeaseLost when another owner has it by now. A wake() that came meanwhile makes a waiting run due at once. */
  save(
    run: SagaRun,
    change: SagaChange,
    entries: readonly JournalEntry[],
    owner: string,
    at: Instant,
    options: { keepLease: boolean },
  ): Promise<void>;
  /** Makes a waiting or held run due now; remembered where it is being run at this moment. No such run: nothing. */
  wake(saga: string, key: string, at: Instant, why: string): Promise<void>;
  /**
   * Starts an ended run once more, from its first step with this state: one that was undone, or one that had
   * nothing to do. False where it has not ended.
   */
  reopen(saga: string, key: string, state: unknown, firstStep: string, at: Instant, why: string): Promise<boolean>;
  find(saga: string, key: string): Promise<SagaRun | undefined>;
  entries(saga: string, key: string): Promise<JournalEntry[]>;
  /** Newest change first. */
  list(filter: { saga?: string; status?: readonly SagaStatus[]; limit?: number }): Promise<SagaRun[]>;
  /** Earliest wakeAt of anything due or waiting; undefined when all rest. */
  nextWake(): Promise<Instant | undefined>;
}

/** Somebody else carries on with this run: drop it, touch nothing. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly code = 'lease-lost';
}
