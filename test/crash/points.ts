import { writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import type { Journal, JournalEntry, SagaChange, SagaRun } from '../../sidecar/ports/journal.ts';
import type { Stores } from '../../sidecar/ports/stores.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import type { Point } from './wire.ts';

/** Counts the moments at which this process can die, and dies at one of them. */
export interface Points {
  /** From here on moments count, from 1; `undefined` never dies. */
  arm(killAt: number | undefined): void;
  disarm(): void;
  seen(): Point[];
  /** Who acts from here on. */
  at(where: string): void;
  watch(world: World): void;
}

/** What changes rows; everything else of a store only reads, and dying there is dying after the write before. */
const WRITES: Readonly<Record<keyof Stores, readonly string[]>> = {
  partnerVersions: ['keep'],
  shadow: ['keep'],
  inbound: ['keep', 'settle', 'seeInterchange'],
  outbound: ['prepare', 'markHandedOver', 'markDelivered', 'markFailed', 'countResend', 'markResent', 'recordAnswer'],
  checks: ['keep'],
  usedNumbers: ['claim'],
  sequences: ['next', 'allocate', 'skipTo'],
  purchaseOrders: ['keep', 'mark', 'keepDecision'],
  discrepancies: ['raise', 'settle'],
  itemReferences: ['learn'],
  carriers: ['learn', 'forget'],
  carriages: ['keep'],
  routings: ['keep'],
  truckLoads: ['join', 'close'],
  dispatches: ['keep'],
  invoices: ['keep', 'setOutbound', 'setPaid'],
  remittances: ['keep', 'keepMatches'],
  shownOrders: ['keep'],
  inbox: ['first', 'setCursor'],
  stock: ['apply'],
  audit: ['append'],
};

type Method = (...args: unknown[]) => Promise<unknown>;

/** Hooks into fetch, the file system and SQLite at once; into a house's stores and journal with watch(). */
export function killPoints(): Points {
  let killAt: number | undefined;
  let isArmed = false;
  let where = 'intake';
  let committing: Omit<Point, 'when'> | undefined;
  const seen: Point[] = [];

  function reach(point: Point): void {
    if (!isArmed) return;
    seen.push(point);
    if (seen.length !== killAt) return;
    // In the order in which a reader sees them: the pipe keeps the line although we are gone.
    writeSync(1, `killed ${JSON.stringify(point)}\n`);
    process.kill(process.pid, 'SIGKILL');
    // The signal may take a moment; nothing of us may run in it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }

  const outside = (what: string) => reach({ kind: 'outside', where, what, when: 'after' });
  watchFetch(outside);
  watchMailbox(outside);
  watchCommits(() => {
    if (!committing) return;
    const point = committing;
    committing = undefined;
    reach({ ...point, when: 'inside' });
  });

  function replace<Name extends string>(target: object, name: Name, wrap: (method: Method) => Method): void {
    const own = Reflect.get(target, name) as Method;
    Reflect.set(target, name, wrap(own.bind(target)));
  }

  function watchJournal(journal: Journal): void {
    const write = (name: 'open' | 'save' | 'wake' | 'reopen', say: (args: unknown[]) => string) =>
      replace(journal, name, (method) => async (...args) => {
        const point = { kind: 'journal' as const, where, what: say(args) };
        reach({ ...point, when: 'before' });
        committing = point;
        const answer = await method(...args);
        committing = undefined;
        reach({ ...point, when: 'after' });
        if (name === 'save') follow(args);
        return answer;
      });
    const follow = ([run, change, , , , options]: unknown[]) => {
      const { saga } = run as SagaRun;
      const { keepLease } = options as { keepLease: boolean };
      where = keepLease ? `${saga} › ${(change as SagaChange).step}` : 'intake';
    };
    write('open', ([saga]) => `open ${String(saga)}`);
    write('save', ([, change, entries]) => saved(change as SagaChange, entries as JournalEntry[]));
    write('wake', ([saga]) => `wake ${String(saga)}`);
    write('reopen', ([saga]) => `reopen ${String(saga)}`);
    replace(journal, 'claim', (method) => async (...args) => {
      const run = (await method(...args)) as SagaRun | undefined;
      // One that finds nothing writes nothing.
      if (!run) return run;
      where = `${run.saga} › ${run.step}`;
      reach({ kind: 'journal', where, what: 'claim', when: 'after' });
      return run;
    });
  }

  return {
    arm(at) {
      killAt = at;
      isArmed = true;
      seen.length = 0;
    },
    disarm() {
      isArmed = false;
    },
    seen: () => [...seen],
    at(who) {
      where = who;
    },
    watch({ stores, journal }) {
      watchJournal(journal);
      for (const [store, names] of Object.entries(WRITES)) {
        for (const name of names) {
          replace(Reflect.get(stores, store), name, (method) => async (...args) => {
            const answer = await method(...args);
            reach({ kind: 'kept', where, what: `${store}.${name}`, when: 'after' });
            return answer;
          });
        }
      }
    },
  };
}

function saved({ status }: SagaChange, entries: readonly JournalEntry[]): string {
  const events = entries.map(({ event }) => event).join(', ');
  return `save ${events || status}`;
}

/** Dies when the request has landed and its reply is here, before anybody of the house has read it. */
function watchFetch(reach: (what: string) => void): void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const address = new URL(request?.url ?? String(input));
    const method = request?.method ?? init?.method ?? 'GET';
    const response = await real(input, init);
    reach(`${method} ${route(address.pathname)}`);
    return response;
  };
}

/** Numbers and ids are no part of a route: the same call of two orders is one row. */
function route(path: string): string {
  return path
    .replace('/rest/V1/amazon-vendor', 'magento')
    .replace(/^\/vendor/, 'amazon')
    .replace(/^\/auth/, 'amazon/auth')
    .split('/')
    .map((part) => (/\d{3}|^[0-9][0-9A-Z]{7}$/.test(part) ? '…' : part))
    .join('/');
}

function watchMailbox(reach: (what: string) => void): void {
  const { rename, rm } = fs;
  fs.rename = async (from, to) => {
    await rename(from, to);
    reach(`mailbox put ${/_(\d{3})_/.exec(basename(String(to)))?.[1] ?? ''}`.trim());
  };
  fs.rm = async (path, options) => {
    await rm(path, options);
    // What was not finished is swept up under the same call and was never there for anybody.
    if (!basename(String(path)).startsWith('.')) reach('mailbox remove');
  };
  syncBuiltinESMExports();
}

/** TypeORM prepares its COMMIT once and runs it as any other statement. */
function watchCommits(reach: () => void): void {
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function (this: Database.Database, source: string) {
    const statement = prepare.call(this, source);
    if (source !== 'COMMIT') return statement;
    const run = statement.run.bind(statement) as (...values: unknown[]) => Database.RunResult;
    statement.run = (...values: unknown[]) => {
      reach();
      return run(...values);
    };
    return statement;
  } as typeof prepare;
}
