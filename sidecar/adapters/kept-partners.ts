import type { PartnerVersion } from '../domain/partner-version.ts';
import type { TradingPartners } from '../ports/partners.ts';
import type { PartnerVersions } from '../ports/stores.ts';

/**
 * The accounts as the database has them, at hand without asking it. refresh() reads what any process of the house has
 * changed since: one look at the newest numbers, and the versions that are new.
 */
export function keptPartners(versions: PartnerVersions): TradingPartners & { refresh(): Promise<void> } {
  const newest = new Map<string, PartnerVersion>();
  const partners = () => [...newest.values()].map(({ partner }) => partner);
  return {
    find: (vendorCode) => newest.get(vendorCode)?.partner,
    findByInterchange: (senderId, receiverId) =>
      partners().find(({ interchange }) => interchange.partnerId === senderId && interchange.ourId === receiverId),
    all: partners,
    versionOf: (vendorCode) => newest.get(vendorCode)?.number,
    async refresh() {
      const known = new Map([...newest].map(([vendorCode, { number }]) => [vendorCode, number]));
      for (const version of await versions.newest(known)) newest.set(version.vendorCode, version);
    },
  };
}
