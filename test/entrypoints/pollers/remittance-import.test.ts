import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { Invoice } from '../../../sidecar/domain/invoice.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import { runCli } from '../../../sidecar/entrypoints/cli/cli.ts';
import { processInbound } from '../../../sidecar/entrypoints/pollers/inbound.ts';
import { desk } from '../../../sidecar/workflow/desk.ts';
import { engine } from '../../../sidecar/workflow/engine.ts';
import { SAGAS } from '../../../sidecar/workflow/sagas.ts';
import { type FakeWorld, fakeWorld, NORTHGATE } from '../../fakes/world.ts';
import { paper } from '../paper.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/remittance');
let folder: string;
let world: FakeWorld;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-remittance-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  world = fakeWorld();
});

describe('vendor-bridge remittance import FILE', () => {
  test('takes the export of Vendor Central: kept byte for byte, read, matched, deductions raised', async () => {
    await world.stores.invoices.keep(invoice('NGK-3001', '2352'), 'shipment-1', instant(world.now()));
    const { exit, out } = await importing(join(FIXTURES, 'us.csv'));
    expect([exit, out]).toEqual([0, 'in-1: processed: 1 × remittance new\n']);
    expect(await world.stores.inbound.find('in-1')).toMatchObject({ channel: 'file', name: 'us.csv' });
    expect(await bytesOf('in-1')).toEqual(readFileSync(join(FIXTURES, 'us.csv')));
    await engine(world, SAGAS, 'test').runDue();
    const stored = await world.stores.remittances.find('700045001');
    expect(stored?.matches.map(({ kind }) => kind)).toEqual([
      'invoice-payment',
      'shortage-claim',
      // Known for an agreement by the vendor code, which the export itself never tells.
      'co-op-deduction',
    ]);
    expect((await world.stores.invoices.find('NGK-3001'))?.state).toBe('paid');
    const open = await world.stores.discrepancies.list({ state: 'open' });
    expect(open.map(({ kind }) => kind).sort()).toEqual(['co-op-deduction', 'shortage-claim']);
  });

  test('takes an X12 820 as before', async () => {
    const { exit, out } = await importing(await file('payment.edi', PAYMENT_820));
    expect([exit, out]).toEqual([0, 'in-1: processed: 1 × remittance new\n']);
    expect((await world.stores.remittances.find('700045009'))?.remittance.total).toBe('9');
  });

  test('twice is once', async () => {
    await importing(join(FIXTURES, 'us.csv'));
    const { exit, out } = await importing(join(FIXTURES, 'us.csv'));
    expect([exit, out]).toEqual([0, 'in-1: these very bytes were imported before; processed: 1 × remittance known\n']);
  });

  test('names line, column and fix of a broken row, books the other payment, and ends with 2', async () => {
    const { exit, out, err } = await importing(join(FIXTURES, 'one-broken-payment-of-two.csv'), '--json');
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ inboundId: 'in-1', known: false });
    expect(JSON.parse(err)).toEqual({
      code: 'amount-unreadable',
      message: "Line 3: Amount Paid is 'twelve', which is no amount",
      place: 'line 3, column Amount Paid',
      hint: expect.stringMatching(/export the file again/),
    });
    expect(await world.stores.remittances.find('700045004')).toBeDefined();
    expect(await world.stores.remittances.find('700045003')).toBeUndefined();
    expect((await world.stores.inbound.find('in-1'))?.state).toBe('quarantined');
  });

  test('75, 76: the same payment by 820 and by export is one; other money under its number is for a person', async () => {
    const same = 'Payment Number,Invoice Number,Amount Paid,Invoice Date\n700045009,inv-1,9.00,2026-08-12\n';
    await importing(await file('payment.edi', PAYMENT_820));
    expect((await importing(await file('same.csv', same))).out).toContain('processed: 1 × remittance known');
    const { exit, err } = await importing(await file('other.csv', same.replace('9.00', '8.00')));
    expect([exit, JSON.parse(err).code]).toEqual([2, 'payment-number-reused']);
    expect((await world.stores.remittances.find('700045009'))?.remittance.total).toBe('9');
  });

  test('77, 78: what the file leaves open is asked for, and answered on the command line', async () => {
    world.partners = partnersOf(NORTHGATE, { ...NORTHGATE, vendorCode: 'NGK8E', region: 'eu', currency: 'EUR' });
    const open = await file(
      'open.csv',
      'Payment Number,Invoice Number,Invoice Date,Amount Paid\n1,INV-1,08/12/2026,1.234\n',
    );
    const asked = async (...words: string[]) =>
      JSON.parse((await importing(open, ...words)).err.split('\n').at(-2) ?? '{}');
    expect((await asked()).hint).toContain('--decimals');
    expect((await asked('--decimals', 'comma')).hint).toContain('--dates');
    expect((await asked('--decimals', 'comma', '--dates', 'day-first')).hint).toContain('--vendor-code');
    const words = ['--decimals', 'comma', '--dates', 'day-first', '--vendor-code', 'NGK8E'];
    const { out } = await importing(open, ...words);
    expect(out).toContain('1 × remittance new');
    expect((await world.stores.remittances.find('1'))?.remittance).toMatchObject({
      vendorCode: 'NGK8E',
      total: '1234',
      lines: [{ invoicedOn: '2026-12-08' }],
    });
  });

  test.each([
    ['an empty file', '', 'file-empty'],
    ['a spreadsheet', 'PK\x03\x04', 'no-interchange'],
    ['a letter', 'Dear vendor,', 'no-interchange'],
  ])('%s is bad input, not a crash', async (what, content, code) => {
    const { exit, err } = await importing(await file(what, content));
    expect([exit, JSON.parse(err).code]).toEqual([2, code]);
    expect(await world.stores.inbound.find('in-1')).toBeDefined();
  });

  test('a wrong answer is usage', async () => {
    const { exit, err } = await importing(join(FIXTURES, 'us.csv'), '--dates', 'whatever');
    expect([exit, JSON.parse(err).code]).toEqual([2, 'usage']);
  });
});

describe('whose payment an export is', () => {
  const other = { ...NORTHGATE, vendorCode: 'NGK8X' };
  const told = async (content: string) => {
    const bytes = (async function* () {
      yield Buffer.from(content);
    })();
    const { document } = await world.stores.inbound.keep(
      { channel: 'file', name: 'x.csv', bytes },
      instant(world.now()),
    );
    await processInbound(document.id, world);
    return (await world.stores.remittances.find('1'))?.remittance.vendorCode;
  };
  beforeEach(() => {
    world.partners = partnersOf(NORTHGATE, other);
  });

  test('is told by an invoice of ours that it pays', async () => {
    await world.stores.invoices.keep({ ...invoice('INV-1', '5'), vendorCode: 'NGK8X' }, 's-1', instant(world.now()));
    expect(await told('Payment Number,Invoice Number,Amount Paid\n1,INV-1SC,-5.00\n')).toBe('NGK8X');
  });
  test('is told by an agreement under its vendor code', async () => {
    expect(await told('Payment Number,Invoice Number,Amount Paid\n1,NGK8X-AUG26-1,-5.00\n')).toBe('NGK8X');
  });
  test('is told by the only account in its currency', async () => {
    world.partners = partnersOf(NORTHGATE, { ...other, currency: 'CAD' });
    expect(await told('Payment Number,Invoice Number,Invoice Currency,Amount Paid\n1,A,CAD,5.00\n')).toBe('NGK8X');
  });
  test('is asked for where nothing tells it', async () => {
    expect(await told('Payment Number,Invoice Number,Amount Paid\n1,A,5.00\n')).toBeUndefined();
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    expect(row?.detail).toMatchObject({ code: 'account-unclear', hint: expect.stringContaining('--vendor-code') });
  });
});

const PAYMENT_820 = `${[
  'ISA*00*          *00*          *ZZ*AMAZON         *ZZ*NORTHGATEKW    *260803*0915*U*00401*000000900*0*P*>',
  'GS*RA*AMAZON*NORTHGATEKW*20260803*0915*900*X*004010',
  'ST*820*0001',
  'BPR*I*9*C*ACH*CTX************20261011',
  'TRN*1*700045009*9111111111',
  'ENT*1',
  'RMR*IV*INV-1**9*9*0',
  'SE*6*0001',
  'GE*1*900',
  'IEA*1*000000900',
].join('~')}~`;

function partnersOf(...partners: TradingPartner[]): FakeWorld['partners'] {
  const all = partners.map((partner) => TradingPartner.parse(partner));
  return {
    find: (vendorCode) => all.find((partner) => partner.vendorCode === vendorCode),
    findByInterchange: () => all[0],
    all: () => all,
  };
}

function invoice(number: string, total: string): Invoice {
  return Invoice.parse({
    number,
    kind: 'invoice',
    invoicedOn: '2026-07-28',
    purchaseOrderNumber: '7M2QX9TC',
    vendorCode: 'NGK7U',
    currency: 'USD',
    billTo: { name: 'AMAZON' },
    remitTo: { name: 'NORTHGATE KITCHENWARE' },
    terms: { discountPercent: '2', discountDays: 30, netDays: 60 },
    lines: [
      {
        position: 1,
        purchaseOrderNumber: '7M2QX9TC',
        productId: { kind: 'upc', value: '614141001019' },
        invoiced: { amount: 1, unitOfMeasure: 'each' },
        unitCost: total,
      },
    ],
    adjustments: [],
    total,
  });
}

async function bytesOf(id: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of world.stores.inbound.read(id)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name.replace(/[^\w.]/g, '-'));
  await writeFile(path, content, 'latin1');
  return path;
}

async function importing(path: string, ...words: string[]): Promise<{ out: string; err: string; exit: number }> {
  const [stdout, stderr] = [paper(), paper()];
  const unused = () => Promise.reject(new Error('not asked for in this test'));
  const exit = await runCli(['remittance', 'import', path, ...words], {
    terminal: { stdout: stdout.stream, stderr: stderr.stream, stdin: Readable.from([]) },
    user: 'maria',
    openHouse: async () => ({
      world,
      desk: desk(world),
      url: '',
      tick: unused,
      async replayInbound(id, _by, answers) {
        const { state, detail } = await processInbound(id, world, answers);
        return `${state}: ${detail}`;
      },
      async close() {},
    }),
    serve: unused,
    migrate: unused,
    createTopics: unused,
    simulator: unused,
    demo: unused,
  });
  return { out: stdout.text(), err: stderr.text(), exit };
}
