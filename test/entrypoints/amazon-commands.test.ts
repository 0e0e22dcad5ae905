import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { House } from '../../sidecar/entrypoints/house.ts';
import type { AccessReport } from '../../sidecar/ports/access.ts';
import type { CollectFreight } from '../../sidecar/ports/collect.ts';
import { fakeWorld, NORTHGATE, onePartner } from '../fakes/world.ts';
import { runInHouse } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-amazon-'));
});
afterAll(() => rm(folder, { recursive: true }));

const report: AccessReport = {
  endpoint: 'https://sellingpartnerapi-na.amazon.com',
  secrets: [
    { name: 'current', works: true, problem: '' },
    { name: 'previous', works: false, problem: 'invalid_client' },
  ],
  lives: [{ secret: 'current', expiresOn: '2027-01-30' as never, daysLeft: 180 }],
  accounts: [{ vendorCode: 'NGK7U', ok: true, problem: '' }],
};

function grantThatSays(change: Partial<AccessReport>) {
  return [
    {
      vendorCodes: ['NGK7U'],
      secretIssuedOn: undefined,
      hasPreviousSecret: true,
      check: async () => ({ ...report, ...change }),
    },
  ];
}

const collect = (heard: string[]): CollectFreight => ({
  async announce(vendorCode, { number }) {
    heard.push(`${vendorCode} ${number}`);
    return 'T-1';
  },
  async instructions(_vendorCode, number) {
    const orders = [{ purchaseOrderNumber: '4KQ7TZ1M' }];
    return number === 'L-1' ? { number, loads: [{ amazonReferenceNumber: '7000000001', orders }] } : undefined;
  },
  async labels(_vendorCode, shipmentId) {
    const pdf = new TextEncoder().encode('%PDF-1.4');
    const labels = [1, 2].map((sequence) => ({
      shipmentId,
      sequence,
      carrierCode: 'UPSN',
      trackingId: `1Z${sequence}`,
      pdf,
    }));
    return { labels: shipmentId === 'S-1' ? labels : [], raw: [new TextEncoder().encode(`{"of":"${shipmentId}"}`)] };
  },
});

describe('amazon check', () => {
  test('says which secret works, how long it lives, and what may be read', async () => {
    const { out, exit } = await run({ grants: grantThatSays({}) }, 'amazon', 'check');
    expect(exit).toBe(0);
    expect(out).toContain('current secret: works, expires on 2027-01-30 (180 days)');
    expect(out).toContain('previous secret: invalid_client');
    expect(out).toMatch(/NGK7U\s+can be read/);
  });

  test('ends with 1 where an account may not be read, and says why', async () => {
    const accounts = [{ vendorCode: 'NGK7U', ok: false, problem: 'sp-api-forbidden: give it its role' }];
    const { out, exit } = await run({ grants: grantThatSays({ accounts, lives: [] }) }, 'amazon', 'check');
    expect([exit, out]).toEqual([1, expect.stringContaining('give it its role')]);
    expect(out).toContain('clientSecretIssuedOn');
  });

  test('a house without a connection says so', async () => {
    const { err, exit } = await run({}, 'amazon', 'check');
    expect([exit, JSON.parse(err).hint]).toEqual([2, 'Add `amazon.spApi` to the settings.']);
  });
});

describe('loads that Amazon fetches', () => {
  const request = JSON.stringify({
    number: 'L-1',
    requestedOn: '2026-08-11',
    shipFrom: { id: 'NGK7U' },
    loads: [{ shipTo: { id: 'PHX7' }, orders: [{ purchaseOrderNumber: '4KQ7TZ1M' }] }],
  });

  test('are announced once, under the name of who did it', async () => {
    const heard: string[] = [];
    const world = fakeWorld();
    const house = { collect: collect(heard), world };
    expect(await run({ ...house, stdin: request }, 'amazon', 'announce', '-')).toMatchObject({ exit: 0 });
    const again = await run({ ...house, stdin: request }, 'amazon', 'announce', '-');
    expect([again.exit, JSON.parse(again.err).code]).toEqual([2, 'load-announced-before']);
    expect(heard).toEqual(['NGK7U L-1']);
    expect(await world.stores.audit.list({})).toMatchObject([
      { who: 'maria', action: 'announce load', subject: 'L-1' },
    ]);
  });

  test('are not announced for an account that sends nothing', async () => {
    const heard: string[] = [];
    const world = {
      ...fakeWorld(),
      partners: onePartner({ ...NORTHGATE, modes: { 'routing-request': 'never-send' } }),
    };
    const { err, exit } = await run({ collect: collect(heard), world, stdin: request }, 'amazon', 'announce', '-');
    expect([exit, JSON.parse(err).code, heard]).toEqual([2, 'cannot-send', []]);
  });

  test.each([
    ['no JSON', 'L-1', 'json-unreadable'],
    ['no load', '{"number":"L-1"}', 'document-invalid'],
  ])('%s is bad input', async (_what, stdin, code) => {
    const { err, exit } = await run({ collect: collect([]), stdin }, 'amazon', 'announce', '-');
    expect([exit, JSON.parse(err).code]).toEqual([2, code]);
  });

  test('are looked up, and where nothing is shown it says what to do', async () => {
    const found = await run({ collect: collect([]) }, 'amazon', 'routing', 'L-1');
    expect(found.out).toContain('ARN 7000000001');
    const { err, exit } = await run({ collect: collect([]) }, 'amazon', 'routing', 'L-2');
    expect([exit, JSON.parse(err).hint]).toEqual([2, expect.stringContaining('enter the ARN by hand')]);
  });

  test('labels are written one by one, and the answer is kept without being taken for an order', async () => {
    const world = fakeWorld();
    const { exit } = await run({ collect: collect([]), world }, 'amazon', 'labels', 'S-1', '--out', folder);
    expect(exit).toBe(0);
    expect(await readFile(join(folder, 'S-1-2.pdf'), 'utf8')).toBe('%PDF-1.4');
    expect(await world.stores.inbound.list({})).toMatchObject([{ state: 'processed', name: 'getShipmentLabels S-1' }]);
    expect(await run({ collect: collect([]) }, 'amazon', 'labels', 'S-9', '--out', folder)).toMatchObject({ exit: 2 });
  });

  test('labels that cannot be written are bad input, and the place is named', async () => {
    const notAFolder = join(folder, 'a-file');
    await writeFile(notAFolder, '');
    const { err, exit } = await run({ collect: collect([]) }, 'amazon', 'labels', 'S-1', '--out', notAFolder);
    expect([exit, JSON.parse(err)]).toMatchObject([2, { code: 'file-not-written', place: notAFolder }]);
  });
});

type Given = Partial<Pick<House, 'grants' | 'collect' | 'world'>> & { stdin?: string };

const run = ({ stdin, world = fakeWorld(), ...house }: Given, ...words: string[]) =>
  runInHouse({ world, ...house }, words, stdin);
