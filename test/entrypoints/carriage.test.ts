import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { labelsPdf } from '../../sidecar/codec/labels/pdf.ts';
import { labelsZpl } from '../../sidecar/codec/labels/zpl.ts';
import { addHours, instant } from '../../sidecar/domain/calendar.ts';
import { packageLabelsOf } from '../../sidecar/domain/carton-label.ts';
import type { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { hasLabelTools, print } from '../codec/labels/printed.ts';
import { truck } from '../codec/labels/samples.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, onePartner } from '../fakes/world.ts';
import { fillHouse } from '../system/filled-house.ts';
import { type OpenConsole, openConsole } from '../system/open-console.ts';
import { opened } from './browser.ts';
import { runInHouse } from './command.ts';

const ORDER = '2HBT8C5N';

describe('the freight of an order, on its page', () => {
  let house: OpenConsole;
  beforeAll(async () => {
    house = await openConsole();
    await fillHouse(house.deps.stores, house.deps.journal);
  });
  afterAll(() => house.close());

  const sends = async (fields: Record<string, string>) =>
    (await opened(house, `/orders/${ORDER}`)).press(`/orders/${ORDER}/carriage`, fields);

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

describe('a truck that waits for more dispatches', () => {
  let house: OpenConsole;
  beforeEach(async () => {
    house = await openConsole();
    await fillHouse(house.deps.stores, house.deps.journal);
    await stands('SHIP-95', 'SHIP-96');
  });
  afterEach(() => house.close());

  /** Puts dispatches of the order on one truck that is waited for. */
  async function stands(...ids: string[]) {
    const { stores, journal } = house.deps;
    const at = instant(house.deps.now());
    for (const id of ids) {
      const dispatch = { ...((await stores.dispatches.find('SHIP-88')) as Dispatch), id };
      await stores.dispatches.keep(dispatch, at);
      const closesAt = addHours(house.deps.now(), 0.25);
      await stores.truckLoads.join('a truck', { dispatchId: id, notice: truck({ carrierScac: 'ODFL' }) }, at, closesAt);
      await journal.open('dispatch', id, {}, 'gather-truck', at);
    }
  }
  const waits = async () => (await house.deps.stores.truckLoads.of('SHIP-95'))?.state === 'open';
  const page = async () => (await fetch(`${house.url}/orders/${ORDER}`)).text();

  const presses = async (fields: Record<string, string>) =>
    (await opened(house, `/orders/${ORDER}`)).press('/dispatches/SHIP-95/tell', {
      back: `/orders/${ORDER}#dispatches`,
      ...fields,
    });

  test('is shown on the page of its order, with what stands on it and what telling does', async () => {
    const shown = await page();
    expect(shown).toContain('A truck waits for more dispatches');
    expect(shown).toMatch(/on it stand SHIP-95 \(order [^)]+\); SHIP-96 \(order/);
    expect(shown).toContain('It cannot be taken back');
  });

  test('is told of when the box is ticked, and not before', async () => {
    expect((await presses({})).status).toBe(422);
    expect(await waits()).toBe(true);
    const told = await presses({ confirm: 'yes' });
    expect([told.status, told.headers.get('location')]).toEqual([303, `/orders/${ORDER}#dispatches`]);
    expect(await waits()).toBe(false);
    expect((await house.deps.journal.entries('dispatch', 'SHIP-95')).at(-1)).toMatchObject({ event: 'woken' });
    expect((await house.deps.stores.audit.list({ subject: 'SHIP-95' }))[0]?.who).toBe('operator');
    expect(await page()).not.toContain('A truck waits for more dispatches');
  });

  test('by the API: listed, told, and told once', async () => {
    const api = (path: string, init: RequestInit = {}) => fetch(`${house.url}/api/v1${path}`, init);
    const posts = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const { items } = (await (await api('/trucks')).json()) as { items: { on: { dispatchId: string }[] }[] };
    expect(items.map(({ on }) => on.map(({ dispatchId }) => dispatchId))).toEqual([['SHIP-95', 'SHIP-96']]);
    const told = await api('/dispatches/SHIP-96/tell', posts);
    expect([told.status, await told.json()]).toEqual([
      200,
      { dispatchId: 'SHIP-95', dispatches: ['SHIP-95', 'SHIP-96'] },
    ]);
    expect(await (await api('/trucks')).json()).toEqual({ items: [] });
    const [alone, unknown] = [await api('/dispatches/SHIP-88/tell', posts), await api('/dispatches/NOPE/tell', posts)];
    expect([alone.status, ((await alone.json()) as { code: string }).code, unknown.status]).toEqual([
      409,
      'not-waiting',
      404,
    ]);
  });
});

describe('asking Amazon to fetch an order', () => {
  let house: OpenConsole;
  const open = async (trade: object, mode = 'live') => {
    house = await openConsole({ partners: onePartner(TradingPartner.parse({ ...NORTHGATE, trade, mode })) });
    await fillHouse(house.deps.stores, house.deps.journal);
  };
  afterEach(() => house.close());
  const page = async () => (await fetch(`${house.url}/orders/${ORDER}`)).text();

  const empty = { weight: '', weightUnit: 'lb', billOfLading: '', number: '' };
  const asks = async (fields: Record<string, string>) =>
    (await opened(house, `/orders/${ORDER}`)).press(`/orders/${ORDER}/routing`, {
      ...empty,
      confirm: 'yes',
      ...fields,
    });

  test('is offered where Amazon pays the freight, and nowhere else', async () => {
    await open({ freightTerms: 'prepaid' });
    expect(await page()).not.toContain('Ask Amazon to fetch it');
    await house.close();
    await open({ freightTerms: 'collect' });
    expect(await page()).toContain('Sends Amazon a routing request (753)');
    await house.close();
    await open({ freightTerms: 'collect' }, 'never-send');
    expect(await page()).toContain('it is held back');
  });

  test('sends a request for the load, under the name of who asked', async () => {
    await open({ freightTerms: 'collect' });
    const asked = await asks({ readyOn: '2026-08-11', cartons: '5', weight: '84.5' });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `/orders/${ORDER}#freight`]);
    expect((await house.deps.stores.audit.list({ subject: ORDER }))[0]).toMatchObject({
      who: 'operator',
      action: 'ask for routing',
      detail: '5 cartons, ready on 2026-08-11',
    });
    const [request] = await house.deps.stores.outbound.list({ kind: 'routing-request' });
    expect(request?.content.document).toMatchObject({
      loads: [{ pickUpOn: '2026-08-11', orders: [{ packages: 5, weight: { value: '84.5', unit: 'L' } }] }],
    });
    const other = await asks({ readyOn: '2026-08-11', cartons: '7' });
    expect([other.status, await other.text()]).toEqual([409, expect.stringContaining('made before, of 5 cartons')]);
  });

  test.each([
    ['no day', { readyOn: '', cartons: '5' }, 'readyOn'],
    ['no tick', { readyOn: '2026-08-11', cartons: '5', confirm: '' }, 'must be confirmed'],
    ['no carton', { readyOn: '2026-08-11', cartons: '0' }, 'cartons'],
    ['a bill of lading that is too short', { readyOn: '2026-08-11', cartons: '5', billOfLading: 'X1' }, 'billOfLading'],
  ])('with %s is refused by its field', async (_what, fields, field) => {
    await open({ freightTerms: 'collect' });
    const refused = await asks(fields);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(field)]);
    const actions = (await house.deps.stores.audit.list({ subject: ORDER })).map(({ action }) => action);
    expect(actions).not.toContain('ask for routing');
  });
});

describe('how goods travel, by the API', () => {
  let house: OpenConsole;
  beforeAll(async () => {
    house = await openConsole();
    await fillHouse(house.deps.stores, house.deps.journal);
  });
  afterAll(() => house.close());

  async function says(path: string, body: object) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${house.url}/api/v1${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  test('is kept for an order, under a name, and stands in its file', async () => {
    const carriage = { amazonReferenceNumber: '34567890123', trailerNumber: '53117' };
    expect(await says(`/orders/${ORDER}/carriage`, carriage)).toEqual({
      status: 200,
      body: { subject: { kind: 'order', id: ORDER }, carriage, waiting: ['SHIP-88'], told: [] },
    });
    const file = (await (await fetch(`${house.url}/api/v1/orders/${ORDER}`)).json()) as { carriages: object[] };
    expect(file.carriages).toMatchObject([{ carriage, saidBy: 'operator' }]);
  });

  test('is kept for one dispatch', async () => {
    expect((await says('/dispatches/SHIP-88/carriage', { scac: 'ODFL' })).status).toBe(200);
    expect((await house.deps.stores.carriages.find({ kind: 'dispatch', id: 'SHIP-88' }))?.carriage).toEqual({
      scac: 'ODFL',
    });
  });

  test.each([
    ['a value that is none', `/orders/${ORDER}/carriage`, { trailerNumber: 'far too long a number' }, 422, 'trailer'],
    ['a field that there is not', `/orders/${ORDER}/carriage`, { trailer: '53117' }, 422, 'trailer'],
    ['an order that is not kept', '/orders/NOPE/carriage', { trailerNumber: '53117' }, 404, 'NOPE'],
  ])('%s is refused', async (_what, path, body, status, word) => {
    const refused = await says(path, body);
    expect([refused.status, refused.body.message]).toEqual([status, expect.stringContaining(word)]);
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
    const { exit, out, err } = await runInHouse({ world }, words);
    return { code: exit, out, err };
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
      'maria: remove carrier',
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

  test('all that is said of freight is entered at once, and what is not named stays', async () => {
    expect((await run('freight', 'set', ORDER, '--trailer', '53117', '--scac', 'odfl')).out).toContain(
      'order 2HBT8C5N: trailer 53117, scac ODFL',
    );
    await run('freight', 'set', ORDER, '--pro', '998877', '--cartons-per-pallet', '0');
    expect((await world.stores.carriages.find({ kind: 'order', id: ORDER }))?.carriage).toMatchObject({
      trailerNumber: '53117',
      scac: 'ODFL',
      carrierReference: '998877',
      cartonsPerPallet: 0,
    });
    expect((await run('arn', 'list')).out).toMatch(/order 2HBT8C5N .*998877 +53117 +ODFL/);
    expect((await run('freight', 'set', 'SHIP-88', '--dispatch', '--bill-of-lading', 'NGK7UTRUCK7')).code).toBe(0);
    for (const [words, complaint] of [
      [['freight', 'set', ORDER], 'nothing was said'],
      [['freight', 'set', ORDER, '--trailer', 'far too long'], '--trailer is'],
      [['freight', 'set', ORDER, '--cartons-per-pallet', 'many'], '--cartons-per-pallet is'],
      [['freight', 'set', 'NOPE', '--trailer', '53117'], 'not-found'],
    ] as const) {
      const { code, err } = await run(...words);
      expect([code, err]).toEqual([2, expect.stringContaining(complaint)]);
    }
  });

  test('a truck that is waited for is listed, and told of', async () => {
    expect((await run('truck', 'list')).out).toBe('No truck is waited for.\n');
    const at = instant(world.now());
    const dispatch = { ...((await world.stores.dispatches.find('SHIP-88')) as Dispatch), id: 'SHIP-95' };
    await world.stores.dispatches.keep(dispatch, at);
    const part = { dispatchId: 'SHIP-95', notice: truck({ carrierScac: 'ODFL' }) };
    await world.stores.truckLoads.join('a truck', part, at, addHours(world.now(), 0.25));
    await world.journal.open('dispatch', 'SHIP-95', {}, 'gather-truck', at);
    expect((await run('truck', 'list')).out).toMatch(/SHIP-95 +\S+ +ODFL +SHIP-95/);
    expect((await run('truck', 'tell', 'SHIP-95')).out).toBe('The ship notice of SHIP-95 leaves within moments.\n');
    expect((await run('truck', 'list', '--json')).out).toBe('');
    expect((await run('truck', 'tell', 'SHIP-88')).err).toContain('not-waiting');
    expect((await run('truck', 'tell', 'NOPE')).err).toContain('not-found');
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
