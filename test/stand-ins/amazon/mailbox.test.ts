import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AmazonOptions, type AmazonStandIn, startAmazon } from './amazon.ts';
import { client, exampleOrder, PATHS, stoppedClock, vendorInterchange } from './example.ts';

test('a purchase order lands in the download folder as an 850, complete and under a name of its own', () =>
  withMailbox({}, async ({ amazon, received }) => {
    const { file } = await amazon.sendPurchaseOrder(
      exampleOrder({ dealCode: 'AUG26', notes: ['DELIVER BY APPOINTMENT ONLY'] }),
      { via: 'edi' },
    );
    expect(file).toBe('NGK7U850.I0000001');
    expect((await received()).get('NGK7U850.I0000001')?.split('~')).toEqual([
      'ISA*00*          *00*          *ZZ*AMAZON         *ZZ*NORTHGATEKW    *260803*0915*U*00401*000000001*0*P*>',
      'GS*PO*AMAZON*NORTHGATEKW*20260803*0915*1*X*004010',
      'ST*850*0001',
      'BEG*00*NE*4KQ7TZ1M**20260803',
      'REF*CR*NGK7U',
      'REF*PD*AUG26',
      'CSH*N',
      'DTM*064*20260810',
      'DTM*063*20260814',
      'N9*ZZ*01',
      'MSG*DELIVER BY APPOINTMENT ONLY',
      'N1*ST**92*PHX7',
      'PO1*1*24*EA*11.75*PE*UP*614141001019*BP*B0NK000101',
      'PO1*2*36*EA*5.85*PE*UP*614141001026',
      'PO1*3*3*CA*4.20*PE*VN*NK-0103',
      'PO4*6',
      'CTT*3*63',
      'SE*16*0001',
      'GE*1*1',
      'IEA*1*000000001',
      '',
    ]);
  }));

test('an order walks by EDI from the 850 to the 820: every document is answered by a 997 A and booked', () =>
  withMailbox({}, async ({ amazon, upload, received }) => {
    const { file } = await amazon.sendPurchaseOrder(exampleOrder(), { via: 'edi' });
    await upload(
      'functional.1',
      vendorInterchange('FA', 1, '997', ['AK1*PO*1', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1']),
    );
    await upload('acknowledgement.1', acknowledgement());
    await upload('ship-notice.1', shipNotice());
    await upload('invoice.1', invoice());
    await upload(
      'inventory.1',
      vendorInterchange('IB', 5, '846', [
        'BIA*00*SI*INV20260803*20260803*0600',
        'N1*VN*NORTHGATE*92*NGK7U',
        'LIN*1*UP*614141001019',
        'QTY*33*480*EA',
        'CTT*1',
      ]),
    );
    const report = await amazon.sweepMailbox();
    expect(report.transactions.map(({ set, result, findings }) => [set, result, findings])).toEqual(
      ['997', '855', '856', '810', '846'].map((set) => [set, 'A', []]),
    );
    const paid = await amazon.sendRemittance({
      invoices: ['INV-260803-01'],
      termsDiscount: 'as-invoiced',
      deductions: [
        { of: 'INV-260803-01', suffix: 'SC', amount: '11.75' },
        { reference: 'NGK7U-AUG26-1187', amount: '20' },
      ],
    });
    expect(paid.total).toBe('373.64');
    expect((await received()).get(paid.file)).toContain(
      'RMR*IV*INV-260803-01**405.39*413.66*8.27~REF*PO*4KQ7TZ1M~DTM*003*20260803~' +
        'RMR*IV*INV-260803-01SC**-11.75*-11.75*0~REF*PO*4KQ7TZ1M~DTM*003*20260803~ADX*-11.75*06*OI*INV-260803-01~' +
        'RMR*IV*NGK7U-AUG26-1187**-20*-20*0~DTM*003*20260803~',
    );
    const { books } = amazon;
    expect(
      books.orders['4KQ7TZ1M']?.lines.map(({ effective, shipped, invoiced }) => [
        effective?.accepted,
        effective?.backordered,
        shipped,
        invoiced,
      ]),
    ).toEqual([
      [18, 6, 18, 18],
      [36, 0, 36, 36],
      [0, 0, 0, 0],
    ]);
    expect(books.interchanges[0]).toMatchObject({ file, answered: 'A' });
    expect(books.functionalAcknowledgements.sent.map(({ functionalId, result }) => [functionalId, result])).toEqual(
      ['PR', 'SH', 'IN', 'IB'].map((id) => [id, 'A']),
    );
    expect(books.inventoryReports).toMatchObject([{ items: [{ available: 480, unit: 'EA' }] }]);
    expect(books.invoices).toMatchObject([{ paid: '405.39' }]);
  }));

test('what was acknowledged by EDI shows in the status of the API: it is one order book', () =>
  withMailbox({}, async ({ amazon, upload }) => {
    await amazon.sendPurchaseOrder(exampleOrder(), { via: 'both' });
    await upload('a', acknowledgement());
    await amazon.sweepMailbox();
    const { body } = await (await client(amazon)).get(PATHS.status);
    expect(body.payload).toMatchObject({
      ordersStatus: [
        {
          itemStatus: [
            { acknowledgementStatus: { confirmationStatus: 'ACCEPTED' } },
            {},
            { acknowledgementStatus: { confirmationStatus: 'REJECTED' } },
          ],
        },
      ],
    });
  }));

test('a change sends the order again as an 850 of the same number', () =>
  withMailbox({}, async ({ amazon, received }) => {
    await amazon.sendPurchaseOrder(exampleOrder(), { via: 'edi' });
    const { file = '' } = await amazon.changePurchaseOrder('4KQ7TZ1M', {
      lines: [{ number: '3', quantity: 0 }],
      deliveryWindow: { from: '2026-08-12', to: '2026-08-17' },
    });
    const text = (await received()).get(file) ?? '';
    for (const part of ['BEG*00*NE*4KQ7TZ1M**20260803', 'DTM*064*20260812', 'PO1*3*0*CA*4.20', 'CTT*3*60'])
      expect(text).toContain(`~${part}`);
  }));

describe('a 997 refuses', () => {
  const cases: [string, string, string[]][] = [
    ['an 855 whose SE counts one segment too many', acknowledgement().replace('SE*12*', 'SE*13*'), ['AK5*R*4']],
    [
      'an 855 whose CTT counts a line too few and whose hash is off',
      acknowledgement().replace('CTT*3*63', 'CTT*2*64'),
      ['AK3*CTT*11**8', 'AK4*1*354*7*2', 'AK4*2*347*7*64', 'AK5*R*5'],
    ],
    [
      'an 855 with a comma in a price',
      acknowledgement().replace('11.75', '11,75'),
      ['AK3*PO1*3**8', 'AK4*4*212*6*11,75', 'AK5*R*5'],
    ],
    [
      'an 855 with a date that is none',
      acknowledgement().replace('067*20260814', '067*20260231'),
      ['AK3*ACK*5**8', 'AK4*5*373*8*20260231', 'AK5*R*5'],
    ],
    [
      'an 855 with a status that Amazon does not take',
      acknowledgement().replace('ACK*IB', 'ACK*IS'),
      ['AK3*ACK*5**8', 'AK4*1*668*7*IS', 'AK5*R*5'],
    ],
    [
      'an 855 with a segment from another message',
      acknowledgement().replace('CTT*3*63~SE*12', 'TDS*1~CTT*3*63~SE*13'),
      ['AK3*TDS*11**6', 'AK5*R*5'],
    ],
    [
      'an 856 whose carton hangs on a level that is not there',
      shipNotice().replace('HL*4*3*P', 'HL*4*9*P'),
      ['AK3*HL*18**8', 'AK4*2*734*7*9', 'AK5*R*5'],
    ],
    [
      'an 856 that uses an HL id twice',
      shipNotice().replace('HL*6*3*P', 'HL*5*3*P'),
      ['AK3*HL*23**8', 'AK4*1*628*7*5'],
    ],
    [
      'an 856 whose CTT is not the number of levels',
      shipNotice().replace('CTT*7', 'CTT*6'),
      ['AK3*CTT*28**8', 'AK4*1*354*7*6', 'AK5*R*5'],
    ],
    [
      'an 810 without its total',
      invoice().replace('TDS*41366~', '').replace('SE*16*', 'SE*15*'),
      ['AK3*TDS*15**3', 'AK5*R*5'],
    ],
    ['an 810 with a point in its total', invoice().replace('TDS*41366', 'TDS*413.66'), ['AK4*1*610*6*413.66']],
    ['an 855 that comes in the group of an 810', acknowledgement().replace('GS*PR', 'GS*IN'), ['AK5*R*1']],
    ['a group whose GE has another number', acknowledgement().replace('GE*1*2', 'GE*1*3'), ['AK9*R*1*1*0*4']],
  ];
  test.each(cases)('%s, and nothing is booked', (_name, text, expected) =>
    withMailbox({}, async ({ amazon, upload, received }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      await upload('x.1', text);
      await amazon.sweepMailbox();
      const [answer = ''] = (await received()).values();
      for (const segment of expected) expect(answer.split('~')).toContain(segment);
      expect(amazon.books.functionalAcknowledgements.sent).toMatchObject([{ result: 'R' }]);
      const { acknowledgements, shipments, invoices } = amazon.books;
      expect([acknowledgements, shipments, invoices]).toEqual([[], [], []]);
    }),
  );
});

describe('a 997 accepts what can be read, though Amazon will not do it', () => {
  const cases: [string, string, string, (text: string) => string][] = [
    [
      'more acknowledged than ordered',
      'QUANTITY_EXCEEDS_ORDERED',
      'acknowledgement',
      (text) => text.replace('ACK*IB*6', 'ACK*IB*7'),
    ],
    [
      'an id under another qualifier',
      'INVALID_ITEM',
      'acknowledgement',
      (text) => text.replace('UP*614141001026', 'EN*614141001026'),
    ],
    [
      'BAK02 AD although a line changes',
      'INVALID_ACKNOWLEDGEMENT_TYPE',
      'acknowledgement',
      (text) => text.replace('BAK*00*AC', 'BAK*00*AD'),
    ],
    [
      'a carton count that is not the cartons',
      'INVALID_CARTON_COUNT',
      'ship notice',
      (text) => text.replace('TD1*CTN*2', 'TD1*CTN*3'),
    ],
    [
      'an SSCC with a wrong check digit',
      'INVALID_SSCC',
      'ship notice',
      (text) => text.replace('00006141410000010028', '00006141410000010029'),
    ],
    ['a total that does not foot', 'TOTAL_DOES_NOT_FOOT', 'invoice', (text) => text.replace('TDS*41366', 'TDS*42210')],
  ];
  test.each(cases)('%s', (_name, code, kind, spoil) =>
    withMailbox({}, async ({ amazon, upload }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'edi' });
      const walk: [string, string][] = [
        ['acknowledgement', acknowledgement()],
        ['ship notice', shipNotice()],
        ['invoice', invoice()],
      ];
      for (const [step, text] of walk) {
        await upload(step, step === kind ? spoil(text) : text);
        const { transactions } = await amazon.sweepMailbox();
        expect(transactions).toMatchObject([{ result: 'A' }]);
        if (step !== kind) continue;
        expect(transactions[0]?.findings.map((finding) => finding.code)).toEqual([code]);
        expect(amazon.books.problems).toMatchObject([{ code, severity: 'refused', channel: 'edi' }]);
        return;
      }
    }),
  );
});

describe('the mailbox', () => {
  test('a file that is still being written waits; one that stays broken is put away with a problem', () =>
    withMailbox({}, async ({ amazon, upload }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'edi' });
      const text = acknowledgement();
      await upload('growing', text.slice(0, 300));
      expect(await amazon.sweepMailbox()).toMatchObject({ read: [], waiting: ['growing'] });
      await upload('growing', text);
      expect(await amazon.sweepMailbox()).toMatchObject({ read: ['growing'], transactions: [{ result: 'A' }] });
      await upload('broken', text.slice(0, 300));
      await amazon.sweepMailbox();
      expect(await amazon.sweepMailbox()).toMatchObject({ read: ['broken'], transactions: [] });
      expect(amazon.books.problems).toMatchObject([{ code: 'INVALID_INTERCHANGE', message: 'IEA is missing.' }]);
    }));

  test('the same interchange twice is answered twice and booked once; its number with other content is refused', () =>
    withMailbox({}, async ({ amazon, upload }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'edi' });
      for (const name of ['first', 'second']) await upload(name, acknowledgement());
      await amazon.sweepMailbox();
      expect(amazon.books.acknowledgements).toHaveLength(1);
      expect(amazon.books.functionalAcknowledgements.sent.map(({ result }) => result)).toEqual(['A', 'A']);
      await upload('third', acknowledgement().replace('20260814', '20260815'));
      expect(await amazon.sweepMailbox()).toMatchObject({ transactions: [{ result: 'R' }] });
      expect(amazon.books.problems[0]).toMatchObject({ code: 'CONTROL_NUMBER_REUSED' });
    }));

  test('a name used before, an unknown sender and a test interchange are problems and book nothing', () =>
    withMailbox({}, async ({ amazon, upload }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'edi' });
      await upload('a', acknowledgement().replace('*P*>~', '*T*>~'));
      await amazon.sweepMailbox();
      await upload('a', acknowledgement().replace('ZZ*NORTHGATEKW ', 'ZZ*SOMEBODYELS '));
      await amazon.sweepMailbox();
      expect(amazon.books.problems.map(({ code }) => code)).toEqual([
        'OTHER_USAGE',
        'FILE_NAME_REUSED',
        'INVALID_INTERCHANGE',
      ]);
      expect(amazon.books.acknowledgements).toEqual([]);
    }));

  test('Amazon can be told to keep silent, and to refuse what is right', () =>
    withMailbox({}, async ({ amazon, upload, received }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      await upload('a', acknowledgement());
      await amazon.sweepMailbox({ silent: true });
      expect([(await received()).size, amazon.books.acknowledgements.length]).toEqual([0, 1]);
      await upload('b', acknowledgement({ control: 9 }));
      expect(await amazon.sweepMailbox({ refuse: ['855'] })).toMatchObject({ transactions: [{ result: 'R' }] });
    }));

  test('a 997 for a group that Amazon never sent is noted and does no harm', () =>
    withMailbox({}, async ({ amazon, upload, received }) => {
      await upload('a', vendorInterchange('FA', 1, '997', ['AK1*PO*4711', 'AK9*A*1*1*1']));
      await amazon.sweepMailbox();
      expect((await received()).size).toBe(0);
      expect(amazon.books.functionalAcknowledgements.received).toMatchObject([{ known: false }]);
    }));

  test('other delimiters and a line end after each segment are read from the ISA', () =>
    withMailbox(
      { delimiters: { element: '|', component: ':', segment: "'", lineEnd: '\r\n' } },
      async ({ amazon, upload, received }) => {
        const { file = '' } = await amazon.sendPurchaseOrder(exampleOrder(), { via: 'edi' });
        expect((await received()).get(file)).toContain("|P|:'\r\nGS|PO|");
        await upload('a', acknowledgement().replace('*P*>~', '*P*:~').replaceAll('*', '|').replaceAll('~', "'\n"));
        expect(await amazon.sweepMailbox()).toMatchObject({
          transactions: [{ set: '855', result: 'A', findings: [] }],
        });
      },
    ));
});

interface Parts {
  amazon: AmazonStandIn;
  upload(name: string, text: string): Promise<void>;
  /** What lies in the download folder, by name. */
  received(): Promise<Map<string, string>>;
}

async function withMailbox(options: Partial<AmazonOptions>, run: (parts: Parts) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'amazon-mailbox-'));
  const amazon = await startAmazon({ clock: stoppedClock().clock, mailboxFolder: folder, ...options });
  const download = join(folder, 'download');
  try {
    await run({
      amazon,
      upload: (name, text) => writeFile(join(folder, 'upload', name), text),
      received: async () => {
        const names = (await readdir(download)).sort();
        return new Map(
          await Promise.all(names.map(async (name) => [name, await readFile(join(download, name), 'utf8')] as const)),
        );
      },
    });
  } finally {
    await amazon.close();
    await rm(folder, { recursive: true });
  }
}

function acknowledgement({ control = 2 } = {}): string {
  return vendorInterchange('PR', control, '855', [
    'BAK*00*AC*4KQ7TZ1M*20260803',
    'PO1*1*24*EA*11.75*PE*UP*614141001019',
    'ACK*IA*18*EA*067*20260812',
    'ACK*IB*6*EA*067*20260814',
    'PO1*2*36*EA*5.85*PE*UP*614141001026',
    'ACK*IA*36*EA*067*20260812',
    'PO1*3*3*CA*4.2*PE*VN*NK-0103',
    'ACK*IR*3*CA',
    'DTM*067*20260812',
    'CTT*3*63',
  ]);
}

function shipNotice(): string {
  return vendorInterchange(
    'SH',
    3,
    '856',
    [
      'BSN*00*NGK7U260803001*20260803*0910*0001',
      'HL*1**S',
      'TD1*CTN*2****G*84.5*LB',
      'TD1*PLT*1',
      'TD5**2*ODFL*M',
      'REF*BM*NGK7U00260803',
      'REF*CN*1234567890',
      'DTM*011*20260803*0900',
      'DTM*017*20260805',
      'N1*SF*NORTHGATE KITCHENWARE*92*NGK7U',
      'N4*RENO*NV*89502*US',
      'N1*ST**92*PHX7',
      'HL*2*1*O',
      'PRF*4KQ7TZ1M***20260803',
      'HL*3*2*T',
      'MAN*GM*00006141410000010011',
      'HL*4*3*P',
      'MAN*GM*00006141410000010028',
      'HL*5*4*I',
      'LIN**UP*614141001019',
      'SN1**18*EA',
      'HL*6*3*P',
      'MAN*GM*00006141410000010035',
      'HL*7*6*I',
      'LIN**UP*614141001026',
      'SN1**36*EA',
      'CTT*7',
    ],
    '005010',
  );
}

function invoice({ control = 4 } = {}): string {
  return vendorInterchange('IN', control, '810', [
    'BIG*20260803*INV-260803-01*20260803*4KQ7TZ1M',
    'CUR*BT*USD',
    'N1*BT*AMAZON.COM SERVICES LLC*92*AMAZON',
    'N3*PO BOX 80387',
    'N4*SEATTLE*WA*98108*US',
    'N1*RI*NORTHGATE KITCHENWARE LLC*92*NGK7U',
    'N3*410 FOUNDRY ROAD',
    'N4*RENO*NV*89502*US',
    'ITD*01*3*2**30**60',
    'IT1*1*18*EA*11.75*NT*UP*614141001019*PO*4KQ7TZ1M',
    'IT1*2*36*EA*5.85*NT*UP*614141001026*PO*4KQ7TZ1M',
    'TDS*41366',
    'SAC*A*C310***844',
    'CTT*2*54',
  ]);
}
