import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { readMasterEvent } from '../../../sidecar/adapters/magento/read-event.ts';
import { Dispatch } from '../../../sidecar/domain/dispatch.ts';
import { eaches } from '../../../sidecar/domain/quantity.ts';
import type { MasterEvent } from '../../../sidecar/ports/stock-master.ts';
import { money } from '../../domain/samples.ts';
import { master, request, server, shop } from './shop.ts';

async function shipped() {
  const magento = await shop();
  const bridge = master(magento);
  await bridge.reservations.place(
    request([
      ['PAN-24', 24, 12],
      ['LID-24', 3],
    ]),
  );
  const orderReference = await bridge.primaryWorkflow.enterOrder('4KQ7TZ1M', [
    { position: 1, sku: 'PAN-24', eaches: eaches(24), unitCost: money('11.75') },
    { position: 2, sku: 'LID-24', eaches: eaches(3), unitCost: money('5') },
  ]);
  assert(orderReference);
  const shipment = magento.shipOrder(orderReference, undefined, {
    tracks: [{ carrier_code: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' }],
  });
  return { magento, bridge, orderReference, shipment };
}

describe('events of Magento', () => {
  test('tell of a dispatch with its lines by our positions, and again when a track comes later', async () => {
    const { magento, bridge, orderReference, shipment } = await shipped();
    magento.addTrack(shipment.entity_id, { carrier_code: 'ups', title: 'UPS', number: '1Z999AA10123456793' });
    const { events } = await bridge.events.pull('', 1000);
    const dispatches = events.flatMap((event) => (event.kind === 'dispatch-recorded' ? [event.dispatch] : []));
    expect(dispatches.map((dispatch) => Dispatch.parse(dispatch))).toEqual(dispatches);
    expect(dispatches).toMatchObject([
      {
        id: `shipment-${shipment.entity_id}`,
        purchaseOrderNumber: '4KQ7TZ1M',
        orderReference,
        sourceCode: 'default',
        revision: 1,
        lines: [
          { position: 1, sku: 'PAN-24', shipped: 24 },
          { position: 2, sku: 'LID-24', shipped: 3 },
        ],
        tracks: [{ carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' }],
      },
      { revision: 2, tracks: [{}, { number: '1Z999AA10123456793' }] },
    ]);
  });

  test('tell of every change of stock, newest by sequence', async () => {
    const { magento, bridge } = await shipped();
    magento.setOnHand('LID-24', 'default', 50);
    const { events } = await bridge.events.pull('', 1000);
    const lids = events.flatMap((event) =>
      event.kind === 'stock-changed' && event.position.sku === 'LID-24' ? [event] : [],
    );
    expect(lids.map(({ sequence }) => sequence)).toEqual(lids.map((_, index) => index + 1));
    expect(lids.at(-1)?.position).toEqual({
      sku: 'LID-24',
      salable: 50,
      inPoolSources: 50,
      amazonReserved: 0,
      buffer: 0,
    });
  });

  test('come page by page, each once, and then none', async () => {
    const { bridge } = await shipped();
    const all = await bridge.events.pull('', 1000);
    const paged: MasterEvent[] = [];
    let cursor = '';
    for (let page = 0; page <= all.events.length; page++) {
      const next = await bridge.events.pull(cursor, 2);
      paged.push(...next.events);
      if (next.cursor === cursor) break;
      cursor = next.cursor;
    }
    expect(paged).toEqual(all.events);
    expect(await bridge.events.pull(cursor, 2)).toEqual({ events: [], cursor });
  });

  test('stay readable from the beginning after they were acknowledged', async () => {
    const { magento, bridge } = await shipped();
    const all = await bridge.events.pull('', 1000);
    await bridge.events.acknowledge('');
    await bridge.events.acknowledge(all.cursor);
    await bridge.events.acknowledge('1');
    expect(magento.calls.filter(({ route }) => route === 'acknowledgeOutbox')).toHaveLength(2);
    expect(await bridge.events.pull('', 1000)).toEqual(all);
    expect(magento.breaches).toEqual([]);
  });
});

describe('an event that breaks the contract is kept as it came, and does not stop the others', () => {
  const good = {
    event_id: '5a4d0000-0000-4000-8000-000000000001',
    event: 'stock-changed',
    version: 1,
    occurred_at: '2026-08-03T23:02:00.000Z',
    sequence: 3,
    key: 'PAN-24',
    data: { sku: 'PAN-24', salable_quantity: 4.5, pool_quantity: 5, amazon_reserved: 0, buffer: 0 },
  };
  const dispatch = {
    ...good,
    event: 'dispatch-recorded',
    key: '4KQ7TZ1M',
    data: {
      dispatch_id: 'shipment-1',
      revision: 1,
      purchase_order_number: '4KQ7TZ1M',
      source_code: 'default',
      dispatched_at: '2026-08-03T23:02:00.000Z',
      lines: [{ line_id: '4KQ7TZ1M:1', sku: 'PAN-24', quantity: 3 }],
      tracks: [],
    },
  };
  const stock = (data: object) => ({ ...good, data: { ...good.data, ...data } });
  const line = (line_id: string) => ({
    ...dispatch,
    data: { ...dispatch.data, lines: [{ line_id, sku: 'PAN-24', quantity: 3 }] },
  });

  test.each<[string, string, unknown, RegExp]>([
    ['of another version', 'magento.stock.v1', { ...good, version: 2 }, /version/],
    ['of another kind than its topic', 'magento.dispatch.v1', good, /event/],
    ['under a key that is not its SKU', 'magento.stock.v1', { ...good, key: 'LID-24' }, /key is not the SKU/],
    ['with text for a quantity', 'magento.stock.v1', stock({ salable_quantity: '4' }), /salable_quantity/],
    ['of no sequence', 'magento.stock.v1', { ...good, sequence: 0 }, /sequence/],
    ['of half a sequence', 'magento.stock.v1', { ...good, sequence: 2.5 }, /sequence/],
    ['without a SKU', 'magento.stock.v1', { ...good, key: '', data: { ...good.data, sku: '' } }, /the SKU is empty/],
    ['of less than nothing held', 'magento.stock.v1', stock({ amazon_reserved: -1 }), /amazon_reserved/],
    ['of half an each held', 'magento.stock.v1', stock({ amazon_reserved: 1.5 }), /amazon_reserved/],
    ['of less than no buffer', 'magento.stock.v1', stock({ buffer: -1 }), /buffer/],
    ['of a line of another order', 'magento.dispatch.v1', line('6BW2RN8D:1'), /no line of 4KQ7TZ1M/],
    ['of a line that we did not name', 'magento.dispatch.v1', line('4KQ7TZ1M-1'), /no line of 4KQ7TZ1M/],
    [
      'of a part of an each',
      'magento.dispatch.v1',
      { ...dispatch, data: { ...dispatch.data, lines: [{ line_id: '4KQ7TZ1M:1', sku: 'PAN-24', quantity: 1.5 }] } },
      /quantity/,
    ],
    ['on a topic that nobody agreed on', 'magento.gossip.v1', good, /not in the contract/],
  ])('%s', (_, topic, event, problem) => {
    const raw = JSON.stringify(event);
    expect(readMasterEvent(topic, raw, 'outbox-7')).toEqual({
      kind: 'unreadable',
      eventId: good.event_id,
      occurredAt: good.occurred_at,
      problem: expect.stringMatching(problem),
      raw,
    });
  });

  test.each([
    ['whose id is none', { event_id: 'seven' }, { eventId: 'seven', problem: "'seven' is no UUID, at event_id" }],
    ['of a day that is none', { occurred_at: '2026-02-30T09:00:00.000Z' }, { occurredAt: '' }],
    ['of a time without its zone', { occurred_at: '2026-08-03T09:00:00' }, { occurredAt: '' }],
  ])('%s', (_, wrong, told) => {
    const raw = JSON.stringify({ ...good, ...wrong });
    expect(readMasterEvent('magento.stock.v1', raw, 'outbox-7')).toMatchObject({ kind: 'unreadable', raw, ...told });
  });

  test('a time of another zone is ours', () => {
    const raw = JSON.stringify({ ...good, occurred_at: '2026-08-03T11:00:00+02:00' });
    const read = readMasterEvent('magento.stock.v1', raw, 'outbox-7');
    expect(read).toMatchObject({ kind: 'stock-changed', occurredAt: '2026-08-03T09:00:00.000Z' });
  });

  test('that is no JSON, named by its place', () => {
    expect(readMasterEvent('magento.stock.v1', '{"event_id":', 'outbox-7')).toMatchObject({
      kind: 'unreadable',
      eventId: 'outbox-7',
      raw: '{"event_id":',
    });
  });

  test('a member that we do not know passes', () => {
    const richer = { ...good, data: { ...good.data, colour: 'red' }, trace: 'x' };
    expect(readMasterEvent('magento.stock.v1', JSON.stringify(richer), '')).toMatchObject({
      kind: 'stock-changed',
      sequence: 3,
      position: { salable: 4.5 },
    });
  });

  test('in the middle of a page', async () => {
    const items = [
      { cursor: '1', topic: 'magento.stock.v1', key: 'PAN-24', payload: JSON.stringify(good) },
      { cursor: '2', topic: 'magento.stock.v1', key: 'PAN-24', payload: 'oops' },
      { cursor: '3', topic: 'magento.stock.v1' },
      { cursor: '4', topic: 'magento.dispatch.v1', key: '4KQ7TZ1M', payload: JSON.stringify(dispatch) },
    ];
    const { events } = await server((_, response) =>
      response.end(JSON.stringify({ items, cursor: '4', has_more: false })),
    );
    const page = await events.pull('', 10);
    expect(page.cursor).toBe('4');
    expect(page.events.map(({ kind, eventId }) => [kind, eventId])).toEqual([
      ['stock-changed', good.event_id],
      ['unreadable', 'outbox-2'],
      ['unreadable', 'outbox-after-0-3'],
      ['dispatch-recorded', good.event_id],
    ]);
  });
});
