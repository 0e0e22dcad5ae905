import { join } from 'node:path';
import { Config } from '../../sidecar/config.ts';
import { setStage } from '../../sidecar/entrypoints/demo/stage.ts';
import { playStory, STORY_HOURS } from '../../sidecar/entrypoints/demo/story.ts';
import type { Teller } from '../../sidecar/entrypoints/demo/teller.ts';
import { openHouse } from '../../sidecar/main.ts';
import { type Facts, factsOf } from './facts.ts';

const nobody = async () => {};
export const SILENT: Teller = { scene: nobody, say: nobody, table: nobody, board: nobody };

/** The same story as the demo tells it: one process, no Kafka, nobody is killed. */
export async function undisturbed(folder: string): Promise<Facts> {
  const stage = await setStage({
    folder: join(folder, 'undisturbed'),
    openHouse: (raw, options, clock) => openHouse(Config.parse(raw), options, clock),
    beginsHoursAgo: STORY_HOURS,
  });
  try {
    await playStory(stage, SILENT);
    return await factsOf(stage);
  } finally {
    await stage.close();
  }
}
