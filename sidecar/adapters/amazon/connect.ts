import type { Clock } from '../../domain/calendar.ts';
import type { Channel } from '../../domain/trading-partner.ts';
import type { GrantAccess } from '../../ports/access.ts';
import type { CollectFreight } from '../../ports/collect.ts';
import type { Mailbox, OrderFeed } from '../../ports/partner.ts';
import type { Sequences } from '../../ports/stores.ts';
import { as2Mailbox } from './as2/mailbox.ts';
import type { AmazonChannel, AmazonChannels } from './channel.ts';
import { type AmazonConnections, allMailboxes, type MailboxConnection } from './connections.ts';
import { ediChannel } from './edi-channel.ts';
import { folderMailbox, type Outbox } from './mailbox.ts';
import { sftpMailbox } from './sftp/mailbox.ts';
import { grantAccess } from './sp-api/access.ts';
import { spApiChannel } from './sp-api/channel.ts';
import { spApiClient } from './sp-api/client.ts';
import { type CollectRoad, spApiCollect } from './sp-api/collect.ts';
import { spApiOrderFeed } from './sp-api/order-feed.ts';
import { rateLimiter } from './sp-api/rate.ts';
import { accessTokens } from './sp-api/token.ts';

export interface AmazonConnected {
  /** Those that the settings connect: EDI and SP-API. */
  channels: AmazonChannels;
  /** Where orders, 997s and remittances come in; none without EDI. */
  mailboxes: ConnectedMailbox[];
  /** One for each vendor code that a connection covers. */
  feeds: OrderFeed[];
  /** One for each connection to SP-API. */
  grants: GrantAccess[];
  collect: CollectFreight;
  /** Ends kept connections. */
  close(): void;
}

export interface ConnectedMailbox {
  /** For the log: `mailbox`, with the vendor codes behind it where it is not everybody's. */
  name: string;
  mailbox: Mailbox;
  /** Files show up whole; in a plain folder one may still be growing. */
  arrivesWhole: boolean;
}

/** Makes the roads that the settings name. Touches no network and no folder. */
export function connectAmazon(
  connections: AmazonConnections,
  { sequences, clock, warn }: { sequences: Sequences; clock: Clock; warn(code: string, message: string): void },
): AmazonConnected {
  const roads = allMailboxes(connections).map((settings) => {
    const { mailbox, arrivesWhole, close } = openMailbox(settings);
    const { vendorCodes } = settings;
    const name = vendorCodes ? `mailbox ${vendorCodes.join(', ')}` : 'mailbox';
    return { vendorCodes, name, mailbox, arrivesWhole, close, edi: ediChannel({ sequences, outbox: mailbox, clock }) };
  });
  const ediOf = (vendorCode: string) =>
    (roads.find(({ vendorCodes }) => vendorCodes?.includes(vendorCode)) ?? roads.find((road) => !road.vendorCodes))
      ?.edi;
  const bySpApi = new Map<string, AmazonChannel>();
  const feeds: OrderFeed[] = [];
  const grants: GrantAccess[] = [];
  const collectRoads = new Map<string, CollectRoad>();
  for (const connection of connections.spApi) {
    // Token and rate belong to the grant, which its vendor codes share.
    const tokens = accessTokens(connection, clock);
    const api = spApiClient({ ...connection, tokens, rate: rateLimiter() });
    grants.push(grantAccess(connection, api, clock));
    for (const vendorCode of connection.vendorCodes) {
      bySpApi.set(vendorCode, spApiChannel(api, vendorCode, clock));
      collectRoads.set(vendorCode, { api, routingRequests: connection.routingRequests });
      feeds.push(spApiOrderFeed({ vendorCode, api, warn }));
    }
  }
  const roadOf: Partial<Record<Channel, (vendorCode: string) => AmazonChannel | undefined>> = {
    edi: ediOf,
    'sp-api': (vendorCode) => bySpApi.get(vendorCode),
  };
  return {
    channels: (vendorCode, channel) => roadOf[channel]?.(vendorCode),
    mailboxes: roads.map(({ name, mailbox, arrivesWhole }) => ({ name, mailbox, arrivesWhole })),
    feeds,
    grants,
    collect: spApiCollect((vendorCode) => collectRoads.get(vendorCode), clock),
    close() {
      for (const { close } of roads) close();
    },
  };
}

function openMailbox(settings: MailboxConnection): {
  mailbox: Mailbox & Outbox;
  arrivesWhole: boolean;
  close(): void;
} {
  const nothingOpen = () => {};
  switch (settings.kind) {
    case 'folder':
      return { mailbox: folderMailbox(settings), arrivesWhole: false, close: nothingOpen };
    case 'sftp': {
      const mailbox = sftpMailbox(settings);
      return { mailbox, arrivesWhole: true, close: mailbox.close };
    }
    case 'as2':
      return { mailbox: as2Mailbox(settings), arrivesWhole: true, close: nothingOpen };
  }
}
