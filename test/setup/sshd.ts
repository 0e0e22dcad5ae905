import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, keepServer, listens } from './kept-server.ts';

const SSHD = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path));

/** Why no server can be started here; undefined where one can. */
export function withoutSshd(): string | undefined {
  if (SSHD === undefined) return 'there is no sshd here: sudo apt-get install openssh-server';
  if (process.getuid?.() !== 0) return 'only root may let several users in';
  return undefined;
}

/** As Amazon's: one account fetches, the other brings. Both exist on every Debian, and nobody logs in as them. */
export const ACCOUNTS = { download: 'daemon', upload: 'nobody' } as const;

export interface SftpServer {
  port: number;
  /** Holds `download` and `upload`, each its account's own. */
  folder: string;
  /** `SHA256:…` */
  hostKey: string;
  /** Private key texts. That of the upload account is locked. */
  keys: { download: string; upload: string };
  passphrase: string;
  remove(): Promise<void>;
}

const PASSPHRASE = 'open, for tests';

/** A real OpenSSH server of our own: free port, own host key, keys as the only way in, SFTP as the only thing to do. */
export async function startSftpServer(options: { forbidden?: readonly string[] } = {}): Promise<SftpServer> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-sshd-'));
  chmodSync(folder, 0o755);
  const mailbox = join(folder, 'mailbox');
  for (const [name, account] of Object.entries(ACCOUNTS)) {
    mkdirSync(join(mailbox, name), { recursive: true });
    const id = (flag: string) => Number(execFileSync('id', [flag, account], { encoding: 'utf8' }));
    chownSync(join(mailbox, name), id('-u'), id('-g'));
  }
  mkdirSync(join(folder, 'allowed'));
  // Where sshd locks itself in before it knows who comes; Debian makes it when it starts its own.
  mkdirSync('/run/sshd', { recursive: true });
  const keys = {
    download: newKey(join(folder, 'download-key'), ''),
    upload: newKey(join(folder, 'upload-key'), PASSPHRASE),
  };
  for (const name of ['download', 'upload'] as const) {
    writeFileSync(join(folder, 'allowed', ACCOUNTS[name]), readFileSync(join(folder, `${name}-key.pub`)));
  }
  newKey(join(folder, 'host-key'), '');
  const port = await freePort();
  const { forbidden = [] } = options;
  const settings = {
    Port: port,
    ListenAddress: '127.0.0.1',
    HostKey: join(folder, 'host-key'),
    PidFile: 'none',
    UsePAM: 'no',
    StrictModes: 'no',
    AuthorizedKeysFile: join(folder, 'allowed', '%u'),
    AuthenticationMethods: 'publickey',
    PasswordAuthentication: 'no',
    KbdInteractiveAuthentication: 'no',
    Subsystem: 'sftp internal-sftp',
    ForceCommand: `internal-sftp -d ${mailbox}${forbidden.length > 0 ? ` -P ${forbidden.join(',')}` : ''}`,
  };
  const file = join(folder, 'sshd_config');
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  const server = await keepServer({
    command: [SSHD ?? 'sshd', '-D', '-e', '-f', file],
    folder,
    ready: () => listens(port),
  });
  return {
    port,
    folder: mailbox,
    hostKey: fingerprint(join(folder, 'host-key.pub')),
    keys,
    passphrase: PASSPHRASE,
    remove: () => server.remove(),
  };
}

/** A new key pair; the private half as text. */
function newKey(file: string, passphrase: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'for tests', '-f', file]);
  return readFileSync(file, 'utf8');
}

function fingerprint(file: string): string {
  const said = execFileSync('ssh-keygen', ['-l', '-E', 'sha256', '-f', file], { encoding: 'utf8' });
  return said.split(' ')[1] ?? '';
}
