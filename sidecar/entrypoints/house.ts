import type { GrantAccess } from '../ports/access.ts';
import type { CollectFreight } from '../ports/collect.ts';
import type { OrderFeed } from '../ports/partner.ts';
import type { DeadLetters } from '../ports/stock-master.ts';
import type { Desk } from '../workflow/desk.ts';
import type { World } from '../workflow/world.ts';
import type { ImportAnswers } from './pollers/export-file.ts';
import type { HouseFacts } from './views/audit.ts';

/** The running house, as the commands that need one see it. main.ts builds it. */
export interface House {
  world: World;
  desk: Desk;
  /** Where the console is; empty while it is not served. */
  url: string;
  /** Everything once, in the order a document walks: what came in, what follows from it, what goes out. */
  tick(): Promise<void>;
  /** Understands a kept inbound document once more. Answers in words what came of it. */
  replayInbound(inboundId: string, by: string, answers?: ImportAnswers): Promise<string>;
  /** Connections to SP-API, to be asked whether they still open the door; absent where a house has no way to Amazon. */
  grants?: readonly GrantAccess[];
  collect?: CollectFreight;
  /** Orders by SP-API, an account each. */
  orderFeeds?: readonly OrderFeed[];
  /** What the settings say, for the audit. */
  facts?(): HouseFacts;
  /** Events that were laid aside; absent where they do not come through Kafka. */
  deadLetters?: DeadLetters;
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>;
}

/** What of the house is wanted. */
export interface HouseOptions {
  /** Serves the console and the API. */
  console: boolean;
  /** Lets the rounds go by themselves; without, only tick() moves anything. */
  rounds: boolean;
  banner?: string;
}
