/** Something that is done again and again while the house is open. */
export interface Round {
  name: string;
  everyMs: number;
  run(): Promise<unknown>;
}

export interface Rounds {
  /** Runs a round now, unless it is under way; resolves when it is over. */
  now(name: string): Promise<void>;
  /** Ends after what is under way. */
  stop(): Promise<void>;
  /** When each round last ended well, and what failed since. */
  health(): { name: string; ok: boolean; detail: string }[];
}

/**
 * Runs each round by itself, never twice at once, and never lets one that fails stop another: a
 * mailbox that cannot be reached must not keep acknowledgements in the house.
 */
export function startRounds(rounds: readonly Round[], failed: (name: string, error: unknown) => void): Rounds {
  let open = true;
  const kept = rounds.map((round) => ({
    round,
    underWay: undefined as Promise<void> | undefined,
    timer: undefined as NodeJS.Timeout | undefined,
    problem: '',
  }));

  async function once(entry: (typeof kept)[number]): Promise<void> {
    if (entry.underWay) return entry.underWay;
    clearTimeout(entry.timer);
    entry.underWay = (async () => {
      try {
        await entry.round.run();
        entry.problem = '';
      } catch (error) {
        entry.problem = error instanceof Error ? error.message : String(error);
        failed(entry.round.name, error);
      }
    })();
    await entry.underWay;
    entry.underWay = undefined;
    if (open) entry.timer = setTimeout(() => void once(entry), entry.round.everyMs);
  }
  for (const entry of kept) entry.timer = setTimeout(() => void once(entry), 0);

  return {
    async now(name) {
      const entry = kept.find(({ round }) => round.name === name);
      if (entry) await once(entry);
    },
    async stop() {
      open = false;
      for (const { timer } of kept) clearTimeout(timer);
      await Promise.all(kept.map(({ underWay }) => underWay));
    },
    health: () =>
      kept.map(({ round, problem }) => ({ name: round.name, ok: problem === '', detail: problem || 'runs' })),
  };
}
