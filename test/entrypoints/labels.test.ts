import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../sidecar/entrypoints/cli/cli.ts';
import type { CliDeps } from '../../sidecar/entrypoints/cli/deps.ts';
import { dispatchSaga } from '../../sidecar/workflow/dispatch.ts';
import { shipNoticeKey } from '../../sidecar/workflow/told-notices.ts';
import { hasLabelTools, print } from '../codec/labels/printed.ts';
import { truck } from '../codec/labels/samples.ts';
import { fillHouse } from '../system/filled-house.ts';
import { type OpenConsole, openConsole } from '../system/open-console.ts';
import { paper } from './paper.ts';

let house: OpenConsole;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-labels-'));
  house = await openConsole();
  const { stores, journal } = house.deps;
  await fillHouse(stores, journal);
  const known = await stores.dispatches.find('SHIP-88');
  if (!known) throw new Error('the house has a dispatch');
  await stores.dispatches.keep({ ...known, id: 'SHIP-89', tracks: [] }, known.dispatchedAt);
  await stores.dispatches.keep({ ...known, id: 'SHIP/90' }, known.dispatchedAt);
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

describe('on the page of an order', () => {
  test('each dispatch whose ship notice is planned has its labels, and no other', async () => {
    const page = await (await fetch(`${house.url}/orders/2HBT8C5N`)).text();
    expect(page).toContain('<a href="/dispatches/SHIP-88/labels.pdf">Labels (PDF)</a>');
    expect(page).toContain('<a href="/dispatches/SHIP-88/labels.zpl">Labels (ZPL)</a>');
    expect(page).not.toContain('/dispatches/SHIP-89/');
    expect(page).toContain('labels follow with the ship notice');
  });

  test('they are a download with a name that says whose they are', async () => {
    const pdf = await fetch(`${house.url}/dispatches/SHIP-88/labels.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe('attachment; filename=labels-SHIP-88.pdf');
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-/);
    const zpl = await (await fetch(`${house.url}/dispatches/SHIP-88/labels.zpl`)).text();
    // Our SKU is the decision's, the fulfilment centre the notice's.
    for (const piece of ['^FDPAN-28^FS', '^FDPHX7^FS', '^FD1Z204E380338943508^FS']) expect(zpl).toContain(piece);
  });

  test('before the notice is planned, a page says what is missing', async () => {
    const response = await fetch(`${house.url}/dispatches/SHIP-89/labels.pdf`);
    const page = await response.text();
    expect(response.status).toBe(404);
    expect(page).toContain('labels-not-planned');
    expect(page).toContain('settle what waits on the page of order 2HBT8C5N');
  });

  test('what was written to Amazon counts before what was planned', async () => {
    const { stores, journal } = house.deps;
    const at = '2026-08-05T09:00:00.000Z' as const;
    await stores.outbound.prepare(
      {
        key: shipNoticeKey('SHIP/90'),
        kind: 'ship-notice',
        vendorCode: 'NGK7U',
        purchaseOrderNumber: '2HBT8C5N',
        channel: 'edi',
        content: { kind: 'ship-notice', document: truck() },
        raw: '',
        fileName: '',
        controlNumber: 400,
        functionalId: 'SH',
      },
      at as never,
    );
    expect(await journal.find(dispatchSaga.name, 'SHIP/90')).toBeUndefined();
    const zpl = await (await fetch(`${house.url}/dispatches/SHIP%2F90/labels.zpl`)).text();
    expect(zpl.match(/\^XA/g)).toHaveLength(3);
    expect(zpl).toContain('^FDNGK7U-SHIPMENT-12^FS');
  });
});

describe('labels on the command line', () => {
  test('are written to a file, whose ending says the format', async () => {
    const file = join(folder, 'ship.zpl');
    const { out, exit } = await run('labels', 'SHIP-88', '--out', file);
    expect([exit, out]).toEqual([0, `1 label in ${file}\n`]);
    expect(await readFile(file, 'utf8')).toContain('^BCN');
  });

  test('go to stdout where they are piped', async () => {
    const { bytes, exit } = await run('labels', 'SHIP-88');
    expect(exit).toBe(0);
    expect(bytes.toString('latin1')).toMatch(/^%PDF-[\s\S]*%%EOF\s*$/);
  });

  test.skipIf(!hasLabelTools())('piped or downloaded, they scan as the SSCC of the notice', async () => {
    const { bytes } = await run('labels', 'SHIP-88', '--format', 'pdf');
    expect(print(bytes, 203).map(({ scanned }) => scanned)).toEqual([[{ text: '00006141410000000319', isGs1: true }]]);
  });

  test.each([
    [['labels', 'SHIP-0'], 'not-found'],
    [['labels', 'SHIP-89'], 'labels-not-planned'],
    [['labels', 'SHIP-88', '--format', 'png'], 'usage'],
    [['labels', 'SHIP-88', '--out', '/nowhere/at/all.pdf'], 'file-not-written'],
  ])('%j is bad input: %s', async (words, code) => {
    const { err, exit } = await run(...words);
    expect(exit).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ code });
    expect(JSON.parse(err).hint).not.toBe('');
  });

  test('a PDF does not garble a terminal', async () => {
    const { err, exit } = await run({ isTTY: true }, 'labels', 'SHIP-88');
    expect([exit, JSON.parse(err).code]).toEqual([2, 'usage']);
  });
});

async function run(...args: (string | { isTTY: boolean })[]) {
  const words = args.filter((word) => typeof word === 'string');
  const isTTY = args.some((one) => typeof one === 'object' && one.isTTY);
  const [stdout, stderr] = [paper(), paper()];
  const { stores, journal, partners, now } = house.deps;
  const deps = {
    terminal: { stdout: Object.assign(stdout.stream, { isTTY }), stderr: stderr.stream, stdin: Readable.from([]) },
    user: 'maria',
    openHouse: async () => ({ world: { stores, journal, partners, now }, close: async () => {} }),
  };
  // Only what a command that looks asks of the house.
  const exit = await runCli(words, deps as unknown as CliDeps);
  return { exit, bytes: stdout.bytes(), out: stdout.text(), err: stderr.text() };
}
