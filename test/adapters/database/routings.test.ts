import { describe, expect, test } from 'vitest';
import { RoutedLoad } from '../../../sidecar/domain/routing.ts';
import { onEveryImplementation } from './databases.ts';
import { at } from './documents.ts';

const load = (changes: object = {}): RoutedLoad =>
  RoutedLoad.parse({
    purchaseOrderNumber: '4KQ7TZ1M',
    requestNumber: 'NGKRR1',
    position: 1,
    carrierScac: 'ODFL',
    amazonReferenceNumber: '34567890123',
    pickUpOn: '2026-08-11',
    shipTo: { id: 'PHX7' },
    ...changes,
  });

describe('routing instructions', () => {
  onEveryImplementation((shelf) => {
    test('are found by their order in any spelling, the newest first', async () => {
      const { routings } = shelf.stores;
      await routings.keep(load(), 'in-1', at('9:00'));
      await routings.keep(load({ requestNumber: 'NGKRR2', position: 2 }), 'in-2', at('10:00'));
      await routings.keep(load({ purchaseOrderNumber: '6RX2WD9Q' }), 'in-2', at('10:00'));
      expect(await routings.list(' 4kq7tz1m')).toEqual([
        { load: load({ requestNumber: 'NGKRR2', position: 2 }), inboundId: 'in-2', receivedAt: at('10:00') },
        { load: load(), inboundId: 'in-1', receivedAt: at('9:00') },
      ]);
    });

    test('that come again replace those of the same request and load', async () => {
      const { routings } = shelf.stores;
      await routings.keep(load(), 'in-1', at('9:00'));
      await routings.keep(load({ carrierScac: 'SAIA' }), 'in-2', at('9:30'));
      expect((await routings.list('4KQ7TZ1M')).map((kept) => [kept.load.carrierScac, kept.inboundId])).toEqual([
        ['SAIA', 'in-2'],
      ]);
    });
  });
});
