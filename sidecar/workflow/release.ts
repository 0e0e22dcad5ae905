import { instant } from '../domain/calendar.ts';
import { unheardBelow } from '../domain/sending.ts';
import { SentKind } from '../domain/trading-partner.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { wakeSender } from './partner-answers.ts';
import type { World } from './world.ts';

/** What became of the wish to send a document that is held back. */
export type Released =
  | { kind: 'sent'; document: OutboundDocument }
  | { kind: 'not-found' }
  /** It has left already, or is on its way by itself. */
  | { kind: 'not-held-back' }
  /** A manual process has said this to Amazon: twice is once too often. */
  | { kind: 'in-shadow' }
  /** A later answer to the same order, or a later report of the same stock, says all that this one does. */
  | { kind: 'overtaken' }
  /** Amazon has to hear these first. */
  | { kind: 'rests-on'; documents: OutboundDocument[] };

/** Sends one document that is held back, as it was made. The audit log has it before Amazon has. */
export async function releaseDocument(documentId: string, by: string, world: World): Promise<Released> {
  const document = await world.stores.outbound.find(documentId);
  if (!document) return { kind: 'not-found' };
  const { delivered, mode, key, kind, purchaseOrderNumber } = document;
  if (delivered !== 'held-back') return { kind: 'not-held-back' };
  if (mode === 'shadow') return { kind: 'in-shadow' };
  if (purchaseOrderNumber !== undefined) {
    const ofOrder = await world.stores.outbound.list({ purchaseOrderNumber });
    const newest = ofOrder.find((other) => other.kind === kind);
    if (kind === 'acknowledgement' && newest && newest.id !== documentId) return { kind: 'overtaken' };
    const documents = unheardBelow(SentKind.parse(kind), ofOrder, document.preparedAt);
    if (documents.length > 0) return { kind: 'rests-on', documents };
  }
  if (await isOvertakenReport(document, world)) return { kind: 'overtaken' };
  const at = instant(world.now());
  const subject = purchaseOrderNumber ?? documentId;
  await world.stores.audit.append({ at, who: by, action: `send now: ${kind}`, subject, detail: key });
  await world.partner.release(documentId);
  world.events.documentReleased({ kind, documentId, by });
  await wakeSender(document, world);
  return { kind: 'sent', document: (await world.stores.outbound.find(documentId)) ?? document };
}

/** A report of stock counts for its moment: behind a later one Amazon would take the older figures for the newest. */
export async function isOvertakenReport(
  { id, kind, vendorCode }: Pick<OutboundDocument, 'id' | 'kind' | 'vendorCode'>,
  { stores }: Pick<World, 'stores'>,
): Promise<boolean> {
  if (kind !== 'inventory-report') return false;
  const [newest] = await stores.outbound.list({ vendorCode, kind, limit: 1 });
  return newest !== undefined && newest.id !== id;
}
