import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialisePurchaseOrder } from '../../../sidecar/codec/x12/850-purchase-order.ts';
import { serialiseInterchange } from '../../../sidecar/codec/x12/write.ts';
import { PurchaseOrder } from '../../../sidecar/domain/purchase-order.ts';
import { purchaseOrderArbitrary } from '../arbitraries.ts';
import { describeFixtures, readAll } from '../golden.ts';

describeFixtures('850');

const header = {
  senderQualifier: 'ZZ',
  senderId: 'AMAZON',
  receiverQualifier: 'ZZ',
  receiverId: 'NORTHGATEKW',
  controlNumber: 101,
  issuedAt: new Date('2026-08-03T09:15:00Z'),
  usage: 'production' as const,
};

describe('an 850 loses nothing on the wire', () => {
  const layout = fc.record(
    {
      lineEnd: fc.constantFrom('' as const, '\n' as const, '\r\n' as const),
      delimiters: fc.constantFrom(
        { element: '*', component: '>', segment: '~' },
        { element: '|', component: '^', segment: '\n' },
        { element: '\u001d', component: '\u001f', segment: '\u001c' },
      ),
    },
    { requiredKeys: [] },
  );

  test('what is written is read back equal, whatever the delimiters, and passes the schema unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(purchaseOrderArbitrary, layout, async (order, { lineEnd, delimiters }) => {
        const text = serialiseInterchange(
          'PO',
          '004010',
          [{ documentType: '850', segments: serialisePurchaseOrder(order) }],
          { ...header, ...(lineEnd === undefined ? {} : { lineEnd }), ...(delimiters ? { delimiters } : {}) },
        );
        const [event] = await readAll(Buffer.from(text));
        if (event?.kind === 'refused') throw event.error;
        expect(event).toMatchObject({ kind: 'document', type: '850' });
        if (event?.kind !== 'document') return;
        expect(event.content.document).toStrictEqual(order);
        expect(PurchaseOrder.parse(event.content.document)).toStrictEqual(event.content.document);
      }),
      { numRuns: 300 },
    );
  });
});
