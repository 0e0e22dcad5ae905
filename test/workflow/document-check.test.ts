import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { Resolution } from '../../sidecar/domain/discrepancy.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { decimal } from '../../sidecar/domain/money.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, onePartner, orderOf } from '../fakes/world.ts';

const NUMBER = '4KQ7TZ1M';
const ORDER = orderOf(NUMBER, 'NK-0101 24ea 11.75', 'NK-0102 3cs/12 5.85');
const ACKNOWLEDGEMENT = `acknowledgement:${NUMBER}:1`;
const NOTICE = 'ship-notice:000000011';
const INVOICE = 'invoice:INV-000000011';

async function receive(world: FakeWorld, order: PurchaseOrder = ORDER) {
  const partner = world.partners.find('NGK7U') ?? NORTHGATE;
  await receiveOrder(order, partner, { channel: 'edi', inboundId: 'in-1', at: instant(world.now()) }, world);
  await engine(world, SAGAS, 'test').runDue();
}

async function leaves(world: FakeWorld, tracks: string[] = ['1Z999AA10123456784'], revision = 1) {
  world.clock.set(new Date('2026-08-11T15:00:00Z'));
  const dispatch = Dispatch.parse({
    id: '000000011',
    purchaseOrderNumber: NUMBER,
    sourceCode: 'reno',
    dispatchedAt: '2026-08-11T14:20:00Z',
    revision,
    lines: [{ position: 1, sku: 'NK-0101', shipped: 24 }],
    tracks: tracks.map((number) => ({ carrierCode: 'ups', title: 'United Parcel Service', number })),
  });
  const occurredAt = world.now().toISOString();
  await receiveMasterEvent({ kind: 'dispatch-recorded', eventId: `e-${revision}`, occurredAt, dispatch }, world);
  await engine(world, SAGAS, 'test').runDue();
}

const open = (world: FakeWorld) => world.stores.discrepancies.list({ state: 'open' });

async function answer(world: FakeWorld, resolution: Resolution) {
  const [row] = await open(world);
  await desk(world).settle(row?.id ?? '', resolution, 'operator');
  await engine(world, SAGAS, 'test').runDue();
}

/** The number of the first carton stands on another shipment already. */
async function useTheFirstSscc(world: FakeWorld) {
  const value = makeSscc(NORTHGATE.gs1CompanyPrefix, 1);
  const now = instant(world.now());
  await world.stores.usedNumbers.claim([{ kind: 'sscc', value }], 'ship-notice:old', now, now);
}

/** The number of the invoice was used for another dispatch. */
async function useTheInvoiceNumber(world: FakeWorld) {
  const lines = [
    {
      position: 1,
      purchaseOrderNumber: '8CVN4QJD',
      productId: { kind: 'vendor-item', value: 'NK-0101' },
      invoiced: { amount: 1, unitOfMeasure: 'each' },
      unitCost: '1',
    },
  ];
  const old = Invoice.parse({
    number: 'inv-000000011',
    kind: 'invoice',
    invoicedOn: '2026-08-01',
    purchaseOrderNumber: '8CVN4QJD',
    currency: 'USD',
    billTo: NORTHGATE.billTo,
    remitTo: NORTHGATE.remitTo,
    terms: NORTHGATE.paymentTerms,
    lines,
    adjustments: [],
    total: '1',
  });
  await world.stores.invoices.keep(old, 'another dispatch', instant(world.now()));
}

describe('a document that blocks is stopped before Amazon hears it', () => {
  test('an acknowledgement above the ordered cost waits, with field, fix and what it prevents, until its limit', async () => {
    const world = await overpriced();
    const [row, ...others] = await open(world);
    expect(others).toEqual([]);
    expect(world.partner.heard.size).toBe(0);
    expect(row).toMatchObject({
      kind: 'document-blocked',
      subject: { purchaseOrderNumber: NUMBER },
      dueBy: (await world.stores.purchaseOrders.find(NUMBER))?.acknowledgeBy,
      detail: {
        document: ACKNOWLEDGEMENT,
        findings: [
          {
            code: 'acknowledged-price-above-order',
            field: 'lines[0].unitCost',
            fix: expect.stringMatching(/\.$/),
            prevents: expect.stringMatching(/\.$/),
          },
        ],
      },
    });
    expect((await world.stores.purchaseOrders.find(NUMBER))?.progress).toBe('waiting-for-a-person');
  });

  test('a change by Amazon has the stopped acknowledgement made anew, and closes the question', async () => {
    const world = await overpriced();
    await receive(world, orderOf(NUMBER, 'NK-0101 24ea 12'));
    expect(world.partner.heard.has(`acknowledgement:${NUMBER}:2`)).toBe(true);
    expect((await open(world)).map(({ kind }) => kind)).not.toContain('document-blocked');
  });

  test('a ship notice with an SSCC of the last year waits', async () => {
    const world = fakeWorld();
    await receive(world);
    await useTheFirstSscc(world);
    await leaves(world);
    expect((await open(world)).map(({ kind, summary }) => `${kind}: ${summary}`)).toEqual([
      expect.stringMatching(/^document-blocked: the ship notice of dispatch 000000011 .* SSCC \d{18} was on another/),
    ]);
    expect(world.partner.heard.has(NOTICE)).toBe(false);
  });

  test('an invoice whose number was used waits, and is not written into the register', async () => {
    const world = fakeWorld();
    await receive(world);
    await useTheInvoiceNumber(world);
    await leaves(world);
    expect((await open(world)).map(({ detail }) => detail.document)).toEqual([INVOICE]);
    expect(world.partner.heard.has(NOTICE)).toBe(true);
    expect(world.partner.heard.has(INVOICE)).toBe(false);
  });
});

/** A person accepted a cost that Amazon did not order at. */
async function overpriced(): Promise<FakeWorld> {
  const world = fakeWorld();
  const cheap = orderOf(NUMBER, 'NK-0101 24ea 9');
  const id = cheap.lines[0]?.productIds[0];
  if (!id) throw new Error('the order has no line');
  await world.stores.itemReferences.learn('NGK7U', id, 'NK-0101', decimal('12'));
  await receive(world, cheap);
  await answer(world, { action: 'accept-cost', unitCost: '12' });
  return world;
}

describe('a person answers a stopped document', () => {
  test('tried again with nothing changed, it is asked about again', async () => {
    const world = await overpriced();
    await answer(world, { action: 'retry' });
    expect((await open(world)).map(({ kind }) => kind)).toEqual(['document-blocked']);
    expect(world.partner.heard.size).toBe(0);
  });

  test('sent anyway it leaves, and findings and name are kept with it and in the audit log', async () => {
    const world = await overpriced();
    await answer(world, { action: 'send-anyway' });
    expect(world.partner.heard.has(ACKNOWLEDGEMENT)).toBe(true);
    expect((await world.stores.checks.find(ACKNOWLEDGEMENT))?.findings).toMatchObject([
      { code: 'acknowledged-price-above-order', severity: 'block', sentAnywayBy: 'operator' },
    ]);
    const [entry] = await world.stores.audit.list({ subject: NUMBER });
    expect(entry).toMatchObject({ who: 'operator', action: 'settle document-blocked: send-anyway' });
    expect(await open(world)).toEqual([]);
  });

  test('another finding than the one that was answered for asks again', async () => {
    const world = fakeWorld();
    await receive(world);
    await useTheFirstSscc(world);
    await leaves(world);
    // Found while the answer was on its way: the shipment id is another one's too.
    const now = instant(world.now());
    const id = { kind: 'shipment-id' as const, value: 'NGK7U:NGK7U-000000011' };
    await world.stores.usedNumbers.claim([id], 'ship-notice:old', now, now);
    await answer(world, { action: 'send-anyway' });
    expect(world.partner.heard.has(NOTICE)).toBe(false);
    expect((await open(world)).map(({ detail }) => detail.findings)).toMatchObject([[{ code: 'shipment-id-used' }]]);
    await answer(world, { action: 'send-anyway' });
    expect(world.partner.heard.has(NOTICE)).toBe(true);
    const kept = (await world.stores.checks.find(NOTICE))?.findings;
    expect(kept?.map(({ code, sentAnywayBy }) => `${code} ${sentAnywayBy}`).sort()).toEqual([
      'shipment-id-used operator',
      'sscc-used operator',
    ]);
  });

  test('closed, it stays stopped and nothing is sent', async () => {
    const world = await overpriced();
    await answer(world, { action: 'close', note: 'told in Vendor Central' });
    expect(world.partner.heard.size).toBe(0);
    expect(await open(world)).toEqual([]);
    expect((await world.journal.find('purchase-order', NUMBER))?.status).toBe('held');
  });
});

describe('what only warns stops nothing', () => {
  test('and is kept with the document', async () => {
    const world = fakeWorld();
    await receive(world, { ...ORDER, methodOfPayment: 'CC' });
    await leaves(world);
    expect(world.partner.heard.has(NOTICE)).toBe(true);
    const checks = await world.stores.checks.list(NUMBER);
    expect(checks.map(({ key, findings }) => [key, findings.map(({ code }) => code)])).toEqual([
      [ACKNOWLEDGEMENT, []],
      [INVOICE, []],
      [NOTICE, ['amazon-reference-missing']],
    ]);
  });

  test('and the region of the account says which rules count', async () => {
    const world = { ...fakeWorld(), partners: onePartner(TradingPartner.parse({ ...NORTHGATE, region: 'eu' })) };
    await receive(world);
    await leaves(world);
    const content = world.partner.heard.get(NOTICE);
    expect(content?.kind === 'ship-notice' && content.document.billOfLading).toBe('NGK7UB000000011');
    expect(await open(world)).toEqual([]);
  });
});
