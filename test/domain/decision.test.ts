import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { hasChanges } from '../../sidecar/domain/acknowledgement.ts';
import { type Decision, decide, type HeldLine } from '../../sidecar/domain/decision.ts';
import type { Resolution } from '../../sidecar/domain/discrepancy.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { type ProductFacts, reviewLine } from '../../sidecar/domain/review.ts';
import { Policies } from '../../sidecar/domain/trading-partner.ts';
import { order, type SampleLine } from './samples.ts';

const product: ProductFacts = { sku: 'PAN-24', name: 'Pan 24 cm', isStocked: true };

function decided(
  document: PurchaseOrder,
  held: readonly number[],
  rules: Record<string, unknown> = {},
  settled: ReadonlyMap<number, readonly Resolution[]> = new Map(),
): Decision {
  const policies = Policies.parse(rules);
  const reviewed = document.lines.map((line) =>
    reviewLine(document, line, product, policies, settled.get(line.position)),
  );
  const rows = held.map((count, index): HeldLine => {
    return { position: index + 1, sku: product.sku, requested: 0, held: count };
  });
  return decide(document, reviewed, rows, policies);
}

/**
 * `cases of 12` or `eaches`, what was ordered and held, and the answer in the unit ordered:
 * `12 eaches, held 8 => accepted 8, backordered 4`; `or shop says no` instead of a number held.
 */
function check(rules: Record<string, unknown>, table: string, header: Record<string, unknown> = {}): void {
  const rows = table
    .split('\n')
    .map((row) => row.replace(/#.*/, '').trim())
    .filter((row) => row !== '')
    .map((row) => {
      const match = /^(\d+) (eaches|cases of (\d+)), held +(\d+) => (.+)$/.exec(row);
      if (!match) throw new Error(`cannot read '${row}'`);
      const [, amount, , casePack, held, answer = ''] = match;
      const line: SampleLine = {
        amount: Number(amount),
        unit: casePack ? 'case' : 'each',
        ...(casePack ? { eachesPerCase: Number(casePack) } : {}),
      };
      return { line, held: Number(held), answer: answer.trim() };
    });
  const document = order(
    rows.map(({ line }) => line),
    header,
  );
  const { acknowledgement } = decided(
    document,
    rows.map(({ held }) => held),
    rules,
  );
  expect(acknowledgement.lines.map(inWords)).toEqual(rows.map(({ answer }) => answer));
}

function inWords({ dispositions }: Acknowledgement['lines'][number]): string {
  return dispositions.map(({ code, quantity }) => `${code} ${quantity.amount}`).join(', ');
}

describe('what is held is accepted, and the rest', () => {
  test('is backordered, as a backorder may still become more', () =>
    check(
      {},
      `
      12 eaches, held 12 => accepted 12
      12 eaches, held  8 => accepted 8, backordered 4
      12 eaches, held  0 => backordered 12
      5 cases of 12, held 60 => accepted 5
      5 cases of 12, held 36 => accepted 3, backordered 2
      5 cases of 12, held 40 => accepted 3, backordered 2   # the part case is not promised
      5 cases of 12, held 11 => backordered 5
      12 eaches, held 99 => accepted 12                     # never more than was ordered
    `,
    ));

  test('is rejected where the account says so', () =>
    check(
      { shortage: 'reject' },
      `
      12 eaches, held  8 => accepted 8, rejected 4
      5 cases of 12, held 0 => rejected 5
    `,
    ));

  test('is rejected where Amazon allows no backorder on the order', () =>
    check({}, '12 eaches, held 8 => accepted 8, rejected 4', { isBackOrderAllowed: false }));

  test('is rejected on the one line on which Amazon allows no backorder', () => {
    const { acknowledgement, lines } = decided(
      order([{ amount: 9, isBackOrderAllowed: false }, { amount: 9 }]),
      [4, 4],
    );
    expect(acknowledgement.lines.map(inWords)).toEqual(['accepted 4, rejected 5', 'accepted 4, backordered 5']);
    expect(lines[0]).toMatchObject({ rule: 'held-in-part-rest-rejected', rejected: 5, backordered: 0 });
    expect(lines[0]?.reasons.at(-1)).toMatch(/allows no backorder/);
  });
});

describe('an acknowledgement', () => {
  test('promises an accepted line for the last day of the window, a backordered one for two weeks later', () => {
    const [line] = decided(order([{ amount: 12 }]), [8]).acknowledgement.lines;
    expect(line?.dispositions).toMatchObject([
      { scheduledOn: '2026-08-14', schedule: 'delivery' },
      { scheduledOn: '2026-08-28', schedule: 'delivery' },
    ]);
  });

  test('speaks of the pick-up day where Amazon collects', () => {
    const collect = { methodOfPayment: 'CC', shipWindow: { from: '2026-08-05', to: '2026-08-07' } };
    const [line] = decided(order([{ amount: 12 }], collect), [12]).acknowledgement.lines;
    expect(line?.dispositions).toMatchObject([{ scheduledOn: '2026-08-07', schedule: 'ship' }]);
  });

  test('always dates a backorder, even without a window', () => {
    const [line] = decided(order([{ amount: 12 }], { deliveryWindow: undefined }), [0]).acknowledgement.lines;
    expect(line?.dispositions).toMatchObject([{ code: 'backordered', scheduledOn: '2026-08-17' }]);
  });

  test('returns the first product id as Amazon sent it, and the cost', () => {
    const [line] = decided(order([{ amount: 12, upc: '000012345670' }]), [12]).acknowledgement.lines;
    expect(line).toMatchObject({ productId: { kind: 'upc', value: '000012345670' }, unitCost: '11.75' });
  });

  test('says nothing of a line that Amazon took back', () => {
    const { acknowledgement, lines } = decided(order([{ amount: 0 }, { amount: 3 }]), [0, 3]);
    expect(acknowledgement.lines.map(({ lineNumber }) => lineNumber)).toEqual(['2']);
    expect(lines.map(({ rule }) => rule)).toEqual(['cancelled-by-amazon', 'held-in-full']);
  });

  test('backorders a doubt that nobody settled, and does as a person said with the others', () => {
    const later: Resolution = { action: 'backorder-line', scheduledOn: order([{ amount: 1 }]).orderedOn };
    const { acknowledgement, lines } = decided(
      order([{ amount: 2, unit: 'case' }, { amount: 3 }, { amount: 4 }]),
      [0, 3, 4],
      {},
      new Map([
        [2, [{ action: 'reject-line', reason: 'obsolete-product' }]],
        [3, [later]],
      ]),
    );
    expect(acknowledgement.lines.map(inWords)).toEqual(['backordered 2', 'rejected 3', 'backordered 4']);
    expect(acknowledgement.lines[1]?.dispositions[0]).toMatchObject({ reason: 'obsolete-product' });
    expect(acknowledgement.lines[2]?.dispositions[0]).toMatchObject({ scheduledOn: '2026-08-03' });
    expect(lines.map(({ rule }) => rule)).toEqual([
      'unsettled-backordered-at-the-limit',
      'rejected-by-a-person',
      'backordered-by-a-person',
    ]);
  });

  test('rejects a doubt that nobody settled where Amazon allows no backorder, and says that it may order again', () => {
    const { acknowledgement, lines } = decided(
      order([
        { amount: 2, unit: 'case', isBackOrderAllowed: false },
        { amount: 2, unit: 'case' },
      ]),
      [],
    );
    expect(acknowledgement.lines.map(inWords)).toEqual(['rejected 2', 'backordered 2']);
    expect(acknowledgement.lines[0]?.dispositions[0]).toMatchObject({ reason: 'temporarily-unavailable' });
    expect(lines.map(({ rule }) => rule)).toEqual([
      'unsettled-rejected-at-the-limit',
      'unsettled-backordered-at-the-limit',
    ]);
    expect(lines[0]?.reasons.at(-1)).toMatch(/allows no backorder/);
  });

  test('tells every figure in eaches where they can be told, and only else in the unit ordered', () => {
    const refuse: Resolution[] = [{ action: 'reject-line', reason: 'obsolete-product' }];
    const { lines } = decided(
      order([
        { amount: 5, unit: 'case', eachesPerCase: 12 },
        { amount: 5, unit: 'case', eachesPerCase: 12, cost: '' },
        { amount: 5, unit: 'case', eachesPerCase: 12 },
        { amount: 5, cost: '' },
        { amount: 5, unit: 'case' },
        { amount: 5, unit: 'other', unitCode: 'PL' },
        { amount: 0 },
      ]),
      [36],
      {},
      new Map([[3, refuse]]),
    );
    const figures = lines.map(({ wanted, casePack, accepted, backordered, rejected }) =>
      [wanted, casePack, accepted, backordered, rejected].map((figure) => figure ?? '-').join(' '),
    );
    expect(figures).toEqual([
      '60 12 36 24 0',
      '60 12 0 60 0', // without a cost: in doubt
      '60 12 0 0 60', // rejected by a person
      '5 1 0 5 0',
      '- - 0 5 0', // five cases of a size that nobody knows
      '- - 0 5 0', // five pallets
      '0 - 0 0 0', // taken back by Amazon
    ]);
  });

  test('answers in the partner’s own unit where a person explained it', () => {
    const unit: Resolution[] = [
      { action: 'set-unit', unitOfMeasure: 'case' },
      { action: 'set-case-pack', eachesPerCase: 6 },
    ];
    const { acknowledgement } = decided(
      order([{ amount: 4, unit: 'other', unitCode: 'PK' }]),
      [18],
      {},
      new Map([[1, unit]]),
    );
    expect(acknowledgement.lines.map(inWords)).toEqual(['accepted 3, backordered 1']);
    expect(acknowledgement.lines[0]?.dispositions[0]?.quantity).toMatchObject({
      unitOfMeasure: 'other',
      unitCode: 'PK',
    });
  });

  test('has changes unless every line is wholly accepted', () => {
    expect(hasChanges(decided(order([{ amount: 3 }]), [3]).acknowledgement)).toBe(false);
    expect(hasChanges(decided(order([{ amount: 3 }]), [2]).acknowledgement)).toBe(true);
  });
});

describe('whatever was ordered and held', () => {
  const line = fc.record({
    amount: fc.nat(500),
    eachesPerCase: fc.option(fc.constantFrom(1, 6, 12, 24), { nil: undefined }),
    held: fc.nat(8000),
    hasCost: fc.boolean(),
    isBackOrderAllowed: fc.option(fc.boolean(), { nil: undefined }),
  });
  const rules = fc.record({ shortage: fc.constantFrom('backorder', 'reject') });

  test('every line is answered, its codes sum to what was ordered, and no more is promised than is held', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), rules, (lines, policies) => {
        const document = order(
          lines.map(({ amount, eachesPerCase, hasCost, isBackOrderAllowed }) => ({
            amount,
            unit: eachesPerCase === undefined ? 'each' : 'case',
            ...(eachesPerCase === undefined ? {} : { eachesPerCase }),
            ...(hasCost ? {} : { cost: '' }),
            ...(isBackOrderAllowed === undefined ? {} : { isBackOrderAllowed }),
          })),
        );
        const { acknowledgement, lines: decisions } = decided(
          document,
          lines.map(({ held }) => held),
          policies,
        );
        const answers = new Map(acknowledgement.lines.map((answer) => [answer.lineNumber, answer]));
        lines.forEach(({ amount, eachesPerCase = 1, held }, index) => {
          const answer = answers.get(String(index + 1));
          expect(answer === undefined).toBe(amount === 0);
          const of = (code: string) =>
            (answer?.dispositions ?? []).filter((d) => d.code === code).reduce((sum, d) => sum + d.quantity.amount, 0);
          expect(of('accepted') + of('backordered') + of('rejected')).toBe(amount);
          expect(of('accepted') * eachesPerCase).toBeLessThanOrEqual(held);
          const decision = decisions[index];
          expect(decision?.wanted).toBe(amount * eachesPerCase);
          for (const code of ['accepted', 'backordered', 'rejected'] as const) {
            expect(decision?.[code]).toBe(of(code) * eachesPerCase);
          }
          const mayBackorder = lines[index]?.isBackOrderAllowed !== false;
          if (!mayBackorder) expect(of('backordered')).toBe(0);
          for (const { code, quantity, reason, scheduledOn } of answer?.dispositions ?? []) {
            expect(quantity.amount).toBeGreaterThan(0);
            expect(Number.isInteger(quantity.amount)).toBe(true);
            expect(reason !== undefined).toBe(code === 'rejected');
            if (code === 'backordered') expect(scheduledOn).toBeDefined();
          }
        });
      }),
    );
  });
});
