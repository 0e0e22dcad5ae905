import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { Refused, Unreachable } from '../../../ports/failures.ts';
import { loginFailure } from './failures.ts';
import type { SftpAccount, SftpMailbox } from './settings.ts';

export interface SftpSession {
  /** One request and its answer. The server's own errors come out as they are; see STATUS. */
  call<T>(doing: string, ask: (sftp: SFTPWrapper, answered: Answered<T>) => void): Promise<T>;
}

type Answered<T> = (error: Error | undefined | null, value: T) => void;

export interface SftpLogin {
  /** The open session, or a new one where it broke: the server ends idle ones as it likes. */
  session(doing: string): Promise<SftpSession>;
  close(): void;
}

/** A dead peer is noticed after three of these, also where nobody asks anything. */
const KEEP_ALIVE_MS = 10_000;

/** One of the two accounts. Nothing is sent before the server has shown a key that the settings name. */
export function sftpLogin(mailbox: SftpMailbox, account: SftpAccount): SftpLogin {
  const timeoutMs = mailbox.timeoutSeconds * 1000;
  let open: Promise<Session> | undefined;
  return {
    session(doing) {
      if (open) return open;
      const opening = logIn(mailbox, account, timeoutMs, doing);
      open = opening;
      const forget = () => {
        if (open === opening) open = undefined;
      };
      opening.then((session) => session.whenLost(forget), forget);
      return opening;
    },
    close() {
      open?.then(
        (session) => session.end(),
        () => {},
      );
      open = undefined;
    },
  };
}

/** A request that gets no answer in time breaks the session: whatever came later would belong to nothing. */
class Session implements SftpSession {
  private lost: Error | undefined;
  private readonly listeners = new Set<(reason: Error) => void>();

  constructor(
    private readonly client: Client,
    private readonly sftp: SFTPWrapper,
    private readonly timeoutMs: number,
  ) {
    const lose = (reason: Error) => this.lose(reason);
    client.on('error', lose).on('close', () => lose(new Error('the server ended the connection')));
    sftp.on('error', lose).on('close', () => lose(new Error('the server ended the session')));
  }

  whenLost(tell: (reason: Error) => void): void {
    if (this.lost) tell(this.lost);
    else this.listeners.add(tell);
  }

  call<T>(doing: string, ask: (sftp: SFTPWrapper, answered: Answered<T>) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const over = (finish: () => void) => {
        clearTimeout(timer);
        this.listeners.delete(broken);
        finish();
      };
      const broken = (cause: Error) => over(() => reject(new Unreachable(doing, { cause })));
      const timer = setTimeout(
        () => this.lose(new Error(`no answer within ${this.timeoutMs / 1000} seconds`)),
        this.timeoutMs,
      );
      if (this.lost) return broken(this.lost);
      this.listeners.add(broken);
      const answered: Answered<T> = (error, value) =>
        // Requests under way when a connection ends are answered with an error of no status by ssh2 itself.
        over(() =>
          error ? reject('code' in error ? error : new Unreachable(doing, { cause: error })) : resolve(value),
        );
      try {
        ask(this.sftp, answered);
      } catch (cause) {
        over(() => reject(cause));
      }
    });
  }

  end(): void {
    this.client.end();
    this.lose(new Error('closed'));
  }

  private lose(reason: Error): void {
    if (this.lost) return;
    this.lost = reason;
    for (const tell of [...this.listeners]) tell(reason);
    this.listeners.clear();
    // Not end(): a peer that has gone silent would keep us waiting for its goodbye.
    this.client.destroy();
  }
}

async function logIn(mailbox: SftpMailbox, account: SftpAccount, timeoutMs: number, doing: string): Promise<Session> {
  const host = account.host ?? mailbox.host;
  const port = account.port ?? mailbox.port;
  const key = await keyOf(account, doing);
  const client = new Client();
  let strange: Refused | undefined;
  const config: ConnectConfig = {
    ...key,
    host,
    port,
    username: account.username,
    readyTimeout: timeoutMs,
    keepaliveInterval: KEEP_ALIVE_MS,
    keepaliveCountMax: 3,
    hostVerifier: (shown: Buffer) => {
      strange = strangeHost(shown, account.hostKeys ?? mailbox.hostKeys, `${host}:${port}`, doing);
      return strange === undefined;
    },
  };
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve).once('error', reject);
      client.once('close', () => reject(new Error('the server ended the connection during the login')));
      try {
        client.connect(config);
      } catch (cause) {
        reject(unreadableKey(account, doing, cause));
      }
    });
    const sftp = await within(timeoutMs, (done: Answered<SFTPWrapper>) => client.sftp(done));
    return new Session(client, sftp, timeoutMs);
  } catch (cause) {
    // Whatever else it says from here on concerns nobody; without a listener it would end the process.
    client.on('error', () => {});
    client.destroy();
    throw strange ?? loginFailure(doing, account.username, cause);
  }
}

function within<T>(timeoutMs: number, ask: (answered: Answered<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server opens no SFTP session')), timeoutMs);
    ask((error, value) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/** A key that nobody vouches for may be a thief's: what we hold goes to Amazon only. */
function strangeHost(shown: Buffer, known: readonly string[], host: string, doing: string): Refused | undefined {
  const fingerprint = `SHA256:${createHash('sha256').update(shown).digest('base64').replace(/=+$/, '')}`;
  if (known.includes(fingerprint)) return undefined;
  const why =
    known.length === 0 ? 'The settings name no host key for it.' : 'It is none of the host keys in the settings.';
  return new Refused('sftp-host-key-unknown', doing, {
    hint: `${host} shows ${fingerprint}. ${why} Ask Amazon whether it is theirs; only then add it to hostKeys of the mailbox.`,
  });
}

async function keyOf(account: SftpAccount, doing: string): Promise<Pick<ConnectConfig, 'privateKey' | 'passphrase'>> {
  try {
    const { privateKeyFile, passphraseFile } = account;
    const privateKey = privateKeyFile === undefined ? account.privateKey : await readFile(privateKeyFile, 'utf8');
    const passphrase =
      passphraseFile === undefined ? account.passphrase : (await readFile(passphraseFile, 'utf8')).trim();
    // Some secret stores drop the line end behind the last line, which is a part of the format.
    return {
      privateKey: `${privateKey?.trim() ?? ''}\n`,
      ...(passphrase === undefined ? {} : { passphrase }),
    };
  } catch (cause) {
    throw unreadableKey(account, doing, cause);
  }
}

function unreadableKey({ username }: SftpAccount, doing: string, cause: unknown): Refused {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Refused('sftp-key-unreadable', doing, {
    cause,
    hint: `The private key of ${username} cannot be used: ${reason}. Check the key file, its rights and its passphrase.`,
  });
}
