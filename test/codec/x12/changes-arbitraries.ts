import fc from 'fast-check';
import { ApplicationAdvice } from '../../../sidecar/domain/application-advice.ts';
import { ChangeAcknowledgement } from '../../../sidecar/domain/change-acknowledgement.ts';
import { InterchangeAcknowledgement } from '../../../sidecar/domain/interchange-acknowledgement.ts';
import { LineChange, OrderChange } from '../../../sidecar/domain/order-change.ts';
import { RoutingInstructions, RoutingRequest } from '../../../sidecar/domain/routing.ts';
import {
  calendarDay,
  calendarWindow,
  decimalText,
  party,
  productId,
  quantity,
  token,
  writing,
} from '../arbitraries.ts';
import { acknowledgement } from '../arbitraries-outbound.ts';

/*
 * Documents about changes, answers and routing, as X12 can say them. What a format does not carry is left out, and
 * says so where it stands.
 */

/** Both ends, or the one that moves. */
const changedWindow = fc.oneof(
  calendarWindow,
  calendarWindow.map(({ from }) => ({ from })),
  calendarWindow.map(({ to }) => ({ to })),
);

const lineNumber = fc.oneof(fc.constant(''), fc.constant('001'), fc.integer({ min: 1, max: 999 }).map(String));
const count = fc.integer({ min: 0, max: 100_000 });

/** With quantity and price, which some changes cannot do without. */
const fullLine = fc.record(
  {
    change: fc.constantFrom(...LineChange.options),
    lineNumber,
    productIds: fc.array(productId, { maxLength: 3 }),
    ordered: quantity,
    left: count,
    unitCost: decimalText,
    priceBasis: fc.constantFrom('per-each', 'per-unit-of-measure', 'unstated'),
    listPrice: decimalText,
    shipWindow: changedWindow,
    deliveryWindow: changedWindow,
  },
  { requiredKeys: ['change', 'lineNumber', 'productIds', 'ordered', 'unitCost', 'priceBasis'] },
);

const emptyLine = fc.record({
  change: fc.constantFrom('deleted', 'cancelled', 'rescheduled', 'unchanged', 'changed', 'replaced'),
  lineNumber,
  productIds: fc.array(productId, { maxLength: 1 }),
  priceBasis: fc.constant('unstated'),
});

export const orderChange: fc.Arbitrary<OrderChange> = fc
  .record(
    {
      number: fc.oneof(token(8, 8), writing(22)),
      purpose: fc.constantFrom('change', 'cancellation', 'replacement'),
      type: fc.constantFrom('regular', 'rush', 'new-product', 'consigned'),
      orderedOn: calendarDay,
      changedOn: calendarDay,
      sequence: token(8),
      vendorCode: token(5, 5),
      currency: fc.constantFrom('USD', 'GBP', 'EUR'),
      shipTo: party,
      billTo: party,
      shipWindow: changedWindow,
      deliveryWindow: changedWindow,
      methodOfPayment: fc.constantFrom('CC', 'PP', 'BP'),
      dealCode: token(10),
      isBackOrderAllowed: fc.boolean(),
      notes: fc.array(writing(200), { maxLength: 3 }),
      lines: fc
        .array(fc.oneof(fullLine, emptyLine), { minLength: 1, maxLength: 6 })
        .map((lines) => lines.map((line, index) => ({ ...line, position: index + 1 }))),
    },
    { requiredKeys: ['number', 'purpose', 'notes', 'lines'] },
  )
  .map((draft) => OrderChange.parse(draft));

/** A line that was taken back has a quantity of 0 and is confirmed with ID, of which the wire keeps no other reason. */
export const changeAcknowledgement: fc.Arbitrary<ChangeAcknowledgement> = fc
  .record(
    {
      answer: acknowledgement,
      changes: fc.array(
        fc.record({ change: fc.constantFrom(...LineChange.options), left: count }, { requiredKeys: ['change'] }),
        { minLength: 6, maxLength: 6 },
      ),
      changedOn: calendarDay,
      sequence: token(8),
    },
    { requiredKeys: ['answer', 'changes'] },
  )
  .map(({ answer, changes, ...head }) =>
    ChangeAcknowledgement.parse({
      ...answer,
      ...head,
      lines: answer?.lines.map((line, index) => {
        const stated = changes?.[index] ?? { change: 'unchanged' };
        if (stated.change !== 'deleted' && stated.change !== 'cancelled') return { ...line, ...stated };
        const dispositions = [{ code: 'rejected', quantity: line.ordered, reason: 'obsolete-product' }];
        return { ...line, ...stated, ordered: { ...line.ordered, amount: 0 }, dispositions };
      }),
    }),
  );

const adviceError = fc.record(
  {
    condition: fc.constantFrom('006', '010', '024', 'POI'),
    text: writing(60),
    segment: token(3, 2),
    segmentPosition: fc.integer({ min: 1, max: 9999 }),
    elementPosition: fc.integer({ min: 1, max: 99 }),
    value: writing(60),
    expected: writing(60),
  },
  { requiredKeys: ['condition'] },
);

export const applicationAdvice: fc.Arbitrary<ApplicationAdvice> = fc
  .record(
    {
      number: token(30),
      advisedOn: calendarDay,
      vendorCode: token(5, 5),
      documents: fc.array(
        fc
          .record(
            {
              result: fc.constantFrom('accepted', 'accepted-with-errors', 'accepted-with-changes', 'rejected'),
              referenceKind: fc.constantFrom('invoice', 'purchase-order', 'shipment', 'other'),
              reference: token(30),
              documentType: fc.constantFrom('810', '856', '855'),
              groupControlNumber: fc.integer({ min: 1, max: 999_999_999 }).map(String),
              controlNumber: token(9, 4),
              purchaseOrderNumber: token(22),
              errors: fc.array(adviceError, { maxLength: 3 }),
            },
            { requiredKeys: ['result', 'referenceKind', 'reference', 'errors'] },
          )
          // An order that is advised by its own number names it once.
          .map((document) =>
            document.referenceKind === 'purchase-order'
              ? { ...document, purchaseOrderNumber: document.reference }
              : document,
          ),
        { minLength: 1, maxLength: 4 },
      ),
    },
    { requiredKeys: ['number', 'documents'] },
  )
  .map((draft) => ApplicationAdvice.parse(draft));

export const interchangeAcknowledgement: fc.Arbitrary<InterchangeAcknowledgement> = fc
  .record(
    {
      controlNumber: fc.integer({ min: 1, max: 999_999_999 }).map((number) => String(number).padStart(9, '0')),
      // Two digits for the year: a TA1 knows those from 1980 on.
      sentOn: calendarDay.filter((day) => day < '2080'),
      sentAt: fc.integer({ min: 0, max: 2359 }).map((time) => String(time).padStart(4, '0')),
      result: fc.constantFrom('accepted', 'accepted-with-errors', 'rejected'),
      note: fc.integer({ min: 0, max: 27 }).map((note) => String(note).padStart(3, '0')),
    },
    { requiredKeys: ['controlNumber', 'result', 'note'] },
  )
  .map((draft) => InterchangeAcknowledgement.parse(draft));

const measure = fc.record({ value: decimalText, unit: fc.constantFrom('L', 'K', 'E', 'X') });
const routedOrder = fc.record(
  {
    purchaseOrderNumber: token(22),
    reference: token(30),
    packaging: fc.constantFrom('CTN', 'PLT'),
    packages: count,
    weight: measure,
    volume: measure,
  },
  { requiredKeys: ['purchaseOrderNumber'] },
);
const hour = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
/** An hour needs its day. */
const pickUp = fc.oneof(
  fc.constant({}),
  fc.record({ pickUpOn: calendarDay }),
  fc.record({ pickUpOn: calendarDay, pickUpAt: hour }),
);

export const routingRequest: fc.Arbitrary<RoutingRequest> = fc
  .record(
    {
      number: token(30),
      requestedOn: calendarDay,
      contact: fc.oneof(
        fc.record({ name: writing(60) }),
        fc.record({ phone: token(12) }),
        fc.record({ name: writing(60), phone: token(12), email: token(20) }),
      ),
      shipFrom: party,
      loads: fc.array(
        fc
          .tuple(
            fc.record(
              {
                shipTo: party,
                billOfLading: token(30),
                orders: fc.array(routedOrder, { minLength: 1, maxLength: 3 }),
              },
              { requiredKeys: ['orders'] },
            ),
            pickUp,
          )
          .map(([load, day]) => ({ ...load, ...day })),
        { minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['number', 'requestedOn', 'shipFrom', 'loads'] },
  )
  .map((draft) => RoutingRequest.parse(draft));

export const routingInstructions: fc.Arbitrary<RoutingInstructions> = fc
  .record(
    {
      number: token(30),
      instructedOn: calendarDay,
      shipFrom: party,
      loads: fc.array(
        fc
          .tuple(
            fc.record(
              {
                shipTo: party,
                billOfLading: token(30),
                amazonReferenceNumber: token(30),
                carrierScac: token(4, 2),
                orders: fc.array(routedOrder, { maxLength: 3 }),
              },
              { requiredKeys: ['orders'] },
            ),
            pickUp,
          )
          .map(([load, day]) => ({ ...load, ...day })),
        { minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['number', 'loads'] },
  )
  .map((draft) => RoutingInstructions.parse(draft));
