import type { Instant } from '../../domain/calendar.ts';
import type { HeldLine } from '../../domain/decision.ts';
import type { JournalEntry, SagaRun } from '../../ports/journal.ts';
import { OrderState } from '../../workflow/order-state.ts';
import { countText } from '../words/quantities.ts';
import { entryText, stepWords } from '../words/steps.ts';
import type { Tone } from '../words/words.ts';
import type { Told } from './sagas.ts';

/** One line of a walk's journal, in words. */
export interface Chapter {
  at: Instant;
  /** As the code and the log call it. */
  step: string;
  what: string;
  /** What came of it or what it waits for; empty where the sentence says all. */
  detail: string;
  tone: Tone;
  /** Stands in the short account too; the rest is for whoever wants to know every step. */
  isTold: boolean;
}

/** A walk from its journal, oldest first. A start is not told apart from its end. */
export function story({ run, entries }: Told): Chapter[] {
  const state = OrderState.safeParse(run.state).data;
  return entries.flatMap((entry, index) => {
    const after = entries.slice(index + 1);
    if (entry.event === 'started' && after.some(({ step }) => step === entry.step)) return [];
    const { what, tone } = entryText(run.saga, entry);
    const isLast = !after.some(({ step, event }) => step === entry.step && event === entry.event);
    const outcome = isLast && entry.event === 'done' ? outcomeOf(entry.step, state) : undefined;
    const detail = saysItself(entry) ? '' : entry.detail || outcome || '';
    return [{ at: entry.at, step: entry.step, what, tone, detail, isTold: isTold(entry, detail, after, run) }];
  });
}

function isTold(entry: JournalEntry, detail: string, after: readonly JournalEntry[], run: SagaRun): boolean {
  const { step, event } = entry;
  const words = stepWords(run.saga, step);
  switch (event) {
    case 'done':
      // The second hold and the shop's order are there in every walk, and mostly have nothing to do.
      return words.told === true && (detail !== '' || (step !== 'hold-settled' && step !== 'enter-order'));
    case 'undone':
      return words.undone !== undefined;
    case 'ended':
      return entry.detail === 'undone';
    case 'waiting':
      return run.status === 'waiting' && after.length === 0;
    // What failed and works again is no news; of a row of failures the last one tells.
    case 'failed':
      return run.step === step && !after.some((later) => later.event === 'failed' || later.event === 'done');
    case 'held':
      return run.status === 'held' && after.length === 0;
    default:
      return false;
  }
}

/** Their detail is part of the sentence. */
function saysItself({ event }: JournalEntry): boolean {
  return event === 'waiting' || event === 'ended';
}

function outcomeOf(step: string, state: OrderState | undefined): string | undefined {
  if (step === 'hold' && state?.held?.length) return heldText(state.held);
  if (step === 'hold-settled' && state?.heldLater?.length) return heldText(state.heldLater);
  if (step !== 'enter-order') return undefined;
  return state?.orderByHand === true
    ? 'left to the shop, which makes these orders by hand or not at all'
    : state?.orderReference;
}

function heldText(lines: readonly HeldLine[]): string {
  const total = (pick: (line: HeldLine) => number) => lines.reduce((all, line) => all + pick(line), 0);
  const [held, requested] = [total((line) => line.held), total((line) => line.requested)];
  return held === requested ? `all ${countText(held)} ea` : `${countText(held)} of ${countText(requested)} ea`;
}
