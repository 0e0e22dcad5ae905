import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sftpMailbox } from '../../../sidecar/adapters/amazon/sftp/mailbox.ts';
import { SftpMailbox } from '../../../sidecar/adapters/amazon/sftp/settings.ts';
import { order } from '../../adapters/amazon/samples.ts';
import { movableClock } from '../../fakes/clock.ts';
import { type AmazonStandIn, startAmazon } from './amazon.ts';
import { type SftpStandIn, startSftp } from './sftp.ts';

let folder: string;
let amazon: AmazonStandIn;
let sftp: SftpStandIn;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amazon-sftp-'));
  amazon = await startAmazon({ clock: movableClock().now, mailboxFolder: folder });
  sftp = await startSftp({ folder });
});

afterEach(async () => {
  await sftp.close();
  await amazon.close();
  await rm(folder, { recursive: true, force: true });
});

function mailbox(changes: object = {}) {
  const { port, hostKey, accounts } = sftp;
  return sftpMailbox(
    SftpMailbox.parse({ kind: 'sftp', host: '127.0.0.1', port, hostKeys: [hostKey], ...accounts, ...changes }),
  );
}

test('the simulator gives its orders and takes our files over SFTP', async () => {
  await amazon.sendPurchaseOrder(order(), { via: 'edi' });
  const ours = mailbox();
  const [file] = await ours.list();
  let text = '';
  for await (const chunk of ours.read(file?.name ?? '')) text += Buffer.from(chunk).toString();
  expect(text).toContain('BEG*');
  await ours.remove(file?.name ?? '');
  expect(await ours.list()).toEqual([]);
  const content = Buffer.alloc(100_000, 'ISA');
  await ours.put('a.edi', content);
  await ours.put('a.edi', content);
  expect(await readdir(join(folder, 'upload'))).toEqual(['a.edi']);
  await expect(ours.put('a.edi', Buffer.from('other'))).rejects.toMatchObject({ code: 'file-name-taken' });
  ours.close();
});

test('its two accounts are two, and its keys stay the same when it starts again', async () => {
  const { download } = sftp.accounts;
  const wrong = mailbox({ upload: download });
  await expect(wrong.put('a.edi', Buffer.from('ISA'))).rejects.toMatchObject({ retriable: false });
  wrong.close();
  const before = sftp.hostKey;
  await sftp.close();
  sftp = await startSftp({ folder });
  expect(sftp.hostKey).toBe(before);
});
