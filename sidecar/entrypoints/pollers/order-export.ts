import { type ReadOrder, readOrderExport } from '../../codec/order-export/export.ts';
import { CodecError } from '../../codec/problem.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { receiveOrder } from '../../workflow/intake.ts';
import type { World } from '../../workflow/world.ts';
import { dateOrderOfAccounts, tableBytes } from './export-file.ts';
import { Notes, orderNotes } from './notes.ts';
import { type FileVerdict, partOf, raiseRefusal } from './refusal.ts';
import type { ImportAnswers } from './remittance-export.ts';

/**
 * Takes in the orders of an export of Vendor Central, order by order: what is wrong with one never loses another.
 * It is one more road: an order that came by 850 or SP-API is the same order, seen once more.
 */
export async function processOrderExport(
  document: InboundDocument,
  world: World,
  answers: ImportAnswers = {},
): Promise<FileVerdict> {
  const notes = new Notes();
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const refuse = async (error: CodecError, number = '') => {
    const what = number === '' ? `file ${document.name}` : `order ${number} in ${document.name}`;
    await raiseRefusal(error, { what, part: partOf(error, number) }, document, world);
    count('refused');
  };
  try {
    const { orders, warnings } = readOrderExport(await tableBytes(document, world), {
      dateOrder: answers.dateOrder ?? dateOrderOfAccounts(world),
      decimalMark: answers.decimalMark,
      receivedOn: dayOf(document.receivedAt),
    });
    notes.addAll(warnings);
    for (const order of orders) {
      if (order.kind === 'refused') await refuse(order.error, order.purchaseOrderNumber);
      else count(await take(order, document, answers, notes, refuse, world));
    }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    await refuse(error);
  }
  const isRefused = [...counts.keys()].some((what) => what.includes('refused'));
  const parts = [...[...counts].map(([what, times]) => `${times} × ${what}`), ...notes.inWords()];
  return {
    state: isRefused ? 'quarantined' : counts.size === 0 ? 'ignored' : 'processed',
    detail: parts.join('; ') || 'no order in it',
  };
}

async function take(
  { document: order, warnings, isClosed }: Extract<ReadOrder, { kind: 'order' }>,
  document: InboundDocument,
  answers: ImportAnswers,
  notes: Notes,
  refuse: (error: CodecError, number: string) => Promise<void>,
  world: World,
): Promise<string> {
  notes.addAll(warnings);
  const known = await world.stores.purchaseOrders.find(order.number);
  // There is nothing to hold and nothing to answer for one that is over before we heard of it.
  if (isClosed && !known) return 'order closed in Vendor Central, not taken in';
  try {
    const partner = accountOf(order, answers, known?.vendorCode, world);
    notes.addAll(orderNotes(order, partner, world.now()));
    const sighting = { channel: 'file' as const, inboundId: document.id, at: document.receivedAt };
    return `order ${await receiveOrder({ ...order, vendorCode: partner.vendorCode }, partner, sighting, world)}`;
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    await refuse(error, order.number);
    return 'not taken in';
  }
}

/** A person's word, the file's, the order's as it is known, or the only account there is. */
function accountOf(
  { number, vendorCode }: PurchaseOrder,
  answers: ImportAnswers,
  known: string | undefined,
  world: World,
): TradingPartner {
  const place = { transaction: number };
  const named = answers.vendorCode ?? vendorCode ?? known;
  if (named !== undefined) {
    const partner = world.partners.find(named);
    if (partner) return partner;
    const hint = 'Add the account to the settings, or name another one: --vendor-code.';
    throw new CodecError('vendor-code-unknown', `There is no account ${named}`, place, hint);
  }
  const accounts = world.partners.all();
  const [only, ...others] = accounts;
  if (only && others.length === 0) return only;
  const codes = accounts.map((account) => account.vendorCode).join(', ');
  const hint = `Say which it is: --vendor-code, one of ${codes || 'the accounts in the settings, of which there are none'}.`;
  throw new CodecError('account-unclear', `Nothing says which account order ${number} is for`, place, hint);
}
