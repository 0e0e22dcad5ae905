import { z } from 'zod';

/** `SHA256:…`, as `ssh-keygen -l` prints it; one text with commas between several is understood too. */
const HostKeys = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
  z.array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, { message: 'is not SHA256: and 43 letters and digits' })),
);

const Port = z.coerce.number().int().min(1).max(65535);

/** Amazon gives two accounts, one to fetch from and one to bring to. Each may have a host of its own. */
const account = (folder: string) =>
  z
    .object({
      username: z.string().min(1),
      /** OpenSSH or PEM text. */
      privateKey: z.string().includes('-----BEGIN ', { message: 'is not a private key' }).optional(),
      /** Read at each login, so that a new key needs no restart. */
      privateKeyFile: z.string().min(1).optional(),
      passphrase: z.string().min(1).optional(),
      /** Of the file above; read with it. */
      passphraseFile: z.string().min(1).optional(),
      /** On the server; relative to where the login lands. */
      folder: z.string().min(1).default(folder),
      host: z.string().min(1).optional(),
      port: Port.optional(),
      hostKeys: HostKeys.optional(),
    })
    .refine(({ privateKey, privateKeyFile }) => (privateKey === undefined) !== (privateKeyFile === undefined), {
      message: 'needs privateKey or privateKeyFile, one of the two',
    });

/** Amazon's own SFTP servers, or whoever stands between. */
export const SftpMailbox = z.object({
  kind: z.literal('sftp'),
  /** `sftp.amazonsedi.com` in North America, `sftp-eu.amazonsedi.com` in Europe. */
  host: z.string().min(1),
  port: Port.default(2222),
  /** Which host keys are the server's; any of them will do, so that old and new overlap while it changes its own. */
  hostKeys: HostKeys.default([]),
  download: account('download'),
  upload: account('upload'),
  /** A server that lets nobody rename wants the final name at once; it must then not pick up half a file. */
  uploadUnder: z.enum(['temporary-name', 'final-name']).default('temporary-name'),
  /** For the login, and for each single answer after it. */
  timeoutSeconds: z.coerce.number().positive().default(30),
});
export type SftpMailbox = z.infer<typeof SftpMailbox>;
export type SftpAccount = SftpMailbox['download'];
