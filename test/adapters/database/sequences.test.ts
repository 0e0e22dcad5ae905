import { describe, expect, test } from 'vitest';
import { onEveryImplementation } from './databases.ts';
import { atOnce } from './documents.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);

describe('sequences', () => {
  onEveryImplementation((shelf) => {
    const sequences = () => shelf.stores.sequences;

    test('each name counts from one', async () => {
      expect(await sequences().next('isa:NGK7U')).toBe(1);
      expect(await sequences().next('isa:NGK7U')).toBe(2);
      expect(await sequences().next('isa:OTHER')).toBe(1);
    });

    test('fifty who ask at once get fifty numbers', async () => {
      expect(sorted(await atOnce(50, () => sequences().next('isa')))).toEqual(upTo(50));
    });

    test('the same key gets the same serials again', async () => {
      expect(await sequences().allocate('sscc', 'D-1', 3)).toEqual([1, 2, 3]);
      expect(await sequences().allocate('sscc', 'D-2', 2)).toEqual([4, 5]);
      expect(await sequences().allocate('sscc', 'D-1', 3)).toEqual([1, 2, 3]);
      expect(await sequences().allocate('sscc', 'D-1', 2)).toEqual([1, 2]);
      expect(await sequences().allocate('sscc', 'D-1', 0)).toEqual([]);
    });

    test('a thing that needs more later keeps its serials and gets further ones', async () => {
      await sequences().allocate('sscc', 'D-1', 2);
      await sequences().allocate('sscc', 'D-2', 1);
      expect(await sequences().allocate('sscc', 'D-1', 4)).toEqual([1, 2, 4, 5]);
      expect(await sequences().allocate('sscc', 'D-1', 4)).toEqual([1, 2, 4, 5]);
    });

    test('twenty who allocate for one key at once get the same serials, and waste none', async () => {
      const given = await atOnce(20, () => sequences().allocate('sscc', 'D-1', 4));
      expect(given).toEqual(given.map(() => [1, 2, 3, 4]));
      expect(await sequences().next('sscc')).toBe(5);
    });

    test('twenty keys at once share no serial', async () => {
      const given = await atOnce(20, (index) => sequences().allocate('sscc', `D-${index}`, 5));
      expect(sorted(given.flat())).toEqual(upTo(100));
    });
  });
});
