import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { checkAcknowledgement } from '../../sidecar/domain/acknowledgement-check.ts';
import { answeredLines } from '../../sidecar/domain/answered-lines.ts';
import { decide } from '../../sidecar/domain/decision.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { checkInvoice } from '../../sidecar/domain/invoice-check.ts';
import { planInvoice } from '../../sidecar/domain/invoice-plan.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { reviewLine } from '../../sidecar/domain/review.ts';
import { cartonsOf, ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { checkShipNotice } from '../../sidecar/domain/ship-notice-check.ts';
import {
  cartonsNeeded,
  isPlanProblem,
  planShipNotice,
  type ShipNoticeInput,
} from '../../sidecar/domain/ship-notice-plan.ts';
import { Policies } from '../../sidecar/domain/trading-partner.ts';
import { day, order, partner } from './samples.ts';

/** The answer to an order of which the master held so many eaches per line. */
function acknowledged(document: PurchaseOrder, held: readonly number[]): Acknowledgement {
  const policies = Policies.parse({});
  const product = { sku: 'PAN-24', name: 'Pan', isStocked: true };
  return decide(
    document,
    document.lines.map((line) => reviewLine(document, line, product, policies)),
    held.map((count, index) => ({ position: index + 1, sku: 'PAN-24', requested: 0, held: count })),
    policies,
  ).acknowledgement;
}

function dispatch(
  shipped: readonly (readonly [position: number, eaches: number])[],
  changes: Record<string, unknown> = {},
) {
  return Dispatch.parse({
    id: 'shipment-12',
    purchaseOrderNumber: '4KQ7TZ1M',
    sourceCode: 'reno',
    dispatchedAt: '2026-08-11T21:20:00.000Z',
    revision: 1,
    lines: shipped.map(([position, count]) => ({ position, sku: `SKU-${position}`, shipped: count })),
    tracks: [{ carrierCode: 'custom', title: 'Old Dominion', number: '1234567890' }],
    ...changes,
  });
}

/** 18 eaches on line 1 and three cases of twelve on line 2, all of it held and acknowledged. */
const eachesAndCases = order([{ amount: 18 }, { amount: 3, unit: 'case', eachesPerCase: 12, cost: '5.85' }]);

function input(
  shipped: readonly (readonly [number, number])[],
  changes: Partial<ShipNoticeInput> = {},
): ShipNoticeInput {
  const document = changes.order ?? eachesAndCases;
  const base = {
    dispatch: changes.dispatch ?? dispatch(shipped),
    order: document,
    acknowledgement: acknowledged(document, [18, 36]),
    alreadyShipped: new Map<number, number>(),
    partner: partner(),
    scac: 'ODFL',
    casePacks: new Map([
      [1, 1],
      [2, 12],
    ]),
    ...changes,
  };
  return { serials: Array.from({ length: cartonsNeeded(base) }, (_, index) => 1000 + index), ...base };
}

function planned(of: ShipNoticeInput): ShipNotice {
  const plan = planShipNotice(of);
  if (isPlanProblem(plan)) throw new Error(plan.summary);
  return ShipNotice.parse(plan);
}

describe('a dispatch becomes a ship notice', () => {
  test('with one carton for a line in eaches and one for each case of a line in cases', () => {
    const notice = planned(
      input([
        [1, 18],
        [2, 36],
      ]),
    );
    expect(
      cartonsOf(notice).map(({ items }) => items.map(({ lineNumber, shipped }) => [lineNumber, shipped.amount])),
    ).toEqual([[['1', 18]], [['2', 1]], [['2', 1]], [['2', 1]]]);
    expect(new Set(cartonsOf(notice).map(({ sscc }) => sscc)).size).toBe(4);
  });

  test('by truck under a bill of lading, with the carrier’s number', () => {
    expect(planned(input([[1, 18]]))).toMatchObject({
      shipmentId: 'NGK7U-SHIPMENT-12',
      shipmentType: 'less-than-truckload',
      transport: 'road',
      carrierScac: 'ODFL',
      billOfLading: 'NGK7US000000012',
      carrierReference: '1234567890',
      estimatedDeliveryOn: '2026-08-14',
      shipTo: { id: 'PHX7' },
    });
  });

  test('as small parcels, each carton with its tracking number and no bill of lading', () => {
    const tracks = ['1Z999AA10123456784', '1Z999AA10123456793'].map((number) => ({
      carrierCode: 'ups',
      title: 'UPS',
      number,
    }));
    const notice = planned(
      input([], {
        dispatch: dispatch(
          [
            [1, 6],
            [2, 12],
          ],
          { tracks },
        ),
        scac: 'UPSN',
      }),
    );
    expect(notice).toMatchObject({
      shipmentType: 'small-parcel',
      transport: 'parcel',
      carrierReference: tracks[0]?.number,
    });
    expect(notice.billOfLading).toBeUndefined();
    expect(cartonsOf(notice).map(({ trackingNumber }) => trackingNumber)).toEqual(tracks.map(({ number }) => number));
  });

  test('with one tracking number for all cartons where the carrier gave one', () => {
    const notice = planned(input([[2, 36]], { scac: 'FDEG' }));
    expect(cartonsOf(notice).map(({ trackingNumber }) => trackingNumber)).toEqual(Array(3).fill('1234567890'));
  });

  test('with one carton for a line that the warehouse booked in two steps', () => {
    expect(
      cartonsOf(
        planned(
          input([
            [1, 10],
            [1, 8],
          ]),
        ),
      ),
    ).toMatchObject([{ items: [{ shipped: { amount: 18 } }] }]);
  });

  test('with a bill of lading of its own, never a date, for a shipment and a dispatch of the same number', () => {
    const bills = ['shipment-12', 'dispatch-12', '20260811', 'a7f3', 'shipment-120'].map(
      (id) => planned(input([], { dispatch: dispatch([[1, 1]], { id }) })).billOfLading ?? '',
    );
    expect(new Set(bills).size).toBe(bills.length);
    for (const bill of bills) expect(bill).toMatch(/^(?=.*[A-Z])[A-Z0-9-]{8,30}$/);
  });
});

describe('a dispatch that Amazon would charge back is stopped', () => {
  test.each<[string, ShipNoticeInput, string]>([
    ['goods of a line that the order does not have', input([[3, 1]]), 'line-unknown'],
    ['more than was acknowledged', input([[1, 19]]), 'exceeds-acknowledged'],
    [
      'more than is left after an earlier dispatch',
      input([[1, 9]], { alreadyShipped: new Map([[1, 10]]) }),
      'exceeds-acknowledged',
    ],
    [
      'two steps that exceed the line together',
      input([
        [1, 10],
        [1, 9],
      ]),
      'exceeds-acknowledged',
    ],
    ['a part case of a line ordered in cases', input([[2, 30]]), 'part-case'],
    ['nothing but zeros', input([[1, 0]]), 'nothing-shipped'],
    ['no track number', input([], { dispatch: dispatch([[1, 1]], { tracks: [] }) }), 'no-track-number'],
    [
      'a blank track number',
      input([], { dispatch: dispatch([[1, 1]], { tracks: [{ carrierCode: 'ups', title: '', number: ' ' }] }) }),
      'no-track-number',
    ],
    [
      'a case that nobody sized',
      input([[1, 12]], { order: order([{ amount: 1, unit: 'case' }]), casePacks: new Map() }),
      'case-pack-unknown',
    ],
    [
      'an order without a fulfilment centre',
      input([[1, 1]], { order: order([{ amount: 18 }], { shipTo: undefined }) }),
      'ship-to-unknown',
    ],
  ])('%s', (_, of, problem) => {
    const plan = planShipNotice(of);
    expect(plan).toMatchObject({ problem, summary: expect.stringMatching(/\w/) });
  });

  test('goods of a line that was only backordered', () => {
    const acknowledgement = acknowledged(eachesAndCases, [0, 36]);
    expect(planShipNotice(input([[1, 1]], { acknowledgement }))).toMatchObject({
      problem: 'exceeds-acknowledged',
      acknowledged: 0,
    });
  });
});

test('each line finds its own answer where Amazon’s line numbers repeat and one line was cancelled', () => {
  const document = order([
    { amount: 0, lineNumber: '1', upc: '614141001019' },
    { amount: 5, lineNumber: '1', upc: '614141001019' },
    { amount: 7, lineNumber: '', upc: '614141001019' },
    { amount: 7, lineNumber: '', upc: '614141001019' },
  ]);
  const answers = answeredLines(document, acknowledged(document, [0, 5, 7, 7]));
  expect([...answers].map(([position, { ordered }]) => [position, ordered.amount])).toEqual([
    [2, 5],
    [3, 7],
    [4, 7],
  ]);
});

describe('a dispatch becomes an invoice', () => {
  const bill = (of: ShipNoticeInput) => Invoice.parse(planInvoice({ ...of, invoicedOn: day('2026-08-12') }));

  test('for what shipped, in the unit ordered, at the acknowledged cost of that unit', () => {
    expect(
      bill(
        input([
          [1, 18],
          [2, 24],
        ]),
      ),
    ).toMatchObject({
      number: 'INV-SHIPMENT-12',
      invoicedOn: '2026-08-12',
      currency: 'USD',
      billTo: { id: 'AMAZON' },
      terms: { discountPercent: '2', discountDays: 30, netDays: 60 },
      lines: [
        { position: 1, invoiced: { amount: 18, unitOfMeasure: 'each' }, unitCost: '11.75' },
        { position: 2, invoiced: { amount: 2, unitOfMeasure: 'case' }, unitCost: '70.2' },
      ],
      total: '351.9',
    });
  });

  test('at the cost as Amazon quoted it where that is per case, or where it did not say', () => {
    for (const priceBasis of ['per-unit-of-measure', 'unstated'] as const) {
      const document = order([
        { amount: 18 },
        { amount: 3, unit: 'case', eachesPerCase: 12, cost: '70.2', priceBasis },
      ]);
      expect(bill(input([[2, 36]], { order: document }))).toMatchObject({
        lines: [{ unitCost: '70.2' }],
        total: '210.6',
      });
    }
  });

  test('never for a line that nobody acknowledged: that is our mistake', () => {
    expect(() => bill(input([[3, 1]]))).toThrow(/no acknowledged line/);
  });
});

test('over all dispatches of an order, cartons and invoices add up to what left', () => {
  const step = fc.record({ eaches: fc.nat(9), cases: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const shipped = new Map([
        [1, 0],
        [2, 0],
      ]);
      steps.forEach(({ eaches, cases }, index) => {
        const goods = dispatch(
          [
            [1, eaches],
            [2, cases * 12],
          ],
          { id: `shipment-${index + 1}` },
        );
        const of = input([], { dispatch: goods, alreadyShipped: new Map(shipped) });
        const plan = planShipNotice(of);
        const fits = (shipped.get(1) ?? 0) + eaches <= 18 && (shipped.get(2) ?? 0) + cases * 12 <= 36;
        expect(isPlanProblem(plan)).toBe(!fits || eaches + cases === 0);
        if (isPlanProblem(plan)) return;
        shipped.set(1, (shipped.get(1) ?? 0) + eaches).set(2, (shipped.get(2) ?? 0) + cases * 12);
        expect(cartonsOf(plan)).toHaveLength(cases + (eaches > 0 ? 1 : 0));
        const items = cartonsOf(plan).flatMap((carton) => carton.items);
        const invoice = planInvoice({ ...of, invoicedOn: day('2026-08-12') });
        const count = (list: readonly { amount: number }[]) => list.reduce((sum, { amount }) => sum + amount, 0);
        expect(count(items.map((item) => item.shipped))).toBe(eaches + cases);
        expect(count(invoice.lines.map((line) => line.invoiced))).toBe(eaches + cases);
      });
    }),
  );
});

test.each(['per-each', 'per-unit-of-measure', 'unstated'] as const)(
  'nothing of what we answer, announce and bill is stopped by our own checks, at prices %s',
  (priceBasis) => {
    const cost = priceBasis === 'per-each' ? '5.85' : '70.2';
    const document = order([{ amount: 18 }, { amount: 3, unit: 'case', eachesPerCase: 12, cost, priceBasis }]);
    for (const scac of ['ODFL', 'UPSN']) {
      const of = input(
        [
          [1, 18],
          [2, 24],
        ],
        { order: document, acknowledgement: acknowledged(document, [18, 30]), scac },
      );
      const notice = planned(of);
      const invoice = planInvoice({ ...of, invoicedOn: day('2026-08-12') });
      const acknowledgements = [of.acknowledgement];
      const found = [
        ...checkAcknowledgement(of.acknowledgement, document),
        ...checkShipNotice(notice, acknowledgements, { orders: [document], now: new Date('2026-08-11T21:30:00Z') }),
        ...checkInvoice(invoice, { acknowledgements, notices: [notice], orders: [document], today: day('2026-08-12') }),
      ];
      expect(found.filter(({ severity }) => severity === 'block')).toEqual([]);
    }
  },
);
