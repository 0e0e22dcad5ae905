import { setTimeout as pause } from 'node:timers/promises';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { Unreachable, WorldFailure } from '../../ports/failures.ts';
import { type Dialect, dialectOf, driverCode, isLostRace, isUnreachable } from './dialect.ts';

/**
 * The one way to the database. TypeORM has a single better-sqlite3 connection and lets everybody
 * use it at once: of 50 parallel transactions 49 fail to begin, and a statement that merely comes
 * in between joins a stranger's transaction and is rolled back with it. So on SQLite all work
 * queues here, single statements too. Work must not ask the session again from inside: it would
 * wait for itself.
 */
export interface Session {
  readonly dialect: Dialect;
  /** One statement, or reads that may each be of another moment. */
  run<T>(work: (rows: EntityManager) => Promise<T>): Promise<T>;
  /** All of it or nothing. Runs again from the start when it loses a race, so it may have no effect outside. */
  transaction<T>(work: (rows: EntityManager) => Promise<T>): Promise<T>;
  /** Nothing else of this process meanwhile, where there is one connection. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** No other work under this name meanwhile, in no process; the work may use the session. */
  aloneWith<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Stores and journal of one database share its queue. */
export function sessionOf(database: DataSource): Session {
  const known = sessions.get(database);
  if (known) return known;
  const dialect = dialectOf(database);
  const queue = dialect.hasConnectionPool ? unqueued : oneAfterTheOther();
  const turns = inTurns();
  const session: Session = {
    dialect,
    run: (work) => queue(() => patiently(() => work(database.manager))),
    transaction: (work) => queue(() => patiently(() => database.transaction(work))),
    alone: (work) => queue(work),
    aloneWith: (name, work) => turns(name, () => dialect.oneAtATime(database, name, A_WHILE_SECONDS, work)),
  };
  sessions.set(database, session);
  return session;
}

const sessions = new WeakMap<DataSource, Session>();

type Queue = <T>(work: () => Promise<T>) => Promise<T>;

const unqueued: Queue = (work) => work();

function oneAfterTheOther(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Work that takes longer than this hangs; whoever waits tries again later. */
const A_WHILE_SECONDS = 30;

/** In one process, where the database knows no names to lock: one after the other under the same name. */
function inTurns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(work);
    const over = turn.catch(() => undefined);
    last.set(name, over);
    await over;
    if (last.get(name) === over) last.delete(name);
    return turn;
  };
}

/** Deadlocks are common where many write at once, and each retry is short: so many in a row mean that something else is wrong. */
const MOST_ATTEMPTS = 20;

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isLostRace(error) || attempt === MOST_ATTEMPTS) throw inOurWords(error);
      await pause(Math.random() * 5 * attempt);
    }
  }
}

function inOurWords(error: unknown): unknown {
  if (isUnreachable(error)) return new Unreachable('use the database', { cause: error });
  if (!(error instanceof QueryFailedError)) return error;
  return new WorldFailure('database-refused', `use the database (${driverCode(error) || 'no code'})`, false, {
    cause: error,
    hint: 'Run `vendor-bridge migrate`, then look at the cause: a missing table or right, or a value too long.',
  });
}
