import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { ediRead } from '../../sidecar/entrypoints/cli/edi-read.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder, receiveRemittance } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { paper } from '../entrypoints/paper.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { openConsole } from '../system/open-console.ts';

const NUMBER = '4KQ7TZ1M';
const INVOICE = 'INV-000000011';

/** Northgate in the United Kingdom, whose cookery books bear no tax. */
const leeds = TradingPartner.parse({
  ...NORTHGATE,
  region: 'eu',
  currency: 'GBP',
  remitTo: { ...NORTHGATE.remitTo, taxRegistrations: [{ type: 'vat', number: 'GB999999973' }] },
  tax: {
    rates: [{ type: 'DomesticVAT', rate: '20' }],
    bySku: { 'NK-0102': { category: 'zero-rated', rates: [{ type: 'DomesticVAT', rate: '0' }] } },
  },
});

const shipped: { position: number; sku: string; shipped: number }[] = [
  { position: 1, sku: 'NK-0101', shipped: 24 },
  { position: 2, sku: 'NK-0102', shipped: 36 },
];

async function billed(partner: TradingPartner): Promise<FakeWorld> {
  const world = fakeWorld(undefined, partner);
  const order = { ...orderOf(NUMBER, 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85'), currency: partner.currency };
  await receiveOrder(order, partner, { channel: 'edi', inboundId: 'in-1', at: instant(world.now()) }, world);
  await engine(world, SAGAS, 'test').runDue();
  world.clock.set(new Date('2026-08-11T15:00:00Z'));
  const dispatch = Dispatch.parse({
    id: '000000011',
    purchaseOrderNumber: NUMBER,
    sourceCode: 'leeds',
    dispatchedAt: '2026-08-11T14:20:00Z',
    revision: 1,
    lines: shipped,
    tracks: [{ carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' }],
  });
  const occurredAt = world.now().toISOString();
  await receiveMasterEvent({ kind: 'dispatch-recorded', eventId: 'e-1', occurredAt, dispatch }, world);
  await engine(world, SAGAS, 'test').runDue();
  return world;
}

async function pays(world: FakeWorld, paymentNumber: string, amountPaid: string) {
  const line = { position: 1, reference: INVOICE, amountPaid, adjustments: [] };
  const remittance = Remittance.parse({ paymentNumber, total: amountPaid, currency: 'GBP', lines: [line] });
  await receiveRemittance(remittance, 'NGK7U', `in-${paymentNumber}`, world);
  await engine(world, SAGAS, 'test').runDue();
}

describe('a dispatch of an account with a tax', () => {
  test('is billed with it, and Amazon hears the same', async () => {
    const world = await billed(leeds);
    const kept = (await world.stores.invoices.find(INVOICE))?.invoice;
    expect(kept?.taxes).toEqual([
      { type: 'DomesticVAT', category: 'standard', rate: '20', taxableAmount: '282', amount: '56.4' },
      { type: 'DomesticVAT', category: 'zero-rated', rate: '0', taxableAmount: '210.6', amount: '0' },
    ]);
    expect(kept?.total).toBe('549');
    expect(world.partner.heard.get(`invoice:${INVOICE}`)).toMatchObject({ kind: 'invoice', document: kept });
    expect(await codesOf(world)).toEqual([]);
  });

  test('without the setting Amazon still hears it, with what it may cost kept beside', async () => {
    const { tax: _tax, ...without } = leeds;
    const world = await billed(TradingPartner.parse(without));
    expect((await world.stores.invoices.find(INVOICE))?.invoice.total).toBe('492.6');
    expect(world.partner.heard.has(`invoice:${INVOICE}`)).toBe(true);
    expect(await codesOf(world)).toEqual(['tax-missing']);
  });

  test('is paid by net and tax; the net alone is short by the tax', async () => {
    const whole = await billed(leeds);
    await pays(whole, 'P-1', '549');
    expect((await whole.stores.invoices.find(INVOICE))?.state).toBe('paid');
    const net = await billed(leeds);
    await pays(net, 'P-2', '492.6');
    expect((await net.stores.invoices.find(INVOICE))?.state).toBe('short-paid');
    const open = await net.stores.discrepancies.list({ state: 'open' });
    expect(open.map(({ summary }) => summary)).toContainEqual(
      expect.stringMatching(/56\.40 GBP less than expected, which is the tax of the invoice$/),
    );
  });
});

async function codesOf(world: FakeWorld): Promise<string[]> {
  const check = await world.stores.checks.find(`invoice:${INVOICE}`);
  return (check?.findings ?? []).map(({ code }) => code);
}

describe('the taxes of an invoice are shown', () => {
  let house: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    const { stores, journal } = await billed(leeds);
    house = await openConsole({ stores, journal });
  });
  afterAll(() => house.close());

  test('on its page, as net, each tax and total', async () => {
    const page = await (await fetch(`${house.url}/invoices/${INVOICE}`)).text();
    const words = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(words).toContain('Net 492.60 GBP');
    expect(words).toContain('Tax 56.40 GBP');
    expect(words).toContain('Total 549.00 GBP');
    expect(words).toContain('20 % DomesticVAT 282.00 GBP 56.40 GBP');
    expect(words).toContain('zero rated DomesticVAT 210.60 GBP 0.00 GBP');
  });

  test('and by the API, line by line', async () => {
    const answer = (await (await fetch(`${house.url}/api/v1/invoices/${INVOICE}`)).json()) as {
      invoice: { lines: { taxes: { amount: string }[] }[]; taxes: object[]; total: string };
    };
    expect(answer.invoice.lines.map(({ taxes }) => taxes.map(({ amount }) => amount))).toEqual([['56.4'], ['0']]);
    expect(answer.invoice).toMatchObject({ taxes: [{ amount: '56.4' }, { amount: '0' }], total: '549' });
  });

  test('and on a terminal', async () => {
    const { stream, text } = paper();
    const file = join(
      import.meta.dirname,
      '../fixtures/x12/810/tax-rate-as-a-fraction-and-a-tax-on-the-whole-alone.edi',
    );
    const terminal = { stdout: stream, stderr: stream, stdin: Readable.from([]) };
    await ediRead(file, { json: false }, terminal);
    expect(text()).toContain('112.00 CAD (net 100.00, 5 % GST 5.00, 7 % PST 7.00), order 7HX2PM4Q');
  });
});
