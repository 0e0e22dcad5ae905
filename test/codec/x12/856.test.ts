import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseShipNotice } from '../../../sidecar/codec/x12/856-ship-notice.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { type Carton, ShipNotice } from '../../../sidecar/domain/ship-notice.ts';
import { shipNotice } from '../arbitraries-outbound.ts';
import { describeFixtures, expectGolden, readAll } from '../golden.ts';
import { issuedAt, throughTheWire } from '../round-trip.ts';

describeFixtures('856');

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'x12', '856');

const item = (value: string, amount: number, more: object = {}) => ({
  lineNumber: '1',
  productId: { kind: 'upc', value },
  shipped: { amount, unitOfMeasure: 'each' },
  ...more,
});

const truck = (change: object = {}) =>
  ShipNotice.parse({
    shipmentId: 'NGK7U260811001',
    purpose: 'original',
    shippedAt: '2026-08-11T21:20:00Z',
    estimatedDeliveryOn: '2026-08-13',
    shipFrom: {
      id: 'NGK7U',
      idKind: 'assigned-by-buyer',
      address: { lines: [], city: 'RENO', stateOrRegion: 'NV', postalCode: '89502', countryCode: 'US' },
    },
    shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
    carrierScac: 'ODFL',
    transport: 'road',
    shipmentType: 'less-than-truckload',
    billOfLading: 'NGK7U00260811',
    weight: { value: '84.5', unit: 'lb' },
    orders: [
      {
        purchaseOrderNumber: '4KQ7TZ1M',
        orderedOn: '2026-08-03',
        pallets: [
          { sscc: '006141410000010011', cartons: [{ sscc: '006141410000010028', items: [item('614141001019', 18)] }] },
        ],
        cartons: [],
      },
    ],
    ...change,
  });

const parcel = (items: object[]) =>
  truck({
    shipmentType: 'small-parcel',
    transport: 'parcel',
    orders: [
      {
        purchaseOrderNumber: '6BW2RN8D',
        pallets: [],
        cartons: [{ sscc: '006141410000010042', trackingNumber: '1Z999AA10123456784', items }],
      },
    ],
  });

describe('a ship notice as we send it', () => {
  test('is read back as what was written: pallets, loose cartons, parcels, cases and eaches, lots and expiry', async () => {
    await fc.assert(
      fc.asyncProperty(shipNotice, fc.constantFrom(18 as const, 20 as const), async (notice, ssccDigits) => {
        const segments = serialiseShipNotice(notice, { codes, issuedAt, ssccDigits });
        expect(await throughTheWire('856', segments)).toStrictEqual(notice);
      }),
    );
  });

  test('whose HL ids were lost on the way is rebuilt from the order of its levels', async () => {
    const lost = ['hierarchy-rebuilt'];
    await fc.assert(
      fc.asyncProperty(shipNotice, fc.constantFrom('', '4', '1'), async (notice, id) => {
        const segments = serialiseShipNotice(notice, { codes, issuedAt });
        const damaged = segments.map((segment) =>
          segment[0] === 'HL' ? (['HL', id, id, segment[3] ?? ''] as const) : segment,
        );
        expect(await throughTheWire('856', damaged, lost)).toStrictEqual(notice);
      }),
    );
  });

  test('numbers its levels from the truck down, every code with 00 in front', () => {
    expect(serialiseShipNotice(truck(), { codes, issuedAt })).toEqual([
      ['BSN', '00', 'NGK7U260811001', '20260812', '0705', '0001'],
      ['HL', '1', '', 'S'],
      ['TD1', 'CTN', '1', '', '', '', 'G', '84.5', 'LB'],
      ['TD1', 'PLT', '1'],
      ['TD5', '', '2', 'ODFL', 'M'],
      ['REF', 'BM', 'NGK7U00260811'],
      ['DTM', '011', '20260811', '2120', 'UT'],
      ['DTM', '017', '20260813'],
      ['N1', 'SF', '', '92', 'NGK7U'],
      ['N4', 'RENO', 'NV', '89502', 'US'],
      ['N1', 'ST', '', '92', 'PHX7'],
      ['HL', '2', '1', 'O'],
      ['PRF', '4KQ7TZ1M', '', '', '20260803'],
      ['HL', '3', '2', 'T'],
      ['MAN', 'GM', '00006141410000010011'],
      ['HL', '4', '3', 'P'],
      ['MAN', 'GM', '00006141410000010028'],
      ['HL', '5', '4', 'I'],
      ['LIN', '1', 'UP', '614141001019'],
      ['SN1', '', '18', 'EA'],
      ['CTT', '5'],
    ]);
  });

  test('names its trailer: one that is ours alone as such, one that others share as a part of one', async () => {
    for (const [shipmentType, code] of [
      ['truckload', 'TL'],
      ['less-than-truckload', 'LT'],
    ]) {
      const notice = truck({ shipmentType, trailerNumber: '53117' });
      const segments = serialiseShipNotice(notice, { codes, issuedAt });
      expect(segments.filter(([tag]) => tag === 'TD3')).toEqual([['TD3', code, '', '53117']]);
      expect(await throughTheWire('856', segments)).toStrictEqual(notice);
    }
    const unnamed = serialiseShipNotice(truck({ shipmentType: 'truckload' }), { codes, issuedAt });
    expect(unnamed.filter(([tag]) => tag === 'TD3')).toEqual([['TD3', 'TL']]);
    const parcels = serialiseShipNotice(parcel([item('614141001019', 1)]), { codes, issuedAt });
    expect(parcels.filter(([tag]) => tag === 'TD3')).toEqual([]);
  });

  test('a trailer whose number others write in two parts is read as one number', async () => {
    const segments = serialiseShipNotice(truck({ shipmentType: 'truckload' }), { codes, issuedAt });
    const inTwo = segments.map((segment) =>
      segment[0] === 'TD3' ? (['TD3', 'TL', 'ODFL', '5311'] as const) : segment,
    );
    expect(await throughTheWire('856', inTwo)).toMatchObject({ trailerNumber: 'ODFL5311' });
  });

  test('a parcel carries its tracking number twice, a case its pack, a perishable its lot and date', () => {
    const more = {
      shipped: { amount: 2, unitOfMeasure: 'case', eachesPerCase: 6 },
      lot: 'L2608A',
      expiresOn: '2027-03-31',
    };
    const segments = serialiseShipNotice(parcel([item('614141001026', 2, more)]), { codes, issuedAt, ssccDigits: 18 });
    expect(segments.slice(segments.findIndex((segment) => segment[0] === 'HL' && segment[3] === 'P'))).toEqual([
      ['HL', '3', '2', 'P'],
      ['REF', 'CN', '1Z999AA10123456784'],
      ['MAN', 'GM', '006141410000010042', '', 'CP', '1Z999AA10123456784'],
      ['HL', '4', '3', 'I'],
      ['LIN', '1', 'UP', '614141001026'],
      ['SN1', '', '2', 'CA'],
      ['PO4', '6'],
      ['REF', 'LT', 'L2608A'],
      ['DTM', '036', '20270331'],
      ['CTT', '4'],
    ]);
  });

  test('Amazon’s reference number stands where the partner looks for it', () => {
    const notice = truck({ amazonReferenceNumber: 'ARN77' });
    expect(serialiseShipNotice(notice, { codes, issuedAt })).toContainEqual(['REF', 'BX', 'ARN77']);
    expect(serialiseShipNotice(notice, { codes, issuedAt, amazonReferenceQualifier: 'AO' })).toContainEqual([
      'REF',
      'AO',
      'ARN77',
    ]);
  });

  const carton = { sscc: '006141410000010028', items: [item('614141001019', 18)] };
  const order = { purchaseOrderNumber: '4KQ7TZ1M', pallets: [], cartons: [carton] };
  test.each([
    ['one SSCC on two cartons', { orders: [{ ...order, cartons: [carton, carton] }] }, 'sscc-repeated'],
    [
      'one SSCC on a pallet and its carton',
      { orders: [{ ...order, cartons: [], pallets: [{ sscc: carton.sscc, cartons: [carton] }] }] },
      'sscc-repeated',
    ],
    [
      'pallets and loose cartons',
      {
        orders: [
          { ...order, pallets: [{ sscc: '006141410000010011', cartons: [{ ...carton, sscc: '006141410000010035' }] }] },
        ],
      },
      'pallets-and-loose-cartons-mixed',
    ],
    [
      'two lots of an item in one carton',
      {
        orders: [
          {
            ...order,
            cartons: [
              { ...carton, items: [item('614141001019', 1, { lot: 'A' }), item('614141001019', 1, { lot: 'B' })] },
            ],
          },
        ],
      },
      'carton-holds-two-batches',
    ],
    ['an order without cartons', { orders: [{ ...order, cartons: [] }] }, 'shipped-order-empty'],
    [
      'a warehouse without an address',
      { shipFrom: { id: 'NGK7U', idKind: 'assigned-by-buyer' } },
      'ship-from-address-missing',
    ],
  ])('never leaves with %s', (_what, change, code) => {
    expect(() => serialiseShipNotice(truck(change), { codes, issuedAt })).toThrow(
      expect.objectContaining({ code, hint: expect.stringMatching(/\w/) }),
    );
  });
});

describe('what stands in what', () => {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => /(?<!\.refused)\.edi$/.test(name)) : [];
  for (const name of names) {
    test(`${name.replace(/\.edi$/, '').replaceAll('-', ' ')}: outline`, async () => {
      const [event] = await readAll(readFileSync(join(FOLDER, name)));
      if (event?.kind !== 'document' || event.content.kind !== 'ship-notice')
        throw new Error(`${name} is no ship notice`);
      expectGolden(join(FOLDER, name.replace(/\.edi$/, '.outline.txt')), outline(event.content.document));
    });
  }
});

function outline(notice: ShipNotice): string {
  const cartonLines = (indent: string, { sscc, items, trackingNumber }: Carton) => [
    `${indent}P ${sscc}${trackingNumber === undefined ? '' : ` ${trackingNumber}`}`,
    ...items.map(({ productId, shipped, lot, expiresOn }) =>
      [`${indent}  I ${productId.value} ${shipped.amount} ${shipped.unitOfMeasure}`, lot, expiresOn]
        .filter(Boolean)
        .join(' '),
    ),
  ];
  const lines = notice.orders.flatMap((order) => [
    `  O ${order.purchaseOrderNumber}`,
    ...order.pallets.flatMap((pallet) => [
      `    T ${pallet.sscc}`,
      ...pallet.cartons.flatMap((one) => cartonLines('      ', one)),
    ]),
    ...order.cartons.flatMap((one) => cartonLines('    ', one)),
  ]);
  return `${[`S ${notice.shipmentId}`, ...lines].join('\n')}\n`;
}
