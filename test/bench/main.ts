import { type BenchResult, report } from './report.ts';
import { benchX12 } from './x12.ts';

/** `npm run bench` prints a table, `npm run bench -- --json` one JSON value; exit 1 where a goal is missed. */
const benches: readonly (() => Promise<BenchResult[]>)[] = [benchX12];

const results: BenchResult[] = [];
for (const bench of benches) results.push(...(await bench()));
report(results);
