import { resolve } from 'node:path';
import { printJson, type Terminal } from '../cli/terminal.ts';
import { FOR_YOU } from './orders.ts';
import { type OpenHouse, type Stage, setStage } from './stage.ts';
import { playStory, STORY_HOURS } from './story.ts';
import { summarise } from './summary.ts';
import { teller } from './teller.ts';

export interface DemoOptions {
  /** Ends after the story, with one JSON line; otherwise the console stays open until `stopped`. */
  once: boolean;
  terminal: Terminal;
  openHouse: OpenHouse;
  /** Wanted for the console; another free one is taken where it is in use. */
  port: number;
  /** Resolves when the person has seen enough. */
  stopped(): Promise<void>;
}

const FOLDER = '.demo';

/** Plays the story and answers whether both stand-ins were content. */
export async function playDemo(options: DemoOptions): Promise<boolean> {
  const { once, terminal } = options;
  const tell = teller(terminal, once ? 0 : 1_500);
  const stage = await setStage({
    folder: resolve(FOLDER),
    openHouse: options.openHouse,
    beginsHoursAgo: STORY_HOURS,
    ...(once ? {} : { port: options.port }),
  });
  try {
    if (!once) await tell.say(`Console: ${stage.house.url}\nOpen it and watch; the story begins.`);
    await playStory(stage, tell);
    const summary = await summarise(stage);
    await tell.say(`${summary.sent.files} documents went to Amazon; they lie in ${summary.sent.folder}`);
    for (const complaint of summary.complaints) await tell.say(`Amazon complains: ${complaint}`);
    for (const contradiction of summary.contradictions) await tell.say(`The shop contradicts itself: ${contradiction}`);
    if (!once) {
      await tell.say(
        `\nSettle order ${FOR_YOU} at ${stage.house.url}/orders/${FOR_YOU} and watch its acknowledgement leave. Ctrl-C ends the demo.`,
      );
      await liveOn(stage, options.stopped());
    }
    await printJson(terminal, summary);
    return summary.complaints.length === 0 && summary.contradictions.length === 0;
  } finally {
    await stage.close();
  }
}

/** House and Amazon go on as they would in life, a second at a time. */
async function liveOn(stage: Stage, stopped: Promise<void>): Promise<void> {
  let goesOn = true;
  void stopped.then(() => {
    goesOn = false;
  });
  while (goesOn) {
    await stage.house.tick();
    await stage.amazonByEdi.sweepMailbox();
    await Promise.race([stopped, new Promise((next) => setTimeout(next, 1_000))]);
  }
}
