import { type AdvisedDocument, type ApplicationAdvice, adviceErrorText } from '../domain/application-advice.ts';
import { instant } from '../domain/calendar.ts';
import type { FunctionalAcknowledgement, FunctionalResult } from '../domain/functional-acknowledgement.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import { type InterchangeAcknowledgement, interchangeNoteText } from '../domain/interchange-acknowledgement.ts';
import type { TradingPartner } from '../domain/trading-partner.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { rejection } from './close-document.ts';
import { correctionKey, NOTICE_CORRECTION } from './correction-state.ts';
import { raise } from './discrepancies.ts';
import { dispatchSaga } from './dispatch.ts';
import { INVENTORY_REPORT, reportKeyOf } from './inventory-report.ts';
import { wakeLateAnswers } from './late-answer.ts';
import { orderChangeSaga } from './order-change.ts';
import { orderChangeKey } from './order-change-key.ts';
import { purchaseOrderSaga } from './purchase-order.ts';
import type { World } from './world.ts';

const ANSWERS: Record<FunctionalResult, 'accepted' | 'accepted-with-errors' | 'rejected'> = {
  accepted: 'accepted',
  'accepted-with-errors': 'accepted-with-errors',
  'partially-accepted': 'accepted-with-errors',
  rejected: 'rejected',
};

/** Closes what a 997 is about and wakes who waits for it. One for a group that we never sent is kept, not feared. */
export async function receiveFunctionalAcknowledgement(
  acknowledgement: FunctionalAcknowledgement,
  partner: TradingPartner,
  inboundId: string,
  world: World,
): Promise<void> {
  const { functionalId, groupControlNumber } = acknowledgement;
  const document = await world.stores.outbound.findByControlNumber(
    partner.vendorCode,
    functionalId,
    Number(groupControlNumber),
  );
  if (!document) {
    await raise(world, {
      key: `functional-acknowledgement-unmatched:${partner.vendorCode}:${functionalId}:${groupControlNumber}`,
      kind: 'functional-acknowledgement-unmatched',
      subject: { inboundId },
      summary: `a 997 answers group ${functionalId} ${groupControlNumber}, which we did not send`,
      detail: { acknowledgement },
    });
    return;
  }
  const transaction = acknowledgement.transactions[0];
  const status = ANSWERS[transaction?.result ?? acknowledgement.result];
  const problems = (transaction?.segments ?? []).map(({ segment, position, code, elements }) => {
    const places = elements.map(
      (item) => `element ${item.position} (code ${item.code}${item.value ? `, '${item.value}'` : ''})`,
    );
    return `${segment} at ${position}${code ? `, code ${code}` : ''}${places.length > 0 ? `: ${places.join(', ')}` : ''}`;
  });
  await answer(document, status, problems, world);
}

/** GS01 of everything that we send: an interchange of ours holds one group of one of these. */
const SENT = ['PR', 'CA', 'SH', 'IN', 'IB', 'RF', 'FA'];

/**
 * What Amazon's system made of the content, which a 997 does not say. A rejection counts even where a 997 took
 * the document before.
 */
export async function receiveApplicationAdvice(
  advice: ApplicationAdvice,
  partner: TradingPartner,
  inboundId: string,
  world: World,
): Promise<void> {
  for (const [index, advised] of advice.documents.entries()) {
    const { result, errors } = advised;
    const document = await advisedDocument(advised, partner.vendorCode, world);
    const problems = errors.map(adviceErrorText);
    if (document)
      await answer(document, result === 'accepted-with-changes' ? 'accepted-with-errors' : result, problems, world);
    else {
      await raise(world, {
        key: `functional-acknowledgement-unmatched:${inboundId}:${index}`,
        kind: 'functional-acknowledgement-unmatched',
        subject: { inboundId },
        summary: `an 824 is about ${advised.documentType ?? 'a document'} ${advised.reference}, which we did not send: ${result}${problems.length > 0 ? `, ${problems.join('; ')}` : ''}`,
        detail: { advised },
      });
    }
  }
}

/** An envelope that Amazon could not open: what was in it was not read. One that it could says nothing of the content. */
export async function receiveInterchangeAcknowledgement(
  { controlNumber, result, note }: InterchangeAcknowledgement,
  { vendorCode }: TradingPartner,
  inboundId: string,
  world: World,
): Promise<void> {
  if (result !== 'rejected') return;
  const problem = `the interchange was rejected: ${interchangeNoteText(note)}`;
  const document = await sentUnder(controlNumber, vendorCode, world);
  if (document) return answer(document, 'rejected', [problem], world);
  await raise(world, {
    key: `functional-acknowledgement-unmatched:${vendorCode}:TA1:${controlNumber}`,
    kind: 'functional-acknowledgement-unmatched',
    subject: { inboundId },
    summary: `a TA1 rejects interchange ${controlNumber}, which we did not send: ${interchangeNoteText(note)}`,
    detail: { controlNumber, note },
  });
}

/** What left under a control number, whatever kind it is of. */
async function sentUnder(controlNumber: string, vendorCode: string, world: World) {
  for (const functionalId of SENT) {
    const found = await world.stores.outbound.findByControlNumber(vendorCode, functionalId, Number(controlNumber));
    if (found) return found;
  }
  return undefined;
}

/** By the numbers of the envelope, which are certain; else by the order and the kind of document. */
async function advisedDocument(
  { groupControlNumber, documentType, purchaseOrderNumber, reference }: AdvisedDocument,
  vendorCode: string,
  world: World,
): Promise<OutboundDocument | undefined> {
  const found = groupControlNumber && (await sentUnder(groupControlNumber, vendorCode, world));
  if (found) return found;
  const kind = ADVISED[documentType ?? ''];
  if (kind === undefined || purchaseOrderNumber === undefined) return undefined;
  const sent = await world.stores.outbound.list({ purchaseOrderNumber, kind });
  const named = sent.filter(({ key }) => key.toUpperCase().includes(reference.toUpperCase()));
  const [only, ...others] = named.length > 0 ? named : sent;
  return others.length === 0 ? only : undefined;
}

const ADVISED: Readonly<Record<string, OutboundDocument['kind']>> = {
  '855': 'acknowledgement',
  '865': 'acknowledgement',
  '856': 'ship-notice',
  '810': 'invoice',
};

async function answer(
  document: OutboundDocument,
  status: 'accepted' | 'accepted-with-errors' | 'rejected',
  problems: readonly string[],
  world: World,
): Promise<void> {
  await world.stores.outbound.recordAnswer(document.id, status, problems, instant(world.now()));
  world.events.documentAnswered({ kind: document.kind, documentId: document.id, status, problems });
  if (status === 'rejected') {
    const { purchaseOrderNumber } = document;
    await raise(world, rejection(document, problems, purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }));
  }
  await wakeSender(document, world);
}

/** Who waits for the answer to a document stands in its key. */
export async function wakeSender(document: OutboundDocument, world: World): Promise<void> {
  const at = instant(world.now());
  const number = document.purchaseOrderNumber;
  if (document.kind === 'inventory-report') {
    await world.journal.wake(INVENTORY_REPORT, reportKeyOf(document.key), at, 'an answer came');
  }
  if (number === undefined) return;
  if (document.kind === 'acknowledgement') {
    await world.journal.wake(purchaseOrderSaga.name, purchaseOrderKey(number), at, 'an answer came');
    const version = (await world.stores.purchaseOrders.find(number))?.version ?? 1;
    for (let later = 2; later <= version; later++) {
      await world.journal.wake(orderChangeSaga.name, orderChangeKey(number, later), at, 'an answer came');
    }
    for (let answered = 1; answered <= version; answered++) {
      await wakeLateAnswers(number, answered, 'an answer came', world);
    }
    return;
  }
  for (const { id, revision } of await world.stores.dispatches.list(number)) {
    await world.journal.wake(dispatchSaga.name, id, at, 'an answer came');
    if (revision > 1) {
      await world.journal.wake(NOTICE_CORRECTION, correctionKey(id, String(revision)), at, 'an answer came');
    }
  }
}
