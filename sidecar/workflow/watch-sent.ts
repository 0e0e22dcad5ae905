import { addHours, instant } from '../domain/calendar.ts';
import type { NewDiscrepancy } from '../domain/discrepancy.ts';
import { isToEnter } from '../domain/sending.ts';
import { isNeverAnswered } from '../domain/trading-document.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { isMadeAnew } from './anew-key.ts';
import { rejection } from './close-document.ts';
import { BY_ITSELF, raise, settleAbout } from './discrepancies.ts';
import { partnerOf } from './lookups.ts';
import type { World } from './world.ts';

/**
 * Follows what has left and no step waits for: receipts of the road, and answers to what a person sent again. One
 * document that cannot be looked after keeps no other from it.
 */
export async function watchSent(world: World): Promise<void> {
  const { outbound } = world.stores;
  const failures: unknown[] = [];
  const each = async (documents: OutboundDocument[], look: (document: OutboundDocument) => Promise<void>) => {
    for (const document of documents) await look(document).catch((error: unknown) => failures.push(error));
  };
  await each(await outbound.list({ delivered: 'handed-over' }), (document) => lookForReceipt(document, world));
  // A receipt may come late, or somebody had the transfer program send it after all.
  await each(await outbound.list({ delivered: 'failed' }), (document) => lookForReceipt(document, world));
  const unanswered = await outbound.list({ delivered: 'delivered', acknowledged: 'awaited' });
  await each(
    unanswered.filter((document) => isWaitedForByNobody(document) && !isNeverAnswered(document.kind)),
    (document) => lookForAnswer(document, world),
  );
  if (failures.length > 0) throw failures[0];
}

function isWaitedForByNobody({ resends, kind, key }: OutboundDocument): boolean {
  return resends > 0 || kind === 'routing-request' || isMadeAnew(key);
}

/** Whoever has to know is told first, and the document marked last: a crash in between tells it twice, never not at all. */
async function lookForReceipt(document: OutboundDocument, world: World): Promise<void> {
  if (document.channel === 'file') return lookForEntry(document, world);
  const { id, kind, key, reference, purchaseOrderNumber } = document;
  const receipt = await world.partner.receipt(id);
  const at = instant(world.now());
  if (receipt.state === 'received') {
    const subject = purchaseOrderNumber ?? id;
    const detail = `${reference}: ${receipt.evidence}`;
    await world.stores.audit.append({ at, who: BY_ITSELF, action: `receipt: ${kind}`, subject, detail });
    const note = 'the receipt came';
    await settleAbout(id, 'delivery-unconfirmed', { action: 'close', note }, BY_ITSELF, world);
  }
  if (receipt.state === 'received' || receipt.state === 'not-given') {
    await world.stores.outbound.markDelivered(id, reference, at);
    return;
  }
  if (document.delivered === 'failed') return;
  const hours = partnerOf(document.vendorCode, world).policies.receiptWithinHours;
  const isOverdue = at >= addHours(document.deliveredAt ?? document.preparedAt, hours);
  if (receipt.state === 'awaited' && !isOverdue) return;
  const summary =
    receipt.state === 'failed'
      ? `our ${kind} ${key} did not arrive: ${receipt.problem}`
      : `no receipt came for our ${kind} ${key} within ${hours} hours: nobody knows whether Amazon has it`;
  await raise(world, unconfirmed(document, summary));
  await world.stores.outbound.markFailed(id);
}

/** The receipt of a file is a person's word. Before the first answer to an order the watch over its limit rings. */
async function lookForEntry(document: OutboundDocument, world: World): Promise<void> {
  const { id, kind, fileName, purchaseOrderNumber, deliveredAt, preparedAt } = document;
  if (!isToEnter(document)) return;
  if (kind === 'inventory-report') return dropOldReport(document, world);
  const hours = partnerOf(document.vendorCode, world).policies.enterFilesWithinHours;
  if (instant(world.now()) < addHours(deliveredAt ?? preparedAt, hours)) return;
  const order =
    purchaseOrderNumber === undefined ? undefined : await world.stores.purchaseOrders.find(purchaseOrderNumber);
  if (kind === 'acknowledgement' && order?.progress === 'to-enter') return;
  const ofOrder = purchaseOrderNumber === undefined ? '' : ` for order ${purchaseOrderNumber}`;
  await raise(world, {
    key: `file-not-entered:${id}`,
    kind: 'file-not-entered',
    subject: { outboundId: id, ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }) },
    summary: `our ${kind}${ofOrder} waits since ${hours} hours for a person to enter it in Vendor Central: Amazon has not heard it`,
    detail: { fileName, since: deliveredAt ?? preparedAt },
  });
}

/** A report is advice and says all there is: of those that nobody has entered only the newest is worth it, and none rings. */
async function dropOldReport({ id, kind, vendorCode, preparedAt }: OutboundDocument, world: World): Promise<void> {
  const reports = (await world.stores.outbound.list({ kind, delivered: 'handed-over' })).filter(isToEnter);
  const isOld = reports.some((other) => other.vendorCode === vendorCode && other.preparedAt > preparedAt);
  if (isOld) await world.stores.outbound.markFailed(id);
}

/** Each hand-over has its own: what was settled by sending it again may fail again. */
function unconfirmed(
  { id, reference, resends, deliveredAt, purchaseOrderNumber }: OutboundDocument,
  summary: string,
): NewDiscrepancy {
  return {
    key: `delivery-unconfirmed:${id}:${resends}`,
    kind: 'delivery-unconfirmed',
    subject: { outboundId: id, ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }) },
    summary,
    detail: { reference, handedOverAt: deliveredAt },
  };
}

/** The step that sent it first has long gone on, so that nobody else rings. */
async function lookForAnswer(document: OutboundDocument, world: World): Promise<void> {
  const { id, kind, key, resends, reference, purchaseOrderNumber } = document;
  const { status, problems } = await world.partner.answer(id);
  if (status === 'rejected') {
    await raise(world, rejection(document, problems, purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }));
  }
  if (status !== 'awaited') return;
  const sentAt = document.deliveredAt ?? document.preparedAt;
  const hours = partnerOf(document.vendorCode, world).policies.functionalAcknowledgementWithinHours;
  if (instant(world.now()) < addHours(sentAt, hours)) return;
  await raise(world, {
    key: `functional-acknowledgement-overdue:${id}:${resends}`,
    kind: 'functional-acknowledgement-overdue',
    subject: { outboundId: id, ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }) },
    summary: `nothing came back on our ${kind} ${key} within ${hours} hours${resends > 0 ? ' after it was sent again' : ''}`,
    detail: { reference, sentAt },
  });
}
