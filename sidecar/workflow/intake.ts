import { instant } from '../domain/calendar.ts';
import { acknowledgeBy } from '../domain/deadline.ts';
import type { FunctionalAcknowledgement, FunctionalResult } from '../domain/functional-acknowledgement.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import type { Remittance } from '../domain/remittance.ts';
import type { TradingPartner } from '../domain/trading-partner.ts';
import type { MasterEvent } from '../ports/stock-master.ts';
import type { OutboundDocument, Sighting } from '../ports/stores.ts';
import { dispatchSaga, runnableDispatch } from './dispatch.ts';
import { raise } from './lookups.ts';
import { purchaseOrderSaga, runnablePurchaseOrder } from './purchase-order.ts';
import { remittanceSaga, runnableRemittance } from './remittance.ts';
import { shipNoticeKey } from './ship-notice.ts';
import type { World } from './world.ts';

/** Takes an order in by whatever road it came: the first sighting starts its saga, the others only leave a trace. */
export async function receiveOrder(
  order: PurchaseOrder,
  partner: TradingPartner,
  sighting: Sighting,
  world: World,
): Promise<'new' | 'known' | 'changed'> {
  const limit = acknowledgeBy(order.orderedOn, sighting.at, partner.policies);
  const { vendorCode } = partner;
  const { outcome, version, changes } = await world.stores.purchaseOrders.keep(order, vendorCode, limit, sighting);
  const stored = await world.stores.purchaseOrders.find(order.number);
  const state = {
    number: stored?.document.number ?? order.number,
    vendorCode,
    version,
    acknowledgeBy: stored?.acknowledgeBy ?? limit,
  };
  // Opened on every sighting: a crash between keep() and open() would leave an order that nobody works on.
  const key = purchaseOrderKey(order.number);
  await world.journal.open(purchaseOrderSaga.name, key, state, runnablePurchaseOrder.firstStep, instant(world.now()));
  if (outcome === 'changed') {
    const inWords = changes.map(({ field }) => field).slice(0, 5);
    await raise(world, {
      key: `order-changed:${key}:${version}`,
      kind: 'order-changed',
      subject: { purchaseOrderNumber: order.number },
      summary: `Amazon changed order ${order.number} (version ${version}): ${inWords.join(', ')}${changes.length > 5 ? ' …' : ''}`,
      detail: { version, changes },
    });
  }
  world.events.orderReceived({
    purchaseOrderNumber: order.number,
    vendorCode,
    outcome,
    version,
    channel: sighting.channel,
  });
  return outcome;
}

/** Takes a remittance in; its payment number decides whether it is known. */
export async function receiveRemittance(
  remittance: Remittance,
  vendorCode: string,
  inboundId: string,
  world: World,
): Promise<'new' | 'known'> {
  const at = instant(world.now());
  const outcome = await world.stores.remittances.keep(remittance, inboundId, at);
  const { paymentNumber } = remittance;
  const state = { paymentNumber, vendorCode };
  await world.journal.open(remittanceSaga.name, paymentNumber, state, runnableRemittance.firstStep, at);
  return outcome;
}

const ANSWERS: Record<FunctionalResult, 'accepted' | 'accepted-with-errors' | 'rejected'> = {
  accepted: 'accepted',
  'accepted-with-errors': 'accepted-with-errors',
  'partially-accepted': 'accepted-with-errors',
  rejected: 'rejected',
};

/** Closes what a 997 is about and wakes who waits for it. One for a group that we never sent is kept, not feared. */
export async function receiveFunctionalAcknowledgement(
  acknowledgement: FunctionalAcknowledgement,
  partner: TradingPartner,
  inboundId: string,
  world: World,
): Promise<void> {
  const { functionalId, groupControlNumber } = acknowledgement;
  const at = instant(world.now());
  const document = await world.stores.outbound.findByControlNumber(
    partner.vendorCode,
    functionalId,
    Number(groupControlNumber),
  );
  if (!document) {
    await raise(world, {
      key: `functional-acknowledgement-unmatched:${partner.vendorCode}:${functionalId}:${groupControlNumber}`,
      kind: 'functional-acknowledgement-unmatched',
      subject: { inboundId },
      summary: `a 997 answers group ${functionalId} ${groupControlNumber}, which we did not send`,
      detail: { acknowledgement },
    });
    return;
  }
  const transaction = acknowledgement.transactions[0];
  const status = ANSWERS[transaction?.result ?? acknowledgement.result];
  const problems = (transaction?.segments ?? []).map(({ segment, position, code, elements }) => {
    const places = elements.map(
      (item) => `element ${item.position} (code ${item.code}${item.value ? `, '${item.value}'` : ''})`,
    );
    return `${segment} at ${position}${code ? `, code ${code}` : ''}${places.length > 0 ? `: ${places.join(', ')}` : ''}`;
  });
  await world.stores.outbound.recordAnswer(document.id, status, problems, at);
  world.events.documentAnswered({ kind: document.kind, documentId: document.id, status, problems });
  await wakeSender(document, world);
}

/** Takes one event of the stock master; repeats change nothing. */
export async function receiveMasterEvent(event: MasterEvent, world: World): Promise<void> {
  const at = instant(world.now());
  switch (event.kind) {
    case 'stock-changed':
      await world.stores.stock.apply([{ ...event.position, sequence: event.sequence, changedAt: at }]);
      break;
    case 'dispatch-recorded':
      await receiveDispatch(event, world);
      break;
    case 'unreadable':
      await raise(world, {
        key: `contract-violation:${event.eventId}`,
        kind: 'contract-violation',
        subject: {},
        summary: `an event of the stock master breaks the contract and had no effect: ${event.problem}`.slice(0, 500),
        detail: { eventId: event.eventId, problem: event.problem, raw: event.raw },
      });
      break;
  }
}

async function receiveDispatch(
  { dispatch }: Extract<MasterEvent, { kind: 'dispatch-recorded' }>,
  world: World,
): Promise<void> {
  const at = instant(world.now());
  const { id: dispatchId, purchaseOrderNumber } = dispatch;
  const outcome = await world.stores.dispatches.keep(dispatch, at);
  const state = { dispatchId, purchaseOrderNumber };
  await world.journal.open(dispatchSaga.name, dispatchId, state, runnableDispatch.firstStep, at);
  if (outcome === 'revised') {
    const told = await world.stores.outbound.findByKey(shipNoticeKey(dispatchId));
    if (told) {
      await raise(world, {
        key: `dispatch-changed-after-notice:${dispatchId}:${dispatch.revision}`,
        kind: 'dispatch-changed-after-notice',
        subject: { dispatchId, purchaseOrderNumber, outboundId: told.id },
        summary: `dispatch ${dispatchId} of order ${purchaseOrderNumber} was changed after its ship notice had left`,
        detail: { revision: dispatch.revision, tracks: dispatch.tracks },
      });
    } else {
      await world.journal.wake(dispatchSaga.name, dispatchId, at, 'the dispatch was changed');
    }
  }
  world.events.dispatchRecorded({ dispatchId, purchaseOrderNumber, outcome });
}

/** Who waits for the answer to a document stands in its key. */
async function wakeSender(document: OutboundDocument, world: World): Promise<void> {
  const at = instant(world.now());
  const number = document.purchaseOrderNumber;
  if (number === undefined) return;
  if (document.kind === 'acknowledgement') {
    await world.journal.wake(purchaseOrderSaga.name, purchaseOrderKey(number), at, 'an answer came');
    return;
  }
  for (const { id } of await world.stores.dispatches.list(number)) {
    await world.journal.wake(dispatchSaga.name, id, at, 'an answer came');
  }
}
