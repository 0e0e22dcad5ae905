import { addHours, instant } from '../domain/calendar.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { OrderChange } from '../domain/order-change.ts';
import type { PurchaseOrderChange } from '../domain/purchase-order.ts';
import type { TradingPartner } from '../domain/trading-partner.ts';
import type { SagaRun } from '../ports/journal.ts';
import type { Sighting } from '../ports/stores.ts';
import { raise } from './discrepancies.ts';
import { orderChangeSaga, runnableOrderChange } from './order-change.ts';
import { orderChangeKey } from './order-change-key.ts';
import { purchaseOrderSaga } from './purchase-order.ts';
import type { World } from './world.ts';

/**
 * Sees to it that a later version is answered and that a person hears of it. On every sighting: a crash behind
 * keep() would else leave it unheard, and doing it twice is doing it once.
 */
export async function followChange(
  number: string,
  version: number,
  { vendorCode, policies }: TradingPartner,
  sighting: Sighting,
  world: World,
  change?: OrderChange,
): Promise<void> {
  const at = instant(world.now());
  const versions = await world.stores.purchaseOrders.versions(number);
  const changes = versions.find((one) => one.version === version)?.changes ?? [];
  await raise(world, {
    key: `order-changed:${purchaseOrderKey(number)}:${version}`,
    kind: 'order-changed',
    subject: { purchaseOrderNumber: number },
    summary: `Amazon changed order ${number} (version ${version}): ${inWords(changes)}`,
    detail: { version, changes },
  });
  const told = change === undefined ? {} : { change };
  const state = {
    number,
    vendorCode,
    version,
    ...told,
    answerBy: addHours(sighting.at, policies.acknowledgeChangeWithinHours),
  };
  const key = orderChangeKey(number, version);
  await world.journal.open(orderChangeSaga.name, key, state, runnableOrderChange.firstStep, at);
  // Whoever waits with an earlier version has to see that it is not the newest any more.
  const waiting = [
    await world.journal.find(purchaseOrderSaga.name, purchaseOrderKey(number)),
    version > 2 ? await world.journal.find(orderChangeSaga.name, orderChangeKey(number, version - 1)) : undefined,
  ];
  for (const run of waiting) {
    const listens = run?.status === 'waiting' || (run?.status === 'held' && (await isBlocked(run, number, world)));
    if (run && listens) await world.journal.wake(run.saga, run.key, at, `version ${version} came`);
  }
}

/** Another road tells an order otherwise than the one that counts: nothing follows from it, and a person is shown both. */
export async function tellDifference(
  number: string,
  { channel, inboundId }: Sighting,
  master: Sighting['channel'] | undefined,
  changes: readonly PurchaseOrderChange[],
  world: World,
): Promise<void> {
  await raise(world, {
    key: `order-differs:${purchaseOrderKey(number)}:${inboundId}`,
    kind: 'order-differs',
    subject: { purchaseOrderNumber: number, inboundId },
    summary: `order ${number} came by ${channel} otherwise than by ${master}, which counts: ${inWords(changes)}`,
    detail: { changes },
  });
}

/** An answer that was stopped before it left is made anew from what Amazon wants now. */
async function isBlocked({ saga, key }: SagaRun, number: string, world: World): Promise<boolean> {
  const open = await world.stores.discrepancies.list({
    state: 'open',
    kind: 'document-blocked',
    purchaseOrderNumber: number,
  });
  return open.some(({ detail }) => detail.saga === saga && detail.key === key);
}

function inWords(changes: readonly PurchaseOrderChange[]): string {
  const fields = changes.map(({ field }) => field).slice(0, 5);
  return `${fields.join(', ')}${changes.length > 5 ? ' …' : ''}`;
}
