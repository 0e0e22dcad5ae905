import { instant } from '../../domain/calendar.ts';
import type { Mailbox } from '../../ports/partner.ts';
import type { World } from '../../workflow/world.ts';
import { processInbound } from './inbound.ts';

export interface MailboxOptions {
  /** A file younger than this may still be growing; 0 where the other side renames into place. */
  settleAfterMs: number;
  /** Told to stop: the file under way is finished, the others are left to whoever comes next. */
  stopping?: AbortSignal;
}

/**
 * Empties the mailbox once: keep the bytes, understand them, and only then remove the file. Amazon
 * keeps no second copy, so a file is in the mailbox or in the store at every moment, or in both. One that
 * cannot be finished, as where there is no room for its 997, stays for the next sweep and stops no other: the
 * limits of the orders behind it run too.
 */
export async function sweepMailbox(mailbox: Mailbox, options: MailboxOptions, world: World): Promise<number> {
  let swept = 0;
  const failures: unknown[] = [];
  for (const file of await mailbox.list()) {
    if (options.stopping?.aborted) break;
    if (options.settleAfterMs > 0 && world.now().getTime() - file.modifiedAt.getTime() < options.settleAfterMs)
      continue;
    const kept = await keep(mailbox, file.name, world);
    if (kept === 'gone') continue;
    const { document, outcome } = kept;
    world.events.inboundKept({ inboundId: document.id, channel: 'edi', name: file.name, size: document.size, outcome });
    // Known but never finished: the process died after keeping it.
    try {
      if (document.state === 'received') await processInbound(document.id, world);
      await mailbox.remove(file.name);
      swept++;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return swept;
}

/** A file that is gone since it was listed was taken by another sidecar that shares the inbox, and is in the store. */
async function keep(mailbox: Mailbox, name: string, { stores, now }: World) {
  try {
    return await stores.inbound.keep({ channel: 'edi', name, bytes: mailbox.read(name) }, instant(now()));
  } catch (error) {
    if ((await mailbox.list()).some((file) => file.name === name)) throw error;
    return 'gone';
  }
}
