import type { Clock } from '../../sidecar/domain/calendar.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { ShownLine } from '../../sidecar/domain/shown-order.ts';
import type { OutboundTradingDocument } from '../../sidecar/domain/trading-document.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import type { DeliveryReceipt, Partner, PartnerAnswer } from '../../sidecar/ports/partner.ts';
import type { Stores } from '../../sidecar/ports/stores.ts';

export interface FakePartner extends Partner {
  /** What Amazon has heard, by key; a repeat of a key is the same document. */
  heard: Map<string, OutboundTradingDocument>;
  answers: (key: string) => PartnerAnswer;
  receipts: (key: string) => DeliveryReceipt;
  shownLines: ShownLine[] | undefined;
}

/** Amazon in memory: accepts everything at once unless told otherwise. */
export function fakePartner(stores: Stores, now: Clock): FakePartner {
  const heard = new Map<string, OutboundTradingDocument>();
  const partner: FakePartner = {
    heard,
    answers: () => ({ status: 'accepted', problems: [] }),
    receipts: () => ({ state: 'not-given' }),
    shownLines: undefined,
    async send({ key, vendorCode, purchaseOrderNumber, content }) {
      const kept = await stores.outbound.prepare(
        {
          key,
          kind: content.kind,
          vendorCode,
          purchaseOrderNumber,
          channel: 'edi',
          content,
          raw: '',
          fileName: key,
          controlNumber: 1,
          functionalId: '',
        },
        instant(now()),
      );
      heard.set(key, kept.content);
      await stores.outbound.markDelivered(kept.id, key, instant(now()));
      return { documentId: kept.id, channel: 'edi', reference: key, isHeldBack: false, isToEnter: false };
    },
    async resend(documentId) {
      const { id, key, resends } = await stores.outbound.countResend(documentId);
      await stores.outbound.markResent(id, 'delivered', `${key}-${resends}`, instant(now()));
      return { documentId: id, channel: 'edi', reference: `${key}-${resends}`, isHeldBack: false, isToEnter: false };
    },
    async receipt(documentId) {
      const document = await stores.outbound.find(documentId);
      if (!document) throw new Unreachable(`find ${documentId}`);
      return partner.receipts(document.key);
    },
    async release(documentId) {
      const document = await stores.outbound.find(documentId);
      if (!document) throw new Unreachable(`find ${documentId}`);
      heard.set(document.key, document.content);
      await stores.outbound.markDelivered(documentId, document.key, instant(now()));
      return { documentId, channel: 'edi', reference: document.key, isHeldBack: false, isToEnter: false };
    },
    async answer(documentId) {
      const document = await stores.outbound.find(documentId);
      if (!document) throw new Unreachable(`find ${documentId}`);
      return partner.answers(document.key);
    },
    async shown() {
      return partner.shownLines;
    },
  };
  return partner;
}
