/*
 * What the runner and the sidecar that it kills say to each other, over the IPC channel of a child
 * process. The line of a kill goes over standard output instead: it must be out before the signal is.
 */
import type { Resolution } from '../../sidecar/domain/discrepancy.ts';

/** before: nothing is written; inside: all is written and nothing committed; after: it happened, nobody here knows it. */
export type When = 'before' | 'inside' | 'after';

/** journal: the saga's own record. outside: Magento, Amazon's API, the mailbox. kept: every other row. */
export type PointKind = 'journal' | 'outside' | 'kept';

/** A moment at which the process can die. */
export interface Point {
  kind: PointKind;
  /** Saga and step that was under way; `intake` between sagas, `a person` at the desk. */
  where: string;
  what: string;
  when: When;
}

export type Command =
  | { do: 'open'; settings: Record<string, unknown>; now: string }
  /** From here on moments count, from 1, and the process dies at that one; absent: at none. */
  | { do: 'arm'; killAt?: number }
  | { do: 'disarm' }
  | { do: 'tick'; now: string }
  /** Answers the first open discrepancy of that kind, if there is one. */
  | { do: 'settle'; now: string; kind: string; resolution: Resolution }
  | { do: 'account' }
  /** The moments since it was armed. */
  | { do: 'points' }
  | { do: 'close' };

export type Request = Command & { id: number };

export interface Reply {
  id: number;
  answer?: unknown;
  /** What a command threw: a round that failed, as the log of a running house would say. */
  error?: string;
}

export interface Standing {
  /** Nothing is due, under way or awaited, except from a person. */
  rests: boolean;
  /** What does not rest, in words. */
  restless: string[];
}

export interface HouseAccount {
  sagas: string[];
  documents: string[];
  dispatches: string[];
  invoices: string[];
  matches: string[];
  discrepancies: string[];
  auditIsWhole: boolean;
}
