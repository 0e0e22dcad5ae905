import fc from 'fast-check';
import { TAX_TYPES_KEPT } from '../../sidecar/codec/x12/tax-segments.ts';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { makeSscc, type ProductId, ProductIdKind, type Sscc } from '../../sidecar/domain/identifiers.ts';
import { InventoryReport } from '../../sidecar/domain/inventory-report.ts';
import { Invoice, InvoiceLine, invoiceTotal } from '../../sidecar/domain/invoice.ts';
import { withTaxes } from '../../sidecar/domain/invoice-tax.ts';
import { type DecimalText, decimal, ZERO } from '../../sidecar/domain/money.ts';
import type { Party } from '../../sidecar/domain/party.ts';
import type { Quantity } from '../../sidecar/domain/quantity.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { TaxTreatment } from '../../sidecar/domain/tax.ts';

/*
 * Documents as the house may make them, limited to what X12 can say. What is left out here is what a
 * format does not carry; each limit says so where it stands.
 */

/** The standard's extended characters less the default delimiters; no blank at either end, which X12 does not keep. */
const CHARACTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,-/&\'()+:=?!"%@#$_'];

export const line = (longest: number, shortest = 1): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...CHARACTERS), minLength: shortest, maxLength: longest })
    .map((text) => text.trim().replace(/ {2,}/g, ' '))
    .filter((text) => text.length >= shortest);

const token = (longest: number, shortest = 1): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-'),
    minLength: shortest,
    maxLength: longest,
  });

export const day: fc.Arbitrary<string> = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Whole minutes: HHMM is all that DTM and BIA take. */
const moment: fc.Arbitrary<string> = fc
  .integer({ min: Date.UTC(2000) / 60_000, max: Date.UTC(2099) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString());

const money = (min: number, max: number, places = 4): fc.Arbitrary<DecimalText> =>
  fc
    .tuple(fc.integer({ min: Math.ceil(min), max: Math.floor(max) }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([whole, part]) => decimal(`${whole}.${String(part).padStart(places, '0')}`) ?? ZERO);

const cost = money(0, 99_999).filter((value) => value !== '0');

const signedMoney = fc
  .tuple(fc.boolean(), money(0, 999_999, 2))
  .map(([negative, value]) => (negative && value !== '0' ? `-${value}` : value));

const productId: fc.Arbitrary<ProductId> = fc.record({
  kind: fc.constantFrom(...ProductIdKind.options),
  value: fc.oneof(token(48), fc.stringMatching(/^0{0,3}[0-9]{8,12}$/)),
});

const unit: fc.Arbitrary<Omit<Quantity, 'amount'>> = fc.oneof(
  fc.constant({ unitOfMeasure: 'each' as const }),
  fc.constant({ unitOfMeasure: 'case' as const }),
  fc.constantFrom('CT', 'PL', 'LB').map((unitCode) => ({ unitOfMeasure: 'other' as const, unitCode })),
);

const amount = fc.integer({ min: 0, max: 100_000 });

/** Orders are 850s' own words, trimmed, 22 characters at most. */
const orderNumber = token(22);
const lineNumber = fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 999 }).map(String), fc.constant('001'));

const currency = fc.constantFrom('USD', 'GBP', 'EUR');

const address = fc.record(
  {
    lines: fc.array(line(55), { maxLength: 3 }),
    city: line(30, 2),
    // Two letters in N402, or a name in N406.
    stateOrRegion: fc.oneof(fc.constantFrom('NV', 'WA'), line(30, 3)),
    postalCode: line(15, 3),
    countryCode: fc.constantFrom('US', 'GB', 'DE'),
  },
  { requiredKeys: ['lines', 'postalCode', 'countryCode'] },
);

const named: fc.Arbitrary<Party> = fc.record({ name: line(60) });
const identified: fc.Arbitrary<Party> = fc.record(
  {
    id: token(15, 2),
    idKind: fc.constantFrom('assigned-by-buyer', 'assigned-by-seller', 'san', 'gln', 'duns', 'other'),
    name: line(60),
    address,
  },
  { requiredKeys: ['id', 'idKind'] },
);

export const party: fc.Arbitrary<Party> = fc.oneof(named, identified, fc.record({ name: line(60), address }));

const schedule = fc.oneof(
  fc.constant({}),
  fc.record({ scheduledOn: day, schedule: fc.constantFrom('delivery' as const, 'ship' as const) }),
);

const acknowledgementLine = fc
  .record({
    lineNumber,
    productId,
    // The case pack of the order is not echoed: Amazon's 855 has no PO4.
    unit,
    unitCost: cost,
    priceBasis: fc.constantFrom('per-each' as const, 'per-unit-of-measure' as const, 'unstated' as const),
    accepted: fc.option(fc.tuple(amount, schedule)),
    backordered: fc.option(
      fc.tuple(
        amount,
        fc.record({ scheduledOn: day, schedule: fc.constantFrom('delivery' as const, 'ship' as const) }),
      ),
    ),
    rejected: fc.option(
      fc.tuple(
        amount,
        fc.constantFrom(
          'temporarily-unavailable' as const,
          'invalid-product-identifier' as const,
          'obsolete-product' as const,
        ),
      ),
    ),
  })
  .filter(({ accepted, backordered, rejected }) => accepted !== null || backordered !== null || rejected !== null)
  .map(({ unit: counted, accepted, backordered, rejected, ...facts }) => {
    const dispositions = [
      ...(accepted ? [{ code: 'accepted', quantity: { amount: accepted[0], ...counted }, ...accepted[1] }] : []),
      ...(backordered
        ? [{ code: 'backordered', quantity: { amount: backordered[0], ...counted }, ...backordered[1] }]
        : []),
      ...(rejected ? [{ code: 'rejected', quantity: { amount: rejected[0], ...counted }, reason: rejected[1] }] : []),
    ];
    const ordered = dispositions.reduce((total, { quantity }) => total + quantity.amount, 0);
    return { ...facts, ordered: { amount: ordered, ...counted }, dispositions };
  });

/** Without vendor code and currency, for which Amazon's 855 has no place. */
export const acknowledgement: fc.Arbitrary<Acknowledgement> = fc
  .record({
    purchaseOrderNumber: orderNumber,
    orderedOn: day,
    lines: fc.array(acknowledgementLine, { minLength: 1, maxLength: 6 }),
  })
  .map((draft) => Acknowledgement.parse(draft));

const shippedItem = fc.record(
  {
    lineNumber,
    productId,
    shipped: fc
      .tuple(amount, unit, fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: undefined }))
      .map(([count, counted, eachesPerCase]) =>
        counted.unitOfMeasure === 'case' && eachesPerCase !== undefined
          ? { amount: count, ...counted, eachesPerCase }
          : { amount: count, ...counted },
      ),
    expiresOn: day,
    lot: line(30),
  },
  { requiredKeys: ['lineNumber', 'productId', 'shipped'] },
);

const carton = (isParcel: boolean) =>
  fc.record({
    // One item of a kind: two lots of it in one carton are refused.
    items: fc.uniqueArray(shippedItem, {
      minLength: 1,
      maxLength: 3,
      selector: (item) => `${item.productId.kind}:${item.productId.value}`,
    }),
    ...(isParcel ? { trackingNumber: token(35, 8) } : {}),
  });

/** How TD504 tells mode and fullness apart; a full aeroplane or a parcel by road has no code of its own. */
const carriage = fc.constantFrom(
  { transport: 'road', shipmentType: 'truckload' },
  { transport: 'road', shipmentType: 'less-than-truckload' },
  { transport: 'air', shipmentType: 'less-than-truckload' },
  { transport: 'ocean', shipmentType: 'less-than-truckload' },
  { transport: 'parcel', shipmentType: 'small-parcel' },
);

interface DraftCarton {
  items: unknown[];
  trackingNumber?: string;
}

interface DraftOrder {
  purchaseOrderNumber: string;
  orderedOn: string | undefined;
  pallets: { cartons: DraftCarton[] }[];
  cartons: DraftCarton[];
}

const shippedOrders = (isParcel: boolean): fc.Arbitrary<DraftOrder[]> => {
  const cartons = fc.array(carton(isParcel), { minLength: 1, maxLength: 3 });
  const head = { purchaseOrderNumber: orderNumber, orderedOn: fc.option(day, { nil: undefined }) };
  const onPallets = fc.record({
    ...head,
    pallets: fc.array(fc.record({ cartons }), { minLength: 1, maxLength: 2 }),
    cartons: fc.constant<DraftCarton[]>([]),
  });
  const loose = fc.record({ ...head, pallets: fc.constant<DraftOrder['pallets']>([]), cartons });
  const some = { minLength: 1, maxLength: 3 };
  return isParcel ? fc.array(loose, some) : fc.oneof(fc.array(onPallets, some), fc.array(loose, some));
};

/** Without a vendor code, for which Amazon's 856 has no place; pallets or loose cartons, never both. */
export const shipNotice: fc.Arbitrary<ShipNotice> = carriage
  .chain((mode) =>
    fc.record(
      {
        shipmentId: token(30, 2),
        purpose: fc.constantFrom('original', 'replace'),
        shippedAt: moment,
        estimatedDeliveryOn: day,
        // Amazon refuses a sender without postal code and country.
        shipFrom: fc.record({ id: token(15, 2), idKind: fc.constant('assigned-by-buyer'), name: line(60), address }),
        shipTo: identified,
        carrierScac: fc.constantFrom('ODFL', 'UPSN', 'FX'),
        transport: fc.constant(mode.transport),
        shipmentType: fc.constant(mode.shipmentType),
        billOfLading: token(50, 8),
        carrierReference: token(50),
        amazonReferenceNumber: token(50),
        weight: fc.record({ value: money(1, 9_999), unit: fc.constantFrom('lb', 'kg') }),
        orders: shippedOrders(mode.shipmentType === 'small-parcel'),
        firstSerial: fc.integer({ min: 0, max: 90_000_000 }),
      },
      {
        requiredKeys: [
          'shipmentId',
          'purpose',
          'shippedAt',
          'estimatedDeliveryOn',
          'shipFrom',
          'shipTo',
          'carrierScac',
          'transport',
          'shipmentType',
          'orders',
          'firstSerial',
        ],
      },
    ),
  )
  .map(({ firstSerial, orders, ...draft }) => {
    let serial = firstSerial ?? 0;
    const labelled = <Package extends object>(content: Package): Package & { sscc: Sscc } => {
      serial += 1;
      return { ...content, sscc: makeSscc('0614141', serial) };
    };
    return ShipNotice.parse({
      ...draft,
      orders: (orders ?? []).map(({ orderedOn, ...order }) => ({
        ...order,
        ...(orderedOn === undefined ? {} : { orderedOn }),
        pallets: order.pallets.map((pallet) => labelled({ cartons: pallet.cartons.map(labelled) })),
        cartons: order.cartons.map(labelled),
      })),
    });
  });

const invoiceLine = fc.record({
  position: fc.integer({ min: 1, max: 99_999 }),
  purchaseOrderNumber: orderNumber,
  productId,
  // The case pack stays at home: Amazon's 810 has no PO4.
  invoiced: fc
    .tuple(fc.integer({ min: 1, max: 10_000 }), unit)
    .map(([count, counted]) => ({ amount: count, ...counted })),
  unitCost: cost,
});

const adjustment = fc.record(
  {
    kind: fc.constantFrom('allowance' as const, 'charge' as const),
    code: fc.constantFrom('C310', 'D240', 'H850'),
    amount: money(0, 99, 2),
    description: line(80),
  },
  { requiredKeys: ['kind', 'code', 'amount'] },
);

/** Kinds of tax that X12 tells apart; one or two on the same goods. */
const taxTypes = fc.uniqueArray(fc.constantFrom(...TAX_TYPES_KEPT), { minLength: 1, maxLength: 2 });

/** How goods may be taxed: at a rate, at a rate of nothing, or not at all and why. */
const taxTreatment: fc.Arbitrary<TaxTreatment> = fc
  .oneof(
    fc.record({
      category: fc.constant('standard'),
      types: taxTypes,
      rate: fc.constantFrom('20', '5.5', '8.1', '0.0001'),
    }),
    fc.record({ category: fc.constant('zero-rated'), types: taxTypes, rate: fc.constant('0') }),
    fc.record({
      category: fc.constantFrom('exempt', 'reverse-charge'),
      types: taxTypes,
      rate: fc.constant('0'),
      reason: line(80),
    }),
  )
  .map(({ types, rate, ...rest }) => TaxTreatment.parse({ ...rest, rates: types.map((type) => ({ type, rate })) }));

/** Of each line, one of two; some accounts state no taxes at all. */
const taxation = fc.option(
  fc.tuple(fc.tuple(taxTreatment, taxTreatment), fc.array(fc.nat(1), { minLength: 5, maxLength: 5 })),
);

const registered = (plain: fc.Arbitrary<Party>): fc.Arbitrary<Party> =>
  fc
    .tuple(
      plain,
      fc.array(fc.record({ type: fc.constantFrom('vat' as const, 'gst' as const), number: token(20) }), {
        maxLength: 2,
      }),
    )
    .map(([one, taxRegistrations]) => (taxRegistrations.length === 0 ? one : { ...one, taxRegistrations }));

export const invoice: fc.Arbitrary<Invoice> = fc
  .record(
    {
      number: token(22),
      kind: fc.constantFrom('invoice', 'credit-note'),
      invoicedOn: day,
      purchaseOrderNumber: orderNumber,
      orderedOn: day,
      currency,
      billTo: registered(party),
      remitTo: registered(party),
      shipTo: party,
      terms: fc.record(
        {
          discountPercent: money(0, 9, 2),
          discountDays: fc.integer({ min: 0, max: 90 }),
          netDays: fc.integer({ min: 0, max: 120 }),
        },
        { requiredKeys: ['netDays'] },
      ),
      lines: fc.array(invoiceLine, { minLength: 1, maxLength: 5 }),
      adjustments: fc.array(adjustment, { maxLength: 3 }),
      taxation,
    },
    {
      requiredKeys: [
        'number',
        'kind',
        'invoicedOn',
        'purchaseOrderNumber',
        'currency',
        'billTo',
        'remitTo',
        'terms',
        'lines',
        'adjustments',
        'taxation',
      ],
    },
  )
  .map(({ taxation: how, ...draft }) => {
    // The vendor code is the remit-to party's id where Amazon assigned that id; else the 810 has no place for it.
    const vendorCode = draft.remitTo?.idKind === 'assigned-by-buyer' ? { vendorCode: draft.remitTo.id } : {};
    const plain = InvoiceLine.array().parse(draft.lines);
    const { adjustments = [], currency: paidIn = 'USD' } = draft;
    const treatments = plain.flatMap((_line, index) => how?.[0][how[1][index] ?? 0] ?? []);
    const taxed: Pick<Invoice, 'lines' | 'taxes'> = how ? withTaxes(plain, treatments, paidIn) : { lines: plain };
    return { ...draft, ...vendorCode, ...taxed, total: invoiceTotal(taxed.lines, adjustments, taxed.taxes) };
  })
  .filter(({ total }) => !total.startsWith('-') && total !== '0')
  .map((draft) => Invoice.parse(draft));

const remittanceLine = fc.record(
  {
    reference: token(30),
    amountPaid: signedMoney,
    invoiceAmount: signedMoney,
    discountTaken: signedMoney,
    purchaseOrderNumber: orderNumber,
    originalReference: token(22),
    invoicedOn: day,
    adjustments: fc.array(
      fc.record(
        { amount: signedMoney, reasonCode: fc.constantFrom('01', '06', '53', '76'), reference: token(30) },
        { requiredKeys: ['amount'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['reference', 'amountPaid', 'adjustments'] },
);

/** Payments that do not add up, are negative or settle nothing are among them: they are read, and warned of. */
export const remittance: fc.Arbitrary<Remittance> = fc
  .record(
    {
      paymentNumber: token(30),
      createdOn: day,
      paidOn: day,
      currency,
      vendorCode: token(5, 5),
      total: signedMoney,
      lines: fc.array(remittanceLine, { maxLength: 6 }),
    },
    { requiredKeys: ['paymentNumber', 'total', 'lines'] },
  )
  .map((draft) =>
    Remittance.parse({
      ...draft,
      lines: (draft.lines ?? []).map((content, index) => ({ ...content, position: index + 1 })),
    }),
  );

export const inventoryReport: fc.Arbitrary<InventoryReport> = fc
  .record({
    reportId: token(30),
    reportedAt: moment,
    // Amazon refuses a feed that names no vendor.
    vendorCode: token(5, 5),
    items: fc.array(
      fc.record(
        { productId, available: amount, unitCost: cost, availableOn: day },
        { requiredKeys: ['productId', 'available'] },
      ),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map((draft) => InventoryReport.parse(draft));
