import { instant } from '../domain/calendar.ts';
import type { Finding } from '../domain/document-consistency.ts';
import { sendingMode } from '../domain/sending.ts';
import { SentKind } from '../domain/trading-partner.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { madeAnew, type NumberOfInvoice } from './anew-content.ts';
import { nextInvoiceNumber, nextKey } from './anew-key.ts';
import { settleAbout } from './discrepancies.ts';
import { invoiceKey } from './invoice.ts';
import type { World } from './world.ts';

/** What became of the wish to make a refused document anew. */
export type MadeAnew =
  /** `isHeldBack`: it was made and stays here, as the account has it. */
  | { kind: 'made'; document: OutboundDocument; isHeldBack: boolean }
  | { kind: 'not-found' }
  /** Amazon has not refused it: sent again it is the same bytes. */
  | { kind: 'not-rejected' }
  /** It was made anew before, and that one counts. */
  | { kind: 'made-before'; document: OutboundDocument }
  /** A manual process speaks for this account now: ours would be a second voice. */
  | { kind: 'in-shadow' }
  /** Amazon would refuse this one too. */
  | { kind: 'blocked'; findings: Finding[] }
  | { kind: 'not-possible'; problem: string };

/**
 * Makes a document that Amazon refused once more, from the data and settings of now, as a file of its own with new
 * control numbers. Its key comes from the refused one: whoever asks twice, or after a crash, gets the one document. The
 * audit log has it before Amazon has.
 */
export async function makeAnew(
  documentId: string,
  invoiceNumber: NumberOfInvoice,
  by: string,
  world: World,
): Promise<MadeAnew> {
  const { outbound } = world.stores;
  if (!(await outbound.find(documentId))) return { kind: 'not-found' };
  // Two people at once, of whom one keeps the number of an invoice and the other does not: Amazon would have it twice.
  return outbound.alone(documentId, async () => {
    const refused = await outbound.find(documentId);
    return refused ? makeInstead(refused, invoiceNumber, by, world) : { kind: 'not-found' };
  });
}

async function makeInstead(
  refused: OutboundDocument,
  invoiceNumber: NumberOfInvoice,
  by: string,
  world: World,
): Promise<MadeAnew> {
  const { id, key, kind, vendorCode, purchaseOrderNumber, acknowledged } = refused;
  if (acknowledged !== 'rejected') return { kind: 'not-rejected' };
  await world.partners.refresh?.();
  const partner = world.partners.find(vendorCode);
  if (partner && sendingMode(partner, SentKind.parse(kind)) === 'shadow') return { kind: 'in-shadow' };
  const successor = await successorOf(refused, world);
  if (successor && successor.delivered !== 'pending') return { kind: 'made-before', document: successor };
  // One that a crash left behind is what was made then, and leaves as it is.
  const anew = successor
    ? { key: successor.key, content: successor.content, findings: [] }
    : await madeAnew(refused, invoiceNumber, world);
  if ('problem' in anew) return { kind: 'not-possible', problem: anew.problem };
  const findings = anew.findings.filter(({ severity }) => severity === 'block');
  if (findings.length > 0) return { kind: 'blocked', findings };
  const at = instant(world.now());
  const subject = purchaseOrderNumber ?? id;
  const detail = `${anew.key} instead of ${key}`;
  await world.stores.audit.append({ at, who: by, action: `make anew: ${kind}`, subject, detail });
  if (!successor && purchaseOrderNumber !== undefined) {
    await world.stores.checks.keep({ key: anew.key, findings: anew.findings, checkedAt: at }, purchaseOrderNumber);
  }
  const { content } = anew;
  if (refused.content.kind === 'invoice' && content.kind === 'invoice') {
    await world.stores.invoices.replace(refused.content.document.number, content.document);
  }
  const sent = await world.partner.send({
    key: anew.key,
    vendorCode,
    ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }),
    content,
  });
  if (content.kind === 'invoice') await world.stores.invoices.setOutbound(content.document.number, sent.documentId);
  const document = (await world.stores.outbound.find(sent.documentId)) ?? refused;
  return { kind: 'made', document, isHeldBack: sent.isHeldBack };
}

/** What was made in its place already, under whichever number. */
async function successorOf(refused: OutboundDocument, { stores }: World): Promise<OutboundDocument | undefined> {
  const { content, key } = refused;
  const made = await stores.outbound.findByKey(nextKey(key));
  if (made || content.kind !== 'invoice') return made;
  return stores.outbound.findByKey(invoiceKey(nextInvoiceNumber(content.document.number)));
}

/** The question about the refused document is answered with this. */
export async function settleRejection(
  documentId: string,
  invoiceNumber: NumberOfInvoice,
  by: string,
  world: World,
): Promise<void> {
  await settleAbout(documentId, 'outbound-rejected', { action: 'make-anew', invoiceNumber }, by, world);
}
