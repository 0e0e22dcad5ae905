import { looksLikeOrderExport, looksLikeUnknownTable } from '../../codec/order-export/looks.ts';
import { looksLikeRemittanceExport } from '../../codec/remittance/looks.ts';
import type { Discrepancy } from '../../domain/discrepancy.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { BY_ITSELF, settleDiscrepancy } from '../../workflow/discrepancies.ts';
import type { World } from '../../workflow/world.ts';
import { processEdi } from './edi-file.ts';
import { type ImportAnswers, namesOfAccounts } from './export-file.ts';
import { processOrderExport } from './order-export.ts';
import type { FileVerdict } from './refusal.ts';
import { processRemittanceExport } from './remittance-export.ts';
import { processSpApiOrder } from './sp-api-order.ts';

/**
 * Understands one kept inbound document and hands its contents to the workflow. May run any number
 * of times on the same bytes: after a crash, and when a person replays it.
 */
export async function processInbound(
  inboundId: string,
  world: World,
  answers: ImportAnswers = {},
): Promise<FileVerdict> {
  const document = await world.stores.inbound.find(inboundId);
  if (!document) return { state: 'ignored', detail: `there is no inbound document ${inboundId}` };
  const asked = await openTroubles(inboundId, world);
  const raised = new Set<string>();
  const verdict = await understand(document, hearing(raised, world), answers);
  // A replay that gets over what stopped the last one has answered it; nobody need do so by hand.
  for (const row of asked.filter(({ key }) => !raised.has(key))) {
    await settleDiscrepancy(row, { action: 'close', note: 'read again, and no longer so' }, BY_ITSELF, world);
  }
  await world.stores.inbound.settle(inboundId, verdict.state, verdict.detail);
  return verdict;
}

/** What was kept but not understood before the process died. One that still cannot be stops no other. */
export async function processLeftOvers(world: World): Promise<number> {
  const left = await world.stores.inbound.list({ state: 'received' });
  const failures: unknown[] = [];
  for (const { id } of left) await processInbound(id, world).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  return left.length;
}

const ABOUT_A_FILE = ['inbound-refused', 'unknown-sender', 'interchange-conflict'] as const;

async function openTroubles(inboundId: string, { stores }: World): Promise<Discrepancy[]> {
  const lists = ABOUT_A_FILE.map((kind) => stores.discrepancies.list({ state: 'open', kind }));
  return (await Promise.all(lists)).flat().filter(({ subject }) => subject.inboundId === inboundId);
}

/** The same world, that notes which troubles are raised. */
function hearing(raised: Set<string>, world: World): World {
  const discrepancies: World['stores']['discrepancies'] = {
    ...world.stores.discrepancies,
    raise(discrepancy, at) {
      raised.add(discrepancy.key);
      return world.stores.discrepancies.raise(discrepancy, at);
    },
  };
  return { ...world, stores: { ...world.stores, discrepancies } };
}

async function understand(document: InboundDocument, world: World, answers: ImportAnswers): Promise<FileVerdict> {
  if (document.channel === 'sp-api') return processSpApiOrder(document, world);
  // A person may import an 820, and a table may lie in the mailbox: what it is decides, not how it came.
  const beginning = await beginningOf(document.id, world);
  if (looksLikeRemittanceExport(beginning)) return processRemittanceExport(document, world, answers);
  const isOrders =
    looksLikeOrderExport(beginning) ||
    namesOfAccounts(world).some(({ names }) => looksLikeOrderExport(beginning, names));
  // Only what a person hands in is a table for certain; among the files of a mailbox anything may lie.
  const isTable = isOrders || (document.channel === 'file' && looksLikeUnknownTable(beginning));
  return isTable ? processOrderExport(document, world, answers) : processEdi(document, world);
}

const BEGINNING_BYTES = 16_384;

async function beginningOf(id: string, world: World): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of world.stores.inbound.read(id)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= BEGINNING_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, BEGINNING_BYTES);
}
