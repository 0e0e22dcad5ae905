import type { FileEntryWithStats, Stats } from 'ssh2';
import { Refused } from '../../../ports/failures.ts';
import type { Mailbox } from '../../../ports/partner.ts';
import { isUnfinished, nameTaken, plainName } from '../file-name.ts';
import type { Outbox } from '../mailbox.ts';
import { STATUS, sftpFailure, statusOf } from './failures.ts';
import { type SftpSession, sftpLogin } from './session.ts';
import type { SftpMailbox } from './settings.ts';

/** What every SFTP server takes in one request. */
const CHUNK_BYTES = 32_768;

/**
 * Amazon's mailbox over SFTP: one account to fetch from, one to bring to. A file that comes in is visible when
 * complete; one that goes out is written aside, under a name made from its own, and renamed:
 *
 *   lies there already? same bytes: done; others: refused
 *   -> .NAME.part, from its first byte -> flushed -> NAME
 *
 * Broken off anywhere, the next attempt goes through the same again: what is left of the last one is written over.
 */
export function sftpMailbox(settings: SftpMailbox): Mailbox & Outbox & { close(): void } {
  const download = sftpLogin(settings, settings.download);
  const upload = sftpLogin(settings, settings.upload);
  const inbox = settings.download.folder;
  const outbox = settings.upload.folder;
  const at = (folder: string, name: string) => `${folder.replace(/\/+$/, '')}/${plainName(name, folder)}`;

  return {
    async list() {
      const doing = `list the files in ${inbox} of ${settings.host}`;
      const session = await download.session(doing);
      const entries = await session
        .call<FileEntryWithStats[]>(doing, (sftp, done) => sftp.readdir(inbox, done))
        .catch(rethrow(doing));
      return entries
        .filter(({ filename, attrs }) => attrs.isFile() && !isUnfinished(filename))
        .map(({ filename, attrs }) => ({
          name: filename,
          size: attrs.size,
          modifiedAt: new Date(attrs.mtime * 1000),
        }))
        .sort((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.name < b.name ? -1 : 1));
    },

    async *read(name) {
      const doing = `read ${name} in ${inbox} of ${settings.host}`;
      const session = await download.session(doing);
      try {
        yield* contentOf(session, at(inbox, name), doing);
      } catch (cause) {
        throw sftpFailure(doing, cause);
      }
    },

    async remove(name) {
      const doing = `remove ${name} from ${inbox} of ${settings.host}`;
      const session = await download.session(doing);
      await removeFile(session, at(inbox, name), doing).catch(rethrow(doing));
    },

    async put(name, bytes) {
      const doing = `put ${name} into ${outbox} of ${settings.host}`;
      const path = at(outbox, name);
      const session = await upload.session(doing);
      try {
        const there = await sizeOf(session, path, doing);
        if (there !== undefined) {
          if (await holds(session, path, there, bytes, doing)) return;
          // Under its final name a half one of ours is a beginning of it, and nothing else is.
          const ours =
            settings.uploadUnder === 'final-name' &&
            there < bytes.length &&
            (await holds(session, path, there, bytes.subarray(0, there), doing));
          if (!ours) throw nameTaken(name, doing);
        }
        if (settings.uploadUnder === 'final-name') return await write(session, path, bytes, doing);
        const aside = at(outbox, `.${name}.part`);
        await write(session, aside, bytes, doing);
        await rename(session, aside, path, bytes, doing);
      } catch (cause) {
        throw sftpFailure(doing, cause);
      }
    },

    close() {
      download.close();
      upload.close();
    },
  };
}

async function* contentOf(session: SftpSession, path: string, doing: string): AsyncGenerator<Uint8Array> {
  const handle = await session.call<Buffer>(doing, (sftp, done) => sftp.open(path, 'r', done));
  try {
    for (let position = 0; ; ) {
      const buffer = Buffer.alloc(CHUNK_BYTES);
      const count = await session
        .call<number>(doing, (sftp, done) => sftp.read(handle, buffer, 0, CHUNK_BYTES, position, done))
        .catch((cause: unknown) => {
          if (statusOf(cause) === STATUS.endOfFile) return 0;
          throw cause;
        });
      if (count === 0) return;
      position += count;
      yield buffer.subarray(0, count);
    }
  } finally {
    await closeHandle(session, handle, doing).catch(() => {});
  }
}

/** Undefined where there is none. */
async function sizeOf(session: SftpSession, path: string, doing: string): Promise<number | undefined> {
  const stats = await session
    .call<Stats>(doing, (sftp, done) => sftp.stat(path, done))
    .catch((cause: unknown) => {
      if (statusOf(cause) === STATUS.noSuchFile) return undefined;
      throw cause;
    });
  return stats?.size;
}

/** An account that may only bring cannot look into what lies there: then its size has to do. */
async function holds(
  session: SftpSession,
  path: string,
  size: number,
  bytes: Uint8Array,
  doing: string,
): Promise<boolean> {
  if (size !== bytes.length) return false;
  let position = 0;
  try {
    for await (const chunk of contentOf(session, path, doing)) {
      if (!Buffer.from(chunk).equals(bytes.subarray(position, position + chunk.length))) return false;
      position += chunk.length;
    }
  } catch (cause) {
    if (statusOf(cause) === STATUS.permissionDenied) return true;
    // Amazon has fetched it between two looks: it was ours by its size.
    if (statusOf(cause) === STATUS.noSuchFile) return true;
    throw cause;
  }
  return position === bytes.length;
}

/** The whole file, from its first byte, over whatever an attempt before has left. */
async function write(session: SftpSession, path: string, bytes: Uint8Array, doing: string): Promise<void> {
  const content = Buffer.from(bytes);
  const handle = await session.call<Buffer>(doing, (sftp, done) => sftp.open(path, 'w', done));
  for (let position = 0; position < content.length; position += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, content.length - position);
    await session.call<void>(doing, (sftp, done) =>
      sftp.write(handle, content, position, length, position, (error) => done(error, undefined)),
    );
  }
  await flush(session, handle, doing);
  await closeHandle(session, handle, doing);
}

/** An extension of OpenSSH; a server that does not know it has to be believed. */
async function flush(session: SftpSession, handle: Buffer, doing: string): Promise<void> {
  await session
    .call<unknown>(doing, (sftp, done) => sftp.ext_openssh_fsync(handle, done))
    .catch((cause: unknown) => {
      if (statusOf(cause) === STATUS.failure) throw cause;
    });
}

/** Never over a file that lies there: the plain rename of SFTP fails on it, and does not say why. */
async function rename(session: SftpSession, from: string, to: string, bytes: Uint8Array, doing: string): Promise<void> {
  try {
    await session.call<void>(doing, (sftp, done) => sftp.rename(from, to, (error) => done(error, undefined)));
  } catch (cause) {
    if (statusOf(cause) === undefined) throw cause;
    const there = await sizeOf(session, to, doing);
    await removeFile(session, from, doing).catch(() => {});
    if (there !== undefined) {
      if (await holds(session, to, there, bytes, doing)) return;
      throw nameTaken(to.slice(to.lastIndexOf('/') + 1), doing);
    }
    throw new Refused('sftp-rename-refused', doing, {
      cause,
      hint: "The server lets files be brought and not renamed. Set uploadUnder of the mailbox to 'final-name'.",
    });
  }
}

async function removeFile(session: SftpSession, path: string, doing: string): Promise<void> {
  await session
    .call<void>(doing, (sftp, done) => sftp.unlink(path, (error) => done(error, undefined)))
    .catch((cause: unknown) => {
      // Gone already is what was wanted: another process may share this mailbox.
      if (statusOf(cause) !== STATUS.noSuchFile) throw cause;
    });
}

function closeHandle(session: SftpSession, handle: Buffer, doing: string): Promise<void> {
  return session.call<void>(doing, (sftp, done) => sftp.close(handle, (error) => done(error, undefined)));
}

function rethrow(doing: string): (cause: unknown) => never {
  return (cause) => {
    throw sftpFailure(doing, cause);
  };
}
