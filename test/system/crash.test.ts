/*
 * A sample of the crash matrix; `npm run crash-matrix` takes every moment. The kills lie evenly over
 * the whole story, and a new release moves them.
 */
import { expect, test } from 'vitest';
import { crashMatrix, isClean, spread } from '../crash/matrix.ts';

test('killed at two dozen moments between order and payment: nothing is lost, nothing doubled, and what is held is what was promised', async () => {
  const { kills, moments } = await crashMatrix({ choose: (all) => evenlyOverScenes(all, 3) });
  expect(moments.length).toBeGreaterThan(200);
  expect(kills.length).toBeGreaterThanOrEqual(20);
  expect(kills.filter((kill) => !isClean(kill))).toEqual([]);
}, 180_000);

/** So many of each scene: scenes share a story, so that this costs no more than that many stories. */
function evenlyOverScenes<T extends { scene: number }>(moments: readonly T[], ofEach: number): T[] {
  const scenes = [...new Set(moments.map(({ scene }) => scene))];
  return scenes.flatMap((scene) => {
    const own = moments.filter((moment) => moment.scene === scene);
    return spread(own, ofEach + 2).slice(1, -1);
  });
}
