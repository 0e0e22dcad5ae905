import { Refused, Unreachable, WorldFailure } from '../../../ports/failures.ts';

/** What an SFTP server answers instead of doing it (draft-ietf-secsh-filexfer-02, section 7). */
export const STATUS = { endOfFile: 1, noSuchFile: 2, permissionDenied: 3, failure: 4 } as const;

/** The status of the server's answer; undefined where it is no such answer, as after a lost connection. */
export function statusOf(cause: unknown): number | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'number' ? cause.code : undefined;
}

/** What somebody has to put right, or what passes by itself. A bare "failure" is a full disk as often as not. */
export function sftpFailure(doing: string, cause: unknown): WorldFailure {
  if (cause instanceof WorldFailure) return cause;
  const status = statusOf(cause);
  if (status === STATUS.noSuchFile) {
    return new Refused('mailbox-missing', doing, {
      cause,
      hint: 'Correct the folder in the settings: it is looked for from where the login lands.',
    });
  }
  if (status === STATUS.permissionDenied) {
    return new Refused('mailbox-forbidden', doing, {
      cause,
      hint: 'Check that the two accounts are not exchanged: one may only fetch, the other only bring.',
    });
  }
  return new Unreachable(doing, { cause });
}

/** Why a login did not come about. ssh2 says in `level` how far it came. */
export function loginFailure(doing: string, username: string, cause: unknown): WorldFailure {
  if (cause instanceof WorldFailure) return cause;
  const level = cause instanceof Error && 'level' in cause ? cause.level : undefined;
  if (level !== 'client-authentication') return new Unreachable(doing, { cause });
  return new Refused('sftp-login-refused', doing, {
    cause,
    hint: `The server does not take this key for ${username}. Upload its public half for exactly this account, or point the settings at the private key that belongs to it.`,
  });
}
