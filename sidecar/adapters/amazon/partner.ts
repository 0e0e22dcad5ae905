import { type Clock, instant } from '../../domain/calendar.ts';
import type { Channel, TradingPartner } from '../../domain/trading-partner.ts';
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
 */
export function amazonPartner({ stores, partners, channels, clock, events }: AmazonPartnerParts): Partner {
  const { outbound } = stores;

  async function prepare(request: SendRequest): Promise<{ document: OutboundDocument; isRepeat: boolean }> {
    const known = await outbound.findByKey(request.key);
    if (known) return { document: known, isRepeat: true };
    const { key, vendorCode, purchaseOrderNumber, content } = request;
    const partner = partnerOf(partners, vendorCode);
    const channel = partner.channels[content.kind];
    const message = await channelOf(channels, vendorCode, channel, `send ${key}`).make(content, partner);
    const { kind } = content;
    const document = await outbound.prepare(
      { key, kind, vendorCode, purchaseOrderNumber, channel, content, ...message },
      instant(clock()),
    );
    // Somebody else kept theirs first, and may have sent it.
    return { document, isRepeat: document.raw !== message.raw };
  }

  async function handOver(document: OutboundDocument, isRepeat: boolean): Promise<Sent> {
    const { id, kind, vendorCode, purchaseOrderNumber, channel } = document;
    const road = channelOf(channels, vendorCode, channel, `send ${document.key}`);
    const reference = await road.deliver(document, isRepeat);
    // Nobody answers a 997: it would otherwise be awaited for ever. Noted first, as one that has left is not looked at again.
    if (kind === 'functional-acknowledgement') await outbound.recordAnswer(id, 'presumed', [], instant(clock()));
    await outbound.markDelivered(id, reference, instant(clock()));
    events.documentSent({ kind, documentId: id, purchaseOrderNumber, channel, reference });
    return sentOf({ ...document, reference });
  }

  return {
    async send(request) {
      const { document, isRepeat } = await prepare(request);
      if (document.delivered === 'delivered') return sentOf(document);
      return outbound.alone(document.id, async () => {
        // Another sidecar had the same to say and was quicker.
        const present = await outbound.find(document.id);
        return present?.delivered === 'delivered' ? sentOf(present) : handOver(document, isRepeat);
      });
    },

    async answer(documentId) {
      const document = await outbound.find(documentId);
      if (!document) {
        throw new Refused('document-unknown', `ask for the answer to document ${documentId}`, {
          hint: 'The outbox does not know this document: was the database restored from an older copy?',
        });
      }
      const { acknowledged, problems, delivered } = document;
      const kept: PartnerAnswer = { status: acknowledged, problems };
      if (isFinal(kept) || delivered === 'pending') return kept;
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

function sentOf({ id, channel, reference }: Pick<OutboundDocument, 'id' | 'channel' | 'reference'>): Sent {
  return { documentId: id, channel, reference };
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
    hint: `${vendorCode} has no ${channel === 'edi' ? 'mailbox' : 'SP-API connection'}: add it to the settings, or choose the other channel for this document.`,
  });
}
