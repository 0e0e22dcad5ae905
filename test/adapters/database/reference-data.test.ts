import { describe, expect, test } from 'vitest';
import type { StockRow } from '../../../sidecar/ports/stores.ts';
import { onEveryImplementation } from './databases.ts';
import { at, atOnce, money, tally } from './documents.ts';

describe('item references', () => {
  onEveryImplementation((shelf) => {
    const references = () => shelf.stores.itemReferences;

    test('the first id that is known decides', async () => {
      await references().learn('NGK7U', { kind: 'asin', value: 'B000000001' }, 'PAN-28', money('11.75'));
      await references().learn('NGK7U', { kind: 'vendor-item', value: 'POT-5' }, 'POT-5L');
      const find = (...values: ['asin' | 'vendor-item' | 'sku', string][]) =>
        references().find(
          'NGK7U',
          values.map(([kind, value]) => ({ kind, value })),
        );
      expect(await find(['sku', 'X'], ['asin', 'B000000001'], ['vendor-item', 'POT-5'])).toEqual({
        sku: 'PAN-28',
        agreedCost: '11.75',
      });
      expect(await find(['vendor-item', 'POT-5'], ['asin', 'B000000001'])).toEqual({ sku: 'POT-5L' });
      expect(await find(['sku', 'B000000001'])).toBeUndefined();
      expect(await find()).toBeUndefined();
      expect(await references().find('OTHER', [{ kind: 'asin', value: 'B000000001' }])).toBeUndefined();
    });

    test('UPC, EAN and GTIN of one item are one id', async () => {
      await references().learn('NGK7U', { kind: 'upc', value: '036000291452' }, 'PAN-28');
      for (const [kind, value] of [
        ['ean', '0036000291452'],
        ['gtin', '00036000291452'],
      ] as const) {
        expect(await references().find('NGK7U', [{ kind, value }])).toEqual({ sku: 'PAN-28' });
      }
      expect(await references().find('NGK7U', [{ kind: 'vendor-item', value: '00036000291452' }])).toBeUndefined();
    });

    test('what was learnt later wins, and is listed as it was taught', async () => {
      await references().learn('NGK7U', { kind: 'ean', value: '0036000291452' }, 'PAN-28', money('11.75'));
      await references().learn('NGK7U', { kind: 'upc', value: '036000291452' }, 'PAN-30');
      expect(await references().list('NGK7U')).toEqual([
        { productId: { kind: 'upc', value: '036000291452' }, sku: 'PAN-30' },
      ]);
      expect(await references().list('OTHER')).toEqual([]);
    });

    test('an answer without a cost leaves the agreed cost of that product known, and forgets that of another', async () => {
      const id = { kind: 'asin', value: 'B000000001' } as const;
      await references().learn('NGK7U', id, 'PAN-28', money('11.75'));
      await references().learn('NGK7U', id, 'PAN-28');
      expect(await references().find('NGK7U', [id])).toEqual({ sku: 'PAN-28', agreedCost: '11.75' });
      await references().learn('NGK7U', id, 'PAN-28', money('11.9'));
      expect(await references().find('NGK7U', [id])).toEqual({ sku: 'PAN-28', agreedCost: '11.9' });
      await references().learn('NGK7U', id, 'PAN-30');
      expect(await references().find('NGK7U', [id])).toEqual({ sku: 'PAN-30' });
    });

    test('ids that differ in case are two ids', async () => {
      await references().learn('NGK7U', { kind: 'vendor-item', value: 'pan' }, 'SMALL');
      await references().learn('NGK7U', { kind: 'vendor-item', value: 'PAN' }, 'LARGE');
      expect(await references().find('NGK7U', [{ kind: 'vendor-item', value: 'pan' }])).toEqual({ sku: 'SMALL' });
    });
  });
});

describe('the carrier map', () => {
  onEveryImplementation((shelf) => {
    const carriers = () => shelf.stores.carriers;

    test('a carrier is found by code and title, whatever their case', async () => {
      await carriers().learn({ carrier: 'custom', title: 'Blue Truck Lines', scac: 'BTLX' });
      expect((await carriers().find('Custom', 'BLUE TRUCK LINES'))?.scac).toBe('BTLX');
      expect(await carriers().find('custom', 'Red Truck Lines')).toBeUndefined();
    });

    test('a code learnt without a title stands for all titles that are not known', async () => {
      await carriers().learn({ carrier: 'ups', title: '', scac: 'UPSN' });
      await carriers().learn({ carrier: 'ups', title: 'Freight', scac: 'UPGF' });
      expect((await carriers().find('UPS', 'Ground'))?.scac).toBe('UPSN');
      expect((await carriers().find('UPS', 'freight'))?.scac).toBe('UPGF');
    });

    test('what was learnt later wins', async () => {
      await carriers().learn({ carrier: 'ups', title: '', scac: 'UPSN' });
      await carriers().learn({ carrier: 'UPS', title: '', scac: 'UPSZ' });
      expect((await carriers().find('ups', ''))?.scac).toBe('UPSZ');
    });
  });
});

describe('the inbox', () => {
  onEveryImplementation((shelf) => {
    const inbox = () => shelf.stores.inbox;

    test('an event takes effect the first time only, per source', async () => {
      expect(await inbox().first('magento', 'e-1', at('9:00'))).toBe(true);
      expect(await inbox().first('magento', 'e-1', at('9:01'))).toBe(false);
      expect(await inbox().first('prima', 'e-1', at('9:00'))).toBe(true);
      expect(tally(await atOnce(20, () => inbox().first('magento', 'e-2', at('9:00'))))).toEqual({
        true: 1,
        false: 19,
      });
    });

    test('each source is read from where it was left, at first from the beginning', async () => {
      expect(await inbox().cursor('magento')).toBe('');
      await inbox().setCursor('magento', '17');
      await inbox().setCursor('magento', '18');
      expect(await inbox().cursor('magento')).toBe('18');
      expect(await inbox().cursor('prima')).toBe('');
    });
  });
});

describe('the stock projection', () => {
  onEveryImplementation((shelf) => {
    const stock = () => shelf.stores.stock;
    const position = (sku: string, sequence: number, salable = sequence): StockRow => ({
      sku,
      sequence,
      salable,
      inPoolSources: 40,
      amazonReserved: 4,
      buffer: 2,
      changedAt: at('9:00'),
    });

    test('the newest by sequence is kept, never the last to arrive', async () => {
      await stock().apply([position('PAN-28', 5), position('POT-5L', 1, -3.5)]);
      await stock().apply([position('PAN-28', 4), position('POT-5L', 2, 0)]);
      await stock().apply([position('PAN-28', 5, 99)]);
      expect(await stock().list({})).toEqual([position('PAN-28', 5), position('POT-5L', 2, 0)]);
      expect(await stock().list({ limit: 1 })).toEqual([position('PAN-28', 5)]);
    });

    test('one batch may hold a SKU twice, in any order', async () => {
      await stock().apply([position('PAN-28', 2), position('PAN-28', 3), position('PAN-28', 1)]);
      expect(await stock().list({})).toEqual([position('PAN-28', 3)]);
    });

    test('ten who apply the same SKUs at once, in any order, end with the newest of each', async () => {
      const skus = ['A', 'B', 'C', 'D', 'E'];
      await atOnce(10, (index) => {
        const batch = skus.map((sku) => position(sku, index + 1));
        return stock().apply(index % 2 === 0 ? batch : batch.reverse());
      });
      expect(await stock().list({})).toEqual(skus.map((sku) => position(sku, 10)));
    });
  });
});
