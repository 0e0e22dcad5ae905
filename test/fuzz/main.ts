import { parseArgs } from 'node:util';
import { watchdog } from './watchdog.ts';
import { FuzzFailure, type Tally, TYPES, tryOne } from './x12.ts';

/*
 * `npm run fuzz -- --seconds 60`: mutated documents until the time is over, every type in turn, a new seed each run.
 * `--seed 7 --type 860 --from 1234 --count 1` repeats one case.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2_147_483_648) },
    type: { type: 'string' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: 'Infinity' },
  },
});

const seed = Number(values.seed);
const types = values.type === undefined ? TYPES : TYPES.filter((type) => type === values.type);
if (types.length === 0) throw new Error(`${values.type} is none of ${TYPES.join(', ')}`);
const ends = Number(values.from) + Number(values.count);
const deadline = performance.now() + Number(values.seconds) * 1000;
const tallies = new Map<string, Tally>(
  types.map((type) => [type, { inputs: 0, documents: 0, refused: 0, slowestMs: 0 }]),
);
const failures: FuzzFailure[] = [];
const watching = watchdog(seed);
process.stdout.write(`seed ${seed}\n`);

const started = performance.now();
const before = process.cpuUsage();
for (let index = Number(values.from); index < ends && performance.now() < deadline && failures.length < 10; index++) {
  for (const [type, tally] of tallies) {
    watching.begins(TYPES.indexOf(type), index);
    try {
      tryOne(type, seed, index, tally);
    } catch (failure) {
      if (!(failure instanceof FuzzFailure)) throw failure;
      failures.push(failure);
    }
  }
}
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage(before);
const cpuSeconds = (cpu.user + cpu.system) / 1_000_000;
watching.begins(-1, 0);
await watching.close();

for (const { type, index, message, input, cause } of failures) {
  process.stdout.write(`\n${message}\n${cause instanceof Error ? cause.stack : ''}\n`);
  process.stdout.write(`again: npm run fuzz -- --seed ${seed} --type ${type} --from ${index} --count 1\n`);
  process.stdout.write(`${JSON.stringify(input)}\n`);
}
process.stdout.write('\ntype      inputs  documents    refused  slowest ms\n');
for (const [type, { inputs, documents, refused, slowestMs }] of tallies) {
  const figures = [
    String(inputs).padStart(8),
    String(documents).padStart(10),
    String(refused).padStart(10),
    slowestMs.toFixed(1).padStart(11),
  ];
  process.stdout.write(`${type.padEnd(6)} ${figures.join(' ')}\n`);
}
const inputs = [...tallies.values()].reduce((sum, tally) => sum + tally.inputs, 0);
process.stdout.write(
  `${inputs} inputs in ${seconds.toFixed(1)} s, ${Math.round(inputs / seconds)} a second, ${Math.round(inputs / cpuSeconds)} a second of processor time; ${failures.length} failures\n`,
);
if (failures.length > 0) process.exitCode = 1;
