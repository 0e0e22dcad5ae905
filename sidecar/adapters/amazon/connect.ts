import type { Clock } from '../../domain/calendar.ts';
import type { Mailbox, OrderFeed } from '../../ports/partner.ts';
import type { Sequences } from '../../ports/stores.ts';
import type { AmazonChannel, AmazonChannels } from './channel.ts';
import type { AmazonConnections } from './connections.ts';
import { ediChannel } from './edi-channel.ts';
import { folderMailbox } from './mailbox.ts';
import { spApiChannel } from './sp-api/channel.ts';
import { spApiClient } from './sp-api/client.ts';
import { spApiOrderFeed } from './sp-api/order-feed.ts';
import { rateLimiter } from './sp-api/rate.ts';
import { accessTokens } from './sp-api/token.ts';

export interface AmazonConnected {
  channels: AmazonChannels;
  /** Where orders, 997s and remittances come in; undefined without EDI. */
  mailbox: Mailbox | undefined;
  /** One for each vendor code that a connection covers. */
  feeds: OrderFeed[];
}

/** Makes the roads that the settings name. Touches no network and no folder. */
export function connectAmazon(
  connections: AmazonConnections,
  { sequences, clock, warn }: { sequences: Sequences; clock: Clock; warn(code: string, message: string): void },
): AmazonConnected {
  const mailbox = connections.mailbox && folderMailbox(connections.mailbox);
  const edi = mailbox && ediChannel({ sequences, outbox: mailbox, clock });
  const bySpApi = new Map<string, AmazonChannel>();
  const feeds: OrderFeed[] = [];
  for (const connection of connections.spApi) {
    // Token and rate belong to the grant, which its vendor codes share.
    const tokens = accessTokens(connection, clock);
    const api = spApiClient({ ...connection, tokens, rate: rateLimiter() });
    for (const vendorCode of connection.vendorCodes) {
      bySpApi.set(vendorCode, spApiChannel(api, vendorCode, clock));
      feeds.push(spApiOrderFeed({ vendorCode, api, warn }));
    }
  }
  return {
    channels: (vendorCode, channel) => (channel === 'edi' ? edi : bySpApi.get(vendorCode)),
    mailbox,
    feeds,
  };
}
