export interface RateLimit {
  /** Tokens that come back each second, per operation. */
  perSecond: number;
  /** Tokens at most. */
  burst: number;
}

/** A token bucket per operation, refilled by the stand-in's clock. Without a limit nobody is turned away. */
export function tokenBuckets(limit: RateLimit | undefined, now: () => Date): (operation: string) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (operation) => {
    if (!limit) return true;
    const at = now().getTime();
    const bucket = buckets.get(operation) ?? { tokens: limit.burst, at };
    const tokens = Math.min(limit.burst, bucket.tokens + ((at - bucket.at) / 1000) * limit.perSecond);
    buckets.set(operation, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
    return tokens >= 1;
  };
}
