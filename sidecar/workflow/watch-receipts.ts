import { readBack } from './close-acknowledgement.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 20 * 3_600_000;
/** Each costs a call, and none is urgent: the rest has its turn in the next round. */
const MOST_AT_ONCE = 25;

/**
 * Asks once a day what Amazon shows of orders that are on their way, so that the desk sees what was counted at
 * the fulfilment centre. It is shown, with its source and its hour, and nothing else follows from it.
 */
export async function watchReceipts(world: World): Promise<void> {
  const underWay = await world.stores.purchaseOrders.list({ progress: ['part-shipped', 'shipped'] });
  let asked = 0;
  for (const { document, vendorCode } of underWay) {
    if (asked === MOST_AT_ONCE) return;
    const source = `receipts-asked:${vendorCode}:${document.number}`;
    const last = await world.stores.inbox.cursor(source);
    if (last !== '' && world.now().getTime() - new Date(last).getTime() < LOOK_AGAIN_MS) continue;
    // Noted before it is asked: an account without the API is not asked about every minute.
    await world.stores.inbox.setCursor(source, world.now().toISOString());
    asked++;
    await readBack(vendorCode, document.number, world);
  }
}
