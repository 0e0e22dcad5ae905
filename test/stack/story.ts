import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../../sidecar/entrypoints/demo/stage.ts';
import { playStory } from '../../sidecar/entrypoints/demo/story.ts';
import { type Summary, summarise } from '../../sidecar/entrypoints/demo/summary.ts';
import type { Teller } from '../../sidecar/entrypoints/demo/teller.ts';
import { type Facts, factsOf } from './facts.ts';
import { type Kill, killAmid } from './kills.ts';
import { quietly } from './quiet.ts';
import type { Stack } from './stack.ts';

export interface Told {
  summary: Summary;
  facts: Facts;
  /** Who was killed, when, and over what. */
  kills: { sidecar: string; moment: number; caughtAt: string }[];
}

/** Plays the demo's story against running sidecars, by Kafka and by the clock on the wall. */
export async function tellStory(stack: Stack, teller: Teller, kills: readonly Kill[], folder: string): Promise<Told> {
  const quiet = quietly(stack);
  const done: Told['kills'] = [];
  let moment = 0;

  async function kill(wish: Kill): Promise<void> {
    const victim = stack.sidecars.find(({ name }) => name === wish.sidecar);
    if (!victim) throw new Error(`there is no sidecar ${wish.sidecar}`);
    const caughtAt = await killAmid(stack, victim, wish);
    done.push({ sidecar: wish.sidecar, moment: wish.moment, caughtAt });
    await teller.say(`(sidecar ${wish.sidecar} was killed over ${caughtAt}, and runs again)`);
  }

  const stage: Stage = {
    ...stack,
    now: () => new Date(),
    // Nobody here can turn the clock of another process: the month is played in a minute.
    pass() {},
    arriveAtNow() {},
    async settleDown() {
      moment += 1;
      const present = moment;
      await Promise.all(kills.filter((one) => one.moment === present).map(kill));
      await quiet.settleDown();
    },
    async collectSent() {
      const sent = join(folder, 'sent');
      mkdirSync(sent, { recursive: true });
      const documents = await stack.house.world.stores.outbound.list({ delivered: 'delivered', limit: 10_000 });
      for (const { id, fileName, kind, raw } of documents)
        writeFileSync(join(sent, fileName === '' ? `${kind}-${id}.json` : fileName), raw);
      return { folder: sent, files: documents.length };
    },
    close: async () => {},
  };
  try {
    await playStory(stage, teller);
    return { summary: await summarise(stage), facts: await factsOf(stack), kills: done };
  } finally {
    await quiet.close();
  }
}
