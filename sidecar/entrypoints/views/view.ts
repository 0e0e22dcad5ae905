import type { Clock } from '../../domain/calendar.ts';
import type { Journal } from '../../ports/journal.ts';
import type { TradingPartners } from '../../ports/partners.ts';
import type { Stores } from '../../ports/stores.ts';

/** All that is needed to show the house as it stands, in a browser or on a terminal. */
export interface View {
  stores: Stores;
  journal: Journal;
  partners: TradingPartners;
  now: Clock;
  /** IANA zone by fulfilment centre code, `PHX7`: a window ends at midnight there. Unknown ones count in UTC. */
  fulfilmentCentreZones?: Readonly<Record<string, string>>;
}
