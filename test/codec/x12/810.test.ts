import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseInvoice } from '../../../sidecar/codec/x12/810-invoice.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { Invoice } from '../../../sidecar/domain/invoice.ts';
import { withTaxes } from '../../../sidecar/domain/invoice-tax.ts';
import { TaxTreatment } from '../../../sidecar/domain/tax.ts';
import { invoice } from '../arbitraries-outbound.ts';
import { describeFixtures } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';

describeFixtures('810');

const bill = (change: object = {}) =>
  Invoice.parse({
    number: 'INV-1',
    kind: 'invoice',
    invoicedOn: '2026-08-12',
    purchaseOrderNumber: '4KQ7TZ1M',
    orderedOn: '2026-08-03',
    vendorCode: 'NGK7U',
    currency: 'USD',
    billTo: { name: 'AMAZON.COM SERVICES LLC' },
    remitTo: { name: 'NORTHGATE KITCHENWARE' },
    terms: { discountPercent: '2', discountDays: 30, netDays: 60 },
    lines: [
      {
        position: 1,
        purchaseOrderNumber: '4KQ7TZ1M',
        productId: { kind: 'upc', value: '614141001019' },
        invoiced: { amount: 18, unitOfMeasure: 'each' },
        unitCost: '11.755',
      },
    ],
    adjustments: [{ kind: 'allowance', code: 'C310', amount: '8.44', description: 'AGREED DISCOUNT' }],
    total: '203.15',
    ...change,
  });

describe('an invoice as we send it', () => {
  test('is read back as what was written, adjustments, several orders and credit notes included', async () => {
    await fc.assert(
      fc.asyncProperty(invoice, async (document) => {
        const back = await throughTheWire('810', serialiseInvoice(document, { codes }));
        expect(back).toStrictEqual(document);
      }),
    );
  });

  test('counts money in cents, allowances behind the total, and names the vendor code as the one to pay', () => {
    expect(serialiseInvoice(bill(), { codes })).toEqual([
      ['BIG', '20260812', 'INV-1', '20260803', '4KQ7TZ1M'],
      ['CUR', 'BT', 'USD'],
      ['N1', 'BT', 'AMAZON.COM SERVICES LLC'],
      ['N1', 'RI', 'NORTHGATE KITCHENWARE', '92', 'NGK7U'],
      ['ITD', '01', '3', '2', '', '30', '', '60'],
      ['IT1', '1', '18', 'EA', '11.755', 'NT', 'UP', '614141001019', 'PO', '4KQ7TZ1M'],
      ['TDS', '20315'],
      ['SAC', 'A', 'C310', '', '', '844', '', '', '', '', '', '', '', '', '', 'AGREED DISCOUNT'],
      ['CTT', '1', '18'],
    ]);
  });

  test('marks a credit note, whose amounts stay positive', () => {
    expect(serialiseInvoice(bill({ kind: 'credit-note' }), { codes })[0]).toEqual([
      'BIG',
      '20260812',
      'INV-1',
      '20260803',
      '4KQ7TZ1M',
      '',
      '',
      'CR',
    ]);
  });

  test('tells its taxes by the line and in all, why none is due, and under which numbers', () => {
    const vat = (rate: string) => ({ rates: [{ type: 'DomesticVAT', rate }] });
    const { lines } = bill();
    const [first] = lines;
    if (!first) throw new Error('it has a line');
    const { lines: taxed, taxes } = withTaxes(
      [first, { ...first, position: 2 }],
      [
        TaxTreatment.parse(vat('20')),
        TaxTreatment.parse({ ...vat('0'), category: 'reverse-charge', reason: 'VATEX-EU-AE' }),
      ],
      'GBP',
    );
    const invoice = bill({
      remitTo: { name: 'NORTHGATE KITCHENWARE', taxRegistrations: [{ type: 'vat', number: 'GB999999973' }] },
      currency: 'GBP',
      lines: taxed,
      taxes,
      adjustments: [],
      total: '465.5',
    });
    expect(serialiseInvoice(invoice, { codes }).slice(3)).toEqual([
      ['N1', 'RI', 'NORTHGATE KITCHENWARE', '92', 'NGK7U'],
      ['REF', 'VX', 'GB999999973'],
      ['ITD', '01', '3', '2', '', '30', '', '60'],
      ['IT1', '1', '18', 'EA', '11.755', 'NT', 'UP', '614141001019', 'PO', '4KQ7TZ1M'],
      ['TXI', 'VA', '42.32', '20', '', '', '', '', '211.59'],
      ['IT1', '2', '18', 'EA', '11.755', 'NT', 'UP', '614141001019', 'PO', '4KQ7TZ1M'],
      ['TXI', 'VA', '0', '0', '', '', '1', '', '211.59'],
      ['REF', 'TX', 'AE', 'VATEX-EU-AE'],
      ['TDS', '46550'],
      ['TXI', 'VA', '42.32', '20', '', '', '', '', '211.59'],
      ['TXI', 'VA', '0', '0', '', '', '1', '', '211.59'],
      ['CTT', '2', '36'],
    ]);
  });

  test.each([
    [
      'a tax that X12 has no code for',
      { taxes: [{ type: 'IGST', category: 'standard', rate: '18', amount: '36.57' }], total: '239.72' },
      'tax-type-unsayable',
    ],
    [
      'a tax that its rate does not come to',
      {
        taxes: [{ type: 'VAT', category: 'standard', rate: '20', taxableAmount: '203.15', amount: '40.64' }],
        total: '243.79',
      },
      'invoice-tax-differs',
    ],
    ['a total off by one cent', { total: '203.16' }, 'invoice-total-differs'],
    [
      'a total of nothing',
      { adjustments: [{ kind: 'allowance', code: 'C310', amount: '211.59' }], total: '0' },
      'invoice-total-not-positive',
    ],
    [
      'an allowance with parts of a cent',
      { adjustments: [{ kind: 'allowance', code: 'C310', amount: '0.005' }], total: '211.59' },
      'amount-below-cent',
    ],
    ['nobody to bill', { billTo: {} }, 'party-unnamed'],
    ['a name that N102 would cut', { billTo: { name: 'A'.repeat(61) } }, 'value-too-long'],
  ])('never leaves with %s', (_what, change, code) => {
    expect(() => serialiseInvoice(bill(change), { codes })).toThrow(
      expect.objectContaining({ code, hint: expect.stringMatching(/\w/) }),
    );
  });
});
