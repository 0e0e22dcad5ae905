import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused, Unreachable } from '../../ports/failures.ts';
import type { DeliveryReceipt, Mailbox } from '../../ports/partner.ts';
import { isUnfinished, nameTaken, plainName } from './file-name.ts';

/** Where messages are put to leave. */
export interface Outbox {
  /** Visible under its name only when whole. The same name and content again is harmless; other content is refused. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Where the other side's receipts come back by this road: what one says of a file that was put. */
  receipt?: ((name: string) => Promise<DeliveryReceipt>) | undefined;
}

/** Out of space in the ways that a file system says it: that is over when somebody has made room. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Amazon's mailbox as two folders. Whatever fills the inbox may still be writing when we look: size and
 * time of change are offered, and the caller takes a file when both have stood still.
 */
export function folderMailbox({ inbox, outbox }: { inbox: string; outbox: string }): Mailbox & Outbox {
  return {
    async list() {
      const doing = `list the files in ${inbox}`;
      const entries = await readdir(inbox, { withFileTypes: true }).catch(asFailure(doing));
      const names = entries.filter((entry) => entry.isFile() && !isUnfinished(entry.name)).map(({ name }) => name);
      const files = await Promise.all(names.map((name) => describe(inbox, name, doing)));
      return files
        .filter((file) => file !== undefined)
        .sort((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.name < b.name ? -1 : 1));
    },
    async *read(name) {
      try {
        for await (const chunk of createReadStream(within(inbox, name))) yield chunk as Uint8Array;
      } catch (cause) {
        throw failure(`read ${name} in ${inbox}`, cause);
      }
    },
    async remove(name) {
      // Gone already is what was wanted: another process may share this inbox.
      await rm(within(inbox, name), { force: true }).catch(asFailure(`remove ${name} from ${inbox}`));
    },
    async put(name, bytes) {
      const doing = `put ${name} into ${outbox}`;
      const path = within(outbox, name);
      const there = await readFile(path).catch((cause: unknown) => {
        if (errorCode(cause) === 'ENOENT') return undefined;
        throw failure(doing, cause);
      });
      if (there !== undefined) {
        if (there.equals(bytes)) return;
        throw nameTaken(name, doing);
      }
      // A leading dot, in the same folder: no transfer program takes it, and the rename cannot cross a file system.
      const unfinished = join(outbox, `.${randomUUID()}.part`);
      try {
        await writeWhole(unfinished, bytes);
        await rename(unfinished, path);
        await flushFolder(outbox);
      } catch (cause) {
        await rm(unfinished, { force: true }).catch(() => {});
        throw failure(doing, cause);
      }
    },
  };
}

/** Undefined where the file went away since it was listed. */
async function describe(folder: string, name: string, doing: string) {
  try {
    const { size, mtime } = await stat(join(folder, name));
    return { name, size, modifiedAt: mtime };
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw failure(doing, cause);
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'wx');
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file?.close();
  }
}

/** Without it a power cut could undo the rename after we said that the file left. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function within(folder: string, name: string): string {
  return join(folder, plainName(name, folder));
}

function asFailure(doing: string): (cause: unknown) => never {
  return (cause) => {
    throw failure(doing, cause);
  };
}

function failure(doing: string, cause: unknown): Error {
  if (cause instanceof Refused || cause instanceof Unreachable) return cause;
  const code = errorCode(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Refused('mailbox-missing', doing, {
      cause,
      hint: 'Create the folder, or correct the mailbox folders in the settings.',
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Refused('mailbox-forbidden', doing, {
      cause,
      hint: 'Give the user that runs this program the right to read and write the mailbox folders.',
    });
  }
  const reason = FULL.has(code ?? '') ? new Error(`the disk is full (${code}): make room`, { cause }) : cause;
  return new Unreachable(doing, { cause: reason });
}

/** What the file system says: `ENOENT`. */
export function errorCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
