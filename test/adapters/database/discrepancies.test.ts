import { describe, expect, test } from 'vitest';
import type { NewDiscrepancy, Resolution } from '../../../sidecar/domain/discrepancy.ts';
import { onEveryImplementation } from './databases.ts';
import { at, atOnce, tally } from './documents.ts';

const doubt = (key: string, changes: Partial<NewDiscrepancy> = {}): NewDiscrepancy => ({
  key,
  kind: 'unknown-sku',
  subject: { purchaseOrderNumber: '4KQ7TZ1M', position: 1 },
  summary: '4KQ7TZ1M line 1: no product of ours is known as asin B000000001',
  detail: { productIds: [{ kind: 'asin', value: 'B000000001' }] },
  dueBy: at('20:00'),
  ...changes,
});
const mapped: Resolution = { action: 'map-sku', sku: 'NGK-PAN-28' };

describe('discrepancies', () => {
  onEveryImplementation((shelf) => {
    const discrepancies = () => shelf.stores.discrepancies;

    test('a discrepancy is raised open, with its figures', async () => {
      const raised = await discrepancies().raise(doubt('a'), at('9:00'));
      expect(raised).toEqual({ ...doubt('a'), id: expect.any(String), raisedAt: at('9:00'), state: 'open' });
      expect(await discrepancies().find(raised.id)).toEqual(raised);
      expect(await discrepancies().find('nobody')).toBeUndefined();
    });

    test('the same trouble found twice is one row, as it was first found', async () => {
      const first = await discrepancies().raise(doubt('a'), at('9:00'));
      expect(await discrepancies().raise(doubt('a', { summary: 'again' }), at('9:30'))).toEqual(first);
      const raised = await atOnce(20, () => discrepancies().raise(doubt('b'), at('9:00')));
      expect(new Set(raised.map(({ id }) => id)).size).toBe(1);
      expect(await discrepancies().list({})).toHaveLength(2);
    });

    test('a settled one stays settled when its trouble is found again', async () => {
      const { id } = await discrepancies().raise(doubt('a'), at('9:00'));
      expect(await discrepancies().settle(id, mapped, 'anna', at('9:10'))).toBe(true);
      expect(await discrepancies().raise(doubt('a'), at('9:30'))).toMatchObject({
        id,
        state: 'settled',
        resolution: mapped,
        settledBy: 'anna',
        settledAt: at('9:10'),
      });
    });

    test('it is settled once: of twenty who try, one does', async () => {
      const { id } = await discrepancies().raise(doubt('a'), at('9:00'));
      const settled = await atOnce(20, (index) => discrepancies().settle(id, mapped, `user-${index}`, at('9:10')));
      expect(tally(settled)).toEqual({ true: 1, false: 19 });
      await expect(discrepancies().settle('nobody', mapped, 'anna', at('9:00'))).rejects.toThrow();
    });

    test('lists show the oldest due first and what has no limit last, and only what was asked for', async () => {
      await discrepancies().raise(doubt('late', { dueBy: at('18:00'), kind: 'price-missing' }), at('9:00'));
      const { dueBy: _, ...undated } = doubt('never', { subject: { paymentNumber: 'P-1' } });
      await discrepancies().raise(undated, at('9:00'));
      const { id } = await discrepancies().raise(doubt('soon', { dueBy: at('10:00') }), at('9:00'));
      await discrepancies().settle(id, mapped, 'anna', at('9:10'));
      const keys = async (filter: Parameters<ReturnType<typeof discrepancies>['list']>[0]) =>
        (await discrepancies().list(filter)).map(({ key }) => key);
      expect(await keys({})).toEqual(['soon', 'late', 'never']);
      expect(await keys({ limit: 1 })).toEqual(['soon']);
      expect(await keys({ state: 'open' })).toEqual(['late', 'never']);
      expect(await keys({ kind: 'price-missing' })).toEqual(['late']);
      expect(await keys({ purchaseOrderNumber: '4kq7tz1m' })).toEqual(['soon', 'late']);
    });
  });
});
