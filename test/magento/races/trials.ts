import { randomInt } from 'node:crypto';
import { magento } from '../harness/suite.ts';
import { type Act, startRacers } from './racers.ts';

export interface Verdict {
  trials: number;
  /** Trials in which more was promised than was there. */
  oversold: number;
  /** Trials in which both a shopper and Amazon got something. */
  shared: number;
  unitsPromised: number;
  unitsThere: number;
  failures: string[];
  seconds: number;
}

export interface Race {
  skus: readonly string[];
  stockId: number;
  sourceCode: string;
  trials: number;
  /** Told how it goes, now and then. */
  say?: (text: string) => void;
}

const MODES = ['partial', 'whole_line', 'whole_order'] as const;

/**
 * Races for the last units. A trial puts one to four units of one to three SKUs on sale and lets two or three
 * shoppers and two or three purchase orders reach for them at once, SKUs in any order, more than there is in all.
 */
export async function runTrials({ skus, stockId, sourceCode, trials, say }: Race): Promise<Verdict> {
  const racers = await startRacers(magento, 6);
  const run = Date.now().toString(36).toUpperCase();
  const verdict: Verdict = {
    trials,
    oversold: 0,
    shared: 0,
    unitsPromised: 0,
    unitsThere: 0,
    failures: [],
    seconds: 0,
  };
  const started = performance.now();
  try {
    for (let trial = 1; trial <= trials; trial += 1) {
      const contested = shuffled(skus).slice(0, randomInt(1, 4));
      const units = new Map(contested.map((sku) => [sku, randomInt(1, 5)]));
      await putOnSale(units, stockId, sourceCode);
      const acts = shuffled(actsOf(`R${run}${trial}`, contested));
      const outcomes = await racers.race(acts);

      const promised = new Map<string, number>();
      const winners = new Set<string>();
      for (const [lane, outcome] of outcomes.entries()) {
        if (outcome.failed !== undefined) verdict.failures.push(`trial ${trial}: ${outcome.failed}`);
        for (const [sku, eaches] of outcome.promised) {
          promised.set(sku, (promised.get(sku) ?? 0) + eaches);
          winners.add(acts[lane]?.kind ?? '');
        }
      }
      const tooMany = contested.filter((sku) => (promised.get(sku) ?? 0) > (units.get(sku) ?? 0));
      verdict.oversold += tooMany.length > 0 ? 1 : 0;
      verdict.shared += winners.size > 1 ? 1 : 0;
      verdict.unitsPromised += sum(promised);
      verdict.unitsThere += sum(units);
      if (trial % 100 === 0) say?.(`${trial} trials, ${verdict.oversold} oversold`);
    }
  } finally {
    racers.close();
  }
  verdict.seconds = Math.round((performance.now() - started) / 1000);
  return verdict;
}

function actsOf(id: string, contested: readonly string[]): Act[] {
  const lines = () => shuffled(contested).map((sku): [string, number] => [sku, randomInt(1, 4)]);
  const act = (kind: Act['kind'], index: number): Act => ({
    kind,
    id: `${id}${kind === 'hold' ? 'P' : 'C'}${index}`,
    mode: MODES[randomInt(MODES.length)] ?? 'partial',
    lines: lines(),
  });
  const shoppers = randomInt(2, 4);
  const orders = randomInt(2, 4);
  return [
    ...Array.from({ length: shoppers }, (_, index) => act('checkout', index)),
    ...Array.from({ length: orders }, (_, index) => act('hold', index)),
  ];
}

/** Sets what is on hand so that exactly these units are salable, whatever was promised before. */
async function putOnSale(units: Map<string, number>, stockId: number, sourceCode: string): Promise<void> {
  for (const [sku, count] of units) {
    await magento.sql(
      `UPDATE inventory_source_item SET status = 1, quantity = ? - (
         SELECT COALESCE(SUM(quantity), 0) FROM inventory_reservation WHERE stock_id = ? AND sku = ?
       ) WHERE source_code = ? AND sku = ?`,
      [count, stockId, sku, sourceCode, sku],
    );
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: randomInt(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
