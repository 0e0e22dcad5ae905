import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderMailbox } from '../../../sidecar/adapters/amazon/mailbox.ts';
import { Refused } from '../../../sidecar/ports/failures.ts';

let root: string;
let inbox: string;
let outbox: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mailbox-'));
  inbox = join(root, 'download');
  outbox = join(root, 'upload');
  await mkdir(inbox);
  await mkdir(outbox);
});

afterEach(() => rm(root, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the inbox', () => {
  test('shows whole files, oldest first, and nothing that somebody is still writing', async () => {
    await writeFile(join(inbox, 'NGK7U.I7574203'), 'newer');
    await writeFile(join(inbox, 'NGK7U.I7574202'), 'older');
    await utimes(join(inbox, 'NGK7U.I7574202'), new Date('2026-08-03T10:00:00Z'), new Date('2026-08-03T10:00:00Z'));
    for (const name of ['.NGK7U.I1', 'NGK7U.I2.part', 'NGK7U.I3.tmp', 'NGK7U.I4.filepart', '~NGK7U', 'NGK7U.I5~']) {
      await writeFile(join(inbox, name), 'half');
    }
    await mkdir(join(inbox, 'archive'));
    const files = await folderMailbox({ inbox, outbox }).list();
    expect(files.map(({ name }) => name)).toEqual(['NGK7U.I7574202', 'NGK7U.I7574203']);
    expect(files[0]).toEqual({ name: 'NGK7U.I7574202', size: 5, modifiedAt: new Date('2026-08-03T10:00:00Z') });
  });

  test('a file that grows under our eyes shows its new size', async () => {
    const mailbox = folderMailbox({ inbox, outbox });
    await writeFile(join(inbox, 'NGK7U.I1'), 'ISA');
    const [before] = await mailbox.list();
    await appendFile(join(inbox, 'NGK7U.I1'), '*00*');
    const [after] = await mailbox.list();
    expect([before?.size, after?.size]).toEqual([3, 7]);
  });

  test('a file is read to its end, removed once it is kept, and removing it twice is harmless', async () => {
    const mailbox = folderMailbox({ inbox, outbox });
    await writeFile(join(inbox, 'NGK7U.I1'), 'ISA*00*');
    const chunks: Uint8Array[] = [];
    for await (const chunk of mailbox.read('NGK7U.I1')) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('ISA*00*');
    await mailbox.remove('NGK7U.I1');
    await mailbox.remove('NGK7U.I1');
    expect(await mailbox.list()).toEqual([]);
  });

  test('a folder that is not there is refused with what to do', async () => {
    const mailbox = folderMailbox({ inbox: join(root, 'nowhere'), outbox });
    await expect(mailbox.list()).rejects.toMatchObject({ code: 'mailbox-missing', retriable: false });
  });

  test('a name never leads out of the folder', async () => {
    const mailbox = folderMailbox({ inbox, outbox });
    for (const name of ['../upload/x', '..', '', 'a/b']) {
      await expect(mailbox.remove(name)).rejects.toMatchObject({ code: 'file-name-invalid' });
    }
  });
});

describe('the outbox', () => {
  test('a file appears whole under its name, and leaves no other behind', async () => {
    await folderMailbox({ inbox, outbox }).put('NGK7U_855_4KQ7TZ1M_000000055.edi', bytes('ISA*00*'));
    expect(await readdir(outbox)).toEqual(['NGK7U_855_4KQ7TZ1M_000000055.edi']);
    expect(await readFile(join(outbox, 'NGK7U_855_4KQ7TZ1M_000000055.edi'), 'utf8')).toBe('ISA*00*');
  });

  test('the same name again is harmless with the same content and refused with any other', async () => {
    const mailbox = folderMailbox({ inbox, outbox });
    await mailbox.put('a.edi', bytes('one'));
    await mailbox.put('a.edi', bytes('one'));
    const refused = await mailbox.put('a.edi', bytes('two')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ code: 'file-name-taken' });
    expect(await readFile(join(outbox, 'a.edi'), 'utf8')).toBe('one');
  });

  test('a full disk leaves nothing half-written, and may be tried again', async () => {
    // A limit on the size of a file is the full disk that every machine has.
    const script = `
      process.on('SIGXFSZ', () => {});
      const { folderMailbox } = await import(${JSON.stringify(join(import.meta.dirname, '../../../sidecar/adapters/amazon/mailbox.ts'))});
      const mailbox = folderMailbox({ inbox: ${JSON.stringify(inbox)}, outbox: ${JSON.stringify(outbox)} });
      try { await mailbox.put('big.edi', new Uint8Array(1_000_000)); console.log('{}'); }
      catch (error) { console.log(JSON.stringify({ name: error.name, retriable: error.retriable, cause: error.cause.message })); }`;
    const child = spawn(
      'bash',
      ['-c', 'ulimit -f 64 && exec "$0" --import tsx --input-type=module -e "$1"', process.execPath, script],
      { cwd: join(import.meta.dirname, '../../..') },
    );
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    await once(child, 'close');
    expect(JSON.parse(told)).toEqual({
      name: 'Unreachable',
      retriable: true,
      cause: 'the disk is full (EFBIG): make room',
    });
    expect(await readdir(outbox)).toEqual([]);
  });
});
