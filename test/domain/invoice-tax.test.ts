import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPartner } from '../../sidecar/codec/partner-file.ts';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import type { CalendarDay } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { invoiceInconsistencies } from '../../sidecar/domain/document-consistency.ts';
import { Invoice, type InvoiceLine, invoiceTotal, netTotal, taxTotal } from '../../sidecar/domain/invoice.ts';
import { planInvoice } from '../../sidecar/domain/invoice-plan.ts';
import { taxWords, withTaxes } from '../../sidecar/domain/invoice-tax.ts';
import { compare, percentOf, round, roundedTogether, subtract, sum } from '../../sidecar/domain/money.ts';
import { TaxSetting, TaxTreatment } from '../../sidecar/domain/tax.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { NORTHGATE, orderOf } from '../fakes/world.ts';
import { money } from './samples.ts';

const line = (unitCost: string, amount = 1, position = 1): InvoiceLine => ({
  position,
  purchaseOrderNumber: '4KQ7TZ1M',
  productId: { kind: 'ean', value: '4006381333931' },
  invoiced: { amount, unitOfMeasure: 'each' },
  unitCost: money(unitCost),
});

const rated = (...rates: [type: string, rate: string][]) =>
  TaxTreatment.parse({ rates: rates.map(([type, rate]) => ({ type, rate })) });
const bare = (category: string, reason?: string) =>
  TaxTreatment.parse({ category, rates: [{ type: 'DomesticVAT', rate: '0' }], ...(reason ? { reason } : {}) });

const taxed = (lines: InvoiceLine[], treatments: TaxTreatment[], currency = 'GBP') => {
  const { taxes, lines: shared } = withTaxes(lines, treatments, currency);
  return {
    header: taxes.map(({ rate, taxableAmount, amount }) => `${rate} % of ${taxableAmount} = ${amount}`),
    lines: shared.map(({ taxes: some = [] }) => some.map(({ amount }) => amount).join(' + ')),
  };
};

describe('the taxes of an invoice', () => {
  test('are rounded once for each rate, on what bears it', () => {
    const vat = rated(['DomesticVAT', '20']);
    const cheap = rated(['DomesticVAT', '5']);
    expect(taxed([line('10.01'), line('4.99', 3), line('0.33', 7)], [vat, cheap, vat])).toEqual({
      header: ['20 % of 12.32 = 2.46', '5 % of 14.97 = 0.75'],
      lines: ['2', '0.75', '0.46'],
    });
  });

  test('are shared by the lines so that they come to the header: three thirds of a cent are one cent', () => {
    const vat = rated(['DomesticVAT', '19']);
    expect(taxed([line('0.7'), line('0.7'), line('0.7')], [vat, vat, vat], 'EUR')).toEqual({
      header: ['19 % of 2.1 = 0.4'],
      lines: ['0.14', '0.13', '0.13'],
    });
  });

  test('that are two on the same goods stand side by side', () => {
    const canada = rated(['GST', '5'], ['PST', '7']);
    expect(taxed([line('19.99')], [canada], 'CAD')).toEqual({
      header: ['5 % of 19.99 = 1', '7 % of 19.99 = 1.4'],
      lines: ['1 + 1.4'],
    });
  });

  test('are whole yen in Japan', () => {
    const consumption = rated(['Consumption', '10']);
    expect(taxed([line('105'), line('104')], [consumption, consumption], 'JPY')).toEqual({
      header: ['10 % of 209 = 21'],
      lines: ['11', '10'],
    });
  });

  test('of nothing are stated with their reason, apart from each other', () => {
    const how = [bare('zero-rated'), bare('exempt', 'VATEX-EU-132'), bare('zero-rated')];
    const { lines, taxes } = withTaxes([line('5'), line('6'), line('7')], how, 'GBP');
    expect(taxWords({ lines, taxes })).toEqual([
      { words: 'zero rated DomesticVAT', amount: '0', taxableAmount: '12' },
      { words: 'exempt DomesticVAT (VATEX-EU-132)', amount: '0', taxableAmount: '6' },
    ]);
  });

  const lines = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: 1, max: 500 }), fc.nat(2)),
    { minLength: 1, maxLength: 12 },
  );
  test('foot, whatever is billed: net and tax are the total, lines are the header, and no line is a cent off', () => {
    const kinds = [rated(['DomesticVAT', '20']), rated(['CGST', '2.5'], ['SGST', '2.5']), bare('zero-rated')];
    fc.assert(
      fc.property(lines, (drafts) => {
        const plain = drafts.map(([cost, amount], index) => line(`${cost}e-4`, amount, index + 1));
        const how = drafts.flatMap(([, , kind]) => kinds[kind] ?? []);
        const { lines: shared, taxes } = withTaxes(plain, how, 'GBP');
        const total = invoiceTotal(shared, [], taxes);
        expect(subtract(total, taxTotal({ lines: shared, taxes }))).toBe(netTotal(plain, []));
        const invoice = billed({ lines: shared, taxes, total });
        expect(invoiceInconsistencies(invoice).filter(({ code }) => code !== 'invoice-total-not-positive')).toEqual([]);
        for (const tax of shared.flatMap((one) => one.taxes ?? [])) {
          const exact = percentOf(tax.taxableAmount ?? money('0'), tax.rate ?? money('0'));
          const off = subtract(tax.amount, exact);
          expect(compare(off, money('0.01')) < 0 && compare(off, money('-0.01')) > 0).toBe(true);
        }
      }),
    );
  });

  test('what rounds well by itself is left as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 20 }), (figures) => {
        const values = figures.map((figure) => money(`${figure}e-3`));
        const together = roundedTogether(values, 2);
        expect(sum(together)).toBe(round(sum(values), 2));
        const each = values.map((value) => round(value, 2));
        if (sum(each) === sum(together)) expect(together).toEqual(each);
      }),
    );
  });
});

const billed = (change: object) =>
  Invoice.parse({
    number: 'INV-11',
    kind: 'invoice',
    invoicedOn: '2026-08-12',
    purchaseOrderNumber: '4KQ7TZ1M',
    currency: 'GBP',
    billTo: NORTHGATE.billTo,
    remitTo: NORTHGATE.remitTo,
    terms: { netDays: 60 },
    adjustments: [],
    ...change,
  });

describe('the tax of an account', () => {
  const problems = (tax: unknown) => {
    const read = readPartner({ ...NORTHGATE, tax });
    return 'problems' in read ? read.problems.map(({ place, message }) => `${place}: ${message}`) : [];
  };
  const vat = (rate: string) => [{ type: 'DomesticVAT', rate }];

  test.each<[string, unknown, RegExp | undefined]>([
    ['a rate for all', { rates: vat('20') }, undefined],
    [
      'others for some',
      { rates: vat('20'), bySku: { 'NK-1': { category: 'zero-rated', rates: vat('0') } } },
      undefined,
    ],
    ['reverse charge', { category: 'reverse-charge', reason: 'VATEX-EU-AE', rates: vat('0') }, undefined],
    ['two taxes', { rates: [...vat('9'), { type: 'SGST', rate: '9' }] }, undefined],
    ['no rate', { rates: [] }, /tax\.rates/],
    ['a word that Amazon does not have', { rates: [{ type: 'Umsatzsteuer', rate: '19' }] }, /tax\.rates\.0\.type/],
    ['a rate of 0 that does not say why', { rates: vat('0') }, /tax\.category: .*zero-rated, exempt or reverse-charge/],
    ['an exemption without a reason', { category: 'exempt', rates: vat('0') }, /tax\.reason: .*law/],
    ['an exemption that is paid', { category: 'exempt', reason: 'x', rates: vat('20') }, /tax\.rates: .*rate of 0/],
    ['a rate above the whole', { rates: vat('120') }, /from 0 to 100/],
    ['a rate of five decimals', { rates: vat('1.00001') }, /four decimals/],
    ['one tax twice', { rates: [...vat('20'), ...vat('5')] }, /twice/],
    ['a misspelt product', { rates: vat('20'), bySku: { 'NK-1': { rate: '5' } } }, /tax\.bySku\.NK-1\.rates/],
    ['a misspelt name', { rates: vat('20'), byProduct: {} }, /tax\.byProduct: there is no setting/],
  ])('%s', (_what, setting, refusal) => {
    if (refusal === undefined) expect(problems(setting)).toEqual([]);
    else expect(problems(setting).join('\n')).toMatch(refusal);
  });

  const order = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75', 'NK-BOOK 10ea 4.20');
  const bill = (tax?: object) =>
    planInvoice({
      dispatch: Dispatch.parse({
        id: '000000011',
        purchaseOrderNumber: order.number,
        sourceCode: 'leeds',
        dispatchedAt: '2026-08-11T14:20:00.000Z',
        revision: 1,
        lines: [
          { position: 1, sku: 'NK-0101', shipped: 24 },
          { position: 2, sku: 'NK-BOOK', shipped: 10 },
        ],
        tracks: [],
      }),
      order,
      acknowledgement: Acknowledgement.parse({
        purchaseOrderNumber: order.number,
        orderedOn: order.orderedOn,
        lines: order.lines.map((one) => ({
          lineNumber: one.lineNumber,
          productId: one.productIds[0],
          ordered: one.ordered,
          unitCost: one.unitCost,
          priceBasis: 'per-each',
          dispositions: [{ code: 'accepted', quantity: one.ordered }],
        })),
      }),
      partner: TradingPartner.parse({ ...NORTHGATE, region: 'eu', ...(tax ? { tax } : {}) }),
      casePacks: new Map(),
      invoicedOn: '2026-08-12' as CalendarDay,
    });

  test('stands on what it bills: per product, per rate, and in the total', () => {
    const tax = TaxSetting.parse({
      rates: vat('20'),
      bySku: { 'NK-BOOK': { category: 'zero-rated', rates: vat('0') } },
    });
    const invoice = bill(tax);
    expect(invoice.taxes).toEqual([
      { type: 'DomesticVAT', category: 'standard', rate: '20', taxableAmount: '282', amount: '56.4' },
      { type: 'DomesticVAT', category: 'zero-rated', rate: '0', taxableAmount: '42', amount: '0' },
    ]);
    expect(invoice.lines.map(({ taxes }) => taxes?.map(({ amount }) => amount))).toEqual([['56.4'], ['0']]);
    expect(invoice.total).toBe('380.4');
    expect(invoiceInconsistencies(invoice)).toEqual([]);
  });

  test('that is not set leaves the invoice as it was, and one that was kept before there were taxes is read as it was', () => {
    const invoice = bill();
    expect(invoice.total).toBe('324');
    expect(JSON.stringify(invoice)).not.toContain('tax');
    expect(Invoice.parse(JSON.parse(JSON.stringify(invoice)))).toEqual(invoice);
  });
});
