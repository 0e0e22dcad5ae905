import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused, Unreachable } from '../../../ports/failures.ts';
import type { DeliveryReceipt, Mailbox } from '../../../ports/partner.ts';
import { plainName } from '../file-name.ts';
import { errorCode, folderMailbox, type Outbox } from '../mailbox.ts';
import { readMdn } from './mdn.ts';
import type { As2Mailbox } from './settings.ts';

/**
 * AS2 through an OpenAS2 beside us, which signs, encrypts, sends, repeats and verifies. What became of a file:
 *
 *   outbox/NAME                    waits for OpenAS2
 *   (nowhere)                      under way, or to be tried again
 *   receipts/ID/NAME/<message id>  Amazon's receipt; OpenAS2 keeps one only when signature and digest are right
 *   failed/NAME                    given up
 *
 * A receipt counts above all else: somebody may have had OpenAS2 send a failed file after all.
 */
export function as2Mailbox(settings: As2Mailbox): Mailbox & Outbox {
  const { receipts, as2Id, failed } = settings;
  return {
    ...folderMailbox(settings),
    async receipt(name) {
      const doing = `look for Amazon's receipt of ${name}`;
      // Looked for first: without the folder every receipt would seem to be missing.
      await mustBeThere(receipts, doing);
      const found = await receiptIn(join(receipts, as2Id, plainName(name, receipts)), doing);
      if (found) return found;
      if (await isThere(join(failed, plainName(name, failed)), doing)) {
        return {
          state: 'failed',
          problem: `OpenAS2 has given up sending ${name}: nobody answered, or Amazon's receipt said no. Its log says which, beside that name`,
        };
      }
      return { state: 'awaited' };
    },
  };
}

/** The best of what came: one message may have been receipted twice. */
async function receiptIn(folder: string, doing: string): Promise<DeliveryReceipt | undefined> {
  let unfit: DeliveryReceipt | undefined;
  for (const name of await namesIn(folder, doing)) {
    const text = await readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
      throw failure(doing, cause);
    });
    const mdn = readMdn(text);
    if (mdn.problem === undefined) return { state: 'received', evidence: mdn.evidence };
    unfit = { state: 'failed', problem: mdn.problem };
  }
  return unfit;
}

async function namesIn(folder: string, doing: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return [];
    throw failure(doing, cause);
  }
}

async function isThere(path: string, doing: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return false;
    throw failure(doing, cause);
  }
}

async function mustBeThere(folder: string, doing: string): Promise<void> {
  if (await isThere(folder, doing)) return;
  throw new Refused('mailbox-missing', doing, {
    hint: `Create ${folder}, or correct receipts of the mailbox: it must be where OpenAS2 puts the receipts of what we send.`,
  });
}

function failure(doing: string, cause: unknown): Error {
  const code = errorCode(cause);
  if (code !== 'EACCES' && code !== 'EPERM') return new Unreachable(doing, { cause });
  return new Refused('mailbox-forbidden', doing, {
    cause,
    hint: 'Let OpenAS2 and this program run as the same user, or in one group: each reads what the other writes.',
  });
}
