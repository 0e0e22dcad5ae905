import type { TradingPartner } from '../domain/trading-partner.ts';

/** The accounts we trade under, each as its newest version says. */
export interface TradingPartners {
  find(vendorCode: string): TradingPartner | undefined;
  /** By what an interchange says: its sender is the partner, its receiver is us. */
  findByInterchange(senderId: string, receiverId: string): TradingPartner | undefined;
  all(): TradingPartner[];
  /** Which version of the account counts now; undefined where its settings have none. */
  versionOf?(vendorCode: string): number | undefined;
  /** Reads what others have changed since; absent where nobody can. */
  refresh?(): Promise<void>;
}
