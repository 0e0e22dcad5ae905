import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../sidecar/adapters/amazon/partner.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { DeliveryReceipt } from '../../sidecar/ports/partner.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { watchSent } from '../../sidecar/workflow/watch-sent.ts';
import { acknowledgement, northgate } from '../adapters/amazon/samples.ts';
import { type FakeWorld, fakeWorld, onePartner } from '../fakes/world.ts';

let root: string;
let world: FakeWorld;
let house: Omit<FakeWorld, 'partner'> & { partner: ReturnType<typeof amazonPartner> };
const outbox = () => readdirSync(join(root, 'upload')).sort();
const text = (name: string) => readFileSync(join(root, 'upload', name), 'utf8');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'resend-'));
  for (const name of ['download', 'upload']) mkdirSync(join(root, name));
  world = fakeWorld();
  const partners = onePartner(northgate('edi'));
  const { stores, events } = world;
  const { channels } = connectAmazon(
    AmazonConnections.parse({ mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') } }),
    { sequences: stores.sequences, clock: world.now, warn: () => {} },
  );
  house = { ...world, partners, partner: amazonPartner({ stores, partners, channels, clock: world.now, events }) };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a document that was sent is handed over once more', () => {
  test('with the same bytes and numbers, under a name never used before, and under the name of whoever asked', async () => {
    const { documentId, reference } = await house.partner.send(acknowledgement());
    expect((await desk(house).resend(documentId, 'ada')).kind).toBe('sent');
    expect((await desk(house).resend(documentId, 'ada')).kind).toBe('sent');
    const stem = reference.replace('.edi', '');
    expect(outbox()).toEqual([`${stem}-again-1.edi`, `${stem}-again-2.edi`, `${stem}.edi`]);
    expect(new Set(outbox().map(text)).size).toBe(1);
    expect(await world.stores.outbound.find(documentId)).toMatchObject({
      delivered: 'delivered',
      resends: 2,
      reference: `${stem}-again-2.edi`,
    });
    expect(await world.stores.audit.list({})).toMatchObject([
      { who: 'ada', action: 'send again: acknowledgement', subject: '4KQ7TZ1M' },
      { who: 'ada', action: 'send again: acknowledgement' },
    ]);
  });

  test('but not what has not left yet, nor what Amazon has read and refused', async () => {
    const { documentId } = await house.partner.send(acknowledgement());
    await world.stores.outbound.recordAnswer(documentId, 'rejected', ['BAK at 2'], instant(world.now()));
    expect(await desk(house).resend(documentId, 'ada')).toEqual({ kind: 'rejected' });
    expect(await desk(house).resend('nobody', 'ada')).toEqual({ kind: 'not-found' });
    const request = { ...acknowledgement(), key: 'acknowledgement:4KQ7TZ1M:2' };
    const waiting = await world.stores.outbound.prepare(
      {
        ...request,
        kind: 'acknowledgement',
        purchaseOrderNumber: '4KQ7TZ1M',
        channel: 'edi',
        raw: '',
        fileName: 'b.edi',
        controlNumber: 9,
        functionalId: 'PR',
      },
      instant(world.now()),
    );
    expect(await desk(house).resend(waiting.id, 'ada')).toEqual({ kind: 'not-sent-yet' });
    expect(outbox()).toHaveLength(1);
  });

  test('but nothing of an account for which a manual process speaks by now', async () => {
    const { documentId } = await house.partner.send(acknowledgement());
    const shadow = { ...house, partners: onePartner({ ...northgate('edi'), mode: 'shadow' }) };
    expect(await desk(shadow).resend(documentId, 'ada')).toEqual({ kind: 'in-shadow' });
    expect(outbox()).toHaveLength(1);
  });

  test('and its answer is awaited again: a second silence rings as the first did', async () => {
    const { documentId } = await house.partner.send(acknowledgement());
    await desk(house).resend(documentId, 'ada');
    await watchSent(house);
    world.clock.advance(24 * 3_600_000);
    await watchSent(house);
    const open = () => world.stores.discrepancies.list({ state: 'open', kind: 'functional-acknowledgement-overdue' });
    const [first] = await open();
    expect(first).toMatchObject({ subject: { outboundId: documentId, purchaseOrderNumber: '4KQ7TZ1M' } });
    await desk(house).settle(first?.id ?? '', { action: 'resend' }, 'ada');
    expect(outbox()).toHaveLength(3);
    expect(await open()).toEqual([]);
    world.clock.advance(24 * 3_600_000);
    await watchSent(house);
    expect(await open()).toHaveLength(1);
  });

  test('a question that Amazon has answered with no meanwhile is not answered by sending again', async () => {
    const { documentId } = await house.partner.send(acknowledgement());
    await desk(house).resend(documentId, 'ada');
    world.clock.advance(24 * 3_600_000);
    await watchSent(house);
    const [open] = await world.stores.discrepancies.list({ state: 'open' });
    await world.stores.outbound.recordAnswer(documentId, 'rejected', [], instant(world.now()));
    expect(await desk(house).settle(open?.id ?? '', { action: 'resend' }, 'ada')).toEqual({
      kind: 'not-an-answer',
      allowed: ['close'],
    });
    expect(outbox()).toHaveLength(2);
  });
});

describe('receipts of the road', () => {
  test('where the mailbox brings none any more, what it was handed over by is taken for delivered', async () => {
    const { documentId } = await house.partner.send(acknowledgement());
    await world.stores.outbound.markResent(documentId, 'handed-over', 'a.edi', instant(world.now()));
    await watchSent(house);
    expect(await world.stores.outbound.find(documentId)).toMatchObject({ delivered: 'delivered' });
  });

  test('one document that cannot be looked after keeps no other from it', async () => {
    const first = await house.partner.send(acknowledgement());
    const second = await house.partner.send({ ...acknowledgement(), key: 'acknowledgement:4KQ7TZ1M:2' });
    for (const { documentId } of [first, second])
      await world.stores.outbound.markResent(documentId, 'handed-over', `${documentId}.edi`, instant(world.now()));
    const received: DeliveryReceipt = { state: 'received', evidence: 'receipt <1>' };
    const broken = {
      ...house,
      partner: {
        ...house.partner,
        receipt: async (id: string) => (id === second.documentId ? Promise.reject(new Error('disk')) : received),
      },
    };
    await expect(watchSent(broken)).rejects.toThrow('disk');
    expect(await world.stores.outbound.find(first.documentId)).toMatchObject({ delivered: 'delivered' });
    expect(await world.stores.audit.list({})).toMatchObject([
      { action: 'receipt: acknowledgement', who: 'vendor-bridge' },
    ]);
  });
});
