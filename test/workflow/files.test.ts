import { describe, expect, test } from 'vitest';
import { withFiles } from '../../sidecar/adapters/amazon/file-channel.ts';
import { amazonPartner } from '../../sidecar/adapters/amazon/partner.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { InventoryReport } from '../../sidecar/domain/inventory-report.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { type Desk, desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { watchDeadlines } from '../../sidecar/workflow/watch.ts';
import { watchSent } from '../../sidecar/workflow/watch-sent.ts';
import { fakeWorld, NORTHGATE, onePartner, orderOf } from '../fakes/world.ts';
import { HOUR, runFor } from './runs.ts';

const NUMBER = '4KQ7TZ1M';
const FILES = { acknowledgement: 'file', 'change-acknowledgement': 'file', 'ship-notice': 'file', invoice: 'file' };

/** A house whose account sends files, and what another road would have carried. */
function fileHouse(change: object = {}) {
  const fake = fakeWorld();
  const account = TradingPartner.parse({
    ...NORTHGATE,
    channels: { 'purchase-order': ['file'], ...FILES },
    ...change,
  });
  const byEdi: string[] = [];
  const edi = {
    make: async () => ({ raw: 'ISA', fileName: 'x.edi', controlNumber: 1, functionalId: 'IN' }),
    deliver: async ({ key }: { key: string }) => {
      byEdi.push(key);
      return key;
    },
    answer: async () => ({ status: 'accepted' as const, problems: [] }),
    shown: async () => undefined,
  };
  const { stores, clock, events } = fake;
  const partners = onePartner(account);
  const channels = withFiles((_code, road) => (road === 'edi' ? edi : undefined), { stores });
  const partner = amazonPartner({ stores, partners, channels, clock: clock.now, events });
  const world = { ...fake, partners, partner };
  const running = engine(world, SAGAS, 'test');
  const at = desk(world);
  const find = async (kind: string) => (await stores.outbound.list({})).find((row) => row.kind === kind);
  const say = async (kind: string, word: Parameters<Desk['sayOfFile']>[1] = { said: 'entered' }) => {
    const said = await at.sayOfFile((await find(kind))?.id ?? '', word, 'anna');
    await running.runDue();
    return said;
  };
  return {
    world,
    byEdi,
    desk: at,
    find,
    say,
    pass: (milliseconds: number) => runFor(milliseconds, running, world),
    kinds: async () => (await stores.discrepancies.list({ state: 'open' })).map(({ kind }) => kind),
    files: async () =>
      (await stores.outbound.list({}))
        .map(({ kind, delivered, acknowledged }) => `${kind} ${delivered} ${acknowledged}`)
        .reverse(),
    progress: async () => (await stores.purchaseOrders.find(NUMBER))?.progress,
    async order(...lines: string[]) {
      const sighting = { channel: 'file' as const, inboundId: 'in-1', at: instant(world.now()) };
      await receiveOrder(orderOf(NUMBER, ...lines), account, sighting, world);
      await running.runDue();
    },
    async dispatch(shipped: number) {
      const dispatch = Dispatch.parse({
        id: '000000011',
        purchaseOrderNumber: NUMBER,
        sourceCode: 'reno',
        dispatchedAt: world.now().toISOString(),
        revision: 1,
        lines: [{ position: 1, sku: 'NK-0101', shipped }],
        tracks: [{ carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' }],
      });
      const occurredAt = world.now().toISOString();
      await receiveMasterEvent({ kind: 'dispatch-recorded', eventId: 'e-1', occurredAt, dispatch }, world);
      await running.runDue();
    },
  };
}

describe('an answer by file', () => {
  test('is a table for a person, and the order is not acknowledged before that person has said so', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    const file = await house.find('acknowledgement');
    expect(file).toMatchObject({ channel: 'file', delivered: 'handed-over', acknowledged: 'awaited' });
    expect(file?.fileName).toBe('NGK7U_acknowledgement_4KQ7TZ1M_000001.csv');
    expect(file?.raw).toContain('4KQ7TZ1M,,AC - Accepted: In stock,24,2026-08-14,NGK7U,PHX7');
    expect(await house.progress()).toBe('to-enter');
    const run = await house.world.journal.find('purchase-order', NUMBER);
    expect(run?.awaiting).toBe('a person to enter our acknowledgement in Vendor Central');
  });

  test('is closed by that word, which stands in the audit log with name and time', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    expect((await house.say('acknowledgement')).kind).toBe('noted');
    expect(await house.files()).toEqual(['acknowledgement delivered accepted']);
    expect(await house.progress()).toBe('in-work');
    expect((await house.world.journal.find('purchase-order', NUMBER))?.status).toBe('done');
    expect(await house.world.stores.audit.list({ subject: NUMBER })).toMatchObject([
      { who: 'anna', at: house.world.now().toISOString(), action: 'entered in Vendor Central: acknowledgement' },
    ]);
  });

  test('rings before the limit and at it while nobody enters it, and for nothing else', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    await house.pass(21 * HOUR);
    await watchDeadlines(house.world);
    await watchSent(house.world);
    expect(await house.kinds()).toEqual(['acknowledgement-at-risk']);
    const [ringing] = await house.world.stores.discrepancies.list({ state: 'open' });
    expect(ringing?.summary).toContain('a person has to enter it in Vendor Central');
    await house.pass(5 * HOUR);
    await watchDeadlines(house.world);
    await watchSent(house.world);
    expect(await house.kinds()).toEqual(['acknowledgement-at-risk', 'acknowledgement-late']);
  });

  test('that Vendor Central refused is a discrepancy in its words, and the clock runs until it is settled', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    await house.say('acknowledgement', { said: 'refused', why: 'Row 2: quantity exceeds the order' });
    const [open] = await house.world.stores.discrepancies.list({ state: 'open' });
    expect(open).toMatchObject({ kind: 'outbound-rejected' });
    expect(open?.summary).toContain('Row 2: quantity exceeds the order');
    expect(await house.progress()).toBe('to-enter');
    await house.pass(21 * HOUR);
    await watchDeadlines(house.world);
    expect(await house.kinds()).toContain('acknowledgement-at-risk');
    await house.desk.settle(open?.id ?? '', { action: 'close', note: 'confirmed by hand' }, 'anna');
    await house.pass(HOUR);
    expect(await house.progress()).toBe('in-work');
  });

  test('that was refused is made anew, and the order waits until that one is entered', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    await house.say('acknowledgement', { said: 'refused', why: 'The file is too old' });
    const [open] = await house.world.stores.discrepancies.list({ state: 'open' });
    const anew = await house.desk.settle(open?.id ?? '', { action: 'make-anew', invoiceNumber: 'same' }, 'anna');
    expect(anew.kind).toBe('settled');
    await house.pass(HOUR);
    expect(await house.files()).toEqual(['acknowledgement delivered rejected', 'acknowledgement handed-over awaited']);
    expect(await house.progress()).toBe('to-enter');
    await house.say('acknowledgement');
    await house.pass(HOUR);
    expect(await house.progress()).toBe('in-work');
    expect(await house.kinds()).toEqual([]);
  });

  test('is spoken of once, and only a file is', async () => {
    const house = fileHouse({ channels: { ...FILES, acknowledgement: 'edi' } });
    await house.order('NK-0101 24ea 11.75');
    expect((await house.say('acknowledgement')).kind).toBe('not-to-enter');
    expect((await house.desk.sayOfFile('nobody', { said: 'entered' }, 'anna')).kind).toBe('not-found');
    const other = fileHouse();
    await other.order('NK-0101 24ea 11.75');
    const both = await Promise.all([
      other.say('acknowledgement'),
      other.say('acknowledgement', { said: 'refused', why: 'no' }),
    ]);
    expect(both.map(({ kind }) => kind)).toEqual(['noted', 'not-to-enter']);
    expect(await other.files()).toEqual(['acknowledgement delivered accepted']);
  });

  test('is spoken of again where a crash came before all was noted, and counts once', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    const { outbound } = house.world.stores;
    const { markDelivered } = outbound;
    outbound.markDelivered = () => Promise.reject(new Error('killed'));
    await expect(house.say('acknowledgement')).rejects.toThrow('killed');
    outbound.markDelivered = markDelivered;
    expect((await house.say('acknowledgement')).kind).toBe('noted');
    expect(await house.files()).toEqual(['acknowledgement delivered accepted']);
    expect(await house.progress()).toBe('in-work');
  });

  test('is not sent again: a person downloads it as often as wanted', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    const { id = '' } = (await house.find('acknowledgement')) ?? {};
    expect(await house.desk.resend(id, 'anna')).toEqual({ kind: 'by-hand' });
  });

  test('of an order that Amazon changed meanwhile is not to be entered once the later one is', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    await house.order('NK-0101 12ea 11.75');
    await house.pass(HOUR);
    expect(await house.files()).toEqual(['acknowledgement handed-over awaited', 'acknowledgement handed-over awaited']);
    expect(await house.progress()).toBe('to-enter');
    await house.say('acknowledgement');
    expect(await house.files()).toEqual(['acknowledgement failed awaited', 'acknowledgement delivered accepted']);
    await house.pass(48 * HOUR);
    await watchSent(house.world);
    expect(await house.progress()).toBe('in-work');
    expect((await house.kinds()).filter((kind) => kind !== 'order-changed')).toEqual([]);
  });
});

describe('goods of an order that is answered by file', () => {
  test('are told when the answer was entered, and billed; the loop of each is closed by a word', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    await house.dispatch(24);
    expect(await house.files()).toHaveLength(1);
    const waiting = await house.world.journal.find('dispatch', '000000011');
    expect(waiting?.awaiting).toBe('a person to enter our acknowledgement in Vendor Central');
    await house.say('acknowledgement');
    expect(await house.files()).toEqual([
      'acknowledgement delivered accepted',
      'ship-notice handed-over awaited',
      'invoice handed-over awaited',
    ]);
    expect((await house.find('ship-notice'))?.raw).toContain('1Z999AA10123456784');
    const early = await house.say('invoice');
    expect(early.kind === 'rests-on' && early.documents.map(({ kind }) => kind)).toEqual(['ship-notice']);
    await house.say('ship-notice');
    await house.say('invoice');
    expect(await house.progress()).toBe('shipped');
    expect((await house.world.journal.find('dispatch', '000000011'))?.status).toBe('done');
    expect(await house.kinds()).toEqual([]);
  });

  test('that nobody tells within a day ring, until somebody does', async () => {
    const house = fileHouse();
    await house.order('NK-0101 24ea 11.75');
    await house.say('acknowledgement');
    await house.dispatch(24);
    await house.pass(25 * HOUR);
    await watchSent(house.world);
    expect(await house.kinds()).toEqual(['file-not-entered', 'file-not-entered']);
    await house.say('ship-notice');
    await house.say('invoice');
    await watchSent(house.world);
    expect(await house.kinds()).toEqual([]);
  });

  test('are billed by another road only after the notice was entered', async () => {
    const house = fileHouse({ channels: { ...FILES, invoice: 'edi' } });
    await house.order('NK-0101 24ea 11.75');
    await house.say('acknowledgement');
    await house.dispatch(24);
    expect(house.byEdi).toEqual([]);
    await house.say('ship-notice');
    expect(house.byEdi.map((key) => key.split(':')[0])).toEqual(['invoice']);
  });
});

describe('an account that is not live', () => {
  test('makes its files and keeps them; what a person sends is then to be entered', async () => {
    const house = fileHouse({ mode: 'never-send' });
    await house.order('NK-0101 24ea 11.75');
    expect(await house.files()).toEqual(['acknowledgement held-back awaited']);
    expect((await house.say('acknowledgement')).kind).toBe('not-to-enter');
    expect(await house.progress()).toBe('held-back');
    const { id = '' } = (await house.find('acknowledgement')) ?? {};
    expect((await house.desk.release(id, 'anna')).kind).toBe('sent');
    await house.pass(HOUR);
    expect(await house.progress()).toBe('to-enter');
    await house.say('acknowledgement');
    expect(await house.progress()).toBe('in-work');
  });
});

describe('a report of stock by file', () => {
  test('that a later one has taken the place of need not be entered, and none rings', async () => {
    const house = fileHouse({ channels: { ...FILES, 'inventory-report': 'file' } });
    for (const number of [1, 2]) {
      const document = InventoryReport.parse({
        reportId: `NGK7U-${number}`,
        reportedAt: house.world.now().toISOString(),
        items: [{ productId: { kind: 'upc', value: '614141001019' }, available: 40 }],
      });
      const content = { kind: 'inventory-report' as const, document };
      await house.world.partner.send({ key: `inventory-report:NGK7U:${number}`, vendorCode: 'NGK7U', content });
      await house.pass(25 * HOUR);
    }
    await watchSent(house.world);
    expect(await house.files()).toEqual(['inventory-report failed awaited', 'inventory-report handed-over awaited']);
    expect(await house.kinds()).toEqual([]);
    expect((await house.say('inventory-report')).kind).toBe('noted');
  });
});

describe('what Vendor Central has no table for', () => {
  test('a file cannot carry', async () => {
    const house = fileHouse({ channels: { ...FILES, 'functional-acknowledgement': 'file' } });
    const document = {
      functionalId: 'PO',
      groupControlNumber: '7',
      result: 'accepted',
      transactions: [],
      announced: 1,
      received: 1,
      accepted: 1,
    } as const;
    const content = { kind: 'functional-acknowledgement' as const, document: { ...document, transactions: [] } };
    const sent = house.world.partner.send({ key: 'functional-acknowledgement:1', vendorCode: 'NGK7U', content });
    await expect(sent).rejects.toMatchObject({ code: 'channel-cannot-carry' });
  });
});
