import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { as2Mailbox } from '../../../sidecar/adapters/amazon/as2/mailbox.ts';
import { readMdn } from '../../../sidecar/adapters/amazon/as2/mdn.ts';

const RECEIPT = `Headers:
Message-ID: <2@AMAZON_NORTHGATEKW>
Content-Type: multipart/signed; protocol="application/pkcs7-signature";
 micalg=sha-256; boundary="x"
AS2-From: AMAZON

Attributes:
MIC: ObH95UfdjOBAoRK6QOOBGGeRLb0HjU3Pg5rzL3pYmJQ=, sha-256
ORIGINAL_MESSAGE_ID: <1@NORTHGATEKW_AMAZON>
DISPOSITION: automatic-action/MDN-sent-automatically; processed
Text:
MIC: as a person may write it
`;

describe('a receipt proves something', () => {
  test.each([
    ['as it should be', RECEIPT],
    [
      'with a warning: it was taken all the same',
      RECEIPT.replace('; processed', '; processed/warning: duplicate-document'),
    ],
    ['with the line ends of the network', RECEIPT.replaceAll('\n', '\r\n')],
  ])('%s', (_name, text) => {
    expect(readMdn(text)).toMatchObject({
      evidence: expect.stringContaining('<2@AMAZON_NORTHGATEKW> on <1@NORTHGATEKW_AMAZON>'),
    });
  });

  test.each([
    ['an error', RECEIPT.replace('; processed', '; processed/error: decryption-failed'), 'decryption-failed'],
    ['a failure', RECEIPT.replace('; processed', '; failed/failure: unsupported format'), 'unsupported format'],
    ['no signature', RECEIPT.replace('multipart/signed', 'multipart/report'), 'not signed'],
    ['no digest of what was received', RECEIPT.replace(/^MIC: Ob.*$/m, 'MIC: '), 'Received-Content-MIC'],
    ['no disposition at all', RECEIPT.replace(/^DISPOSITION.*$/m, ''), "'nothing'"],
    ['nothing', '', "'nothing'"],
  ])('but not with %s', (_name, text, says) => {
    expect(readMdn(text).problem).toContain(says);
  });
});

describe('the folders of OpenAS2', () => {
  let root: string;
  const at = (...names: string[]) => join(root, ...names);
  const mailbox = () =>
    as2Mailbox({
      kind: 'as2',
      inbox: at('in'),
      outbox: at('out'),
      receipts: at('receipts'),
      as2Id: 'NORTHGATEKW',
      failed: at('failed'),
    });
  const keepReceipt = (sender: string, text: string) => {
    mkdirSync(at('receipts', sender, 'a.edi'), { recursive: true });
    writeFileSync(at('receipts', sender, 'a.edi', `${text.length}@AMAZON`), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'as2-folders-'));
    for (const name of ['in', 'out', 'receipts', 'failed']) mkdirSync(at(name));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('neither receipt nor failure: it is awaited', async () => {
    expect(await mailbox().receipt?.('a.edi')).toEqual({ state: 'awaited' });
  });

  test('given up: it failed, unless a receipt came all the same', async () => {
    writeFileSync(at('failed', 'a.edi'), 'ISA');
    expect(await mailbox().receipt?.('a.edi')).toMatchObject({ state: 'failed' });
    keepReceipt('NORTHGATEKW', RECEIPT);
    expect(await mailbox().receipt?.('a.edi')).toMatchObject({ state: 'received' });
  });

  test('of two receipts the one that proves something counts', async () => {
    keepReceipt('NORTHGATEKW', RECEIPT.replace('multipart/signed', 'multipart/report'));
    expect(await mailbox().receipt?.('a.edi')).toMatchObject({ state: 'failed' });
    keepReceipt('NORTHGATEKW', `${RECEIPT} and more`);
    expect(await mailbox().receipt?.('a.edi')).toMatchObject({ state: 'received' });
  });

  test('a receipt of ours, for a file that Amazon gave the name of one of ours, is none', async () => {
    keepReceipt('AMAZON', RECEIPT);
    expect(await mailbox().receipt?.('a.edi')).toEqual({ state: 'awaited' });
  });

  test('without the folder of receipts all would seem to be missing: it is named instead', async () => {
    rmSync(at('receipts'), { recursive: true });
    await expect(mailbox().receipt?.('a.edi')).rejects.toMatchObject({ code: 'mailbox-missing', retriable: false });
  });
});
