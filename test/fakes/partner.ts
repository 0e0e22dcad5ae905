import type { Clock } from '../../sidecar/domain/calendar.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { OutboundTradingDocument } from '../../sidecar/domain/trading-document.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import type { Partner, PartnerAnswer, ShownLine } from '../../sidecar/ports/partner.ts';
import type { Stores } from '../../sidecar/ports/stores.ts';

export interface FakePartner extends Partner {
  /** What Amazon has heard, by key; a repeat of a key is the same document. */
  heard: Map<string, OutboundTradingDocument>;
  answers: (key: string) => PartnerAnswer;
  shownLines: ShownLine[] | undefined;
}

/** Amazon in memory: accepts everything at once unless told otherwise. */
export function fakePartner(stores: Stores, now: Clock): FakePartner {
  const heard = new Map<string, OutboundTradingDocument>();
  const partner: FakePartner = {
    heard,
    answers: () => ({ status: 'accepted', problems: [] }),
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
      return { documentId: kept.id, channel: 'edi', reference: key };
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
