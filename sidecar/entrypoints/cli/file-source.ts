import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { BadInput } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** A file named on the command line, or `-` for what is piped in. */
export async function openFile(
  path: string,
  { stdin }: Terminal,
): Promise<{ bytes: AsyncIterable<Uint8Array>; size: number | undefined }> {
  if (path === '-') return { bytes: stdin, size: undefined };
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') throw cause;
    throw new BadInput(
      'file-not-found',
      `there is no file ${path}`,
      path,
      'Check the path; - reads what is piped in.',
      { cause },
    );
  });
  if (found.isDirectory()) {
    throw new BadInput('file-not-found', `${path} is a folder`, path, 'Name a file in it.');
  }
  return { bytes: createReadStream(path, { highWaterMark: 256 * 1024 }), size: found.size };
}
