import { gatheredNames } from '../../codec/order-export/columns.ts';
import { type ReadOrder, readOrderExport } from '../../codec/order-export/export.ts';
import { CodecError } from '../../codec/problem.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { receiveOrder } from '../../workflow/intake.ts';
import type { World } from '../../workflow/world.ts';
import {
  accountUnclear,
  dateOrderOfAccounts,
  exportParts,
  type ImportAnswers,
  namesOfAccounts,
  tableBytes,
} from './export-file.ts';
import { type Notes, orderNotes } from './notes.ts';
import type { FileVerdict } from './refusal.ts';

/**
 * Takes in the orders of an export of Vendor Central, order by order: what is wrong with one never loses another.
 * It is one more road: an order that came by 850 or SP-API is the same order, seen once more.
 */
export async function processOrderExport(
  document: InboundDocument,
  world: World,
  answers: ImportAnswers = {},
): Promise<FileVerdict> {
  const parts = exportParts('order', document, world);
  return parts.through(async () => {
    const { orders, warnings } = readOrderExport(await tableBytes(document, world), {
      dateOrder: answers.dateOrder ?? dateOrderOfAccounts(world),
      decimalMark: answers.decimalMark,
      columnNames: gatheredNames(namesOfAccounts(world)),
      receivedOn: dayOf(document.receivedAt),
    });
    parts.notes.addAll(warnings);
    for (const order of orders) {
      if (order.kind === 'refused') await parts.refuse(order.error, order.purchaseOrderNumber);
      else {
        const work = () => take(order, document, answers, parts.notes, world);
        await parts.take(order.document.number, 'not taken in', work);
      }
    }
  });
}

async function take(
  { document: order, warnings, isClosed }: Extract<ReadOrder, { kind: 'order' }>,
  document: InboundDocument,
  answers: ImportAnswers,
  notes: Notes,
  world: World,
): Promise<string> {
  notes.addAll(warnings);
  const known = await world.stores.purchaseOrders.find(order.number);
  // There is nothing to hold and nothing to answer for one that is over before we heard of it.
  if (isClosed && !known) return 'order closed in Vendor Central, not taken in';
  const partner = accountOf(order, answers, known?.vendorCode, world);
  notes.addAll(orderNotes(order, partner, world.now()));
  const sighting = { channel: 'file' as const, inboundId: document.id, at: document.receivedAt };
  return `order ${await receiveOrder({ ...order, vendorCode: partner.vendorCode }, partner, sighting, world)}`;
}

/** A person's word, the file's, the order's as it is known, or the only account there is. */
function accountOf(
  { number, vendorCode }: PurchaseOrder,
  answers: ImportAnswers,
  known: string | undefined,
  world: World,
): TradingPartner {
  const named = answers.vendorCode ?? vendorCode ?? known;
  if (named !== undefined) {
    const partner = world.partners.find(named);
    if (partner) return partner;
    const hint = 'Add the account to the settings, or name another one: --vendor-code.';
    throw new CodecError('vendor-code-unknown', `There is no account ${named}`, { transaction: number }, hint);
  }
  const [only, ...others] = world.partners.all();
  if (only && others.length === 0) return only;
  throw accountUnclear('order', number, world);
}
