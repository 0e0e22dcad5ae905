import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsPdf } from '../../sidecar/codec/labels/pdf.ts';
import { labelsZpl } from '../../sidecar/codec/labels/zpl.ts';
import { packageLabelsOf } from '../../sidecar/domain/carton-label.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import { runCli } from '../../sidecar/entrypoints/cli/cli.ts';
import type { CliDeps } from '../../sidecar/entrypoints/cli/deps.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { hasLabelTools, print } from '../codec/labels/printed.ts';
import { truck } from '../codec/labels/samples.ts';
import { type FakeWorld, fakeWorld } from '../fakes/world.ts';
import { fillHouse } from '../system/filled-house.ts';
import { type OpenConsole, openConsole } from '../system/open-console.ts';
import { paper } from './paper.ts';

const ORDER = '2HBT8C5N';

describe('the freight of an order, on its page', () => {
  let house: OpenConsole;
  beforeAll(async () => {
    house = await openConsole();
    await fillHouse(house.deps.stores, house.deps.journal);
  });
  afterAll(() => house.close());

  async function sends(fields: Record<string, string>) {
    const opened = await fetch(`${house.url}/orders/${ORDER}`);
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const token = /name="token" value="([^"]+)"/.exec(await opened.text())?.[1] ?? '';
    return fetch(`${house.url}/orders/${ORDER}/carriage`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: house.url },
      body: new URLSearchParams({ token, ...fields }),
    });
  }

  test('has a field for the ARN, and keeps what is entered under a name', async () => {
    const response = await sends({
      subject: 'order',
      amazonReferenceNumber: ' 34567890123 ',
      scac: 'odfl',
      method: '',
    });
    expect([response.status, response.headers.get('location')]).toEqual([303, `/orders/${ORDER}#freight`]);
    const kept = await house.deps.stores.carriages.find({ kind: 'order', id: ORDER });
    expect(kept).toMatchObject({
      carriage: { amazonReferenceNumber: '34567890123', scac: 'ODFL' },
      saidBy: 'operator',
    });
    const page = await (await fetch(`${house.url}/orders/${ORDER}`)).text();
    expect(page).toContain('value="34567890123"');
    expect(page).toContain('What was said of how the goods travel');
    expect((await house.deps.stores.audit.list({ subject: ORDER }))[0]?.action).toBe('say how order travels');
  });

  test('takes it for one dispatch alone, and refuses what is no ARN', async () => {
    expect((await sends({ subject: 'SHIP-88', amazonReferenceNumber: '777888' })).status).toBe(303);
    expect((await house.deps.stores.carriages.find({ kind: 'dispatch', id: 'SHIP-88' }))?.carriage).toEqual({
      amazonReferenceNumber: '777888',
    });
    const refused = await sends({ subject: 'order', amazonReferenceNumber: 'soon' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('an ARN is 4 to 20 digits');
    expect((await sends({ subject: 'NOPE', amazonReferenceNumber: '777888' })).status).toBe(404);
  });

  test('without our token nothing is kept', async () => {
    const body = new URLSearchParams({ subject: 'order', amazonReferenceNumber: '999999' });
    const response = await fetch(`${house.url}/orders/${ORDER}/carriage`, { method: 'POST', body });
    expect(response.status).toBe(403);
  });
});

describe('on the command line', () => {
  let world: FakeWorld;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-lists-'));
    world = fakeWorld();
    await fillHouse(world.stores, world.journal);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(...words: string[]) {
    const [out, err] = [paper(), paper()];
    const house = {
      world,
      desk: desk(world),
      url: '',
      tick: async () => {},
      replayInbound: async () => '',
      close: async () => {},
    };
    const deps = {
      terminal: { stdout: out.stream, stderr: err.stream, stdin: Readable.from([]) },
      user: 'ann',
      openHouse: async () => house,
    } as unknown as CliDeps;
    const code = await runCli(words, deps);
    return { code, out: out.text(), err: err.text() };
  }
  async function file(name: string, text: string) {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  test('the carrier map is set, listed, imported and taken away', async () => {
    expect(
      await run('carriers', 'set', 'custom', 'odfl', '--title', 'Old Dominion*', '--method', 'truckload'),
    ).toMatchObject({ code: 0 });
    const list = await file('carriers.csv', 'Title;SCAC;Carrier\nUPS Freight;UPGF;ups\n;UPSN;ups\n');
    expect((await run('carriers', 'import', list)).out).toContain('2 carriers from');
    const rules = (await run('carriers', 'list', '--json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(rules).toEqual([
      { carrier: 'custom', title: 'old dominion*', scac: 'ODFL', method: 'truckload' },
      { carrier: 'ups', title: '', scac: 'UPSN' },
      { carrier: 'ups', title: 'ups freight', scac: 'UPGF' },
    ]);
    expect((await run('carriers', 'remove', 'ups', '--title', 'ups freight')).code).toBe(0);
    expect((await run('carriers', 'remove', 'ups', '--title', 'ups freight')).err).toContain('not-found');
    expect((await run('carriers', 'list')).out).toMatch(/custom +old dominion\* +ODFL +truckload/);
    expect((await world.stores.audit.list({ subject: 'ups' })).map(({ who, action }) => `${who}: ${action}`)).toContain(
      'ann: remove carrier',
    );
  });

  test('a list with one bad line changes nothing, and the line is named', async () => {
    const before = await world.stores.carriers.list();
    const list = await file('bad.csv', 'carrier,title,scac,method\nblue,,BLUE,\nred,,R2D2,\n');
    const { code, err } = await run('carriers', 'import', list);
    expect([code, JSON.parse(err)]).toMatchObject([2, { code: 'list-line-invalid', place: `${list}, line 3` }]);
    expect(await world.stores.carriers.list()).toEqual(before);
  });

  test('an ARN is entered for an order, and a list of them', async () => {
    expect((await run('arn', 'set', ORDER, '34567890123')).out).toMatch(/order 2HBT8C5N: ARN 34567890123/);
    const list = await file('arns.csv', `${ORDER},34567890124\n,555666,SHIP-88\n`);
    expect(await run('arn', 'import', list)).toMatchObject({ code: 0, out: `2 ARNs from ${list}\n` });
    expect((await run('arn', 'list')).out).toMatch(/dispatch SHIP-88 +555666/);
    expect((await run('arn', 'set', 'NOPE', '34567890123')).err).toContain('not-found');
    expect((await run('arn', 'set', ORDER, 'soon')).err).toContain('no ARN');
  });

  test('SSCCs of another system are noted, and our serials go on above them', async () => {
    const codes = [7, 42, 900_000_000].map((serial) => makeSscc('0614141', serial));
    const list = await file('codes.csv', `number,used\n${codes[0]},2026-03-31\n00${codes[1]},\n${codes[2]},\n`);
    const { code, out } = await run('sscc', 'import', list);
    expect([code, out]).toEqual([0, '3 SSCCs noted as used; serials of 0614141 go on above 42\n']);
    expect(await world.stores.sequences.next('sscc:0614141')).toBe(43);
    const used = await world.stores.usedNumbers.find(
      codes.map((value) => ({ kind: 'sscc', value })),
      '2026-01-01T00:00:00.000Z' as never,
    );
    expect(used.map(({ usedBy }) => usedBy)).toEqual(Array(3).fill('import:codes.csv'));
    const wrong = await file('wrong.csv', '006141410000010014\n');
    expect((await run('sscc', 'import', wrong)).err).toContain('list-line-invalid');
    const shipments = await file('shipments.csv', 'NGK7U-OLD-1\n');
    expect((await run('sscc', 'import', shipments, '--kind', 'shipment-id')).out).toBe('1 shipment id noted as used\n');
  });
});

describe('labels of pallets', () => {
  const CASE = { amount: 1, unitOfMeasure: 'case', eachesPerCase: 12 };
  const box = (serial: number) => ({
    sscc: makeSscc('0614141', serial),
    items: [{ lineNumber: '2', productId: { kind: 'upc', value: '614141001026' }, shipped: CASE }],
  });
  const onPallets = truck({
    orders: [
      {
        purchaseOrderNumber: '4KQ7TZ1M',
        pallets: [
          { sscc: makeSscc('0614141', 2001), cartons: [box(2003), box(2004)] },
          { sscc: makeSscc('0614141', 2002), cartons: [box(2005)] },
        ],
        cartons: [],
      },
    ],
  });
  const labels = packageLabelsOf(onPallets, { vendorCode: 'NGK7U' });

  test('stand before those of their cartons, with what is on them in sum', () => {
    expect(
      labels.map(({ pallet, onPallet, carton, sscc }) => [
        pallet?.cartons ?? onPallet,
        carton.number,
        sscc.slice(-5, -1),
      ]),
    ).toEqual([
      [2, 1, '2001'],
      [1, 1, '2003'],
      [1, 2, '2004'],
      [1, 2, '2002'],
      [2, 3, '2005'],
    ]);
    expect(labels[0]?.contents.map(({ quantity }) => quantity.amount)).toEqual([2]);
  });

  test('say that they are pallets, in ZPL', () => {
    const [pallet = '', carton = ''] = labelsZpl(labels).split(/(?<=\^XZ\n)/);
    for (const piece of ['^FDPALLET^FS', '^FD1 of 2^FS', '^FD2 CARTONS^FS', '^FD24 EA^FS'])
      expect(pallet).toContain(piece);
    expect(carton).toContain('^FDCARTON, ON PALLET 1^FS');
  });

  // `npm test` installs the tools; elsewhere: apt-get install poppler-utils zbar-tools
  test.skipIf(!hasLabelTools())('are read by the scanner, each as its own SSCC', async () => {
    const pages = print(await labelsPdf(labels, new Date('2026-08-11T20:00:00Z')), 203);
    expect(pages.map(({ scanned }) => scanned)).toEqual(labels.map(({ sscc }) => [{ text: `00${sscc}`, isGs1: true }]));
  });
});
