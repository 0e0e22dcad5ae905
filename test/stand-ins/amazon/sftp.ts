import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import ssh2, { type Connection, type SFTPWrapper, type Stats } from 'ssh2';

const { Server, utils } = ssh2;
const { STATUS_CODE: STATUS, OPEN_MODE } = utils.sftp;

/** Amazon's SFTP in front of the mailbox folders: one account fetches, the other brings. */
export interface SftpStandIn {
  port: number;
  /** `SHA256:…` */
  hostKey: string;
  accounts: Record<Way, { username: string; privateKeyFile: string }>;
  close(): Promise<void>;
}

type Way = 'download' | 'upload';
const WAYS: readonly Way[] = ['download', 'upload'];

/** Keys are made once and kept beside the mailbox, so that settings stay right when it starts again. */
export async function startSftp(options: { folder: string; port?: number; host?: string }): Promise<SftpStandIn> {
  const { folder, port = 0, host = '127.0.0.1' } = options;
  const keys = join(folder, 'keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const hostKey = keptKey(join(keys, 'host'));
  const users = new Map(WAYS.map((way) => [`amazon-${way}`, { way, ...keptKey(join(keys, way)) }]));

  const open = new Set<Connection>();
  const server = new Server({ hostKeys: [hostKey.privateKey] }, (client) => {
    let way: Way | undefined;
    open.add(client);
    client.on('close', () => open.delete(client)).on('error', () => {});
    client.on('authentication', (context) => {
      const user = users.get(context.username);
      if (context.method !== 'publickey' || !user) return context.reject(['publickey']);
      const known = utils.parseKey(user.publicKey);
      if (known instanceof Error || !known.getPublicSSH().equals(context.key.data))
        return context.reject(['publickey']);
      const { signature, blob } = context;
      if (signature && blob && known.verify(blob, signature, context.hashAlgo) !== true) return context.reject();
      way = user.way;
      context.accept();
    });
    client.on('ready', () =>
      client.on('session', (accept) =>
        accept().on('sftp', (acceptSftp) => way && serve(acceptSftp(), join(folder, way), way)),
      ),
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  const account = (way: Way) => ({ username: `amazon-${way}`, privateKeyFile: join(keys, way) });
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: fingerprint(hostKey.publicKey),
    accounts: { download: account('download'), upload: account('upload') },
    async close() {
      for (const client of open) client.end();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What one account may do in its one folder: fetch and delete, or bring under a name that is new. */
function serve(sftp: SFTPWrapper, folder: string, way: Way): void {
  const handles = new Map<number, { file: FileHandle } | { names: string[] | undefined }>();
  let next = 0;
  const path = (name: string) => join(folder, basename(name));
  const handleOf = (id: Buffer) => handles.get(id.readUInt32BE(0));
  const newHandle = (content: { file: FileHandle } | { names: string[] }) => {
    const id = Buffer.alloc(4);
    id.writeUInt32BE(next);
    handles.set(next++, content);
    return id;
  };
  /** Answers with a status where the work fails; what it asks for is answered by the work itself. */
  const answer = (request: number, work: () => Promise<void>) => {
    work().catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (error instanceof Denied) sftp.status(request, STATUS.PERMISSION_DENIED);
      else sftp.status(request, code === 'ENOENT' ? STATUS.NO_SUCH_FILE : STATUS.FAILURE);
    });
  };
  const only = (wanted: Way) => {
    if (way !== wanted) throw new Denied();
  };
  const attributes = (request: number, name: string) =>
    answer(request, async () =>
      sftp.attrs(request, attributesOf(await stat(isFolder(name, way) ? folder : path(name)))),
    );

  sftp.on('REALPATH', (request, name) => sftp.name(request, [entry(name === '.' ? '/' : name)]));
  sftp.on('STAT', attributes).on('LSTAT', attributes);
  sftp.on('OPENDIR', (request, name) =>
    answer(request, async () => {
      if (!isFolder(name, way)) return void sftp.status(request, STATUS.NO_SUCH_FILE);
      sftp.handle(request, newHandle({ names: await readdir(folder) }));
    }),
  );
  sftp.on('READDIR', (request, id) =>
    answer(request, async () => {
      const handle = handleOf(id);
      if (!handle || !('names' in handle) || !handle.names) return void sftp.status(request, STATUS.EOF);
      const entries = await Promise.all(
        handle.names.map(async (name) => entry(name, attributesOf(await stat(path(name))))),
      );
      handle.names = undefined;
      sftp.name(request, entries);
    }),
  );
  sftp.on('OPEN', (request, name, flags) =>
    answer(request, async () => {
      const writes = (flags & OPEN_MODE.WRITE) !== 0;
      only(writes ? 'upload' : 'download');
      sftp.handle(request, newHandle({ file: await open(path(name), writes ? 'w' : 'r') }));
    }),
  );
  sftp.on('READ', (request, id, offset, length) =>
    answer(request, async () => {
      const handle = handleOf(id);
      if (!handle || !('file' in handle)) return void sftp.status(request, STATUS.FAILURE);
      const { bytesRead, buffer } = await handle.file.read(Buffer.alloc(length), 0, length, offset);
      if (bytesRead === 0) sftp.status(request, STATUS.EOF);
      else sftp.data(request, buffer.subarray(0, bytesRead));
    }),
  );
  sftp.on('WRITE', (request, id, offset, data) =>
    answer(request, async () => {
      const handle = handleOf(id);
      if (!handle || !('file' in handle)) return void sftp.status(request, STATUS.FAILURE);
      await handle.file.write(data, 0, data.length, offset);
      sftp.status(request, STATUS.OK);
    }),
  );
  sftp.on('CLOSE', (request, id) =>
    answer(request, async () => {
      const handle = handleOf(id);
      handles.delete(id.readUInt32BE(0));
      if (handle && 'file' in handle) await handle.file.close();
      sftp.status(request, STATUS.OK);
    }),
  );
  sftp.on('REMOVE', (request, name) =>
    answer(request, async () => {
      if (!basename(name).startsWith('.')) only('download');
      await unlink(path(name));
      sftp.status(request, STATUS.OK);
    }),
  );
  sftp.on('RENAME', (request, from, to) =>
    answer(request, async () => {
      only('upload');
      if (existsSync(path(to))) return void sftp.status(request, STATUS.FAILURE);
      await rename(path(from), path(to));
      sftp.status(request, STATUS.OK);
    }),
  );
}

class Denied extends Error {}

function isFolder(name: string, way: Way): boolean {
  return ['', '.', '/', way, `/${way}`].includes(name.replace(/\/+$/, '') || '/');
}

function attributesOf({ mode, uid, gid, size, atimeMs, mtimeMs }: Awaited<ReturnType<typeof stat>>) {
  const [atime, mtime] = [Math.floor(Number(atimeMs) / 1000), Math.floor(Number(mtimeMs) / 1000)];
  return { mode: Number(mode), uid: Number(uid), gid: Number(gid), size: Number(size), atime, mtime };
}

function entry(filename: string, attrs: Partial<ReturnType<typeof attributesOf>> = {}) {
  return { filename, longname: filename, attrs: attrs as Stats };
}

function keptKey(file: string): { privateKey: string; publicKey: string } {
  if (!existsSync(file)) {
    const made = utils.generateKeyPairSync('ed25519', { comment: 'simulator' });
    writeFileSync(file, made.private, { mode: 0o600 });
    writeFileSync(`${file}.pub`, made.public);
  }
  return { privateKey: readFileSync(file, 'utf8'), publicKey: readFileSync(`${file}.pub`, 'utf8') };
}

function fingerprint(publicKey: string): string {
  const key = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
