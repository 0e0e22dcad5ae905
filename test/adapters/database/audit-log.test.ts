import { describe, expect, test } from 'vitest';
import { onEveryDatabase, onEveryImplementation } from './databases.ts';
import { at, atOnce } from './documents.ts';

const entry = (subject: string, detail = '') => ({ at: at('9:00'), who: 'anna', action: 'settled', subject, detail });

describe('the audit log', () => {
  onEveryImplementation((shelf) => {
    const audit = () => shelf.stores.audit;

    test('lists show the newest first, and only the subject that was asked for', async () => {
      for (const subject of ['A', 'B', 'A']) await audit().append(entry(subject));
      const subjects = async (filter: { subject?: string; limit?: number }) =>
        (await audit().list(filter)).map(({ subject }) => subject).join('');
      expect(await subjects({})).toBe('ABA');
      expect(await subjects({ subject: 'A' })).toBe('AA');
      expect(await subjects({ limit: 2 })).toBe('AB');
      expect((await audit().list({ subject: 'B' }))[0]).toEqual({
        ...entry('B'),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    test('the same entry twice has two hashes, as each carries the one before it', async () => {
      await audit().append(entry('A'));
      await audit().append(entry('A'));
      const hashes = (await audit().list({})).map(({ hash }) => hash);
      expect(new Set(hashes).size).toBe(2);
    });

    test('an untouched chain is whole, also an empty one, also written by thirty at once', async () => {
      expect(await audit().firstBroken()).toBeUndefined();
      await atOnce(30, (index) => audit().append(entry('A', String(index))));
      expect(await audit().list({})).toHaveLength(30);
      expect(await audit().firstBroken()).toBeUndefined();
    });
  });

  onEveryDatabase((shelf) => {
    const tampering = [
      ['an entry is edited', `UPDATE audit_entry SET who = 'nobody' WHERE sequence_number = 3`, 3],
      ['an entry is removed', `DELETE FROM audit_entry WHERE sequence_number = 3`, 4],
      ['the newest entries are cut off', `DELETE FROM audit_entry WHERE sequence_number > 3`, 4],
      ['all is removed', `DELETE FROM audit_entry`, 1],
      ['the last entry is edited', `UPDATE audit_entry SET detail = '' WHERE sequence_number = 5`, 5],
    ] as const;
    for (const [what, sql, broken] of tampering) {
      test(`${what}: the chain is broken at ${broken}`, async () => {
        for (const index of [1, 2, 3, 4, 5]) await shelf.stores.audit.append(entry('A', String(index)));
        await shelf.database.query(sql);
        expect(await shelf.stores.audit.firstBroken()).toBe(broken);
      });
    }
  });
});
