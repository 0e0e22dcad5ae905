/*
 * `npm run bench` measures all and prints a table with the goals beside the figures.
 *
 *   npm run bench -- events start        these alone: x12, events, orders, start
 *   npm run bench -- --json              one JSON value instead of the table
 *   npm run bench -- --small             a hundredth of the work: that it runs, not how fast
 *   npm run bench -- --strict            exit 1 where a goal is missed; only for a machine that does nothing else
 *   npm run bench -- --events 20000 --skus 500 --orders 100
 *   npm run bench -- --kafka host:9092 --database mysql://…/empty    on servers that are there, not on own ones
 */
import { parseArgs } from 'node:util';
import { benchEvents } from './events.ts';
import { benchOrders } from './orders.ts';
import { type BenchResult, report } from './report.ts';
import { benchStart } from './start.ts';
import { benchX12 } from './x12.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    events: { type: 'string' },
    skus: { type: 'string' },
    orders: { type: 'string' },
    kafka: { type: 'string' },
    database: { type: 'string' },
  },
});
const { small, kafka, database } = values;
const size = (wish: string | undefined, whole: number, part: number) => Number(wish ?? (small ? part : whole));

const remove = async () => {};
const servers =
  kafka === undefined || database === undefined ? undefined : async () => ({ kafka, databaseUrl: database, remove });
const emptyDatabase = database === undefined ? undefined : async () => ({ url: database, remove });

const benches: Record<string, () => Promise<BenchResult[]>> = {
  x12: () => benchX12(small ? { rounds: 1, fileBytes: 400_000, largeFileBytes: 2_000_000 } : undefined),
  events: () =>
    benchEvents(
      {
        events: size(values.events, 40_000, 600),
        skus: size(values.skus, 5_000, 100),
        rounds: small ? 1 : 5,
      },
      servers,
    ),
  orders: () => benchOrders({ orders: size(values.orders, 500, 4), lines: 20 }, emptyDatabase),
  start: () => benchStart(small ? { starts: 1, idleSeconds: 0 } : { starts: 5, idleSeconds: 10 }),
};

const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench '${unknown.join("', '")}': choose of ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const name of names) {
  if (!values.json) process.stderr.write(`${name} …\n`);
  results.push(...((await benches[name]?.()) ?? []));
}
report(results, values);
