import { describe, expect, test } from 'vitest';
import type { LineDecision } from '../../../sidecar/domain/decision.ts';
import { onEveryDatabase, onEveryImplementation } from './databases.ts';
import { at, atOnce, order, sighting, tally } from './documents.ts';

describe('purchase orders', () => {
  onEveryImplementation((shelf) => {
    const orders = () => shelf.stores.purchaseOrders;
    const keep = (document = order(), seen = sighting('in-1')) => orders().keep(document, 'NGK7U', at('20:00'), seen);

    test('an order that comes for the first time is new and can be read back as it came', async () => {
      expect(await keep()).toEqual({ outcome: 'new', version: 1, changes: [] });
      expect(await orders().find('4KQ7TZ1M')).toEqual({
        key: '4KQ7TZ1M',
        document: order(),
        version: 1,
        vendorCode: 'NGK7U',
        firstReceivedAt: at('9:00'),
        acknowledgeBy: at('20:00'),
        progress: 'received',
        summary: { lines: 1, openDoubts: 0, acceptedEaches: 0, shippedEaches: 0 },
      });
      expect(await orders().versions('4KQ7TZ1M')).toEqual([
        { version: 1, document: order(), receivedAt: at('9:00'), changes: [] },
      ]);
    });

    test('those of one account that came since some moment can be asked for', async () => {
      await keep(order('4KQ7TZ1M'), sighting('in-1', '9:00'));
      await keep(order('5LR8UA2N'), sighting('in-2', '9:10'));
      await orders().keep(order('6MS9VB3P'), 'NGK7E', at('20:00'), sighting('in-3', '9:20'));
      await orders().mark('5LR8UA2N', 'acknowledged');
      const numbers = async (filter: object) => (await orders().list(filter)).map(({ key }) => key).sort();
      expect(await numbers({ vendorCode: 'NGK7U' })).toEqual(['4KQ7TZ1M', '5LR8UA2N']);
      expect(await numbers({ receivedSince: at('9:10') })).toEqual(['5LR8UA2N', '6MS9VB3P']);
      expect(await numbers({ vendorCode: 'NGK7U', receivedSince: at('9:10') })).toEqual(['5LR8UA2N']);
      expect(await numbers({ vendorCode: 'NGK7U', progress: ['received'] })).toEqual(['4KQ7TZ1M']);
    });

    test('the same content by another channel is known, and seen once more', async () => {
      await keep();
      const again = await keep(order(), sighting('in-2', '9:05', 'sp-api'));
      expect(again).toEqual({ outcome: 'known', version: 1, changes: [] });
      expect(await orders().sightings('4KQ7TZ1M')).toEqual([
        { channel: 'edi', inboundId: 'in-1', at: at('9:00'), version: 1 },
        { channel: 'sp-api', inboundId: 'in-2', at: at('9:05'), version: 1 },
      ]);
    });

    test('other content is a new version that says what changed', async () => {
      await keep();
      const changes = [{ field: 'lines[0].ordered.amount', before: 24, after: 12 }];
      expect(await keep(order('4KQ7TZ1M', 12), sighting('in-2', '9:30'))).toEqual({
        outcome: 'changed',
        version: 2,
        changes,
      });
      expect((await orders().find('4KQ7TZ1M'))?.document.lines[0]?.ordered.amount).toBe(12);
      expect((await orders().versions('4KQ7TZ1M'))[1]).toEqual({
        version: 2,
        document: order('4KQ7TZ1M', 12),
        receivedAt: at('9:30'),
        changes,
      });
    });

    test('what a file told, another road that says the same completes: one version, in the words of that road', async () => {
      const bare = order();
      const byFile = { ...bare, lines: bare.lines.map((line) => ({ ...line, lineNumber: '' })) };
      await keep(byFile, sighting('in-1', '9:00', 'file'));
      expect(await keep(order(), sighting('in-2', '9:05'))).toEqual({ outcome: 'known', version: 1, changes: [] });
      expect((await orders().find('4KQ7TZ1M'))?.document).toEqual(order());
      expect((await orders().versions('4KQ7TZ1M')).map(({ document }) => document)).toEqual([order()]);
      // And the file once more says nothing new.
      expect(await keep(byFile, sighting('in-3', '9:10', 'file'))).toEqual({
        outcome: 'known',
        version: 1,
        changes: [],
      });
      expect((await orders().find('4KQ7TZ1M'))?.document).toEqual(order());
    });

    test('an order changed and changed back is a third version', async () => {
      await keep();
      await keep(order('4KQ7TZ1M', 0));
      expect(await keep()).toMatchObject({ outcome: 'changed', version: 3 });
    });

    test('a field that an old version did not have is told as a change, and read back', async () => {
      await keep();
      const { changes } = await keep({ ...order(), dealCode: 'SUMMER' });
      expect(changes).toEqual([{ field: 'dealCode', before: undefined, after: 'SUMMER' }]);
      expect((await orders().versions('4KQ7TZ1M'))[1]?.changes).toEqual(changes);
    });

    test('an order is found by any spelling of its number', async () => {
      await keep();
      expect((await orders().find(' 4kq7tz1m '))?.key).toBe('4KQ7TZ1M');
      expect(await orders().find('UNKNOWN')).toBeUndefined();
    });

    test('what lists show is set field by field', async () => {
      await keep();
      await orders().mark('4KQ7TZ1M', 'held', { acceptedEaches: 24, orderReference: '000000042' });
      await orders().mark('4KQ7TZ1M', 'in-work', { shippedEaches: 12 });
      expect(await orders().find('4KQ7TZ1M')).toMatchObject({
        progress: 'in-work',
        summary: { lines: 1, openDoubts: 0, acceptedEaches: 24, shippedEaches: 12, orderReference: '000000042' },
      });
      await expect(orders().mark('UNKNOWN', 'held')).rejects.toThrow('UNKNOWN is not kept');
    });

    test('lists begin with the nearest limit among the unanswered, then the newest', async () => {
      const plan = [
        ['LATE', '12:00', 'received', '9:00'],
        ['SOON', '10:00', 'held', '9:01'],
        ['OLD', '8:00', 'acknowledged', '9:02'],
        ['NEW', '8:00', 'shipped', '9:03'],
      ] as const;
      for (const [number, limit, progress, seen] of plan) {
        await orders().keep(order(number), 'NGK7U', at(limit), sighting('in', seen));
        await orders().mark(number, progress);
      }
      const keys = async (filter: Parameters<ReturnType<typeof orders>['list']>[0]) =>
        (await orders().list(filter)).map(({ key }) => key);
      expect(await keys({})).toEqual(['SOON', 'LATE', 'NEW', 'OLD']);
      expect(await keys({ limit: 3 })).toEqual(['SOON', 'LATE', 'NEW']);
      expect(await keys({ limit: 1 })).toEqual(['SOON']);
      expect(await keys({ progress: ['acknowledged', 'received'] })).toEqual(['LATE', 'OLD']);
      // A file that nobody has entered yet stops no clock.
      await orders().mark('OLD', 'to-enter');
      expect(await keys({ limit: 2 })).toEqual(['OLD', 'SOON']);
    });

    test('the newest decision is the one in force, with every figure it was made from', async () => {
      await keep();
      const line: LineDecision = {
        position: 1,
        lineNumber: '1',
        sku: 'NGK-PAN-28',
        ordered: { amount: 24, unitOfMeasure: 'each' },
        wanted: 24,
        casePack: 1,
        held: 20,
        accepted: 20,
        backordered: 4,
        rejected: 0,
        rule: 'held-in-part-rest-backordered',
        reasons: ['24 eaches'],
        stock: { requested: 24, held: 20, reason: 'short', salable: 21, buffer: 1, inPoolSources: 30 },
      };
      expect(await orders().decision('4KQ7TZ1M')).toBeUndefined();
      await orders().keepDecision('4KQ7TZ1M', 1, at('9:10'), [{ ...line, accepted: 0 }]);
      await orders().keepDecision('4kq7tz1m', 1, at('9:10'), [line]);
      expect(await orders().decision('4KQ7TZ1M')).toEqual({ version: 1, at: at('9:10'), lines: [line] });
    });

    test('twenty pollers bring one order at once: it is new once and known nineteen times', async () => {
      const kept = await atOnce(20, (index) => keep(order(), sighting(`in-${index}`)));
      expect(tally(kept.map(({ outcome }) => outcome))).toEqual({ new: 1, known: 19 });
      expect(await orders().sightings('4KQ7TZ1M')).toHaveLength(20);
    });

    test('twenty pollers bring one change at once: it is one version', async () => {
      await keep();
      const kept = await atOnce(20, (index) => keep(order('4KQ7TZ1M', 12), sighting(`in-${index}`)));
      expect(tally(kept.map(({ outcome }) => outcome))).toEqual({ changed: 1, known: 19 });
      expect(await orders().versions('4KQ7TZ1M')).toHaveLength(2);
    });
  });

  onEveryDatabase((shelf) => {
    test('another spelling of the number is no change of the order', async () => {
      const orders = shelf.stores.purchaseOrders;
      await orders.keep(order('4KQ7TZ1M'), 'NGK7U', at('20:00'), sighting('in-1'));
      expect(await orders.keep(order('4kq7tz1m'), 'NGK7U', at('20:00'), sighting('in-2'))).toMatchObject({
        outcome: 'known',
      });
    });

    test('a row that somebody edited is refused by name, not guessed at', async () => {
      const orders = shelf.stores.purchaseOrders;
      await orders.keep(order(), 'NGK7U', at('20:00'), sighting('in-1'));
      await shelf.database.query(`UPDATE purchase_order SET document = '{"number":""}'`);
      await expect(orders.find('4KQ7TZ1M')).rejects.toMatchObject({ code: 'stored-document-unreadable' });
    });
  });
});
