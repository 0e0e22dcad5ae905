import { type Instant, instant } from '../domain/calendar.ts';
import { slotOf } from '../domain/inventory-rules.ts';
import {
  closeReport,
  INVENTORY_REPORT,
  InventoryReportState,
  inventoryReportKey,
  newestReportOf,
  planReport,
  sendReport,
} from './inventory-report.ts';
import type { Memory } from './inventory-survey.ts';
import type { World } from './world.ts';

/**
 * Begins the report of every account that has one due. Hours that were slept through are not made up for: what
 * counts is what lies in the shop now.
 */
export async function watchInventory(world: World): Promise<void> {
  for (const { vendorCode, inventory } of world.partners.all()) {
    if (inventory.everyHours === undefined) continue;
    const slot = slotOf(world.now(), inventory.everyHours);
    const newest = await world.stores.inbox.cursor(newestReportOf(vendorCode));
    if (newest >= slot || (await isOnItsWay(vendorCode, newest, world))) continue;
    await beginReport(vendorCode, slot, world);
  }
}

/** Of all who begin the same one, one does. With `planned` it says just that, and plans nothing anew. */
export async function beginReport(
  vendorCode: string,
  slot: Instant,
  world: World,
  planned: Partial<InventoryReportState> = {},
): Promise<void> {
  const openedAt = instant(world.now());
  const state = { vendorCode, slot, openedAt, ...(await memoryOf(vendorCode, world)), ...planned };
  const first = planned.items === undefined ? planReport.name : sendReport.name;
  await world.journal.open(INVENTORY_REPORT, inventoryReportKey(vendorCode, slot), state, first, openedAt);
  const cursor = newestReportOf(vendorCode);
  const before = await world.stores.inbox.cursor(cursor);
  // Behind the opening: a crash in between opens what is open already.
  if (before < slot) await world.stores.inbox.setCursor(cursor, slot);
  // What of the one before has not left by now never does: its run sees that.
  if (before !== '' && before < slot) {
    const key = inventoryReportKey(vendorCode, before);
    await world.journal.wake(INVENTORY_REPORT, key, openedAt, 'a later one was begun');
  }
}

/** What the newest report knew, whatever became of it. */
export async function memoryOf(vendorCode: string, world: World): Promise<Memory> {
  const newest = await world.stores.inbox.cursor(newestReportOf(vendorCode));
  if (newest === '') return { known: [] };
  const run = await world.journal.find(INVENTORY_REPORT, inventoryReportKey(vendorCode, newest));
  const state = InventoryReportState.safeParse(run?.state);
  if (!state.success) return { known: [] };
  const { known, ordersReadTo } = state.data;
  return { known, ...(ordersReadTo === undefined ? {} : { ordersReadTo }) };
}

/**
 * Whether the one before has yet to leave: it may have reached Amazon without an answer, and would arrive behind the
 * next. One that stands waits for a person as long as its question is open, or each hour would ask the same.
 */
async function isOnItsWay(vendorCode: string, slot: string, world: World): Promise<boolean> {
  const key = inventoryReportKey(vendorCode, slot);
  const run = slot === '' ? undefined : await world.journal.find(INVENTORY_REPORT, key);
  if (!run || run.step === closeReport.name) return false;
  if (run.status !== 'held') return run.status !== 'done' && run.status !== 'undone';
  const open = await world.stores.discrepancies.list({ state: 'open', kind: 'step-stopped' });
  return open.some(({ detail }) => detail.saga === INVENTORY_REPORT && detail.key === key);
}
