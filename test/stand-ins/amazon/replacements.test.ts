import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AmazonStandIn } from './amazon.ts';
import {
  type Client,
  client,
  codes,
  exampleAcknowledgement,
  exampleOrder,
  exampleShipment,
  type stoppedClock,
  submit,
  vendorInterchange,
  withAmazon,
} from './example.ts';

describe('REPLACE_OTHER_CHANNEL', () => {
  test('what was announced by EDI is not replaced by the API', () =>
    withShipment('edi', async ({ api, shipped }) => {
      expect(codes((await submit(api, 'shipments', lessByApi())).errors)).toEqual(['REPLACE_OTHER_CHANNEL']);
      expect(shipped()).toEqual([18, 36, 0]);
    }));

  test('what was announced by the API is not replaced by EDI', () =>
    withShipment('sp-api', async ({ byEdi, shipped }) => {
      expect(await byEdi(lessByEdi())).toEqual(['REPLACE_OTHER_CHANNEL']);
      expect(shipped()).toEqual([18, 36, 0]);
    }));

  test('by the road that it came it is replaced, by either', async () => {
    await withShipment('edi', async ({ byEdi, shipped }) => {
      expect(await byEdi(lessByEdi())).toEqual([]);
      expect(shipped()).toEqual([12, 36, 0]);
    });
    await withShipment('sp-api', async ({ api, shipped }) => {
      expect((await submit(api, 'shipments', lessByApi())).status).toBe('Success');
      expect(shipped()).toEqual([12, 36, 0]);
    });
  });
});

describe('REPLACE_AFTER_ARRIVAL', () => {
  test('on the day that the goods are to arrive they may still be fewer', () =>
    withShipment('sp-api', async ({ amazon, time, shipped }) => {
      time.pass({ days: 2 });
      expect((await submit(await client(amazon), 'shipments', lessByApi())).status).toBe('Success');
      expect(shipped()).toEqual([12, 36, 0]);
    }));

  test('the day after they are there, and the notice stands as it is', () =>
    withShipment('sp-api', async ({ amazon, time, shipped }) => {
      time.pass({ days: 3 });
      const { errors } = await submit(await client(amazon), 'shipments', lessByApi());
      expect(codes(errors)).toEqual(['REPLACE_AFTER_ARRIVAL']);
      expect(shipped()).toEqual([18, 36, 0]);
    }));
});

interface Parts {
  amazon: AmazonStandIn;
  api: Client;
  time: ReturnType<typeof stoppedClock>;
  /** Uploads one 856; what Amazon has against it. */
  byEdi(text: string): Promise<string[]>;
  /** Eaches by line. */
  shipped(): number[];
}

/** 18 pans and 36 lids are on their way, announced by one of the two roads, due on the 5th. */
async function withShipment(road: 'edi' | 'sp-api', run: (parts: Parts) => Promise<void>): Promise<void> {
  const mailboxFolder = await mkdtemp(join(tmpdir(), 'amazon-replacements-'));
  try {
    await withAmazon({ mailboxFolder }, async ({ amazon, api, time }) => {
      let files = 0;
      const byEdi = async (text: string) => {
        files += 1;
        await writeFile(join(mailboxFolder, 'upload', `notice.${files}`), text);
        const { transactions } = await amazon.sweepMailbox();
        return transactions.flatMap(({ findings }) => findings.map(({ code }) => code));
      };
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'both' });
      await submit(api, 'acknowledgements', exampleAcknowledgement());
      if (road === 'edi') expect(await byEdi(notice({ control: 1, purpose: '00', pans: 18 }))).toEqual([]);
      else expect((await submit(api, 'shipments', exampleShipment())).status).toBe('Success');
      const shipped = () => amazon.books.orders['4KQ7TZ1M']?.lines.map((line) => line.shipped) ?? [];
      await run({ amazon, api, time, byEdi, shipped });
    });
  } finally {
    await rm(mailboxFolder, { recursive: true });
  }
}

function lessByApi() {
  const document = { ...exampleShipment(), shipmentConfirmationType: 'Replace' };
  for (const place of [document.shippedItems[0], document.cartons[0]?.items[0]])
    Object.assign(place ?? {}, { shippedQuantity: { amount: 12, unitOfMeasure: 'Eaches' } });
  return document;
}

function lessByEdi(): string {
  return notice({ control: 2, purpose: '05', pans: 12 });
}

/** The example shipment as an 856. */
function notice({ control, purpose, pans }: { control: number; purpose: '00' | '05'; pans: number }): string {
  const body = [
    `BSN*${purpose}*NGK7U260803001*20260803*0910*0001`,
    'HL*1**S',
    'TD1*CTN*2****G*84.5*LB',
    'TD1*PLT*1',
    'TD5**2*ODFL*M',
    'REF*BM*NGK7U00260803',
    'REF*CN*1234567890',
    'DTM*011*20260803*0900',
    'DTM*017*20260805',
    'N1*SF*NORTHGATE KITCHENWARE*92*NGK7U',
    'N1*ST**92*PHX7',
    'HL*2*1*O',
    'PRF*4KQ7TZ1M***20260803',
    'HL*3*2*T',
    'MAN*GM*00006141410000010011',
    'HL*4*3*P',
    'MAN*GM*00006141410000010028',
    'HL*5*4*I',
    'LIN**UP*614141001019',
    `SN1**${pans}*EA`,
    'HL*6*3*P',
    'MAN*GM*00006141410000010035',
    'HL*7*6*I',
    'LIN**UP*614141001026',
    'SN1**36*EA',
    'CTT*7',
  ];
  return vendorInterchange('SH', control, '856', body, '005010');
}
