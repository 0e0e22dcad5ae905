import { describe, expect, test } from 'vitest';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { processInbound } from '../../../sidecar/entrypoints/pollers/inbound.ts';
import { engine } from '../../../sidecar/workflow/engine.ts';
import { SAGAS } from '../../../sidecar/workflow/sagas.ts';
import { interchange, order, po1 } from '../../codec/x12/sample.ts';
import { type FakeWorld, fakeWorld } from '../../fakes/world.ts';

type Road = 'edi' | 'sp-api' | 'file';

const UPC = { first: '614141001019', second: '614141001026' };

/** The order on each road, in the words of that road; `times` makes other bytes of the same words. */
const TOLD: Readonly<Record<Road, (times: number) => string>> = {
  edi: (times) =>
    interchange([
      order({
        lines: [po1(), po1({ number: '2', quantity: '12', price: '5.85', ids: `UP*${UPC.second}` })],
      }),
    ]).replaceAll('000000101', String(100 + times).padStart(9, '0')),
  'sp-api': (times) =>
    JSON.stringify(
      {
        purchaseOrderNumber: '4KQ7TZ1M',
        purchaseOrderState: times === 1 ? 'New' : 'Acknowledged',
        orderDetails: {
          purchaseOrderDate: '2026-08-03T09:15:00Z',
          purchaseOrderType: 'RegularOrder',
          sellingParty: { partyId: 'NGK7U' },
          shipToParty: { partyId: 'PHX7' },
          deliveryWindow: '2026-08-10T00:00:00Z--2026-08-14T00:00:00Z',
          items: [
            ['1', 'B0NORTH001', UPC.first, 24, '11.75'],
            ['2', 'B0NORTH002', UPC.second, 12, '5.85'],
          ].map(([itemSequenceNumber, asin, upc, amount, cost]) => ({
            itemSequenceNumber,
            amazonProductIdentifier: asin,
            vendorProductIdentifier: upc,
            orderedQuantity: { amount, unitOfMeasure: 'Eaches', unitSize: 1 },
            netCost: { currencyCode: 'USD', amount: cost },
          })),
        },
      },
      undefined,
      times,
    ),
  file: (times) =>
    [
      `PO,Vendor,Ship location,ASIN,External ID,Model Number,Window Type,Window Start,Window End,Quantity Requested,Unit Cost${times === 1 ? '' : ',Comment'}`,
      `4KQ7TZ1M,NGK7U,"PHX7 - Goodyear, AZ",B0NORTH001,${UPC.first},NK-0101,Delivery,08/10/2026,08/14/2026,24,$11.75`,
      `4KQ7TZ1M,NGK7U,"PHX7 - Goodyear, AZ",B0NORTH002,${UPC.second},NK-0102,Delivery,08/10/2026,08/14/2026,12,$5.85`,
      '',
    ].join('\n'),
};

async function receive(world: FakeWorld, road: Road, times = 1): Promise<void> {
  // A file lies in the mailbox as an interchange does: what it is decides.
  const channel = road === 'sp-api' ? 'sp-api' : 'edi';
  const { state } = await take(world, channel, TOLD[road](times));
  expect(state).toBe('processed');
}

async function take(world: FakeWorld, channel: Road, text: string) {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const { document } = await world.stores.inbound.keep({ channel, name: 'some', bytes }, instant(world.now()));
  const verdict = await processInbound(document.id, world);
  await engine(world, SAGAS, 'test').runDue();
  return verdict;
}

async function stateOf({ stores, journal, partner, stockMaster }: FakeWorld) {
  const [row] = await stores.purchaseOrders.list({});
  return {
    orders: (await stores.purchaseOrders.list({})).length,
    versions: (await stores.purchaseOrders.versions('4KQ7TZ1M')).length,
    sagas: (await journal.list({})).map(({ saga, key, status }) => `${saga} ${key} ${status}`),
    discrepancies: (await stores.discrepancies.list({})).map(({ kind }) => kind),
    heard: [...partner.heard.keys()].filter((key) => !key.startsWith('997')),
    held: Object.fromEntries(stockMaster.books.held),
    document: row?.document,
  };
}

const ROADS: readonly (readonly [Road, Road, Road])[] = [
  ['edi', 'sp-api', 'file'],
  ['edi', 'file', 'sp-api'],
  ['sp-api', 'edi', 'file'],
  ['sp-api', 'file', 'edi'],
  ['file', 'edi', 'sp-api'],
  ['file', 'sp-api', 'edi'],
];

describe('one order by 850, SP-API and file', () => {
  test.each(ROADS)('%s, %s, %s: one order with three sightings; each sent again changes nothing', async (...roads) => {
    const world = fakeWorld();
    for (const road of roads) await receive(world, road);
    const sightings = await world.stores.purchaseOrders.sightings('4KQ7TZ1M');
    expect(sightings.map(({ channel, version }) => [channel, version])).toEqual(roads.map((road) => [road, 1]));
    const once = await stateOf(world);
    expect(once).toMatchObject({
      orders: 1,
      versions: 1,
      sagas: ['purchase-order 4KQ7TZ1M done'],
      discrepancies: [],
      heard: ['acknowledgement:4KQ7TZ1M:1'],
      held: { '4KQ7TZ1M:1': 24, '4KQ7TZ1M:2': 12 },
    });
    // Whatever came first, what an order tells and a file cannot is there in the end.
    expect(once.document?.lines.map(({ lineNumber }) => lineNumber)).toEqual(['1', '2']);

    for (const again of [...roads, ...[...roads].reverse()]) await receive(world, again);
    for (const times of [2, 3]) for (const road of roads) await receive(world, road, times);
    expect(await stateOf(world)).toEqual(once);
  });

  test('the file alone: held and answered, by the ids that it knows', async () => {
    const world = fakeWorld();
    await receive(world, 'file');
    const answer = world.partner.heard.get('acknowledgement:4KQ7TZ1M:1');
    expect(answer?.kind === 'acknowledgement' && answer.document.lines.map(({ productId }) => productId)).toEqual([
      { kind: 'upc', value: UPC.first },
      { kind: 'upc', value: UPC.second },
    ]);
  });

  test('a change behind an answer to a file: what was answered is known by its place', async () => {
    const world = fakeWorld();
    for (const road of ['file', 'edi'] as const) await receive(world, road);
    const fewer = interchange([
      order({
        lines: [po1({ quantity: '10' }), po1({ number: '2', quantity: '12', price: '5.85', ids: `UP*${UPC.second}` })],
      }),
    ]).replaceAll('000000101', '000000109');
    await take(world, 'edi', fewer);
    const answer = world.partner.heard.get('acknowledgement:4KQ7TZ1M:2');
    expect(
      answer?.kind === 'acknowledgement' &&
        answer.document.lines.map(({ lineNumber, dispositions }) => [lineNumber, dispositions[0]?.quantity.amount]),
    ).toEqual([
      ['1', 10],
      ['2', 12],
    ]);
    // And an export from before the change that somebody imports late is the order as it was.
    await receive(world, 'file', 2);
    expect(await world.stores.purchaseOrders.versions('4KQ7TZ1M')).toHaveLength(2);
    expect((await world.stores.discrepancies.list({})).map(({ kind }) => kind)).toEqual(['order-changed']);
  });

  test('what a file leaves out is no change: fewer lines, no windows, no costs', async () => {
    const world = fakeWorld();
    await receive(world, 'edi');
    const once = await stateOf(world);
    await take(world, 'file', `PO,External ID,Quantity Requested\n4KQ7TZ1M,${UPC.second},12\n`);
    expect(await stateOf(world)).toEqual(once);
  });

  test('a file that tells it otherwise than the 850, which counts: shown to a person, and not followed', async () => {
    const world = fakeWorld();
    await receive(world, 'edi');
    await take(world, 'file', `PO,External ID,Quantity Requested\n4KQ7TZ1M,${UPC.second},6\n`);
    expect(await stateOf(world)).toMatchObject({ versions: 1, discrepancies: ['order-differs'] });
  });
});
