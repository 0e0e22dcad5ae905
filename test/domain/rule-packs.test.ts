import { describe, expect, test } from 'vitest';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { checkAcknowledgement } from '../../sidecar/domain/acknowledgement-check.ts';
import { CARRIAGE_RULES } from '../../sidecar/domain/carriage-rules.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import type { Finding } from '../../sidecar/domain/document-consistency.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import { Invoice, invoiceTotal } from '../../sidecar/domain/invoice.ts';
import { checkInvoice, type InvoiceCircumstances } from '../../sidecar/domain/invoice-check.ts';
import { INVOICE_RULES } from '../../sidecar/domain/invoice-rules.ts';
import { withTaxes } from '../../sidecar/domain/invoice-tax.ts';
import { rulesOf } from '../../sidecar/domain/rule.ts';
import { ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { checkShipNotice, type ShipNoticeCircumstances } from '../../sidecar/domain/ship-notice-check.ts';
import { isPlanProblem, planShipNotice } from '../../sidecar/domain/ship-notice-plan.ts';
import { TaxTreatment } from '../../sidecar/domain/tax.ts';
import { Region, TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { NORTHGATE, orderOf } from '../fakes/world.ts';

const codes = (findings: readonly Finding[]) =>
  findings.map(({ code, severity }) => `${severity === 'block' ? '!' : '?'} ${code}`);

const item = (value: string, kind = 'ean') => ({
  lineNumber: '1',
  productId: { kind, value },
  shipped: { amount: 6, unitOfMeasure: 'each' },
});

function notice(change: object = {}, items = [item('4006381333931')]): ShipNotice {
  const cartons = items.map((one, index) => ({
    sscc: makeSscc('0614141', index + 1),
    trackingNumber: `1Z999AA1012345678${index}`,
    items: [one],
  }));
  return ShipNotice.parse({
    shipmentId: 'NGK7U-11',
    purpose: 'original',
    vendorCode: 'NGK7U',
    shippedAt: '2026-08-11T14:20:00Z',
    estimatedDeliveryOn: '2026-08-14',
    shipFrom: { id: 'NGK7U' },
    shipTo: { id: 'XDE1' },
    carrierScac: 'DHLC',
    transport: 'road',
    shipmentType: 'less-than-truckload',
    billOfLading: 'NGK7UD000000011',
    carrierReference: '1234567890',
    orders: [{ purchaseOrderNumber: '4KQ7TZ1M', pallets: [], cartons }],
    ...change,
  });
}

const parcels = { transport: 'parcel', shipmentType: 'small-parcel' };
const inRegion = (region: Region, change: object, circumstances: ShipNoticeCircumstances = {}) =>
  codes(checkShipNotice(notice(change), undefined, { region, ...circumstances }));

describe('the rules of a region', () => {
  test('a parcel needs a bill of lading in Europe, and none in America', () => {
    const change = { ...parcels, billOfLading: undefined };
    expect(inRegion('eu', change)).toEqual(['! bill-of-lading-missing']);
    expect(inRegion('na', change)).toEqual([]);
  });

  test('a truck needs a bill of lading everywhere', () => {
    for (const region of Region.options)
      expect(inRegion(region, { billOfLading: undefined })).toEqual(['! bill-of-lading-missing']);
  });

  test('America asks for the PRO number of a truck, Europe does not', () => {
    expect(inRegion('na', { carrierReference: undefined })).toEqual(['? pro-number-missing']);
    expect(inRegion('eu', { carrierReference: undefined })).toEqual([]);
    expect(inRegion('na', { ...parcels, carrierReference: undefined })).toEqual([]);
  });

  test('each parcel needs its tracking number everywhere', () => {
    const untracked = notice(parcels);
    for (const carton of untracked.orders.flatMap(({ cartons }) => cartons)) delete carton.trackingNumber;
    for (const region of Region.options)
      expect(codes(checkShipNotice(untracked, undefined, { region }))).toContain('! tracking-number-missing');
  });

  test('Europe wants the vendor code and the vendor’s number of each item', () => {
    const byAsin = notice({ vendorCode: undefined }, [item('B07PGL2N7J', 'asin')]);
    expect(codes(checkShipNotice(byAsin, undefined, { region: 'eu' }))).toEqual([
      '! seller-missing',
      '! vendor-product-id-missing',
    ]);
    expect(codes(checkShipNotice(byAsin, undefined, { region: 'na' }))).toEqual([]);
  });

  test('several parcels in one notice are said, and stop nothing', () => {
    const two = notice(parcels, [item('4006381333931'), item('4006381333948')]);
    expect(codes(checkShipNotice(two, undefined, { region: 'na' }))).toEqual(['? parcels-share-a-notice']);
  });

  test('a hundred notices on one truck are as many as Amazon takes', () => {
    expect(inRegion('na', {}, { noticesOnTruck: 99 })).toEqual([]);
    expect(inRegion('na', {}, { noticesOnTruck: 100 })).toEqual(['! truck-has-too-many-notices']);
  });

  test('a shipment id of another shipment within the year is not used again', () => {
    expect(inRegion('na', {}, { shipmentIdUsed: true })).toEqual(['! shipment-id-used']);
  });

  test('a region that nobody says is America', () => {
    expect(codes(checkShipNotice(notice({ carrierReference: undefined }), undefined))).toEqual([
      '? pro-number-missing',
    ]);
  });

  test('every rule says what to do and what it prevents, and each pack is a part of the whole', () => {
    for (const { fix, prevents, code } of [...CARRIAGE_RULES, ...INVOICE_RULES]) {
      expect([code, fix.endsWith('.'), prevents.endsWith('.')]).toEqual([code, true, true]);
    }
    const sizes = Region.options.map((region) => rulesOf(CARRIAGE_RULES, region).length);
    expect(Math.max(...sizes)).toBeLessThan(CARRIAGE_RULES.length);
  });

  test('what the house makes of a parcel dispatch in Europe carries the bill of lading', () => {
    const order = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75');
    const dispatch = Dispatch.parse({
      id: '000000011',
      purchaseOrderNumber: order.number,
      sourceCode: 'reno',
      dispatchedAt: '2026-08-11T14:20:00.000Z',
      revision: 1,
      lines: [{ position: 1, sku: 'NK-0101', shipped: 24 }],
      tracks: [{ carrierCode: 'ups', title: 'UPS', number: '1Z999AA10123456784' }],
    });
    const acknowledgement = acknowledgementOf([{ code: 'accepted', quantity: each(24) }], 24, 'NK-0101');
    const plan = planShipNotice({
      dispatch,
      order,
      acknowledgement,
      alreadyShipped: new Map(),
      partner: TradingPartner.parse({ ...NORTHGATE, region: 'eu' }),
      scac: 'UPSN',
      serials: [1],
      casePacks: new Map(),
    });
    expect(isPlanProblem(plan) ? plan : plan.billOfLading).toBe('NGK7UB000000011');
  });
});

const each = (amount: number) => ({ amount, unitOfMeasure: 'each' });

function acknowledgementOf(dispositions: object[], ordered = 10, value = 'NK-0101', unitCost = '11.75') {
  return Acknowledgement.parse({
    purchaseOrderNumber: '4KQ7TZ1M',
    orderedOn: '2026-08-03',
    lines: [
      {
        lineNumber: '1',
        productId: { kind: 'vendor-item', value },
        ordered: each(ordered),
        unitCost,
        priceBasis: 'per-each',
        dispositions,
      },
    ],
  });
}

describe('an answer after an answer', () => {
  const rejected = (amount: number) => ({
    code: 'rejected',
    quantity: each(amount),
    reason: 'temporarily-unavailable',
  });
  const accepted = (amount: number) => ({ code: 'accepted', quantity: each(amount) });
  const cases: [string, object[], number, object[], number, string[]][] = [
    [
      'takes back a part of a rejection',
      [accepted(5), rejected(5)],
      10,
      [accepted(6), rejected(4)],
      10,
      ['! rejection-taken-back'],
    ],
    ['promises what Amazon orders in addition', [rejected(10)], 10, [accepted(5), rejected(10)], 15, []],
    ['rejects no more what Amazon took back itself', [accepted(5), rejected(5)], 10, [accepted(5)], 5, []],
  ];
  test.each(cases)('%s', (_what, before, then, after, now, expected) => {
    const order = orderOf('4KQ7TZ1M', `NK-0101 ${now}ea 11.75`);
    const previous = acknowledgementOf(before, then);
    expect(codes(checkAcknowledgement(acknowledgementOf(after, now), order, { previous }))).toEqual(expected);
  });

  test('a line without a cost may be refused without one, and not accepted', () => {
    const order = orderOf('4KQ7TZ1M', 'NK-0101 10ea');
    expect(codes(checkAcknowledgement(acknowledgementOf([rejected(10)], 10, 'NK-0101', '0'), order))).toEqual([
      '? acknowledged-without-price',
    ]);
    expect(codes(checkAcknowledgement(acknowledgementOf([accepted(10)], 10, 'NK-0101', '0'), order))).toEqual([
      '! acknowledged-without-price',
    ]);
  });
});

describe('an invoice by the rules of its region', () => {
  const invoice = (change: object = {}) =>
    Invoice.parse({
      number: 'INV-11',
      kind: 'invoice',
      invoicedOn: '2026-08-12',
      purchaseOrderNumber: '4KQ7TZ1M',
      currency: 'USD',
      billTo: NORTHGATE.billTo,
      remitTo: { ...NORTHGATE.remitTo, taxRegistrations: [{ type: 'vat', number: 'DE136695976' }] },
      terms: { netDays: 60 },
      lines: [
        {
          position: 1,
          purchaseOrderNumber: '4KQ7TZ1M',
          productId: { kind: 'ean', value: '4006381333931' },
          invoiced: each(6),
          unitCost: '10',
        },
      ],
      adjustments: [],
      total: '60',
      ...change,
    });
  const check = (change: object, circumstances: InvoiceCircumstances) =>
    codes(checkInvoice(invoice(change), circumstances));
  /** The same as it is billed where taxes are due. */
  const taxed = (rates: [type: string, rate: string][], change: object = {}, more: object = {}) => {
    const { lines, ...rest } = invoice(change);
    const { currency } = rest;
    const setting = TaxTreatment.parse({ rates: rates.map(([type, rate]) => ({ type, rate })), ...more });
    const with_ = withTaxes(
      lines,
      lines.map(() => setting),
      currency,
    );
    return { ...change, ...with_, total: invoiceTotal(with_.lines, [], with_.taxes) };
  };

  test('a credit note is for Europe only', () => {
    const note = taxed([['DomesticVAT', '19']], { kind: 'credit-note' });
    expect(check({ kind: 'credit-note' }, { region: 'na' })).toEqual(['! credit-note-not-taken']);
    expect(check(note, { region: 'eu' })).toEqual([]);
  });

  test('Europe wants the tax number of who is paid, America does not', () => {
    const bare = taxed([['DomesticVAT', '19']], { remitTo: NORTHGATE.remitTo });
    expect(check(bare, { region: 'eu' })).toEqual(['? tax-registration-missing']);
    expect(check({ remitTo: NORTHGATE.remitTo }, { region: 'na' })).toEqual([]);
  });

  test('taxes are stated wherever they are due: everywhere but in the United States', () => {
    expect(check({}, { region: 'na' })).toEqual([]);
    expect(check({}, { region: 'eu' })).toEqual(['? tax-missing']);
    expect(check({ currency: 'JPY' }, { region: 'fe' })).toEqual(['? tax-missing']);
    for (const currency of ['CAD', 'MXN']) expect(check({ currency }, { region: 'na' })).toEqual(['? tax-missing']);
    expect(check(taxed([['GST', '5']], { currency: 'CAD' }), { region: 'na' })).toEqual([]);
    const [finding] = checkInvoice(invoice(), { region: 'eu' });
    expect(finding).toMatchObject({ field: 'taxes', fix: expect.stringContaining('`tax` of the account') });
  });

  test('an exemption is a tax that is stated, reverse charge needs the number of the payer too', () => {
    const zero: [string, string][] = [['DomesticVAT', '0']];
    const reason = 'VATEX-EU-AE';
    expect(check(taxed(zero, {}, { category: 'zero-rated' }), { region: 'eu' })).toEqual([]);
    const reversed = { category: 'reverse-charge', reason };
    expect(check(taxed(zero, {}, reversed), { region: 'eu' })).toEqual(['? tax-number-of-payer-missing']);
    const billTo = { ...NORTHGATE.billTo, taxRegistrations: [{ type: 'vat', number: 'LU20260743' }] };
    expect(check(taxed(zero, { billTo }, reversed), { region: 'eu' })).toEqual([]);
  });

  test('India is billed in sets, under a number of 15 characters', () => {
    const remitTo = { ...NORTHGATE.remitTo, taxRegistrations: [{ type: 'gst', number: '27AAPFU0939F1ZV' }] };
    const india = { currency: 'INR', remitTo };
    const stated = (...rates: [string, string][]) => check(taxed(rates, india), { region: 'eu' });
    expect(stated(['CGST', '9'], ['SGST', '9'])).toEqual([]);
    expect(stated(['IGST', '18'], ['CESS', '1'])).toEqual([]);
    expect(stated(['CGST', '9'])).toEqual(['! tax-halves-differ']);
    expect(stated(['IGST', '18'], ['SGST', '9'])).toEqual(['! tax-halves-differ']);
    const short = { ...india, remitTo: { ...remitTo, taxRegistrations: [{ type: 'gst', number: '27AAPFU' }] } };
    expect(check(taxed([['IGST', '18']], short), { region: 'eu' })).toEqual(['? gst-number-malformed']);
  });

  test('taxes that do not come to what they say stop the invoice; a cent of somebody’s rounding is said', () => {
    const right = taxed([['DomesticVAT', '19']]);
    const off = (amount: string, total: string) =>
      check({ ...right, taxes: [{ ...right.taxes[0], amount }], total }, { region: 'eu' });
    expect(off('11.4', '71.4')).toEqual([]);
    expect(off('11.41', '71.41')).toEqual(['? invoice-tax-differs', '? invoice-tax-differs']);
    expect(off('12', '72')).toEqual(['! invoice-tax-differs', '! invoice-tax-differs']);
    expect(off('11.4', '60')).toEqual(['! invoice-total-differs']);
    const [line] = right.lines;
    const half = { ...right, lines: [line, { ...line, position: 2, taxes: [] }], total: '131.4' };
    expect(check(half, { region: 'eu' })).toEqual(['! tax-missing-on-line']);
  });

  test('the payer is written as Amazon has it on record, to the letter', () => {
    expect(check({}, { billTo: NORTHGATE.billTo })).toEqual([]);
    expect(
      check({ billTo: { ...NORTHGATE.billTo, name: 'AMAZON.COM SERVICES' } }, { billTo: NORTHGATE.billTo }),
    ).toEqual(['! bill-to-differs']);
  });

  test('what earlier invoices billed is not billed again', () => {
    const notices = [notice({}, [item('4006381333931'), item('4006381333931')])];
    const billed = (amount: number) =>
      invoice({ number: 'INV-10', lines: [{ ...invoice().lines[0], invoiced: each(amount) }] });
    expect(check({}, { notices, earlier: [billed(6)] })).toEqual([]);
    expect(check({}, { notices, earlier: [billed(7)] })).toEqual(['! invoiced-more-than-shipped']);
  });
});
