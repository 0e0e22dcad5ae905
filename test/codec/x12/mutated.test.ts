import { afterAll, describe, expect, test } from 'vitest';
import { watchdog } from '../../fuzz/watchdog.ts';
import { type Tally, TYPES, tryOne } from '../../fuzz/x12.ts';

/** The same inputs in every run; `npm run fuzz` goes on from others. */
const SEED = Number(process.env.VENDOR_BRIDGE_TEST_FUZZ_SEED ?? 1);
/** `npm run fuzz` tries many more: on a loaded machine these take half a minute. */
const INPUTS = Number(process.env.VENDOR_BRIDGE_TEST_FUZZ_INPUTS ?? 1_000);

const watching = watchdog(SEED);
afterAll(async () => {
  watching.begins(-1, 0);
  await watching.close();
});

describe(`documents that were spoilt on their way, seed ${SEED}`, () => {
  test.each(TYPES)(
    `${INPUTS} of %s: each is read or refused by name, place and hint, and none hangs`,
    (type) => {
      const tally: Tally = { inputs: 0, documents: 0, refused: 0, slowestMs: 0 };
      for (let index = 0; index < INPUTS; index++) {
        watching.begins(TYPES.indexOf(type), index);
        tryOne(type, SEED, index, tally);
      }
      expect(tally.inputs).toBe(INPUTS);
      // Most are refused, and some still pass: a mutation that spoils all of them, or none, tests nothing.
      expect(tally.refused).toBeGreaterThan(INPUTS / 50);
      expect(tally.documents).toBeGreaterThan(INPUTS / 50);
      expect(tally.slowestMs).toBeLessThan(2_000);
    },
    120_000,
  );
});
