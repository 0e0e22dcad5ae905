import { describe, expect, test } from 'vitest';
import type { KeptFinding } from '../../../sidecar/domain/document-consistency.ts';
import { onEveryImplementation } from './databases.ts';
import { at } from './documents.ts';

const finding: KeptFinding = {
  code: 'pro-number-missing',
  severity: 'warn',
  field: 'carrierReference',
  message: 'The carrier’s PRO number is missing',
  fix: 'Enter the PRO number.',
};

describe('what the checks before sending said', () => {
  onEveryImplementation((shelf) => {
    test('the newest check of a document stands, and an order has those of all its documents', async () => {
      const { checks } = shelf.stores;
      await checks.keep({ key: 'ship-notice:1', findings: [finding], checkedAt: at('9:00') }, '4KQ7TZ1M');
      await checks.keep({ key: 'invoice:INV-1', findings: [], checkedAt: at('10:00') }, '4kq7tz1m');
      await checks.keep({ key: 'ship-notice:2', findings: [], checkedAt: at('10:00') }, '8CVN4QJD');
      const again = [{ ...finding, severity: 'block' as const, sentAnywayBy: 'operator' }];
      await checks.keep({ key: 'ship-notice:1', findings: again, checkedAt: at('11:00') }, '4KQ7TZ1M');
      expect((await checks.list('4KQ7TZ1M')).map(({ key }) => key)).toEqual(['invoice:INV-1', 'ship-notice:1']);
      expect(await checks.find('ship-notice:1')).toEqual({
        key: 'ship-notice:1',
        findings: again,
        checkedAt: at('11:00'),
      });
      expect(await checks.find('ship-notice:9')).toBeUndefined();
    });
  });
});

describe('numbers that must not come twice within a year', () => {
  onEveryImplementation((shelf) => {
    const sscc = (value: string) => ({ kind: 'sscc' as const, value });

    test('a number is free for the document that used it, and not for another', async () => {
      const { usedNumbers } = shelf.stores;
      const numbers = [sscc('006141410000000019'), { kind: 'bill-of-lading' as const, value: 'NGK7UD000000011' }];
      expect(await usedNumbers.claim(numbers, 'ship-notice:1', at('9:00'), at('0:00'))).toEqual([]);
      expect(await usedNumbers.claim(numbers, 'ship-notice:1', at('9:30'), at('0:00'))).toEqual([]);
      const others = await usedNumbers.claim(numbers, 'ship-notice:2', at('10:00'), at('0:00'));
      expect(others.map(({ kind, usedBy }) => `${kind} ${usedBy}`).sort()).toEqual([
        'bill-of-lading ship-notice:1',
        'sscc ship-notice:1',
      ]);
    });

    test('what was used before the time that counts is free again', async () => {
      const { usedNumbers } = shelf.stores;
      await usedNumbers.claim([sscc('006141410000000019')], 'ship-notice:1', at('9:00'), at('0:00'));
      const later = await usedNumbers.claim([sscc('006141410000000019')], 'ship-notice:2', at('12:00'), at('10:00'));
      expect(later).toEqual([]);
    });

    test('of two that use one number at once at least one hears of it', async () => {
      const { usedNumbers } = shelf.stores;
      const numbers = Array.from({ length: 300 }, (_, index) => sscc(String(index).padStart(18, '0')));
      const heard = await Promise.all(
        ['ship-notice:1', 'ship-notice:2'].map((by) => usedNumbers.claim(numbers, by, at('9:00'), at('0:00'))),
      );
      const values = new Set(heard.flat().map(({ value }) => value));
      expect(values.size).toBe(300);
    });
  });
});
