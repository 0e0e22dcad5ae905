import { describe, expect, test } from 'vitest';
import { LINE_DOUBTS, type LineDoubtKind, type Resolution } from '../../sidecar/domain/discrepancy.ts';
import { eaches, toEaches } from '../../sidecar/domain/quantity.ts';
import { type ProductFacts, type ReviewedLine, reviewLine } from '../../sidecar/domain/review.ts';
import { Policies } from '../../sidecar/domain/trading-partner.ts';
import { money, order, type SampleLine } from './samples.ts';

const pan: ProductFacts = {
  sku: 'PAN-24',
  name: 'Pan 24 cm',
  isStocked: true,
  casePack: 12,
  agreedCost: money('11.75'),
};

function review(
  line: SampleLine,
  product: ProductFacts | 'none' = pan,
  settled: readonly Resolution[] = [],
  rules: Record<string, unknown> = {},
): ReviewedLine {
  const document = order([line]);
  const [first] = document.lines;
  if (!first) throw new Error('the sample order has a line');
  return reviewLine(document, first, product === 'none' ? undefined : product, Policies.parse(rules), settled);
}

/** A line of each doubt, what a person may answer, and how many eaches are then wanted. */
const DOUBTS: Record<
  LineDoubtKind,
  {
    line: SampleLine;
    product?: ProductFacts | 'none';
    answer: Resolution[];
    wanted: number | 'refused';
    learned?: ProductFacts;
  }
> = {
  'unknown-sku': {
    line: { amount: 24 },
    product: 'none',
    answer: [{ action: 'map-sku', sku: 'PAN-24' }],
    learned: pan,
    wanted: 24,
  },
  'case-pack-unknown': {
    line: { amount: 2, unit: 'case' },
    product: { sku: pan.sku, name: pan.name, isStocked: true },
    answer: [{ action: 'set-case-pack', eachesPerCase: 6 }],
    wanted: 12,
  },
  'case-pack-differs': {
    line: { amount: 2, unit: 'case', eachesPerCase: 10 },
    answer: [{ action: 'set-case-pack', eachesPerCase: 10 }],
    wanted: 20,
  },
  'unit-unknown': {
    line: { amount: 2, unit: 'other', unitCode: 'PL' },
    answer: [{ action: 'set-unit', unitOfMeasure: 'case' }],
    wanted: 24,
  },
  'quantity-out-of-bounds': {
    line: { amount: 1_000_001 },
    answer: [{ action: 'reject-line', reason: 'temporarily-unavailable' }],
    wanted: 'refused',
  },
  'price-missing': {
    line: { amount: 24, cost: '' },
    answer: [{ action: 'accept-cost', unitCost: '11.5' }],
    wanted: 24,
  },
  'price-below-agreed': { line: { amount: 24, cost: '11.74' }, answer: [{ action: 'accept-cost' }], wanted: 24 },
  'product-not-stocked': {
    line: { amount: 24 },
    product: { ...pan, isStocked: false },
    answer: [{ action: 'backorder-line' }],
    wanted: 'refused',
  },
};

describe('a doubt holds its line until a person settles it', () => {
  test.each(LINE_DOUBTS)('%s', (doubt) => {
    const { line, product, answer, wanted, learned } = DOUBTS[doubt];
    const held = review(line, product);
    expect(held).toMatchObject({ verdict: 'doubtful', doubt, position: 1 });
    expect(held).toHaveProperty('summary', expect.stringMatching(/^4KQ7TZ1M line 1: /));

    const settled = review(line, learned ?? product, answer);
    if (wanted === 'refused') expect(settled).toMatchObject({ verdict: 'refused', resolution: answer[0] });
    else expect(settled).toMatchObject({ verdict: 'clear', sku: 'PAN-24', wanted });
  });

  test('a later answer holds: the cost that was accepted blind is named once Amazon sends none', () => {
    const answers: Resolution[] = [{ action: 'accept-cost' }, { action: 'accept-cost', unitCost: '11.25' }];
    expect(review({ amount: 24, cost: '' }, pan, answers)).toMatchObject({ verdict: 'clear', unitCost: '11.25' });
  });

  test('settling one doubt uncovers the next', () => {
    const line: SampleLine = { amount: 2, unit: 'other', unitCode: 'PL', cost: '1' };
    const unit: Resolution = { action: 'set-unit', unitOfMeasure: 'case' };
    expect(review(line)).toMatchObject({ doubt: 'unit-unknown' });
    expect(review(line, pan, [unit])).toMatchObject({ doubt: 'price-below-agreed' });
    expect(review(line, pan, [unit, { action: 'accept-cost' }])).toMatchObject({ verdict: 'clear', unitCost: '1' });
  });
});

describe('a line that is clear', () => {
  test('in eaches has a case pack of one, whatever the master says', () => {
    expect(review({ amount: 5 })).toMatchObject({ verdict: 'clear', wanted: 5, casePack: 1, unitCost: '11.75' });
  });
  test('in cases is counted by what Amazon and the master agree on', () => {
    expect(review({ amount: 2, unit: 'case', eachesPerCase: 12 })).toMatchObject({ wanted: 24, casePack: 12 });
  });
  test('a cost above the agreed one is not questioned', () => {
    expect(review({ amount: 5, cost: '12' })).toMatchObject({ verdict: 'clear', unitCost: '12' });
  });
  test('a cost below it within the tolerance of the account is not questioned', () => {
    expect(review({ amount: 5, cost: '11.7' }, pan, [], { costTolerance: '0.05' })).toMatchObject({ verdict: 'clear' });
    expect(review({ amount: 5, cost: '11.6999' }, pan, [], { costTolerance: '0.05' })).toMatchObject({
      verdict: 'doubtful',
    });
  });
  test('a cost per case is held against the agreed cost of a whole case', () => {
    const line: SampleLine = { amount: 2, unit: 'case', priceBasis: 'per-unit-of-measure' };
    expect(review({ ...line, cost: '141' })).toMatchObject({ verdict: 'clear', unitCost: '141' });
    expect(review({ ...line, cost: '140.99' })).toMatchObject({
      doubt: 'price-below-agreed',
      detail: { agreed: '141' },
    });
  });
  test('without an agreed cost the price is taken and said to be unchecked', () => {
    const reviewed = review({ amount: 5, cost: '0.01' }, { sku: 'PAN-24', name: 'Pan', isStocked: true });
    expect(reviewed).toMatchObject({ verdict: 'clear', reasons: ['5 eaches', expect.stringContaining('not checked')] });
  });
});

describe('a line that Amazon took back', () => {
  test('is cancelled, not doubted, even where nothing about it is known', () => {
    expect(review({ amount: 0, cost: '' }, 'none')).toMatchObject({ verdict: 'cancelled' });
  });
  test('is cancelled although a person had refused it before', () => {
    const refusal: Resolution = { action: 'reject-line', reason: 'obsolete-product' };
    expect(review({ amount: 0 }, pan, [refusal])).toMatchObject({ verdict: 'cancelled' });
  });
});

describe('eaches of a quantity', () => {
  test('ten cases of twelve are 120 eaches', () => {
    expect(toEaches({ amount: 10, unitOfMeasure: 'case', eachesPerCase: 12 })).toBe(120);
    expect(toEaches({ amount: 10, unitOfMeasure: 'case' }, 12)).toBe(120);
  });
  test('a slip of the decimal point is a doubt, also behind a case size', () => {
    expect(toEaches({ amount: 1_000_000, unitOfMeasure: 'each' })).toBe(1_000_000);
    expect(toEaches({ amount: 100_000, unitOfMeasure: 'case' }, 12)).toMatchObject({ kind: 'quantity-out-of-bounds' });
  });
  test.each([-1, 1.5, Number.NaN, 2 ** 60])('%d is no number of eaches', (count) =>
    expect(() => eaches(count)).toThrow(),
  );
});
