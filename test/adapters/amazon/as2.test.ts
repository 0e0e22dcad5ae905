import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { sweepMailbox } from '../../../sidecar/entrypoints/pollers/mailbox.ts';
import { desk } from '../../../sidecar/workflow/desk.ts';
import { watchSent } from '../../../sidecar/workflow/watch-sent.ts';
import { type FakeWorld, fakeWorld, onePartner } from '../../fakes/world.ts';
import { type Station, twoStations, withoutOpenAs2 } from '../../setup/openas2/station.ts';
import { type AmazonStandIn, startAmazon } from '../../stand-ins/amazon/amazon.ts';
import { northgate, order, withIdsOf850 } from './samples.ts';

const missing = withoutOpenAs2();
if (missing) console.warn(`AS2 is not tried against OpenAS2: ${missing}`);

let ours: Station;
let theirs: Station;
let amazon: AmazonStandIn;
let folder: string;
let world: FakeWorld;
let house: Omit<FakeWorld, 'partner'> & { partner: ReturnType<typeof amazonPartner> };
let sweep: () => Promise<number>;

beforeAll(async () => {
  if (missing) return;
  ({ ours, theirs } = await twoStations({ ours: 'NORTHGATEKW', theirs: 'AMAZON' }));
  world = fakeWorld();
  // What Amazon puts out for us is what its OpenAS2 sends.
  folder = mkdtempSync(join(tmpdir(), 'amazon-behind-as2-'));
  symlinkSync(join(theirs.mailbox, 'upload'), join(folder, 'download'));
  symlinkSync(join(theirs.mailbox, 'download'), join(folder, 'upload'));
  amazon = await startAmazon({ clock: world.now, mailboxFolder: folder });
  const at = (name: string) => join(ours.mailbox, name);
  const mailbox = {
    kind: 'as2',
    inbox: at('download'),
    outbox: at('upload'),
    receipts: at('receipts'),
    as2Id: ours.as2Id,
    failed: at('failed'),
  };
  const { stores, events } = world;
  const connected = connectAmazon(AmazonConnections.parse({ mailbox }), {
    sequences: stores.sequences,
    clock: world.now,
    warn: () => {},
  });
  const partners = onePartner(northgate('edi'));
  const partner = amazonPartner({ stores, partners, channels: connected.channels, clock: world.now, events });
  house = { ...world, partners, partner };
  const [road] = connected.mailboxes;
  sweep = () => (road ? sweepMailbox(road.mailbox, { settleAfterMs: 0 }, house) : Promise.resolve(0));
}, 120_000);

afterAll(async () => {
  await amazon?.close();
  await Promise.all([ours?.remove(), theirs?.remove()]);
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** OpenAS2 looks into its folders once a second. */
const soon = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 20_000, interval: 100 });

async function delivered(documentId: string) {
  await watchSent(house);
  return (await world.stores.outbound.find(documentId))?.delivered;
}

describe.skipIf(missing !== undefined)('documents through a real pair of OpenAS2', () => {
  test('an order comes in, signed and encrypted, is stored and removed, and Amazon has our signed receipt', async () => {
    await amazon.sendPurchaseOrder(order(), { via: 'edi' });
    await soon(async () => expect(await sweep()).toBe(1));
    expect(readdirSync(join(ours.mailbox, 'download'))).toEqual([]);
    expect(await world.stores.purchaseOrders.find('4KQ7TZ1M')).toMatchObject({ vendorCode: 'NGK7U' });
    const receipts = join(theirs.mailbox, 'receipts', theirs.as2Id);
    const [name = ''] = await soon(() => {
      expect(readdirSync(receipts)).toHaveLength(1);
      return readdirSync(receipts);
    });
    const [receipt = ''] = readdirSync(join(receipts, name));
    expect(readFileSync(join(receipts, name, receipt), 'utf8')).toContain('multipart/signed');
  });

  test("an acknowledgement is delivered when Amazon's signed receipt is there, and not before", async () => {
    const { documentId, reference } = await house.partner.send(withIdsOf850());
    expect(await world.stores.outbound.find(documentId)).toMatchObject({ delivered: 'handed-over' });
    await soon(async () => expect(await delivered(documentId)).toBe('delivered'));
    expect(await world.stores.audit.list({ subject: '4KQ7TZ1M' })).toContainEqual(
      expect.objectContaining({
        who: 'vendor-bridge',
        action: 'receipt: acknowledgement',
        detail: expect.stringMatching(
          new RegExp(`^${reference}: receipt <.+> on <.+>: processed; MIC \\S+, sha-?256;`, 'i'),
        ),
      }),
    );
    await amazon.sweepMailbox();
    expect(amazon.books.orders['4KQ7TZ1M']?.lines[0]?.effective).toMatchObject({ accepted: 18 });
    await soon(async () => {
      await sweep();
      expect(await world.stores.outbound.find(documentId)).toMatchObject({ acknowledged: 'accepted' });
    });
  });

  test('where Amazon holds a wrong certificate its receipt says no: a person hears of it and sends it again', async () => {
    await theirs.trust('a stranger');
    const { documentId, reference } = await house.partner.send({
      ...withIdsOf850(),
      key: 'acknowledgement:4KQ7TZ1M:2',
    });
    await soon(async () => expect(await delivered(documentId)).toBe('failed'));
    expect(readdirSync(join(ours.mailbox, 'failed'))).toEqual([reference]);
    expect(ours.said()).toMatch(/received MDN \[.*processed\/error: ?integrity-check-failed/i);
    const [open] = await world.stores.discrepancies.list({ state: 'open', kind: 'delivery-unconfirmed' });
    expect(open).toMatchObject({ subject: { outboundId: documentId, purchaseOrderNumber: '4KQ7TZ1M' } });

    await theirs.trust('the other');
    const settled = await desk(house).settle(open?.id ?? '', { action: 'resend' }, 'ada');
    expect(settled.kind).toBe('settled');
    const again = reference.replace('.edi', '-again-1.edi');
    expect(await world.stores.outbound.find(documentId)).toMatchObject({ reference: again, delivered: 'handed-over' });
    await soon(async () => expect(await delivered(documentId)).toBe('delivered'));
    expect(await world.stores.discrepancies.list({ state: 'open', kind: 'delivery-unconfirmed' })).toEqual([]);
  });

  test('a transfer program that stands still is told of when the time for a receipt is over', async () => {
    await ours.stop();
    const { documentId } = await house.partner.send({ ...withIdsOf850(), key: 'acknowledgement:4KQ7TZ1M:3' });
    expect(await delivered(documentId)).toBe('handed-over');
    world.clock.advance(2 * 3_600_000);
    expect(await delivered(documentId)).toBe('failed');
    expect(await world.stores.discrepancies.list({ state: 'open', kind: 'delivery-unconfirmed' })).toMatchObject([
      { subject: { outboundId: documentId } },
    ]);
    await ours.start();
    // It carries on where it stood, and the receipt that comes late answers the question.
    await soon(async () => expect(await delivered(documentId)).toBe('delivered'));
    expect(await world.stores.discrepancies.list({ state: 'open', kind: 'delivery-unconfirmed' })).toEqual([]);
  });
});
