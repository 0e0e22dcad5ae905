import { describe, expect, test } from 'vitest';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { applyChange } from '../../sidecar/domain/apply-change.ts';
import { answerToChange } from '../../sidecar/domain/change-answer.ts';
import { OrderChange } from '../../sidecar/domain/order-change.ts';
import { differences, isCancelled, PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';

const each = (amount: number) => ({ amount, unitOfMeasure: 'each' });
const PAN = { kind: 'upc', value: '614141001019' };
const LID = { kind: 'upc', value: '614141001026' };
const POT = { kind: 'vendor-item', value: 'NK-0103' };

const line = (position: number, productId: object, amount: number, unitCost: string, more: object = {}) => ({
  lineNumber: String(position),
  position,
  productIds: [productId],
  ordered: each(amount),
  unitCost,
  priceBasis: 'per-each',
  ...more,
});

const order = PurchaseOrder.parse({
  number: '4KQ7TZ1M',
  type: 'regular',
  orderedOn: '2026-08-03',
  vendorCode: 'NGK7U',
  shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
  deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
  notes: ['DELIVER BY APPOINTMENT ONLY'],
  lines: [line(1, PAN, 24, '11.75'), line(2, LID, 36, '5.85'), line(3, POT, 10, '4.2')],
});

const change = (more: object, ...lines: object[]) =>
  OrderChange.parse({
    number: '4KQ7TZ1M',
    purpose: 'change',
    notes: [],
    lines: lines.map((stated, index) => ({ productIds: [], priceBasis: 'unstated', position: index + 1, ...stated })),
    ...more,
  });
const lines = (...stated: object[]) => change({}, ...stated);

const afterwards = (stated: OrderChange, before = order): PurchaseOrder => {
  const result = applyChange(before, stated);
  if ('problem' in result) throw new Error(result.problem.message);
  expect(PurchaseOrder.parse(result)).toStrictEqual(result);
  expect(applyChange(result, stated), 'applied twice').toStrictEqual(result);
  return result;
};

const changes = (stated: OrderChange, before = order) =>
  Object.fromEntries(differences(before, afterwards(stated, before)).map(({ field, after: value }) => [field, value]));

const problem = (stated: OrderChange, before = order) => {
  const result = applyChange(before, stated);
  if (!('problem' in result)) throw new Error('it was applied');
  expect(result.problem.message).toMatch(/\w/);
  return result.problem.kind;
};

describe('an order after its change', () => {
  test('has fewer of one line and none of another, which keeps its place', () => {
    const stated = lines(
      { change: 'quantity-decreased', lineNumber: '1', ordered: each(18), left: 6, unitCost: '11.75' },
      { change: 'deleted', lineNumber: '3', ordered: each(10), productIds: [POT] },
    );
    expect(changes(stated)).toEqual({ 'lines[0].ordered.amount': 18, 'lines[2].ordered.amount': 0 });
  });

  test('has a new line behind the last', () => {
    const cases = { amount: 3, unitOfMeasure: 'case', eachesPerCase: 6 };
    const stated = { change: 'added', lineNumber: '4', productIds: [{ kind: 'gtin', value: '10614141001016' }] };
    const { lines: all } = afterwards(lines({ ...stated, ordered: cases, unitCost: '35.1', priceBasis: 'per-each' }));
    expect(all).toHaveLength(4);
    expect(all[3]).toEqual({
      lineNumber: '4',
      position: 4,
      productIds: [{ kind: 'gtin', value: '10614141001016' }],
      ordered: cases,
      unitCost: '35.1',
      priceBasis: 'per-each',
    });
  });

  test.each([
    ['more', { change: 'quantity-increased', ordered: each(30) }, { 'lines[0].ordered.amount': 30 }],
    ['another price', { change: 'price', unitCost: '11.5' }, { 'lines[0].unitCost': '11.5' }],
    [
      'both',
      { change: 'price-and-quantity', ordered: each(12), unitCost: '12' },
      { 'lines[0].ordered.amount': 12, 'lines[0].unitCost': '12' },
    ],
    ['what is stated', { change: 'changed', ordered: each(20) }, { 'lines[0].ordered.amount': 20 }],
    [
      'the unit of the order where the change names none',
      { change: 'quantity-decreased', ordered: { amount: 12, unitOfMeasure: 'other' } },
      { 'lines[0].ordered.amount': 12 },
    ],
    [
      'another unit, where all of the line is stated anew',
      { change: 'replaced', ordered: { amount: 2, unitOfMeasure: 'case', eachesPerCase: 12 } },
      { 'lines[0].ordered.amount': 2, 'lines[0].ordered.unitOfMeasure': 'case', 'lines[0].ordered.eachesPerCase': 12 },
    ],
    ['nothing new', { change: 'unchanged', ordered: each(24), unitCost: '11.75' }, {}],
    ['nothing new where only dates move', { change: 'rescheduled' }, {}],
  ])('says %s', (_what, stated, expected) => {
    expect(changes(lines({ lineNumber: '1', ...stated }))).toEqual(expected);
  });

  test('keeps the ids that it came with, as our answers return those', () => {
    const ean = { kind: 'ean', value: '0614141001019' };
    const stated = { change: 'replaced', lineNumber: '001', productIds: [ean], ordered: each(6) };
    expect(afterwards(lines(stated)).lines[0]?.productIds).toEqual([PAN]);
  });

  test('has the header that the change names, and what it does not name', () => {
    const stated = change({
      type: 'rush',
      shipTo: { id: 'ONT8', idKind: 'assigned-by-buyer' },
      deliveryWindow: { to: '2026-08-20' },
      orderedOn: '2026-08-05',
      notes: ['LIFT GATE NEEDED'],
    });
    expect(afterwards(stated)).toEqual({
      ...order,
      type: 'rush',
      shipTo: { id: 'ONT8', idKind: 'assigned-by-buyer' },
      deliveryWindow: { from: '2026-08-10', to: '2026-08-20' },
      notes: ['DELIVER BY APPOINTMENT ONLY', 'LIFT GATE NEEDED'],
    });
  });

  test('is cancelled whole, with or without its lines named', () => {
    expect(isCancelled(afterwards(change({ purpose: 'cancellation' })))).toBe(true);
    const named = [1, 2, 3].map((number) => ({ change: 'deleted', lineNumber: String(number) }));
    expect(isCancelled(afterwards(change({ purpose: 'cancellation' }, ...named)))).toBe(true);
    const cancels = [1, 2, 3].map((number) => ({ change: 'cancelled', lineNumber: String(number) }));
    expect(isCancelled(afterwards(lines(...cancels)))).toBe(true);
  });

  test('is taken up again by a later change', () => {
    const none = afterwards(change({ purpose: 'cancellation' }));
    const again = { change: 'quantity-increased', lineNumber: '2', ordered: each(12) };
    expect(afterwards(lines(again), none).lines.map(({ ordered }) => ordered.amount)).toEqual([0, 12, 0]);
  });

  test('is what a replacement says: lines in their places, new ones behind, and none of those it leaves out', () => {
    const stated = [
      { change: 'replaced', lineNumber: '2', productIds: [LID], ordered: each(40), unitCost: '5.5' },
      { change: 'added', lineNumber: '5', productIds: [{ kind: 'asin', value: 'B0TESTPAN1' }], ordered: each(6) },
    ];
    const result = afterwards(change({ purpose: 'replacement', notes: ['NEW ORDER'] }, ...stated));
    expect(result.lines.map(({ lineNumber, position, ordered }) => [lineNumber, position, ordered.amount])).toEqual([
      ['1', 1, 0],
      ['2', 2, 40],
      ['3', 3, 0],
      ['5', 4, 6],
    ]);
    expect(result.notes).toEqual(['NEW ORDER']);
  });

  test('is the same whether all lines come as a change or as a replacement', () => {
    const all = order.lines.map(({ lineNumber, productIds, unitCost, priceBasis }, index) => ({
      change: 'replaced',
      lineNumber,
      productIds,
      ordered: each(5 + index),
      unitCost,
      priceBasis,
    }));
    const asChange = afterwards(lines(...all));
    expect(afterwards(change({ purpose: 'replacement' }, ...all))).toEqual(asChange);
    expect(asChange).toEqual({
      ...order,
      lines: order.lines.map((one, index) => ({ ...one, ordered: each(5 + index) })),
    });
  });
});

describe('a change that does not fit waits for a person', () => {
  const twins = PurchaseOrder.parse({
    ...order,
    lines: [line(1, PAN, 24, '11.75'), { ...line(2, PAN, 6, '11'), lineNumber: '1' }],
  });
  const one = { change: 'quantity-decreased', lineNumber: '1', ordered: each(18) };
  test.each([
    ['a line that the order has not', lines({ ...one, lineNumber: '9' }), 'line-unknown'],
    ['a line without number and product', lines({ ...one, lineNumber: '' }), 'line-unknown'],
    ['a line that is another product', lines({ ...one, productIds: [LID] }), 'line-product-differs'],
    ['one line twice', lines(one, { ...one, ordered: each(12) }), 'line-changed-twice'],
    ['fewer than before, and means more', lines({ ...one, ordered: each(30) }), 'quantity-contradicts-change'],
    [
      'more than before, and means fewer',
      lines({ ...one, change: 'quantity-increased' }),
      'quantity-contradicts-change',
    ],
    [
      'a price, and changes the quantity too',
      lines({ ...one, change: 'price', unitCost: '1' }),
      'quantity-contradicts-change',
    ],
    ['a quantity, and changes the price too', lines({ ...one, unitCost: '11' }), 'price-contradicts-change'],
    [
      'a new day, and changes the quantity too',
      lines({ ...one, change: 'rescheduled' }),
      'quantity-contradicts-change',
    ],
    [
      'cases where eaches were ordered',
      lines({ ...one, ordered: { amount: 1, unitOfMeasure: 'case' } }),
      'unit-differs',
    ],
    [
      'a new line that the order has with other figures',
      lines({ ...one, change: 'added', productIds: [PAN] }),
      'line-already-there',
    ],
    [
      'a window for one line',
      lines({ change: 'rescheduled', lineNumber: '1', deliveryWindow: { to: '2026-08-20' } }),
      'window-of-one-line',
    ],
    ['a window that ends before it begins', change({ deliveryWindow: { to: '2026-08-01' } }), 'window-inverted'],
    ['another vendor code', change({ vendorCode: 'NGK8U' }), 'vendor-code-differs'],
    [
      'a cancellation of the order that names one line',
      change({ purpose: 'cancellation' }, { change: 'deleted', lineNumber: '1' }),
      'cancellation-in-part',
    ],
    [
      'the cancellation of the order, on one of its lines',
      lines({ change: 'cancelled', lineNumber: '1' }),
      'cancellation-in-part',
    ],
    [
      'a new line of a replacement without a quantity',
      change({ purpose: 'replacement' }, { change: 'replaced', lineNumber: '7' }),
      'line-incomplete',
    ],
  ])('%s', (_what, stated, kind) => {
    expect(problem(stated)).toBe(kind);
  });

  test('a line that may be one of two', () => {
    expect(problem(lines({ ...one, productIds: [PAN] }), twins)).toBe('line-ambiguous');
  });
});

describe('the answer to a change', () => {
  const stated = change(
    { changedOn: '2026-08-05', sequence: '2' },
    { change: 'quantity-decreased', lineNumber: '1', ordered: each(18), left: 6 },
    { change: 'deleted', lineNumber: '3', left: 10 },
  );
  const changed = afterwards(stated);
  const answer = (position: number, productId: object, amount: number, unitCost: string) => ({
    lineNumber: String(position),
    productId,
    ordered: each(amount),
    unitCost,
    priceBasis: 'per-each',
    dispositions: [{ code: 'accepted', quantity: each(amount) }],
  });
  const acknowledgement = Acknowledgement.parse({
    purchaseOrderNumber: '4KQ7TZ1M',
    orderedOn: '2026-08-03',
    lines: [answer(1, PAN, 18, '11.75'), answer(2, LID, 36, '5.85')],
  });

  test('is what we promise of the changed lines, and that those taken back are gone', () => {
    expect(answerToChange({ before: order, after: changed, acknowledgement, told: stated })).toEqual({
      purchaseOrderNumber: '4KQ7TZ1M',
      orderedOn: '2026-08-03',
      changedOn: '2026-08-05',
      sequence: '2',
      lines: [
        { ...answer(1, PAN, 18, '11.75'), change: 'quantity-decreased', left: 6 },
        {
          ...answer(3, POT, 0, '4.2'),
          change: 'deleted',
          left: 10,
          dispositions: [{ code: 'rejected', quantity: each(10), reason: 'obsolete-product' }],
        },
      ],
    });
  });

  test('is none where a changed line was not answered, or where no line changed', () => {
    const [, second] = acknowledgement.lines;
    if (second === undefined) throw new Error('no second line');
    const partly = { ...acknowledgement, lines: [second] };
    expect(answerToChange({ before: order, after: changed, acknowledgement: partly, told: stated })).toBeUndefined();
    expect(answerToChange({ before: changed, after: changed, acknowledgement, told: change({}) })).toBeUndefined();
  });
});
