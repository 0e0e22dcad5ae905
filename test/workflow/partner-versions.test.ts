import { beforeEach, describe, expect, test } from 'vitest';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { importByPerson, importFromFile } from '../../sidecar/workflow/partner-versions.ts';
import { fakeWorld, NORTHGATE } from '../fakes/world.ts';

const account = (change: object) => TradingPartner.parse({ ...NORTHGATE, ...change });

let world = fakeWorld();
let said: string[] = [];
beforeEach(() => {
  world = fakeWorld();
  said = [];
});
const start = (file: object = {}) => importFromFile(account(file), world, (message) => said.push(message));
const anna = (change: object) => importByPerson(account(change), 'anna', world);
const history = () => world.stores.partnerVersions.history('NGK7U');

describe('the settings file', () => {
  test('is the first version of its account, by the configuration file', async () => {
    await start();
    const [first] = await history();
    expect(first).toMatchObject({ number: 1, by: 'configuration file', origin: 'file', partner: NORTHGATE });
    expect(said).toEqual([]);
  });

  test('that says the same at the next start makes no version', async () => {
    await start();
    await start();
    expect(await history()).toHaveLength(1);
  });

  test('that changed makes the next one, and the one before is kept', async () => {
    await start();
    await start({ policies: { shortage: 'reject' } });
    expect((await history()).map(({ number, partner }) => [number, partner.policies.shortage])).toEqual([
      [2, 'reject'],
      [1, 'backorder'],
    ]);
    const [entry] = await world.stores.audit.list({ subject: 'NGK7U' });
    expect(entry).toMatchObject({ who: 'configuration file', action: 'partner import' });
    expect(entry?.detail).toContain('policies.shortage backorder → reject');
  });

  test('read by several sidecars at once makes one version', async () => {
    await Promise.all([start(), start(), start()]);
    expect(await history()).toHaveLength(1);
  });
});

describe('what a person imports', () => {
  test('counts although the file says otherwise, and every start says so', async () => {
    await start();
    await anna({ mode: 'never-send' });
    await start();
    expect((await history()).map(({ by }) => by)).toEqual(['anna', 'configuration file']);
    expect(said).toEqual(['NGK7U: version 2 by anna counts and differs from the settings file in mode']);
  });

  test('stays where the file changes elsewhere, and the version says what was kept', async () => {
    await start();
    await anna({ mode: 'never-send' });
    await start({ policies: { transitDays: 5 } });
    const [newest] = await history();
    expect(newest).toMatchObject({ number: 3, partner: { mode: 'never-send', policies: { transitDays: 5 } } });
    expect(newest?.note).toContain('what the file did not change: mode');
    expect(said).toHaveLength(1);
  });

  test('is overruled where the file changes the same, and never in silence', async () => {
    await start();
    await anna({ policies: { transitDays: 7 } });
    await start({ policies: { transitDays: 5 } });
    const [newest] = await history();
    expect(newest?.partner.policies.transitDays).toBe(5);
    expect(newest?.note).toBe('overrules version 2: policies.transitDays 7 → 5');
    expect(said).toEqual([expect.stringContaining('overrules version 2: policies.transitDays 7 → 5')]);
    expect((await world.stores.audit.list({ limit: 1 }))[0]?.detail).toContain('overrules version 2');
  });

  test('of the same once more is no version', async () => {
    await start();
    expect((await anna({})).outcome).toBe('unchanged');
    expect(await history()).toHaveLength(1);
  });

  test('may be an account that no file names', async () => {
    expect((await anna({ vendorCode: 'ABC12' })).outcome).toBe('new');
    expect(await world.stores.partnerVersions.history('ABC12')).toHaveLength(1);
  });
});
