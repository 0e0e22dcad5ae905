import { resolve } from 'node:path';
import { type AmazonStandIn, startAmazon } from '../../../test/stand-ins/amazon/amazon.ts';
import { type SftpStandIn, startSftp } from '../../../test/stand-ins/amazon/sftp.ts';
import { BadInput } from '../cli/failure.ts';
import { print, type Terminal } from '../cli/terminal.ts';
import { EDI_ACCOUNT } from './cast.ts';
import { type Door, openDoor, quirkNamed } from './simulator-door.ts';

export interface SimulatorOptions {
  terminal: Terminal;
  /** This machine only where absent. */
  host?: string;
  /** SP-API and login; the control door is the next one. 0 takes any free ones. */
  port?: number;
  /** Holds `download` and `upload`; no EDI without it. */
  mailbox?: string;
  /** Port of an SFTP server in front of that mailbox; 0 takes any free one. */
  sftp?: number;
  vendorCode?: string;
  quirks?: readonly string[];
  stopped(): Promise<void>;
}

const SWEEP_EVERY_MS = 1_000;

/** An Amazon of one's own to try a vendor's software against, with a door to drive it by. */
export async function runSimulator(options: SimulatorOptions): Promise<void> {
  const closing: (() => Promise<void>)[] = [];
  try {
    await open(options, closing);
    await options.stopped();
  } finally {
    // Whatever was opened before something failed would keep the process, and its ports, alive.
    for (const close of closing.reverse()) await close();
  }
}

async function open(options: SimulatorOptions, closing: (() => Promise<void>)[]): Promise<void> {
  const vendorCode = options.vendorCode ?? EDI_ACCOUNT;
  const amazon = await startAmazon({
    clock: () => new Date(),
    vendorCode,
    quirks: (options.quirks ?? []).map(quirkNamed),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.mailbox === undefined ? {} : { mailboxFolder: resolve(options.mailbox) }),
  });
  closing.push(amazon.close);
  const sftp = await openSftp(options);
  if (sftp) closing.push(sftp.close);
  const door = await openDoor(amazon, options);
  closing.push(door.close);
  const { clientId, clientSecret, refreshToken } = amazon.credentials;
  await print(
    options.terminal,
    [
      `Amazon for vendor code ${vendorCode}`,
      `  SP-API         ${amazon.url}`,
      `  login          ${amazon.tokenUrl}`,
      `  client id      ${clientId}`,
      `  client secret  ${clientSecret}`,
      `  refresh token  ${refreshToken}`,
      options.mailbox === undefined
        ? '  EDI mailbox    none; --mailbox FOLDER opens one'
        : `  EDI mailbox    ${resolve(options.mailbox)}/download (from Amazon), …/upload (to Amazon)`,
      ...(sftp ? sftpLines(sftp) : []),
      `  drive it by    ${door.url}`,
      'Ctrl-C ends it.',
    ].join('\n'),
  );
  if (options.mailbox !== undefined) closing.push(sweepFor(amazon, door, options.terminal));
}

async function openSftp({ sftp: port, mailbox, host }: SimulatorOptions): Promise<SftpStandIn | undefined> {
  if (port === undefined) return undefined;
  if (mailbox === undefined) {
    throw new BadInput(
      'usage',
      '--sftp has no mailbox to stand before',
      'command line',
      'Name one with --mailbox FOLDER.',
    );
  }
  return startSftp({ folder: resolve(mailbox), port, ...(host === undefined ? {} : { host }) });
}

function sftpLines({ port, hostKey, accounts: { download, upload } }: SftpStandIn): string[] {
  return [
    `  SFTP port      ${port}`,
    `  SFTP host key  ${hostKey}`,
    `  SFTP download  ${download.username}, key ${download.privateKeyFile}`,
    `  SFTP upload    ${upload.username}, key ${upload.privateKeyFile}`,
  ];
}

/** Reads the mailbox until the answered function is called. */
function sweepFor(amazon: AmazonStandIn, { answering }: Door, terminal: Terminal): () => Promise<void> {
  let current = Promise.resolve();
  const timer = setInterval(() => {
    current = current.then(async () => {
      for (const { set, reference, result, findings } of (await amazon.sweepMailbox(answering)).transactions) {
        await print(terminal, `read ${set} ${reference}: ${result}`);
        for (const { code, message } of findings) await print(terminal, `  ${code} ${message}`);
      }
    });
  }, SWEEP_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await current;
  };
}
