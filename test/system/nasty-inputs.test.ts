import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { interchange, order, po1 } from '../codec/x12/sample.ts';
import {
  answerFile,
  LIDS,
  type NastyHouse,
  nastyHouse,
  numbered,
  orderFile,
  PANS,
  paymentFile,
} from './nasty-house.ts';

let it: NastyHouse;
beforeEach(async () => {
  it = await nastyHouse();
});
afterEach(() => it.close());

const orders = async () => (await it.house.world.stores.purchaseOrders.list({})).map(({ document }) => document.number);
const stored = (number: string) => it.house.world.stores.purchaseOrders.find(number);
const held = (sku: string) =>
  it.shop.books().reservation_rows.reduce((sum, row) => sum - (row.sku === sku ? row.quantity : 0), 0);

const versions = async () => (await it.house.world.stores.purchaseOrders.versions('4KQ7TZ1M')).length;

async function receive(name: string, content: string | Uint8Array): Promise<void> {
  it.drop(name, content);
  await it.settle();
}

describe('the same thing twice', () => {
  test('18, 22: the same bytes again, under any name, are known: one order, one acknowledgement, two sightings', async () => {
    const text = orderFile('4KQ7TZ1M');
    await receive('a.edi', text);
    await receive('a.edi', text);
    await receive('b.edi', text);
    expect(await it.kept()).toEqual(['processed: 1 × order new']);
    expect((await it.house.world.stores.inbound.list({}))[0]?.sightings).toBe(3);
    expect(it.sent('855')).toHaveLength(1);
    expect(held('NK-0101')).toBe(24);
    expect(it.left()).toEqual([]);
  });

  test('22: one file name with other content is another file', async () => {
    await receive('orders.edi', orderFile('4KQ7TZ1M'));
    await receive('orders.edi', orderFile('5LR8UA2N'));
    expect(await orders()).toHaveLength(2);
  });

  test('18: one control number with other content is kept, not booked, and a person compares', async () => {
    const text = orderFile('4KQ7TZ1M');
    await receive('a.edi', text);
    await receive('b.edi', text.replace('*24*EA*', '*42*EA*'));
    expect(await it.kept()).toEqual([
      'processed: 1 × order new',
      expect.stringMatching(/^quarantined: interchange \d+ was received before/),
    ]);
    expect(await it.kinds()).toEqual(['interchange-conflict']);
    expect((await stored('4KQ7TZ1M'))?.document.lines[0]?.ordered.amount).toBe(24);
  });

  test('32: one order number with the same content in another interchange is one order', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M'));
    await receive('b.edi', orderFile('4KQ7TZ1M'));
    expect(await it.kept()).toEqual(['processed: 1 × order new', 'processed: 1 × order known']);
    expect(it.sent('855')).toHaveLength(1);
    expect(await it.kinds()).toEqual([]);
  });

  test('33: an order number in small letters is the same order', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M'));
    await receive('b.edi', orderFile('4kq7tz1m'));
    expect(await orders()).toHaveLength(1);
    expect(held('NK-0101')).toBe(24);
  });
});

describe('who it is from, and whether it counts', () => {
  test('19: a test interchange on a production account is kept and never booked', async () => {
    await receive('test.edi', orderFile('4KQ7TZ1M').replace('*0*P*>', '*0*T*>'));
    expect(await it.kept()).toEqual(['ignored: a test interchange on a production account: kept, never booked']);
    expect(await orders()).toEqual([]);
    expect(held('NK-0101')).toBe(0);
  });

  test('20: an unknown sender or receiver is quarantined, and a person hears of it once', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M').replace('ZZ*AMAZON         ', 'ZZ*STRANGER       '));
    await receive('b.edi', orderFile('4KQ7TZ1M').replace('ZZ*NORTHGATEKW    ', 'ZZ*SOMEBODYELSE   '));
    expect(await it.kinds()).toEqual(['unknown-sender', 'unknown-sender']);
    expect((await it.kept()).every((row) => row.startsWith('quarantined: unknown sender'))).toBe(true);
    expect(it.sent('997')).toEqual([]);
  });

  test('43: an order without vendor code is the account’s whose mailbox it came by', async () => {
    const header = ['DTM*064*20260810', 'DTM*063*20260814', 'N1*ST**92*PHX7'];
    await receive('a.edi', orderFile('4KQ7TZ1M', { header }));
    expect((await it.kept())[0]).toMatch(/^processed: 1 × order new; odd: .*\[vendor-code-missing/);
    expect((await stored('4KQ7TZ1M'))?.vendorCode).toBe('NGK7U');
  });
});

describe('files that are not what they should be', () => {
  test('21: an empty file and one of blanks are kept, ignored and gone from the mailbox', async () => {
    await receive('empty.edi', '');
    await receive('blank.edi', ' \r\n \r\n');
    expect(await it.kept()).toEqual(['ignored: nothing in it', 'ignored: nothing in it']);
    expect(it.left()).toEqual([]);
    expect(await it.kinds()).toEqual([]);
  });

  test('23: a file that still grows, or bears the name of an unfinished one, is left alone until it is whole', async () => {
    const waiting = await nastyHouse({ mailboxSettleSeconds: 5 });
    try {
      const text = orderFile('4KQ7TZ1M');
      waiting.drop('a.edi', text.slice(0, 200));
      waiting.drop('b.edi.part', text);
      await waiting.settle();
      expect(waiting.left()).toEqual(['a.edi', 'b.edi.part']);
      waiting.clock.advance(3_000);
      waiting.drop('a.edi', text);
      waiting.clock.advance(4_000);
      await waiting.settle();
      expect(await waiting.kept()).toEqual([]);
      waiting.clock.advance(1_000);
      await waiting.settle();
      expect(await waiting.kept()).toEqual(['processed: 1 × order new']);
    } finally {
      await waiting.close();
    }
  });

  test('15: a file cut off is kept and refused whole; sent again whole, it comes in', async () => {
    const text = orderFile('4KQ7TZ1M');
    await receive('a.edi', text.slice(0, text.indexOf('PO1') + 12));
    expect(await it.kinds()).toEqual(['inbound-refused']);
    expect((await it.open())[0]?.detail).toMatchObject({ code: 'truncated', hint: expect.stringMatching(/Fetch/) });
    expect(await orders()).toEqual([]);
  });

  test.each([
    [
      '28, 30, 31: EDIFACT with a UNA of its own',
      "UNA:+,? 'UNB+UNOC:3+5450534000000:14+4012345000009:14+260803:1015+1'",
    ],
    ['28: EDIFACT without UNA', "UNB+UNOA:3+5450534000000:14+4012345000009:14+260803:1015+1'UNH+1+ORDERS:D:96A:UN'"],
    ['30: EDIFACT without UNB', "UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+4KQ7TZ1M+9'"],
    ['31: EDIFACT in groups', "UNG+ORDERS+A+B+260803:1015+1+UN+D:96A'UNH+1+ORDERS:D:96A:UN'"],
  ])('%s is kept and refused by its name, and the order beside it goes on', async (_what, text) => {
    it.drop('orders.edifact', text);
    await receive('orders.edi', orderFile('4KQ7TZ1M'));
    expect(await it.kinds()).toEqual(['inbound-refused']);
    const [row] = await it.open();
    expect(row?.summary).toContain('EDIFACT');
    expect(row?.detail).toMatchObject({ code: 'edifact-not-read', hint: expect.stringMatching(/by hand/) });
    expect(await orders()).toEqual(['4KQ7TZ1M']);
  });

  test('11: one bad order of three costs neither of the others, and the 997 says which', async () => {
    const beg = (number: string) => `BEG*00*NE*${number}**20260803`;
    const three = [
      order({ beg: beg('4KQ7TZ1M') }),
      order({ beg: beg('5LR8UA2N'), lines: [po1({ unit: 'QQ1' })] }),
      order({ beg: beg('6MS9VB3P') }),
    ];
    await receive('three.edi', numbered(interchange(three), 301));
    expect((await orders()).sort()).toEqual(['4KQ7TZ1M', '6MS9VB3P']);
    expect((await it.open())[0]?.detail).toMatchObject({
      code: 'unknown-unit-of-measure',
      place: { transaction: '0002', segment: 'PO1', element: 3 },
    });
    expect(it.sent('997')[0]).toMatch(/AK9\*P\*3\*3\*2/);
  });

  test('36: a change order (860) is read and carried out; one of an order that nobody knows waits for a person', async () => {
    const change = interchange([['BCH*04*SA*4KQ7TZ1M***20260804', 'POC*1*QD*12*12*EA*11.75'], order()], '860');
    await receive('change.edi', numbered(change, 302));
    expect((await it.kept())[0]).toMatch(/^processed: 1 × order change not carried out; 1 × order new/);
    expect([await orders(), await it.kinds()]).toEqual([['4KQ7TZ1M'], ['order-change-unfit']]);
    expect(it.sent('997')[0]).toContain('AK9*A*2*2*2');
    const again = interchange([['BCH*04*SA*4KQ7TZ1M***20260804', 'POC*1*QD*12*12*EA*11.75']], '860');
    await receive('again.edi', numbered(again, 303));
    expect([await versions(), held('NK-0101'), it.sent('855').length]).toEqual([2, 12, 2]);
  });

  test('a transaction set that nobody reads is refused by its name to a person and by 997 to Amazon; orders go on', async () => {
    await receive('forecast.edi', numbered(interchange([['BFR*05**4KQ7TZ1M'], order()], '830'), 303));
    const [row] = await it.open();
    expect(row?.detail).toMatchObject({ code: 'unknown-transaction-set', hint: expect.stringMatching(/by hand/) });
    expect(await orders()).toEqual(['4KQ7TZ1M']);
    expect(it.sent('997')[0]).toContain('AK5*R*1');
  });

  test('26: a TA1 that accepts an interchange of ours changes nothing, one that rejects it waits for a person', async () => {
    const text = orderFile('4KQ7TZ1M');
    await receive('yes.edi', text.replace('~GS*', '~TA1*000000055*260803*1602*A*000~GS*'));
    expect((await it.kept())[0]).toMatch(/^processed: 1 × interchange acknowledgement; 1 × order new/);
    await receive('no.edi', orderFile('5LR8UA2N').replace('~GS*', '~TA1*000000056*260803*1602*R*025~GS*'));
    expect([(await it.kept())[1], await it.kinds()]).toEqual([
      expect.stringMatching(/^processed: 1 × interchange acknowledgement; 1 × order new/),
      ['functional-acknowledgement-unmatched'],
    ]);
  });

  test('26, 16: what is odd in a sound file stands with the kept document', async () => {
    await receive('odd.edi', orderFile('4KQ7TZ1M').replace(/SE\*\d+/, 'SE*99'));
    expect((await it.kept())[0]).toMatch(/^processed: 1 × order new; odd: SE01 says '99'.*\[segment-count-mismatch/);
  });
});

describe('27: a 997', () => {
  const control = () => /\*(\d{9})\*0\*P/.exec(it.sent('855')[0] ?? '')?.[1] ?? '';
  const answered = async () =>
    (await it.house.world.stores.outbound.list({ kind: 'acknowledgement' })).map(({ acknowledged }) => acknowledged);

  test('for a group that we never sent is kept, and raised once', async () => {
    await receive('a.edi', answerFile('PR', 4711, 'AK9*A*1*1*1'));
    await receive('b.edi', answerFile('PR', 4711, 'AK9*A*1*1*1'));
    expect(await it.kinds()).toEqual(['functional-acknowledgement-unmatched']);
  });

  test('that rejects our document raises an alert on it; one that comes later changes nothing', async () => {
    await receive('order.edi', orderFile('4KQ7TZ1M'));
    const group = Number(control());
    await receive(
      'no.edi',
      answerFile('PR', group, 'AK2*855*0001', 'AK3*ACK*8', 'AK4*1**7*IX', 'AK5*R*5', 'AK9*R*1*1*0'),
    );
    const [row] = await it.open();
    expect([row?.kind, row?.detail]).toEqual([
      'outbound-rejected',
      expect.objectContaining({ problems: [expect.stringContaining("element 1 (code 7, 'IX')")] }),
    ]);
    await receive('yes.edi', answerFile('PR', group, 'AK2*855*0001', 'AK5*A', 'AK9*A*1*1*1'));
    expect(await answered()).toEqual(['rejected']);
  });

  test('that comes twice is one answer', async () => {
    await receive('order.edi', orderFile('4KQ7TZ1M'));
    for (const name of ['a', 'b'])
      await receive(name, answerFile('PR', Number(control()), 'AK2*855*0001', 'AK5*A', 'AK9*A*1*1*1'));
    expect(await answered()).toEqual(['accepted']);
    expect(await it.kinds()).toEqual([]);
  });
});

describe('an order that Amazon changes', () => {
  test('34: with one line taken back is answered for the others, and nothing is held for that line', async () => {
    await receive(
      'a.edi',
      orderFile('4KQ7TZ1M', { lines: [PANS, po1({ number: '2', quantity: '0', ids: 'UP*614141001026' })] }),
    );
    expect([held('NK-0101'), held('NK-0102')]).toEqual([24, 0]);
    expect(it.sent('855')[0]?.match(/~PO1\*/g)).toHaveLength(1);
  });

  test('34, 35: cancelled whole it holds nothing; taken up again it is held, answered, and a person is told', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M', { lines: [po1({ quantity: '0' })] }));
    expect([held('NK-0101'), it.sent('855').length, (await stored('4KQ7TZ1M'))?.progress]).toEqual([0, 0, 'closed']);
    await receive('b.edi', orderFile('4KQ7TZ1M'));
    expect([await versions(), await it.kinds()]).toEqual([2, ['order-changed']]);
    expect([held('NK-0101'), it.sent('855').length]).toEqual([24, 1]);
  });

  test.each([
    ['36: its quantity', { lines: [po1({ quantity: '12' })] }, 'lines[0].ordered.amount', 'ACK*IA*12*'],
    ['36: its cost', { lines: [po1({ price: '11.00' })] }, 'lines[0].unitCost', '*11*'],
    [
      '36: its window',
      { header: ['REF*CR*NGK7U', 'DTM*064*20260817', 'DTM*063*20260821', 'N1*ST**92*PHX7'] },
      'deliveryWindow',
      '*067*20260821',
    ],
    [
      '36, 37: its fulfilment centre',
      { header: ['REF*CR*NGK7U', 'DTM*064*20260810', 'DTM*063*20260814', 'N1*ST**92*ONT8'] },
      'shipTo.id',
      undefined,
    ],
  ])(
    '%s after our answer: kept as a version, flagged by the field, and answered anew where that says anything new',
    async (_what, parts, field, said) => {
      await receive('a.edi', orderFile('4KQ7TZ1M'));
      await receive('b.edi', orderFile('4KQ7TZ1M', parts));
      expect(await versions()).toBe(2);
      const [row] = await it.open();
      expect([row?.kind, row?.summary]).toEqual(['order-changed', expect.stringContaining(field)]);
      const answers = it.sent('855');
      expect(answers).toHaveLength(said === undefined ? 1 : 2);
      if (said !== undefined) expect(answers[1]).toContain(said);
      expect(held('NK-0101')).toBe(field.includes('amount') ? 12 : 24);
    },
  );

  test('57, 61: an order whose window and limit have passed is imported, answered, and called late', async () => {
    it.clock.set(new Date('2026-08-20T10:00:00Z'));
    await receive('late.edi', orderFile('4KQ7TZ1M'));
    expect((await it.kept())[0]).toMatch(/ended on 2026-08-14.*\[window-in-the-past/);
    expect(it.sent('855')).toHaveLength(1);
    expect((await stored('4KQ7TZ1M'))?.acknowledgeBy).toBe('2026-08-05T00:00:00.000Z');
  });

  test('54: an order in another currency than the account’s says so', async () => {
    const header = ['CUR*BY*CAD', 'REF*CR*NGK7U', 'DTM*064*20260810', 'DTM*063*20260814', 'N1*ST**92*PHX7'];
    await receive('a.edi', orderFile('4KQ7TZ1M', { header }));
    expect((await it.kept())[0]).toContain('[currency-differs-from-account');
  });
});

describe('goods that leave after all', () => {
  const shipped = () => {
    const shopOrder = it.shop.books().orders.at(-1);
    const tracks = [{ carrier_code: 'ups', title: 'UPS', number: '1Z999AA10123456784' }];
    it.shop.shipOrder(shopOrder?.increment_id ?? '', undefined, { tracks });
  };

  test('64, 36: of an order that Amazon has taken back since our answer: no notice, no invoice, a person decides', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M'));
    // The warehouse was quicker than the mail.
    shipped();
    await receive('b.edi', orderFile('4KQ7TZ1M', { lines: [po1({ quantity: '0' })] }));
    expect(shipped).toThrow('does not allow a shipment');
    await it.settle();
    expect([it.sent('856'), it.sent('810')]).toEqual([[], []]);
    expect(await it.kinds()).toEqual(['dispatch-exceeds-acknowledged', 'order-changed']);
  });

  test('65: of which we hear more than a week later: Amazon would refuse the notice, a person decides', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M'));
    shipped();
    it.clock.advance(8 * 86_400_000);
    await it.settle();
    expect(it.sent('856')).toEqual([]);
    expect(await it.kinds()).toContain('dispatch-not-tellable');
  });

  test('are told, cartons and all, where nothing stands against it', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M'));
    shipped();
    await it.settle();
    expect([it.sent('856').length, it.sent('810').length, await it.kinds()]).toEqual([1, 1, []]);
  });
});

describe('lines in doubt', () => {
  test.each([
    ['45: an id that the catalogue does not know', { ids: 'VN*NK-9999' }, 'unknown-sku'],
    ['45: no id at all', { ids: '' }, 'unknown-sku'],
    ['50: cases of which nobody says the size', { unit: 'CA' }, 'case-pack-unknown'],
    ['50: a unit that nobody has mapped', { unit: 'PL' }, 'unit-unknown'],
    ['52: no price', { price: '' }, 'price-missing'],
    ['52: a price of 0', { price: '0' }, 'price-missing'],
  ])('%s: that line waits for a person, the other is held', async (_what, parts, kind) => {
    await receive('a.edi', orderFile('4KQ7TZ1M', { lines: [po1({ number: '1', ...parts }), LIDS] }));
    expect(await it.kinds()).toEqual([kind]);
    expect([held('NK-0101'), held('NK-0102')]).toEqual([0, 36]);
    expect(it.sent('855')).toEqual([]);
  });

  test('46: an EAN-13 and a UPC of one item are one product, and the answer echoes what was received', async () => {
    await receive('a.edi', orderFile('4KQ7TZ1M', { lines: [po1({ ids: 'EN*0614141001019' })] }));
    expect(held('NK-0101')).toBe(24);
    expect(it.sent('855')[0]).toContain('EN*0614141001019');
  });

  test('48, 49: one item on two lines under one line number and at two prices: each is held and answered by itself', async () => {
    const twice = [po1({ number: '001' }), po1({ number: '001', quantity: '6', price: '12' })];
    await receive('a.edi', orderFile('4KQ7TZ1M', { lines: twice }));
    expect(held('NK-0101')).toBe(30);
    expect(it.sent('855')[0]).toMatch(/PO1\*001\*24\*EA\*11\.75.*PO1\*001\*6\*EA\*12/);
  });

  test('58, 59: what is answered is exactly what was ordered, split into what is there and what is not', async () => {
    it.shop.setOnHand('NK-0101', 'default', 10);
    await receive('a.edi', orderFile('4KQ7TZ1M', { lines: [PANS, LIDS] }));
    const [text] = it.sent('855');
    expect(text).toMatch(/PO1\*1\*24.*ACK\*IA\*10\*EA.*ACK\*IB\*14\*EA.*PO1\*2\*36.*ACK\*IA\*36/);
    expect(held('NK-0101')).toBe(10);
  });

  test('55: what strangers write into names and notes crosses the house unharmed', async () => {
    const header = [
      'REF*CR*NGK7U',
      'DTM*064*20260810',
      'DTM*063*20260814',
      'N9*ZZ*01',
      'MSG*<b>"Töpfe" & 🍳</b>',
      'N1*ST**92*PHX7',
    ];
    await receive('a.edi', orderFile('4KQ7TZ1M', { header }));
    expect((await stored('4KQ7TZ1M'))?.document.notes).toEqual(['<b>"Töpfe" & 🍳</b>']);
  });
});

describe('money', () => {
  test('79: a deduction about an invoice that we do not know waits for a person by its name', async () => {
    await receive('a.edi', paymentFile('700012345', '-5', 'RMR*IV*INV-9SC**-5*-5*0', 'RMR*IV*INV-8PC**0*0*0'));
    const found = (await it.open()).filter(({ kind }) => kind === 'deduction-unmatched');
    expect(found.map(({ summary }) => summary)).toEqual([expect.stringContaining('INV-9SC')]);
  });

  test('80: a provision and its reversal are netted by their number', async () => {
    const lines = ['RMR*IV*P-1PROVISION FOR RECEIVABLES**-100*-100*0', 'RMR*IV*P-1PROVISION FOR RECEIVABLESR**60*60*0'];
    await receive('a.edi', paymentFile('700012346', '-40', ...lines));
    const found = (await it.open()).filter(({ kind }) => kind === 'provision');
    expect(found.map(({ detail }) => [detail.amount, detail.takenBack])).toEqual([['-40', '60']]);
  });

  test('75: a payment that differs from its lines, a negative one and one of nothing are kept and said', async () => {
    await receive('a.edi', paymentFile('1', '100', 'RMR*IV*INV-1**90*90*0'));
    await receive('b.edi', paymentFile('2', '-5', 'RMR*IV*INV-1SC**-5*-5*0'));
    await receive('c.edi', paymentFile('3', '7'));
    expect((await it.open()).filter(({ kind }) => kind === 'remittance-total-differs')).toHaveLength(2);
    expect((await it.kept())[1]).toContain('[remittance-negative');
    expect((await it.kept())[2]).toContain('[remittance-without-lines');
  });

  test('76: a remittance export that lies in the mailbox is read as what it is', async () => {
    await receive('remittance.csv', 'Payment Number,Invoice Number,Amount Paid\n700012347,INV-1,12.00\n');
    expect((await it.kept())[0]).toMatch(/^processed: 1 × remittance new/);
  });
});
