/*
 * Amazon refused a document, somebody corrected the cause: the document is made anew, as a file of its own, and counts
 * from then on.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../sidecar/adapters/amazon/partner.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { cartonsOf } from '../../sidecar/domain/ship-notice.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import type { OutboundDocument } from '../../sidecar/ports/stores.ts';
import { nextInvoiceNumber, nextKey } from '../../sidecar/workflow/anew-key.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { receiveFunctionalAcknowledgement } from '../../sidecar/workflow/partner-answers.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { sentAcknowledgement } from '../../sidecar/workflow/shipped.ts';
import { toldNotices } from '../../sidecar/workflow/told-notices.ts';
import { watchSent } from '../../sidecar/workflow/watch-sent.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';

const NUMBER = '4KQ7TZ1M';
const LEFT = new Date('2026-08-11T14:20:00Z');
let root: string;
let world: FakeWorld;
let house: Omit<FakeWorld, 'partner'> & { partner: ReturnType<typeof amazonPartner> };
let account: TradingPartner;

const files = () => readdirSync(join(root, 'upload')).sort();
const texts = () => files().map((name) => readFileSync(join(root, 'upload', name), 'utf8'));

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'anew-'));
  for (const name of ['download', 'upload']) mkdirSync(join(root, name));
  world = fakeWorld();
  account = NORTHGATE;
  const partners = {
    find: () => account,
    findByInterchange: () => account,
    all: () => [account],
  };
  const { stores, events } = world;
  const { channels } = connectAmazon(
    AmazonConnections.parse({ mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') } }),
    { sequences: stores.sequences, clock: world.now, warn: () => {} },
  );
  house = { ...world, partners, partner: amazonPartner({ stores, partners, channels, clock: world.now, events }) };
  const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
  const order = orderOf(NUMBER, '614141001019 24ea 11.75', 'NK-0102 3cs/12 5.85');
  const [first, ...others] = order.lines;
  if (!first) throw new Error('an order without lines');
  const productIds = [...first.productIds, { kind: 'vendor-item' as const, value: 'NK-0101' }];
  await receiveOrder({ ...order, lines: [{ ...first, productIds }, ...others] }, account, sighting, house);
  await work();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function work(): Promise<void> {
  await engine(house, SAGAS, 'test').runDue();
}

/** The settings as they are from now on. */
function set(changes: object): void {
  account = TradingPartner.parse({ ...account, ...changes });
}

const OLD_DOMINION = [{ carrierCode: 'custom', title: 'Old Dominion', number: '1234567890' }];

async function shipped(id: string, cans: number, cases: number, revision = 1, tracks = OLD_DOMINION): Promise<void> {
  const dispatch = Dispatch.parse({
    id,
    purchaseOrderNumber: NUMBER,
    sourceCode: 'reno',
    dispatchedAt: LEFT.toISOString(),
    revision,
    lines: [
      { position: 1, sku: 'NK-0101', shipped: cans },
      { position: 2, sku: 'NK-0102', shipped: cases * 12 },
    ].filter(({ shipped: count }) => count > 0),
    tracks,
  });
  const occurredAt = LEFT.toISOString();
  const event = { kind: 'dispatch-recorded' as const, eventId: `${id}-${revision}`, occurredAt, dispatch };
  await receiveMasterEvent(event, house);
  await work();
}

async function leaves(tracks = OLD_DOMINION): Promise<void> {
  world.clock.set(LEFT);
  await shipped('11', 24, 3, 1, tracks);
}

async function newest(kind: OutboundDocument['kind']): Promise<OutboundDocument> {
  const [row] = await world.stores.outbound.list({ purchaseOrderNumber: NUMBER, kind });
  if (!row) throw new Error(`no ${kind} was sent`);
  return row;
}

/** Amazon's 997, as the mailbox brings it. */
async function answers(result: 'accepted' | 'rejected', { functionalId, controlNumber }: OutboundDocument) {
  const counts = { announced: 1, received: 1, accepted: result === 'accepted' ? 1 : 0 };
  const groupControlNumber = String(controlNumber);
  const transactions = [{ documentType: '810', controlNumber: '0001', result, segments: [], syntaxErrors: [] }];
  await receiveFunctionalAcknowledgement(
    { functionalId, groupControlNumber, result, ...counts, transactions } as never,
    account,
    'in-997',
    house,
  );
  await work();
}

async function refused(kind: OutboundDocument['kind']): Promise<OutboundDocument> {
  const document = await newest(kind);
  await answers('rejected', document);
  return document;
}

const open = async () => (await world.stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind);
const made = (id: string, number: 'same' | 'new' = 'same') => desk(house).makeAnew(id, number, 'ada');

describe('a refused acknowledgement', () => {
  test('is made anew with the product id of now: another file with other numbers, and it is what Amazon was told', async () => {
    const before = await refused('acknowledgement');
    expect(await open()).toEqual(['outbound-rejected']);
    set({ trade: { answerProductIds: ['vendor-item'] } });
    const result = await made(before.id);
    expect(result).toMatchObject({
      kind: 'made',
      isHeldBack: false,
      document: { key: 'acknowledgement:4KQ7TZ1M:1:anew-1' },
    });
    const after = await newest('acknowledgement');
    expect(after.controlNumber).toBeGreaterThan(before.controlNumber);
    expect(files()).toHaveLength(2);
    const ids = ({ content }: OutboundDocument) =>
      content.kind === 'acknowledgement' ? content.document.lines.map(({ productId }) => productId.value) : [];
    expect([ids(before), ids(after)]).toEqual([
      ['614141001019', 'NK-0102'],
      ['NK-0101', 'NK-0102'],
    ]);
    expect(await sentAcknowledgement(NUMBER, house)).toEqual(after.content.document);
    expect(await open()).toEqual([]);
    expect(await world.stores.audit.list({})).toMatchObject([
      {
        who: 'ada',
        action: 'make anew: acknowledgement',
        subject: NUMBER,
        detail: 'acknowledgement:4KQ7TZ1M:1:anew-1 instead of acknowledgement:4KQ7TZ1M:1',
      },
    ]);
  });

  test('asked for twice it is made once, and refused again it is made anew from there', async () => {
    const first = await refused('acknowledgement');
    const [one, two] = await Promise.all([made(first.id), made(first.id)]);
    expect([one?.kind, two?.kind].sort()).toEqual(['made', 'made-before']);
    expect(await made(first.id)).toMatchObject({
      kind: 'made-before',
      document: { key: 'acknowledgement:4KQ7TZ1M:1:anew-1' },
    });
    expect(files()).toHaveLength(2);
    const second = await refused('acknowledgement');
    expect(await made(second.id)).toMatchObject({
      kind: 'made',
      document: { key: 'acknowledgement:4KQ7TZ1M:1:anew-2' },
    });
    await answers('accepted', await newest('acknowledgement'));
    expect([files().length, await open()]).toEqual([3, []]);
  });

  test('is not made anew where a later answer says all that it did', async () => {
    const first = await refused('acknowledgement');
    const sighting = { channel: 'edi' as const, inboundId: 'in-2', at: instant(world.now()) };
    await receiveOrder(orderOf(NUMBER, '614141001019 20ea 11.75', 'NK-0102 3cs/12 5.85'), account, sighting, house);
    await work();
    expect(await made(first.id)).toEqual({
      kind: 'not-possible',
      problem: 'a later answer to the same order says all that it did',
    });
  });

  test('a crash that left it unsent is gone on with, and nothing is made twice', async () => {
    const { id, ...first } = await refused('acknowledgement');
    const { key, kind, vendorCode, channel, content, raw } = first;
    const left = { key: nextKey(key), kind, vendorCode, purchaseOrderNumber: NUMBER, channel, content };
    const numbers = { controlNumber: 77, functionalId: 'PR' };
    const at = instant(world.now());
    await world.stores.outbound.prepare({ ...left, raw, fileName: 'left.edi', ...numbers }, at);
    expect((await made(id)).kind).toBe('made');
    expect(files()).toContain('left.edi');
    expect(files()).toHaveLength(2);
  });
});

describe('nothing is made anew', () => {
  test('of what Amazon has not refused, of what nobody knows, nor for an account that a manual process speaks for', async () => {
    const sent = await newest('acknowledgement');
    expect(await made(sent.id)).toEqual({ kind: 'not-rejected' });
    expect(await made('nobody')).toEqual({ kind: 'not-found' });
    await refused('acknowledgement');
    set({ mode: 'shadow' });
    expect(await made(sent.id)).toEqual({ kind: 'in-shadow' });
    expect(files()).toHaveLength(1);
  });

  test('that leaves an account which sends nothing: it is held back until a person sends it', async () => {
    const sent = await refused('acknowledgement');
    set({ mode: 'never-send' });
    const result = await made(sent.id);
    expect(result).toMatchObject({ kind: 'made', isHeldBack: true, document: { delivered: 'held-back' } });
    expect(files()).toHaveLength(1);
    const { id } = await newest('acknowledgement');
    expect((await desk(house).release(id, 'ada')).kind).toBe('sent');
    expect(files()).toHaveLength(2);
  });

  test('that our checks stop: the person reads what is still wrong', async () => {
    await leaves();
    const sent = await refused('ship-notice');
    world.clock.advance(9 * 86_400_000);
    const result = await made(sent.id);
    expect(result).toMatchObject({ kind: 'blocked', findings: [{ code: 'shipped-long-ago' }] });
    expect(files()).toHaveLength(3);
    expect(await open()).toContain('outbound-rejected');
  });
});

describe('a refused ship notice', () => {
  test('is an original again with the same shipment id and SSCCs, and the ARN that was missing', async () => {
    await leaves();
    const before = await refused('ship-notice');
    const arn = { amazonReferenceNumber: '34567890123' };
    await desk(house).sayCarriage({ kind: 'dispatch', id: '11' }, arn, 'ada');
    await work();
    set({ shipFrom: { ...account.shipFrom, name: 'NORTHGATE KITCHENWARE RENO' } });
    expect(await made(before.id)).toMatchObject({ kind: 'made', document: { key: 'ship-notice:11:anew-1' } });
    const after = await newest('ship-notice');
    if (before.content.kind !== 'ship-notice' || after.content.kind !== 'ship-notice') throw new Error('no notices');
    const [was, is] = [before.content.document, after.content.document];
    expect(is).toMatchObject({
      purpose: 'original',
      shipmentId: was.shipmentId,
      amazonReferenceNumber: '34567890123',
      shipFrom: { name: 'NORTHGATE KITCHENWARE RENO' },
    });
    expect(cartonsOf(is).map(({ sscc }) => sscc)).toEqual(cartonsOf(was).map(({ sscc }) => sscc));
    const [told, ...others] = await toldNotices({ id: '11', purchaseOrderNumber: NUMBER }, house);
    expect([told?.documentId, told?.isRejected, others]).toEqual([after.id, false, []]);
  });

  test('of several parcels: only the one that Amazon refused', async () => {
    const ups = (number: string) => ({ carrierCode: 'ups', title: 'UPS', number });
    await leaves([ups('1Z999AA10123456784'), ups('1Z999AA10123456793')]);
    const sent = await world.stores.outbound.list({ purchaseOrderNumber: NUMBER, kind: 'ship-notice' });
    expect(sent.map(({ key }) => key).sort()).toEqual(['ship-notice:11', 'ship-notice:11:parcel:2']);
    for (const document of sent) {
      await answers('rejected', document);
      const result = await made(document.id);
      expect(result).toMatchObject({ kind: 'made', document: { key: `${document.key}:anew-1` } });
      if (result.kind !== 'made' || document.content.kind !== 'ship-notice') continue;
      expect(result.document.content.document).toEqual(document.content.document);
    }
  });
});

describe('a refused notice that is more than one dispatch, or less', () => {
  test('of a truck tells of all that stands on it, under the same codes', async () => {
    set({ policies: { truckNoticeWaitMinutes: 30 } });
    world.clock.set(LEFT);
    await shipped('11', 20, 0);
    await shipped('12', 4, 3);
    world.clock.advance(31 * 60_000);
    await work();
    const before = await refused('ship-notice');
    expect(before.key).toBe('ship-notice:11');
    const result = await made(before.id);
    expect(result).toMatchObject({ kind: 'made', document: { key: 'ship-notice:11:anew-1' } });
    expect((await newest('ship-notice')).content).toEqual(before.content);
    const told = await toldNotices({ id: '12', purchaseOrderNumber: NUMBER }, house);
    expect(told.map(({ documentId }) => documentId)).toEqual([(await newest('ship-notice')).id]);
  });

  test('a refused replacement stays a replacement of what Amazon has, with the ARN and the trailer of now', async () => {
    set({ policies: { correctNotices: 'auto' } });
    await leaves();
    await answers('accepted', await newest('ship-notice'));
    await shipped('11', 20, 3, 2);
    const before = await refused('ship-notice');
    expect(before).toMatchObject({ key: 'ship-notice:11:replace:2', content: { document: { purpose: 'replace' } } });
    set({ policies: { correctNotices: 'ask' } });
    const said = { amazonReferenceNumber: '34567890123', trailerNumber: '53117' };
    await desk(house).sayCarriage({ kind: 'dispatch', id: '11' }, said, 'ada');
    expect(await made(before.id)).toMatchObject({
      kind: 'made',
      document: {
        key: 'ship-notice:11:replace:2:anew-1',
        content: { document: { purpose: 'replace', ...said } },
      },
    });
    const after = await newest('ship-notice');
    if (before.content.kind !== 'ship-notice' || after.content.kind !== 'ship-notice') throw new Error('no notices');
    expect(cartonsOf(after.content.document)).toEqual(cartonsOf(before.content.document));
  });
});

describe('a refused invoice', () => {
  test('keeps its number and date where Amazon booked nothing, and carries the bill-to of now', async () => {
    await leaves();
    const before = await refused('invoice');
    world.clock.advance(86_400_000);
    set({ billTo: { ...account.billTo, name: 'AMAZON.COM SERVICES LLC SEATTLE' } });
    expect(await made(before.id)).toMatchObject({ kind: 'made', document: { key: 'invoice:INV-11:anew-1' } });
    const [row, ...others] = await world.stores.invoices.list({ purchaseOrderNumber: NUMBER });
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      invoice: { number: 'INV-11', invoicedOn: '2026-08-11', billTo: { name: 'AMAZON.COM SERVICES LLC SEATTLE' } },
      outboundId: (await newest('invoice')).id,
    });
    expect(texts().at(-1)).not.toBe(before.raw);
  });

  test('has a new number and day where Amazon knows the old one; the register follows it, and the old one is not used again', async () => {
    await leaves();
    const before = await refused('invoice');
    world.clock.advance(86_400_000);
    expect(await made(before.id, 'new')).toMatchObject({ kind: 'made', document: { key: 'invoice:INV-11-R2' } });
    const register = await world.stores.invoices.list({ purchaseOrderNumber: NUMBER });
    expect(register.map(({ invoice, dispatchId }) => [invoice.number, invoice.invoicedOn, dispatchId])).toEqual([
      ['INV-11-R2', '2026-08-12', '11'],
    ]);
    expect(await made(before.id, 'same')).toMatchObject({
      kind: 'made-before',
      document: { key: 'invoice:INV-11-R2' },
    });
    const second = await refused('invoice');
    expect(await made(second.id, 'new')).toMatchObject({ kind: 'made', document: { key: 'invoice:INV-11-R3' } });
  });

  test('that two people make anew at once, one under the old number and one under a new, leaves once', async () => {
    await leaves();
    const before = await refused('invoice');
    const both = await Promise.all([made(before.id, 'same'), made(before.id, 'new')]);
    expect(both.map(({ kind }) => kind)).toEqual(['made', 'made-before']);
    const sent = await world.stores.outbound.list({ purchaseOrderNumber: NUMBER, kind: 'invoice' });
    expect(sent.map(({ key }) => key)).toEqual(['invoice:INV-11:anew-1', 'invoice:INV-11']);
  });

  test('is not made anew once something was paid on it', async () => {
    await leaves();
    const before = await refused('invoice');
    await world.stores.invoices.setPaid('INV-11', '5' as never, 'short-paid');
    expect(await made(before.id)).toMatchObject({ kind: 'not-possible' });
  });
});

test('the answer to the new document is followed: a second silence and a second no are both heard', async () => {
  const first = await refused('acknowledgement');
  const [asked] = await world.stores.discrepancies.list({ state: 'open', kind: 'outbound-rejected' });
  const answer = { action: 'make-anew' as const, invoiceNumber: 'same' as const };
  expect((await desk(house).settle(asked?.id ?? '', answer, 'ada')).kind).toBe('settled');
  expect((await made(first.id)).kind).toBe('made-before');
  world.clock.advance(25 * 3_600_000);
  await watchSent(house);
  expect(await open()).toEqual(['functional-acknowledgement-overdue']);
  await answers('rejected', await newest('acknowledgement'));
  expect(await open()).toContain('outbound-rejected');
});

test('keys and numbers of what is made anew', () => {
  expect([nextKey('ship-notice:11:parcel:2'), nextKey('invoice:INV-1:anew-1')]).toEqual([
    'ship-notice:11:parcel:2:anew-1',
    'invoice:INV-1:anew-2',
  ]);
  expect(['INV-11', 'INV-11-R2', 'INV-0123456789012345678'].map(nextInvoiceNumber)).toEqual([
    'INV-11-R2',
    'INV-11-R3',
    'INV-012345678901234-R2',
  ]);
});
