import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder pair of Amazon's SFTP, plus a place where what was read is put away. */
export interface Mailbox {
  /** Visible only when complete: it is written beside and renamed. */
  deliver(name: string, text: string): Promise<void>;
  /** `arrivedAt` as the file system says, to a few milliseconds. A name with a dot in front or `.part`/`.tmp` behind is still being written. */
  uploads(): Promise<Upload[]>;
  putAway(name: string): Promise<void>;
}

export interface Upload {
  name: string;
  text: string;
  arrivedAt: number;
}

export async function openMailbox(folder: string): Promise<Mailbox> {
  const [download, upload, archive] = [join(folder, 'download'), join(folder, 'upload'), join(folder, 'archive')];
  for (const path of [download, upload, archive]) await mkdir(path, { recursive: true });
  let putAway = 0;
  return {
    async deliver(name, text) {
      // Beside the folder, not in it: a poller that lists everything must not see half a file.
      const half = join(folder, `.${name}.part`);
      await writeFile(half, text, 'utf8');
      await rename(half, join(download, name));
    },
    async uploads() {
      const names = (await readdir(upload, { withFileTypes: true }))
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(part|tmp)$/.test(entry.name))
        .map(({ name }) => name);
      return Promise.all(
        names.map(async (name) => {
          const path = join(upload, name);
          return { name, text: await readFile(path, 'utf8'), arrivedAt: (await stat(path)).mtimeMs };
        }),
      );
    },
    async putAway(name) {
      putAway += 1;
      await rename(join(upload, name), join(archive, `${String(putAway).padStart(6, '0')}-${name}`));
    },
  };
}
