import type { TradingPartner } from '../domain/trading-partner.ts';

/** The accounts we trade under, from configuration. */
export interface TradingPartners {
  find(vendorCode: string): TradingPartner | undefined;
  /** By what an interchange says: its sender is the partner, its receiver is us. */
  findByInterchange(senderId: string, receiverId: string): TradingPartner | undefined;
  all(): TradingPartner[];
}
