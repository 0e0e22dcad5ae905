/*
 * What the module costs and how fast it is, in production mode, each figure against a named baseline in the same run:
 *
 *   npx tsx test/magento/bench.ts [--json] [--pairs 40] [--only hold,publisher,lock,checkout] [--instance FILE]
 *
 * Installs one shop with the module, and for `checkout` a second one without. Minutes; the machine should have nothing
 * else to do. FILE is the instance.json of a shop that runs already, in production mode. Exit 1 where a goal is missed.
 */
import { parseArgs } from 'node:util';
import { type BenchResult, report } from '../bench/report.ts';
import { CHECKOUT_SKU, type Pair, timeCheckouts, timeLock } from './bench/checkout.ts';
import { timeHolds } from './bench/hold.ts';
import { benchPublisher, ratioOf } from './bench/publisher.ts';
import { type MagentoInstance, startMagentoInstance } from './harness/instance.ts';
import { readPlace } from './harness/place.ts';
import { production, stockedProducts } from './harness/production.ts';
import { type Magento, useMagento } from './harness/use.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '40' },
    only: { type: 'string', default: 'hold,publisher,lock,checkout' },
    instance: { type: 'string' },
  },
});
const wanted = new Set(values.only.split(','));
const pairs = Number(values.pairs);
const say = (text: string) => console.error(text);
const results: BenchResult[] = [];
const close: (() => Promise<void>)[] = [];

try {
  const shop = values.instance ? running(values.instance) : await open('with the module', 'copied');
  if (wanted.has('hold')) {
    const times = await timeHolds(shop);
    results.push({
      name: 'hold of 1,000 lines in one call, p50 of 15',
      value: median(times),
      unit: 'ms',
      goal: { below: 400 },
    });
    results.push({ name: 'hold of 1,000 lines in one call, fastest of 15', value: Math.min(...times), unit: 'ms' });
  }
  if (wanted.has('publisher')) {
    const times = await benchPublisher(shop);
    say(JSON.stringify(times));
    results.push({
      name: `publisher / librdkafka alone, ${times.count} events, middle of ${times.rounds.length} rounds`,
      value: ratioOf(times),
      unit: 'ratio',
      goal: { atLeast: 0.5 },
    });
    if (times.rounds.every(({ library }) => library !== null)) {
      results.push({ name: 'publisher / bare calls of librdkafka', value: ratioOf(times, 'library'), unit: 'ratio' });
    }
    results.push({ name: 'finding, reading and marking alone', value: times.database, unit: 'ms' });
  }
  if (wanted.has('lock') || wanted.has('checkout')) await stockedProducts(shop, [CHECKOUT_SKU], 1_000_000);
  if (wanted.has('lock')) {
    const times = await timeLock(shop, pairs * 10);
    results.push({
      name: 'lock around check and reservation, median difference',
      value: difference(times),
      unit: 'ms',
    });
  }
  if (wanted.has('checkout')) {
    const bare = await open('without', 'none');
    await stockedProducts(bare, [CHECKOUT_SKU], 1_000_000);
    const times = await timeCheckouts(shop, bare, pairs);
    results.push({
      name: 'checkout without the module, p50',
      value: median(times.map(([, without]) => without)),
      unit: 'ms',
    });
    results.push({
      name: `checkout with the module / without, middle of ${pairs} pairs`,
      value: median(times.map(([module, without]) => module / without)),
      unit: 'ratio',
      goal: { below: 1.02 },
    });
  }
  report(results);
} finally {
  for (const each of close) await each();
}

function running(file: string): Magento {
  const shop = useMagento(readPlace(file));
  close.push(() => shop.disconnect());
  return shop;
}

async function open(what: string, module: 'copied' | 'none'): Promise<MagentoInstance> {
  const shop = await startMagentoInstance({ module, say: (text) => say(`${what}: ${text}`) });
  close.push(() => shop.close());
  say(`${what}: ${JSON.stringify(await production(shop))} seconds`);
  return shop;
}

function difference(times: readonly Pair[]): number {
  return median(times.map(([first, second]) => first - second));
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
