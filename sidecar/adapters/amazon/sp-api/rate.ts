import { setTimeout as pause } from 'node:timers/promises';
import { Unreachable } from '../../../ports/failures.ts';

/** Keeps us within Amazon's rate, operation by operation, so that a backlog does not turn into refusals. */
export interface RateLimiter {
  /** Waits for a turn, at most a few seconds; longer is the caller's business. */
  turn(operation: string, doing: string): Promise<void>;
  /** `x-amzn-RateLimit-Limit`: turns a second that this account really has. Not always there. */
  learn(operation: string, header: string | null): void;
  /** Amazon says that we were too fast: whatever we counted, nothing is left. Answers the seconds until the next turn. */
  drain(operation: string): number;
}

/** Of every vendor operation, by Amazon's usage plans. */
const DEFAULT_PER_SECOND = 10;
const BURST = 10;
const LONGEST_WAIT_MS = 5_000;

export interface RateLimiterWorld {
  /** Milliseconds that only grow: a clock that is set must not open a floodgate. */
  monotonicMs(): number;
  pauseMs(milliseconds: number): Promise<unknown>;
}

const realTime: RateLimiterWorld = { monotonicMs: () => performance.now(), pauseMs: (ms) => pause(ms) };

export function rateLimiter(world: RateLimiterWorld = realTime): RateLimiter {
  const buckets = new Map<string, { turns: number; perSecond: number; at: number }>();

  function bucketOf(operation: string) {
    const now = world.monotonicMs();
    const bucket = buckets.get(operation) ?? { turns: BURST, perSecond: DEFAULT_PER_SECOND, at: now };
    bucket.turns = Math.min(BURST, bucket.turns + ((now - bucket.at) / 1000) * bucket.perSecond);
    bucket.at = now;
    buckets.set(operation, bucket);
    return bucket;
  }

  return {
    async turn(operation, doing) {
      const bucket = bucketOf(operation);
      const waitMs = bucket.turns >= 1 ? 0 : ((1 - bucket.turns) / bucket.perSecond) * 1000;
      if (waitMs > LONGEST_WAIT_MS) {
        throw new Unreachable(doing, {
          cause: new Error(`the rate of ${operation} is used up for now`),
          retryAfterSeconds: Math.ceil(waitMs / 1000),
        });
      }
      // Taken before the wait, below zero if need be: whoever comes next waits behind us.
      bucket.turns -= 1;
      if (waitMs > 0) await world.pauseMs(waitMs);
    },
    learn(operation, header) {
      const perSecond = Number(header);
      if (header !== null && Number.isFinite(perSecond) && perSecond > 0) bucketOf(operation).perSecond = perSecond;
    },
    drain(operation) {
      const bucket = bucketOf(operation);
      bucket.turns = Math.min(bucket.turns, 0);
      return Math.max(1, Math.ceil((1 - bucket.turns) / bucket.perSecond));
    },
  };
}
