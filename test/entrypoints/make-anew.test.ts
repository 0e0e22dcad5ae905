import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import type { OutboundDocument } from '../../sidecar/ports/stores.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { type OpenConsole, openConsole } from '../system/open-console.ts';
import { opened } from './browser.ts';
import { runInHouse } from './command.ts';

const NUMBER = '4KQ7TZ1M';
const LEFT = new Date('2026-08-11T14:20:00Z');
let world: FakeWorld;
let house: OpenConsole;

/** An order that was answered, shipped and billed, and Amazon refused all of it. */
beforeEach(async () => {
  world = fakeWorld();
  world.partner.answers = () => ({ status: 'rejected', problems: ['N104: unknown address'] });
  const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
  await receiveOrder(orderOf(NUMBER, 'NK-0101 24ea 11.75'), NORTHGATE, sighting, world);
  await engine(world, SAGAS, 'test').runDue();
  world.clock.set(LEFT);
  const dispatch = Dispatch.parse({
    id: '11',
    purchaseOrderNumber: NUMBER,
    sourceCode: 'reno',
    dispatchedAt: LEFT.toISOString(),
    revision: 1,
    lines: [{ position: 1, sku: 'NK-0101', shipped: 24 }],
    tracks: [{ carrierCode: 'custom', title: 'Old Dominion', number: '1234567890' }],
  });
  const event = { kind: 'dispatch-recorded' as const, eventId: 'e1', occurredAt: LEFT.toISOString(), dispatch };
  await receiveMasterEvent(event, world);
  await engine(world, SAGAS, 'test').runDue();
  for (const { id } of await world.stores.outbound.list({})) {
    await world.stores.outbound.recordAnswer(id, 'rejected', ['N104: unknown address'], instant(world.now()));
  }
  const { stores, journal, now } = world;
  house = await openConsole({ stores, journal, now, desk: desk(world) });
});
afterEach(() => house.close());

async function newest(kind: OutboundDocument['kind']): Promise<OutboundDocument> {
  const [row] = await world.stores.outbound.list({ kind });
  if (!row) throw new Error(`no ${kind} was sent`);
  return row;
}

describe('on its page', () => {
  const pageOf = (id: string) => opened(house, `/documents/out/${id}`);
  const pressed = async (id: string, fields: Record<string, string> = {}) =>
    (await pageOf(id)).press(`/documents/out/${id}/anew`, fields);

  test('a refused document has a button that says what it does, and leads to the new one', async () => {
    const { id } = await newest('ship-notice');
    const { text } = await pageOf(id);
    expect(text).toContain('Make it anew and send it');
    expect(text).toContain('as a new file with new control numbers in the place of the refused one');
    expect(text).not.toContain('Number of the invoice');
    const response = await pressed(id);
    const made = await newest('ship-notice');
    expect(made.key).toBe('ship-notice:11:anew-1');
    expect([response.status, response.headers.get('location')]).toEqual([303, `/documents/out/${made.id}`]);
    expect((await pageOf(made.id)).text).not.toContain('Make it anew and send it');
    const [entry] = await world.stores.audit.list({ subject: NUMBER });
    expect(entry).toMatchObject({ who: 'operator', action: 'make anew: ship-notice' });
  });

  test('pressed once more it says which one was made', async () => {
    const { id } = await newest('ship-notice');
    await pressed(id);
    const again = await pressed(id);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('it was made anew before, as ship-notice:11:anew-1');
  });

  test('an invoice asks for its number, and says which is safe', async () => {
    const { id } = await newest('invoice');
    expect((await pageOf(id)).text).toContain('Not sure? Keep the same');
    await pressed(id, { invoiceNumber: 'new' });
    expect((await newest('invoice')).key).toBe('invoice:INV-11-R2');
    expect((await pressed(id, { invoiceNumber: 'both' })).status).toBe(422);
  });

  test('the question about it offers the same, and without our token nothing is made', async () => {
    const [question] = await world.stores.discrepancies.list({ state: 'open', kind: 'outbound-rejected' });
    const page = await (await fetch(`${house.url}/discrepancies/${question?.id}`)).text();
    expect(page).toContain('value="make-anew"');
    const { id } = await newest('ship-notice');
    expect((await fetch(`${house.url}/documents/out/${id}/anew`, { method: 'POST' })).status).toBe(403);
  });
});

describe('by the API', () => {
  async function asked(path: string, body: object) {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${house.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  test('answers the new document, and says why where there is none', async () => {
    const { id } = await newest('acknowledgement');
    const made = await asked(`/documents/out/${id}/anew`, {});
    expect([made.status, await made.json()]).toMatchObject([200, { key: 'acknowledgement:4KQ7TZ1M:1:anew-1' }]);
    const again = await asked(`/documents/out/${id}/anew`, {});
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'cannot-send' }]);
    expect((await asked('/documents/out/none/anew', {})).status).toBe(404);
  });

  test('as the answer to its discrepancy; one that cannot be made leaves the question open', async () => {
    const questions = await world.stores.discrepancies.list({ state: 'open', kind: 'outbound-rejected' });
    const { id: refused } = await newest('ship-notice');
    const question = questions.find(({ subject }) => subject.outboundId === refused);
    world.clock.advance(9 * 86_400_000);
    const path = `/discrepancies/${question?.id}/settle`;
    const late = await asked(path, { action: 'make-anew' });
    expect([late.status, await late.json()]).toMatchObject([409, { code: 'cannot-send' }]);
    expect((await world.stores.discrepancies.find(question?.id ?? ''))?.state).toBe('open');
    world.clock.set(LEFT);
    expect((await asked(path, { action: 'make-anew' })).status).toBe(200);
    expect((await newest('ship-notice')).key).toBe('ship-notice:11:anew-1');
  });
});

describe('on the command line', () => {
  const run = (...words: string[]) => runInHouse({ world }, words);

  test('a person reads what was sent, a machine gets its id and key', async () => {
    const notice = await newest('ship-notice');
    expect(await run('anew', notice.id)).toMatchObject({
      exit: 0,
      out: 'Ship notice (856) is made anew and on its way to Amazon: ship-notice:11:anew-1.\n',
    });
    const { out } = await run('anew', (await newest('invoice')).id, '--new-number', '--json');
    expect(JSON.parse(out)).toEqual({
      documentId: (await newest('invoice')).id,
      key: 'invoice:INV-11-R2',
      kind: 'invoice',
      reference: 'invoice:INV-11-R2',
      isHeldBack: false,
    });
    const again = await run('anew', notice.id);
    expect([again.exit, JSON.parse(again.err).code]).toEqual([2, 'cannot-send']);
  });
});
