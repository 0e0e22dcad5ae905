import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { MagentoPlace } from '../harness/place.ts';

export interface Act {
  kind: 'checkout' | 'hold';
  /** Order number or purchase order number; also the idempotency key. */
  id: string;
  mode: 'partial' | 'whole_line' | 'whole_order';
  /** SKU and eaches. */
  lines: [string, number][];
}

export interface Outcome {
  promised: [string, number][];
  /** What the shopper reads. */
  refused?: string;
  /** Something broke that should not. */
  failed?: string;
}

/** Shoppers and purchase orders that act in one and the same instant, each in a Magento process of its own. */
export interface Racers {
  /** One act per racer at most. */
  race(acts: readonly Act[]): Promise<Outcome[]>;
  close(): void;
}

const RACER = fileURLToPath(new URL('racer.php', import.meta.url));
/** Long enough for all to have read their act. */
const START_IN_SECONDS = 0.005;

export async function startRacers(place: MagentoPlace, count: number): Promise<Racers> {
  const racers = await Promise.all(Array.from({ length: count }, () => startRacer(place)));
  return {
    race(acts) {
      const at = Date.now() / 1000 + START_IN_SECONDS;
      return Promise.all(
        acts.map((act, lane) => {
          const racer = racers[lane];
          if (!racer) throw new Error(`${acts.length} acts for ${count} racers`);
          return racer.act({ ...act, at });
        }),
      );
    },
    close() {
      for (const racer of racers) racer.close();
    },
  };
}

async function startRacer({ root, environment }: MagentoPlace) {
  const child: ChildProcess = spawn('php', ['-d', 'memory_limit=1G', RACER, root], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('a racer has no pipes');
  const said = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Outcome> => {
    const { value, done } = await said.next();
    if (done) throw new Error('a racer ended early');
    return JSON.parse(value) as Outcome;
  };
  await next();
  return {
    act(act: Act & { at: number }): Promise<Outcome> {
      stdin.write(`${JSON.stringify(act)}\n`);
      return next();
    },
    close() {
      stdin.end();
    },
  };
}
