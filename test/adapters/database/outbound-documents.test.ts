import { describe, expect, test } from 'vitest';
import { onEveryImplementation } from './databases.ts';
import { at, atOnce, outbound } from './documents.ts';

describe('outbound documents', () => {
  onEveryImplementation((shelf) => {
    const documents = () => shelf.stores.outbound;

    test('a prepared document is pending, awaits its answer, and is read back as it was', async () => {
      const prepared = await documents().prepare(outbound('acknowledgement:4KQ7TZ1M:1'), at('9:00'));
      expect(prepared).toEqual({
        ...outbound('acknowledgement:4KQ7TZ1M:1'),
        id: expect.any(String),
        reference: '',
        delivered: 'pending',
        resends: 0,
        mode: 'live',
        partnerVersion: undefined,
        acknowledged: 'awaited',
        problems: [],
        preparedAt: at('9:00'),
        deliveredAt: undefined,
        acknowledgedAt: undefined,
      });
      expect(await documents().find(prepared.id)).toEqual(prepared);
      expect(await documents().findByKey('acknowledgement:4KQ7TZ1M:1')).toEqual(prepared);
      expect(await documents().find('nobody')).toBeUndefined();
      expect(await documents().findByKey('nothing')).toBeUndefined();
    });

    test('the first document under a key wins', async () => {
      const first = await documents().prepare(outbound('key', { raw: 'first' }), at('9:00'));
      const second = await documents().prepare(outbound('key', { raw: 'second', controlNumber: 2 }), at('9:01'));
      expect(second).toEqual(first);
    });

    test('twenty who prepare one key at once all hold the same document', async () => {
      const prepared = await atOnce(20, (index) =>
        documents().prepare(outbound('key', { controlNumber: index }), at('9:00')),
      );
      expect(new Set(prepared.map(({ id }) => id)).size).toBe(1);
    });

    test('a document is delivered once: a repeat changes neither reference nor time', async () => {
      const { id } = await documents().prepare(outbound('key'), at('9:00'));
      await documents().markDelivered(id, '855-1.edi', at('9:01'));
      await documents().markDelivered(id, '855-2.edi', at('9:02'));
      expect(await documents().find(id)).toMatchObject({
        delivered: 'delivered',
        reference: '855-1.edi',
        deliveredAt: at('9:01'),
      });
      await expect(documents().markDelivered('nobody', '', at('9:00'))).rejects.toThrow();
    });

    test('one that is handed over awaits its receipt: that comes, or it does not', async () => {
      const [a, b] = await Promise.all(
        ['a', 'b'].map((key, index) => documents().prepare(outbound(key, { controlNumber: index + 1 }), at('9:00'))),
      );
      for (const row of [a, b]) await documents().markHandedOver(row?.id ?? '', 'x.edi', at('9:01'));
      await documents().markHandedOver(a?.id ?? '', 'y.edi', at('9:02'));
      expect(await documents().list({ delivered: 'handed-over' })).toMatchObject([
        { reference: 'x.edi', deliveredAt: at('9:01') },
        { reference: 'x.edi' },
      ]);
      await documents().markDelivered(a?.id ?? '', 'x.edi', at('9:05'));
      await documents().markFailed(a?.id ?? '');
      await documents().markFailed(b?.id ?? '');
      expect(await documents().find(a?.id ?? '')).toMatchObject({ delivered: 'delivered', deliveredAt: at('9:05') });
      expect(await documents().find(b?.id ?? '')).toMatchObject({ delivered: 'failed' });
      await documents().markHandedOver(b?.id ?? '', 'z.edi', at('9:06'));
      expect(await documents().find(b?.id ?? '')).toMatchObject({ delivered: 'failed', reference: 'x.edi' });
      for (const mark of [
        () => documents().markFailed('nobody'),
        () => documents().markHandedOver('nobody', '', at('9:00')),
      ])
        await expect(mark()).rejects.toThrow();
    });

    test('those of one account can be asked for, the newest first', async () => {
      for (const [index, vendorCode] of ['NGK7U', 'NGK7E', 'NGK7U'].entries())
        await documents().prepare(outbound(`${index}`, { vendorCode, controlNumber: index + 1 }), at(`9:0${index}`));
      expect((await documents().list({ vendorCode: 'NGK7U' })).map(({ key }) => key)).toEqual(['2', '0']);
      expect((await documents().list({ vendorCode: 'NGK7U', limit: 1 })).map(({ key }) => key)).toEqual(['2']);
      expect(await documents().list({ vendorCode: 'NGK7U', kind: 'inventory-report' })).toEqual([]);
    });

    test('each time that it is sent again counts, and its last reference is kept', async () => {
      const { id } = await documents().prepare(outbound('key'), at('9:00'));
      await documents().markDelivered(id, '855-1.edi', at('9:01'));
      expect(await documents().countResend(id)).toMatchObject({ resends: 1, delivered: 'delivered' });
      await documents().markResent(id, 'handed-over', '855-1-again-1.edi', at('9:02'));
      expect(await documents().countResend(id)).toMatchObject({ resends: 2, delivered: 'handed-over' });
      expect(await documents().find(id)).toMatchObject({ reference: '855-1-again-1.edi', deliveredAt: at('9:02') });
      await expect(documents().countResend('nobody')).rejects.toThrow();
      await expect(documents().markResent('nobody', 'delivered', '', at('9:00'))).rejects.toThrow();
    });

    test('who wants one document alone has it one after the other, and nobody waits for another document', async () => {
      const { id } = await documents().prepare(outbound('key'), at('9:00'));
      const other = await documents().prepare(outbound('other', { controlNumber: 2 }), at('9:00'));
      const order: string[] = [];
      let open = () => {};
      const door = new Promise<void>((resolve) => {
        open = resolve;
      });
      const first = documents().alone(id, async () => {
        order.push('first begins');
        await door;
        // What is kept meanwhile is for the next one to see.
        await documents().markDelivered(id, '855-1.edi', at('9:01'));
      });
      await expect.poll(() => order).toEqual(['first begins']);
      const second = documents().alone(id, async () => (await documents().find(id))?.delivered);
      expect(await documents().alone(other.id, async () => 'not waited for')).toBe('not waited for');
      open();
      await first;
      expect(await second).toBe('delivered');
    });

    test('work that fails leaves its document to the next one', async () => {
      const { id } = await documents().prepare(outbound('key'), at('9:00'));
      const failed = documents().alone(id, async () => {
        throw new Error('the mailbox is away');
      });
      await expect(failed).rejects.toThrow('the mailbox is away');
      expect(await documents().alone(id, async () => 'free')).toBe('free');
    });

    const answers = [
      ['awaited', 'presumed', 'presumed'],
      ['awaited', 'accepted', 'accepted'],
      ['presumed', 'awaited', 'presumed'],
      ['presumed', 'rejected', 'rejected'],
      ['presumed', 'accepted-with-errors', 'accepted-with-errors'],
      ['accepted', 'rejected', 'rejected'],
      ['accepted-with-errors', 'rejected', 'rejected'],
      ['rejected', 'accepted-with-errors', 'rejected'],
      ['accepted', 'presumed', 'accepted'],
      ['accepted-with-errors', 'accepted', 'accepted-with-errors'],
      ['rejected', 'accepted', 'rejected'],
    ] as const;
    for (const [before, then, after] of answers) {
      test(`${before}, then ${then}: it stands as ${after}`, async () => {
        const { id } = await documents().prepare(outbound('key'), at('9:00'));
        await documents().recordAnswer(id, before, ['first'], at('9:01'));
        await documents().recordAnswer(id, then, ['second'], at('9:02'));
        const replaced = after === then;
        expect(await documents().find(id)).toMatchObject({
          acknowledged: after,
          problems: [replaced ? 'second' : 'first'],
          acknowledgedAt: replaced ? at('9:02') : at('9:01'),
        });
      });
    }

    test('a 997 finds its document by account, functional id and control number', async () => {
      const { id } = await documents().prepare(outbound('a', { controlNumber: 7 }), at('9:00'));
      await documents().prepare(outbound('b', { controlNumber: 7, functionalId: 'IN' }), at('9:00'));
      await documents().prepare(outbound('c', { controlNumber: 7, vendorCode: 'OTHER' }), at('9:00'));
      expect((await documents().findByControlNumber('NGK7U', 'PR', 7))?.id).toBe(id);
      expect(await documents().findByControlNumber('NGK7U', 'PR', 8)).toBeUndefined();
    });

    test('lists show the newest first, and only what was asked for', async () => {
      const a = await documents().prepare(outbound('a'), at('9:00'));
      await documents().prepare(outbound('b', { kind: 'invoice', purchaseOrderNumber: 'OTHER' }), at('9:01'));
      await documents().prepare(outbound('c', { purchaseOrderNumber: undefined }), at('9:02'));
      await documents().markDelivered(a.id, 'x', at('9:03'));
      await documents().recordAnswer(a.id, 'accepted', [], at('9:04'));
      const keys = async (filter: Parameters<ReturnType<typeof documents>['list']>[0]) =>
        (await documents().list(filter)).map(({ key }) => key).join('');
      expect(await keys({})).toBe('cba');
      expect(await keys({ limit: 2 })).toBe('cb');
      expect(await keys({ purchaseOrderNumber: '4kq7tz1m' })).toBe('a');
      expect(await keys({ kind: 'invoice' })).toBe('b');
      expect(await keys({ delivered: 'pending' })).toBe('cb');
      expect(await keys({ acknowledged: 'accepted' })).toBe('a');
      expect(await keys({ acknowledged: 'accepted', delivered: 'pending' })).toBe('');
    });
  });
});
