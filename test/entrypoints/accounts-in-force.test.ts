import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate, openDatabase } from '../../sidecar/adapters/database/database.ts';
import { databaseStores } from '../../sidecar/adapters/database/stores.ts';
import { Config } from '../../sidecar/config.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { runCli } from '../../sidecar/entrypoints/cli/cli.ts';
import { readKeptAccounts } from '../../sidecar/main.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import { importByPerson, importFromFile } from '../../sidecar/workflow/partner-versions.ts';
import { NORTHGATE } from '../fakes/world.ts';
import { paper } from './paper.ts';

const PARCELS = join(import.meta.dirname, '../fixtures/x12/856/parcels-with-lot-and-expiry.edi');
const root = mkdtempSync(join(tmpdir(), 'vendor-bridge-accounts-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The file says America. */
const IN_FILE = TradingPartner.parse({
  ...NORTHGATE,
  region: 'na',
  interchange: { ourId: 'NORTHGATEKW', partnerId: 'AMAZON' },
});
const EUROPEAN = TradingPartner.parse({ ...IN_FILE, region: 'eu' });

let databaseUrl = '';
let folders = 0;
beforeEach(() => {
  folders += 1;
  databaseUrl = `sqlite:${join(root, String(folders))}.sqlite`;
});

describe('edi check asks the account as it is in force', () => {
  test('what somebody changed since the last start stands in the database and counts, and that is said', async () => {
    await keep([IN_FILE], EUROPEAN);
    const checked = await check();
    expect(checked.exit).toBe(2);
    expect(checked.out).toContain('bill-of-lading-missing');
    expect(checked.out).toMatch(
      new RegExp(`Rules of account ${IN_FILE.vendorCode} \\(eu\\), version 2 of .* by maria, from the database`),
    );
  });

  test('as JSON the findings stay one a line, and where the account came from is told beside them', async () => {
    await keep([IN_FILE], EUROPEAN);
    const { out, err } = await check('--json');
    for (const line of out.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('verdict');
    expect(JSON.parse(err)).toMatchObject({ account: IN_FILE.vendorCode, source: 'database', version: 2 });
  });

  test('without a database the settings file says it, and no database is made by the way', async () => {
    const checked = await check();
    expect(checked.exit).toBe(0);
    expect(checked.out).toContain('(na), from the settings file: there is no database yet');
    expect(readdirSync(root)).not.toContain(`${folders}.sqlite`);
  });

  test('an account that no start has read yet is in the file alone', async () => {
    await keep([TradingPartner.parse({ ...EUROPEAN, vendorCode: 'OTHER', interchange: NOBODY })]);
    expect((await check()).out).toContain('(na), from the settings file: the database does not know it yet');
  });

  test('a file that no account is meant by is judged by the rules of North America, and that is said', async () => {
    await keep([TradingPartner.parse({ ...EUROPEAN, vendorCode: 'OTHER', interchange: NOBODY })]);
    const { exit, out } = await check('--accounts=database');
    expect([exit, out]).toEqual([
      0,
      expect.stringContaining('Rules of na, as no account that is known is meant by it'),
    ]);
  });

  test('a database without our tables is left as it is', async () => {
    await (await openDatabase({ url: databaseUrl })).destroy();
    expect((await check()).out).toContain('from the settings file: there is no database yet');
    const database = await openDatabase({ url: databaseUrl });
    expect(await database.query('SELECT name FROM sqlite_master')).toEqual([]);
    await database.destroy();
  });

  test('a database that does not answer is said, and the file counts', async () => {
    const unreachable = async () => {
      throw new Unreachable('open the database');
    };
    const { out, exit } = await check('--', unreachable);
    expect(exit).toBe(0);
    expect(out).toContain('from the settings file: the database cannot be read (');
    expect(await check('--accounts=database', unreachable)).toMatchObject({ exit: 1, out: '' });
  });
});

describe('edi check --accounts', () => {
  test('file: the settings file counts, whatever the database says', async () => {
    await keep([IN_FILE], EUROPEAN);
    expect(await check('--accounts=file')).toMatchObject({ exit: 0 });
  });

  test('database: without one the command says how to fill it', async () => {
    const { exit, err } = await check('--accounts=database');
    expect([exit, JSON.parse(err)]).toEqual([
      2,
      expect.objectContaining({ code: 'not-found', hint: expect.stringContaining('serve') }),
    ]);
  });

  test('anything else is a slip of the command line', async () => {
    expect((await check('--accounts=memory')).err).toContain("'memory' is neither database nor file");
  });
});

const NOBODY = { ourId: 'SOMEBODY', partnerId: 'ELSE' };

async function keep(file: TradingPartner[], byMaria?: TradingPartner): Promise<void> {
  const database = await openDatabase({ url: databaseUrl });
  await migrate(database);
  const books = { stores: databaseStores(database), now: () => new Date('2026-03-12T08:15:00Z') };
  for (const partner of file) await importFromFile(partner, books, () => {});
  if (byMaria) await importByPerson(byMaria, 'maria', books);
  await database.destroy();
}

async function check(option = '--', kept = () => readKeptAccounts(Config.parse({ databaseUrl }))) {
  const [stdout, stderr] = [paper(), paper()];
  const unused = async (): Promise<never> => {
    throw new Error('nobody asked for this');
  };
  const deps = {
    terminal: { stdout: stdout.stream, stderr: stderr.stream, stdin: Readable.from([]) },
    user: 'test',
    accounts: async () => [IN_FILE],
    keptAccounts: kept,
    openHouse: unused,
    serve: unused,
    migrate: unused,
    createTopics: unused,
    simulator: unused,
    demo: unused,
  };
  const exit = await runCli(['edi', 'check', option, PARCELS], deps);
  return { exit, out: stdout.text(), err: stderr.text() };
}
