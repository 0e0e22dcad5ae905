import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { readInterchanges } from '../../../sidecar/codec/x12/read.ts';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { processInbound } from '../../../sidecar/entrypoints/pollers/inbound.ts';
import { interchange, order } from '../../codec/x12/sample.ts';
import { fakeWorld, NORTHGATE, onePartner } from '../../fakes/world.ts';

let root: string;
const outbox = () => readdirSync(join(root, 'upload')).sort();
const asking = (text: string) => text.replace(/\*0\*([PT])\*/, '*1*$1*');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ta1-'));
  for (const name of ['download', 'upload']) mkdirSync(join(root, name));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function received(...texts: string[]) {
  const fake = fakeWorld();
  const partners = onePartner(NORTHGATE);
  const { stores, events } = fake;
  const { channels } = connectAmazon(
    AmazonConnections.parse({ mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') } }),
    { sequences: stores.sequences, clock: fake.now, warn: () => {} },
  );
  const partner = amazonPartner({ stores, partners, channels, clock: fake.now, events });
  const world = { ...fake, partners, partner };
  for (const text of texts) {
    const bytes = (async function* () {
      yield Buffer.from(text);
    })();
    const { document } = await stores.inbound.keep({ channel: 'edi', name: 'a.edi', bytes }, instant(fake.now()));
    await processInbound(document.id, world);
    await processInbound(document.id, world);
  }
  return world;
}

describe('an interchange that asks for it (ISA14) is answered by a TA1', () => {
  test('once, beside the 997, and nobody waits for an answer to it', async () => {
    const world = await received(asking(interchange([order()])));
    expect(outbox()).toEqual([expect.stringMatching(/^NGK7U_997_/), expect.stringMatching(/^NGK7U_TA1_000000101_/)]);
    const text = readFileSync(join(root, 'upload', outbox()[1] ?? ''));
    const events = [];
    for await (const event of readInterchanges(text)) events.push(event);
    expect(events).toMatchObject([
      {
        kind: 'document',
        type: 'TA1',
        content: { document: { controlNumber: '000000101', result: 'accepted', note: '000' } },
        envelope: { senderId: 'NORTHGATEKW', receiverId: 'AMAZON' },
      },
      { kind: 'interchange', groups: [] },
    ]);
    const [sent] = await world.stores.outbound.list({ kind: 'interchange-acknowledgement' });
    expect(sent).toMatchObject({ delivered: 'delivered', acknowledged: 'presumed' });
  });

  test('with what was odd about its envelope', async () => {
    await received(asking(interchange([order()])).replace(/IEA\*1\*/, 'IEA*7*'));
    expect(readFileSync(join(root, 'upload', outbox()[1] ?? ''), 'utf8')).toMatch(
      /TA1\*000000101\*\d{6}\*\d{4}\*E\*021~/,
    );
  });

  test('and one that does not ask gets none', async () => {
    await received(interchange([order()]));
    expect(outbox()).toEqual([expect.stringMatching(/^NGK7U_997_/)]);
  });
});
