import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { Invoice, invoiceTotal } from '../../../sidecar/domain/invoice.ts';
import { withTaxes } from '../../../sidecar/domain/invoice-tax.ts';
import { TaxTreatment } from '../../../sidecar/domain/tax.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import type { SendRequest } from '../../../sidecar/ports/partner.ts';
import type { Stores } from '../../../sidecar/ports/stores.ts';
import { movableClock } from '../../fakes/clock.ts';
import { inMemoryStores } from '../../fakes/stores.ts';
import { onePartner } from '../../fakes/world.ts';
import { type AmazonStandIn, startAmazon } from '../../stand-ins/amazon/amazon.ts';
import { acknowledgement, invoice, listeningEvents, northgate, order, shipNotice } from './samples.ts';
import { breachesOf, recorder } from './wire.ts';

const clock = movableClock('2026-08-11T21:30:00Z');
let root: string;
let amazon: AmazonStandIn;
let wire: Awaited<ReturnType<typeof recorder>>;
let stores: Stores;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'amazon-taxes-'));
  await mkdir(join(root, 'upload'));
  await mkdir(join(root, 'download'));
  // Where a vendor without a tax number is not paid.
  amazon = await startAmazon({ clock: clock.now, mailboxFolder: root, currency: 'GBP', quirks: ['Q26'] });
  wire = await recorder(amazon.url);
  stores = inMemoryStores();
});
afterEach(async () => {
  await wire.close();
  await amazon.close();
  await rm(root, { recursive: true, force: true });
});

type Road = 'edi' | 'sp-api';

function partner(road: Road) {
  const connections = AmazonConnections.parse({
    mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') },
    spApi: [
      { vendorCodes: ['NGK7U'], endpoint: wire.url, tokenUrl: `${wire.url}/auth/o2/token`, ...amazon.credentials },
    ],
  });
  const account = TradingPartner.parse({ ...northgate(road), region: 'eu', currency: 'GBP' });
  return amazonPartner({
    stores,
    partners: onePartner(account),
    channels: connectAmazon(connections, { sequences: stores.sequences, clock: clock.now, warn: () => {} }).channels,
    clock: clock.now,
    events: listeningEvents([]),
  });
}

/** In pounds, and with the ids of the road by which the order came. */
function inIdsOf(road: Road, request: SendRequest): SendRequest {
  const inPounds = JSON.stringify(request).replaceAll('"USD"', '"GBP"');
  if (road === 'sp-api') return JSON.parse(inPounds) as SendRequest;
  const byUpc = inPounds.replaceAll(
    '"kind":"vendor-item","value":"614141001019"',
    '"kind":"upc","value":"614141001019"',
  );
  return JSON.parse(byUpc) as SendRequest;
}

/** Two lines at a rate, and one whose tax is Amazon's to pay. */
function billed(how: object = { rates: [{ type: 'DomesticVAT', rate: '20' }] }, change: object = {}): SendRequest {
  const request = invoice();
  if (request.content.kind !== 'invoice') throw new Error('an invoice was asked for');
  const { document } = request.content;
  const [line] = document.lines;
  if (!line) throw new Error('it has a line');
  const parts = [5, 6, 7].map((amount, index) => ({
    ...line,
    position: index + 1,
    invoiced: { amount, unitOfMeasure: 'each' as const },
  }));
  const free = TaxTreatment.parse({
    category: 'reverse-charge',
    reason: 'VATEX-EU-AE',
    rates: [{ type: 'DomesticVAT', rate: '0' }],
  });
  const taxed = TaxTreatment.parse(how);
  const { lines, taxes } = withTaxes(parts, [taxed, taxed, free], 'GBP');
  const taxRegistrations = [{ type: 'vat', number: 'GB999999973' }];
  const total = invoiceTotal(lines, [], taxes);
  const remitTo = { ...document.remitTo, taxRegistrations };
  const whole = Invoice.parse({ ...document, currency: 'GBP', remitTo, lines, taxes, total, ...change });
  return { ...request, content: { kind: 'invoice', document: whole } };
}

async function shipped(road: Road): Promise<void> {
  await amazon.sendPurchaseOrder(order(), { via: road });
  await partner(road).send(inIdsOf(road, acknowledgement()));
  await partner(road).send(inIdsOf(road, shipNotice('2026-08-11T21:20:00Z')));
  await amazon.sweepMailbox();
}

describe.each<Road>(['edi', 'sp-api'])('an invoice with taxes by %s', (road) => {
  test('is booked with its total of net and tax, and paid so', async () => {
    await shipped(road);
    await partner(road).send(inIdsOf(road, billed()));
    await amazon.sweepMailbox();
    expect(amazon.books.problems.filter(({ severity }) => severity === 'refused')).toEqual([]);
    const [booked] = amazon.books.invoices;
    // 129.25 at 20 per cent, 82.25 at nothing.
    expect(booked?.document).toMatchObject({ total: '237.35', currency: 'GBP', remitToHasTaxRegistration: true });
    expect(booked?.document.taxes.map(({ amount, rate, taxable }) => [amount, rate, taxable])).toEqual([
      ['25.85', '20', '129.25'],
      ['0', '0', '82.25'],
    ]);
    const calls = wire.sent.filter(({ target }) => target !== '/auth/o2/token');
    expect(calls.flatMap(breachesOf)).toEqual([]);
    expect((await amazon.sendRemittance({ invoices: ['INV-260812-01'] })).total).toBe('237.35');
  });

  test('whose taxes do not add up does not leave', async () => {
    await shipped(road);
    const wrong = billed(undefined, { total: '211.5' });
    await expect(partner(road).send(inIdsOf(road, wrong))).rejects.toMatchObject({ code: 'invoice-total-differs' });
    expect(amazon.books.invoices).toEqual([]);
  });
});

test('by SP-API each line and the whole tell their taxes in the words of Amazon, and a remark why none is due', async () => {
  await shipped('sp-api');
  await partner('sp-api').send(billed());
  const body = JSON.parse(wire.sent.at(-1)?.body.toString() ?? '{}') as {
    invoices: [{ items: { taxDetails: object[] }[] } & Record<string, object[]>];
  };
  const [sent] = body.invoices;
  const gbp = (amount: string) => ({ currencyCode: 'GBP', amount });
  const vat = (taxRate: string, taxable: string, amount: string) => ({
    taxType: 'DomesticVAT',
    taxRate,
    taxAmount: gbp(amount),
    taxableAmount: gbp(taxable),
  });
  expect(sent.items.map(({ taxDetails }) => taxDetails)).toEqual([
    [vat('20', '58.75', '11.75')],
    [vat('20', '70.5', '14.1')],
    [vat('0', '82.25', '0')],
  ]);
  expect(sent).toMatchObject({
    taxDetails: [vat('20', '129.25', '25.85'), vat('0', '82.25', '0')],
    additionalDetails: [{ type: 'SUR', detail: 'Reverse charge (lines 3): VATEX-EU-AE' }],
    invoiceTotal: gbp('237.35'),
  });
});

test('India’s pairs of taxes go by SP-API; an 810 has no code for them and says so', async () => {
  const pair = { rates: ['CGST', 'SGST'].map((type) => ({ type, rate: '9' })) };
  await shipped('sp-api');
  await partner('sp-api').send(billed(pair));
  expect(amazon.books.problems).toEqual([]);
  expect(amazon.books.invoices[0]?.document.items[0]?.taxes.map(({ type, amount }) => [type, amount])).toEqual([
    ['CGST', '5.29'],
    ['SGST', '5.29'],
  ]);
  await expect(partner('edi').send({ ...billed(pair), key: 'invoice:D-2' })).rejects.toMatchObject({
    code: 'tax-type-unsayable',
  });
});
