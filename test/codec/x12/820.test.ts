import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseRemittance } from '../../../sidecar/codec/x12/820-remittance.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { Remittance } from '../../../sidecar/domain/remittance.ts';
import { remittance } from '../arbitraries-outbound.ts';
import { describeFixtures } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';

describeFixtures('820');

describe('a remittance as the simulator sends it', () => {
  test('is read back as what was written, deductions, odd sums and empty payments included', async () => {
    const odd = ['remittance-total-differs', 'remittance-without-lines', 'remittance-negative'];
    await fc.assert(
      fc.asyncProperty(remittance, async (document) => {
        const back = await throughTheWire('820', serialiseRemittance(document, { codes }), odd);
        expect(back).toStrictEqual(document);
      }),
    );
  });

  test('names the payment, whom it pays, and each deduction behind its invoice', () => {
    const document = Remittance.parse({
      paymentNumber: '700012345',
      createdOn: '2026-10-09',
      paidOn: '2026-10-11',
      vendorCode: 'NGK7U',
      total: '264.39',
      lines: [
        {
          position: 1,
          reference: 'INV-1',
          amountPaid: '405.39',
          invoiceAmount: '413.66',
          discountTaken: '8.27',
          purchaseOrderNumber: '4KQ7TZ1M',
          invoicedOn: '2026-08-12',
          adjustments: [],
        },
        {
          position: 2,
          reference: 'INV-1SC',
          amountPaid: '-141',
          adjustments: [{ amount: '-141', reasonCode: '06', reference: 'INV-1' }],
        },
      ],
    });
    expect(serialiseRemittance(document, { codes })).toEqual([
      ['BPR', 'I', '264.39', 'C', 'ACH', 'CTX', '', '', '', '', '', '', '', '', '', '', '20261011'],
      ['TRN', '1', '700012345'],
      ['DTM', '097', '20261009'],
      ['N1', 'PE', '', '92', 'NGK7U'],
      ['ENT', '1'],
      ['RMR', 'IV', 'INV-1', '', '405.39', '413.66', '8.27'],
      ['REF', 'PO', '4KQ7TZ1M'],
      ['DTM', '003', '20260812'],
      ['RMR', 'IV', 'INV-1SC', '', '-141', '', ''],
      ['ADX', '-141', '06', 'OI', 'INV-1'],
    ]);
  });
});
