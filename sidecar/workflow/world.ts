import type { Clock } from '../domain/calendar.ts';
import type { BusinessEvents } from '../ports/events.ts';
import type { Journal } from '../ports/journal.ts';
import type { Partner } from '../ports/partner.ts';
import type { TradingPartners } from '../ports/partners.ts';
import type { StockMaster } from '../ports/stock-master.ts';
import type { Stores } from '../ports/stores.ts';

/** All that the workflow may touch. Tests hand in fakes, main.ts the real ones. */
export interface World {
  stores: Stores;
  journal: Journal;
  stockMaster: StockMaster;
  partner: Partner;
  partners: TradingPartners;
  events: BusinessEvents;
  now: Clock;
}
