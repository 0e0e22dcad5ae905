import { describe, expect, test } from 'vitest';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { checkAcknowledgement } from '../../sidecar/domain/acknowledgement-check.ts';
import { looksLikeDate } from '../../sidecar/domain/bill-of-lading.ts';
import { type CalendarDay, instant } from '../../sidecar/domain/calendar.ts';
import { type Finding, remittanceInconsistencies } from '../../sidecar/domain/document-consistency.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { checkInvoice } from '../../sidecar/domain/invoice-check.ts';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { checkShipNotice } from '../../sidecar/domain/ship-notice-check.ts';

/** `! code` must not be sent, `? code` may be; as short as a table can hold it. */
const told = (findings: readonly Finding[]) =>
  findings.map(({ code, severity }) => `${severity === 'block' ? '!' : '?'} ${code}`);

const upc = (value: string) => ({ kind: 'upc', value });
const each = (amount: number) => ({ amount, unitOfMeasure: 'each' });
const cases = (amount: number, eachesPerCase?: number) => ({
  amount,
  unitOfMeasure: 'case',
  ...(eachesPerCase === undefined ? {} : { eachesPerCase }),
});

const orderLine = (position: number, value: string, amount: number, more: object = {}) => ({
  lineNumber: String(position),
  position,
  productIds: [upc(value)],
  ordered: each(amount),
  unitCost: '10',
  priceBasis: 'per-each',
  ...more,
});

const order = (change: object = {}) =>
  PurchaseOrder.parse({
    number: '4KQ7TZ1M',
    type: 'regular',
    orderedOn: '2026-08-03',
    vendorCode: 'NGK7U',
    shipTo: { id: 'PHX7' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    isBackOrderAllowed: true,
    notes: [],
    lines: [orderLine(1, '614141001019', 24), orderLine(2, '614141001026', 36)],
    ...change,
  });

const accepted = (amount: number, scheduledOn = '2026-08-12') => ({
  code: 'accepted',
  quantity: each(amount),
  scheduledOn,
  schedule: 'delivery',
});
const backordered = (amount: number) => ({ ...accepted(amount), code: 'backordered' });
const rejected = (amount: number) => ({ code: 'rejected', quantity: each(amount), reason: 'temporarily-unavailable' });

const answerLine = (number: number, value: string, amount: number, dispositions: object[], more: object = {}) => ({
  lineNumber: String(number),
  productId: upc(value),
  ordered: each(amount),
  unitCost: '10',
  priceBasis: 'per-each',
  dispositions,
  ...more,
});
const first = (dispositions: object[], more: object = {}) => answerLine(1, '614141001019', 24, dispositions, more);
const second = (dispositions: object[] = [accepted(36)], more: object = {}) =>
  answerLine(2, '614141001026', 36, dispositions, more);

const answer = (...lines: object[]) =>
  Acknowledgement.parse({ purchaseOrderNumber: '4KQ7TZ1M', orderedOn: '2026-08-03', vendorCode: 'NGK7U', lines });

describe('an acknowledgement against its order', () => {
  test.each<[string, object[], string[]]>([
    ['all accepted', [first([accepted(24)]), second()], []],
    [
      'part accepted, part backordered, part rejected',
      [first([accepted(10), backordered(8), rejected(6)]), second()],
      [],
    ],
    ['one more than ordered', [first([accepted(25)]), second()], ['! acknowledged-more-than-ordered']],
    ['one left open', [first([accepted(23)]), second()], ['! acknowledged-less-than-ordered']],
    ['a line left out', [first([accepted(24)])], ['! line-not-acknowledged']],
    [
      'a leading zero lost',
      [first([accepted(24)], { productId: upc('0614141001019') }), second()],
      ['! line-not-acknowledged', '! acknowledged-line-unknown'],
    ],
    [
      'an older quantity answered',
      [first([accepted(12)], { ordered: each(12) }), second()],
      ['! ordered-quantity-misquoted'],
    ],
    [
      'dearer than ordered',
      [first([accepted(24)], { unitCost: '10.01' }), second()],
      ['! acknowledged-price-above-order'],
    ],
    ['cheaper than ordered', [first([accepted(24)], { unitCost: '9.99' }), second()], []],
    ['no price', [first([rejected(24)], { unitCost: '0' }), second()], ['! acknowledged-without-price']],
    [
      'accepted for the day after the window',
      [first([accepted(24, '2026-08-15')]), second()],
      ['? accepted-after-window'],
    ],
    [
      'backordered without a date',
      [first([{ code: 'backordered', quantity: each(24) }]), second()],
      ['! backorder-without-date'],
    ],
    [
      'rejected without a reason',
      [first([{ code: 'rejected', quantity: each(24) }]), second()],
      ['! rejection-without-reason'],
    ],
  ])('%s', (_what, lines, findings) => {
    expect(told(checkAcknowledgement(answer(...lines), order()))).toEqual(findings);
  });

  test('a line that Amazon took back needs no answer', () => {
    const changed = order({ lines: [orderLine(1, '614141001019', 24), orderLine(2, '614141001026', 0)] });
    expect(told(checkAcknowledgement(answer(first([accepted(24)])), changed))).toEqual([]);
  });

  test('the same item on two lines at two prices: each line is held against its own', () => {
    const twice = order({
      lines: [orderLine(1, '614141001019', 24), orderLine(2, '614141001019', 6, { unitCost: '8' })],
    });
    const lines = [first([accepted(24)]), answerLine(2, '614141001019', 6, [accepted(6)], { unitCost: '9' })];
    expect(checkAcknowledgement(answer(...lines), twice).map(({ code, field }) => [code, field])).toEqual([
      ['acknowledged-price-above-order', 'lines[1].unitCost'],
    ]);
  });

  test('an order that takes no backorders is answered with one: a person may still send it', () => {
    const findings = checkAcknowledgement(
      answer(first([backordered(24)]), second()),
      order({ isBackOrderAllowed: false }),
    );
    expect(told(findings)).toEqual(['? backorder-not-allowed']);
  });

  test('a rejected line cannot come back, an accepted one may still be rejected', () => {
    const yes = answer(first([accepted(24)]), second());
    const no = answer(first([rejected(24)]), second());
    expect(told(checkAcknowledgement(yes, order(), { previous: no }))).toEqual(['! rejection-taken-back']);
    expect(told(checkAcknowledgement(no, order(), { previous: yes }))).toEqual([]);
    expect(told(checkAcknowledgement(no, order(), { previous: no }))).toEqual([]);
  });

  test('a day and a minute after the order came, the answer is late but leaves', () => {
    const at = (text: string) => instant(new Date(text));
    const all = answer(first([accepted(24)]), second());
    const check = (sentAt: string) =>
      told(checkAcknowledgement(all, order(), { receivedAt: at('2026-08-03T09:15:00Z'), sentAt: at(sentAt) }));
    expect(check('2026-08-04T09:15:00Z')).toEqual([]);
    expect(check('2026-08-04T09:16:00Z')).toEqual(['? acknowledged-late']);
  });

  test('another order’s acknowledgement is stopped, the same number in small letters is not', () => {
    const all = answer(first([accepted(24)]), second());
    expect(told(checkAcknowledgement({ ...all, purchaseOrderNumber: ' 4kq7tz1m' }, order()))).toEqual([]);
    expect(told(checkAcknowledgement({ ...all, purchaseOrderNumber: 'OTHER' }, order()))).toEqual([
      '! acknowledges-another-order',
    ]);
  });
});

const code = (serial: number) => makeSscc('0614141', serial);
const packed = (value: string, shipped: object, more: object = {}) => ({
  lineNumber: '1',
  productId: upc(value),
  shipped,
  ...more,
});
const box = (serial: number, ...items: object[]) => ({ sscc: code(serial), items });
const loose = (...cartons: object[]) => [{ purchaseOrderNumber: '4KQ7TZ1M', pallets: [], cartons }];

const notice = (change: object = {}) =>
  ShipNotice.parse({
    shipmentId: 'NGK7U260811001',
    purpose: 'original',
    vendorCode: 'NGK7U',
    shippedAt: '2026-08-11T21:20:00Z',
    estimatedDeliveryOn: '2026-08-13',
    shipFrom: { id: 'NGK7U' },
    shipTo: { id: 'PHX7' },
    carrierScac: 'ODFL',
    transport: 'road',
    shipmentType: 'less-than-truckload',
    billOfLading: 'NGK7U00260811',
    carrierReference: '1234567890',
    orders: loose(box(1, packed('614141001019', each(18)))),
    ...change,
  });

const promised = answer(first([accepted(18), rejected(6)]), second([accepted(12), backordered(24)]));
const now = new Date('2026-08-11T22:00:00Z');

describe('a ship notice against what was promised', () => {
  test.each<[string, object, string[]]>([
    ['what was accepted', {}, []],
    ['backordered goods that came after all', { orders: loose(box(1, packed('614141001026', each(36)))) }, []],
    [
      'one more than accepted',
      { orders: loose(box(1, packed('614141001019', each(19)))) },
      ['! shipped-more-than-acknowledged'],
    ],
    [
      'one more, over two cartons',
      { orders: loose(box(1, packed('614141001019', each(10))), box(2, packed('614141001019', each(9)))) },
      ['! shipped-more-than-acknowledged'],
    ],
    [
      'a case of which nobody said how many',
      { orders: loose(box(1, packed('614141001019', cases(1)))) },
      ['! shipped-more-than-acknowledged'],
    ],
    ['three cases of six', { orders: loose(box(1, packed('614141001019', cases(3, 6)))) }, []],
    [
      'an item that was not ordered',
      { orders: loose(box(1, packed('999999999993', each(1)))) },
      ['! shipped-line-cancelled'],
    ],
    [
      'an order never answered',
      { orders: [{ ...loose(box(1, packed('614141001019', each(1))))[0], purchaseOrderNumber: 'OTHER' }] },
      ['! shipped-without-acknowledgement'],
    ],
    ['from another vendor code', { vendorCode: 'OTHER' }, ['! shipped-by-another-vendor-code']],
    ['to the centre before the change', { shipTo: { id: 'ONT8' } }, ['! ship-to-differs']],
    [
      'one SSCC twice',
      { orders: loose(box(1, packed('614141001019', each(1))), box(1, packed('614141001019', each(1)))) },
      ['! sscc-repeated'],
    ],
    ['an SSCC of last month', { orders: loose(box(77, packed('614141001019', each(1)))) }, ['! sscc-used']],
    [
      'two lots in a carton',
      {
        orders: loose(
          box(1, packed('614141001019', each(1), { lot: 'A' }), packed('614141001019', each(1), { lot: 'B' })),
        ),
      },
      ['! carton-holds-two-batches'],
    ],
    [
      'two lots in two cartons',
      {
        orders: loose(
          box(1, packed('614141001019', each(1), { lot: 'A' })),
          box(2, packed('614141001019', each(1), { lot: 'B' })),
        ),
      },
      [],
    ],
    ['no bill of lading', { billOfLading: undefined }, ['! bill-of-lading-missing']],
    ['a bill of lading of seven characters', { billOfLading: 'NGK7U01' }, ['! bill-of-lading-too-short']],
    ['a date for a bill of lading', { billOfLading: '2026-08-11' }, ['! bill-of-lading-is-a-date']],
    ['the bill of lading of another truck', { billOfLading: 'NGK7UUSED1' }, ['! bill-of-lading-used']],
    ['no PRO number', { carrierReference: undefined }, ['? pro-number-missing']],
    [
      'parcels without tracking numbers',
      { shipmentType: 'small-parcel', transport: 'parcel', billOfLading: undefined },
      ['! tracking-number-missing'],
    ],
    ['goods that leave in an hour', { shippedAt: '2026-08-11T23:00:00Z' }, ['! shipped-in-future']],
    ['goods that left eight days ago', { shippedAt: '2026-08-03T21:00:00Z' }, ['! shipped-long-ago']],
    ['delivery before departure', { estimatedDeliveryOn: '2026-08-10' }, ['! delivered-before-shipped']],
    ['delivery after the window', { estimatedDeliveryOn: '2026-08-15' }, ['? shipped-after-window']],
  ])('%s', (_what, change, findings) => {
    const circumstances = {
      now,
      orders: [order()],
      ssccsUsed: new Set([code(77)]),
      billsOfLadingUsed: new Set(['NGK7UUSED1']),
    };
    expect(told(checkShipNotice(notice(change), [promised], circumstances))).toEqual(findings);
  });

  test('what an earlier truck took counts towards the promise', () => {
    const earlier = notice({ shipmentId: 'EARLIER', orders: loose(box(9, packed('614141001019', each(1)))) });
    expect(told(checkShipNotice(notice(), [promised], { earlier: [earlier] }))).toEqual([
      '! shipped-more-than-acknowledged',
    ]);
  });

  test('the cartons have to hold what the warehouse sent', () => {
    const dispatched = (quantity: number) => [
      {
        purchaseOrderNumber: '4KQ7TZ1M',
        productId: { kind: 'upc' as const, value: '614141001019' },
        quantity: { amount: quantity, unitOfMeasure: 'each' as const },
      },
    ];
    const check = (quantity: number) =>
      told(checkShipNotice(notice(), [promised], { dispatched: dispatched(quantity) }));
    expect(check(18)).toEqual([]);
    expect(check(17)).toEqual(['! cartons-differ-from-dispatch']);
  });

  test('an order that Amazon cancelled since must not travel', () => {
    const cancelled = order({ lines: [orderLine(1, '614141001019', 0), orderLine(2, '614141001026', 36)] });
    expect(told(checkShipNotice(notice(), [promised], { orders: [cancelled] }))).toEqual(['! shipped-line-cancelled']);
  });

  test.each<[string, object, string, string[]]>([
    [
      'fewer units, within a week',
      { orders: loose(box(1, packed('614141001019', each(17)))) },
      '2026-08-18T21:00:00Z',
      [],
    ],
    ['after a week', {}, '2026-08-18T21:21:00Z', ['! replaced-too-late']],
    [
      'an item added',
      { orders: loose(box(1, packed('614141001019', each(18)), packed('614141001026', each(1)))) },
      '2026-08-12T00:00:00Z',
      ['! replaced-with-more'],
    ],
  ])('replaced with %s', (_what, change, at, findings) => {
    const replacement = notice({ purpose: 'replace', ...change });
    expect(told(checkShipNotice(replacement, [promised], { earlier: [notice()], now: new Date(at) }))).toEqual(
      findings,
    );
  });

  test('a shipment id is used once', () => {
    expect(told(checkShipNotice(notice(), [promised], { earlier: [notice()] }))).toEqual(['! shipment-id-used']);
  });

  test('Amazon pays the freight and gave no reference number', () => {
    const collect = order({ methodOfPayment: 'CC' });
    expect(told(checkShipNotice(notice(), [promised], { orders: [collect] }))).toEqual(['? amazon-reference-missing']);
  });
});

test.each([
  ['20260811', true],
  ['2026-08-11', true],
  ['08112026', true],
  ['11/08/2026', true],
  ['260811', true],
  ['202608111432', true],
  ['20260811143059', true],
  ['NGK7U00260811', false],
  ['20261311', false],
  ['20269999', false],
  ['12345678', false],
  ['0012345678', false],
])('%s is taken for a date: %s', (text, isDate) => {
  expect(looksLikeDate(text)).toBe(isDate);
});

describe('an invoice against what was shipped', () => {
  const billed = (value: string, amount: number, unitCost = '10') => ({
    position: 1,
    purchaseOrderNumber: '4KQ7TZ1M',
    productId: upc(value),
    invoiced: each(amount),
    unitCost,
  });
  const invoice = (change: object = {}) =>
    Invoice.parse({
      number: 'INV-1',
      kind: 'invoice',
      invoicedOn: '2026-08-12',
      purchaseOrderNumber: '4KQ7TZ1M',
      orderedOn: '2026-08-03',
      currency: 'USD',
      billTo: { name: 'AMAZON' },
      remitTo: { name: 'NORTHGATE KITCHENWARE' },
      terms: { netDays: 60 },
      lines: [billed('614141001019', 18)],
      adjustments: [],
      total: '180',
      ...change,
    });

  test.each<[string, object, string[]]>([
    ['what was shipped, as acknowledged', {}, []],
    ['a number used before', { number: 'INV-0' }, ['! invoice-number-used']],
    ['a number used before in capitals', { number: 'inv-0' }, ['! invoice-number-used']],
    ['a cent too much', { total: '180.01' }, ['? invoice-total-differs']],
    ['two cents too much on one line', { total: '180.02' }, ['! invoice-total-differs']],
    [
      'nothing',
      { total: '0', adjustments: [{ kind: 'allowance', code: 'C310', amount: '180' }] },
      ['! invoice-total-not-positive'],
    ],
    ['tomorrow’s date', { invoicedOn: '2026-08-13' }, ['! invoice-date-in-future']],
    ['a date before the order', { invoicedOn: '2026-08-02' }, ['! invoice-before-order']],
    ['one more than shipped', { lines: [billed('614141001019', 19)], total: '190' }, ['! invoiced-more-than-shipped']],
    [
      'an item that stayed at home',
      { lines: [billed('614141001026', 1)], total: '10' },
      ['! invoiced-more-than-shipped'],
    ],
    ['a higher cost', { lines: [billed('614141001019', 18, '10.5')], total: '189' }, ['? invoiced-at-other-cost']],
    [
      'an order of which nothing was announced',
      { lines: [{ ...billed('614141001019', 1), purchaseOrderNumber: 'OTHER' }], total: '10' },
      ['? invoice-before-ship-notice'],
    ],
    [
      'a credit for goods that came back',
      { kind: 'credit-note', lines: [billed('614141001026', 1, '9')], total: '9' },
      [],
    ],
  ])('%s', (_what, change, findings) => {
    const circumstances = {
      acknowledgements: [promised],
      notices: [notice()],
      orders: [order()],
      numbersUsed: ['INV-0'],
      today: '2026-08-12' as CalendarDay,
    };
    expect(told(checkInvoice(invoice(change), circumstances))).toEqual(findings);
  });
});

describe('the cost on an invoice in cases', () => {
  const cases = (amount: number, eachesPerCase?: number) => ({
    amount,
    unitOfMeasure: 'case',
    ...(eachesPerCase === undefined ? {} : { eachesPerCase }),
  });
  type Basis = 'per-each' | 'per-unit-of-measure' | 'unstated';
  /** Three cases are acknowledged at a cost and billed at another. */
  const findings = (basis: Basis, acknowledged: string, billed: string, eachesPerCase?: number, invoiced?: object) => {
    const line = { productId: upc('614141001026'), unitCost: acknowledged, priceBasis: basis };
    const answer = Acknowledgement.parse({
      purchaseOrderNumber: '4KQ7TZ1M',
      orderedOn: '2026-08-03',
      lines: [
        {
          ...line,
          lineNumber: '1',
          ordered: cases(3, eachesPerCase),
          dispositions: [{ code: 'accepted', quantity: cases(3, eachesPerCase) }],
        },
      ],
    });
    const ordered = order({
      lines: [
        {
          lineNumber: '1',
          position: 1,
          productIds: [upc('614141001026')],
          ordered: cases(3, eachesPerCase),
          unitCost: acknowledged,
          priceBasis: basis,
        },
      ],
    });
    const quantity = invoiced ?? cases(3, eachesPerCase);
    const amount = (quantity as { amount: number }).amount;
    const invoice = Invoice.parse({
      number: 'INV-1',
      kind: 'invoice',
      invoicedOn: '2026-08-12',
      purchaseOrderNumber: '4KQ7TZ1M',
      orderedOn: '2026-08-03',
      currency: 'USD',
      billTo: { name: 'AMAZON' },
      remitTo: { name: 'NORTHGATE KITCHENWARE' },
      terms: { netDays: 60 },
      lines: [
        {
          position: 1,
          purchaseOrderNumber: '4KQ7TZ1M',
          productId: upc('614141001026'),
          invoiced: quantity,
          unitCost: billed,
        },
      ],
      adjustments: [],
      total: (Number(billed) * amount).toFixed(2),
    });
    return told(checkInvoice(invoice, { acknowledgements: [answer], orders: [ordered] }));
  };

  test.each<[string, Basis, string, string, number | undefined, object | undefined, string[]]>([
    ['per each, billed per case', 'per-each', '5.85', '70.2', 12, undefined, []],
    ['per each, billed as if a case were one', 'per-each', '5.85', '5.85', 12, undefined, ['? invoiced-at-other-cost']],
    ['per each, a cent too much a case', 'per-each', '5.85', '70.21', 12, undefined, ['? invoiced-at-other-cost']],
    ['per case, billed per case', 'per-unit-of-measure', '70.2', '70.2', 12, undefined, []],
    ['per case, billed per each', 'per-unit-of-measure', '70.2', '5.85', 12, { amount: 36, unitOfMeasure: 'each' }, []],
    [
      'per case, billed per each at the case’s cost',
      'per-unit-of-measure',
      '70.2',
      '70.2',
      12,
      { amount: 36, unitOfMeasure: 'each' },
      ['? invoiced-at-other-cost'],
    ],
    ['on an unstated basis, billed as acknowledged', 'unstated', '5.85', '5.85', 12, undefined, []],
    ['on an unstated basis, billed per case', 'unstated', '5.85', '70.2', 12, undefined, []],
    ['per each, of a case whose size nobody stated', 'per-each', '5.85', '70.2', undefined, undefined, []],
  ])('acknowledged %s', (_what, basis, acknowledged, billed, eachesPerCase, invoiced, expected) => {
    expect(findings(basis, acknowledged, billed, eachesPerCase, invoiced)).toEqual(expected);
  });
});

describe('a remittance by itself', () => {
  const paid = (total: string, ...amounts: string[]) =>
    Remittance.parse({
      paymentNumber: '1',
      total,
      lines: amounts.map((amountPaid, index) => ({
        position: index + 1,
        reference: `INV-${index}`,
        amountPaid,
        adjustments: [],
      })),
    });

  test.each<[string, Remittance, string[]]>([
    ['adds up', paid('259', '400', '-141'), []],
    ['differs by a cent', paid('259.01', '400', '-141'), ['? remittance-total-differs']],
    ['takes more than it pays', paid('-41', '100', '-141'), ['? remittance-negative']],
    ['settles nothing', paid('5'), ['? remittance-without-lines']],
  ])('%s', (_what, remittance, findings) => {
    expect(told(remittanceInconsistencies(remittance))).toEqual(findings);
  });
});

test('every finding says what to do, and what it saves', () => {
  const findings = [
    ...checkAcknowledgement(answer(first([accepted(25)], { unitCost: '11' })), order()),
    ...checkShipNotice(notice({ billOfLading: '20260811', estimatedDeliveryOn: '2026-08-01' }), []),
  ];
  expect(findings.length).toBeGreaterThan(4);
  for (const finding of findings) {
    expect(finding.fix).toMatch(/^[A-Z].*\.$/);
    expect(finding.prevents).toMatch(/^[A-Z].*\.$/);
  }
});
