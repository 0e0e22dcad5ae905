import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serialiseAcknowledgementFile } from '../../sidecar/codec/vendor-central-file/acknowledgement.ts';
import { serialiseInvoiceFile } from '../../sidecar/codec/vendor-central-file/invoice.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { fileList, fileSaid, fileSave } from '../../sidecar/entrypoints/cli/file.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import type { SendRequest } from '../../sidecar/ports/partner.ts';
import { acknowledgement, invoice } from '../adapters/amazon/samples.ts';
import { fillHouse, NOW } from '../system/filled-house.ts';
import { type OpenConsole, openConsole } from '../system/open-console.ts';
import { opened } from './browser.ts';
import { paper } from './paper.ts';

let house: OpenConsole;
let ids: { acknowledgement: string; invoice: string };

beforeEach(async () => {
  house = await openConsole();
  const { content } = acknowledgement();
  if (content.kind !== 'acknowledgement') throw new Error('an acknowledgement was asked for');
  const bill = invoice();
  if (bill.content.kind !== 'invoice') throw new Error('an invoice was asked for');
  ids = {
    acknowledgement: await keep(
      acknowledgement(),
      serialiseAcknowledgementFile(content.document, {
        products: (_number, { value }) => ({ sku: `=cmd|${value}` }),
        shipTo: '<b>PHX7</b>',
      }),
    ),
    invoice: await keep(
      bill,
      serialiseInvoiceFile(bill.content.document, () => undefined),
    ),
  };
});
afterEach(() => house.close());

async function keep({ content, ...request }: SendRequest, raw: string): Promise<string> {
  const { outbound } = house.deps.stores;
  const message = { raw, fileName: `NGK7U_${content.kind}.csv`, controlNumber: 0, functionalId: '' };
  const document = { ...request, ...message, kind: content.kind, content, channel: 'file' as const };
  const { id } = await outbound.prepare({ ...document, purchaseOrderNumber: '4KQ7TZ1M' }, instant(NOW));
  await outbound.markHandedOver(id, message.fileName, instant(NOW));
  return id;
}

const page = async (path: string) => (await fetch(house.url + path)).text();

async function press(id: string, deed: 'entered' | 'refused', fields: Record<string, string> = {}): Promise<Response> {
  return (await opened(house, `/documents/out/${id}`)).press(`/documents/out/${id}/${deed}`, fields);
}

describe('the page of a file', () => {
  test('shows what to enter: what all rows share once, the rest row by row, and nothing runs', async () => {
    const text = await page(`/documents/out/${ids.acknowledgement}`);
    expect(text).toContain('To be entered in Vendor Central');
    expect(text).toContain('<dt>PO Number</dt><dd>4KQ7TZ1M</dd>');
    expect(text).toContain('accept 18 of 24; backorder 6 for 2026-08-26');
    expect(text).toContain('&lt;b&gt;PHX7&lt;/b&gt;');
    expect(text).toContain('to be entered by a person');
    expect(text).not.toContain('Send it again');
    const raw = await page(`/documents/out/${ids.acknowledgement}/raw`);
    expect(raw).toContain("'=cmd|NK-0103");
  });

  test('gives the file under its name, byte for byte with its mark', async () => {
    const answer = await fetch(`${house.url}/documents/out/${ids.acknowledgement}/raw`);
    expect(answer.headers.get('content-disposition')).toContain('NGK7U_acknowledgement.csv');
    expect([...new Uint8Array(await answer.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('takes the word that it was entered, once', async () => {
    const { press: pressAgain } = await opened(house, `/documents/out/${ids.acknowledgement}`);
    expect((await press(ids.acknowledgement, 'entered')).status).toBe(303);
    const late = await pressAgain(`/documents/out/${ids.acknowledgement}/entered`);
    expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('it was said already: accepted')]);
    const text = await page(`/documents/out/${ids.acknowledgement}`);
    expect(text).toContain('entered by a person');
    expect(text).not.toContain('To be entered in Vendor Central');
    expect((await press(ids.acknowledgement, 'entered')).status).toBe(403);
    const [entry] = await house.deps.stores.audit.list({});
    expect(entry).toMatchObject({ who: 'operator', action: 'entered in Vendor Central: acknowledgement' });
  });

  test('takes the words of a refusal, and wants some', async () => {
    expect((await press(ids.acknowledgement, 'refused')).status).toBe(422);
    expect((await press(ids.acknowledgement, 'refused', { why: 'Row 1: <quantity>' })).status).toBe(303);
    const text = await page(`/documents/out/${ids.acknowledgement}`);
    expect(text).toContain('Row 1: &lt;quantity&gt;');
    expect(await page('/discrepancies')).toContain('Outbound rejected');
  });

  test('does not close an invoice before what it rests on', async () => {
    const refused = await press(ids.invoice, 'entered');
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Amazon has to hear Acknowledgement (855) acknowledgement:4KQ7TZ1M:1 first');
  });

  test('is found from the first page and from Documents, To enter', async () => {
    await fillHouse(house.deps.stores, house.deps.journal);
    expect(await page('/')).toContain('<b>2</b> files to enter in Vendor Central');
    const list = await page('/documents?way=to-enter');
    expect(list).toContain('NGK7U_acknowledgement.csv');
    expect(list).toContain('NGK7U_invoice.csv');
  });
});

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-file-'));
  const work = async (run: (inHouse: House, terminal: never) => Promise<void>) => {
    const [stdout, stderr] = [paper(), paper()];
    const { desk, ...view } = house.deps;
    const terminal = { stdout: stdout.stream, stderr: stderr.stream };
    await run({ desk, world: view } as unknown as House, terminal as never);
    return stdout.text();
  };
  const view = () => house.deps;

  test('lists what waits, writes the file, and takes both words', async () => {
    expect(await work((_house, terminal) => fileList({ json: false }, view() as never, terminal))).toContain(
      'NGK7U_invoice.csv',
    );
    const out = join(folder, 'a.csv');
    await work((_house, terminal) => fileSave(ids.acknowledgement, { out }, view() as never, terminal));
    expect(readFileSync(out, 'utf8')).toContain('\ufeffPO Number');
    rmSync(folder, { recursive: true });
    const done = await work((open, terminal) =>
      fileSaid(ids.acknowledgement, { said: 'entered' }, open, 'anna', terminal),
    );
    expect(done).toBe('Acknowledgement (855): entered in Vendor Central, accepted.\n');
    const refused = await work((open, terminal) =>
      fileSaid(ids.invoice, { said: 'refused', why: 'Number used before' }, open, 'anna', terminal),
    );
    expect(refused).toContain('refused by Vendor Central');
    expect(await work((_house, terminal) => fileList({ json: false }, view() as never, terminal))).toBe(
      'Nothing waits to be entered in Vendor Central.\n',
    );
  });

  test('says why a word is not noted', async () => {
    const again = work((open, terminal) => fileSaid(ids.invoice, { said: 'entered' }, open, 'anna', terminal));
    await expect(again).rejects.toMatchObject({ code: 'file-not-to-enter' });
    const none = work((_house, terminal) => fileSave('nobody', {}, view() as never, terminal));
    await expect(none).rejects.toMatchObject({ code: 'not-found' });
  });
});
