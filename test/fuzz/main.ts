import { parseArgs } from 'node:util';
import { emptyTally, FuzzFailure, tryOne } from './codec.ts';
import { CODECS } from './codecs.ts';
import { watchdog } from './watchdog.ts';

/*
 * `npm run fuzz -- --minutes 10`: mutated inputs until the time is over, every codec in turn, a new seed each run.
 * `--seed 7 --type 860 --from 1234 --count 1` repeats one case.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '0' },
    seconds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2_147_483_648) },
    type: { type: 'string' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: 'Infinity' },
  },
});

const seed = Number(values.seed);
const codecs = CODECS.filter(({ name }) => values.type === undefined || name === values.type);
if (codecs.length === 0) throw new Error(`${values.type} is none of ${CODECS.map(({ name }) => name).join(', ')}`);
const minutes = Number(values.minutes);
const runSeconds = Number(values.seconds ?? (minutes > 0 ? 0 : 60)) + minutes * 60;
const ends = Number(values.from) + Number(values.count);
const deadline = performance.now() + runSeconds * 1000;
const tallies = new Map(codecs.map((codec) => [codec, emptyTally()]));
const failures: FuzzFailure[] = [];
const watching = watchdog(seed);
process.stdout.write(`seed ${seed}\n`);

const started = performance.now();
const before = process.cpuUsage();
for (let index = Number(values.from); index < ends && performance.now() < deadline && failures.length < 10; index++) {
  for (const [codec, tally] of tallies) {
    watching.begins(CODECS.indexOf(codec), index);
    try {
      tryOne(codec, seed, index, tally);
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

for (const { codec, index, message, input, cause } of failures) {
  process.stdout.write(`\n${message}\n${cause instanceof Error ? cause.stack : ''}\n`);
  process.stdout.write(`again: npm run fuzz -- --seed ${seed} --type ${codec} --from ${index} --count 1\n`);
  process.stdout.write(`${JSON.stringify(input)}\n`);
}
process.stdout.write(`\n${'codec'.padEnd(24)}   inputs  documents    refused  slowest ms\n`);
for (const [{ name }, { inputs, documents, refused, slowestMs }] of tallies) {
  const figures = [
    String(inputs).padStart(8),
    String(documents).padStart(10),
    String(refused).padStart(10),
    slowestMs.toFixed(1).padStart(11),
  ];
  process.stdout.write(`${name.padEnd(24)} ${figures.join(' ')}\n`);
}
const inputs = [...tallies.values()].reduce((sum, tally) => sum + tally.inputs, 0);
process.stdout.write(
  `${inputs} inputs in ${seconds.toFixed(1)} s, ${Math.round(inputs / seconds)} a second, ${Math.round(inputs / cpuSeconds)} a second of processor time; ${failures.length} failures\n`,
);
if (failures.length > 0) process.exitCode = 1;
