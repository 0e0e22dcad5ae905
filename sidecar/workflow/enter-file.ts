import { instant } from '../domain/calendar.ts';
import { isToEnter, unheardBelow } from '../domain/sending.ts';
import { SentKind } from '../domain/trading-partner.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { rejection } from './close-document.ts';
import { raise, settleAbout } from './discrepancies.ts';
import { dispatchSaga } from './dispatch.ts';
import { wakeSender } from './partner-answers.ts';
import type { World } from './world.ts';

/** What a person says of a file after it was entered in Vendor Central, or after the try. */
export type FileWord =
  | { said: 'entered' }
  /** In the words that Vendor Central showed. */
  | { said: 'refused'; why: string };

/** What became of that word. */
export type FileSaid =
  | { kind: 'noted'; document: OutboundDocument }
  | { kind: 'not-found' }
  /** It goes by another road, is held back, or was spoken of before. */
  | { kind: 'not-to-enter'; document: OutboundDocument }
  /** Amazon has to hear these first. */
  | { kind: 'rests-on'; documents: OutboundDocument[] };

/**
 * A file has no receipt and no 997: the person who entered it says what became of it, and that is Amazon's answer. The
 * audit log has the name before anything follows. Marked as delivered last: after a crash the person is asked again.
 */
export async function sayOfFile(documentId: string, word: FileWord, by: string, world: World): Promise<FileSaid> {
  const { outbound, audit } = world.stores;
  if (!(await outbound.find(documentId))) return { kind: 'not-found' };
  // Two people at once, of whom one says yes and the other no: the second one hears that it was said.
  return outbound.alone(documentId, async () => {
    const document = await outbound.find(documentId);
    if (!document) return { kind: 'not-found' };
    if (!isToEnter(document)) return { kind: 'not-to-enter', document };
    const { kind, key, purchaseOrderNumber, reference } = document;
    const ofOrder = purchaseOrderNumber === undefined ? [] : await outbound.list({ purchaseOrderNumber });
    const documents = unheardBelow(SentKind.parse(kind), ofOrder, document.preparedAt);
    if (documents.length > 0) return { kind: 'rests-on', documents };
    const at = instant(world.now());
    const isRefused = word.said === 'refused';
    const problems = isRefused ? [word.why] : [];
    const status = isRefused ? 'rejected' : 'accepted';
    await audit.append({
      at,
      who: by,
      action: isRefused ? `refused by Vendor Central: ${kind}` : `entered in Vendor Central: ${kind}`,
      subject: purchaseOrderNumber ?? documentId,
      detail: [key, ...problems].join(': '),
    });
    await outbound.recordAnswer(documentId, status, problems, at);
    world.events.documentAnswered({ kind, documentId, status, problems });
    if (isRefused) await refuse(document, problems, world);
    else for (const earlier of overtakenBy(document, ofOrder)) await outbound.markFailed(earlier.id);
    const note = 'a person has said what became of it';
    await settleAbout(documentId, 'file-not-entered', { action: 'close', note }, by, world);
    await outbound.markDelivered(documentId, reference, at);
    await wakeSender(document, world);
    if (kind === 'acknowledgement') await wakeDispatches(purchaseOrderNumber, world);
    return { kind: 'noted', document: (await outbound.find(documentId)) ?? document };
  });
}

/** Files of the same matter that nobody need enter any more: a later answer, or a replaced notice, says it all. */
function overtakenBy(document: OutboundDocument, ofOrder: readonly OutboundDocument[]): OutboundDocument[] {
  return ofOrder.filter(
    (other) =>
      isToEnter(other) &&
      other.id !== document.id &&
      other.preparedAt <= document.preparedAt &&
      isSameMatter(document.content, other.content),
  );
}

function isSameMatter(one: OutboundDocument['content'], other: OutboundDocument['content']): boolean {
  if (one.kind === 'acknowledgement') return other.kind === 'acknowledgement';
  if (one.kind !== 'ship-notice' || other.kind !== 'ship-notice') return false;
  return one.document.shipmentId === other.document.shipmentId;
}

/** Goods that left before their order was answered wait for this. */
async function wakeDispatches(purchaseOrderNumber: string | undefined, world: World): Promise<void> {
  if (purchaseOrderNumber === undefined) return;
  for (const { id } of await world.stores.dispatches.list(purchaseOrderNumber)) {
    await world.journal.wake(dispatchSaga.name, id, instant(world.now()), 'the answer to its order was entered');
  }
}

async function refuse(document: OutboundDocument, problems: readonly string[], world: World): Promise<void> {
  const { purchaseOrderNumber } = document;
  await raise(world, rejection(document, problems, purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }));
}
