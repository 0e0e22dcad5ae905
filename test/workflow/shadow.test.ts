import { describe, expect, test } from 'vitest';
import type { AcknowledgementLine } from '../../sidecar/domain/acknowledgement.ts';
import { compareWithShadow } from '../../sidecar/workflow/compare-shadow.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { watchDeadlines } from '../../sidecar/workflow/watch.ts';
import { documents, type ModeHouse, modeHouse, NUMBER } from './modes.ts';
import { HOUR } from './runs.ts';

const SHADOW = { mode: 'shadow' };
const order = (house: ModeHouse) => house.world.stores.purchaseOrders.find(NUMBER);
const [KEY] = [`acknowledgement:${NUMBER}:1`];
const comparison = (house: ModeHouse) => house.world.stores.shadow.find(KEY);

async function shadowed(change: object = SHADOW): Promise<ModeHouse> {
  const house = modeHouse(change);
  await house.order('NK-0101 124ea 11.75');
  return house;
}

/** Another answer to the same order, as a manual process would write it. */
async function otherAnswer(house: ModeHouse, change: (line: AcknowledgementLine) => AcknowledgementLine) {
  const [made] = await house.world.stores.outbound.list({ kind: 'acknowledgement' });
  if (made?.content.kind !== 'acknowledgement') throw new Error('no acknowledgement was made');
  const { document } = made.content;
  return { kind: 'acknowledgement' as const, document: { ...document, lines: document.lines.map(change) } };
}

describe('an account in shadow', () => {
  test('decides by what the shop could hold, and holds nothing there', async () => {
    const house = await shadowed();
    const { held, orders, placements } = house.world.stockMaster.books;
    expect([held.size, orders.size, placements]).toEqual([0, 0, 0]);
    const [line] = (await house.world.stores.purchaseOrders.decision(NUMBER))?.lines ?? [];
    expect(line).toMatchObject({ held: 100, accepted: 100, backordered: 24, rule: 'held-in-part-rest-backordered' });
  });

  test('sends nothing, and nobody can have it sent', async () => {
    const house = await shadowed();
    await house.pass(60 * HOUR);
    expect([house.left, await documents(house)]).toEqual([[], ['acknowledgement held-back shadow']]);
    const [made] = await house.world.stores.outbound.list({});
    expect((await desk(house.world).release(made?.id ?? '', 'anna')).kind).toBe('in-shadow');
  });

  test('rings no bell for a limit that the manual process keeps', async () => {
    const house = await shadowed();
    await house.pass(30 * HOUR);
    await watchDeadlines(house.world);
    expect(await house.world.stores.discrepancies.list({ state: 'open' })).toEqual([]);
  });

  test('is answered in shadow to its end, although the account goes live meanwhile: nothing is held for it', async () => {
    const house = modeHouse(SHADOW);
    await house.order('NK-0101 124ea 11.75', 'NK-9999 3ea 4.2');
    house.set({});
    await house.pass(23 * HOUR);
    expect(await documents(house)).toEqual(['acknowledgement held-back shadow']);
    expect(house.left).toEqual([]);
  });

  test('holds and enters the order where it was told to do as in life, and sends nothing either', async () => {
    const house = await shadowed({ ...SHADOW, shadowStock: 'hold' });
    await house.dispatch(100);
    await house.pass(60 * HOUR);
    expect(house.world.stockMaster.books.orders.size).toBe(1);
    expect(house.left).toEqual([]);
    expect(await documents(house)).toEqual([
      'acknowledgement held-back shadow',
      'ship-notice held-back shadow',
      'invoice held-back shadow',
    ]);
  });

  test('follows a change of the order, and holds nothing for it either', async () => {
    const house = await shadowed();
    await house.order('NK-0101 60ea 11.75');
    await house.pass(HOUR);
    expect(house.world.stockMaster.books.placements).toBe(0);
    const [newest] = await house.world.stores.outbound.list({ kind: 'acknowledgement' });
    expect([newest?.mode, newest?.key]).toEqual(['shadow', `acknowledgement:${NUMBER}:2`]);
    expect((await house.world.stores.purchaseOrders.decision(NUMBER))?.lines[0]?.accepted).toBe(60);
    expect(house.left).toEqual([]);
  });
});

describe('what the manual process said', () => {
  test('is read back from Amazon, and the same is the same', async () => {
    const house = await shadowed();
    house.shows([{ lineNumber: '001', accepted: 124, rejected: 0, isConfirmed: true }]);
    await house.pass(HOUR);
    expect(await comparison(house)).toMatchObject({ heardFrom: 'read-back', differences: [] });
    expect((await order(house))?.progress).toBe('closed');
  });

  test('is waited for until it was said', async () => {
    const house = await shadowed();
    house.shows([{ lineNumber: '1', accepted: 0, rejected: 0, isConfirmed: false }]);
    await house.pass(3 * HOUR);
    expect(await comparison(house)).toBeUndefined();
    house.shows([{ lineNumber: '1', accepted: 60, rejected: 64, isConfirmed: true }]);
    await house.pass(HOUR);
    expect((await comparison(house))?.differences).toEqual([
      { what: 'line 1, promised', ours: '124', theirs: '60' },
      { what: 'line 1, rejected', ours: '0', theirs: '64' },
    ]);
  });

  test('that was never heard is said to be so a day after the limit', async () => {
    const house = await shadowed();
    await house.pass(49 * HOUR);
    expect(await comparison(house)).toMatchObject({ heardFrom: 'nobody' });
    expect((await order(house))?.progress).toBe('closed');
  });

  test('may be handed in as the 855 that somebody sent, and differs line by line', async () => {
    const house = await shadowed();
    const heard = await otherAnswer(house, (line) => ({
      ...line,
      dispositions: [{ code: 'rejected', quantity: line.ordered, reason: 'temporarily-unavailable' }],
    }));
    const compared = await compareWithShadow(heard, house.world);
    expect(compared?.heardFrom).toBe('import');
    expect(compared?.differences).toEqual(
      expect.arrayContaining([
        { what: 'line 1, accepted', ours: '100', theirs: '0' },
        { what: 'line 1, backordered', ours: '24', theirs: '0' },
        { what: 'line 1, rejected', ours: '0', theirs: '124' },
      ]),
    );
    await house.pass(HOUR);
    expect((await order(house))?.progress).toBe('closed');
  });

  test('is no difference where only the padding of the line number is', async () => {
    const house = await shadowed();
    const heard = await otherAnswer(house, (line) => ({ ...line, lineNumber: '0001' }));
    expect((await compareWithShadow(heard, house.world))?.differences).toEqual([]);
  });

  test('of an order that nobody shadowed is compared with nothing', async () => {
    const house = modeHouse({});
    await house.order('NK-0101 24ea 11.75');
    const heard = await otherAnswer(house, (line) => line);
    expect(await compareWithShadow(heard, house.world)).toBeUndefined();
  });
});
