import type { PartnerVersion } from '../../domain/partner-version.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { House } from '../house.ts';
import type { Terminal } from './terminal.ts';

/** What the commands ask of the world; handed in, so that a command that only reads a file opens no database. */
export interface CliDeps {
  terminal: Terminal;
  /** Who acts, for the audit log. */
  user: string;
  /** Neither console nor rounds: a command looks and acts once. */
  openHouse(): Promise<House>;
  /** The accounts of the settings, where there are any. Opens no database. */
  accounts?: () => Promise<readonly TradingPartner[]>;
  /** The newest versions of the accounts in the database, which is only read; undefined where there is none yet. */
  keptAccounts?: () => Promise<readonly PartnerVersion[] | undefined>;
  /** IANA zone by fulfilment centre code. Asked only when a house is open. */
  fulfilmentCentreZones?: () => Readonly<Record<string, string>>;
  /** Resolves when the house was shut down. */
  serve(options: { host?: string; port?: number }): Promise<void>;
  /** Names of the migrations that ran; none where the database is new enough. */
  migrate(): Promise<string[]>;
  /** Names of the topics that were made; undefined where the shop's events do not come through Kafka. */
  createTopics(): Promise<string[] | undefined>;
  /** Resolves when it was stopped. */
  simulator(options: SimulatorWishes): Promise<void>;
  /** False where a stand-in found fault with what we did. */
  demo(options: { once: boolean }): Promise<boolean>;
}

export interface SimulatorWishes {
  host?: string;
  port?: number;
  mailbox?: string;
  sftp?: number;
  vendorCode?: string;
  quirks?: string[];
}
