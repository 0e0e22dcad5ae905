import { instant } from '../../domain/calendar.ts';
import type { Mailbox } from '../../ports/partner.ts';
import type { World } from '../../workflow/world.ts';
import { processInbound } from './inbound.ts';

export interface MailboxOptions {
  /** A file younger than this may still be growing; 0 where the other side renames into place. */
  settleAfterMs: number;
}

/**
 * Empties the mailbox once: keep the bytes, understand them, and only then remove the file. Amazon
 * keeps no second copy, so a file is in the mailbox or in the store at every moment, or in both.
 */
export async function sweepMailbox(mailbox: Mailbox, options: MailboxOptions, world: World): Promise<number> {
  let swept = 0;
  for (const file of await mailbox.list()) {
    if (options.settleAfterMs > 0 && world.now().getTime() - file.modifiedAt.getTime() < options.settleAfterMs)
      continue;
    const source = { channel: 'edi' as const, name: file.name, bytes: mailbox.read(file.name) };
    const { document, outcome } = await world.stores.inbound.keep(source, instant(world.now()));
    world.events.inboundKept({ inboundId: document.id, channel: 'edi', name: file.name, size: document.size, outcome });
    // Known but never finished: the process died after keeping it.
    if (document.state === 'received') await processInbound(document.id, world);
    await mailbox.remove(file.name);
    swept++;
  }
  return swept;
}
