import { type DataSource, type EntityManager, EntitySchema, In } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { later } from '../../domain/deadline.ts';
import { type Journal, type JournalEntry, LeaseLost, type SagaRun, type SagaStatus } from '../../ports/journal.ts';
import { newId } from './ids.ts';
import { insert, insertUnlessTaken, keyText, keyWhole, limited, maybeText, text, whole } from './rows.ts';
import { sessionOf } from './session.ts';

interface RunRow {
  id: string;
  saga: string;
  key: string;
  state: string;
  step: string;
  status: SagaStatus;
  attempts: number;
  failingSince: Instant | null;
  wakeAt: Instant;
  /** wakeAt while it may be claimed, null when it rests. */
  dueFrom: Instant | null;
  awaiting: string;
  openedAt: Instant;
  changedAt: Instant;
  /** Empty: nobody runs it. */
  leaseOwner: string;
  /** Empty without a lease, which is before every instant. */
  leasedUntil: Instant | '';
  leaseMs: number;
  /** 1: a wake() came while somebody ran it. */
  woken: number;
  /** How many entries it has: the position of the next. */
  entryCount: number;
}

const RunSchema = new EntitySchema<RunRow>({
  name: 'journal',
  columns: {
    id: keyText('id'),
    saga: text('saga'),
    key: text('saga_key'),
    state: text('state'),
    step: text('step'),
    status: text('status'),
    attempts: whole('attempts'),
    failingSince: maybeText('failing_since'),
    wakeAt: text('wake_at'),
    dueFrom: maybeText('due_from'),
    awaiting: text('awaiting'),
    openedAt: text('opened_at'),
    changedAt: text('changed_at'),
    leaseOwner: text('lease_owner'),
    leasedUntil: text('leased_until'),
    leaseMs: whole('lease_ms'),
    woken: whole('woken'),
    entryCount: whole('entry_count'),
  },
});

interface EntryRow extends JournalEntry {
  journalId: string;
  position: number;
}

const EntrySchema = new EntitySchema<EntryRow>({
  name: 'journal_entry',
  columns: {
    journalId: keyText('journal_id'),
    position: keyWhole('position'),
    at: text('happened_at'),
    step: text('step'),
    event: text('event'),
    detail: text('detail'),
  },
});

export const journalSchemas = [RunSchema, EntrySchema];

const CLAIMABLE: readonly SagaStatus[] = ['ready', 'waiting', 'undoing'];

/** `owner` must be another one for each worker, not for each process alone: the lease knows its holder by it. */
export function databaseJournal(database: DataSource): Journal {
  const session = sessionOf(database);
  const { lockRow, lockFreeRow } = session.dialect;

  const findRun = (saga: string, key: string) => session.run((rows) => rows.findOneBy(RunSchema, { saga, key }));

  return {
    async open(saga, key, state, firstStep, at) {
      const row: RunRow = {
        id: newId(at),
        saga,
        key,
        state: JSON.stringify(state ?? null),
        step: firstStep,
        status: 'ready',
        attempts: 0,
        failingSince: null,
        wakeAt: at,
        dueFrom: at,
        awaiting: '',
        openedAt: at,
        changedAt: at,
        leaseOwner: '',
        leasedUntil: '',
        leaseMs: 0,
        woken: 0,
        entryCount: 1,
      };
      return session.transaction(async (rows) => {
        if (!(await insertUnlessTaken(rows, RunSchema, row))) return false;
        await write(rows, row.id, 0, [{ at, step: firstStep, event: 'opened', detail: '' }]);
        return true;
      });
    },

    async claim(now, leaseMs, owner) {
      return session.transaction(async (rows) => {
        // In the order of the index of due work: the first row that fits is the answer, and no other is locked.
        const due = await rows
          .createQueryBuilder(RunSchema, 'run')
          .setFindOptions(lockFreeRow)
          .where('run.dueFrom <= :now AND run.leasedUntil <= :now', { now })
          .orderBy('run.dueFrom')
          .addOrderBy('run.id')
          .limit(1)
          .getOne();
        if (!due) return undefined;
        const lease = { leaseOwner: owner, leasedUntil: later(new Date(now), leaseMs), leaseMs, woken: 0 };
        const { id, leasedUntil } = due;
        const { affected } = await rows.update(RunSchema, { id, leasedUntil }, lease);
        return affected === 1 ? fromRow(due) : undefined;
      });
    },

    async save(run, change, entries, owner, at, { keepLease }) {
      await session.transaction(async (rows) => {
        const row = await rows.findOne(RunSchema, { where: { id: run.id }, ...lockRow });
        if (row?.leaseOwner !== owner) throw new LeaseLost(`${run.saga} ${run.key} is run by somebody else`);
        const wokenNow = row.woken === 1 && (change.status === 'waiting' || change.status === 'held');
        const status = wokenNow ? 'ready' : change.status;
        const wakeAt = wokenNow ? at : change.wakeAt;
        await rows.update(
          RunSchema,
          { id: run.id },
          {
            state: JSON.stringify(change.state ?? null),
            step: change.step,
            status,
            attempts: change.attempts,
            failingSince: change.failingSince ?? null,
            wakeAt,
            dueFrom: CLAIMABLE.includes(status) ? wakeAt : null,
            awaiting: change.awaiting,
            changedAt: at,
            ...(wokenNow ? { woken: 0 } : {}),
            // Whoever saves is alive: the lease runs from here again.
            ...(keepLease
              ? { leasedUntil: later(new Date(at), row.leaseMs) }
              : { leaseOwner: '', leasedUntil: '' as const }),
            entryCount: row.entryCount + entries.length,
          },
        );
        await write(rows, run.id, row.entryCount, entries);
      });
    },

    async wake(saga, key, at, why) {
      await session.transaction(async (rows) => {
        const row = await rows.findOne(RunSchema, { where: { saga, key }, ...lockRow });
        if (!row || row.status === 'done' || row.status === 'undone') return;
        const isRun = row.leasedUntil > at;
        const rests = row.status === 'waiting' || row.status === 'held';
        await rows.update(
          RunSchema,
          { id: row.id },
          {
            entryCount: row.entryCount + 1,
            // Also where a lease has ended: its owner may be slow, and still save before anybody takes over.
            ...(row.leaseOwner === '' ? {} : { woken: 1 }),
            ...(!isRun && rests ? { status: 'ready' as const, wakeAt: at, dueFrom: at, changedAt: at } : {}),
          },
        );
        await write(rows, row.id, row.entryCount, [{ at, step: row.step, event: 'woken', detail: why }]);
      });
    },

    async reopen(saga, key, state, firstStep, at, why) {
      return session.transaction(async (rows) => {
        const row = await rows.findOne(RunSchema, { where: { saga, key }, ...lockRow });
        if (row?.status !== 'undone' && row?.status !== 'done') return false;
        await rows.update(
          RunSchema,
          { id: row.id },
          {
            state: JSON.stringify(state ?? null),
            step: firstStep,
            status: 'ready',
            attempts: 0,
            failingSince: null,
            wakeAt: at,
            dueFrom: at,
            awaiting: '',
            changedAt: at,
            leaseOwner: '',
            leasedUntil: '',
            woken: 0,
            entryCount: row.entryCount + 1,
          },
        );
        await write(rows, row.id, row.entryCount, [{ at, step: firstStep, event: 'opened', detail: why }]);
        return true;
      });
    },

    async find(saga, key) {
      const row = await findRun(saga, key);
      return row ? fromRow(row) : undefined;
    },

    async entries(saga, key) {
      const row = await findRun(saga, key);
      if (!row) return [];
      const found = await session.run((rows) =>
        rows.find(EntrySchema, { where: { journalId: row.id }, order: { position: 'ASC' } }),
      );
      return found.map(({ at, step, event, detail }) => ({ at, step, event, detail }));
    },

    async list({ saga, status, limit }) {
      const found = await session.run((rows) =>
        rows.find(RunSchema, {
          where: {
            ...(saga === undefined ? {} : { saga }),
            ...(status === undefined ? {} : { status: In([...status]) }),
          },
          order: { changedAt: 'DESC', id: 'DESC' },
          ...limited(limit),
        }),
      );
      return found.map(fromRow);
    },

    async nextWake() {
      // In order of dueFrom, the first run that nobody has ends the search: what comes later wakes
      // later. Before it stand the leased ones, which are due when their lease ends.
      let earliest: Instant | undefined;
      for (let skip = 0; ; skip += PAGE) {
        const page = await session.run((rows) =>
          rows
            .createQueryBuilder(RunSchema, 'run')
            .select(['run.id', 'run.dueFrom', 'run.leasedUntil'])
            .where('run.dueFrom IS NOT NULL')
            .orderBy('run.dueFrom')
            .addOrderBy('run.id')
            .offset(skip)
            .limit(PAGE)
            .getMany(),
        );
        for (const { dueFrom, leasedUntil } of page) {
          if (dueFrom === null) continue;
          const wakes = leasedUntil !== '' && leasedUntil > dueFrom ? leasedUntil : dueFrom;
          if (earliest === undefined || wakes < earliest) earliest = wakes;
          if (wakes === dueFrom) return earliest;
        }
        if (page.length < PAGE) return earliest;
      }
    },
  };
}

const PAGE = 50;

async function write(
  rows: EntityManager,
  journalId: string,
  from: number,
  entries: readonly JournalEntry[],
): Promise<void> {
  const values = entries.map(({ at, step, event, detail }, index) => ({
    journalId,
    position: from + index,
    at,
    step,
    event,
    detail,
  }));
  await insert(rows, EntrySchema, values);
}

function fromRow(row: RunRow): SagaRun {
  const { id, saga, key, step, status, attempts, failingSince, wakeAt, awaiting, openedAt, changedAt } = row;
  return {
    id,
    saga,
    key,
    state: JSON.parse(row.state),
    step,
    status,
    attempts,
    failingSince: failingSince ?? undefined,
    wakeAt,
    awaiting,
    openedAt,
    changedAt,
  };
}
