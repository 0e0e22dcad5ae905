import { addDays, CalendarDaySchema, dayOf, endOfDay, instant } from '../../domain/calendar.ts';
import type { House } from '../house.ts';
import { type Backfilled, backfillOrders } from '../pollers/backfill.ts';
import { countText } from '../words/quantities.ts';
import { BadInput } from './failure.ts';
import { progress } from './progress.ts';
import { print, printJson, type Terminal } from './terminal.ts';

export interface BackfillWishes {
  vendorCode?: string;
  from: string;
  to?: string;
  dryRun: boolean;
  json: boolean;
}

/** Amazon shows orders of the last six months. */
const SHOWN_DAYS = 183;

const WORDS: Readonly<Record<Backfilled['outcome'], string>> = {
  'taken-in': 'new here, and Amazon waits for an answer',
  known: 'known here',
  closed: 'closed at Amazon before our time, left alone',
  'answered-elsewhere': 'answered before our time, left alone (`po import` takes one in)',
  unreadable: 'kept, and not understood: see Discrepancies',
};

/** Takes in orders of Amazon's list that no round has seen: a house that was shut, an account that came later. */
export async function backfill(wishes: BackfillWishes, house: House, by: string, terminal: Terminal): Promise<void> {
  const { world } = house;
  const feeds = house.orderFeeds ?? [];
  const codes = feeds.map(({ vendorCode }) => vendorCode);
  const [only, ...others] = feeds.filter(({ vendorCode }) => (wishes.vendorCode ?? vendorCode) === vendorCode);
  if (!only || others.length > 0) {
    const message = 'whose orders are to be looked through?';
    const hint = `Accounts with orders by SP-API: ${codes.join(', ') || 'none'}. Name one with --vendor-code.`;
    throw new BadInput('usage', message, '--vendor-code', hint);
  }
  const today = dayOf(world.now());
  const [from, to] = [day('--from', wishes.from), day('--to', wishes.to ?? today)];
  if (to < from) throw new BadInput('usage', `--to ${to} is before --from ${from}`, '--to', 'Exchange the two.');
  if (from > today) throw new BadInput('usage', `--from ${from} is yet to come`, '--from', `Today is ${today}.`);
  const earliest = addDays(today, -SHOWN_DAYS);
  if (from < earliest) {
    const hint = `Begin on ${earliest}; older orders come from an export of Vendor Central, by \`po import\`.`;
    throw new BadInput('usage', `Amazon shows orders of six months, and ${from} is before`, '--from', hint);
  }
  const ends = endOfDay(to, 'UTC');
  const now = instant(world.now());
  const span = { from: new Date(endOfDay(addDays(from, -1), 'UTC')), to: new Date(ends < now ? ends : now) };
  const counts = new Map<Backfilled['outcome'], Set<string>>();
  const shown = progress(terminal, undefined);
  let seen = 0;
  try {
    for await (const order of backfillOrders(only, span, wishes.dryRun, world)) {
      shown.documents(++seen);
      const numbers = counts.get(order.outcome) ?? new Set();
      counts.set(order.outcome, numbers.add(order.number));
      if (wishes.json) await printJson(terminal, order);
    }
  } finally {
    shown.clear();
    // Also where Amazon breaks off half-way: what came before that is in the house, and has a name.
    if (!wishes.dryRun) {
      const detail = `${from} to ${to}: ${counts.get('taken-in')?.size ?? 0} taken in`;
      const subject = only.vendorCode;
      const at = instant(world.now());
      await world.stores.audit.append({ at, who: by, action: 'backfill orders', subject, detail });
    }
  }
  if (wishes.json) return;
  for (const [outcome, numbers] of counts) {
    const some = [...numbers].slice(0, 5).join(', ');
    const more = numbers.size > 5 ? ', …' : '';
    await print(terminal, `${countText(numbers.size)} ${WORDS[outcome]}: ${some}${more}`);
  }
  const nothing = wishes.dryRun ? 'Nothing was taken in: it was a dry run.' : 'The rounds answer what is new.';
  await print(terminal, seen === 0 ? `Amazon lists no orders from ${from} to ${to}.` : nothing);
}

function day(option: string, text: string) {
  const parsed = CalendarDaySchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new BadInput('usage', `${option} is '${text}'`, option, 'Write a day as 2026-08-11.');
}
