import { describe, expect, test } from 'vitest';
import { labelsOf } from '../../sidecar/domain/carton-label.ts';
import { cartonsOf } from '../../sidecar/domain/ship-notice.ts';
import { truck } from '../codec/labels/samples.ts';

describe('the labels of a ship notice', () => {
  test('are one a carton, numbered through, each with the SSCC that Amazon is told', () => {
    const notice = truck();
    const labels = labelsOf(notice, { vendorCode: 'NGK7U' });
    expect(labels.map(({ sscc }) => sscc)).toEqual(cartonsOf(notice).map(({ sscc }) => sscc));
    expect(labels.map(({ carton }) => carton)).toEqual([1, 2, 3].map((number) => ({ number, of: 3 })));
  });

  test('count cartons on pallets too, over all orders of the truck', () => {
    const [order] = truck().orders;
    const [first, second, third] = order?.cartons ?? [];
    const labels = labelsOf(
      truck({
        orders: [
          {
            purchaseOrderNumber: '4KQ7TZ1M',
            pallets: [{ sscc: '006141410000010011', cartons: [first, second] }],
            cartons: [],
          },
          { purchaseOrderNumber: '7PX4NM2K', pallets: [{ sscc: '006141410000010066', cartons: [third] }], cartons: [] },
        ],
      }),
      { vendorCode: 'NGK7U' },
    );
    expect(labels.map(({ purchaseOrderNumber, carton }) => [purchaseOrderNumber, carton.number, carton.of])).toEqual([
      ['4KQ7TZ1M', 1, 3],
      ['4KQ7TZ1M', 2, 3],
      ['7PX4NM2K', 3, 3],
    ]);
  });

  test('name our SKU and the other codes of the line beside the one of the notice', () => {
    const [label] = labelsOf(truck(), { vendorCode: 'NGK7U' }, () => ({
      sku: 'NK-0102',
      productIds: [
        { kind: 'asin', value: 'B0CHK7Q2Z2' },
        { kind: 'upc', value: '614141001026' },
      ],
    }));
    expect(label?.contents).toEqual([
      {
        sku: 'NK-0102',
        productIds: [
          { kind: 'upc', value: '614141001026' },
          { kind: 'asin', value: 'B0CHK7Q2Z2' },
        ],
        quantity: { amount: 1, unitOfMeasure: 'case', eachesPerCase: 12 },
      },
    ]);
  });

  test('carry the parcel’s own number, and on freight the PRO of the whole', () => {
    expect(labelsOf(truck(), { vendorCode: 'NGK7U' })[0]?.tracking).toEqual({ kind: 'pro', number: '1234567890' });
    const parcel = truck({ shipmentType: 'small-parcel', transport: 'parcel' });
    const [carton] = cartonsOf(parcel);
    if (carton) carton.trackingNumber = '1Z999AA10123456784';
    const numbers = labelsOf(parcel, { vendorCode: 'NGK7U' }).map(({ tracking }) => tracking);
    expect(numbers.slice(0, 2)).toEqual([
      { kind: 'parcel', number: '1Z999AA10123456784' },
      { kind: 'parcel', number: '1234567890' },
    ]);
  });
});
