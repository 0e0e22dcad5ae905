import type { Instant } from '../../sidecar/domain/calendar.ts';
import { later } from '../../sidecar/domain/deadline.ts';
import {
  type Journal,
  type JournalEntry,
  LeaseLost,
  type SagaRun,
  type SagaStatus,
} from '../../sidecar/ports/journal.ts';

interface Kept {
  run: SagaRun;
  entries: JournalEntry[];
  lease: { owner: string; until: Instant; milliseconds: number } | undefined;
  /** A wake() that came while somebody had the lease: it must not be lost when that run goes to wait. */
  woken: boolean;
}

const CLAIMABLE: readonly SagaStatus[] = ['ready', 'waiting', 'undoing'];

/** A journal in memory. What goes in and out is copied, as a database would. */
export function inMemoryJournal(): Journal {
  const kept = new Map<string, Kept>();
  const place = (saga: string, key: string) => JSON.stringify([saga, key]);

  return {
    async open(saga, key, state, firstStep, at) {
      if (kept.has(place(saga, key))) return false;
      const run: SagaRun = {
        id: `run-${kept.size + 1}`,
        saga,
        key,
        state: structuredClone(state),
        step: firstStep,
        status: 'ready',
        attempts: 0,
        failingSince: undefined,
        wakeAt: at,
        awaiting: '',
        openedAt: at,
        changedAt: at,
      };
      const entries: JournalEntry[] = [{ at, step: firstStep, event: 'opened', detail: '' }];
      kept.set(place(saga, key), { run, entries, lease: undefined, woken: false });
      return true;
    },

    async claim(now, leaseMs, owner) {
      const due = [...kept.values()]
        .filter(
          ({ run, lease }) => CLAIMABLE.includes(run.status) && run.wakeAt <= now && !(lease && lease.until > now),
        )
        .sort((a, b) => compareText(a.run.wakeAt, b.run.wakeAt))[0];
      if (!due) return undefined;
      due.lease = { owner, until: later(new Date(now), leaseMs), milliseconds: leaseMs };
      due.woken = false;
      return structuredClone(due.run);
    },

    async save(run, change, entries, owner, at, { keepLease }) {
      const row = kept.get(place(run.saga, run.key));
      if (row?.lease?.owner !== owner) throw new LeaseLost(`${run.saga} ${run.key} is run by somebody else`);
      row.run = structuredClone({ ...row.run, ...change, changedAt: at });
      row.entries.push(...structuredClone(entries));
      if (row.woken && (row.run.status === 'waiting' || row.run.status === 'held')) {
        row.run = { ...row.run, status: 'ready', wakeAt: at };
        row.woken = false;
      }
      row.lease = keepLease ? { ...row.lease, until: later(new Date(at), row.lease.milliseconds) } : undefined;
    },

    async wake(saga, key, at, why) {
      const row = kept.get(place(saga, key));
      if (!row || row.run.status === 'done' || row.run.status === 'undone') return;
      row.entries.push({ at, step: row.run.step, event: 'woken', detail: why });
      if (row.lease && row.lease.until > at) row.woken = true;
      else if (row.run.status === 'waiting' || row.run.status === 'held') {
        row.run = { ...row.run, status: 'ready', wakeAt: at, changedAt: at };
      }
    },

    async reopen(saga, key, state, firstStep, at, why) {
      const row = kept.get(place(saga, key));
      if (row?.run.status !== 'undone' && row?.run.status !== 'done') return false;
      const fresh = { step: firstStep, status: 'ready', attempts: 0, failingSince: undefined, awaiting: '' } as const;
      row.run = { ...row.run, ...fresh, state: structuredClone(state), wakeAt: at, changedAt: at };
      row.entries.push({ at, step: firstStep, event: 'opened', detail: why });
      row.lease = undefined;
      row.woken = false;
      return true;
    },

    async find(saga, key) {
      return structuredClone(kept.get(place(saga, key))?.run);
    },

    async entries(saga, key) {
      return structuredClone(kept.get(place(saga, key))?.entries ?? []);
    },

    async list({ saga, status, limit }) {
      return [...kept.values()]
        .map(({ run }) => run)
        .filter((run) => (saga === undefined || run.saga === saga) && (!status || status.includes(run.status)))
        .sort((a, b) => compareText(b.changedAt, a.changedAt))
        .slice(0, limit)
        .map((run) => structuredClone(run));
    },

    async nextWake() {
      return [...kept.values()]
        .filter(({ run }) => CLAIMABLE.includes(run.status))
        .map(({ run, lease }) => (lease && lease.until > run.wakeAt ? lease.until : run.wakeAt))
        .sort()[0];
    },
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
