import { applyChange } from '../domain/apply-change.ts';
import { instant } from '../domain/calendar.ts';
import { acknowledgeBy } from '../domain/deadline.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { OrderChange } from '../domain/order-change.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import type { Remittance } from '../domain/remittance.ts';
import type { TradingPartner } from '../domain/trading-partner.ts';
import type { MasterEvent } from '../ports/stock-master.ts';
import type { Sighting } from '../ports/stores.ts';
import { openCorrection } from './correct-notice.ts';
import { raise } from './discrepancies.ts';
import { dispatchSaga, runnableDispatch } from './dispatch.ts';
import { followChange, tellDifference } from './follow-change.ts';
import { purchaseOrderSaga, runnablePurchaseOrder } from './purchase-order.ts';
import { remittanceSaga, runnableRemittance } from './remittance.ts';
import { toldNotices } from './told-notices.ts';
import { noteNewOrder } from './watch-silence.ts';
import type { World } from './world.ts';

/** Takes an order in by whatever road it came: the first sighting starts its saga, the others only leave a trace. */
export async function receiveOrder(
  order: PurchaseOrder,
  partner: TradingPartner,
  sighting: Sighting,
  world: World,
  change?: OrderChange,
): Promise<'new' | 'known' | 'changed' | 'differs'> {
  const limit = acknowledgeBy(order.orderedOn, sighting.at, partner.policies, partner.calendar);
  const { vendorCode } = partner;
  const master = partner.channels['purchase-order'][0];
  const seen = await world.stores.purchaseOrders.keep(order, vendorCode, limit, sighting, master);
  const { outcome, version } = seen;
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
  if (outcome === 'new') await noteNewOrder(vendorCode, world);
  if (version > 1) await followChange(order.number, version, partner, sighting, world, change);
  if (outcome === 'differs') await tellDifference(order.number, sighting, master, seen.changes, world);
  world.events.orderReceived({
    purchaseOrderNumber: order.number,
    vendorCode,
    outcome,
    version,
    channel: sighting.channel,
  });
  return outcome;
}

/** Makes a whole order of what an 860 says of one, and takes it in as a later version. What does not fit waits for a person. */
export async function receiveOrderChange(
  change: OrderChange,
  partner: TradingPartner,
  sighting: Sighting,
  world: World,
): Promise<'known' | 'changed' | 'not carried out'> {
  const stored = await world.stores.purchaseOrders.find(change.number);
  const changed = stored
    ? applyChange(stored.document, change)
    : { problem: { kind: 'order-unknown', message: `we know no order ${change.number}` } };
  if (!('problem' in changed)) {
    const outcome = await receiveOrder(changed, partner, sighting, world, change);
    return outcome === 'known' ? 'known' : 'changed';
  }
  await raise(world, {
    key: `order-change-unfit:${sighting.inboundId}:${purchaseOrderKey(change.number)}:${change.sequence ?? ''}`,
    kind: 'order-change-unfit',
    subject: { inboundId: sighting.inboundId, ...(stored ? { purchaseOrderNumber: stored.document.number } : {}) },
    summary: `the change of order ${change.number} (860) is not carried out: ${changed.problem.message}`,
    detail: { problem: changed.problem, change },
  });
  return 'not carried out';
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
  if (outcome === 'revised' || (outcome === 'known' && (await isLastRevision(dispatch, world)))) {
    const told = await toldNotices(dispatch, world);
    if (told.length > 0) {
      const { revision } = dispatch;
      await openCorrection({ dispatchId, purchaseOrderNumber, cause: String(revision), revision }, world);
    }
    // Also where Amazon was told: it may be of another dispatch on the same truck.
    await world.journal.wake(dispatchSaga.name, dispatchId, at, 'the dispatch was changed');
  }
  world.events.dispatchRecorded({ dispatchId, purchaseOrderNumber, outcome });
}

/** A crash behind keep() would leave a revision that nobody hears of: it comes again, and is known by then. */
async function isLastRevision({ id, revision }: Dispatch, world: World): Promise<boolean> {
  return revision > 1 && (await world.stores.dispatches.find(id))?.revision === revision;
}
