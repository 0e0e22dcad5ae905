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
  if (path.trim() === '') {
    throw new BadInput('file-not-found', 'the name of the file is empty', '', 'Name a file; - reads what is piped in.');
  }
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') throw unreadable(path, cause);
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
  return { bytes: contentOf(path), size: found.size };
}

/** All of it, for lists and settings; what may be large is read as it comes. */
export async function wholeFile(path: string, terminal: Terminal): Promise<Buffer> {
  const { bytes } = await openFile(path, terminal);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) yield chunk as Uint8Array;
  } catch (cause) {
    // A mistake of whoever reads comes back through here as well, and is not the file's.
    throw cause instanceof Error && 'syscall' in cause ? unreadable(path, cause) : cause;
  }
}

function unreadable(path: string, cause: Error): BadInput {
  return new BadInput(
    'file-unreadable',
    `${path} cannot be read: ${cause.message}`,
    path,
    'Check the name and who may read it.',
    { cause },
  );
}
