import { createHash } from 'node:crypto';
import type { DataSource, FindOneOptions, ObjectLiteral, TableColumnOptions } from 'typeorm';
import { Unreachable } from '../../ports/failures.ts';

/** Everything in which SQLite differs from MySQL and MariaDB; no other file asks which one it is. */
export interface Dialect {
  /** False where one connection serves the whole process: then all work has to queue for it. */
  readonly hasConnectionPool: boolean;
  /** Find options that keep others from the row until the transaction ends. */
  readonly lockRow: Pick<FindOneOptions<ObjectLiteral>, 'lock'>;
  /** The same, but passing over rows that somebody else has locked. */
  readonly lockFreeRow: Pick<FindOneOptions<ObjectLiteral>, 'lock'>;
  /**
   * Ends an INSERT of any number of rows: where the key is taken, the row is overwritten if the new
   * `by` is greater. One statement, as a read before the write would let an older one win a race.
   */
  greatestWins(table: string, key: string, by: string, columns: readonly string[]): string;
  /** What stands behind VALUES for many rows. MySQL's driver writes a list of lists three times as fast as a mark for each value. */
  values(rows: readonly (readonly (string | number)[])[]): { sql: string; parameters: unknown[] };
  /** Column types of the migrations. */
  readonly types: ColumnTypes;
  /** Lets one process at a time do what has this name. Throws Unreachable where another does it for longer than we wait. */
  oneAtATime<T>(database: DataSource, name: string, waitSeconds: number, work: () => Promise<T>): Promise<T>;
}

export interface ColumnTypes {
  /** Compared byte by byte, as JavaScript does: MySQL's default would take two spellings for one key. */
  text(length: number): Pick<TableColumnOptions, 'type' | 'length' | 'charset' | 'collation'>;
  longText: Pick<TableColumnOptions, 'type' | 'charset' | 'collation'>;
  /** Up to 16 MB. */
  bytes: Pick<TableColumnOptions, 'type'>;
}

export function dialectOf(database: DataSource): Dialect {
  return database.options.type === 'better-sqlite3' ? sqlite : mysql;
}

const sqlite: Dialect = {
  hasConnectionPool: false,
  // Nobody else can write while our transaction does, and all our own work queues.
  lockRow: {},
  lockFreeRow: {},
  greatestWins: (table, key, by, columns) => {
    const overwritten = [...columns, by].map((column) => `${column} = excluded.${column}`);
    return `ON CONFLICT (${key}) DO UPDATE SET ${overwritten.join(', ')} WHERE excluded.${by} > ${table}.${by}`;
  },
  values: (rows) => ({
    sql: rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', '),
    parameters: rows.flat(),
  }),
  types: {
    text: (length) => ({ type: 'varchar', length: String(length) }),
    longText: { type: 'text' },
    bytes: { type: 'blob' },
  },
  oneAtATime: (_database, _name, _waitSeconds, work) => work(),
};

const binaryText = { charset: 'utf8mb4', collation: 'utf8mb4_bin' };

const mysql: Dialect = {
  hasConnectionPool: true,
  lockRow: { lock: { mode: 'pessimistic_write' } },
  lockFreeRow: { lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' } },
  greatestWins: (_table, _key, by, columns) => {
    // Left to right, each seeing what the ones before it wrote: what decides is overwritten last.
    const overwritten = [...columns, by].map(
      (column) => `${column} = IF(VALUES(${by}) > ${by}, VALUES(${column}), ${column})`,
    );
    return `ON DUPLICATE KEY UPDATE ${overwritten.join(', ')}`;
  },
  values: (rows) => ({ sql: '?', parameters: [rows] }),
  types: {
    text: (length) => ({ type: 'varchar', length: String(length), ...binaryText }),
    longText: { type: 'longtext', ...binaryText },
    bytes: { type: 'mediumblob' },
  },
  async oneAtATime(database, name, waitSeconds, work) {
    // A named lock belongs to a connection and ends with it, so a process that dies leaves none behind.
    const connection = database.createQueryRunner();
    const lock = lockName(database, name);
    try {
      const [row] = (await connection.query('SELECT GET_LOCK(?, ?) AS got', [lock, waitSeconds])) as { got: unknown }[];
      if (Number(row?.got) !== 1) throw new Unreachable(`${name}: another process does it for ${waitSeconds} s now`);
      try {
        return await work();
      } finally {
        // Where the connection is gone, so is the lock; what the work came to counts.
        await connection.query('SELECT RELEASE_LOCK(?)', [lock]).catch(() => undefined);
      }
    } finally {
      await connection.release();
    }
  },
};

/** Locks are the server's, names at most 64 characters: databases beside ours must not wait for us. */
function lockName(database: DataSource, name: string): string {
  const ours = createHash('sha256')
    .update(`${database.driver.database ?? ''}:${name}`)
    .digest('hex');
  return `vendor-bridge:${ours.slice(0, 40)}`;
}

/** The key is taken: what a unique index says, whichever database keeps it. */
export function isDuplicate(error: unknown): boolean {
  return DUPLICATE.has(driverCode(error));
}

/** Two transactions met and this one was rolled back whole: run again, it does the same thing later. */
export function isLostRace(error: unknown): boolean {
  const code = driverCode(error);
  return code === 'ER_LOCK_DEADLOCK' || code.startsWith('SQLITE_BUSY') || code === 'ER_CHECKREAD';
}

/** Nothing wrong with what we asked: the database is away, full of others, or out of disk for now. */
export function isUnreachable(error: unknown): boolean {
  return AWAY.has(driverCode(error)) || isLostRace(error);
}

/** `SQLITE_CONSTRAINT_UNIQUE`, `ER_DUP_ENTRY`, `ECONNREFUSED`; empty for what no driver said. */
export function driverCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('driverError' in error && error.driverError !== error) {
    const inner = driverCode(error.driverError);
    if (inner !== '') return inner;
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const DUPLICATE = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'ER_DUP_ENTRY']);

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_DISK_FULL',
  'SQLITE_FULL',
  'SQLITE_LOCKED',
]);
