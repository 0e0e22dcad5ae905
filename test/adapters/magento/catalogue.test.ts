import { describe, expect, test } from 'vitest';
import type { ProductId } from '../../../sidecar/domain/identifiers.ts';
import { master, request, shop } from './shop.ts';

describe('what Magento knows of a product', () => {
  test('is its stock now, its case pack, its agreed cost and its barcodes', async () => {
    const magento = await shop({ buffer: 4 });
    const { catalogue, reservations } = master(magento);
    await reservations.place(request([['PAN-24', 24, 12]]));
    expect((await catalogue.positions(['PAN-24'])).get('PAN-24')).toEqual({
      sku: 'PAN-24',
      name: 'Pan 24 cm',
      isStocked: true,
      casePack: 12,
      agreedCost: '11.75',
      salable: 76,
      inPoolSources: 100,
      amazonReserved: 24,
      buffer: 4,
      availableToPromise: 72,
      barcodes: ['614141001019'],
    });
  });

  test('leaves out what it does not know or spells otherwise, and says what keeps no stock', async () => {
    const { catalogue } = master(await shop());
    const views = await catalogue.positions([
      'PAN-24',
      'NO-SUCH',
      'lid-24',
      'SET-2',
      'GIFT',
      '',
      'X'.repeat(65),
      'PAN-24',
    ]);
    expect([...views].map(([sku, { isStocked }]) => [sku, isStocked])).toEqual([
      ['PAN-24', true],
      ['SET-2', false],
      ['GIFT', false],
    ]);
  });

  test('is asked for in parts of a thousand', async () => {
    const products = Array.from({ length: 2500 }, (_, index) => ({
      sku: `SKU-${index}`,
      quantities: { default: index },
    }));
    const magento = await shop({ products });
    const views = await master(magento).catalogue.positions(products.map(({ sku }) => sku));
    expect(views.size).toBe(2500);
    expect(views.get('SKU-2499')?.availableToPromise).toBe(2499);
    expect(magento.calls.map(({ route }) => route)).toEqual(Array(3).fill('queryStockPositions'));
  });

  test('is nothing, without a call, where nobody asks', async () => {
    const magento = await shop();
    expect(await master(magento).catalogue.positions([])).toEqual(new Map());
    expect(magento.calls).toEqual([]);
  });
});

describe('a barcode', () => {
  const find = async (ids: ProductId[]) => {
    const magento = await shop();
    magento.putProduct({ sku: 'PAN-TWIN', barcodes: ['614141009993'] });
    magento.putProduct({ sku: 'PAN-TWIN-2', barcodes: ['614141009993'] });
    const [found] = await master(magento).catalogue.findByProductIds([ids]);
    expect(magento.breaches).toEqual([]);
    return found;
  };

  test('finds the product however its digits are written', async () => {
    expect(await find([{ kind: 'upc', value: '614141001019' }])).toBe('PAN-24');
    expect(await find([{ kind: 'ean', value: '0614141001019' }])).toBe('PAN-24');
    expect(
      await find([
        { kind: 'asin', value: 'B07XJ8C8F5' },
        { kind: 'gtin', value: '00614141001026' },
      ]),
    ).toBe('LID-24');
  });

  test('finds nothing where two products carry it, or two barcodes disagree', async () => {
    expect(await find([{ kind: 'upc', value: '614141009993' }])).toBeUndefined();
    expect(
      await find([
        { kind: 'upc', value: '614141001019' },
        { kind: 'ean', value: '0614141001026' },
      ]),
    ).toBeUndefined();
  });

  test('finds nothing for what is no barcode, nor for the code of a case', async () => {
    expect(await find([{ kind: 'vendor-item', value: 'PAN-24' }])).toBeUndefined();
    expect(await find([{ kind: 'case-code', value: '00614141001019' }])).toBeUndefined();
    expect(await find([{ kind: 'upc', value: '614141005551' }])).toBeUndefined();
    expect(await find([])).toBeUndefined();
  });

  test('a whole order is asked for in one call, and each line gets its own', async () => {
    const magento = await shop();
    magento.putProduct({ sku: 'PAN-TWIN', barcodes: ['614141009993'] });
    magento.putProduct({ sku: 'PAN-TWIN-2', barcodes: ['614141009993'] });
    const things: ProductId[][] = [
      [{ kind: 'ean', value: '0614141001026' }],
      [{ kind: 'vendor-item', value: 'PAN-24' }],
      [{ kind: 'upc', value: '614141009993' }],
      [{ kind: 'upc', value: '614141005551' }],
      [{ kind: 'upc', value: '614141001019' }],
      [{ kind: 'gtin', value: '00614141001019' }],
    ];
    const found = await master(magento).catalogue.findByProductIds(things);
    expect(found).toEqual(['LID-24', undefined, undefined, undefined, 'PAN-24', 'PAN-24']);
    expect(magento.calls.map(({ route }) => route)).toEqual(['listStockPositions']);
    expect(magento.breaches).toEqual([]);
  });
});
