import { mkdir, writeFile } from 'node:fs/promises';
import { BadInput } from './failure.ts';

/** Writes a file that a person named. */
export async function writtenFile(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes).catch((cause: Error) => {
    throw notWritten(path, cause);
  });
}

/** Makes the folder for files that we name, where it is not there. */
export async function madeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: Error) => {
    throw notWritten(path, cause);
  });
}

function notWritten(path: string, cause: Error): BadInput {
  const hint = 'Name a place in a folder that is there and that you may write to.';
  return new BadInput('file-not-written', `${path} cannot be written: ${cause.message}`, path, hint, { cause });
}
