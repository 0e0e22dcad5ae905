import { afterAll, beforeAll, describe, test } from 'vitest';
import { readScenarios } from './example.ts';
import { play } from './play.ts';
import { type ContractTarget, contractTarget } from './target.ts';

describe('the module answers as the examples say', () => {
  let target: ContractTarget;
  beforeAll(async () => {
    target = await contractTarget();
  });
  afterAll(() => target.close());

  for (const scenario of readScenarios()) {
    test(`${scenario.file}: ${scenario.scenario}`, () => play(scenario, target));
  }
});
