import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../sidecar/adapters/database/database.ts';
import { databaseJournal } from '../../../sidecar/adapters/database/journal.ts';
import type { Instant } from '../../../sidecar/domain/calendar.ts';
import { later } from '../../../sidecar/domain/deadline.ts';
import { LeaseLost, type SagaChange, type SagaRun } from '../../../sidecar/ports/journal.ts';
import { onEveryDatabase, onEveryImplementation } from './databases.ts';
import { at, atOnce, tally } from './documents.ts';

const MINUTE = 60_000;
const released = { keepLease: false };

function change(run: SagaRun, changes: Partial<SagaChange> = {}): SagaChange {
  const { state, step, status, attempts, failingSince, wakeAt, awaiting } = run;
  return { state, step, status, attempts, failingSince, wakeAt, awaiting, ...changes };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing was due');
  return value;
}

describe('the journal', () => {
  onEveryImplementation((shelf) => {
    const journal = () => shelf.journal;
    const open = (key: string, time = '9:00') =>
      journal().open('purchase-order', key, { number: key }, 'review', at(time));
    const claim = async (time = '9:00', owner = 'anna') => present(await journal().claim(at(time), MINUTE, owner));

    test('a run is opened once for its key, also after it ended', async () => {
      expect(await open('A')).toBe(true);
      expect(await open('A')).toBe(false);
      const run = await claim();
      await journal().save(run, change(run, { status: 'done', step: '' }), [], 'anna', at('9:01'), released);
      expect(await open('A')).toBe(false);
      expect(await journal().open('dispatch', 'A', {}, 'notice', at('9:00'))).toBe(true);
    });

    test('what was opened is found, with its first entry', async () => {
      await open('A');
      expect(await journal().find('purchase-order', 'A')).toEqual({
        id: expect.any(String),
        saga: 'purchase-order',
        key: 'A',
        state: { number: 'A' },
        step: 'review',
        status: 'ready',
        attempts: 0,
        failingSince: undefined,
        wakeAt: at('9:00'),
        awaiting: '',
        openedAt: at('9:00'),
        changedAt: at('9:00'),
      });
      expect(await journal().entries('purchase-order', 'A')).toEqual([
        { at: at('9:00'), step: 'review', event: 'opened', detail: '' },
      ]);
      expect(await journal().find('purchase-order', 'B')).toBeUndefined();
      expect(await journal().entries('purchase-order', 'B')).toEqual([]);
    });

    test('the run that waits longest is claimed first, and none before its time', async () => {
      await open('LATER', '9:30');
      await open('FIRST', '9:10');
      await open('SECOND', '9:20');
      expect(await journal().claim(at('9:05'), MINUTE, 'anna')).toBeUndefined();
      expect((await claim('9:25')).key).toBe('FIRST');
      expect((await claim('9:25')).key).toBe('SECOND');
      expect(await journal().claim(at('9:25'), MINUTE, 'anna')).toBeUndefined();
    });

    test('ready, waiting and undoing runs are claimed; held and ended ones rest', async () => {
      for (const status of ['ready', 'waiting', 'undoing', 'held', 'done', 'undone'] as const) {
        await open(status);
        const run = await claim('9:00');
        await journal().save(run, change(run, { status, wakeAt: at('10:00') }), [], 'anna', at('9:00'), released);
      }
      const claimed: string[] = [];
      for (;;) {
        const run = await journal().claim(at('10:00'), MINUTE, 'anna');
        if (!run) break;
        claimed.push(run.key);
      }
      expect(claimed.sort()).toEqual(['ready', 'undoing', 'waiting']);
    });

    test('a leased run is nobody else’s until the lease ends, then it is due again', async () => {
      await open('A');
      await claim('9:00', 'anna');
      expect(await journal().claim(later(new Date(at('9:00')), MINUTE - 1), MINUTE, 'bert')).toBeUndefined();
      expect((await claim('9:01', 'bert')).key).toBe('A');
    });

    test('who lost the lease can write nothing more', async () => {
      await open('A');
      const run = await claim('9:00', 'anna');
      await claim('9:01', 'bert');
      const entry = { at: at('9:02'), step: 'review', event: 'done', detail: 'by anna' } as const;
      const saving = journal().save(run, change(run, { step: 'reserve' }), [entry], 'anna', at('9:02'), released);
      await expect(saving).rejects.toBeInstanceOf(LeaseLost);
      expect(await journal().find('purchase-order', 'A')).toMatchObject({ step: 'review' });
      expect(await journal().entries('purchase-order', 'A')).toHaveLength(1);
    });

    test('a lease that ended but that nobody took over still lets its owner save', async () => {
      await open('A');
      const run = await claim('9:00');
      await journal().save(run, change(run, { step: 'reserve' }), [], 'anna', at('9:30'), released);
      expect(await journal().find('purchase-order', 'A')).toMatchObject({ step: 'reserve' });
    });

    test('state and entries are saved together, entries in order', async () => {
      await open('A');
      const run = await claim();
      const wanted = {
        state: { number: 'A', held: [1, 2] },
        step: 'acknowledge',
        status: 'waiting',
        attempts: 2,
        failingSince: at('9:01'),
        wakeAt: at('9:40'),
        awaiting: 'the 997',
      } as const;
      const entries = [
        { at: at('9:01'), step: 'review', event: 'done', detail: '' },
        { at: at('9:02'), step: 'acknowledge', event: 'waiting', detail: 'the 997' },
      ] as const;
      await journal().save(run, wanted, entries, 'anna', at('9:02'), released);
      expect(await journal().find('purchase-order', 'A')).toMatchObject({ ...wanted, changedAt: at('9:02') });
      expect((await journal().entries('purchase-order', 'A')).slice(1)).toEqual(entries);
    });

    test('a saver who goes on keeps the run, for the length of its lease again', async () => {
      await open('A');
      const run = await claim('9:00');
      await journal().save(run, change(run, { step: 'reserve' }), [], 'anna', at('9:01'), { keepLease: true });
      expect(await journal().claim(at('9:01'), MINUTE, 'bert')).toBeUndefined();
      expect((await claim('9:02', 'bert')).step).toBe('reserve');
    });

    test('a saver who lets go leaves the run to whoever comes', async () => {
      await open('A');
      const run = await claim('9:00');
      await journal().save(run, change(run), [], 'anna', at('9:00'), released);
      expect((await claim('9:00', 'bert')).key).toBe('A');
    });

    for (const status of ['waiting', 'held'] as const) {
      test(`a ${status} run that is woken is due at once, and the journal says why`, async () => {
        await open('A');
        const run = await claim();
        await journal().save(run, change(run, { status, wakeAt: at('18:00') }), [], 'anna', at('9:00'), released);
        await journal().wake('purchase-order', 'A', at('9:30'), 'a person answered');
        expect(await claim('9:30')).toMatchObject({ key: 'A', status: 'ready', wakeAt: at('9:30') });
        expect((await journal().entries('purchase-order', 'A')).at(-1)).toEqual({
          at: at('9:30'),
          step: 'review',
          event: 'woken',
          detail: 'a person answered',
        });
      });

      test(`a wake that comes while the run is run is remembered until it is ${status}`, async () => {
        await open('A');
        const run = await claim();
        await journal().wake('purchase-order', 'A', at('9:00'), 'the 997 came');
        const rest = change(run, { status, wakeAt: at('18:00') });
        await journal().save(run, rest, [], 'anna', at('9:01'), released);
        expect((await claim('9:01')).status).toBe('ready');
        // Once: the next time it goes to rest it rests.
        await journal().save(run, rest, [], 'anna', at('9:02'), released);
        expect(await journal().claim(at('9:02'), MINUTE, 'anna')).toBeUndefined();
      });
    }

    test('a wake that comes between two steps of one lease is not lost', async () => {
      await open('A');
      const run = await claim();
      await journal().wake('purchase-order', 'A', at('9:00'), 'the 997 came');
      await journal().save(run, change(run, { step: 'reserve' }), [], 'anna', at('9:00'), { keepLease: true });
      const rest = change(run, { status: 'waiting', wakeAt: at('18:00') });
      await journal().save(run, rest, [], 'anna', at('9:00'), released);
      expect((await claim('9:00')).key).toBe('A');
    });

    test('waking what is not there, or has ended, does nothing', async () => {
      await journal().wake('purchase-order', 'NOBODY', at('9:00'), 'by mistake');
      await open('A');
      const run = await claim();
      await journal().save(run, change(run, { status: 'done', step: '' }), [], 'anna', at('9:00'), released);
      await journal().wake('purchase-order', 'A', at('9:00'), 'too late');
      expect(await journal().claim(at('9:00'), MINUTE, 'anna')).toBeUndefined();
      expect(await journal().entries('purchase-order', 'A')).toHaveLength(1);
    });

    test('an undone run is started again from its first step, with its whole history, once', async () => {
      await open('A');
      const run = await claim();
      const undone = change(run, { status: 'undone', step: '', attempts: 3, failingSince: at('8:00') });
      await journal().save(run, undone, [], 'anna', at('9:01'), released);
      const reopen = () =>
        journal().reopen('purchase-order', 'A', { number: 'A', attempt: 2 }, 'review', at('9:30'), 'a person asked');
      expect(tally(await atOnce(10, reopen))).toEqual({ true: 1, false: 9 });
      expect(await journal().find('purchase-order', 'A')).toEqual({
        ...run,
        state: { number: 'A', attempt: 2 },
        status: 'ready',
        wakeAt: at('9:30'),
        changedAt: at('9:30'),
      });
      expect(await journal().nextWake()).toBe(at('9:30'));
      expect((await claim('9:30')).key).toBe('A');
      expect(await journal().entries('purchase-order', 'A')).toEqual([
        { at: at('9:00'), step: 'review', event: 'opened', detail: '' },
        { at: at('9:30'), step: 'review', event: 'opened', detail: 'a person asked' },
      ]);
    });

    test('a run that had nothing to do begins anew as well', async () => {
      await open('A');
      const run = await claim();
      await journal().save(run, change(run, { status: 'done', wakeAt: at('9:00') }), [], 'anna', at('9:00'), released);
      expect(await journal().reopen('purchase-order', 'A', {}, 'review', at('9:30'), 'taken up again')).toBe(true);
      expect((await journal().find('purchase-order', 'A'))?.status).toBe('ready');
    });

    test('a run that has not ended is not started again: something of it may still stand', async () => {
      const reopen = (key: string) => journal().reopen('purchase-order', key, {}, 'review', at('9:30'), 'by mistake');
      expect(await reopen('NOBODY')).toBe(false);
      for (const status of ['ready', 'waiting', 'undoing', 'held'] as const) {
        await open(status);
        const run = await claim();
        await journal().save(run, change(run, { status, wakeAt: at('10:00') }), [], 'anna', at('9:00'), released);
        expect(await reopen(status)).toBe(false);
        expect((await journal().find('purchase-order', status))?.status).toBe(status);
      }
    });

    test('lists show the newest change first, and only what was asked for', async () => {
      await open('A', '9:00');
      await open('B', '9:01');
      await journal().open('dispatch', 'C', {}, 'notice', at('9:02'));
      const keys = async (filter: Parameters<ReturnType<typeof journal>['list']>[0]) =>
        (await journal().list(filter)).map(({ key }) => key);
      expect(await keys({})).toEqual(['C', 'B', 'A']);
      expect(await keys({ saga: 'purchase-order' })).toEqual(['B', 'A']);
      expect(await keys({ limit: 1 })).toEqual(['C']);
      expect(await keys({ status: ['held', 'done'] })).toEqual([]);
      expect(await keys({ status: ['ready'], limit: 2 })).toEqual(['C', 'B']);
    });

    test('the next wake is the earliest of all that are due or wait', async () => {
      expect(await journal().nextWake()).toBeUndefined();
      await open('B', '9:30');
      await open('A', '9:10');
      expect(await journal().nextWake()).toBe(at('9:10'));
    });

    test('what somebody runs is due again when the lease ends, not before', async () => {
      await open('A', '9:00');
      await claim('9:00');
      expect(await journal().nextWake()).toBe(at('9:01'));
      await open('B', '9:02');
      expect(await journal().nextWake()).toBe(at('9:01'));
      const run = await claim('9:02', 'bert');
      await journal().save(run, change(run, { status: 'done', step: '' }), [], 'bert', at('9:02'), released);
      expect(await journal().nextWake()).toBe(at('9:02'));
    });

    test('many workers at once claim each run once', async () => {
      await atOnce(40, (index) => open(`PO-${index}`));
      const claimed: string[] = [];
      await atOnce(8, async (worker) => {
        for (;;) {
          const run = await journal().claim(at('9:00'), MINUTE, `worker-${worker}`);
          if (!run) return;
          claimed.push(run.key);
          await journal().save(
            run,
            change(run, { status: 'done', step: '' }),
            [],
            `worker-${worker}`,
            at('9:00'),
            released,
          );
        }
      });
      expect(new Set(claimed).size).toBe(40);
      expect(claimed).toHaveLength(40);
    });

    test('twenty who open one run at once: one does', async () => {
      expect(tally(await atOnce(20, () => open('A')))).toEqual({ true: 1, false: 19 });
    });
  });

  onEveryDatabase((shelf) => {
    test('two sidecars on one database claim each run once', async () => {
      const second = await openDatabase({ url: shelf.url });
      try {
        const journals = [shelf.journal, databaseJournal(second)] as const;
        await atOnce(20, (index) => shelf.journal.open('purchase-order', `PO-${index}`, {}, 'review', at('9:00')));
        const claimed: string[] = [];
        const work = async (journal: (typeof journals)[number], owner: string, now: Instant) => {
          // A claim may find all free rows taken by the other at that moment: ask until none is left.
          while (claimed.length < 20) {
            const run = await journal.claim(now, MINUTE, owner);
            if (run) claimed.push(run.key);
          }
        };
        await Promise.all(journals.map((journal, index) => work(journal, `sidecar-${index}`, at('9:00'))));
        expect(new Set(claimed).size).toBe(20);
      } finally {
        await second.destroy();
      }
    });

    test('entries that cannot be written leave the state as it was', async () => {
      const { journal } = shelf;
      await journal.open('purchase-order', 'A', {}, 'review', at('9:00'));
      const run = present(await journal.claim(at('9:00'), MINUTE, 'anna'));
      const blocker = `INSERT INTO journal_entry (journal_id, position, happened_at, step, event, detail) VALUES ('${run.id}', 1, '', '', '', '')`;
      await shelf.database.query(blocker);
      const entry = { at: at('9:00'), step: 'review', event: 'done', detail: '' } as const;
      const saving = journal.save(run, change(run, { step: 'reserve' }), [entry], 'anna', at('9:00'), released);
      await expect(saving).rejects.toMatchObject({ code: 'database-refused' });
      expect(await journal.find('purchase-order', 'A')).toMatchObject({ step: 'review' });
    });
  });
});
