import type { MasterEvents } from '../../ports/stock-master.ts';
import { receiveMasterEvents } from '../../workflow/master-events.ts';
import type { World } from '../../workflow/world.ts';

const PAGE = 200;

/**
 * Reads the stock master's outbox to its end. The cursor moves after the effects are kept, so a crash
 * repeats a page, and every effect bears that.
 */
export async function pollMasterEvents(source: string, outbox: MasterEvents, world: World): Promise<number> {
  let read = 0;
  for (;;) {
    const from = await world.stores.inbox.cursor(source);
    const { events, cursor } = await outbox.pull(from, PAGE);
    await receiveMasterEvents(source, events, world);
    if (cursor !== from) {
      await world.stores.inbox.setCursor(source, cursor);
      await outbox.acknowledge(cursor);
    }
    read += events.length;
    if (events.length < PAGE) return read;
  }
}
