import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, multiply, round, subtract, sum, ZERO } from '../../sidecar/domain/money.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { matchRemittance, type PayableInvoice, RemittanceMatch } from '../../sidecar/domain/remittance-match.ts';
import { classify, invoicesMentioned, knownInvoices } from '../../sidecar/domain/remittance-reference.ts';
import { NewDiscrepancySchema } from './new-discrepancy.ts';
import { money } from './samples.ts';

describe('the reference of a remittance line', () => {
  /** `reference => kind` and, where one of ours is meant, the invoice; ours are INV-1, INV-1SC, INV-2 and ABC-PC. */
  const ours = knownInvoices(['INV-1', 'INV-1SC', 'INV-2', 'ABC-PC']);
  test.each(
    `
    INV-1                          => invoice-payment INV-1
    inv-1                          => invoice-payment INV-1
    INV-1SC                        => invoice-payment INV-1SC
    INV-1SCSC                      => shortage-claim INV-1SC
    INV-1SCSCR                     => shortage-claim-reversal INV-1SC
    INV-2SC                        => shortage-claim INV-2
    INV-2-SC                       => shortage-claim INV-2
    INV-2SCR                       => shortage-claim-reversal INV-2
    INV-2SCRSC                     => shortage-claim INV-2
    INV-2SCRSCR                    => shortage-claim-reversal INV-2
    INV-2-SCR-SC                   => shortage-claim INV-2
    INV-2PC                        => price-claim INV-2
    INV-2PCR                       => price-claim-reversal INV-2
    ABC-PC                         => invoice-payment ABC-PC
    ABC-PCPC                       => price-claim ABC-PC
    ABC-PCSC                       => shortage-claim ABC-PC
    ABCSC                          => unmatched
    INV-9                          => unmatched
    INV-9SC                        => unmatched
    SC                             => unmatched
    INV-2VCBSINV                   => chargeback INV-2
    881234567VCBSINV               => chargeback
    A7KP-20260901                  => co-op-deduction
    NGK7U-AUG26-1187               => co-op-deduction
    COOP 2026 Q3                   => co-op-deduction
    INV-260812-01                  => unmatched
    NGK7U-PROVISION FOR RECEIVABLES  => provision
    NGK7U-PROVISION FOR RECEIVABLESR => provision-reversal
    Provision for  Receivable      => provision
    4471-RECEIVABLESR              => provision-reversal
    IPAPUS1234567                  => price-protection
    IPAPUS12                       => unmatched
    `
      .split('\n')
      .map((row) => row.trim())
      .filter((row) => row !== '')
      .map((row) => row.split(/\s+=>\s+/)),
  )('%s is %s', (reference = '', meaning = '') => {
    const { kind, invoiceNumber } = classify(reference, ours, 'NGK7U');
    expect([kind, invoiceNumber].filter((word) => word !== undefined).join(' ')).toBe(meaning);
  });

  test('is never read for ever, whatever it holds', () => {
    const parts = fc.array(fc.constantFrom('SC', 'SCR', 'PC', 'R', '-', '_', ' ', 'INV', '1'), { maxLength: 40 });
    fc.assert(
      fc.property(parts, (words) => {
        expect(classify(words.join(''), ours).kind).toBeTruthy();
      }),
    );
  });
});

const invoice = (number: string, total: string, discountPercent?: string, paid?: string): PayableInvoice => ({
  number,
  total: money(total),
  terms: { netDays: 60, ...(discountPercent === undefined ? {} : { discountPercent: money(discountPercent) }) },
  ...(paid === undefined ? {} : { paid: money(paid) }),
});

type Row = [reference: string, amountPaid: string, discountTaken?: string];

function remittance(rows: readonly Row[], changes: Record<string, unknown> = {}): Remittance {
  return Remittance.parse({
    paymentNumber: '700012345',
    paidOn: '2026-10-11',
    currency: 'USD',
    vendorCode: 'NGK7U',
    total: sum(rows.map(([, amountPaid]) => money(amountPaid))),
    lines: rows.map(([reference, amountPaid, discountTaken], index) => ({
      position: index + 1,
      reference,
      amountPaid,
      ...(discountTaken === undefined ? {} : { discountTaken }),
      adjustments: [],
    })),
    ...changes,
  });
}

/** Findings as `kind of what by when`. */
function findings(rows: readonly Row[], invoices: readonly PayableInvoice[], changes: Record<string, unknown> = {}) {
  const { findings: found, matches } = matchRemittance(remittance(rows, changes), invoices, money('0.01'));
  for (const match of matches) RemittanceMatch.parse(match);
  return found.map((finding) => NewDiscrepancySchema.parse(finding));
}
const kinds = (...args: Parameters<typeof findings>) => findings(...args).map(({ key }) => key);

describe('a payment', () => {
  test('with the agreed discount, a shortage claim, a co-op deduction and a second invoice is explained to the cent', () => {
    const paid = matchRemittance(
      remittance([
        ['INV-260812-01', '405.39', '8.27'],
        ['INV-260812-01SC', '-141', '0'],
        ['NGK7U-AUG26-1187', '-1662.18', '0'],
        ['INV-260801-44', '60000', '1224.49'],
      ]),
      [invoice('INV-260812-01', '413.66', '2'), invoice('INV-260801-44', '61224.49', '2')],
      money('0.01'),
    );
    expect(paid.matches.map(({ kind, expected, difference }) => [kind, expected, difference])).toEqual([
      ['invoice-payment', '405.39', '0'],
      ['shortage-claim', '0', '-141'],
      ['co-op-deduction', '0', '-1662.18'],
      ['invoice-payment', '60000', '0'],
    ]);
    expect(paid.findings).toMatchObject([
      {
        key: 'shortage-claim:700012345:INV-260812-01SC',
        subject: { paymentNumber: '700012345', invoiceNumber: 'INV-260812-01' },
        dueBy: '2026-11-10T00:00:00.000Z',
        summary: 'shortage claim INV-260812-01SC on invoice INV-260812-01: -141.00 USD in 700012345',
      },
      { key: 'co-op-deduction:700012345:NGK7U-AUG26-1187', dueBy: '2026-11-10T00:00:00.000Z' },
    ]);
    expect([...paid.paidByInvoice]).toEqual([
      ['INV-260812-01', '264.39'],
      ['INV-260801-44', '60000'],
    ]);
  });

  test.each<[string, Row[], PayableInvoice, string[]]>([
    ['in full is nothing to look at', [['INV-1', '100']], invoice('INV-1', '100'), []],
    ['a cent off is within the tolerance', [['INV-1', '99.99']], invoice('INV-1', '100'), []],
    ['two cents off is short', [['INV-1', '99.98']], invoice('INV-1', '100'), ['short-paid:700012345:INV-1']],
    [
      'of more than was billed is overpaid',
      [['INV-1', '100.02']],
      invoice('INV-1', '100'),
      ['overpaid:700012345:INV-1'],
    ],
    ['less the agreed discount is whole', [['INV-1', '98', '2']], invoice('INV-1', '100', '2'), []],
    [
      'less the agreed discount, although it is not stated, is whole',
      [['INV-1', '98']],
      invoice('INV-1', '100', '2'),
      [],
    ],
    ['in full although a discount was agreed is whole', [['INV-1', '100']], invoice('INV-1', '100', '2'), []],
    [
      'less a discount that nobody agreed is short',
      [['INV-1', '98', '2']],
      invoice('INV-1', '100'),
      ['short-paid:700012345:INV-1'],
    ],
    [
      'less more discount than agreed is short',
      [['INV-1', '95', '5']],
      invoice('INV-1', '100', '2'),
      ['short-paid:700012345:INV-1'],
    ],
    [
      'in two lines is one payment',
      [
        ['INV-1', '60'],
        ['inv-1', '40'],
      ],
      invoice('INV-1', '100'),
      [],
    ],
    ['of the rest is whole', [['INV-1', '40']], invoice('INV-1', '100', undefined, '60'), []],
    ['of the rest less the discount is whole', [['INV-1', '39.2']], invoice('INV-1', '100', '2', '58.8'), []],
    [
      'a second time is overpaid',
      [['INV-1', '98', '2']],
      invoice('INV-1', '100', '2', '98'),
      ['overpaid:700012345:INV-1'],
    ],
  ])('%s', (_, rows, of, expected) => expect(kinds(rows, [of])).toEqual(expected));

  test('says by how much it is short', () => {
    expect(findings([['INV-1', '95', '5']], [invoice('INV-1', '100', '2')])).toMatchObject([
      {
        summary: 'invoice INV-1: 95.00 USD paid in 700012345, 3.00 USD less than expected',
        detail: { difference: '-3' },
      },
    ]);
  });
});

describe('a payment of an invoice with tax', () => {
  /** 100 of goods, 20 of tax. */
  const withTax = (discountPercent?: string): PayableInvoice => ({
    ...invoice('INV-1', '120', discountPercent),
    tax: money('20'),
  });

  test.each<[string, Row[], PayableInvoice, string[]]>([
    ['of net and tax is whole', [['INV-1', '120']], withTax(), []],
    ['of the net alone is short', [['INV-1', '100']], withTax(), ['short-paid:700012345:INV-1']],
    ['less the discount of the total is whole', [['INV-1', '117.6', '2.4']], withTax('2'), []],
    ['less the discount of the goods is whole', [['INV-1', '118', '2']], withTax('2'), []],
    ['less the discount of the goods, although it is not stated, is whole', [['INV-1', '118']], withTax('2'), []],
    ['less the discount of the total, although it is not stated, is whole', [['INV-1', '117.6']], withTax('2'), []],
    ['less something between is short', [['INV-1', '117.8']], withTax('2'), ['short-paid:700012345:INV-1']],
  ])('%s', (_, rows, of, expected) => expect(kinds(rows, [of])).toEqual(expected));

  test('says where it is the tax that is missing', () => {
    expect(findings([['INV-1', '100']], [withTax()])).toMatchObject([
      {
        summary:
          'invoice INV-1: 100.00 USD paid in 700012345, 20.00 USD less than expected, which is the tax of the invoice',
        detail: { tax: '20' },
      },
    ]);
  });
});

describe('a deduction', () => {
  const ours = [invoice('INV-1', '100')];

  test.each<[string, Row[], string[]]>([
    [
      'taken back in the same payment is none',
      [
        ['INV-1SC', '-30'],
        ['INV-1SCR', '30'],
      ],
      [],
    ],
    [
      'made again after that counts',
      [
        ['INV-1SC', '-30'],
        ['INV-1SCR', '30'],
        ['INV-1SCRSC', '-20'],
      ],
      ['shortage-claim:700012345:INV-1SCRSC'],
    ],
    [
      'in two spellings is one claim',
      [
        ['INV-1-SC', '-30'],
        ['INV-1SC', '-5'],
      ],
      ['shortage-claim:700012345:INV-1SC'],
    ],
    ['for a price', [['INV-1PC', '-4']], ['price-claim:700012345:INV-1PC']],
    ['for price protection', [['IPAPUS1234567', '-4']], ['price-claim:700012345:IPAPUS1234567']],
    ['as a chargeback', [['INV-1VCBSINV', '-4']], ['chargeback:700012345:INV-1VCBSINV']],
    [
      'as a provision that is taken back at once',
      [
        ['X-PROVISION FOR RECEIVABLES', '-9'],
        ['X-PROVISION FOR RECEIVABLESR', '9'],
      ],
      [],
    ],
    ['as a provision', [['X-PROVISION FOR RECEIVABLES', '-9']], ['provision:700012345:X-PROVISION FOR RECEIVABLES']],
    ['from an invoice that we do not know', [['INV-9SC', '-4']], ['deduction-unmatched:700012345:INV-9SC']],
    ['that nothing explains', [['ZZZ', '-4']], ['deduction-unmatched:700012345:ZZZ']],
    ['given back later is money, not a finding', [['INV-1SCR', '30']], []],
    ['called a reversal that takes money all the same', [['INV-1SCR', '-30']], ['shortage-claim:700012345:INV-1SCR']],
  ])('%s', (_, rows, expected) => expect(kinds(rows, ours)).toEqual(expected));

  test('taken back in part is claimed for the rest', () => {
    const [finding] = findings(
      [
        ['INV-1SC', '-30'],
        ['INV-1SCR', '20'],
      ],
      ours,
    );
    expect(finding).toMatchObject({ detail: { amount: '-10', takenBack: '20' } });
  });

  test('can be disputed for thirty days from the day of payment; a provision cannot', () => {
    expect(findings([['INV-1SC', '-1']], ours, { paidOn: '2026-01-31' })[0]?.dueBy).toBe('2026-03-02T00:00:00.000Z');
    expect(findings([['INV-1SC', '-1']], ours, { paidOn: undefined, createdOn: '2026-10-09' })[0]?.dueBy).toBe(
      '2026-11-08T00:00:00.000Z',
    );
    expect(findings([['INV-1SC', '-1']], ours, { paidOn: undefined })[0]).not.toHaveProperty('dueBy');
    expect(findings([['X-PROVISION FOR RECEIVABLES', '-9']], ours)[0]).not.toHaveProperty('dueBy');
  });
});

test('a payment for an invoice that we do not know reaches a person, even if its number looks like an agreement', () => {
  expect(kinds([['A7KP-20260901', '40']], [])).toEqual(['deduction-unmatched:700012345:A7KP-20260901']);
});

test('a payment that is not the sum of its lines is a finding, to the cent', () => {
  const [finding] = findings([['INV-1', '100']], [invoice('INV-1', '100')], { total: '100.01' });
  expect(finding).toMatchObject({ key: 'remittance-total-differs:700012345', detail: { difference: '0.01' } });
});

test('every cent is either as expected or in a finding', () => {
  const cents = fc.integer({ min: -20_000, max: 20_000 }).map((count) => round(multiply(money('0.01'), count), 2));
  const reference = fc.constantFrom(
    'INV-1',
    'INV-2',
    'INV-1SC',
    'INV-1SCR',
    'INV-2PC',
    'X1VCBSINV',
    'NGK7U-1',
    'NOBODY',
    'INV-1SCRSC',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(reference, cents), { maxLength: 12 }), (rows) => {
      const document = remittance(rows);
      const {
        matches,
        findings: found,
        paidByInvoice,
      } = matchRemittance(document, [invoice('INV-1', '100', '2'), invoice('INV-2', '55.5')], ZERO);
      expect(matches.map(({ position }) => position)).toEqual(document.lines.map(({ position }) => position));
      expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
      for (const { amountPaid, expected, difference } of matches)
        expect(difference).toBe(subtract(amountPaid, expected));
      const short = matches.filter(({ kind }) => kind === 'invoice-payment').map(({ difference }) => difference);
      const inFindings = found
        .filter(({ kind }) => /paid$/.test(kind))
        .map(({ detail }) => money(String(detail.difference)));
      expect(sum(inFindings)).toBe(sum(short));
      const ofInvoices = matches.filter(({ invoiceNumber }) => invoiceNumber !== undefined);
      expect(sum([...paidByInvoice.values()])).toBe(sum(ofInvoices.map(({ amountPaid }) => amountPaid)));
      for (const { kind, amountPaid, reference: name } of matches) {
        if (kind !== 'unmatched' || compare(amountPaid, ZERO) === 0) continue;
        const all = matches.filter((match) => match.reference === name).map((match) => match.amountPaid);
        if (compare(sum(all), ZERO) !== 0) expect(found.some(({ key }) => key.endsWith(`:${name}`))).toBe(true);
      }
    }),
  );
});

describe('the invoices that a remittance mentions', () => {
  test('are all that can explain it: with every invoice of the house at hand it reads the same', () => {
    const number = fc.constantFrom('INV-1', 'INV-1SC', 'INV-2', 'ABC-PC', 'A7KP-20260901', '881');
    const suffix = fc.array(fc.constantFrom('SC', 'SCR', '-SC', 'PC', 'PCR', '-SCR', 'VCBSINV', ' '), { maxLength: 3 });
    fc.assert(
      fc.property(number, suffix, fc.uniqueArray(number), (base, chain, house) => {
        const reference = base + chain.join('');
        const mentioned = new Set(invoicesMentioned([reference]));
        const few = house.filter((invoice) => mentioned.has(invoice));
        expect(classify(reference, knownInvoices(few))).toEqual(classify(reference, knownInvoices(house)));
      }),
    );
  });
});
