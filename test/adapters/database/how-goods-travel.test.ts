import { describe, expect, test } from 'vitest';
import { addHours } from '../../../sidecar/domain/calendar.ts';
import { truck } from '../../codec/labels/samples.ts';
import { onEveryImplementation } from './databases.ts';
import { at, atOnce } from './documents.ts';

describe('the carrier map', () => {
  onEveryImplementation((shelf) => {
    const carriers = () => shelf.stores.carriers;

    test('knows patterns and methods, the most exact title first', async () => {
      await carriers().learn({ carrier: 'custom', title: '', scac: 'AAAA' });
      await carriers().learn({ carrier: 'custom', title: 'Fedex*', scac: 'FDEG', method: 'small-parcel' });
      await carriers().learn({
        carrier: 'Custom',
        title: ' FedEx Freight ',
        scac: 'FXFE',
        method: 'less-than-truckload',
      });
      expect(await carriers().find('custom', 'fedex freight')).toMatchObject({
        scac: 'FXFE',
        method: 'less-than-truckload',
      });
      expect(await carriers().find('CUSTOM', 'FedEx Ground')).toMatchObject({ scac: 'FDEG', method: 'small-parcel' });
      expect(await carriers().find('custom', 'Anybody')).toEqual({ carrier: 'custom', title: '', scac: 'AAAA' });
      expect(await carriers().find('ups', 'fedex freight')).toBeUndefined();
    });

    test('lists what it knows and forgets what it is told to', async () => {
      await carriers().learn({ carrier: 'ups', title: 'Freight', scac: 'UPGF' });
      await carriers().learn({ carrier: 'custom', title: 'Blue', scac: 'BTLX', method: 'truckload' });
      expect(await carriers().list()).toEqual([
        { carrier: 'custom', title: 'blue', scac: 'BTLX', method: 'truckload' },
        { carrier: 'ups', title: 'freight', scac: 'UPGF' },
      ]);
      expect(await carriers().forget('UPS', 'freight')).toBe(true);
      expect(await carriers().forget('ups', 'freight')).toBe(false);
      expect((await carriers().list()).map(({ scac }) => scac)).toEqual(['BTLX']);
    });
  });
});

describe('what people say of how goods travel', () => {
  onEveryImplementation((shelf) => {
    const carriages = () => shelf.stores.carriages;
    const said = (kind: 'order' | 'dispatch', id: string, amazonReferenceNumber: string, when: string) =>
      carriages().keep({
        subject: { kind, id },
        carriage: { amazonReferenceNumber },
        saidBy: 'operator',
        saidAt: at(when),
      });

    test('the last word counts, orders in any spelling, dispatches to the letter', async () => {
      await said('order', '4KQ7TZ1M', '1111', '9:00');
      await said('order', '4kq7tz1m', '2222', '9:05');
      await said('dispatch', 'shipment-1', '3333', '9:10');
      expect((await carriages().find({ kind: 'order', id: '4KQ7TZ1M' }))?.carriage).toEqual({
        amazonReferenceNumber: '2222',
      });
      expect(await carriages().find({ kind: 'dispatch', id: 'SHIPMENT-1' })).toBeUndefined();
      expect(await carriages().find({ kind: 'order', id: 'shipment-1' })).toBeUndefined();
      expect((await carriages().list()).map(({ subject }) => subject)).toEqual([
        { kind: 'dispatch', id: 'shipment-1' },
        { kind: 'order', id: '4kq7tz1m' },
      ]);
    });
  });
});

describe('truck loads', () => {
  onEveryImplementation((shelf) => {
    const loads = () => shelf.stores.truckLoads;
    const part = (dispatchId: string, changes = {}) => ({ dispatchId, notice: truck(changes) });
    const CLOSES = addHours(at('9:00'), 0.5);

    test('dispatches of one key are on one load, which the first one names, until it is closed', async () => {
      expect(await loads().join('key', part('a'), at('9:00'), CLOSES)).toMatchObject({
        id: 'a',
        state: 'open',
        closesAt: CLOSES,
      });
      await loads().join('key', part('b'), at('9:01'), addHours(CLOSES, 1));
      await loads().join('other', part('c'), at('9:01'), CLOSES);
      const closed = await loads().close('a');
      expect([closed.state, closed.closesAt, closed.parts.map(({ dispatchId }) => dispatchId)]).toEqual([
        'closed',
        CLOSES,
        ['a', 'b'],
      ]);
      expect((await loads().join('key', part('d'), at('9:02'), CLOSES)).id).toBe('d');
      expect((await loads().of('b'))?.id).toBe('a');
      expect(await loads().of('nobody')).toBeUndefined();
      expect(await loads().close('a')).toEqual(closed);
    });

    test('whoever is on one stays there, with what is told of it last', async () => {
      await loads().join('key', part('a'), at('9:00'), CLOSES);
      await loads().join('key', part('b'), at('9:00'), CLOSES);
      await loads().close('a');
      const load = await loads().join('another key', part('b', { carrierReference: '777' }), at('9:05'), CLOSES);
      expect([load.id, load.state, load.parts.map(({ notice }) => notice.carrierReference)]).toEqual([
        'a',
        'closed',
        ['1234567890', '777'],
      ]);
      expect(load.parts[0]?.notice).toEqual(truck());
    });

    test('twenty that come at once are on one load, each once; closed meanwhile, on two', async () => {
      await atOnce(20, (index) => loads().join('key', part(`d-${index % 10}`), at('9:00'), CLOSES));
      const first = await loads().of('d-0');
      expect(first?.parts.map(({ dispatchId }) => dispatchId).sort()).toEqual(
        Array.from({ length: 10 }, (_, index) => `d-${index}`),
      );
      await atOnce(12, (index) =>
        index === 5 ? loads().close(first?.id ?? '') : loads().join('key', part(`e-${index}`), at('9:01'), CLOSES),
      );
      const all = await Promise.all(Array.from({ length: 12 }, (_, index) => loads().of(`e-${index}`)));
      const told = new Set(all.flatMap((load) => (load ? load.parts.map(({ dispatchId }) => dispatchId) : [])));
      for (const index of [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]) expect(told.has(`e-${index}`)).toBe(true);
      expect((await loads().of('d-0'))?.state).toBe('closed');
      expect(new Set(all.filter((load) => load?.state === 'open').map((load) => load?.id)).size).toBeLessThanOrEqual(1);
    });
  });
});

describe('numbers and serials', () => {
  onEveryImplementation((shelf) => {
    test('who used a number within the year is told, and nothing is noted by asking', async () => {
      const { usedNumbers } = shelf.stores;
      const code = { kind: 'sscc' as const, value: '006141410000010013' };
      expect(await usedNumbers.find([code], at('0:00'))).toEqual([]);
      await usedNumbers.claim([code], 'import:old.csv', at('9:00'), at('0:00'));
      expect(await usedNumbers.find([code, { ...code, kind: 'shipment-id' }], at('9:00'))).toEqual([
        { ...code, usedBy: 'import:old.csv' },
      ]);
      expect(await usedNumbers.find([code], at('9:01'))).toEqual([]);
    });

    test('a sequence goes on above what another system has used, and never goes back', async () => {
      const { sequences } = shelf.stores;
      expect(await sequences.allocate('sscc:1', 'a', 2)).toEqual([1, 2]);
      await sequences.skipTo('sscc:1', 1_000);
      await sequences.skipTo('sscc:1', 10);
      expect(await sequences.allocate('sscc:1', 'a', 3)).toEqual([1, 2, 1_001]);
      expect(await sequences.allocated('sscc:1', 'a')).toEqual([1, 2, 1_001]);
      expect(await sequences.allocated('sscc:1', 'b')).toEqual([]);
      await sequences.skipTo('new', 7);
      expect(await sequences.next('new')).toBe(8);
    });
  });
});
