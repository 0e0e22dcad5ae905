import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { sftpMailbox } from '../../../sidecar/adapters/amazon/sftp/mailbox.ts';
import { SftpMailbox } from '../../../sidecar/adapters/amazon/sftp/settings.ts';
import { sweepMailbox } from '../../../sidecar/entrypoints/pollers/mailbox.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { type Line, lineTo } from '../../setup/line.ts';
import { ACCOUNTS, type SftpServer, startSftpServer, withoutSshd } from '../../setup/sshd.ts';
import { startAmazon } from '../../stand-ins/amazon/amazon.ts';
import { northgate, order, withIdsOf850 } from './samples.ts';

const missing = withoutSshd();
if (missing) console.warn(`SFTP is not tried against OpenSSH: ${missing}`);

let server: SftpServer;
let strict: SftpServer;
const open: { close(): void }[] = [];
const lines: Line[] = [];

beforeAll(async () => {
  if (missing) return;
  [server, strict] = await Promise.all([startSftpServer(), startSftpServer({ forbidden: ['rename', 'posix-rename'] })]);
});

afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  for (const line of lines.splice(0)) await line.close();
});

afterAll(() => Promise.all([server?.remove(), strict?.remove()]));

const bytes = (text: string) => new TextEncoder().encode(text);
const inbox = (at = server) => join(at.folder, 'download');
const outbox = (at = server) => join(at.folder, 'upload');

function settings(changes: object = {}, at = server) {
  return {
    kind: 'sftp',
    host: '127.0.0.1',
    port: at.port,
    hostKeys: [at.hostKey],
    download: { username: ACCOUNTS.download, privateKey: at.keys.download },
    upload: { username: ACCOUNTS.upload, privateKey: at.keys.upload, passphrase: at.passphrase },
    timeoutSeconds: 5,
    ...changes,
  };
}

function mailboxOf(changes: object = {}, at = server) {
  const mailbox = sftpMailbox(SftpMailbox.parse(settings(changes, at)));
  open.push(mailbox);
  return mailbox;
}

async function line(): Promise<Line> {
  const made = await lineTo(server.port);
  lines.push(made);
  return made;
}

const refusal = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);

describe.skipIf(missing !== undefined)('a mailbox at a real OpenSSH server', () => {
  test('an order comes in and is stored, then deleted there; our answer goes out and is read', async () => {
    const world = fakeWorld();
    const amazon = await startAmazon({ clock: world.now, mailboxFolder: server.folder });
    const connected = connectAmazon(AmazonConnections.parse({ mailbox: settings() }), {
      sequences: world.stores.sequences,
      clock: world.now,
      warn: () => {},
    });
    open.push(connected);
    const partner = amazonPartner({
      stores: world.stores,
      partners: { find: () => northgate('edi'), findByInterchange: () => northgate('edi'), all: () => [] },
      channels: connected.channels,
      clock: world.now,
      events: world.events,
    });
    const [road] = connected.mailboxes;
    if (!road) throw new Error('there is a mailbox');
    await amazon.sendPurchaseOrder(order(), { via: 'edi' });
    expect(readdirSync(inbox())).toHaveLength(1);

    expect(await sweepMailbox(road.mailbox, { settleAfterMs: 0 }, { ...world, partner })).toBe(1);
    expect(readdirSync(inbox())).toEqual([]);
    expect(await world.stores.inbound.list({})).toMatchObject([{ channel: 'edi', state: 'processed' }]);
    expect(await world.stores.purchaseOrders.find('4KQ7TZ1M')).toMatchObject({ vendorCode: 'NGK7U' });

    await partner.send(withIdsOf850());
    await amazon.sweepMailbox();
    await amazon.close();
    // Its 997 on what we sent.
    for (const { name } of await road.mailbox.list()) await road.mailbox.remove(name);
    expect(amazon.books.orders['4KQ7TZ1M']?.lines[0]?.effective).toMatchObject({ accepted: 18 });
  });

  test('the two accounts are two: who fetches cannot bring', async () => {
    const exchanged = mailboxOf({
      upload: { username: ACCOUNTS.download, privateKey: server.keys.download },
    });
    await expect(exchanged.put('a.edi', bytes('ISA'))).rejects.toMatchObject({
      code: 'mailbox-forbidden',
      retriable: false,
    });
  });

  test('a file of many packets comes in whole, and half ones are not shown', async () => {
    const content = Buffer.alloc(100_001, 'ISA*00*~\n');
    writeFileSync(join(inbox(), 'VEND850.I7574203'), content);
    writeFileSync(join(inbox(), 'VEND850.I7574204.part'), 'half');
    const mailbox = mailboxOf();
    expect(await mailbox.list()).toMatchObject([{ name: 'VEND850.I7574203', size: 100_001 }]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of mailbox.read('VEND850.I7574203')) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
    await mailbox.remove('VEND850.I7574203');
    await mailbox.remove('VEND850.I7574203');
    expect(await mailbox.list()).toEqual([]);
  });

  test('a name that lies there: the same content is harmless, any other is refused', async () => {
    const mailbox = mailboxOf();
    await mailbox.put('taken.edi', bytes('one'));
    await mailbox.put('taken.edi', bytes('one'));
    await expect(mailbox.put('taken.edi', bytes('two'))).rejects.toMatchObject({ code: 'file-name-taken' });
    expect(readFileSync(join(outbox(), 'taken.edi'), 'utf8')).toBe('one');
    expect(readdirSync(outbox()).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('one connection serves many looks, and is made anew when the server has ended it', async () => {
    const between = await line();
    const mailbox = mailboxOf({ port: between.port });
    await mailbox.list();
    await mailbox.list();
    expect(between.connections()).toBe(1);
    between.cutAfter(0);
    await expect(mailbox.list()).rejects.toMatchObject({ code: 'unreachable', retriable: true });
    between.mend();
    await mailbox.list();
    expect(between.connections()).toBe(2);
  });
});

describe.skipIf(missing !== undefined)('an upload that breaks off', () => {
  test('leaves nothing under its name, and goes out whole under it the next time', async () => {
    const between = await line();
    const mailbox = mailboxOf({ port: between.port });
    const content = Buffer.alloc(600_000, 'ISA*00*~\n');
    between.cutAfter(200_000);
    await expect(mailbox.put('broken.edi', content)).rejects.toMatchObject({ code: 'unreachable', retriable: true });
    expect(readdirSync(outbox())).not.toContain('broken.edi');
    between.mend();
    await mailbox.put('broken.edi', content);
    expect(readFileSync(join(outbox(), 'broken.edi')).equals(content)).toBe(true);
    expect(readdirSync(outbox()).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('a server that has gone silent is given up after the time set for an answer', async () => {
    const between = await line();
    const mailbox = mailboxOf({ port: between.port, timeoutSeconds: 0.5 });
    await mailbox.list();
    between.goSilent();
    const before = Date.now();
    await expect(mailbox.list()).rejects.toMatchObject({ code: 'unreachable' });
    expect(Date.now() - before).toBeLessThan(4_000);
    between.mend();
    await mailboxOf().list();
  });

  test('a server that answers no login is given up as well, and so is one that is not there', async () => {
    const between = await line();
    between.goSilent();
    const mailbox = mailboxOf({ port: between.port, timeoutSeconds: 0.5 });
    await expect(mailbox.list()).rejects.toMatchObject({ code: 'unreachable', retriable: true });
    const { port } = between;
    await lines.pop()?.close();
    await expect(mailboxOf({ port }).list()).rejects.toMatchObject({ code: 'unreachable', retriable: true });
  });
});

describe.skipIf(missing !== undefined)('a server that lets nobody rename', () => {
  test('says what to set, and leaves nothing behind', async () => {
    const refused = await refusal(mailboxOf({}, strict).put('a.edi', bytes('ISA')));
    expect(refused).toMatchObject({ code: 'sftp-rename-refused', hint: expect.stringContaining('uploadUnder') });
    expect(readdirSync(outbox(strict))).toEqual([]);
  });

  test('takes the file under its final name, and a half one of ours is written over', async () => {
    const mailbox = mailboxOf({ uploadUnder: 'final-name' }, strict);
    await mailbox.put('a.edi', bytes('ISA*00'));
    await mailbox.put('a.edi', bytes('ISA*00'));
    await mailbox.put('a.edi', bytes('ISA*00*~'));
    expect(readFileSync(join(outbox(strict), 'a.edi'), 'utf8')).toBe('ISA*00*~');
    await expect(mailbox.put('a.edi', bytes('GS*PR'))).rejects.toMatchObject({ code: 'file-name-taken' });
    expect(statSync(join(outbox(strict), 'a.edi')).size).toBe(8);
  });
});

describe.skipIf(missing !== undefined)('who is who', () => {
  const another = 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU';

  test('a host key that changed is refused before anything of ours is sent, with the key that was shown', async () => {
    const refused = await refusal(mailboxOf({ hostKeys: [another] }).list());
    expect(refused).toMatchObject({ code: 'sftp-host-key-unknown', retriable: false });
    expect(refused).toMatchObject({ hint: expect.stringContaining(server.hostKey) });
  });

  test('while the server changes its key, the old and the new one are both good', async () => {
    await expect(mailboxOf({ hostKeys: `${another}, ${server.hostKey}` }).list()).resolves.toBeDefined();
  });

  test('without a host key in the settings nobody is trusted', async () => {
    const refused = await refusal(mailboxOf({ hostKeys: [] }).list());
    expect(refused).toMatchObject({
      code: 'sftp-host-key-unknown',
      hint: expect.stringContaining('name no host key'),
    });
  });

  test('a key of somebody else is refused, and the account is named', async () => {
    const download = { username: ACCOUNTS.download, privateKey: strict.keys.download };
    const refused = await refusal(mailboxOf({ download }).list());
    expect(refused).toMatchObject({ code: 'sftp-login-refused', retriable: false });
    expect(refused).toMatchObject({ hint: expect.stringContaining(ACCOUNTS.download) });
  });

  test('a locked key without its passphrase, a text that is no key, a file that is not there', async () => {
    const username = ACCOUNTS.upload;
    for (const upload of [
      { username, privateKey: server.keys.upload },
      { username, privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----\nnonsense' },
      { username, privateKeyFile: join(server.folder, 'nowhere') },
    ]) {
      await expect(mailboxOf({ upload }).put('a.edi', bytes('x'))).rejects.toMatchObject({
        code: 'sftp-key-unreadable',
        retriable: false,
      });
    }
  });

  test('a key in a file is read at each login: a new one needs no restart', async () => {
    const privateKeyFile = join(server.folder, 'current-key');
    writeFileSync(privateKeyFile, strict.keys.download);
    const mailbox = mailboxOf({ download: { username: ACCOUNTS.download, privateKeyFile } });
    await expect(mailbox.list()).rejects.toMatchObject({ code: 'sftp-login-refused' });
    writeFileSync(privateKeyFile, server.keys.download);
    await expect(mailbox.list()).resolves.toBeDefined();
  });

  test('a folder that is not there is named', async () => {
    const download = { username: ACCOUNTS.download, privateKey: server.keys.download, folder: 'outgoing' };
    await expect(mailboxOf({ download }).list()).rejects.toMatchObject({ code: 'mailbox-missing', retriable: false });
  });
});
