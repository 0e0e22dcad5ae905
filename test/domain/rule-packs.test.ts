import { describe, expect, test } from 'vitest';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { checkAcknowledgement } from '../../sidecar/domain/acknowledgement-check.ts';
import { CARRIAGE_RULES } from '../../sidecar/domain/carriage-rules.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import type { Finding } from '../../sidecar/domain/document-consistency.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { checkInvoice, type InvoiceCircumstances } from '../../sidecar/domain/invoice-check.ts';
import { INVOICE_RULES } from '../../sidecar/domain/invoice-rules.ts';
import { rulesOf } from '../../sidecar/domain/rule.ts';
import { ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { checkShipNotice, type ShipNoticeCircumstances } from '../../sidecar/domain/ship-notice-check.ts';
import { isPlanProblem, planShipNotice } from '../../sidecar/domain/ship-notice-plan.ts';
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

  test('a credit note is for Europe only', () => {
    expect(check({ kind: 'credit-note' }, { region: 'na' })).toEqual(['! credit-note-not-taken']);
    expect(check({ kind: 'credit-note' }, { region: 'eu' })).toEqual([]);
  });

  test('Europe wants the tax number of who is paid, America does not', () => {
    const bare = { remitTo: NORTHGATE.remitTo };
    expect(check(bare, { region: 'eu' })).toEqual(['? tax-registration-missing']);
    expect(check(bare, { region: 'na' })).toEqual([]);
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
