import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import { watchReceipts } from '../../sidecar/workflow/watch-receipts.ts';
import { watchSilence } from '../../sidecar/workflow/watch-silence.ts';
import { breachesOf, recorder } from '../adapters/amazon/wire.ts';
import { client, exampleAcknowledgement, exampleOrder, submit } from '../stand-ins/amazon/example.ts';
import type { QuirkName } from '../stand-ins/amazon/quirks.ts';
import { HOUR, MINUTE } from '../workflow/runs.ts';
import { ANSWERED, inQuirkyHouse, potsAndPans } from './house.ts';

const DAY = 24 * HOUR;

/** Enough of both for two orders. */
const plenty = [
  { sku: 'NK-0101', onHand: 100, barcode: '614141001019' },
  { sku: 'NK-0103', onHand: 100 },
];
const ALL = ['1: 24/0/0', '2: 10/0/0'];

/*
 * What Amazon's live service does while orders are fetched, and what becomes of it here. Each test bears the number
 * that docs/sp-api-quirks.md explains it under.
 */

describe('orders are fetched from an Amazon', () => {
  test('Q1 that gives a week at most: a backlog of three weeks is read in pieces', () =>
    inQuirkyHouse({}, async ({ world, amazon, place, poll }) => {
      await world.stores.inbox.setCursor('sp-api-orders:NGK7U', '2026-07-12T10:00:00.000Z');
      for (const [number, orderedOn] of [
        ['1OLDER', '2026-07-14'],
        ['2MIDDLE', '2026-07-22'],
        ['3NEWER', '2026-08-02'],
      ] as const) {
        await place({ number, orderedOn });
      }
      await poll();
      const found = await world.stores.purchaseOrders.list({});
      expect(found.map(({ document }) => document.number).sort()).toEqual(['1OLDER', '2MIDDLE', '3NEWER']);
      expect(amazon.books.problems).toEqual([]);
    }));

  test('Q2 that refuses ascending order of the status: the answer is read back newest first', () =>
    inQuirkyHouse({ quirks: ['Q2'] }, async ({ world, place, poll, pass, open }) => {
      await place();
      await poll();
      await pass(HOUR);
      expect((await world.stores.shownOrders.find('4KQ7TZ1M'))?.lines).toHaveLength(2);
      expect(await open()).toEqual([]);
    }));

  test('Q3 that lists them in any sequence: none is passed over, as the checkpoint is our own clock', () =>
    inQuirkyHouse({ quirks: ['Q3'] }, async ({ world, place, poll }) => {
      for (const number of ['2B', '1A', '3C']) await place({ number });
      await poll();
      await place({ number: '0LATE' });
      world.clock.advance(10 * MINUTE);
      await poll();
      expect(await world.stores.purchaseOrders.list({})).toHaveLength(4);
      expect(await world.stores.inbox.cursor('sp-api-orders:NGK7U')).toBe('2026-08-03T10:10:00.000Z');
    }));

  test('Q4 that ignores the time of day: an order that comes with every look is one order, answered once', () =>
    inQuirkyHouse({ quirks: ['Q4'] }, async ({ world, amazon, place, poll, booked }) => {
      await place();
      for (let look = 0; look < 6; look++) {
        await poll();
        world.clock.advance(2 * HOUR);
      }
      expect(await world.stores.purchaseOrders.versions('4KQ7TZ1M')).toHaveLength(1);
      expect(amazon.books.acknowledgements).toHaveLength(1);
      expect(booked()).toEqual(ANSWERED);
    }));

  test('Q5 that answers every window of changes with all there is: nothing is doubled, and it is said', () =>
    inQuirkyHouse({ quirks: ['Q5'] }, async ({ world, amazon, warned, place, poll }) => {
      for (const number of ['1A', '2B', '3C']) await place({ number });
      await poll();
      world.clock.advance(3 * DAY);
      await poll();
      expect(amazon.books.acknowledgements.map(({ purchaseOrder }) => purchaseOrder).sort()).toEqual([
        '1A',
        '2B',
        '3C',
      ]);
      for (const number of ['1A', '2B', '3C']) {
        expect((await world.stores.purchaseOrders.find(number))?.version).toBe(1);
      }
      expect(warned).toContain('order-outside-window');
    }));

  test('Q6 that drops a misspelt parameter without a word: every one that we send is in its model', () =>
    inQuirkyHouse({}, async ({ world, amazon, place, feedThrough }) => {
      await place();
      const wire = await recorder(amazon.url);
      try {
        const found: string[] = [];
        for await (const { name } of feedThrough(wire.url).changedBetween(new Date('2026-08-01'), world.now()))
          found.push(name);
        expect(found).toEqual(['getPurchaseOrders 4KQ7TZ1M']);
        expect(wire.sent.flatMap(breachesOf)).toEqual([]);
      } finally {
        await wire.close();
      }
    }));

  test('Q7 whose filter lets closed orders through: they are looked at here, and not answered', () =>
    inQuirkyHouse({ quirks: ['Q7'] }, async ({ world, amazon, place, poll, booked, open }) => {
      await place({ number: '1CLOSED' });
      await amazon.changePurchaseOrder('1CLOSED', { lines: ['1', '2'].map((number) => ({ number, quantity: 0 })) });
      await place();
      await poll();
      expect((await world.stores.inbound.list({ state: 'ignored' })).map(({ detail }) => detail)).toEqual([
        'order 1CLOSED is closed at Amazon and was never ours to answer',
      ]);
      expect(await world.stores.purchaseOrders.find('1CLOSED')).toBeUndefined();
      expect([booked(), await open()]).toEqual([ANSWERED, []]);
    }));

  test('Q7 whose filter lets orders through that were answered by hand: a person is asked, no second answer leaves', () =>
    inQuirkyHouse({ quirks: ['Q7'] }, async ({ world, amazon, place, poll, open }) => {
      await place(exampleOrder());
      expect(await submit(await client(amazon), 'acknowledgements', exampleAcknowledgement())).toMatchObject({
        status: 'Success',
      });
      await poll();
      expect(amazon.books.acknowledgements).toHaveLength(1);
      expect(await world.stores.purchaseOrders.find('4KQ7TZ1M')).toBeUndefined();
      expect(await open()).toEqual(['inbound-refused']);
      const [asked] = await world.stores.discrepancies.list({});
      expect(asked?.detail).toMatchObject({ code: 'order-answered-elsewhere' });
    }));

  test('Q8 whose pages are empty and go on all the same: whoever reads on has every order', () =>
    inQuirkyHouse({ quirks: ['Q8'] }, async ({ world, place, feed }) => {
      for (let index = 0; index < 130; index++) await place({ number: `4KQ7TZ${String(index).padStart(3, '0')}` });
      let found = 0;
      for await (const _order of feed.changedBetween(new Date('2026-08-01'), world.now())) found++;
      expect(found).toBe(130);
    }));

  test('Q9 whose list stays empty while orders stand in Vendor Central: silence rings, once, and ends with an order', () =>
    inQuirkyHouse({ quirks: ['Q9'] }, async ({ world, amazon, place, poll, open }) => {
      await watchSilence(world);
      await place();
      for (let day = 0; day < 15; day++) {
        world.clock.advance(DAY);
        await poll();
        await watchSilence(world);
      }
      expect(await open()).toEqual(['orders-silent']);
      const [rung] = await world.stores.discrepancies.list({});
      expect(rung?.summary).toContain('no new order for NGK7U for 14 days');
      amazon.quirks.delete('Q9');
      await place({ number: '5LR8UA2N' });
      await poll();
      world.clock.advance(10 * DAY);
      await watchSilence(world);
      const rings = async () => (await open()).filter((kind) => kind === 'orders-silent').length;
      expect(await rings()).toBe(1);
      // Counted from that order, and not from the beginning: another silence.
      world.clock.advance(5 * DAY);
      await watchSilence(world);
      expect(await rings()).toBe(2);
    }));

  test('Q10 that gives details which nobody asked for: details are what we ask for, and what we read', () =>
    inQuirkyHouse({ quirks: ['Q10'] }, async ({ place, poll, booked }) => {
      await place();
      await poll();
      expect(booked()).toEqual(ANSWERED);
    }));

  test('Q11 that orders minus three: this order waits for a person, and no other', () =>
    inQuirkyHouse({ quirks: ['Q11'], products: plenty }, async ({ world, amazon, place, poll, booked, open }) => {
      await place({ number: '1MINUS' });
      await poll();
      amazon.quirks.delete('Q11');
      await place();
      world.clock.advance(10 * MINUTE);
      // The same order comes again with the next look, read right by then.
      await poll();
      expect(await open()).toEqual(['inbound-refused']);
      const [refused] = await world.stores.discrepancies.list({});
      expect(refused?.detail).toMatchObject({ code: 'quantity-invalid' });
      expect([booked(), booked('1MINUS')]).toEqual([ALL, ALL]);
    }));

  test('Q12 that counts half of what arrived, or nothing: it is shown with its source, and nothing follows from it', () =>
    inQuirkyHouse({ quirks: ['Q12'] }, async ({ world, amazon, place, poll, open }) => {
      await place({ lines: potsAndPans().lines.map((line) => ({ ...line, quantity: 4 })) });
      await poll();
      amazon.receive('4KQ7TZ1M', '1', 4);
      amazon.receive('4KQ7TZ1M', '2', 4);
      await world.stores.purchaseOrders.mark('4KQ7TZ1M', 'shipped');
      await watchReceipts(world);
      const shown = await world.stores.shownOrders.find('4KQ7TZ1M');
      expect(shown?.lines.map(({ received }) => received?.amount)).toEqual([undefined, 2]);
      expect(shown?.shownAt).toBe(world.now().toISOString());
      expect(await open()).toEqual([]);
      expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.progress).toBe('shipped');
    }));

  test('Q13 that knows no case figures: cases are our own arithmetic, and stay whole', () =>
    inQuirkyHouse(
      { products: [{ sku: 'NK-0102', onHand: 40, casePack: 12 }] },
      async ({ world, place, poll, booked }) => {
        const pots = { ids: [{ qualifier: 'VN' as const, value: 'NK-0102' }], unit: 'CA' as const, unitSize: 12 };
        await place({ lines: [{ ...pots, quantity: 5, unitCost: '5.85', isBackOrderAllowed: true }] });
        await poll();
        expect([...world.stockMaster.books.held.values()]).toEqual([36]);
        expect(booked()).toEqual(['1: 3/2/0']);
      },
    ));

  test('Q14 that changes orders after the answer and tells only who asks: the hold follows, Amazon hears a new answer', () =>
    inQuirkyHouse({}, async ({ world, amazon, place, poll, booked }) => {
      await place();
      await poll();
      world.clock.advance(6 * HOUR);
      await amazon.changePurchaseOrder('4KQ7TZ1M', {
        lines: [{ number: '1', quantity: 10 }],
        deliveryWindow: { from: '2026-08-12', to: '2026-08-16' },
      });
      world.clock.advance(10 * MINUTE);
      await poll();
      expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.version).toBe(2);
      expect([...world.stockMaster.books.held.values()]).toEqual([10, 4]);
      expect(booked()).toEqual(['1: 10/0/0', '2: 4/6/0']);
    }));

  test('Q15 that takes a line back by a quantity of 0: its eaches go back to the shop, nothing is said of it', () =>
    inQuirkyHouse({}, async ({ world, amazon, place, poll }) => {
      await place();
      await poll();
      world.clock.advance(HOUR);
      await amazon.changePurchaseOrder('4KQ7TZ1M', { lines: [{ number: '1', quantity: 0 }] });
      world.clock.advance(10 * MINUTE);
      await poll();
      expect([...world.stockMaster.books.held.values()]).toEqual([4]);
      expect(amazon.books.acknowledgements.at(-1)?.lines.map(({ number }) => number)).toEqual(['2']);
      expect(amazon.books.problems).toEqual([]);
    }));
});

test('whatever filters Amazon forgets and whichever calls fail, every order is taken in, and answered once', async () => {
  const quirks = fc.subarray<QuirkName>(['Q3', 'Q4', 'Q5', 'Q7', 'Q8', 'Q10']);
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('place' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3000 }) }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('poll' as const) }) },
    // An order that shows up in the list hours after its own date, as if a filter had kept it from us.
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('late' as const), hours: fc.integer({ min: 1, max: 120 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('fail' as const) }) },
  );
  await fc.assert(
    fc.asyncProperty(quirks, fc.array(act, { minLength: 1, maxLength: 14 }), (chosen, acts) =>
      inQuirkyHouse({ quirks: chosen, products: [{ sku: 'NK-0103', onHand: 10_000 }] }, async (house) => {
        const { world, amazon, place, poll } = house;
        const placed: string[] = [];
        await poll();
        const put = async (orderedOn: Date) => {
          const number = `7ORDER${placed.length}`;
          placed.push(number);
          const [, pots] = potsAndPans().lines;
          await place({ number, orderedOn: orderedOn.toISOString(), lines: pots ? [pots] : [] });
        };
        for (const one of acts) {
          if (one.kind === 'place') await put(world.now());
          else if (one.kind === 'late') await put(new Date(world.now().getTime() - one.hours * HOUR));
          else if (one.kind === 'wait') world.clock.advance(one.minutes * MINUTE);
          else if (one.kind === 'fail')
            amazon.faults.failNext({ operation: 'getPurchaseOrders', when: 'after', status: 503 });
          else await poll().catch(mustBeUnreachable);
        }
        // A day later at the latest the long look has been.
        amazon.faults.clear();
        world.clock.advance(DAY);
        await poll();
        const taken = (await world.stores.purchaseOrders.list({})).map(({ document }) => document.number);
        expect(taken.sort()).toEqual([...placed].sort());
        const answers = amazon.books.acknowledgements.map(({ purchaseOrder }) => purchaseOrder);
        expect(answers.sort()).toEqual([...placed].sort());
      }),
    ),
    { numRuns: 15 },
  );
}, 60_000);

function mustBeUnreachable(error: unknown): void {
  if (!(error instanceof Unreachable)) throw error;
}
