import { instant } from '../domain/calendar.ts';
import type { Carriage, CarriageSubject } from '../domain/carriage.ts';
import { type Discrepancy, type DiscrepancyKind, isLineDoubt, type Resolution } from '../domain/discrepancy.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import { decimal } from '../domain/money.ts';
import { askRouting, type RoutingAsked, type RoutingWish } from './ask-routing.ts';
import { settleDiscrepancy } from './discrepancies.ts';
import { dispatchSaga } from './dispatch.ts';
import { type FileSaid, type FileWord, sayOfFile } from './enter-file.ts';
import { openLateAnswer, wakeLateAnswers } from './late-answer.ts';
import { type MadeAnew, makeAnew, settleRejection } from './make-anew.ts';
import { ORDER_CHANGE, orderChangeKey } from './order-change-key.ts';
import { nextRun } from './order-state.ts';
import { purchaseOrderSaga, runnablePurchaseOrder } from './purchase-order.ts';
import { type Released, releaseDocument } from './release.ts';
import { remittanceSaga } from './remittance.ts';
import { type Resent, resendDocument } from './resend.ts';
import { type CarriageSaid, sayCarriage } from './say-carriage.ts';
import { type TruckTold, tellTruck } from './tell-truck.ts';
import type { World } from './world.ts';

export type Settled =
  | { kind: 'settled'; discrepancy: Discrepancy }
  | { kind: 'already-settled'; discrepancy: Discrepancy }
  | { kind: 'not-found' }
  /** The resolution does not answer this kind of discrepancy. */
  | { kind: 'not-an-answer'; allowed: Resolution['action'][] }
  /** The document could not be made anew; the question stays. */
  | { kind: 'not-made'; made: MadeAnew };

/** What people do in the console and on the command line. Each leaves its name in the audit log. */
export interface Desk {
  /** Answers a discrepancy and lets what waited for it go on. */
  settle(discrepancyId: string, resolution: Resolution, by: string): Promise<Settled>;
  /** Keeps what a person says of how an order or a dispatch travels, and lets what waited for it go on. */
  sayCarriage(subject: CarriageSubject, carriage: Carriage, by: string): Promise<CarriageSaid>;
  /** Waits for no other dispatch of the truck that this one stands on. */
  tellTruck(dispatchId: string, by: string): Promise<TruckTold>;
  /** Asks Amazon to fetch a load of an order whose freight it pays. */
  askRouting(orderNumber: string, wish: RoutingWish, by: string): Promise<RoutingAsked>;
  /** Runs a held saga's present step again, or starts an undone order from its first. False where neither is so. */
  retry(saga: string, key: string, by: string): Promise<boolean>;
  /** Hands a document that was sent over once more. */
  resend(documentId: string, by: string): Promise<Resent>;
  /** Makes a document that Amazon refused once more from the data and settings of now, and answers the question about it. */
  makeAnew(documentId: string, invoiceNumber: 'same' | 'new', by: string): Promise<MadeAnew>;
  /** Sends a document that is held back. */
  release(documentId: string, by: string): Promise<Released>;
  /** Notes that a file was entered in Vendor Central, or refused there. */
  sayOfFile(documentId: string, word: FileWord, by: string): Promise<FileSaid>;
}

const REFUSE: Resolution['action'][] = ['backorder-line', 'reject-line'];

const ANSWERS: Partial<Record<DiscrepancyKind, Resolution['action'][]>> = {
  'unknown-sku': ['map-sku', ...REFUSE],
  'case-pack-unknown': ['set-case-pack', 'set-unit', ...REFUSE],
  'case-pack-differs': ['set-case-pack', 'set-unit', ...REFUSE],
  'unit-unknown': ['set-unit', ...REFUSE],
  'quantity-out-of-bounds': REFUSE,
  'price-missing': ['accept-cost', ...REFUSE],
  'price-below-agreed': ['accept-cost', ...REFUSE],
  'product-not-stocked': ['map-sku', ...REFUSE],
  'carrier-unmapped': ['map-carrier'],
  'dispatch-changed-after-notice': ['correct-notice', 'close'],
  'step-stopped': ['retry', 'close'],
  'step-failing': ['retry', 'close'],
  'order-undone': ['retry', 'close'],
  'dispatch-unknown-order': ['retry', 'close'],
  'dispatch-exceeds-acknowledged': ['retry', 'close'],
  'dispatch-not-tellable': ['retry', 'close'],
  'delivery-unconfirmed': ['resend', 'close'],
  'functional-acknowledgement-overdue': ['resend', 'close'],
  'routing-overdue': ['resend', 'close'],
  'outbound-rejected': ['make-anew', 'close'],
  'document-blocked': ['retry', 'send-anyway', 'close'],
};

/** The actions that can answer a discrepancy of this kind, the usual one first. */
export function answersTo(kind: DiscrepancyKind): Resolution['action'][] {
  return ANSWERS[kind] ?? ['close'];
}

export function desk(world: World): Desk {
  return {
    resend: (documentId, by) => resendDocument(documentId, by, world),
    async makeAnew(documentId, invoiceNumber, by) {
      const made = await makeAnew(documentId, invoiceNumber, by, world);
      const isMade = made.kind === 'made' || made.kind === 'made-before';
      if (isMade) await settleRejection(documentId, invoiceNumber, by, world);
      return made;
    },
    release: (documentId, by) => releaseDocument(documentId, by, world),
    sayOfFile: (documentId, word, by) => sayOfFile(documentId, word, by, world),
    async settle(discrepancyId, resolution, by) {
      const found = await world.stores.discrepancies.find(discrepancyId);
      if (!found) return { kind: 'not-found' };
      const allowed = answersTo(found.kind);
      if (!allowed.includes(resolution.action)) return { kind: 'not-an-answer', allowed };
      if (found.state === 'settled') return { kind: 'already-settled', discrepancy: found };
      const at = instant(world.now());
      // Learnt before it is settled: what wakes up must find the answer.
      await learn(found, resolution, world);
      // Also before: what nobody had settled at the limit is answered once more.
      if (isLineDoubt(found)) await openLateAnswer(found.subject.purchaseOrderNumber ?? '', world);
      // Also before: an order that a crash left undone with its question settled would be asked about no more.
      if (found.kind === 'order-undone' && resolution.action === 'retry') {
        await startAgain(found.subject.purchaseOrderNumber ?? '', `started again by ${by}`, world);
      }
      // Also before: nothing may leave and the question stay, rather than the other way round.
      if (resolution.action === 'resend') {
        const resent = await resendDocument(found.subject.outboundId ?? '', by, world);
        // Rejected meanwhile: that has a discrepancy of its own.
        if (resent.kind !== 'sent') return { kind: 'not-an-answer', allowed: ['close'] };
      }
      if (resolution.action === 'make-anew') {
        const made = await makeAnew(found.subject.outboundId ?? '', resolution.invoiceNumber, by, world);
        if (made.kind !== 'made' && made.kind !== 'made-before') return { kind: 'not-made', made };
      }
      const first = await settleDiscrepancy(found, resolution, by, world);
      const settled = (await world.stores.discrepancies.find(discrepancyId)) ?? found;
      if (!first) return { kind: 'already-settled', discrepancy: settled };
      await world.stores.audit.append({
        at,
        who: by,
        action: `settle ${found.kind}: ${resolution.action}`,
        subject:
          found.subject.purchaseOrderNumber ?? found.subject.dispatchId ?? found.subject.paymentNumber ?? found.id,
        detail: JSON.stringify(resolution),
      });
      await wake(found, resolution, world);
      return { kind: 'settled', discrepancy: settled };
    },
    sayCarriage: (subject, carriage, by) => sayCarriage(subject, carriage, by, world),
    askRouting: (orderNumber, wish, by) => askRouting(orderNumber, wish, by, world),
    tellTruck: (dispatchId, by) => tellTruck(dispatchId, by, world),
    async retry(saga, key, by) {
      const run = await world.journal.find(saga, key);
      const at = instant(world.now());
      if (run?.status === 'undone' && saga === purchaseOrderSaga.name) {
        await world.stores.audit.append({
          at,
          who: by,
          action: `retry ${saga}`,
          subject: key,
          detail: 'from the start',
        });
        if (!(await startAgain(key, `started again by ${by}`, world))) return false;
        const asked = await world.stores.discrepancies.list({
          state: 'open',
          kind: 'order-undone',
          purchaseOrderNumber: key,
        });
        for (const question of asked) await settleDiscrepancy(question, { action: 'retry' }, by, world);
        return true;
      }
      if (run?.status !== 'held') return false;
      await world.stores.audit.append({ at, who: by, action: `retry ${saga}`, subject: key, detail: run.step });
      await world.journal.wake(saga, key, at, `retried by ${by}`);
      return true;
    },
  };
}

/**
 * An order that was undone starts as a new run: all that the old one held was given back, so nothing
 * can be held twice, and its newest version counts.
 */
async function startAgain(number: string, why: string, world: World): Promise<boolean> {
  const key = purchaseOrderKey(number);
  const run = await world.journal.find(purchaseOrderSaga.name, key);
  const order = await world.stores.purchaseOrders.find(number);
  if (run?.status !== 'undone' || !order) return false;
  const state = nextRun(run.state, order);
  const { firstStep } = runnablePurchaseOrder;
  return world.journal.reopen(purchaseOrderSaga.name, key, state, firstStep, instant(world.now()), why);
}

/** Some answers hold from now on, not only for this one line or dispatch. */
async function learn(discrepancy: Discrepancy, resolution: Resolution, world: World): Promise<void> {
  if (resolution.action === 'map-carrier') {
    const { carrierCode, title } = discrepancy.detail;
    await world.stores.carriers.learn({
      carrier: String(carrierCode ?? ''),
      title: String(title ?? ''),
      scac: resolution.scac,
      ...(resolution.method === undefined ? {} : { method: resolution.method }),
    });
    return;
  }
  const { purchaseOrderNumber: number, position } = discrepancy.subject;
  if (number === undefined || position === undefined) return;
  if (resolution.action !== 'map-sku') return;
  const order = await world.stores.purchaseOrders.find(number);
  const line = order?.document.lines.find((candidate) => candidate.position === position);
  const productId = line?.productIds[0];
  if (!order || !productId) return;
  const agreed = typeof discrepancy.detail.agreedCost === 'string' ? decimal(discrepancy.detail.agreedCost) : undefined;
  await world.stores.itemReferences.learn(order.vendorCode, productId, resolution.sku, agreed);
}

async function wake({ subject, kind, detail }: Discrepancy, resolution: Resolution, world: World): Promise<void> {
  const at = instant(world.now());
  const why = `a person answered ${kind}: ${resolution.action}`;
  // A closed question lets nothing go on, and an undone order was started again before it was settled.
  // A correction that nobody wants has come to its end.
  const ends = kind === 'dispatch-changed-after-notice' && typeof detail.saga === 'string';
  if ((resolution.action === 'close' && !ends) || kind === 'order-undone') return;
  if (typeof detail.saga === 'string' && typeof detail.key === 'string') {
    await world.journal.wake(detail.saga, detail.key, at, why);
    return;
  }
  if (subject.dispatchId !== undefined) await world.journal.wake(dispatchSaga.name, subject.dispatchId, at, why);
  else if (subject.purchaseOrderNumber !== undefined) {
    const number = subject.purchaseOrderNumber;
    await world.journal.wake(purchaseOrderSaga.name, purchaseOrderKey(number), at, why);
    const version = (await world.stores.purchaseOrders.find(number))?.version ?? 1;
    if (version > 1) await world.journal.wake(ORDER_CHANGE, orderChangeKey(number, version), at, why);
    await wakeLateAnswers(number, version, why, world);
  } else if (subject.paymentNumber !== undefined) {
    await world.journal.wake(remittanceSaga.name, subject.paymentNumber, at, why);
  }
}
