import { Acknowledgement } from '../../domain/acknowledgement.ts';
import type { CalendarDay } from '../../domain/calendar.ts';
import { serialiseAcknowledgement } from './855-acknowledgement.ts';
import { defaultCodeTables } from './codes.ts';
import type { OutboundHeader } from './envelope.ts';
import { serialiseInterchange } from './write.ts';

/** The name under which Amazon looks for the file, without an extension. */
export const CONNECTIVITY_TEST_FILE = 'ConnectivityTest';

/** BAK03 of the test: no order has this number. */
export const CONNECTIVITY_TEST_ORDER = 'CONNECTIVITYTEST';

/**
 * The 855 that proves a new mailbox at Amazon's end before any order has come: one line of an order that does not
 * exist, wholly accepted, as the set-up asks for it. What is sold does not matter; that it parses there does.
 */
export function connectivityTest(orderedOn: CalendarDay, header: OutboundHeader): { fileName: string; raw: string } {
  const counted = { amount: 23, unitOfMeasure: 'other', unitCode: 'UP' };
  const document = Acknowledgement.parse({
    purchaseOrderNumber: CONNECTIVITY_TEST_ORDER,
    orderedOn,
    lines: [
      {
        lineNumber: '1',
        productId: { kind: 'ean', value: '4012345678901' },
        ordered: counted,
        unitCost: '23.45',
        priceBasis: 'per-each',
        dispositions: [{ code: 'accepted', quantity: counted }],
      },
    ],
  });
  const [bak = ['BAK'], ...rest] = serialiseAcknowledgement(document, { codes: defaultCodeTables });
  // AC although nothing changes: the set-up compares the element.
  const segments = [[...bak.map((text, index) => (index === 2 ? 'AC' : text))] as [string, ...string[]], ...rest];
  const raw = serialiseInterchange('PR', '004010', [{ documentType: '855', segments }], header);
  return { fileName: CONNECTIVITY_TEST_FILE, raw };
}
