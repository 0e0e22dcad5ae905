import { type Clock, instant } from '../../domain/calendar.ts';
import { isToEnter, sendingMode, strictest, unheardBelow } from '../../domain/sending.ts';
import { isNeverAnswered } from '../../domain/trading-document.ts';
import { type Channel, type SendingMode, SentKind, type TradingPartner } from '../../domain/trading-partner.ts';
import type { BusinessEvents } from '../../ports/events.ts';
import { Refused } from '../../ports/failures.ts';
import type { Partner, PartnerAnswer, SendRequest, Sent } from '../../ports/partner.ts';
import type { TradingPartners } from '../../ports/partners.ts';
import type { OutboundDocument, Stores } from '../../ports/stores.ts';
import type { AmazonChannel, AmazonChannels } from './channel.ts';

export interface AmazonPartnerParts {
  stores: Stores;
  partners: TradingPartners;
  channels: AmazonChannels;
  clock: Clock;
  events: BusinessEvents;
}

/**
 * Amazon, over whichever road each account and kind of document takes.
 *
 *   make the message -> keep it under its key -> hand it over -> mark it delivered
 *
 * A crash anywhere leaves what is kept: the next attempt hands over the same bytes under the same
 * name, whatever the settings and the clock say by then, so that Amazon cannot hear two versions.
 * What the account does not send is kept likewise, and not handed over.
 */
export function amazonPartner({ stores, partners, channels, clock, events }: AmazonPartnerParts): Partner {
  const { outbound } = stores;

  async function prepare(request: SendRequest): Promise<{ document: OutboundDocument; isRepeat: boolean }> {
    const known = await outbound.findByKey(request.key);
    if (known) return { document: known, isRepeat: true };
    const { key, vendorCode, purchaseOrderNumber, content } = request;
    await partners.refresh?.();
    const partner = partnerOf(partners, vendorCode);
    const channel = partner.channels[content.kind];
    const message = await channelOf(channels, vendorCode, channel, `send ${key}`).make(content, partner);
    const { kind } = content;
    const mode = await modeOf(request, partner);
    const partnerVersion = partners.versionOf?.(vendorCode);
    const document = await outbound.prepare(
      { key, kind, vendorCode, purchaseOrderNumber, channel, content, ...message, mode, partnerVersion },
      instant(clock()),
    );
    if (document.delivered === 'held-back') {
      events.documentHeldBack({ kind, documentId: document.id, purchaseOrderNumber, channel, mode });
    }
    // Somebody else kept theirs first, and may have sent it.
    return { document, isRepeat: document.raw !== message.raw };
  }

  /** An order that holds goods for real is no shadow: what it says may still be sent by a person. */
  async function modeOf(request: SendRequest, partner: TradingPartner): Promise<SendingMode> {
    const { content, purchaseOrderNumber, isShadow = false } = request;
    const stated = sendingMode(partner, content.kind);
    const own = content.kind === 'acknowledgement' && stated === 'shadow' && !isShadow ? 'never-send' : stated;
    const ofOrder = purchaseOrderNumber === undefined ? [] : await outbound.list({ purchaseOrderNumber });
    const below = unheardBelow(content.kind, ofOrder).map(({ mode }) => mode);
    return strictest([isShadow ? 'shadow' : own, ...below]);
  }

  /** An earlier try may have landed: to call it never sent could be wrong, and to try again is what somebody has forbidden. */
  async function mustBeLive({ key, kind, vendorCode }: OutboundDocument): Promise<void> {
    await partners.refresh?.();
    const mode = sendingMode(partnerOf(partners, vendorCode), kindOf(kind));
    if (mode === 'live') return;
    throw new Refused('sending-stopped', `send ${key} once more`, {
      hint: `${vendorCode} is set to ${mode} since this was tried first, and Amazon may have it. Look there; set the account to live and run the step again to send it.`,
    });
  }

  async function handOver(document: OutboundDocument, isRepeat: boolean): Promise<Sent> {
    const { id, kind, vendorCode, purchaseOrderNumber, channel } = document;
    const road = channelOf(channels, vendorCode, channel, `send ${document.key}`);
    const reference = await road.deliver(document, isRepeat);
    // Nobody answers a 997 or TA1: it would otherwise be awaited for ever. Noted first, as one that has left is not looked at again.
    if (isNeverAnswered(kind)) await outbound.recordAnswer(id, 'presumed', [], instant(clock()));
    if (road.receipt) await outbound.markHandedOver(id, reference, instant(clock()));
    else await outbound.markDelivered(id, reference, instant(clock()));
    events.documentSent({ kind, documentId: id, purchaseOrderNumber, channel, reference });
    return sentOf({ ...document, reference, delivered: road.receipt ? 'handed-over' : 'delivered' });
  }

  return {
    async send(request) {
      const { document, isRepeat } = await prepare(request);
      if (document.delivered !== 'pending') return sentOf(document);
      if (isRepeat) await mustBeLive(document);
      return outbound.alone(document.id, async () => {
        // Another sidecar had the same to say and was quicker.
        const present = await outbound.find(document.id);
        return present && hasLeft(present) ? sentOf(present) : handOver(document, isRepeat);
      });
    },

    async release(documentId) {
      return outbound.alone(documentId, async () => {
        const document = await outbound.find(documentId);
        if (!document) throw unknownDocument(documentId, 'send');
        // As a repeat: a release that crashed may have landed.
        return hasLeft(document) ? sentOf(document) : handOver(document, true);
      });
    },

    async resend(documentId) {
      return outbound.alone(documentId, async () => {
        const known = await outbound.find(documentId);
        if (!known) throw unknownDocument(documentId, 'send again');
        const road = channelOf(channels, known.vendorCode, known.channel, `send ${known.key} again`);
        // Counted first: after a crash in between it is better to skip a name than to use one twice.
        const document = await outbound.countResend(documentId);
        const { id, kind, purchaseOrderNumber, channel } = document;
        const reference = await road.deliver(document, true);
        const delivered = road.receipt ? 'handed-over' : 'delivered';
        await outbound.markResent(id, delivered, reference, instant(clock()));
        events.documentSent({ kind, documentId: id, purchaseOrderNumber, channel, reference });
        return sentOf({ ...document, reference, delivered });
      });
    },

    async receipt(documentId) {
      const document = await outbound.find(documentId);
      if (!document) throw unknownDocument(documentId, 'look for the receipt of');
      const { vendorCode, channel, key } = document;
      const road = channelOf(channels, vendorCode, channel, `look for the receipt of ${key}`);
      // The mailbox may be another one by now, which brings none: what left by the old one is as it was.
      return road.receipt ? road.receipt(document) : { state: 'not-given' };
    },

    async answer(documentId) {
      const document = await outbound.find(documentId);
      if (!document) throw unknownDocument(documentId, 'ask for the answer to');
      const { acknowledged, problems, delivered } = document;
      const kept: PartnerAnswer = { status: acknowledged, problems };
      if (isFinal(kept) || delivered !== 'delivered') return kept;
      const road = channelOf(channels, document.vendorCode, document.channel, `ask about ${document.key}`);
      const answer = await road.answer(document);
      if (answer.status !== acknowledged) {
        await outbound.recordAnswer(documentId, answer.status, answer.problems, instant(clock()));
        events.documentAnswered({ kind: document.kind, documentId, ...answer });
      }
      return answer;
    },

    async shown(vendorCode, purchaseOrderNumber) {
      // Whatever road the order took: an account that trades by EDI may still have access to the API.
      return channels(vendorCode, 'sp-api')?.shown(purchaseOrderNumber);
    },
  };
}

function sentOf({
  id,
  channel,
  reference,
  delivered,
}: Pick<OutboundDocument, 'id' | 'channel' | 'reference' | 'delivered'>): Sent {
  return {
    documentId: id,
    channel,
    reference,
    isHeldBack: delivered === 'held-back',
    isToEnter: isToEnter({ channel, delivered }),
  };
}

function hasLeft({ delivered }: Pick<OutboundDocument, 'delivered'>): boolean {
  return delivered !== 'pending' && delivered !== 'held-back';
}

/** The outbox is read back as kinds of every document; what stands there was sent by us. */
function kindOf(kind: OutboundDocument['kind']): SentKind {
  return SentKind.parse(kind);
}

function unknownDocument(documentId: string, doing: string): Refused {
  return new Refused('document-unknown', `${doing} document ${documentId}`, {
    hint: 'The outbox does not know this document: was the database restored from an older copy?',
  });
}

function isFinal({ status }: PartnerAnswer): boolean {
  return status === 'accepted' || status === 'accepted-with-errors' || status === 'rejected';
}

function partnerOf(partners: TradingPartners, vendorCode: string): TradingPartner {
  const partner = partners.find(vendorCode);
  if (partner) return partner;
  throw new Refused('vendor-code-unknown', `send as ${vendorCode}`, {
    hint: `Add the account ${vendorCode} to the settings.`,
  });
}

function channelOf(channels: AmazonChannels, vendorCode: string, channel: Channel, doing: string): AmazonChannel {
  const road = channels(vendorCode, channel);
  if (road) return road;
  throw new Refused('channel-not-connected', doing, {
    hint: `${vendorCode} has no ${channel === 'sp-api' ? 'SP-API connection' : 'mailbox'}: add it to the settings, or choose the other channel for this document.`,
  });
}
