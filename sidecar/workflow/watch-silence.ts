import { instant } from '../domain/calendar.ts';
import { raise } from './discrepancies.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

/** When an account was last sent a new order; kept apart, so that nobody has to read all orders to know. */
export async function noteNewOrder(vendorCode: string, world: World): Promise<void> {
  await world.stores.inbox.setCursor(cursorOf(vendorCode), instant(world.now()));
}

/**
 * Rings where an account has had no new order for longer than it should: lists of Amazon have stayed empty for
 * days while orders stood in Vendor Central, and an empty answer is a good answer to whoever only reads it.
 */
export async function watchSilence(world: World): Promise<void> {
  const now = world.now();
  for (const { vendorCode, policies } of world.partners.all()) {
    const last = await world.stores.inbox.cursor(cursorOf(vendorCode));
    if (last === '') {
      // Nothing was ever seen: the count begins with the account.
      await noteNewOrder(vendorCode, world);
      continue;
    }
    const days = Math.floor((now.getTime() - new Date(last).getTime()) / DAY_MS);
    if (days < policies.silentAfterDays) continue;
    await raise(world, {
      // A new order begins a new silence.
      key: `orders-silent:${vendorCode}:${last}`,
      kind: 'orders-silent',
      subject: {},
      summary: `no new order for ${vendorCode} for ${days} days: look into Vendor Central whether Amazon has sent none`,
      detail: { vendorCode, since: last, silentAfterDays: policies.silentAfterDays },
    });
  }
}

function cursorOf(vendorCode: string): string {
  return `newest-order:${vendorCode}`;
}
