import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type OrderExportOptions,
  type ReadOrder,
  readOrderExport,
} from '../../../sidecar/codec/order-export/export.ts';
import { looksLikeOrderExport } from '../../../sidecar/codec/order-export/looks.ts';
import { CodecError } from '../../../sidecar/codec/problem.ts';
import { looksLikeRemittanceExport } from '../../../sidecar/codec/remittance/looks.ts';
import { PurchaseOrder } from '../../../sidecar/domain/purchase-order.ts';
import { day } from '../../domain/samples.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const file = (name: string) => readFileSync(join(FIXTURES, 'order-export', name));
const HEADER =
  'PO,Vendor,Ordered On,External ID,Model Number,Quantity Ordered,Cost,Window Type,Window Start,Window End';
const table = (...rows: string[]) => Buffer.from([HEADER, ...rows].join('\n'));
const ROW = '4KQ7TZ1M,NGK7U,2026-08-03,614141001019,NK-0101,24,11.75,Delivery,2026-08-10,2026-08-14';
/** ROW with one cell replaced, by the name of its column. */
function row(column: string, value: string): string {
  const at = HEADER.split(',').indexOf(column);
  return ROW.split(',').with(at, value).join(',');
}

function read(bytes: Uint8Array, options: Partial<OrderExportOptions> = {}) {
  const { orders, warnings } = readOrderExport(bytes, { receivedOn: day('2026-08-04'), ...options });
  return {
    orders: orders.flatMap((order) => (order.kind === 'order' ? [order] : [])),
    refused: orders.flatMap((order) => (order.kind === 'refused' ? [order] : [])),
    warnings: warnings.map(({ code }) => code),
  };
}

function codesOf(orders: readonly Extract<ReadOrder, { kind: 'order' }>[]): string[] {
  return orders.flatMap(({ warnings }) => warnings.map(({ code }) => code));
}

function refusalOfFile(bytes: Uint8Array): CodecError {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof CodecError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

describe('the export of purchase orders', () => {
  test('is read as the orders it tells of', () => {
    const { orders, refused, warnings } = read(file('us-items.csv'));
    expect([refused, warnings, codesOf(orders)]).toEqual([[], [], ['order-date-missing', 'order-date-missing']]);
    const [first, second] = orders.map(({ document }) => document);
    expect(PurchaseOrder.parse(first)).toEqual({
      number: '4KQ7TZ1M',
      type: 'regular',
      orderedOn: '2026-08-04',
      vendorCode: 'NGK7U',
      currency: 'USD',
      shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer', name: 'Goodyear, AZ' },
      deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
      notes: [],
      lines: [
        ['614141001019', 'B0NORTH001', 'NK-0101', 24, '11.75'],
        ['614141001026', 'B0NORTH002', 'NK-0102', 36, '5.85'],
        ['', 'B0NORTH003', 'NK-0103', 10, '4.2'],
      ].map(([upc, asin, model, amount, unitCost], index) => ({
        lineNumber: '',
        position: index + 1,
        productIds: [
          ...(upc === '' ? [] : [{ kind: 'upc', value: upc }]),
          { kind: 'asin', value: asin },
          { kind: 'vendor-part', value: model },
        ],
        ordered: { amount, unitOfMeasure: 'each' },
        unitCost,
        priceBasis: 'per-each',
      })),
    });
    expect(second).toMatchObject({ number: '6RX2WD9Q', shipTo: { id: 'ONT8' }, shipWindow: { from: '2026-08-17' } });
    expect(second?.lines[0]?.ordered).toEqual({ amount: 1200, unitOfMeasure: 'each' });
  });

  test('is read in another language, with decimal commas, below a title', () => {
    const { orders, refused } = read(file('german-semicolons-and-commas.csv'));
    expect(refused).toEqual([]);
    expect(orders[0]?.document).toMatchObject({
      vendorCode: 'NGK7U',
      currency: 'EUR',
      shipTo: { id: 'LEJ1' },
      shipWindow: { from: '2026-08-10', to: '2026-08-14' },
      lines: [
        { ordered: { amount: 1200 }, unitCost: '11.75', productIds: [{ kind: 'ean', value: '0614141001019' }, {}, {}] },
        { ordered: { amount: 36 }, unitCost: '5.85' },
      ],
    });
  });

  test('tells of an order in the table of orders and of its lines in the table of items', () => {
    const { orders } = read(file('orders-and-items-in-one.tsv'));
    expect(orders.map(({ document, isClosed }) => [document.number, document.orderedOn, isClosed])).toEqual([
      ['4KQ7TZ1M', '2026-08-03', false],
      ['2HV9PLX4', '2026-07-20', true],
    ]);
    expect(orders[0]?.document).toMatchObject({ vendorCode: 'NGK7U', deliveryWindow: { to: '2026-08-14' } });
  });

  test('in cases where a column says so, a case size where one is given', () => {
    const bytes = Buffer.from(
      'PO,ASIN,Quantity Ordered,Unit of Measure,Units per Case\n4KQ7TZ1M,B0NORTH002,3,Cases,12\n4KQ7TZ1M,B0NORTH003,2,Pallet,',
    );
    expect(read(bytes).orders[0]?.document.lines.map(({ ordered }) => ordered)).toEqual([
      { amount: 3, unitOfMeasure: 'case', eachesPerCase: 12 },
      { amount: 2, unitOfMeasure: 'other', unitCode: 'Pallet' },
    ]);
  });

  test.each([
    ['Collect', 'shipWindow'],
    ['Prepaid', 'deliveryWindow'],
  ])('without a type of the window: freight terms %s decide', (terms, window) => {
    const bytes = Buffer.from(
      `PO,ASIN,Quantity Ordered,Freight Terms,Window Start,Window End\n4KQ7TZ1M,B0NORTH002,3,${terms},2026-08-10,2026-08-14`,
    );
    expect(read(bytes).orders[0]?.document).toMatchObject({ [window]: { from: '2026-08-10', to: '2026-08-14' } });
  });

  test('answered already in Vendor Central: read, and said', () => {
    const bytes = Buffer.from('PO,ASIN,Quantity Ordered,Quantity Confirmed\n4KQ7TZ1M,B0NORTH002,3,3');
    expect(codesOf(read(bytes).orders)).toContain('order-answered-elsewhere');
  });

  test('a window turned round, of one day or of no kind is read with a warning', () => {
    const turned = ROW.replace('2026-08-10,2026-08-14', '2026-08-14,2026-08-10').replace('Delivery', '');
    expect(codesOf(read(table(turned)).orders)).toEqual(['window-inverted', 'window-type-missing']);
    expect(codesOf(read(table(row('Window End', ''))).orders)).toEqual(['window-one-sided']);
  });
});

describe('what cannot be read is refused with row and column, and loses no other order', () => {
  test.each([
    ['Quantity Ordered', '-3', 'quantity-invalid'],
    ['Quantity Ordered', '2.5', 'quantity-invalid'],
    ['Quantity Ordered', '', 'amount-missing'],
    ['Quantity Ordered', 'twelve', 'amount-unreadable'],
    ['Cost', 'n/a', 'amount-unreadable'],
    ['Window Start', '31/31/2026', 'date-unreadable'],
    ['Ordered On', 'Monday', 'date-unreadable'],
    ['External ID', '6.14141E+11', 'number-damaged'],
    ['PO', '', 'number-missing'],
  ])('%s %s: %s', (column, value, code) => {
    const other = ROW.replace('4KQ7TZ1M', '6RX2WD9Q');
    const { orders, refused } = read(table(other, row(column, value)));
    expect(orders.map(({ document }) => document.number)).toEqual(['6RX2WD9Q']);
    expect(refused.map(({ error }) => [error.code, error.place.line, error.place.column])).toEqual([[code, 3, column]]);
    expect(refused[0]?.error.hint).not.toBe('');
  });

  test('a date that is one of two days, until somebody says which', () => {
    const unclear = row('Ordered On', '08/03/2026');
    expect(read(table(unclear)).refused[0]?.error).toMatchObject({ code: 'date-ambiguous', place: { line: 2 } });
    expect(read(table(unclear), { dateOrder: 'day-first' }).orders[0]?.document.orderedOn).toBe('2026-03-08');
  });

  test('rows of one order that say two things of it', () => {
    const { refused } = read(table(ROW, row('Window End', '2026-08-15')));
    expect(refused[0]?.error).toMatchObject({ code: 'order-rows-differ', place: { line: 3, column: 'Window End' } });
  });

  test('a row that has lost its quotation marks', () => {
    const { refused } = read(table(`${ROW},00`));
    expect(refused[0]?.error).toMatchObject({ code: 'column-count-differs', place: { line: 2 } });
  });

  test.each([
    [
      'orders without their items',
      'PO,Vendor,Ordered On,Window Start\n4KQ7TZ1M,NGK7U,2026-08-03,',
      'order-items-missing',
    ],
    ['no such table', 'a,b\n1,2', 'order-table-missing'],
    ['items without quantities', 'PO,ASIN,Model Number\n4KQ7TZ1M,B0NORTH001,NK-0101', 'column-missing'],
    ['a quotation mark without its twin', `${HEADER}\n"${ROW}`, 'table-unreadable'],
  ])('%s: the file is refused', (_what, text, code) => {
    const error = refusalOfFile(Buffer.from(text));
    expect([error.code, error.hint === '']).toEqual([code, false]);
  });
});

describe('what a file is', () => {
  test('exports of orders, exports of payments and interchanges are told apart', () => {
    for (const name of ['us-items.csv', 'german-semicolons-and-commas.csv', 'orders-and-items-in-one.tsv']) {
      expect([looksLikeOrderExport(file(name)), looksLikeRemittanceExport(file(name))]).toEqual([true, false]);
    }
    const remittance = readFileSync(join(FIXTURES, 'remittance/us.csv'));
    const interchange = readFileSync(join(FIXTURES, 'x12/850/plain.edi'));
    expect([looksLikeOrderExport(remittance), looksLikeOrderExport(interchange)]).toEqual([false, false]);
  });
});
