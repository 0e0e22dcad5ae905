import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Carriage, freightTermsOf } from '../../sidecar/domain/carriage.ts';
import { ruleFor, TransportMethod, transportOf } from '../../sidecar/domain/carrier.ts';
import { makeSscc, serialOf } from '../../sidecar/domain/identifiers.ts';
import { type CorrectionInput, isNothingToCorrect, planCorrection } from '../../sidecar/domain/notice-correction.ts';
import { cartonsOf, ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { itemKey, parcelNotices, truckKey, truckNotice } from '../../sidecar/domain/truck-notice.ts';

const NOW = new Date('2026-08-12T08:00:00Z');
const PRODUCTS = ['614141001019', '614141001026', '614141001033'];

/** Amounts of each product in each carton; cartons a pallet, or loose. */
interface Packed {
  cartons: number[][];
  perPallet?: number;
}

let serial = 0;

function notice({ cartons, perPallet }: Packed, changes: Record<string, unknown> = {}): ShipNotice {
  const packed = cartons.map((amounts) => ({
    sscc: makeSscc('0614141', ++serial),
    items: amounts.flatMap((amount, index) =>
      amount === 0
        ? []
        : [
            {
              lineNumber: String(index + 1),
              productId: { kind: 'upc', value: PRODUCTS[index] },
              shipped: { amount, unitOfMeasure: 'each' },
            },
          ],
    ),
  }));
  const pallets = [];
  for (let start = 0; perPallet !== undefined && start < packed.length; start += perPallet) {
    pallets.push({ sscc: makeSscc('0614141', ++serial), cartons: packed.slice(start, start + perPallet) });
  }
  return ShipNotice.parse({
    shipmentId: `NGK7U-${serial}`,
    purpose: 'original',
    vendorCode: 'NGK7U',
    shippedAt: '2026-08-11T21:20:00.000Z',
    estimatedDeliveryOn: '2026-08-14',
    shipFrom: { id: 'NGK7U' },
    shipTo: { id: 'PHX7' },
    carrierScac: 'ODFL',
    transport: 'road',
    shipmentType: 'less-than-truckload',
    billOfLading: 'NGK7US000000012',
    carrierReference: '1234567890',
    orders: [{ purchaseOrderNumber: '4KQ7TZ1M', pallets, cartons: perPallet === undefined ? packed : [] }],
    ...changes,
  });
}

const codesOf = (one: ShipNotice) => [
  ...one.orders.flatMap(({ pallets }) => pallets.map(({ sscc }) => sscc)),
  ...cartonsOf(one).map(({ sscc }) => sscc),
];

function amountsOf(notices: readonly ShipNotice[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of notices.flatMap(cartonsOf).flatMap(({ items }) => items)) {
    sums.set(itemKey(item), (sums.get(itemKey(item)) ?? 0) + item.shipped.amount);
  }
  return sums;
}

const carton = fc.array(fc.nat(12), { minLength: 3, maxLength: 3 }).filter((amounts) => amounts.some((one) => one > 0));
const packed: fc.Arbitrary<Packed> = fc.record(
  { cartons: fc.array(carton, { minLength: 1, maxLength: 6 }), perPallet: fc.integer({ min: 1, max: 4 }) },
  { requiredKeys: ['cartons'] },
);

describe('dispatches of one truck in one notice', () => {
  test('hold together what each of them held, and no SSCC twice', () => {
    fc.assert(
      fc.property(
        fc.array(packed, { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom('A', 'B')),
        (parts, of) => {
          const notices = parts.map((part, index) => {
            const one = notice({ cartons: part.cartons });
            return { ...one, orders: one.orders.map((order) => ({ ...order, purchaseOrderNumber: of[index] ?? 'A' })) };
          });
          const [first, ...others] = notices;
          if (!first) return;
          const whole = truckNotice(first, others);
          expect(amountsOf([whole])).toEqual(amountsOf(notices));
          expect(new Set(codesOf(whole)).size).toBe(notices.flatMap(codesOf).length);
          const numbers = whole.orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber);
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(whole.shipmentId).toBe(first.shipmentId);
        },
      ),
    );
  });

  test('are known by the strongest number that there is', () => {
    const plain = notice({ cartons: [[1, 0, 0]] });
    const key = (changes: Partial<ShipNotice>, said: Carriage = {}) => truckKey({ ...plain, ...changes }, said);
    expect(key({})).toBe('NGK7U | PHX7 | ODFL | PRO 1234567890 | cartons');
    expect(key({ amazonReferenceNumber: '777888' })).toBe('NGK7U | PHX7 | ODFL | ARN 777888 | cartons');
    expect(key({ amazonReferenceNumber: '777888' }, { billOfLading: 'ngk7utruck7' })).toBe(
      'NGK7U | PHX7 | ODFL | BOL NGK7UTRUCK7 | cartons',
    );
    expect(key({ shipTo: { id: 'ONT8' } })).not.toBe(key({}));
    expect(key({ orders: notice({ cartons: [[1, 0, 0]], perPallet: 1 }).orders })).toMatch(/pallets$/);
    expect(key({ shipmentType: 'small-parcel' })).toBeUndefined();
  });
});

test('parcels: notices by tracking number hold together what left, each carton once', () => {
  fc.assert(
    fc.property(packed, fc.array(fc.constantFrom('1Z1', '1Z2', '1Z3', undefined)), ({ cartons }, tracks) => {
      const plain = notice({ cartons }, { shipmentType: 'small-parcel', transport: 'parcel' });
      const whole = {
        ...plain,
        orders: plain.orders.map((order) => ({
          ...order,
          cartons: order.cartons.map((one, index) => {
            const trackingNumber = tracks[index];
            return trackingNumber === undefined ? one : { ...one, trackingNumber };
          }),
        })),
      };
      const notices = parcelNotices(whole, (parcel) => `${whole.shipmentId}-P${parcel}`);
      expect(notices.flatMap(codesOf).sort()).toEqual(codesOf(whole).sort());
      expect(new Set(notices.map(({ shipmentId }) => shipmentId)).size).toBe(notices.length);
      for (const one of notices)
        expect(new Set(cartonsOf(one).map(({ trackingNumber }) => trackingNumber)).size).toBe(1);
    }),
  );
});

function correction(
  told: readonly ShipNotice[],
  wanted: ShipNotice | undefined,
  changes: Partial<CorrectionInput> = {},
) {
  return planCorrection({
    told: told.map((one, index) => ({ key: `ship-notice:${index}`, notice: one, channel: 'edi', isRejected: false })),
    own: new Set(told.flatMap(codesOf)),
    wanted,
    channel: 'edi',
    shipToId: 'PHX7',
    now: NOW,
    ...changes,
  });
}

describe('a correction', () => {
  test('never says more of anything in a replacement, and with what is added comes to what left', () => {
    fc.assert(
      fc.property(packed, packed, (before, after) => {
        const told = notice(before);
        const wanted = notice(after);
        const { replacements, added, problems, dropped } = correction([told], wanted);
        const was = amountsOf([told]);
        const is = amountsOf([wanted]);
        if (problems.length > 0) {
          expect(problems.map(({ problem }) => problem)).toEqual(['nothing-left']);
          expect(replacements).toEqual([]);
          return;
        }
        const said = replacements.length > 0 ? replacements.map((one) => one.notice) : [told];
        const says = amountsOf(said);
        for (const [key, amount] of says) expect(amount).toBeLessThanOrEqual(was.get(key) ?? 0);
        for (const key of new Set([...was.keys(), ...is.keys()])) {
          expect((says.get(key) ?? 0) + (added.get(key) ?? 0)).toBe(is.get(key) ?? 0);
        }
        // Cartons keep their codes, or fall out; none is new and none holds what it did not.
        const codes = codesOf(told);
        for (const one of said.flatMap(cartonsOf)) {
          const first = cartonsOf(told).find(({ sscc }) => sscc === one.sscc);
          for (const item of one.items) {
            const known = first?.items.find((other) => itemKey(other) === itemKey(item));
            expect(item.shipped.amount).toBeLessThanOrEqual(known?.shipped.amount ?? 0);
          }
        }
        expect(
          [...said.flatMap(cartonsOf).map(({ sscc }) => sscc), ...dropped].every((code) =>
            (codes as string[]).includes(code),
          ),
        ).toBe(true);
        expect(replacements.every((one) => one.notice.purpose === 'replace')).toBe(true);
      }),
    );
  });

  test('of nothing says nothing', () => {
    fc.assert(
      fc.property(packed, (one) => {
        const told = notice(one);
        const again = { ...told, shipmentId: 'OTHER', shippedAt: told.shippedAt };
        expect(isNothingToCorrect(correction([told], again))).toBe(true);
      }),
    );
  });

  test('touches only the dispatch’s own cartons of a truck', () => {
    const own = notice({
      cartons: [
        [5, 0, 0],
        [4, 0, 0],
      ],
    });
    const other = notice({ cartons: [[6, 0, 0]] });
    const told = truckNotice(own, [other]);
    const { replacements, dropped } = correction([told], notice({ cartons: [[6, 0, 0]] }), {
      own: new Set(codesOf(own)),
      part: own,
    });
    expect(replacements.map((one) => cartonsOf(one.notice).map(({ items }) => items[0]?.shipped.amount))).toEqual([
      [5, 1, 6],
    ]);
    expect(dropped).toEqual([]);
  });

  test.each<[string, Partial<CorrectionInput>, string]>([
    ['more than a week after the goods left', { now: new Date('2026-08-19T00:00:00Z') }, 'too-late'],
    ['a day after they were to arrive', { now: new Date('2026-08-15T00:00:00Z') }, 'arrived'],
    ['by another road', { channel: 'sp-api' }, 'other-channel'],
    ['where the order goes elsewhere now', { shipToId: 'ONT8' }, 'ship-to-differs'],
  ])('%s is told to a person and not to Amazon', (_when, changes, problem) => {
    const told = notice({ cartons: [[5, 0, 0]] });
    const found = correction([told], notice({ cartons: [[4, 0, 0]] }), changes);
    expect(found.problems.map((one) => one.problem)).toEqual([problem]);
    expect(found.replacements).toEqual([]);
  });

  test('of a notice that Amazon rejected has nothing to replace', () => {
    const told = notice({ cartons: [[5, 0, 0]] });
    const { problems } = planCorrection({
      told: [{ key: 'k', notice: told, channel: 'edi', isRejected: true }],
      own: new Set(codesOf(told)),
      wanted: notice({ cartons: [[4, 0, 0]] }),
      channel: 'edi',
      shipToId: 'PHX7',
      now: NOW,
    });
    expect(problems.map(({ problem }) => problem)).toEqual(['notice-rejected']);
  });

  test('gives each parcel its new tracking number, and tells a person where parcels became more', () => {
    const parcel = (...numbers: string[]) => {
      const one = notice(
        { cartons: numbers.map(() => [3, 0, 0]) },
        { shipmentType: 'small-parcel', transport: 'parcel', carrierScac: 'UPSN', carrierReference: numbers[0] },
      );
      return {
        ...one,
        orders: one.orders.map((order) => ({
          ...order,
          cartons: order.cartons.map((box, index) => ({ ...box, trackingNumber: numbers[index] ?? '' })),
        })),
      };
    };
    const told = parcelNotices(parcel('1Z1', '1Z2'), () => 'NGK7U-P2');
    const { replacements } = correction(told, parcel('1Z1', '1Z9'));
    expect(replacements.map(({ notice: one }) => [one.shipmentId, one.carrierReference])).toEqual([
      ['NGK7U-P2', '1Z9'],
    ]);
    expect(correction(told, parcel('1Z1', '1Z2', '1Z3')).problems.map(({ problem }) => problem)).toEqual([
      'parcels-differ',
    ]);
  });
});

describe('the carrier map', () => {
  const rules = ['', 'fedex ground', 'fedex*', '*freight*'].map((title, index) => ({ title, index }));
  test.each([
    ['FedEx Ground', 1],
    ['FedEx Home Delivery', 2],
    ['UPS Freight LTL', 3],
    ['FedEx Freight', 3],
    ['Pigeon', 0],
  ])('%s is met by rule %i', (title, index) => expect(ruleFor(rules, title)?.index).toBe(index));

  test('says of each method how it travels by X12 and by SP-API', () => {
    expect(TransportMethod.options.map((method) => Object.values(transportOf(method)).join(' '))).toEqual([
      'parcel small-parcel',
      'road less-than-truckload',
      'road truckload',
      'air less-than-truckload',
      'ocean less-than-truckload',
    ]);
  });
});

test('who pays the freight: the order’s own word, else the account’s', () => {
  const of = (methodOfPayment: string | undefined) => ({ methodOfPayment });
  expect(freightTermsOf(of('CC'), 'prepaid')).toBe('collect');
  expect(freightTermsOf(of('PP'), 'collect')).toBe('prepaid');
  expect(freightTermsOf(of(undefined), 'collect')).toBe('collect');
  expect(freightTermsOf(of(undefined), undefined)).toBeUndefined();
});

test('serials go on under the next extension digit, and are found again in the code', () => {
  fc.assert(
    fc.property(fc.constantFrom('0614141', '0614141001'), fc.nat(9_999_999), (prefix, one) => {
      const code = makeSscc(prefix, one);
      expect(serialOf(code, prefix)).toBe(one);
    }),
  );
  expect(makeSscc('0614141001', 1_000_000).slice(0, 11)).toBe('10614141001');
});
