import { describe, expect, test } from 'vitest';
import { pollOrders } from '../../../sidecar/entrypoints/pollers/sp-api-order.ts';
import { Refused } from '../../../sidecar/ports/failures.ts';
import type { OrderFeed } from '../../../sidecar/ports/partner.ts';
import { type FakeWorld, fakeWorld } from '../../fakes/world.ts';

const CURSOR = 'sp-api-orders:NGK7U';

const item = {
  itemSequenceNumber: '1',
  vendorProductIdentifier: 'NK-0101',
  orderedQuantity: { amount: 24, unitOfMeasure: 'Eaches', unitSize: 1 },
  netCost: { currencyCode: 'USD', amount: '11.75' },
};
const details = {
  purchaseOrderDate: '2026-08-03T09:00:00Z',
  purchaseOrderType: 'RegularOrder',
  sellingParty: { partyId: 'NGK7U' },
  shipToParty: { partyId: 'PHX7' },
  deliveryWindow: '2026-08-10T00:00:00Z--2026-08-14T00:00:00Z',
};
const order = (number: string, change: object = {}) => ({
  purchaseOrderNumber: number,
  purchaseOrderState: 'New',
  orderDetails: { ...details, items: [item], ...change },
});

/** Hands out what it is given; a failure comes where it stands. */
function feedOf(...entries: (unknown | Error)[]): OrderFeed {
  return {
    vendorCode: 'NGK7U',
    async *changedBetween() {
      for (const entry of entries) {
        if (entry instanceof Error) throw entry;
        const text = typeof entry === 'string' ? entry : JSON.stringify(entry);
        yield { name: 'getPurchaseOrders', raw: new TextEncoder().encode(text) };
      }
    },
  };
}

async function polled(world: FakeWorld, ...entries: (unknown | Error)[]): Promise<string[]> {
  await pollOrders(feedOf(...entries), world);
  return (await world.stores.inbound.list({})).map(({ state, detail }) => `${state}: ${detail}`).reverse();
}

describe('the order poller', () => {
  test('moves its checkpoint when the whole window was read', async () => {
    const world = fakeWorld();
    expect(await polled(world, order('4KQ7TZ1M'))).toEqual(['processed: order 4KQ7TZ1M new']);
    expect(await world.stores.inbox.cursor(CURSOR)).toBe('2026-08-03T10:00:00.000Z');
  });

  test('81: keeps and books what it got where the list stops early, and asks for the same window again', async () => {
    const world = fakeWorld();
    const stopped = new Refused('order-list-incomplete', 'list all purchase orders of NGK7U');
    await expect(polled(world, order('4KQ7TZ1M'), stopped)).rejects.toBe(stopped);
    expect(await world.stores.inbox.cursor(CURSOR)).toBe('');
    expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.version).toBe(1);
    await polled(world, order('4KQ7TZ1M'), order('5LR8UA2N'));
    expect(await world.stores.inbox.cursor(CURSOR)).not.toBe('');
    expect(await world.stores.purchaseOrders.list({})).toHaveLength(2);
  });

  test('what was odd in an order stands with its document', async () => {
    const odd = order('4KQ7TZ1M', { deliveryWindow: '2026-08-14T00:00:00Z--2026-08-10T00:00:00Z' });
    const [row] = await polled(fakeWorld(), odd);
    expect(row).toMatch(
      /^processed: order 4KQ7TZ1M new; odd: .*\[window-inverted, segment orderDetails\.deliveryWindow\]$/,
    );
  });

  test('54: an order in another currency than its account says so', async () => {
    const items = [{ ...item, netCost: { currencyCode: 'CAD', amount: '11.75' } }];
    const [row] = await polled(fakeWorld(), order('4KQ7TZ1M', { items }));
    expect(row).toContain('Order 4KQ7TZ1M is in CAD, the account NGK7U trades in USD [currency-differs-from-account');
  });

  test('57: a window that has ended is imported and said', async () => {
    const late = order('4KQ7TZ1M', { deliveryWindow: '2026-07-27T00:00:00Z--2026-07-31T00:00:00Z' });
    const [row] = await polled(fakeWorld(), late);
    expect(row).toMatch(/^processed: order 4KQ7TZ1M new; odd: .*ended on 2026-07-31.*\[window-in-the-past/);
  });

  test('43: an order without vendor code is the only account’s, and says so', async () => {
    const [row] = await polled(fakeWorld(), order('4KQ7TZ1M', { sellingParty: undefined }));
    expect(row).toMatch(/^processed: .*\[vendor-code-missing/);
  });

  test('20: an order for a vendor code that is not ours is quarantined, and a person hears of it', async () => {
    const world = fakeWorld();
    expect(await polled(world, order('4KQ7TZ1M', { sellingParty: { partyId: 'OTHER' } }))).toEqual([
      'quarantined: vendor code OTHER is not configured',
    ]);
    expect((await world.stores.discrepancies.list({})).map(({ kind }) => kind)).toEqual(['unknown-sender']);
  });

  test.each(['TestPO2', 'mock-4KQ7TZ1M'])(
    '90: %s of the sandbox is refused on a production account',
    async (number) => {
      const world = fakeWorld();
      const [row] = await polled(world, order(number));
      expect(row).toMatch(/^quarantined: .*comes from a sandbox/);
      expect(await world.stores.purchaseOrders.list({})).toEqual([]);
      expect((await world.stores.discrepancies.list({}))[0]?.detail).toMatchObject({ code: 'sandbox-order' });
    },
  );

  test.each<[string, unknown, string]>([
    [
      'an unknown unit',
      { items: [{ ...item, orderedQuantity: { amount: 1, unitOfMeasure: 'Pallets' } }] },
      'unknown-unit-of-measure',
    ],
    ['an unknown order type', { purchaseOrderType: 'LeaseOrder' }, 'unknown-code'],
    ['no lines', { items: [] }, 'document-invalid'],
  ])('87: %s refuses this order by its path, and no other', async (_what, change, code) => {
    const world = fakeWorld();
    const rows = await polled(world, order('4KQ7TZ1M', change as object), order('5LR8UA2N'));
    expect(rows[0]).toMatch(/^quarantined/);
    expect(rows[1]).toBe('processed: order 5LR8UA2N new');
    const [row] = await world.stores.discrepancies.list({});
    expect(row?.detail).toMatchObject({ code, place: { segment: expect.stringMatching(/orderDetails/) } });
  });

  test('an answer that is no JSON is kept and refused', async () => {
    const world = fakeWorld();
    expect((await polled(world, '<html>'))[0]).toMatch(/^quarantined/);
    expect((await world.stores.discrepancies.list({}))[0]?.detail).toMatchObject({ code: 'json-unreadable' });
  });
});
