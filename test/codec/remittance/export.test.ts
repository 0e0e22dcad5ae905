import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CodecError } from '../../../sidecar/codec/problem.ts';
import {
  type ExportOptions,
  type ReadPayment,
  readRemittanceExport,
} from '../../../sidecar/codec/remittance/export.ts';
import { looksLikeRemittanceExport } from '../../../sidecar/codec/remittance/looks.ts';
import { Remittance } from '../../../sidecar/domain/remittance.ts';

const file = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/remittance', name));
const HEADER = 'Payment Number,Invoice Number,Invoice Date,Invoice Currency,Amount Paid';
const table = (...rows: string[]) => Buffer.from([HEADER, ...rows].join('\n'));

function read(bytes: Uint8Array, options: ExportOptions = {}) {
  const { payments, warnings } = readRemittanceExport(bytes, options);
  return {
    read: payments.flatMap((payment) => (payment.kind === 'remittance' ? [payment] : [])),
    refused: payments.flatMap((payment) => (payment.kind === 'refused' ? [payment.error] : [])),
    warnings: warnings.map(({ code }) => code),
  };
}

function only(payments: readonly Extract<ReadPayment, { kind: 'remittance' }>[]) {
  const [payment, ...others] = payments;
  if (!payment || others.length > 0) throw new Error(`${payments.length} payments were read`);
  return payment;
}

function refusalOf(bytes: Uint8Array, options?: ExportOptions) {
  const { refused } = read(bytes, options);
  expect(refused).toHaveLength(1);
  return refused[0];
}

describe('the export of Vendor Central', () => {
  test('is read as the payment it tells of, with what no document has a place for kept beside it', () => {
    const { document, warnings, others } = only(read(file('us.csv')).read);
    expect(document).toEqual({
      paymentNumber: '700045001',
      paidOn: '2026-09-25',
      currency: 'USD',
      total: '2108.4',
      lines: [
        {
          position: 1,
          reference: 'NGK-3001',
          invoicedOn: '2026-07-28',
          purchaseOrderNumber: '7M2QX9TC',
          invoiceAmount: '2352',
          discountTaken: '47.04',
          amountPaid: '2304.96',
          adjustments: [],
        },
        {
          position: 2,
          reference: 'NGK-3001SC',
          originalReference: 'NGK-3001',
          invoicedOn: '2026-08-30',
          purchaseOrderNumber: '7M2QX9TC',
          invoiceAmount: '-117.5',
          discountTaken: '0',
          amountPaid: '-117.5',
          adjustments: [],
        },
        {
          position: 3,
          reference: 'NGK7U-SEP26-0042',
          invoicedOn: '2026-09-01',
          invoiceAmount: '-79.06',
          discountTaken: '0',
          amountPaid: '-79.06',
          adjustments: [],
        },
      ],
    });
    expect(Remittance.parse(document)).toEqual(document);
    expect(warnings).toEqual([]);
    expect(others.map(({ line, columns }) => `${line} ${columns['Transaction Description'] ?? ''}`)).toEqual([
      '3 ',
      '7 Payments',
      '8 Quantity shortage',
      '9 COOP',
    ]);
  });

  test('76, 77: of Europe, with a mark, semicolons, commas, titles, blank rows, other names and another order', () => {
    const payment = read(file('eu-semicolons-commas-and-bom.csv'));
    const { document, others } = only(payment.read);
    expect(document).toMatchObject({
      paymentNumber: '800100',
      currency: 'EUR',
      total: '1117.2',
      lines: [
        { reference: 'RE-77', amountPaid: '1176', discountTaken: '24', invoicedOn: '2026-07-31' },
        // 03/08 alone could be March; the 31/07 of the row before says which country this is.
        { reference: 'RE-77SC', amountPaid: '-58.8', invoicedOn: '2026-08-03' },
      ],
    });
    expect(payment.warnings).toEqual(['byte-order-mark', 'column-unknown', 'payments-table-missing']);
    expect(others[0]?.columns).toEqual({ 'Net Terms': '60', Description: 'Payments' });
  });

  test('76: with its tables the other way round, a total row and a column that nobody knows', () => {
    const payment = read(file('tables-swapped-columns-reordered.csv'));
    expect(only(payment.read).document).toMatchObject({
      paymentNumber: '700045002',
      paidOn: '2026-09-26',
      total: '974.5',
      lines: [{ amountPaid: '1000' }, { amountPaid: '-25.5' }],
    });
    expect(payment.warnings).toEqual(['total-row-skipped', 'column-unknown']);
  });

  test('in UTF-16, as a spreadsheet saves "Unicode text" with tabs', () => {
    const text = file('us.csv')
      .toString('utf8')
      .replace(/"([^"]*)"/g, '$1')
      .replace(/,(?!\d{3}\b)/g, '\t');
    const { document } = only(read(Buffer.from(`\ufeff${text}`, 'utf16le')).read);
    expect(document.total).toBe('2108.4');
  });

  test('76: one broken row refuses its payment with line, column and fix, and no other', () => {
    const { read: sound, refused } = read(file('one-broken-payment-of-two.csv'));
    expect(sound.map(({ document }) => document.paymentNumber)).toEqual(['700045004']);
    expect(refused[0]).toMatchObject({
      code: 'amount-unreadable',
      message: "Line 3: Amount Paid is 'twelve', which is no amount",
      place: { line: 3, column: 'Amount Paid' },
    });
    expect(refused[0]?.hint).toMatch(/export the file again/);
  });
});

describe('77: an amount', () => {
  test.each([
    ['$1,234.56', '1234.56'],
    ['1.234,56 €', '1234.56'],
    ['(12.00)', '-12'],
    ['12.00-', '-12'],
    ['58,80- €', '-58.8'],
    ['-$12', '-12'],
    ['$-12.5', '-12.5'],
    ['US$ 5.00', '5'],
    ['EUR 1 234,50', '1234.5'],
    ["CHF 1'234.50", '1234.5'],
    ['₹1,23,456.70', '123456.7'],
    ['1.234.567', '1234567'],
    ['0.125', '0.125'],
    ['\u22123,50', '-3.5'],
    ['.5', '0.5'],
  ])('%s is %s', (text, value) => {
    expect(only(read(table(`1,INV-1,2026-08-12,,"${text}"`)).read).document.lines[0]?.amountPaid).toBe(value);
  });

  test.each(['twelve', '1.2.3,4', '12.34.56', '--5', '(-5)', '5-%', '1,2345.00', '$', '1e5', '٣'])(
    '%s is none',
    (text) => {
      expect(refusalOf(table(`1,INV-1,2026-08-12,,"${text}"`))?.code).toBe('amount-unreadable');
    },
  );

  test('1.234 is asked for where nothing in the file decides, and read by what does', () => {
    const alone = table('1,INV-1,2026-08-12,EUR,1.234');
    expect(refusalOf(alone)).toMatchObject({ code: 'amount-ambiguous', place: { line: 2, column: 'Amount Paid' } });
    expect(refusalOf(alone)?.hint).toMatch(/--decimals comma/);
    const paid = (bytes: Uint8Array, options?: ExportOptions) => only(read(bytes, options).read).document.total;
    expect(paid(alone, { decimalMark: ',' })).toBe('1234');
    expect(paid(alone, { decimalMark: '.' })).toBe('1.234');
    expect(paid(table('1,INV-1,2026-08-12,EUR,1.234', '1,INV-2,2026-08-12,EUR,"2,50"'))).toBe('1236.5');
    expect(paid(table('1,INV-1,2026-08-12,JPY,"1,234"'))).toBe('1234');
  });

  test('a file that uses both marks decides nothing', () => {
    const both = table('1,INV-1,2026-08-12,EUR,"2,50"', '1,INV-2,2026-08-12,EUR,2.50', '1,INV-3,2026-08-12,EUR,1.234');
    expect(refusalOf(both)?.code).toBe('amount-ambiguous');
  });
});

describe('78: a date', () => {
  const day = (text: string, options?: ExportOptions) =>
    only(read(table(`1,INV-1,${text},,1.50`), options).read).document.lines[0]?.invoicedOn;

  test.each([
    ['2026-08-12', '2026-08-12'],
    ['08/13/2026', '2026-08-13'],
    ['13/08/2026', '2026-08-13'],
    ['12.08.2026', '2026-08-12'],
    ['12-Aug-2026', '2026-08-12'],
    ['08/08/2026', '2026-08-08'],
    ['8/31/26', '2026-08-31'],
    ['2026-08-12 09:15:00', '2026-08-12'],
  ])('%s is %s', (text, expected) => {
    expect(day(text)).toBe(expected);
  });

  test('08/12/2026 is asked for where nothing decides, and read by the account or by a person', () => {
    const refusal = refusalOf(table('1,INV-1,08/12/2026,,1.50'));
    expect(refusal).toMatchObject({ code: 'date-ambiguous', place: { line: 2, column: 'Invoice Date' } });
    expect(refusal?.hint).toMatch(/--dates/);
    expect(day('08/12/2026', { dateOrder: 'month-first' })).toBe('2026-08-12');
    expect(day('08/12/2026', { dateOrder: 'day-first' })).toBe('2026-12-08');
  });

  test.each(['31/31/2026', '2026-02-30', '46246', 'soon'])('%s is none', (text) => {
    expect(refusalOf(table(`1,INV-1,${text},,1.50`))?.code).toBe('date-unreadable');
  });
});

describe('what cannot be told apart is refused, by its place', () => {
  test.each<[string, Uint8Array, string, object]>([
    ['no amount', table('1,INV-1,2026-08-12,USD,'), 'amount-missing', { line: 2, column: 'Amount Paid' }],
    ['no invoice number', table('1,,2026-08-12,USD,5.00'), 'number-missing', { line: 2, column: 'Invoice Number' }],
    [
      'an invoice number that a spreadsheet cut short',
      table('1,2.60812E+11,2026-08-12,USD,5.00'),
      'number-damaged',
      { line: 2, column: 'Invoice Number' },
    ],
    [
      'an amount that lost its quotation marks',
      table('1,INV-1,2026-08-12,USD,1,234.56'),
      'column-count-differs',
      { line: 2 },
    ],
    [
      'two currencies in one payment',
      table('1,INV-1,2026-08-12,USD,5.00', '1,INV-2,2026-08-12,CAD,5.00'),
      'currencies-mixed',
      { line: 3, column: 'Invoice Currency' },
    ],
    ['a currency that is none', table('1,INV-1,2026-08-12,dollars,5.00'), 'currency-unreadable', { line: 2 }],
    [
      'a voided payment',
      Buffer.from('Payment Number,Payment Amount,Payment Status\n1,5.00,Voided\n'),
      'payment-voided',
      { line: 2, column: 'Payment Status' },
    ],
    [
      'a payment listed twice',
      Buffer.from('Payment Number,Payment Amount\n1,5.00\n1,6.00\n'),
      'payment-listed-twice',
      { line: 3 },
    ],
  ])('%s', (_what, bytes, code, place) => {
    const refusal = refusalOf(bytes);
    expect(refusal?.code).toBe(code);
    expect(refusal?.place).toMatchObject(place);
    expect(refusal?.hint).toMatch(/\w/);
  });

  test.each<[string, Uint8Array, string]>([
    ['a row without a payment number', table(',INV-1,2026-08-12,USD,5.00'), 'number-missing'],
    ['no table at all', Buffer.from('Dear vendor,\nplease find enclosed.\n'), 'remittance-table-missing'],
    ['no amounts', Buffer.from('Payment Number,Invoice Number,Invoice Date\n1,INV-1,2026-08-12\n'), 'column-missing'],
    ['a quotation mark without its twin', table('1,INV-1,2026-08-12,USD,"5.00', '2,INV-2,,,'), 'table-unreadable'],
  ])('the whole file: %s', (_what, bytes, code) => {
    const reading = () => readRemittanceExport(bytes);
    expect(reading).toThrow(CodecError);
    expect(reading).toThrow(expect.objectContaining({ code, hint: expect.stringMatching(/\w/) }));
  });
});

describe('75: what does not add up is said and read all the same', () => {
  const payments = (total: string, ...rows: string[]) =>
    Buffer.from(
      [
        'Payment Number,Payment Amount',
        `1,${total}`,
        '',
        'Payment Number,Invoice Number,Invoice Amount,Terms Discount Taken,Withholding Amount,Amount Paid,Remaining Amount',
        ...rows,
      ].join('\n'),
    );
  test.each<[string, Uint8Array, string[]]>([
    ['a total that is not the sum', payments('10.00', '1,INV-1,9.00,0,0,9.00,0'), ['remittance-total-differs']],
    ['a payment without rows', payments('10.00'), ['remittance-without-lines']],
    ['a negative payment', payments('(5.00)', '1,INV-1SC,-5.00,0,0,-5.00,0'), ['remittance-negative']],
    ['a row that does not foot', payments('9.00', '1,INV-1,10.00,0,0,9.00,0'), ['row-does-not-foot']],
    ['what remains open', payments('9.00', '1,INV-1,10.00,0,0,9.00,1.00'), []],
  ])('%s', (_what, bytes, codes) => {
    expect(only(read(bytes).read).warnings.map(({ code }) => code)).toEqual(codes);
  });

  test('tax that was withheld is an adjustment of its line', () => {
    const { document } = only(read(payments('8.00', '1,INV-1,10.00,0,2.00,8.00,0')).read);
    expect(document.lines[0]?.adjustments).toEqual([{ amount: '-2', reasonCode: 'withholding' }]);
  });

  test('a payment that the table of payments does not list', () => {
    const { read: found } = read(payments('9.00', '1,INV-1,9.00,0,0,9.00,0', '2,INV-2,4.00,0,0,4.00,0'));
    expect(found[1]?.document).toMatchObject({ paymentNumber: '2', total: '4' });
    expect(found[1]?.warnings.map(({ code }) => code)).toEqual(['payment-not-listed']);
  });
});

test('an export is known by its beginning, and never takes an interchange for one', () => {
  expect(looksLikeRemittanceExport(file('us.csv'))).toBe(true);
  expect(looksLikeRemittanceExport(file('eu-semicolons-commas-and-bom.csv'))).toBe(true);
  expect(looksLikeRemittanceExport(Buffer.from('\ufeffPayment Number,x', 'utf16le'))).toBe(true);
  expect(looksLikeRemittanceExport(Buffer.from('ISA*00*   payment number'))).toBe(false);
  expect(looksLikeRemittanceExport(Buffer.from('hello'))).toBe(false);
});
