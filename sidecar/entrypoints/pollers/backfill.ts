import { CodecError } from '../../codec/problem.ts';
import { parseOrderPage } from '../../codec/sp-api/order-page.ts';
import { parseOrderState } from '../../codec/sp-api/purchase-order.ts';
import type { OrderFeed } from '../../ports/partner.ts';
import type { World } from '../../workflow/world.ts';
import { takeListed } from './sp-api-order.ts';

/** What became of one order of Amazon's list, or would have. */
export interface Backfilled {
  number: string;
  outcome: 'known' | 'taken-in' | 'closed' | 'answered-elsewhere' | 'unreadable';
  /** Words of the intake; empty in a dry run. */
  detail: string;
}

/**
 * Looks through orders of a time that no round has seen. Taken in is what still wants our answer, and what is known
 * here and may have changed. What was answered before our time is named and left alone: of months of history each would
 * else be a question.
 */
export async function* backfillOrders(
  feed: OrderFeed,
  { from, to }: { from: Date; to: Date },
  isDryRun: boolean,
  world: World,
): AsyncGenerator<Backfilled> {
  for await (const listed of feed.changedBetween(from, to)) {
    const { number, state } = glanceAt(listed.raw);
    const known = await world.stores.purchaseOrders.find(number);
    const leftAlone = known ? undefined : OUTCOMES[state ?? ''];
    if (leftAlone !== undefined) {
      yield { number, outcome: leftAlone, detail: '' };
      continue;
    }
    const outcome = known ? 'known' : 'taken-in';
    if (isDryRun) yield { number, outcome, detail: '' };
    else {
      const document = await takeListed(listed, world);
      yield { number, outcome: document.state === 'quarantined' ? 'unreadable' : outcome, detail: document.detail };
    }
  }
}

const OUTCOMES: Readonly<Record<string, 'closed' | 'answered-elsewhere'>> = {
  Closed: 'closed',
  Acknowledged: 'answered-elsewhere',
};

/** A state that nobody knows is the intake's matter, which keeps the bytes and asks. */
function glanceAt(raw: Uint8Array): { number: string; state: string | undefined } {
  const json: unknown = JSON.parse(new TextDecoder().decode(raw));
  const [order] = parseOrderPage({ payload: { orders: [json] } }).orders;
  try {
    return { number: order?.number ?? '', state: parseOrderState(json) };
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return { number: order?.number ?? '', state: undefined };
  }
}
