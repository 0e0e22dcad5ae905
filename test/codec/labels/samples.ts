import { type CartonLabel, labelsOf } from '../../../sidecar/domain/carton-label.ts';
import { makeSscc } from '../../../sidecar/domain/identifiers.ts';
import { ShipNotice } from '../../../sidecar/domain/ship-notice.ts';

const CASE = { amount: 1, unitOfMeasure: 'case', eachesPerCase: 12 };

/** A truck of Northgate Kitchenware to PHX7: two cartons of cases, one of both products. */
export function truck(changes: Record<string, unknown> = {}): ShipNotice {
  return ShipNotice.parse({
    shipmentId: 'NGK7U-SHIPMENT-12',
    purpose: 'original',
    vendorCode: 'NGK7U',
    shippedAt: '2026-08-11T21:20:00.000Z',
    estimatedDeliveryOn: '2026-08-14',
    shipFrom: {
      id: 'NGK7U',
      name: 'NORTHGATE KITCHENWARE',
      address: {
        lines: ['410 FOUNDRY ROAD'],
        city: 'RENO',
        stateOrRegion: 'NV',
        postalCode: '89502',
        countryCode: 'US',
      },
    },
    shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
    carrierScac: 'ODFL',
    transport: 'road',
    shipmentType: 'less-than-truckload',
    billOfLading: 'NGK7US000000012',
    carrierReference: '1234567890',
    orders: [
      {
        purchaseOrderNumber: '4KQ7TZ1M',
        pallets: [],
        cartons: [
          { sscc: makeSscc('0614141', 1001), items: [item('2', '614141001026', CASE)] },
          { sscc: makeSscc('0614141', 1002), items: [item('2', '614141001026', CASE, 'L2608A')] },
          {
            sscc: makeSscc('0614141', 1003),
            items: [
              item('1', '614141001019', { amount: 18, unitOfMeasure: 'each' }),
              item('2', '614141001026', CASE, 'L2608A'),
            ],
          },
        ],
      },
    ],
    ...changes,
  });
}

function item(lineNumber: string, upc: string, shipped: object, lot?: string) {
  const productId = { kind: 'upc', value: upc };
  return { lineNumber, productId, shipped, ...(lot === undefined ? {} : { lot, expiresOn: '2027-03-31' }) };
}

export function labels(notice = truck()): CartonLabel[] {
  return labelsOf(notice, { vendorCode: 'NGK7U' }, (_order, { lineNumber }) => ({
    sku: `NK-010${lineNumber}`,
    productIds: [{ kind: 'asin', value: `B0CHK7Q2Z${lineNumber}` }],
  }));
}

/** Longer than any field, and with what commands a label printer: print, reset, escape. */
const ENDLESS = 'Łódź ^XZ~JR _5E 你好 Straße, a name that strangers write without any end at all and then some more';

/** Every text of a label as bad as it can be. */
export function endlessLabel(): CartonLabel {
  const party = { id: ENDLESS, name: ENDLESS, address: { lines: [ENDLESS, ENDLESS, ENDLESS], city: ENDLESS } };
  return {
    sscc: makeSscc('0614141', 1004),
    carton: { number: 12_345, of: 98_765 },
    shipFrom: party,
    shipTo: party,
    vendorCode: ENDLESS,
    purchaseOrderNumber: ENDLESS,
    shipmentId: ENDLESS,
    carrierScac: ENDLESS,
    billOfLading: ENDLESS,
    tracking: { kind: 'parcel', number: ENDLESS },
    contents: Array.from({ length: 9 }, () => ({
      sku: ENDLESS,
      productIds: [{ kind: 'upc', value: ENDLESS }],
      quantity: { amount: 1_000_000, unitOfMeasure: 'other', unitCode: ENDLESS },
      lot: ENDLESS,
    })),
  };
}
