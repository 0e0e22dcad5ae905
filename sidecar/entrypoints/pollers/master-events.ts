import { instant } from '../../domain/calendar.ts';
import type { MasterEvents } from '../../ports/stock-master.ts';
import { receiveMasterEvent } from '../../workflow/intake.ts';
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
    for (const event of events) {
      await receiveMasterEvent(event, world);
      await world.stores.inbox.first(source, event.eventId, instant(world.now()));
    }
    if (cursor !== from) {
      await world.stores.inbox.setCursor(source, cursor);
      await outbox.acknowledge(cursor);
    }
    read += events.length;
    if (events.length < PAGE) return read;
  }
}
