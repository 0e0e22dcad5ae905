import { describe, expect, test } from 'vitest';
import { onEveryDatabase, onEveryImplementation } from './databases.ts';
import { at, atOnce, dispatch, invoice, match, money, remittance, tally } from './documents.ts';

describe('dispatches', () => {
  onEveryImplementation((shelf) => {
    const dispatches = () => shelf.stores.dispatches;

    test('a dispatch is new, then known, then revised; what is kept is the newest', async () => {
      const tracked = dispatch('S-1', { revision: 2, tracks: [{ carrierCode: 'ups', title: 'UPS', number: '1Z' }] });
      expect(await dispatches().keep(dispatch('S-1'), at('15:00'))).toBe('new');
      expect(await dispatches().keep(dispatch('S-1'), at('15:01'))).toBe('known');
      expect(await dispatches().keep(tracked, at('15:02'))).toBe('revised');
      expect(await dispatches().keep(dispatch('S-1'), at('15:03'))).toBe('known');
      expect(await dispatches().find('S-1')).toEqual(tracked);
      expect(await dispatches().find('S-2')).toBeUndefined();
    });

    test('twenty revisions at once end with the newest', async () => {
      await atOnce(20, (index) =>
        dispatches().keep(dispatch('S-1', { revision: ((index * 7) % 20) + 1 }), at('15:00')),
      );
      expect((await dispatches().find('S-1'))?.revision).toBe(20);
    });

    test('an order’s dispatches are listed as they left', async () => {
      await dispatches().keep(dispatch('S-2', { dispatchedAt: at('16:00') }), at('16:00'));
      await dispatches().keep(dispatch('S-1', { purchaseOrderNumber: '4kq7tz1m' }), at('16:01'));
      await dispatches().keep(dispatch('S-3', { purchaseOrderNumber: 'OTHER' }), at('16:02'));
      expect((await dispatches().list('4KQ7TZ1M')).map(({ id }) => id)).toEqual(['S-1', 'S-2']);
    });
  });
});

describe('invoices', () => {
  onEveryImplementation((shelf) => {
    const invoices = () => shelf.stores.invoices;

    test('an invoice is kept open and unpaid, and found whatever its letters’ case', async () => {
      const kept = await invoices().keep(invoice('INV-1'), 'S-1', at('16:00'));
      expect(kept).toEqual({
        invoice: invoice('INV-1'),
        dispatchId: 'S-1',
        outboundId: undefined,
        paid: '0',
        state: 'open',
      });
      expect(await invoices().find('inv-1')).toEqual(kept);
      expect(await invoices().find('INV-2')).toBeUndefined();
    });

    test('a dispatch is billed once: the first invoice stands', async () => {
      const first = await invoices().keep(invoice('INV-1'), 'S-1', at('16:00'));
      expect(await invoices().keep(invoice('INV-2'), 'S-1', at('16:01'))).toEqual(first);
      expect(await invoices().find('INV-2')).toBeUndefined();
    });

    test('a number is used once, in any case of letters', async () => {
      await invoices().keep(invoice('INV-1'), 'S-1', at('16:00'));
      await expect(invoices().keep(invoice('inv-1'), 'S-2', at('16:01'))).rejects.toThrow();
    });

    test('twenty who bill one dispatch at once hold one invoice', async () => {
      const kept = await atOnce(20, (index) => invoices().keep(invoice(`INV-${index}`), 'S-1', at('16:00')));
      expect(new Set(kept.map((row) => row.invoice.number)).size).toBe(1);
    });

    test('what was sent and what was paid is noted', async () => {
      await invoices().keep(invoice('INV-1'), 'S-1', at('16:00'));
      await invoices().setOutbound('inv-1', 'out-1');
      await invoices().setPaid('inv-1', money('280.5'), 'short-paid');
      expect(await invoices().find('INV-1')).toMatchObject({ outboundId: 'out-1', paid: '280.5', state: 'short-paid' });
      await expect(invoices().setPaid('INV-9', money('1'), 'paid')).rejects.toThrow('INV-9 is not kept');
    });

    test('what Amazon refused is replaced under its own number or another; done twice it is done once', async () => {
      await invoices().keep(invoice('INV-1'), 'S-1', at('16:00'));
      await invoices().keep(invoice('INV-2'), 'S-2', at('16:00'));
      const later = { ...invoice('INV-1'), invoicedOn: '2026-08-13' as never };
      await invoices().replace('INV-1', later);
      await invoices().replace('inv-1', later);
      expect(await invoices().find('INV-1')).toMatchObject({
        invoice: { invoicedOn: '2026-08-13' },
        dispatchId: 'S-1',
      });
      await invoices().replace('INV-1', invoice('INV-1-R2'));
      await invoices().replace('INV-1', invoice('INV-1-R2'));
      expect(await invoices().find('INV-1')).toBeUndefined();
      expect(await invoices().find('INV-1-R2')).toMatchObject({ dispatchId: 'S-1', state: 'open' });
      await expect(invoices().replace('INV-1-R2', invoice('INV-2'))).rejects.toMatchObject({
        code: 'invoice-not-replaceable',
      });
      await invoices().setPaid('INV-2', money('1'), 'short-paid');
      await expect(invoices().replace('INV-2', invoice('INV-2-R2'))).rejects.toMatchObject({
        code: 'invoice-not-replaceable',
      });
    });

    test('many are found at once, case ignored, unknown ones left out', async () => {
      for (const number of ['INV-1', 'INV-2', 'INV-3']) await invoices().keep(invoice(number), number, at('16:00'));
      const unknown = Array.from({ length: 900 }, (_, index) => `NONE-${index}`);
      const found = await invoices().findMany(['inv-3', 'INV-1', 'inv-1', ...unknown]);
      expect(found.map((row) => row.invoice.number).sort()).toEqual(['INV-1', 'INV-3']);
      expect(await invoices().findMany([])).toEqual([]);
    });

    test('lists show the newest first, and only what was asked for', async () => {
      await invoices().keep(invoice('INV-1'), 'S-1', at('16:00'));
      await invoices().keep(invoice('INV-2', 'OTHER'), 'S-2', at('16:01'));
      await invoices().setPaid('INV-2', money('282'), 'paid');
      const numbers = async (filter: Parameters<ReturnType<typeof invoices>['list']>[0]) =>
        (await invoices().list(filter)).map((row) => row.invoice.number);
      expect(await numbers({})).toEqual(['INV-2', 'INV-1']);
      expect(await numbers({ limit: 1 })).toEqual(['INV-2']);
      expect(await numbers({ purchaseOrderNumber: '4kq7tz1m' })).toEqual(['INV-1']);
      expect(await numbers({ state: 'paid' })).toEqual(['INV-2']);
    });
  });

  onEveryDatabase((shelf) => {
    test('a number that another dispatch used is refused by name', async () => {
      const { invoices } = shelf.stores;
      await invoices.keep(invoice('INV-1'), 'S-1', at('16:00'));
      await expect(invoices.keep(invoice('inv-1'), 'S-2', at('16:01'))).rejects.toMatchObject({
        code: 'invoice-number-taken',
        retriable: false,
      });
    });
  });
});

describe('remittances', () => {
  onEveryImplementation((shelf) => {
    const remittances = () => shelf.stores.remittances;

    test('the payment number decides: a second one is known', async () => {
      expect(await remittances().keep(remittance('P-1'), 'in-1', at('17:00'))).toBe('new');
      expect(await remittances().keep(remittance('P-1', 3), 'in-2', at('17:01'))).toBe('known');
      expect(await remittances().find('P-1')).toEqual({
        remittance: remittance('P-1'),
        inboundId: 'in-1',
        receivedAt: at('17:00'),
        matches: [],
      });
      expect(await remittances().find('P-2')).toBeUndefined();
      const kept = await atOnce(20, () => remittances().keep(remittance('P-3'), 'in-3', at('17:00')));
      expect(tally(kept)).toEqual({ new: 1, known: 19 });
    });

    test('a payment of a thousand lines comes back line by line', async () => {
      await remittances().keep(remittance('P-1', 1000), 'in-1', at('17:00'));
      expect((await remittances().find('P-1'))?.remittance).toEqual(remittance('P-1', 1000));
    });

    test('matching again replaces what was matched', async () => {
      await remittances().keep(remittance('P-1'), 'in-1', at('17:00'));
      await remittances().keepMatches('P-1', [match(1), match(2)]);
      await remittances().keepMatches('P-1', [match(2, 'INV-2'), match(1, 'INV-1')]);
      expect((await remittances().find('P-1'))?.matches).toEqual([match(2, 'INV-2'), match(1, 'INV-1')]);
      await expect(remittances().keepMatches('P-9', [])).rejects.toThrow('P-9 is not kept');
    });

    test('all that was paid or taken for one invoice is found, whatever its letters’ case', async () => {
      for (const number of ['P-1', 'P-2']) await remittances().keep(remittance(number), 'in-1', at('17:00'));
      await remittances().keepMatches('P-1', [match(1, 'INV-1'), match(2)]);
      await remittances().keepMatches('P-2', [match(1, 'inv-1'), match(2, 'INV-2')]);
      expect(await remittances().matchesFor(['Inv-1'])).toEqual([
        { ...match(1, 'INV-1'), paymentNumber: 'P-1', receivedAt: at('17:00') },
        { ...match(1, 'inv-1'), paymentNumber: 'P-2', receivedAt: at('17:00') },
      ]);
      expect(await remittances().matchesFor(['INV-9'])).toEqual([]);
      expect(await remittances().matchesFor([])).toEqual([]);
    });

    test('what was paid for some invoices comes in the order in which the payments came', async () => {
      await remittances().keep(remittance('P-1'), 'in-2', at('17:05'));
      await remittances().keep(remittance('P-2'), 'in-1', at('17:00'));
      await remittances().keepMatches('P-1', [match(1, 'INV-2'), match(2, 'INV-1')]);
      await remittances().keepMatches('P-2', [match(1, 'INV-1'), match(2, 'INV-3')]);
      const unknown = Array.from({ length: 900 }, (_, index) => `NONE-${index}`);
      const found = await remittances().matchesFor(['INV-1', ...unknown, 'inv-2', 'inv-1']);
      expect(found.map(({ paymentNumber, position }) => `${paymentNumber} ${position}`)).toEqual([
        'P-2 1',
        'P-1 1',
        'P-1 2',
      ]);
    });

    test('lists show the newest first', async () => {
      await remittances().keep(remittance('P-1'), 'in-1', at('17:00'));
      await remittances().keep(remittance('P-2'), 'in-2', at('17:01'));
      const numbers = async (limit?: number) =>
        (await remittances().list(limit === undefined ? {} : { limit })).map((row) => row.remittance.paymentNumber);
      expect(await numbers()).toEqual(['P-2', 'P-1']);
      expect(await numbers(1)).toEqual(['P-2']);
    });
  });
});
