import type { Warning } from '../../codec/problem.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import { bindingWindow } from '../../domain/purchase-order.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import { placeInWords } from './place-in-words.ts';

/** More than this is a sender who never gets one thing right; the console shows them all, document by document. */
const SHOWN = 8;

/** What was odd in a document and read all the same, kept with it in words, each kind once. */
export class Notes {
  readonly #byCode = new Map<string, { first: string; count: number }>();

  add({ code, message, place }: Warning): void {
    const known = this.#byCode.get(code);
    if (known) {
      known.count += 1;
      return;
    }
    const where = placeInWords(place);
    this.#byCode.set(code, { first: `${message.replace(/\.$/, '')} [${code}${where ? `, ${where}` : ''}]`, count: 1 });
  }

  addAll(warnings: readonly Warning[]): void {
    for (const warning of warnings) this.add(warning);
  }

  /** `odd: …; odd: …`, nothing where nothing was. */
  inWords(): string[] {
    const all = [...this.#byCode.values()].map(
      ({ first, count }) => `odd: ${first}${count > 1 ? `, ${count} times` : ''}`,
    );
    return all.length <= SHOWN ? all : [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more oddities`];
  }
}

/** What is odd about an order although its message is sound: it does not fit the account, or comes too late. */
export function orderNotes(order: PurchaseOrder, partner: TradingPartner, now: Date): Warning[] {
  const notes: Warning[] = [];
  const place = { transaction: order.number };
  if (order.currency !== undefined && order.currency !== partner.currency) {
    const message = `Order ${order.number} is in ${order.currency}, the account ${partner.vendorCode} trades in ${partner.currency}.`;
    notes.push({ code: 'currency-differs-from-account', message, place });
  }
  const window = bindingWindow(order);
  if (window && window.to < now.toISOString().slice(0, 10)) {
    const message = `The window of order ${order.number} ended on ${window.to}, before it was read.`;
    notes.push({ code: 'window-in-the-past', message, place });
  }
  return notes;
}
