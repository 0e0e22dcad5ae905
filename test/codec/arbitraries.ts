import fc from 'fast-check';
import { type CalendarDay, Window } from '../../sidecar/domain/calendar.ts';
import { FunctionalAcknowledgement } from '../../sidecar/domain/functional-acknowledgement.ts';
import { type ProductId, ProductIdKind } from '../../sidecar/domain/identifiers.ts';
import { type DecimalText, decimal, ZERO } from '../../sidecar/domain/money.ts';
import type { Party } from '../../sidecar/domain/party.ts';
import { PurchaseOrder, type PurchaseOrderLine } from '../../sidecar/domain/purchase-order.ts';
import type { Quantity } from '../../sidecar/domain/quantity.ts';

/*
 * Inbound documents as X12 can say them. What a format does not carry is left out, and says so where it stands.
 */

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
/** Also what no ASCII table has: names cross the wire in UTF-8. */
const WRITING = [...LETTERS, ...'abcxyz .,-/&\'()+:=?!"%@#$_<äöüßéñ漢🙂'];

/** Free text without blanks at its ends, which X12 does not keep, and without the default delimiters. */
export const writing = (longest: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...WRITING), minLength: 1, maxLength: Math.floor(longest / 2) })
    .map((text) => text.trim())
    .filter((text) => text !== '');

export const token = (longest: number, shortest = 1): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...LETTERS), minLength: shortest, maxLength: longest });

export const calendarDay: fc.Arbitrary<CalendarDay> = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as CalendarDay);

export const calendarWindow: fc.Arbitrary<Window> = fc
  .tuple(calendarDay, calendarDay)
  .map(([one, other]) => Window.parse(one <= other ? { from: one, to: other } : { from: other, to: one }));

/** Not negative, up to four decimals, canonical. */
export const decimalText: fc.Arbitrary<DecimalText> = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 9_999 }))
  .map(([whole, part]) => decimal(`${whole}.${String(part).padStart(4, '0')}`) ?? ZERO);

export const productId: fc.Arbitrary<ProductId> = fc.record({
  kind: fc.constantFrom(...ProductIdKind.options),
  value: fc.oneof(token(48), fc.stringMatching(/^0{0,3}[0-9]{8,12}$/)),
});

export const quantity: fc.Arbitrary<Quantity> = fc
  .record({
    amount: fc.integer({ min: 0, max: 100_000 }),
    unit: fc.oneof(
      fc.constant({ unitOfMeasure: 'each' as const }),
      fc.constant({ unitOfMeasure: 'case' as const }),
      fc.constant({ unitOfMeasure: 'other' as const }),
      fc.constantFrom('CT', 'PL', 'LB', 'PE', 'UN').map((unitCode) => ({ unitOfMeasure: 'other' as const, unitCode })),
    ),
    eachesPerCase: fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: undefined }),
  })
  .map(({ amount, unit, eachesPerCase }) => ({
    amount,
    ...unit,
    ...(eachesPerCase === undefined ? {} : { eachesPerCase }),
  }));

const address = fc
  .record(
    {
      lines: fc.array(writing(50), { maxLength: 3 }),
      city: writing(30),
      stateOrRegion: fc.constantFrom('NV', 'WA'),
      postalCode: token(10, 3),
      countryCode: fc.constantFrom('US', 'GB', 'DE'),
    },
    { requiredKeys: ['lines'] },
  )
  // An address of nothing cannot be told from none.
  .filter((draft) => draft.lines.length > 0 || Object.keys(draft).length > 1);

/** With an id, since nothing else tells a fulfilment centre. */
export const party: fc.Arbitrary<Party> = fc.record(
  {
    id: token(13),
    idKind: fc.constantFrom('assigned-by-buyer', 'assigned-by-seller', 'san', 'gln', 'duns', 'other'),
    name: writing(50),
    address,
  },
  { requiredKeys: ['id', 'idKind'] },
);

/** `isBackOrderAllowed` of a line is SP-API's; the 850 says it once for the order. */
const purchaseOrderLine: fc.Arbitrary<Omit<PurchaseOrderLine, 'position'>> = fc.record(
  {
    lineNumber: fc.oneof(fc.constant(''), fc.constant('001'), fc.integer({ min: 1, max: 999 }).map(String)),
    productIds: fc.array(productId, { maxLength: 3 }),
    ordered: quantity,
    unitCost: decimalText,
    priceBasis: fc.constantFrom('per-each', 'per-unit-of-measure', 'unstated'),
    listPrice: decimalText,
  },
  { requiredKeys: ['lineNumber', 'productIds', 'ordered', 'priceBasis'] },
);

export const purchaseOrderArbitrary: fc.Arbitrary<PurchaseOrder> = fc
  .record(
    {
      number: fc.oneof(token(8, 8), writing(22)),
      type: fc.constantFrom('regular', 'rush', 'new-product', 'consigned'),
      orderedOn: calendarDay,
      vendorCode: token(5, 5),
      currency: fc.constantFrom('USD', 'GBP', 'EUR'),
      shipTo: party,
      billTo: party,
      shipWindow: calendarWindow,
      deliveryWindow: calendarWindow,
      methodOfPayment: fc.constantFrom('CC', 'PP', 'BP'),
      dealCode: token(10),
      isBackOrderAllowed: fc.boolean(),
      notes: fc.array(writing(200), { maxLength: 3 }),
      lines: fc
        .array(purchaseOrderLine, { minLength: 1, maxLength: 8 })
        .map((lines) => lines.map((line, index) => ({ ...line, position: index + 1 }))),
    },
    { requiredKeys: ['number', 'type', 'orderedOn', 'notes', 'lines'] },
  )
  .map((draft) => PurchaseOrder.parse(draft));

const segmentError = fc.record(
  {
    segment: token(3, 2),
    position: fc.integer({ min: 1, max: 99_999 }),
    code: fc.constantFrom('1', '3', '8'),
    elements: fc.array(
      fc.record(
        { position: fc.integer({ min: 1, max: 99 }), code: fc.constantFrom('1', '6', '7'), value: writing(40) },
        { requiredKeys: ['position', 'code'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['segment', 'position', 'elements'] },
);

const count = fc.integer({ min: 0, max: 99_999 });

export const functionalAcknowledgementArbitrary: fc.Arbitrary<FunctionalAcknowledgement> = fc
  .record({
    functionalId: token(2, 2),
    groupControlNumber: fc.integer({ min: 1, max: 999_999_999 }).map(String),
    result: fc.constantFrom('accepted', 'accepted-with-errors', 'partially-accepted', 'rejected'),
    announced: count,
    received: count,
    accepted: count,
    transactions: fc.array(
      fc.record({
        documentType: fc.constantFrom('850', '810', '856'),
        controlNumber: fc.integer({ min: 1, max: 9999 }).map((number) => String(number).padStart(4, '0')),
        result: fc.constantFrom('accepted', 'accepted-with-errors', 'rejected'),
        codes: fc.array(fc.constantFrom('1', '3', '4', '5'), { maxLength: 5 }),
        segments: fc.array(segmentError, { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map((draft) => FunctionalAcknowledgement.parse(draft));
