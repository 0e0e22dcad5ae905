import { instant } from '../domain/calendar.ts';
import type { MasterEvent } from '../ports/stock-master.ts';
import type { StockRow } from '../ports/stores.ts';
import { receiveMasterEvent } from './intake.ts';
import type { World } from './world.ts';

/**
 * Takes events of the stock master by whatever road they came, oldest first; `source` is the same for
 * all roads of one shop, so that an event that came by two has one effect.
 *
 * The id is noted behind the effect: a crash in between repeats the effect, which its own keys bear,
 * while the other order would lose it. Stock needs no note: its sequence says what is newer, and an id
 * for each of a million changes would be kept for nothing. An unreadable event is not noted either: the
 * id in it may be that of a sound one.
 */
export async function receiveMasterEvents(source: string, events: readonly MasterEvent[], world: World): Promise<void> {
  const changedAt = instant(world.now());
  const positions: StockRow[] = [];
  for (const event of events) {
    if (event.kind !== 'stock-changed') continue;
    const { sku, salable, inPoolSources, amazonReserved, buffer } = event.position;
    positions.push({ sku, sequence: event.sequence, salable, inPoolSources, amazonReserved, buffer, changedAt });
  }
  if (positions.length > 0) await world.stores.stock.apply(positions);
  for (const event of events) {
    if (event.kind === 'unreadable') await receiveMasterEvent(event, world);
    if (event.kind !== 'dispatch-recorded') continue;
    if (await world.stores.inbox.has(source, event.eventId)) continue;
    await receiveMasterEvent(event, world);
    await world.stores.inbox.first(source, event.eventId, instant(world.now()));
  }
}
