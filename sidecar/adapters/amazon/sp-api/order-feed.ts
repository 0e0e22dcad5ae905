import { createHash } from 'node:crypto';
import { dateTime } from '../../../codec/sp-api/dates.ts';
import { type ListedOrder, parseOrderPage } from '../../../codec/sp-api/order-page.ts';
import { Refused } from '../../../ports/failures.ts';
import type { OrderFeed } from '../../../ports/partner.ts';
import type { OrdersQuery, SpApi } from './client.ts';
import { understood } from './understood.ts';

export interface OrderFeedParts {
  vendorCode: string;
  api: SpApi;
  /** Says something odd that the feed survived. */
  warn(code: string, message: string): void;
}

const DAY_MS = 86_400_000;
/** Amazon takes at most 7 days at once; a minute less, so that its rounding does not make it more. */
const LONGEST_WINDOW_MS = 7 * DAY_MS - 60_000;
/** Orders show up in the list some time after their own date: each window reaches back over the one before. */
const OVERLAP_MS = 15 * 60_000;
/** 100 orders each: more than any vendor gets in a week. */
const MOST_PAGES = 500;

/**
 * Orders created in a window, then orders changed in it. Amazon ignores its own filters and its own
 * order at times, so nothing here relies on either: an order that comes twice, or that does not
 * belong to the window, is handed on, and the intake knows it by its content.
 */
export function spApiOrderFeed({ vendorCode, api, warn }: OrderFeedParts): OrderFeed {
  return {
    vendorCode,
    async *changedBetween(from, to) {
      const seen = new Set<string>();
      const unread: string[] = [];
      for (const window of windows(from, to)) {
        for (const by of ['created', 'changed'] as const) {
          for await (const { number, json } of listed(api, vendorCode, by, window, warn, unread)) {
            const raw = new TextEncoder().encode(JSON.stringify(json));
            const hash = createHash('sha256').update(raw).digest('base64');
            if (seen.has(hash)) continue;
            seen.add(hash);
            yield { name: `getPurchaseOrders ${number}`, raw };
          }
        }
      }
      // Said last: every order that could be read is out, and whoever reads must not take the window for read.
      if (unread.length > 0) {
        throw new Refused('order-list-incomplete', `list all purchase orders of ${unread.join('; ')}`, {
          hint: 'The window is asked for again; if this stays, look the orders up in Vendor Central and tell Amazon.',
        });
      }
    },
  };
}

interface TimeWindow {
  from: Date;
  to: Date;
}

function* windows(from: Date, to: Date): Generator<TimeWindow> {
  let start = from.getTime() - OVERLAP_MS;
  while (start < to.getTime()) {
    const end = Math.min(start + LONGEST_WINDOW_MS, to.getTime());
    yield { from: new Date(start), to: new Date(end) };
    if (end === to.getTime()) return;
    start = end - OVERLAP_MS;
  }
}

async function* listed(
  api: SpApi,
  vendorCode: string,
  by: 'created' | 'changed',
  window: TimeWindow,
  warn: OrderFeedParts['warn'],
  unread: string[],
): AsyncGenerator<ListedOrder> {
  const span = `${vendorCode}, ${by} ${dateTime(window.from)} to ${dateTime(window.to)}`;
  const doing = `list purchase orders of ${span}`;
  const query = queryOf(vendorCode, by, window);
  const tokens = new Set<string>();
  const strangers: string[] = [];
  let nextToken: string | undefined;
  do {
    const body = await api.getPurchaseOrders(nextToken ? { ...query, nextToken } : query, doing);
    const page = understood(doing, () => parseOrderPage(body));
    if (page.errors.length > 0) throw new Refused('sp-api-refused', doing, { hint: page.errors.join('; ') });
    for (const order of page.orders) {
      if (!belongs(order, by, window)) strangers.push(order.number);
      yield order;
    }
    nextToken = page.nextToken || undefined;
    if (nextToken !== undefined && tokens.has(nextToken)) {
      warn('order-page-repeated', `Amazon gave the same next page twice for ${span}; the rest was not read`);
      unread.push(span);
      nextToken = undefined;
    }
    if (nextToken !== undefined) tokens.add(nextToken);
  } while (nextToken !== undefined && tokens.size < MOST_PAGES);
  if (nextToken !== undefined) {
    warn('order-pages-without-end', `${span} has more than ${MOST_PAGES} pages; the rest was not read`);
    unread.push(span);
  }
  if (strangers.length > 0) {
    warn(
      'order-outside-window',
      `${strangers.length} orders do not lie in the window of ${span}, ${strangers.slice(0, 5).join(', ')} among them: Amazon ignored the filter`,
    );
  }
}

function queryOf(vendorCode: string, by: 'created' | 'changed', { from, to }: TimeWindow): OrdersQuery {
  const [after, before] = [dateTime(wholeSecond(from)), dateTime(wholeSecond(to))];
  const common = { limit: 100, includeDetails: 'true', orderingVendorCode: vendorCode };
  return by === 'created'
    ? { ...common, createdAfter: after, createdBefore: before }
    : { ...common, changedAfter: after, changedBefore: before };
}

/** Rounded up: what lies before the end then lies within it. */
function wholeSecond(moment: Date): Date {
  return new Date(Math.ceil(moment.getTime() / 1000) * 1000);
}

/** Amazon returns whole days where it forgets the time of day, so that days are what is compared. */
function belongs({ createdAt, changedAt }: ListedOrder, by: 'created' | 'changed', { from, to }: TimeWindow): boolean {
  const text = by === 'created' ? createdAt : changedAt;
  if (text === undefined) return false;
  const day = text.trim().slice(0, 10);
  return dateTime(from).slice(0, 10) <= day && day <= dateTime(to).slice(0, 10);
}
