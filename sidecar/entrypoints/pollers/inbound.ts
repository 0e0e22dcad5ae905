import type { World } from '../../workflow/world.ts';
import { type FileVerdict, processEdi } from './edi-file.ts';
import { processSpApiOrder } from './sp-api-order.ts';

/**
 * Understands one kept inbound document and hands its contents to the workflow. May run any number
 * of times on the same bytes: after a crash, and when a person replays it.
 */
export async function processInbound(inboundId: string, world: World): Promise<FileVerdict> {
  const document = await world.stores.inbound.find(inboundId);
  if (!document) return { state: 'ignored', detail: `there is no inbound document ${inboundId}` };
  const verdict = await (document.channel === 'sp-api'
    ? processSpApiOrder(document, world)
    : processEdi(document, world));
  await world.stores.inbound.settle(inboundId, verdict.state, verdict.detail);
  return verdict;
}

/** What was kept but not understood before the process died. */
export async function processLeftOvers(world: World): Promise<number> {
  const left = await world.stores.inbound.list({ state: 'received' });
  for (const { id } of left) await processInbound(id, world);
  return left.length;
}
