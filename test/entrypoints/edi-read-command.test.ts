import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { runCli } from '../../sidecar/entrypoints/cli/cli.ts';
import { paper } from './paper.ts';

const ROOT = join(import.meta.dirname, '../..');
const fixture = (name: string) => join('test/fixtures/x12/850', name);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-edi-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('npx vendor-bridge edi read FILE --json', () => {
  test('prints each document as one JSON value a line, canonical', async () => {
    const { exit, out, err } = await vendorBridge('edi', 'read', fixture('plain.edi'), '--json');
    expect([exit, err]).toEqual([0, '']);
    const [line, ...more] = out.trimEnd().split('\n');
    expect(more).toEqual([]);
    const value = JSON.parse(line ?? '');
    expect(Object.keys(value)).toEqual(['type', 'document', 'envelope', 'warnings']);
    expect(PurchaseOrder.parse(value.document)).toEqual(value.document);
    expect(value.document).toMatchObject({ number: '4KQ7TZ1M', lines: [{}, {}, {}] });
  });

  test('prints the same bytes for the same order with CR LF, with newlines for terminators and with a byte order mark', async () => {
    const plain = await vendorBridge('edi', 'read', fixture('plain.edi'), '--json');
    for (const variant of ['crlf.edi', 'newline-terminator.edi', 'bom.edi']) {
      expect(await vendorBridge('edi', 'read', fixture(variant), '--json'), variant).toEqual(plain);
    }
  });

  test('prints the order of the first interchange as it prints it alone, then that of the second', async () => {
    const plain = await vendorBridge('edi', 'read', fixture('plain.edi'), '--json');
    const two = await vendorBridge('edi', 'read', fixture('two-interchanges.edi'), '--json');
    const [first, second, ...more] = two.out.trimEnd().split('\n');
    expect([two.exit, `${first}\n`, more]).toEqual([0, plain.out, []]);
    expect(JSON.parse(second ?? '')).toMatchObject({
      document: { number: '2HV9PLX4' },
      envelope: { interchangeControlNumber: '000000102' },
    });
  });

  test('a broken file: exit 2, and one JSON value with code, message, place and hint on stderr', async () => {
    const { exit, out, err } = await vendorBridge('edi', 'read', fixture('truncated.refused.edi'), '--json');
    expect([exit, out]).toEqual([2, '']);
    expect(JSON.parse(err)).toEqual({
      code: 'truncated',
      message: expect.stringMatching(/breaks off at PO1/),
      place: 'interchange 000000101, transaction 0001, segment 10 PO1',
      hint: expect.stringMatching(/Fetch the file again/),
    });
  });
});

describe('what is no X12 is refused by its own name', () => {
  const sheet = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\x08\0'), deflateRawSync('[Content_Types].xml')]);
  test.each<[string, Buffer | string, string, RegExp]>([
    ['nothing at all', '', 'file-empty', /whole file/],
    ['blanks', '  \r\n \n', 'file-empty', /whole file/],
    ['a PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj', 'latin1'), 'a PDF', /EDI file/],
    ['an .xlsx', sheet, 'a spreadsheet', /Unpack/],
    ['an .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'an old Office document', /CSV/],
    ['a gzip archive', gzipSync('ISA*00*'), 'a gzip archive', /gunzip/],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'a picture', /ISA to IEA/],
    ['any other binary', Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 37) % 256)), 'binary', /ISA to IEA/],
    ['an error page', '<!DOCTYPE html><html><body>502</body></html>', 'a web page', /fetch it again/],
    ['a JSON order', '{"purchaseOrderNumber":"4KQ7TZ1M"}', 'JSON', /ISA to IEA/],
    ['a remittance export', 'Payments\nPayment Number,Payment Date\n', 'a table of payments', /remittance import/],
    ['EDIFACT', "UNA:+.? 'UNB+UNOC:3+5450534000000:14+GLN:14'", 'EDIFACT', /by hand/],
  ])('%s', async (what, content, words, hint) => {
    const path = join(folder, what.replace(/\W+/g, '-'));
    await writeFile(path, content);
    const { exit, out, err } = await command('edi', 'read', path, '--json');
    expect([exit, out]).toEqual([2, '']);
    const complaint = JSON.parse(err);
    expect(Object.keys(complaint)).toEqual(['code', 'message', 'place', 'hint']);
    expect(`${complaint.code} ${complaint.message}`).toContain(words);
    expect(complaint.hint).toMatch(hint);
  });

  test.each([
    ['no such file', 'nowhere.edi', 'file-not-found'],
    ['a folder', '.', 'file-not-found'],
    ['no name', '', 'file-not-found'],
    ['a file as a folder', join(ROOT, 'package.json/x.edi'), 'file-not-found'],
    ['a name too long for any file', 'x'.repeat(5000), 'file-unreadable'],
  ])('%s', async (_what, path, code) => {
    const { exit, err } = await command('edi', 'read', path);
    expect([exit, JSON.parse(err).code]).toEqual([2, code]);
    expect(JSON.parse(err).hint).toMatch(/\w/);
  });
});

test('a person sees one row a document, then what was odd', async () => {
  const { exit, out } = await command('edi', 'read', join(ROOT, fixture('bom.edi')));
  expect(exit).toBe(0);
  expect(out.split('\n')).toEqual([
    'Type  Document        Number    Lines  What',
    '850   Purchase order  4KQ7TZ1M      3  70 ea · 0 cs, to PHX7, 10 – 14 Aug 2026, for NGK7U',
    '',
    'odd: The file begins with a UTF-8 byte order mark; it was skipped. [byte-order-mark, character 1]',
    '',
  ]);
});

/** The same, within this process: quicker, where the process is not the point. */
async function command(...words: string[]): Promise<{ exit: number; out: string; err: string }> {
  const [stdout, stderr] = [paper(), paper()];
  const unused = () => Promise.reject(new Error('not asked for in this test'));
  const terminal = { stdout: stdout.stream, stderr: stderr.stream, stdin: Readable.from([]) };
  const deps = { terminal, user: 'maria', openHouse: unused, serve: unused, migrate: unused, createTopics: unused };
  const exit = await runCli(words, { ...deps, simulator: unused, demo: unused });
  return { exit, out: stdout.text(), err: stderr.text() };
}

/** The program as people start it, in a process of its own. */
async function vendorBridge(...words: string[]): Promise<{ exit: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['sidecar/vendor-bridge.mjs', ...words], { cwd: ROOT });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end();
  const exit = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  return { exit, out, err };
}
