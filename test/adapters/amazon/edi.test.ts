import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { x12SettingsOf } from '../../../sidecar/adapters/amazon/x12-settings.ts';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import type { Stores } from '../../../sidecar/ports/stores.ts';
import { movableClock } from '../../fakes/clock.ts';
import { inMemoryStores } from '../../fakes/stores.ts';
import { onePartner } from '../../fakes/world.ts';
import { type AmazonStandIn, startAmazon } from '../../stand-ins/amazon/amazon.ts';
import { acknowledgement, listeningEvents, northgate, order, withIdsOf850 } from './samples.ts';

let root: string;
let amazon: AmazonStandIn;
let stores: Stores;
let heard: string[];
const clock = movableClock('2026-08-03T23:02:00Z');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'amazon-edi-'));
  await mkdir(join(root, 'upload'));
  await mkdir(join(root, 'download'));
  clock.set(new Date('2026-08-03T23:02:00Z'));
  amazon = await startAmazon({ clock: clock.now, mailboxFolder: root });
  stores = inMemoryStores();
  heard = [];
});

afterEach(async () => {
  await amazon.close();
  await rm(root, { recursive: true, force: true });
});

function partner(account: TradingPartner = northgate('edi')) {
  const { channels } = connectAmazon(
    AmazonConnections.parse({ mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') } }),
    { sequences: stores.sequences, clock: clock.now, warn: () => {} },
  );
  return amazonPartner({
    stores,
    partners: onePartner(account),
    channels,
    clock: clock.now,
    events: listeningEvents(heard),
  });
}

describe('a document by EDI', () => {
  test('becomes one file of a name never used before, which Amazon reads and books', async () => {
    await amazon.sendPurchaseOrder(order(), { via: 'edi' });
    const sent = await partner().send(withIdsOf850());
    expect(sent).toMatchObject({ channel: 'edi', reference: 'NGK7U_855_4KQ7TZ1M_000000001.edi' });
    expect(await readdir(join(root, 'upload'))).toEqual(['NGK7U_855_4KQ7TZ1M_000000001.edi']);
    await amazon.sweepMailbox();
    expect(amazon.books.orders['4KQ7TZ1M']?.lines.map(({ effective }) => effective)).toMatchObject([
      { accepted: 18, backordered: 6, rejected: 0 },
      { accepted: 0, backordered: 0, rejected: 10 },
    ]);
    expect(amazon.books.problems.filter(({ severity }) => severity === 'refused')).toEqual([]);
    expect(heard).toEqual(['documentSent acknowledgement']);
  });

  test('sent again it is nothing new: no file, no number, no event', async () => {
    const first = await partner().send(acknowledgement());
    expect(await partner().send(acknowledgement('2026-08-20'))).toEqual(first);
    expect(await readdir(join(root, 'upload'))).toHaveLength(1);
    expect(await stores.sequences.next('isa:NORTHGATEKW:AMAZON')).toBe(2);
    expect(heard).toEqual(['documentSent acknowledgement']);
  });

  test('a crash between keeping and handing over sends the kept bytes under the kept name', async () => {
    const outage = {
      ...stores,
      outbound: { ...stores.outbound, markDelivered: () => Promise.reject(new Error('power cut')) },
    };
    const { channels } = connectAmazon(
      AmazonConnections.parse({ mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') } }),
      { sequences: stores.sequences, clock: clock.now, warn: () => {} },
    );
    const parts = {
      partners: onePartner(northgate('edi')),
      channels,
      clock: clock.now,
      events: listeningEvents(heard),
    };
    await expect(amazonPartner({ ...parts, stores: outage }).send(acknowledgement())).rejects.toThrow('power cut');
    const before = await readFile(join(root, 'upload', 'NGK7U_855_4KQ7TZ1M_000000001.edi'), 'utf8');
    clock.advance(3_600_000);
    // By now the workflow would say another date; Amazon must not hear two versions.
    const sent = await amazonPartner({ ...parts, stores }).send(acknowledgement('2026-08-20'));
    expect(sent.reference).toBe('NGK7U_855_4KQ7TZ1M_000000001.edi');
    expect(await readFile(join(root, 'upload', sent.reference), 'utf8')).toBe(before);
    expect(await readdir(join(root, 'upload'))).toHaveLength(1);
  });

  test('its answer is what the 997 said, and nothing before that', async () => {
    const { documentId } = await partner().send(acknowledgement());
    expect(await partner().answer(documentId)).toEqual({ status: 'awaited', problems: [] });
    await stores.outbound.recordAnswer(documentId, 'rejected', ['BAK at 2'], instant(clock.now()));
    expect(await partner().answer(documentId)).toEqual({ status: 'rejected', problems: ['BAK at 2'] });
    expect(heard).toEqual(['documentSent acknowledgement']);
  });

  test('a 997 of ours awaits no answer', async () => {
    const { documentId } = await partner().send({
      key: 'functional-acknowledgement:1',
      vendorCode: 'NGK7U',
      content: {
        kind: 'functional-acknowledgement',
        document: {
          functionalId: 'PO',
          groupControlNumber: '7',
          result: 'accepted',
          announced: 1,
          received: 1,
          accepted: 1,
          transactions: [],
        },
      },
    });
    expect(await partner().answer(documentId)).toEqual({ status: 'presumed', problems: [] });
  });

  test('an order cannot be read back by this road', async () => {
    expect(await partner().shown('NGK7U', '4KQ7TZ1M')).toBeUndefined();
  });
});

describe('settings that stand in the way are named', () => {
  test('an account that nobody configured', async () => {
    const request = { ...acknowledgement(), vendorCode: 'OTHER' };
    await expect(partner().send(request)).rejects.toMatchObject({ code: 'vendor-code-unknown', retriable: false });
  });

  test('a document by a road that is not there', async () => {
    await expect(partner(northgate('sp-api')).send(acknowledgement())).rejects.toMatchObject({
      code: 'channel-not-connected',
    });
  });

  test('a code of one table is changed, all others stay', () => {
    const account = TradingPartner.parse({
      ...northgate('edi'),
      x12Codes: { units: { CT: 'case' }, written: { units: { case: 'CT' } }, ssccDigits: 18 },
    });
    const { codes, extras } = x12SettingsOf(account);
    expect(codes.units).toMatchObject({ EA: 'each', CT: 'case' });
    expect(codes.written.units).toEqual({ each: 'EA', case: 'CT' });
    expect(codes.written.accepted).toBe('IA');
    expect(extras).toEqual({ ssccDigits: 18 });
  });

  test('a code table that is none', async () => {
    const account = TradingPartner.parse({ ...northgate('edi'), x12Codes: { units: { CT: 'carton' } } });
    await expect(partner(account).send(acknowledgement())).rejects.toMatchObject({ code: 'x12-codes-invalid' });
  });
});
