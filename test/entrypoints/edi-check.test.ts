import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type Region, TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { ediCheck } from '../../sidecar/entrypoints/cli/edi-check.ts';
import { NORTHGATE } from '../fakes/world.ts';
import { paper } from './paper.ts';

const PARCELS = join(import.meta.dirname, '../fixtures/x12/856/parcels-with-lot-and-expiry.edi');

async function check(region: Region | undefined, accounts: TradingPartner[] = []) {
  const { stream, text } = paper();
  const terminal = { stdout: stream, stderr: stream, stdin: Readable.from([]) };
  const options = { json: true, ...(region === undefined ? {} : { region }) };
  const exit = await ediCheck(PARCELS, options, terminal, async () =>
    accounts.map((partner) => ({ partner, source: 'file' as const, found: 'from the settings file' })),
  );
  const found = text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
  return { exit, codes: found.map(({ code }) => code), found };
}

describe('edi check of a ship notice', () => {
  test('Europe objects to parcels without a bill of lading, America does not', async () => {
    expect(await check('na')).toMatchObject({ exit: 0, codes: ['parcels-share-a-notice'] });
    const european = await check('eu');
    expect(european.exit).toBe(2);
    expect(european.codes).toContain('bill-of-lading-missing');
  });

  test('each finding names the field, the fix and the chargeback it prevents', async () => {
    for (const { place, fix, prevents } of (await check('eu')).found) {
      expect(place).toMatch(/^856 \S+, \w+/);
      expect(fix).toMatch(/\.$/);
      expect(prevents).toMatch(/chargeback/);
    }
  });

  test('the account that the file names says whose rules count, and America where there is none', async () => {
    const { senderId, receiverId } = { senderId: 'NORTHGATEKW', receiverId: 'AMAZON' };
    const account = TradingPartner.parse({
      ...NORTHGATE,
      region: 'eu',
      interchange: { ourId: senderId, partnerId: receiverId },
    });
    expect((await check(undefined, [account])).codes).toContain('bill-of-lading-missing');
    expect((await check(undefined)).codes).not.toContain('bill-of-lading-missing');
    expect((await check('na', [account])).codes).not.toContain('bill-of-lading-missing');
  });
});
