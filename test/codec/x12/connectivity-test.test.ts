import { expect, test } from 'vitest';
import { connectivityTest } from '../../../sidecar/codec/x12/connectivity-test.ts';
import { calendarDay } from '../../../sidecar/domain/calendar.ts';
import { readAll } from '../golden.ts';

test('the connectivity test is the acknowledgement that Amazon’s set-up looks for, under its name', async () => {
  const day = calendarDay('2026-08-03');
  if (day === undefined) throw new Error('no day');
  const { fileName, raw } = connectivityTest(day, {
    senderQualifier: 'ZZ',
    senderId: 'NORTHGATEKW',
    receiverQualifier: 'ZZ',
    receiverId: 'AMAZON',
    controlNumber: 1,
    issuedAt: new Date('2026-08-03T16:02:00Z'),
    usage: 'test',
  });
  expect(fileName).toBe('ConnectivityTest');
  expect(raw.split('~').slice(2, 8)).toEqual([
    'ST*855*0001',
    'BAK*00*AC*CONNECTIVITYTEST*20260803',
    'PO1*1*23*UP*23.45*PE*EN*4012345678901',
    'ACK*IA*23*UP',
    'CTT*1*23',
    'SE*6*0001',
  ]);
  const [event] = await readAll(Buffer.from(raw));
  expect(event).toMatchObject({
    kind: 'document',
    content: { kind: 'acknowledgement', document: { purchaseOrderNumber: 'CONNECTIVITYTEST' } },
    warnings: [{ code: 'acknowledgement-type-differs' }],
  });
});
