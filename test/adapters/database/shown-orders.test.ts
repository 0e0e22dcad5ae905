import { describe, expect, test } from 'vitest';
import type { ShownOrder } from '../../../sidecar/domain/shown-order.ts';
import { onEveryImplementation } from './databases.ts';
import { at } from './documents.ts';

describe('an order as Amazon shows it', () => {
  onEveryImplementation((shelf) => {
    test('is kept as it was shown last, whatever the letters of its number', async () => {
      const { shownOrders } = shelf.stores;
      const shown: ShownOrder = {
        purchaseOrderNumber: '4KQ7TZ1M',
        shownAt: at('9:00'),
        lines: [
          {
            lineNumber: '1',
            accepted: 24,
            rejected: 0,
            isConfirmed: true,
            received: { amount: 12, unitOfMeasure: 'each', lastAt: at('8:00') },
          },
          { lineNumber: '2', accepted: 0, rejected: 10 },
        ],
      };
      expect(await shownOrders.find('4KQ7TZ1M')).toBeUndefined();
      await shownOrders.keep(shown);
      const later = { ...shown, shownAt: at('10:00'), lines: shown.lines.slice(0, 1) };
      await shownOrders.keep(later);
      expect(await shownOrders.find('4kq7tz1m')).toEqual(later);
      expect(await shownOrders.find('5LR8UA2N')).toBeUndefined();
    });
  });
});
