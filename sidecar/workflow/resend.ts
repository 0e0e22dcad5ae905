import { instant } from '../domain/calendar.ts';
import { sendingMode } from '../domain/sending.ts';
import { SentKind } from '../domain/trading-partner.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { wakeSender } from './partner-answers.ts';
import { isOvertakenReport } from './release.ts';
import type { World } from './world.ts';

/** What became of the wish to hand a document over once more. */
export type Resent =
  | { kind: 'sent'; document: OutboundDocument }
  | { kind: 'not-found' }
  /** It waits for its step, or is held back. */
  | { kind: 'not-sent-yet' }
  /** Amazon read it and said no: the same bytes would be refused again. */
  | { kind: 'rejected' }
  /** A later report of the same stock was made: Amazon would take this one for the newest. */
  | { kind: 'overtaken' }
  /** A file is entered by a person, who may download it as often as wanted. */
  | { kind: 'by-hand' }
  /** A manual process speaks for this account now: ours would be a second voice. */
  | { kind: 'in-shadow' };

/**
 * Hands one document over again, with the same bytes and the same numbers: Amazon books it once, whether the first
 * one arrived or not. The audit log has it before Amazon has.
 */
export async function resendDocument(documentId: string, by: string, world: World): Promise<Resent> {
  const document = await world.stores.outbound.find(documentId);
  if (!document) return { kind: 'not-found' };
  const { delivered, acknowledged, key, kind, vendorCode, purchaseOrderNumber } = document;
  if (document.channel === 'file') return { kind: 'by-hand' };
  if (delivered === 'pending' || delivered === 'held-back') return { kind: 'not-sent-yet' };
  if (acknowledged === 'rejected') return { kind: 'rejected' };
  if (await isOvertakenReport(document, world)) return { kind: 'overtaken' };
  const partner = world.partners.find(vendorCode);
  if (partner && sendingMode(partner, SentKind.parse(kind)) === 'shadow') return { kind: 'in-shadow' };
  const subject = purchaseOrderNumber ?? documentId;
  const at = instant(world.now());
  await world.stores.audit.append({ at, who: by, action: `send again: ${kind}`, subject, detail: key });
  await world.partner.resend(documentId);
  await wakeSender(document, world);
  return { kind: 'sent', document: (await world.stores.outbound.find(documentId)) ?? document };
}
