import { describe, expect, test } from 'vitest';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { processInbound } from '../../../sidecar/entrypoints/pollers/inbound.ts';
import { engine } from '../../../sidecar/workflow/engine.ts';
import { SAGAS } from '../../../sidecar/workflow/sagas.ts';
import { interchange, order } from '../../codec/x12/sample.ts';
import { type FakeWorld, fakeWorld } from '../../fakes/world.ts';

const byApi = (cost: string) =>
  JSON.stringify({
    purchaseOrderNumber: '4KQ7TZ1M',
    purchaseOrderState: 'New',
    orderDetails: {
      purchaseOrderDate: '2026-08-03T09:15:00Z',
      purchaseOrderType: 'RegularOrder',
      sellingParty: { partyId: 'NGK7U' },
      shipToParty: { partyId: 'PHX7' },
      deliveryWindow: '2026-08-10T00:00:00Z--2026-08-14T00:00:00Z',
      items: [
        {
          itemSequenceNumber: '1',
          vendorProductIdentifier: '614141001019',
          orderedQuantity: { amount: 24, unitOfMeasure: 'Eaches', unitSize: 1 },
          netCost: { currencyCode: 'USD', amount: cost },
        },
      ],
    },
  });

async function receive(world: FakeWorld, channel: 'edi' | 'sp-api', text: string): Promise<void> {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const { document } = await world.stores.inbound.keep({ channel, name: channel, bytes }, instant(world.now()));
  await processInbound(document.id, world);
  await engine(world, SAGAS, 'test').runDue();
}

describe('86: one order by both roads', () => {
  test.each([
    [
      'EDI, which counts, first: held and answered once, and what differs is shown',
      ['edi', 'sp-api'],
      'order-differs',
      1,
    ],
    ['the API first: EDI, which counts, is followed, and what differs is shown', ['sp-api', 'edi'], 'order-changed', 2],
  ] as const)('%s', async (_what, roads, kind, answers) => {
    const world = fakeWorld();
    for (const road of roads) {
      await receive(world, road, road === 'edi' ? interchange([order()]) : byApi('11.50'));
    }
    expect(await world.stores.purchaseOrders.list({})).toHaveLength(1);
    expect(world.stockMaster.books.placements).toBe(1);
    const heard = [...world.partner.heard.values()].filter((document) => document.kind === 'acknowledgement');
    expect(heard).toHaveLength(answers);
    const [row] = await world.stores.discrepancies.list({ kind });
    const changes = row?.detail.changes as { field: string }[];
    expect(changes.map(({ field }) => field)).toContain('lines[0].unitCost');
    expect((await world.stores.purchaseOrders.sightings('4KQ7TZ1M')).map(({ channel }) => channel)).toEqual([...roads]);
  });
});
