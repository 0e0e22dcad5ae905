import assert from 'node:assert/strict';
import { addHours, instant } from '../domain/calendar.ts';
import { earlier, later } from '../domain/deadline.ts';
import type { DiscrepancySubject, NewDiscrepancy } from '../domain/discrepancy.ts';
import { isToEnter } from '../domain/sending.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { raise } from './discrepancies.ts';
import { partnerOf } from './lookups.ts';
import { Waiting } from './saga.ts';
import type { World } from './world.ts';

/** Amazon's transactions settle within minutes; a 997 wakes us by itself, so looking more often gains nothing. */
const LOOK_AGAIN_MS = [60_000, 4 * 60_000, 10 * 60_000, 15 * 60_000];

/** Sending it wakes us by itself. */
const DAY_MS = 24 * 3_600_000;

/** What a file waits for. Saying that it was done wakes whoever waits. */
export function entry({ kind }: Pick<OutboundDocument, 'kind'>): string {
  return `a person to enter our ${kind} in Vendor Central`;
}

/** What Amazon refused, whichever way it says so. */
export function rejection(
  { id, kind, key, reference }: OutboundDocument,
  problems: readonly string[],
  subject: DiscrepancySubject,
): NewDiscrepancy {
  return {
    key: `outbound-rejected:${id}`,
    kind: 'outbound-rejected',
    subject: { ...subject, outboundId: id },
    summary: `Amazon rejected our ${kind} ${key}: ${problems.join('; ') || 'no reason given'}`,
    detail: { kind, problems, reference },
  };
}

/**
 * Follows one document until the partner has answered it, or until its answer is overdue and a
 * person has it: nothing that we sent is left unaccounted.
 */
export async function closeDocument(
  documentId: string,
  subject: DiscrepancySubject,
  world: World,
): Promise<Waiting | 'accepted' | 'open-discrepancy' | 'held-back'> {
  const answer = await world.partner.answer(documentId);
  const document = await world.stores.outbound.find(documentId);
  assert(document, `document ${documentId} was sent but is not in the store`);
  if (document.delivered === 'held-back') {
    // A shadow is never sent; nothing of it is left open.
    if (document.mode === 'shadow') return 'held-back';
    return new Waiting(`a person to send our ${document.kind}, which is held back`, later(world.now(), DAY_MS));
  }
  if (answer.status === 'rejected') {
    await raise(world, rejection(document, answer.problems, subject));
    return 'open-discrepancy';
  }
  if (answer.status !== 'awaited') return 'accepted';
  if (isToEnter(document)) return new Waiting(entry(document), later(world.now(), DAY_MS));
  // Nobody enters it any more: a later file says all that it said.
  if (document.channel === 'file') return 'accepted';

  const now = world.now();
  const sentAt = document.deliveredAt ?? document.preparedAt;
  const { functionalAcknowledgementWithinHours } = partnerOf(document.vendorCode, world).policies;
  const overdueAt = addHours(sentAt, functionalAcknowledgementWithinHours);
  if (instant(now) >= overdueAt) {
    await raise(world, {
      key: `functional-acknowledgement-overdue:${documentId}`,
      kind: 'functional-acknowledgement-overdue',
      subject: { ...subject, outboundId: documentId },
      summary: `nothing came back on our ${document.kind} ${document.key} within ${functionalAcknowledgementWithinHours} hours`,
      detail: { reference: document.reference, sentAt },
    });
    return 'open-discrepancy';
  }
  const age = now.getTime() - new Date(sentAt).getTime();
  const next = LOOK_AGAIN_MS.find((milliseconds) => milliseconds > age) ?? 30 * 60_000;
  const what =
    document.channel === 'edi' ? `the 997 for our ${document.kind}` : `Amazon's answer to our ${document.kind}`;
  return new Waiting(what, earlier(overdueAt, later(now, next)));
}
