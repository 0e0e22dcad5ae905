import { afterAll, beforeAll, describe, test } from 'vitest';
import { readScenarios } from '../contracts/example.ts';
import { play } from '../contracts/play.ts';
import { type ContractTarget, standInTarget } from '../contracts/target.ts';
import { liveTarget, setUpWorld } from './world.ts';

const TARGETS: Record<string, () => Promise<ContractTarget>> = {
  'the module in a real Magento': async () => {
    await setUpWorld();
    return liveTarget();
  },
  'the stand-in': standInTarget,
};

for (const [name, open] of Object.entries(TARGETS)) {
  describe(`${name} answers as the examples say`, () => {
    let target: ContractTarget;
    beforeAll(async () => {
      target = await open();
    });
    afterAll(() => target.close());

    for (const scenario of readScenarios()) {
      test(`${scenario.file}: ${scenario.scenario}`, () => play(scenario, target));
    }
  });
}
