import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Codec, emptyTally, tryOne } from './codec.ts';
import { CODECS } from './codecs.ts';
import { watchdog } from './watchdog.ts';

/** The same inputs in every run; `npm run fuzz` goes on from others. */
const SEED = Number(process.env.VENDOR_BRIDGE_TEST_FUZZ_SEED ?? 1);
const INPUTS = Number(process.env.VENDOR_BRIDGE_TEST_FUZZ_INPUTS ?? 20_000);

const page = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');
const explained = new Set([...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code = '']) => code));
/** These have a page of their own in docs/operating. */
const KINDS = new Set(['contract-violation']);

/** Each codec is given the same number of inputs, all in this process; a thread of its own sees to it that each ends. */
export function spoiltInputs(codecs: readonly Codec[]): void {
  const watching = watchdog(SEED);
  afterAll(async () => {
    watching.begins(-1, 0);
    await watching.close();
  });

  describe(`inputs that were spoilt on their way, seed ${SEED}`, () => {
    test.each(codecs.map((codec) => [codec.name, codec] as const))(
      `${INPUTS} of %s: each is read or refused by name, place and hint, and none hangs`,
      (_name, codec) => {
        const tally = emptyTally();
        for (let index = 0; index < INPUTS; index++) {
          watching.begins(CODECS.indexOf(codec), index);
          tryOne(codec, SEED, index, tally);
        }
        expect(tally.inputs).toBe(INPUTS);
        // Most are refused, and some still pass: a mutation that spoils all of them, or none, tests nothing.
        expect(tally.refused).toBeGreaterThan(INPUTS / 50);
        expect(tally.documents).toBeGreaterThan(INPUTS / 50);
        expect(tally.slowestMs).toBeLessThan(2_000);
        expect([...tally.codes].filter((code) => !explained.has(code) && !KINDS.has(code))).toEqual([]);
      },
      // On a machine that does other things as well these take a minute each.
      300_000,
    );
  });
}
