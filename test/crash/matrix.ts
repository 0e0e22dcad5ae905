import { availableParallelism } from 'node:os';
import { difference } from './books.ts';
import { bundleSidecar } from './bundle.ts';
import { startSidecar } from './process.ts';
import { type Database, SQLITE } from './stage.ts';
import { type Seat, tellStory } from './story.ts';
import type { Point } from './wire.ts';

/** One moment of the undisturbed story. */
export interface Moment {
  /** From 0. */
  scene: number;
  /** Within the scene, from 1. */
  number: number;
  point: Point;
}

export interface Kill extends Moment {
  lost: string[];
  doubled: string[];
  /** Promised and not held, or held and not promised. */
  broken: string[];
  /** The story did not end, or not as planned. */
  failure: string | undefined;
}

export interface CrashOptions {
  database?: Database;
  /** Which of all moments; every one where absent. */
  choose?: (moments: readonly Moment[]) => Moment[];
  /** Stories told at the same time. */
  lanes?: number;
  progress?: (done: number, total: number, latest: readonly Kill[]) => void;
}

export interface CrashReport {
  moments: Moment[];
  kills: Kill[];
  /** What reached Amazon again and was known by its number, over all stories. */
  repeats: string[];
  stories: number;
  /** What there is once each when the story is over. */
  things: string[];
}

/**
 * Tells the story undisturbed, counts the moments at which the process could die, and tells it again
 * until it has died at each of them. Every scene begins at rest, so one story bears a death in each:
 * a kill costs one start of a process. A story whose books differ is told once more for each of its
 * deaths alone, so that the blame falls on the right one.
 */
export async function crashMatrix(options: CrashOptions = {}): Promise<CrashReport> {
  const { database = SQLITE, lanes = availableParallelism() + 1, progress = () => {} } = options;
  const sidecar = await bundleSidecar();
  try {
    const first = await takeSeat(sidecar.file);
    const calm = await tellStory(first, database);
    await first.process.end();
    if (calm.broken.length > 0) throw new Error(`undisturbed, and already wrong: ${calm.broken.join('; ')}`);
    const moments = calm.points.flatMap((points, scene) =>
      points.map((point, index) => ({ scene, number: index + 1, point })),
    );
    const chosen = options.choose?.(moments) ?? moments;
    const plans = together(chosen);
    const stories = plans.length;
    const report: CrashReport = { moments, kills: [], repeats: [], stories, things: calm.books.things };

    const lane = async () => {
      const told = teller(sidecar.file, database, calm.books.things);
      for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) {
        const { kills, repeats } = await told.all(plan);
        report.kills.push(...kills);
        report.repeats.push(...repeats);
        progress(report.kills.length, chosen.length, kills);
      }
      await told.end();
    };
    await Promise.all(Array.from({ length: Math.min(lanes, plans.length) }, lane));
    report.kills.sort((a, b) => a.scene - b.scene || a.number - b.number);
    return report;
  } finally {
    sidecar.remove();
  }
}

/** One moment of each scene, as long as there are any. */
function together(moments: readonly Moment[]): Moment[][] {
  const plans: Moment[][] = [];
  for (const moment of moments) {
    const free = plans.find((plan) => plan.every(({ scene }) => scene !== moment.scene));
    if (free) free.push(moment);
    else plans.push([moment]);
  }
  return plans;
}

function teller(file: string, database: Database, expected: readonly string[]) {
  let seat: Seat | undefined;

  async function tell(plan: readonly Moment[]): Promise<{ kills: Kill[]; repeats: string[] }> {
    seat ??= await takeSeat(file);
    const numbers: (number | undefined)[] = [];
    for (const { scene, number } of plan) numbers[scene] = number;
    try {
      const { books, killed, broken } = await tellStory(seat, database, numbers);
      const { lost, doubled } = difference(expected, books.things);
      const kills = plan.map((moment): Kill => {
        const point = killed[moment.scene];
        const failure = point ? undefined : 'the process did not die there';
        return { ...moment, point: point ?? moment.point, lost, doubled, broken, failure };
      });
      return { kills, repeats: books.repeats };
    } catch (error) {
      // Whatever such a story has left behind is not the next one's.
      await seat.process.end();
      seat = undefined;
      const failure = error instanceof Error ? error.message : String(error);
      return { kills: plan.map((moment) => ({ ...moment, lost: [], doubled: [], broken: [], failure })), repeats: [] };
    }
  }

  return {
    async all(plan: readonly Moment[]) {
      const whole = await tell(plan);
      if (plan.length === 1 || whole.kills.every(isClean)) return whole;
      const kills: Kill[] = [];
      for (const moment of plan) kills.push(...(await tell([moment])).kills);
      // Clean one by one, and not together: that is a finding too, and nobody's alone.
      return { kills: kills.every(isClean) ? whole.kills : kills, repeats: whole.repeats };
    },
    async end() {
      await seat?.process.end();
    },
  };
}

async function takeSeat(file: string): Promise<Seat> {
  const seat: Seat = {
    process: await startSidecar(file),
    async replace() {
      seat.process = await startSidecar(file);
    },
  };
  return seat;
}

export function isClean({ lost, doubled, broken, failure }: Kill): boolean {
  return lost.length + doubled.length + broken.length === 0 && failure === undefined;
}

/** The first few of each row, spread over its occurrences: the hundredth look into an empty list shows nothing new. */
export function mostOfEach(moments: readonly Moment[], most: number): Moment[] {
  const rows = new Map<string, Moment[]>();
  for (const moment of moments) {
    const key = JSON.stringify(moment.point);
    rows.set(key, [...(rows.get(key) ?? []), moment]);
  }
  return [...rows.values()].flatMap((row) => spread(row, most));
}

/** So many of them, evenly apart, first and last among them. */
export function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  const step = (all.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, index) => all[Math.round(index * step)]).filter((one) => one !== undefined);
}
