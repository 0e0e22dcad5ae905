import { DataSource, type DataSourceOptions, MigrationExecutor } from 'typeorm';
import { Refused, Unreachable } from '../../ports/failures.ts';
import { auditSchemas } from './audit-log.ts';
import { carriageSchemas } from './carriages.ts';
import { carrierMapSchemas } from './carrier-map.ts';
import { isUnreachable } from './dialect.ts';
import { discrepancySchemas } from './discrepancies.ts';
import { dispatchSchemas } from './dispatches.ts';
import { documentCheckSchemas } from './document-checks.ts';
import { inboundSchemas } from './inbound-documents.ts';
import { inboxSchemas } from './inbox.ts';
import { invoiceSchemas } from './invoices.ts';
import { itemReferenceSchemas } from './item-references.ts';
import { journalSchemas } from './journal.ts';
import { FirstTables0000000000001 } from './migrations/0001-first-tables.ts';
import { ChecksBeforeSending0000000000002 } from './migrations/0002-checks-before-sending.ts';
import { PartnerVersions0000000000003 } from './migrations/0003-partner-versions.ts';
import { HowGoodsTravel0000000000004 } from './migrations/0004-how-goods-travel.ts';
import { WhatAmazonShows0000000000005 } from './migrations/0005-what-amazon-shows.ts';
import { ReceiptsAndResends0000000000006 } from './migrations/0006-receipts-and-resends.ts';
import { RoutingInstructions0000000000007 } from './migrations/0007-routing-instructions.ts';
import { NewestOfAKind0000000000008 } from './migrations/0008-newest-of-a-kind.ts';
import { outboundSchemas } from './outbound-documents.ts';
import { partnerSchemas } from './partner-versions.ts';
import { purchaseOrderSchemas } from './purchase-orders.ts';
import { remittanceSchemas } from './remittances.ts';
import { routingSchemas } from './routings.ts';
import { sequenceSchemas } from './sequences.ts';
import { sessionOf } from './session.ts';
import { shadowSchemas } from './shadow-comparisons.ts';
import { shownOrderSchemas } from './shown-orders.ts';
import { stockSchemas } from './stock-projection.ts';
import { truckLoadSchemas } from './truck-loads.ts';
import { usedNumberSchemas } from './used-numbers.ts';

const common = {
  entities: [
    ...inboundSchemas,
    ...outboundSchemas,
    ...partnerSchemas,
    ...shadowSchemas,
    ...documentCheckSchemas,
    ...sequenceSchemas,
    ...usedNumberSchemas,
    ...purchaseOrderSchemas,
    ...discrepancySchemas,
    ...itemReferenceSchemas,
    ...carrierMapSchemas,
    ...carriageSchemas,
    ...routingSchemas,
    ...truckLoadSchemas,
    ...dispatchSchemas,
    ...invoiceSchemas,
    ...remittanceSchemas,
    ...shownOrderSchemas,
    ...inboxSchemas,
    ...stockSchemas,
    ...auditSchemas,
    ...journalSchemas,
  ],
  migrations: [
    FirstTables0000000000001,
    ChecksBeforeSending0000000000002,
    PartnerVersions0000000000003,
    HowGoodsTravel0000000000004,
    WhatAmazonShows0000000000005,
    ReceiptsAndResends0000000000006,
    RoutingInstructions0000000000007,
    NewestOfAKind0000000000008,
  ],
  migrationsTableName: 'schema_migration',
  migrationsTransactionMode: 'each',
} satisfies Partial<DataSourceOptions>;

/** `sqlite:/var/lib/vendor-bridge/vendor-bridge.sqlite`, `sqlite::memory:`, `mysql://user:password@host:3306/name`. Tables are not made here: migrate(). */
export async function openDatabase(options: { url: string }): Promise<DataSource> {
  const database = dataSource(options.url);
  const doing = `open the database ${withoutPassword(options.url)}`;
  try {
    return await database.initialize();
  } catch (cause) {
    if (isUnreachable(cause)) throw new Unreachable(doing, { cause });
    throw new Refused('database-not-opened', doing, {
      cause,
      hint: 'Check that the database exists, and user, password and file rights.',
    });
  }
}

/** Runs what has not run yet, oldest first, and answers the names. Any number of processes may call it at once. */
export async function migrate(database: DataSource): Promise<string[]> {
  const { dialect, alone } = sessionOf(database);
  return alone(() =>
    dialect.oneAtATime(database, 'migrate', 600, async () =>
      (await database.runMigrations()).map((migration) => migration.name),
    ),
  );
}

/** Names of the migrations that this release has and the database has not. */
export async function pendingMigrations(database: DataSource): Promise<string[]> {
  return sessionOf(database).alone(async () =>
    (await new MigrationExecutor(database).getPendingMigrations()).map((migration) => migration.name),
  );
}

/** Whether accounts were ever kept here. Only looks: whoever asks may not be the one who migrates. */
export async function keepsAccounts(database: DataSource): Promise<boolean> {
  return sessionOf(database).alone(async () => {
    const runner = database.createQueryRunner();
    try {
      return await runner.hasTable('trading_partner');
    } finally {
      await runner.release();
    }
  });
}

function dataSource(url: string): DataSource {
  const [, scheme, rest] = /^(sqlite|mysql|mariadb):(.+)$/s.exec(url) ?? [];
  if (scheme === 'sqlite' && rest !== undefined) return sqlite(rest);
  if (scheme !== undefined && URL.canParse(url)) {
    return new DataSource({
      ...common,
      type: scheme === 'mariadb' ? 'mariadb' : 'mysql',
      url,
      bigNumberStrings: false,
      // Claims must lock the rows they take and no gaps between them, or workers wait for each other.
      isolationLevel: 'READ COMMITTED',
      poolSize: 10,
    });
  }
  throw new Refused('database-url-invalid', `read the database URL '${withoutPassword(url)}'`, {
    hint: 'Write sqlite:/path/to/file.sqlite or mysql://user:password@host:3306/name.',
  });
}

function sqlite(file: string): DataSource {
  return new DataSource({
    ...common,
    type: 'better-sqlite3',
    database: file,
    enableWAL: true,
    // Another process that writes, the command line beside the server, is waited for, but not long:
    // this wait stops the whole process. The session then asks again, and others run in between.
    timeout: 250,
    prepareDatabase(connection: { pragma(text: string): unknown }) {
      // better-sqlite3 is built to sync only at checkpoints in WAL mode: a power cut would then
      // forget documents that the partner has already.
      connection.pragma('synchronous = FULL');
    },
  });
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//***@');
}
